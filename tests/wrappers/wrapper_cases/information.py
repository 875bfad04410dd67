"""Information and belief: scorers of plain arithmetic, samples, and what each parameter changes."""

import zlib

from turnwise.wrappers.information import ExactBelief, MonteCarloValue
from wrapper_cases.script import MESSAGES, turn


def share(*parts):
    """Return a number in (0, 1) that depends on all that is given and on nothing else."""
    return (zlib.crc32(repr(parts).encode()) % 997 + 1) / 1000


def log_prob(history, text):
    """Return log-probabilities of a text's words."""
    return [share(list(history), text, word) - 1.5 for word in range(max(len(text.split()), 1))]


def weaker(history, text):
    return [each - share(text) for each in log_prob(history, text)]


def belief(history):
    return {each: share(list(history), each) for each in "abc"}


def likelihood(hypothesis, history):
    return share(hypothesis, list(history))


def value(history, info):
    return share(list(history))


def half(level):
    return level / 2


def padded(observation):
    return "x" * len(str(observation))


def answers(history):
    return ["yes", "no", "maybe"]


def weighted_answers(history):
    return {"yes": 3.0, "no": 1.0}


def returns(history, contexts):
    return [[share(option, context, len(history)) for context in contexts] for option in range(3)]


def recover(history, info):
    return {"id": "a", "brief": share(list(history))}


def closeness(recovered, true):
    return share(recovered, sorted(true))


def wait(history, env, rng):
    return f"message {rng.integers(3)}"


def first_action(history, env, rng):
    options = env.actions()
    return options[int(rng.integers(len(options)))]


def by_length(history, text):
    """Return log-probabilities that another history changes in another way."""
    return [-len(str(history)) / 100.0] * (len(text.split()) + 1)


def even(history, contexts):
    return [[1.0 if option == place else 0.0 for place, _ in enumerate(contexts)] for option in range(2)]


def recover_all(history, info):
    return {"type": "b", "id": "a"}


HYPOTHESES = ExactBelief("abc", likelihood)
VALUE = MonteCarloValue(first_action, samples=1, max_turns=2)
LATE = MonteCarloValue(wait, samples=4, max_turns=3)

HERE = "wrapper_cases.information:"
LOG_PROB, WEAKER, BELIEF = HERE + "log_prob", HERE + "weaker", HERE + "belief"
ASKS = {"answers": HERE + "answers", "verdicts": BELIEF}
NEWS = {"belief": BELIEF, "returns": HERE + "returns"}

SAMPLES = {
    "InformationGain": [{"name": "InformationGain", "scorer": LOG_PROB, "answer": "solved"}],
    "InformationGain-log": [
        {
            "name": "InformationGain",
            "scorer": HERE + "HYPOTHESES",
            "answer": "b",
            "space": "log",
            "answer_turn": True,
        }
    ],
    "EntropyReduction": [{"name": "EntropyReduction", "belief": HERE + "HYPOTHESES", "cost": 0.01}],
    "UserModelCuriosity": [{"name": "UserModelCuriosity", "belief": BELIEF, "form": "entropy", "gamma": 0.9}],
    "CounterfactualInfoGain": [{"name": "CounterfactualInfoGain", "scorer": LOG_PROB}],
    "SuccessProgress": [{"name": "SuccessProgress", "value": HERE + "value"}],
    "SuccessProgress-forks": [
        {"name": "RepetitionPenalty", "weight": 0.3},
        {"name": "SuccessProgress", "value": HERE + "VALUE", "alpha": 0.5},
    ],
    "ReferenceLogProb": [{"name": "ReferenceLogProb", "scorer": LOG_PROB, "answer": "all is done", "per": "turn"}],
    "PathFaithfulness": [{"name": "PathFaithfulness", "scorer": LOG_PROB, "steps": ["left", "right", "up"]}],
    "FollowUpLikelihood": [{"name": "FollowUpLikelihood", "scorer": LOG_PROB}],
    "DensityRatio": [{"name": "DensityRatio", "strong": LOG_PROB, "weak": WEAKER, "condition": ["Be brief."]}],
    "QuestionValue": [{"name": "QuestionValue", **ASKS}],
    "ValueOfInformation": [{"name": "ValueOfInformation", **NEWS}],
    "InverseSpec": [{"name": "InverseSpec", "recover": HERE + "recover", "similarity": HERE + "closeness"}],
}

GAIN, PROGRESS = {"scorer": LOG_PROB}, {"value": HERE + "value"}
ENTROPY, TYPES = {"belief": BELIEF}, {"belief": BELIEF, "truth": "user.type"}

