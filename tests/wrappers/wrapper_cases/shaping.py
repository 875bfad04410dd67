"""Milestones, potentials, gates, transforms and what changes an episode: samples, and what each parameter changes."""

from wrapper_cases.script import BOTH, OPENING, TURNS, turn


def potential(observation, info):
    return len(str(observation)) % 7 / 7


def closeness(observation, info):
    return len(str(observation)) % 5 / 4


def eager(history, info):
    return len(history) / 10


def strict(history, info):
    return -0.25 if len(history) % 4 == 1 else 0.5


def references(info):
    return [0.5, -0.5]


REPEAT = {"name": "RepetitionPenalty", "weight": 0.3}
DISTANCE = "GoalDistance"
SAMPLES = {
    "Milestones-first": ["Milestones"],
    "Milestones-potential": [{"name": "Milestones", "mode": "potential", "gamma": 0.9}],
    "Milestones-level": [{"name": "Milestones", "mode": "level", "weight": 0.5}],
    "PotentialShaping": [
        {"name": "PotentialShaping", "potential": "wrapper_cases.shaping:potential", "gamma": 0.9},
    ],
    "GoalDistance": [DISTANCE],
    "ProgressTimesPenalty": [{"name": "ProgressTimesPenalty", "progress": "goal_distance"}],
    "ProgressTimesPenalty-hard": [
        {"name": "ProgressTimesPenalty", "progress": "goal_distance", "hard": ["invalid"], "hard_penalty": 0.2},
    ],
    "TieredReward": [{"name": "TieredReward", "closeness": "goal_distance", "tiers": [0.0, 0.1, 0.2, 0.4, 1.0]}],
    "RepetitionPenalty": [REPEAT],
    "RepetitionPenalty-episode": [{**REPEAT, "per": "episode"}],
    "FormatReward": [{"name": "FormatReward", "tags": ["action"], "wrong": -0.1}],
    "EnsembleReward": [
        {
            "name": "EnsembleReward",
            "judges": ["wrapper_cases.shaping:eager", "wrapper_cases.shaping:strict"],
            "how": "lower",
            "per": "turn",
        }
    ],
    "GatedRewards": [
        "Milestones",
        {"name": "FormatReward", "tags": ["action"]},
        {"name": "GatedRewards", "terms": [["format"], ["milestones"]]},
    ],
    "GatedRewards-turn": [
        {"name": "FormatReward", "tags": ["action"], "right": 0.2},
        {"name": "GatedRewards", "terms": ["outcome"], "on": "format", "hold": "turn"},
    ],
    "ProcessClip": [DISTANCE, {"name": "ProcessClip", "of": "goal_distance", "eta": 0.05}],
    "ProcessDelta": [DISTANCE, {"name": "ProcessDelta", "of": "goal_distance"}],
    "Bounded": [REPEAT, {"name": "Bounded", "of": "total", "k": 2.0}],
    "Bounded-turn": [
        REPEAT,
        {
            "name": "Bounded",
            "of": ["outcome", "repetition"],
            "references": "wrapper_cases.shaping:references",
            "per": "turn",
        },
    ],
    "ActionEfficacy": [REPEAT, {"name": "ActionEfficacy", "of": "total"}],
    "NoisyReward": [{"name": "NoisyReward", "flip_prob": 0.5}],
    "NoisyReward-turn": [{"name": "NoisyReward", "flip_prob": 0.5, "per": "turn", "seed": 7}],
    "Retry": [{"name": "Retry", "attempts": 3}],
    "TurnBudgetAnneal": [{"name": "TurnBudgetAnneal", "start": 6}],
    "five": [
        "Milestones",
        DISTANCE,
        {**REPEAT, "term": "again"},
        {"name": "ProcessDelta", "of": "goal_distance"},
        {"name": "GatedRewards", "terms": ["milestones"]},
    ],
}

PENALTY, LEVEL = "RepetitionPenalty", {"name": "Milestones", "mode": "level"}
GATE = {"name": "GatedRewards", "terms": ["milestones"]}
JUDGES = ["wrapper_cases.shaping:eager", "wrapper_cases.shaping:strict"]
POTENTIAL = "wrapper_cases.shaping:potential"
CLOSENESS = "wrapper_cases.shaping:closeness"

