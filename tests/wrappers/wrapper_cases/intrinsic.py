"""Curiosity and the terms named after its methods: samples, and what each parameter changes."""

import numpy as np

from turnwise.reward_shaping.intrinsic import key_of
from turnwise.wrappers.intrinsic.memory import Memory
from wrapper_cases.script import OPENING, turn

STAMP = "12:30:00"


def place(observation, info):
    """Where the agent is, of four places, by how long the message is."""
    return f"place {len(str(observation)) % 4}"


def visited(observation, info):
    """One of two places, so that the script comes back."""
    return "there" if info.get("valid", True) else "here"


def point(observation, info):
    """A place on a line, by the script's distance."""
    distance = info.get("channels", {}).get("goal_distance", 0.0)
    return np.array([distance, distance**2, 1.0])


def pages(observation, info):
    return ["index", *([f"page {len(str(observation)) % 3}"])]


def noisy(observation, info):
    """One text, but for its numbers."""
    return f"You are here since {len(str(info))} at {STAMP}"


def move(history, info):
    """The kind of an action: how many tags it has."""
    return f"{str(history[-2]).count('<')} tags"


def experienced():
    """Return a memory that has seen much of what the script shows."""
    visits = {"visits": {key_of("there"): 8}}
    places = {
        "curiosity/0/counts": visits,
        "global_novelty/0/counts": visits,
        "coverage/0/coverage": {"covered": {"there": None, "elsewhere": None}, "mass": 5.0},
        "cross_turn_novelty/0/first_visit": {"visits": {key_of("go"): 1}},
        "novelty_archive/0/archive": {"kept": {"rows": [[9.0, 9.0, 9.0]], "added": 1}},
    }
    memory = Memory()
    memory.load_state({"places": {place: {"": state} for place, state in places.items()}})
    return memory


def episodic(name, **arguments):
    return {"name": name, "scope": "episode", **arguments}


CASES = "wrapper_cases.intrinsic"
SAMPLES = {
    "Curiosity-counts": [episodic("Curiosity", feature="facts")],
    "Curiosity-first_visit": [{"name": "Curiosity", "method": "first_visit", "ignore": ["digits", "case"]}],
    "Curiosity-e3b": [{"name": "Curiosity", "method": "e3b", "feature": "ngrams", "dimension": 32}],
    "Curiosity-e3b-first": [{"name": "Curiosity", "method": "e3b", "dimension": 16, "options": {"first_pays": True}}],
    "Curiosity-pseudo_counts": [{"name": "Curiosity", "method": "pseudo_counts", "options": {"k": 3, "capacity": 5}}],
    "Curiosity-re3": [episodic("Curiosity", method="re3", options={"latent": 8, "seed": 3, "capacity": 6})],
    "Curiosity-ride": [{"name": "Curiosity", "method": "ride"}],
    "Curiosity-ride-rllte": [{"name": "Curiosity", "method": "ride", "options": {"form": "rllte"}}],
    "Curiosity-noveld": [episodic("Curiosity", method="noveld", feature="facts")],
    "Curiosity-e3b_noveld": [episodic("Curiosity", method="e3b_noveld", dimension=16, options={"how": "sum"})],
    "Curiosity-archive": [episodic("Curiosity", method="archive", feature=f"{CASES}:place")],
    "Curiosity-change": [{"name": "Curiosity", "method": "change"}],
    "EpisodicNovelty": ["EpisodicNovelty"],
    "GlobalNovelty": [{"name": "GlobalNovelty", "frozen": True}],
    "CoverageGain": ["CoverageGain"],
    "CoverageGain-log": [{"name": "CoverageGain", "feature": f"{CASES}:pages", "shape": "log"}],
    "CrossTurnNovelty": ["CrossTurnNovelty"],
    "CrossTurnNovelty-rules": [
        {"name": "CrossTurnNovelty", "labeller": {"tagged": "<action>", "question": r"\?"}, "against": "last"},
    ],
    "NoveltyArchive": [episodic("NoveltyArchive")],
}