# wrapper → parameter → (layers inside, arguments, the other value of the parameter)
CHANGES = {
    "InformationGain": {
        "scorer": ([], GAIN, WEAKER),
        "space": ([], GAIN, "log"),
        "answers": ([], GAIN, "best"),
        "answer": ([], GAIN, "b"),
        "answer_turn": ([], GAIN, True),
        "transform": ([], GAIN, HERE + "half"),
        "prior": ([], {**GAIN, "transform": "clipped_linear"}, 0.3),
        "weight": ([], GAIN, 2.0),
    },
    "EntropyReduction": {
        "belief": ([], ENTROPY, HERE + "HYPOTHESES"),
        "unit": ([], ENTROPY, "nats"),
        "cost": ([], ENTROPY, 0.1),
        "weight": ([], ENTROPY, 2.0),
    },
    "UserModelCuriosity": {
        "belief": ([], TYPES, HERE + "HYPOTHESES"),
        "truth": ([], TYPES, "task.type"),
        "form": ([], TYPES, "log_accuracy"),
        "gamma": ([], TYPES, 0.5),
        "terminal": ([], TYPES, "zero"),
        "weight": ([], TYPES, 2.0),
    },
    "CounterfactualInfoGain": {
        "scorer": ([], GAIN, WEAKER),
        "placeholder": ([], GAIN, HERE + "padded"),
        "weight": ([], GAIN, 2.0),
    },
    "SuccessProgress": {
        "value": ([], PROGRESS, HERE + "LATE"),
        "alpha": ([], PROGRESS, 2.0),
        "end": ([], PROGRESS, "scored"),
    },
    "ReferenceLogProb": {
        "scorer": ([], GAIN, WEAKER),
        "mode": ([], GAIN, "token_probability"),
        "per": ([], GAIN, "turn"),
        "answer": ([], GAIN, "b"),
        "weight": ([], GAIN, 2.0),
    },
    "PathFaithfulness": {
        "scorer": ([], {**GAIN, "reference": "task.steps"}, HERE + "by_length"),
        "reference": ([], GAIN, "task.steps"),
        "steps": ([], GAIN, ["right", "left", "up"]),
        "space": ([], {**GAIN, "reference": "task.steps"}, "probability"),
        "weight": ([], {**GAIN, "reference": "task.steps"}, 2.0),
    },
    "FollowUpLikelihood": {
        "scorer": ([], GAIN, WEAKER),
        "positive": ([], GAIN, ["Wow."]),
        "negative": ([], GAIN, ["Ugh."]),
        "weight": ([], GAIN, 2.0),
    },
    "DensityRatio": {
        "strong": ([], {"strong": LOG_PROB, "weak": WEAKER}, HERE + "by_length"),
        "weak": ([], {"strong": LOG_PROB, "weak": WEAKER}, HERE + "by_length"),
        "how": ([], {"strong": LOG_PROB, "weak": HERE + "by_length"}, "mean"),
        "condition": ([], {"strong": LOG_PROB, "weak": HERE + "by_length"}, ["Be brief."]),
        "weight": ([], {"strong": LOG_PROB, "weak": WEAKER}, 2.0),
    },
    "QuestionValue": {
        "answers": ([], ASKS, HERE + "weighted_answers"),
        "verdicts": ([], ASKS, HERE + "HYPOTHESES"),
        "divergence": ([], ASKS, "tv"),
        "weight": ([], ASKS, 2.0),
    },
    "ValueOfInformation": {
        "belief": ([], NEWS, HERE + "HYPOTHESES"),
        "returns": ([], NEWS, HERE + "even"),
        "kind": ([], NEWS, "cross"),
        "weight": ([], NEWS, 2.0),
    },
    "InverseSpec": {
        "recover": ([], {"recover": HERE + "recover"}, HERE + "recover_all"),
        "similarity": ([], {"recover": HERE + "recover"}, HERE + "closeness"),
        "spec": ([], {"recover": HERE + "recover"}, "task.spec"),
        "weight": ([], {"recover": HERE + "recover"}, 2.0),
    },
}


OPENING = turn(
    4,
    answer="a<|answer_split|>a longer answer",
    task={"type": "b", "id": "a", "steps": ["up", "and then", "to the left"], "spec": {"id": "z", "brief": 1.0}},
    facts={"user.type": "a"},
)
TURNS = [turn(3, reward=0.2), turn(3), turn(2), turn(9), turn(1, reward=1.0, success=True, terminated=True)]


def stating(tools):
    """Return an environment that states an answer, a task and the type of its user."""
    return tools.Scripted(TURNS, OPENING)


ENVIRONMENTS = dict.fromkeys(CHANGES, stating)
SAYS = {
    "CounterfactualInfoGain": [*MESSAGES[:3], "so on and on", "end"],
    "DensityRatio": ["go on", "x y z", "go", "z", "a b"],
}
