"""Curiosity that is learned, chosen or fused: samples, and what each parameter changes."""

from turnwise.reward_shaping.learners.bonus_selection import BonusSelection
from turnwise.reward_shaping.learners.ensemble_model import EnsembleModel
from turnwise.reward_shaping.learners.exploration_scale import ExplorationScale
from turnwise.reward_shaping.learners.random_network import RandomNetwork

SMALL = {"hidden": 8}


def network():
    """Make a random network unlike the one that is made by default."""
    return RandomNetwork(hidden=8, out=4, seed=5)


def ensemble():
    """Make an ensemble unlike the one that is made by default."""
    return EnsembleModel(hidden=8, latent=4, members=2, seed=5)


def doubled():
    """Make a scale of 2."""
    return ExplorationScale(scale=2.0)


def format_first():
    """Make a selection that begins with the format."""
    return BonusSelection(["format", "milestones", "none"])


def shouted(observation, info):
    return f"{observation}!"


def learned(method, **options):
    return {"name": "Curiosity", "method": method, "options": {"settings": SMALL, **options}}


LEVEL = {"name": "Milestones", "mode": "level"}
FORMAT = {"name": "FormatReward", "tags": ["action"], "right": 0.5}
ANSWER = {**FORMAT, "tags": ["answer"]}
COUNTS = {"name": "Curiosity", "scope": "episode"}
BOTH = ["milestones", "format"]
CASES = "wrapper_cases.intrinsic_networks"
SAMPLES = {
    "Curiosity-rnd": [learned("rnd")],
    "Curiosity-ngu": [learned("ngu")],
    "Curiosity-icm": [learned("icm")],
    "Curiosity-ensemble_surprise": [learned("ensemble_surprise")],
    "Curiosity-learning_progress": [{**COUNTS, "method": "learning_progress"}],
    "InfoGainExploration": [{"name": "InfoGainExploration", "settings": {"hidden": 8, "latent": 4}}],
    "AutoIntrinsic": ["Milestones", COUNTS, {"name": "AutoIntrinsic", "of": ["curiosity", "milestones"]}],
    "HybridIntrinsic": [
        COUNTS,
        "CrossTurnNovelty",
        {"name": "HybridIntrinsic", "of": ["curiosity", "cross_turn_novelty"], "how": "product"},
    ],
    "HybridIntrinsic-cycle": [
        LEVEL,
        COUNTS,
        {"name": "HybridIntrinsic", "of": ["curiosity", "milestones"], "how": "cycle"},
    ],
}

# wrapper → parameter → (layers inside, arguments, the other value of the parameter)
CHANGES = {
    "InfoGainExploration": {
        "learner": ([], {}, f"{CASES}:ensemble"),
        "settings": ([], {}, {"seed": 1}),
        "noise": ([], {}, 0.5),
        "scale": ([], {"scale": f"{CASES}:doubled"}, 1.0),
        "feature": ([], {}, f"{CASES}:shouted"),
        "ignore": ([], {}, ["digits"]),
        "dimension": ([], {}, 16),
    },
    "AutoIntrinsic": {
        "of": ([LEVEL, ANSWER], {"of": BOTH}, BOTH[::-1]),
        "learner": ([LEVEL, ANSWER], {"of": BOTH}, f"{CASES}:format_first"),
        "settings": ([LEVEL, ANSWER], {"of": BOTH}, {"arms": ["none", "format"]}),
    },
    "HybridIntrinsic": {
        "of": ([LEVEL, ANSWER], {"of": BOTH, "how": "cycle"}, BOTH[::-1]),
        "how": ([LEVEL, ANSWER], {"of": BOTH}, "max"),
        "weights": ([LEVEL, ANSWER], {"of": BOTH}, [1.0, 0.5]),
    },
}