VISITED = {"feature": f"{CASES}:visited"}
POINT = {"feature": f"{CASES}:point"}


def unlike(tools):
    """Return an environment whose episodes differ in what is seen."""

    class Unlike(tools.Scripted):
        episodes = 0

        def reset(self, **keywords):
            self.episodes += 1
            self.turns = [turn(distance + self.episodes**3, reward=0.1) for distance in range(4)]
            self.turns.append(turn(self.episodes, terminated=True))
            return super().reset(**keywords)

        def seen(self):
            return f"{'go ' * self.episodes}to room {self.turn}"

    return Unlike([], OPENING)


ENVIRONMENTS = {"NoveltyArchive": unlike}

# wrapper → parameter → (layers inside, arguments, the other value of the parameter)
CHANGES = {
    "Curiosity": {
        "method": ([], VISITED, "first_visit"),
        "scope": ([], VISITED, "episode"),
        "feature": ([], {"scope": "episode"}, f"{CASES}:visited"),
        "ignore": ([], {"feature": f"{CASES}:noisy"}, ["digits"]),
        "weight": ([], VISITED, 0.25),
        "decay": ([], VISITED, 0.1),
        "normalise": ([], VISITED, True),
        "dimension": ([], {"method": "e3b"}, 3),
        "memory": ([], VISITED, f"{CASES}:experienced"),
        "frozen": ([], VISITED, True),
        "options": ([], VISITED, {"power": 1.0}),
        "learner": ([], {"method": "rnd"}, "wrapper_cases.intrinsic_networks:network"),
    },
    "GlobalNovelty": {
        "feature": ([], {}, f"{CASES}:visited"),
        "ignore": ([], {}, ["digits"]),
        "weight": ([], VISITED, 0.25),
        "memory": ([], VISITED, f"{CASES}:experienced"),
        "frozen": ([], VISITED, True),
    },
    "EpisodicNovelty": {
        "method": ([], VISITED, "first_visit"),
        "feature": ([], {}, f"{CASES}:visited"),
        "ignore": ([], {}, ["digits"]),
        "weight": ([], VISITED, 0.25),
    },
    "CoverageGain": {
        "feature": ([], {"feature": "text"}, f"{CASES}:visited"),
        "shape": ([], VISITED, "log"),
        "cap": ([], {**VISITED, "shape": "cap"}, 1.5),
        "weights": ([], VISITED, {"here": 4.0}),
        "other": ([], VISITED, 2.0),
        "scope": ([], VISITED, "run"),
        "ignore": ([], {"feature": "text"}, ["digits"]),
        "weight": ([], VISITED, 0.25),
        "memory": ([], {**VISITED, "scope": "run"}, f"{CASES}:experienced"),
        "frozen": ([], {**VISITED, "scope": "run"}, True),
    },
    "CrossTurnNovelty": {
        "labeller": ([], {}, f"{CASES}:move"),
        "against": ([], {}, "last"),
        "scope": ([], {}, "run"),
        "weight": ([], {}, 0.25),
        "memory": ([], {"scope": "run"}, f"{CASES}:experienced"),
        "frozen": ([], {"scope": "run"}, True),
    },
    "NoveltyArchive": {
        "descriptor": ([], POINT, "last"),
        "feature": ([], {}, f"{CASES}:point"),
        "k": ([], POINT, 1),
        "threshold": ([], POINT, 1e9),
        "capacity": ([], POINT, 1),
        "explore": ([], {**POINT, "exploit": 1}, 2),
        "exploit": ([], POINT, 1),
        "scope": ([], POINT, "episode"),
        "ignore": ([], {}, ["digits"]),
        "weight": ([], POINT, 0.25),
        "dimension": ([], {}, 3),
        "memory": ([], POINT, f"{CASES}:experienced"),
        "frozen": ([], POINT, True),
    },
}
