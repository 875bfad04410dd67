"""Rewards paid by learners: stand-ins of plain arithmetic, samples, and what each parameter changes."""

from turnwise.reward_shaping.learners import LabelTable
from wrapper_cases.information import log_prob, share, weaker

HERE = "wrapper_cases.learned:"


def value(history, info):
    return share(list(history)) - 0.3


def other_value(history, info):
    return share(len(history))


def unsure(history, info):
    """Of every third turn it cannot tell."""
    return float("nan") if len(history) % 6 == 1 else value(history, info)


def clueless(history, info):
    return float("nan")


def brief(history, info):
    """A judge of a whole episode, or of one with holes."""
    return len(history) / 7 + share(list(history))


def blind(history, info):
    """A judge that cannot tell of an episode cut short."""
    return float("nan") if len(history) < 6 else brief(history, info)


def each_turn(history, info):
    return [share(t, str(action)) for t, action in enumerate(history[1::2])]


def some_turns(history, info):
    return [None if t % 2 else 1.0 for t in range(len(history) // 2)]


def silent(history, info):
    return None


def rows(history):
    """Log-probabilities of all actions of an episode at once."""
    return [log_prob(history[: 2 * t + 1], str(action)) for t, action in enumerate(history[1::2])]


def weaker_rows(history):
    return [[each - 0.1 for each in row] for row in rows(history)]


def moved(observation, info):
    return len(str(observation)) % 2 == 0


def liked(message):
    return 0.5 + share(message)


def first_letter(message):
    return share(message[:1]) if message else float("nan")


def begins(observation):
    return str(observation)[:4]


TABLE = LabelTable(message=begins)
TABLE.labels = {"turn": 1.0, "You ": 0.5}

VALUE, OTHER = HERE + "value", HERE + "other_value"
LM, REFERENCE = "wrapper_cases.information:log_prob", "wrapper_cases.information:weaker"
SAMPLES = {
    "LearnedReward": [{"name": "LearnedReward", "learner": HERE + "unsure"}],
    "LearnedReward-episode": [{"name": "LearnedReward", "learner": VALUE, "per": "episode", "weight": 2.0}],
    "AIFeedbackReward": [{"name": "AIFeedbackReward", "learner": VALUE}],
    "LearnedPotential": [{"name": "LearnedPotential", "potential": HERE + "unsure", "gamma": 0.9}],
    "ProgressAttribution": [{"name": "ProgressAttribution", "learner": VALUE}],
    "ProgressAttribution-residual": [{"name": "ProgressAttribution", "learner": HERE + "unsure", "residual": True}],
    "ProgressAttribution-clueless": [{"name": "ProgressAttribution", "learner": HERE + "clueless", "residual": True}],
    "ImplicitProcessReward": [{"name": "ImplicitProcessReward", "reward": LM, "reference": REFERENCE}],
    "ImplicitProcessReward-learner": [{"name": "ImplicitProcessReward", "reward": VALUE}],
    "ImplicitProcessReward-episode": [
        {
            "name": "ImplicitProcessReward",
            "reward": HERE + "rows",
            "reference": HERE + "weaker_rows",
            "per": "episode",
        }
    ],
    "LLMIntrinsic": [{"name": "LLMIntrinsic", "rewards": HERE + "TABLE"}],
    "LLMIntrinsic-ranked": [{"name": "LLMIntrinsic", "rewards": HERE + "liked", "exponent": 0.5, "weight": 1.0}],
    "RedistributedReturn": ["RedistributedReturn"],
    "RedistributedReturn-learner": [
        {"name": "FormatReward", "tags": ["action"]},
        {"name": "RedistributedReturn", "weights": HERE + "unsure", "of": "total", "how": "residual"},
    ],
    "RedistributedReturn-episode": [
        {"name": "FormatReward", "tags": ["action"]},
        {"name": "RedistributedReturn", "weights": HERE + "each_turn", "of": ["format"], "per": "episode"},
    ],
    "AttributionRedistribution": [{"name": "AttributionRedistribution", "judge": HERE + "brief"}],
    "AttributionRedistribution-shapley": [
        {"name": "AttributionRedistribution", "judge": HERE + "blind", "method": "shapley", "samples": 2, "blank": "-"}
    ],
    "LLMCreditReassign": [{"name": "LLMCreditReassign", "judge": HERE + "some_turns"}],
    "LLMCreditReassign-silent": [{"name": "LLMCreditReassign", "judge": HERE + "silent"}],
}

LEARNED = {
    "learner": ([], {"learner": VALUE}, OTHER),
    "per": ([], {"learner": VALUE}, "episode"),
    "weight": ([], {"learner": VALUE}, 2.0),
}
MODELS = {"reward": LM, "reference": REFERENCE}
JUDGE = {"judge": HERE + "brief"}
CHANGES = {
    "LearnedReward": LEARNED,
    "AIFeedbackReward": LEARNED,
    "LearnedPotential": {
        "potential": ([], {"potential": VALUE}, OTHER),
        "gamma": ([], {"potential": VALUE}, 0.5),
        "weight": ([], {"potential": VALUE}, 2.0),
    },
    "ProgressAttribution": {
        "learner": ([], {"learner": VALUE}, OTHER),
        "grounding": ([], {"learner": VALUE}, 0.1),
        "executed": ([], {"learner": VALUE}, HERE + "moved"),
        "residual": ([], {"learner": VALUE}, True),
        "of": (["FormatReward"], {"learner": VALUE, "residual": True}, "format"),
    },
    "ImplicitProcessReward": {
        "reward": ([], MODELS, REFERENCE),
        "reference": ([], MODELS, LM),
        "beta": ([], MODELS, 0.5),
        "per": ([], {"reward": HERE + "either", "reference": HERE + "either_weaker"}, "episode"),
        "weight": ([], MODELS, 2.0),
    },
    "LLMIntrinsic": {
        "rewards": ([], {"rewards": HERE + "liked"}, HERE + "first_letter"),
        "exponent": ([], {"rewards": HERE + "TABLE"}, 1.0),
        "weight": ([], {"rewards": HERE + "liked"}, 1.0),
    },
    "RedistributedReturn": {
        "weights": ([], {}, VALUE),
        "of": (["FormatReward"], {}, "format"),
        "how": ([], {"weights": VALUE}, "residual"),
        "per": ([], {"weights": VALUE}, "episode"),
    },
    "AttributionRedistribution": {
        "judge": ([], JUDGE, OTHER),
        "method": ([], JUDGE, "shapley"),
        "samples": ([], {**JUDGE, "method": "shapley"}, 1),
        "blank": ([], JUDGE, ""),
        "seed": ([], {**JUDGE, "method": "shapley", "samples": 1}, 5),
        "weight": ([], JUDGE, 2.0),
    },
    "LLMCreditReassign": {
        "judge": ([], {"judge": HERE + "some_turns"}, HERE + "silent"),
        "of": (["FormatReward"], {"judge": HERE + "some_turns"}, "format"),
        "weight": ([], {"judge": HERE + "some_turns"}, 2.0),
    },
}


def either(history, action=None):
    return rows(history) if action is None else log_prob(history, str(action))


def either_weaker(history, action=None):
    return weaker_rows(history) if action is None else weaker(history, str(action))


REFUSED = {("RedistributedReturn", "per")}