# wrapper → parameter → (layers inside, arguments, the other value of the parameter)
CHANGES = {
    "Milestones": {
        "mode": ([], {}, "level"),
        "weight": ([], {}, 2.0),
        "weights": ([], {}, {"a": 1.0}),
        "gamma": ([], {"mode": "potential"}, 0.5),
    },
    "PotentialShaping": {
        "potential": ([], {"potential": POTENTIAL}, CLOSENESS),
        "gamma": ([], {"potential": POTENTIAL}, 0.5),
    },
    "GoalDistance": {"gamma": ([], {}, 0.5), "d_max": ([], {}, 8.0), "floor": ([], {}, -0.8)},
    "ProgressTimesPenalty": {
        "progress": ([], {}, "near"),
        "penalties": ([], {"progress": "near"}, {"crash": 0.1}),
        "hard": ([], {}, ["crash"]),
        "hard_penalty": ([], {"hard": ["crash"]}, 0.5),
        "weight": ([], {}, 3.0),
        "once": ([], {"progress": "near"}, False),
    },
    "TieredReward": {
        "closeness": ([], {}, "goal_distance"),
        "tiers": ([], {}, [0.3, 0.4]),
        "alpha": ([], {}, 0.8),
        "success": ([], {}, 0.1),
    },
    "RepetitionPenalty": {
        "weight": ([], {}, 0.5),
        "window": ([], {}, 1),
        "per": ([], {}, "episode"),
    },
    "FormatReward": {
        "tags": ([], {}, ["answer"]),
        "right": ([], {}, 0.7),
        "wrong": ([], {}, -0.7),
        "strict": ([], {"tags": ["answer"]}, False),
        "per": ([], {}, "episode"),
    },
    "EnsembleReward": {
        "judges": ([], {"judges": JUDGES}, JUDGES[:1]),
        "how": ([], {"judges": JUDGES}, "min"),
        "k": ([], {"judges": JUDGES, "how": "lower"}, 3.0),
        "weight": ([], {"judges": JUDGES}, 2.0),
        "per": ([], {"judges": JUDGES}, "turn"),
        "non_negative": ([], {"judges": JUDGES[1:], "per": "turn"}, True),
    },
    "GatedRewards": {
        "terms": (
            [LEVEL, "FormatReward"],
            {"terms": ["milestones"], "threshold": 0.5, "allow_negative": True},
            ["format"],
        ),
        "on": ([LEVEL, "FormatReward"], {"terms": ["milestones"]}, "format"),
        "threshold": ([LEVEL], {"terms": ["milestones"]}, 0.5),
        "hold": ([LEVEL], {"terms": ["milestones"]}, "turn"),
        "allow_negative": ([PENALTY], {"terms": ["repetition"]}, True),
    },
    "ProcessClip": {
        "of": ([LEVEL], {"of": "milestones", "eta": 0.4}, "total"),
        "eta": ([LEVEL], {"of": "milestones", "eta": 0.4}, 0.2),
    },
    "ProcessDelta": {"of": ([LEVEL], {"of": "milestones"}, ["milestones", "outcome"])},
    "Bounded": {
        "of": ([LEVEL], {"of": "milestones"}, "total"),
        "references": ([], {"of": "outcome"}, [0.5, 0.7]),
        "k": ([], {"of": "outcome"}, 3.0),
        "per": ([], {"of": "outcome"}, "turn"),
    },
    "ActionEfficacy": {"of": ([LEVEL], {}, "milestones")},
    "NoisyReward": {
        "flip_prob": ([], {"flip_prob": 0.0}, 1.0),
        "of": ([LEVEL], {"flip_prob": 1.0}, "milestones"),
        "low": ([], {"flip_prob": 1.0}, -1.0),
        "high": ([], {"flip_prob": 1.0}, 2.0),
        "per": ([], {"flip_prob": 1.0}, "turn"),
        "seed": ([], {"flip_prob": 0.5, "per": "turn"}, 1),
    },
    "Retry": {
        "attempts": ([], {}, 1),
        "gamma": ([], {}, 0.1),
        "penalty": ([], {}, 0.1),
        "message": ([], {}, "Wrong."),
        "repeat_task": ([], {}, True),
    },
    "TurnBudgetAnneal": {
        "start": ([], {}, 2),
        "every": ([], {"start": 5}, 1),
        "minimum": ([], {"start": 5, "every": 1}, 4),
    },
}
RETRIED = [
    turn(3, reward=0.1),
    turn(2, terminated=True),
    turn(1, terminated=True),
    turn(0, BOTH, reward=1.0, success=True, terminated=True),
]


def retried(tools):
    """Return an environment that fails twice and then is solved."""
    env = tools.Scripted(RETRIED, OPENING)
    env.restore = lambda state: None  # the script goes on, as another try with other luck would
    return env


def first_is_short(tools):
    """Return an environment whose first episode ends after one turn."""

    class FirstIsShort(tools.Scripted):
        episodes = 0

        def reset(self, **keywords):
            self.episodes += 1
            self.turns = [{**TURNS[0], "terminated": True}] if self.episodes == 1 else TURNS
            return super().reset(**keywords)

    return FirstIsShort(TURNS, OPENING)


ENVIRONMENTS = {"Retry": retried, "TurnBudgetAnneal": first_is_short}
SAYS = {"Retry": ["go", "x", "x", "y"]}
REFUSED = {("TieredReward", "success"), ("GatedRewards", "allow_negative")}
NOT_TWICE = {"TurnBudgetAnneal", "Retry"}
UNLIKE_ITS_TWIN = {"NoisyReward"}
