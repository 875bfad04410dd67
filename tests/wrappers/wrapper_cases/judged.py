"""Terms that ask a judge: samples, and what each parameter changes. The judges here are rules over the text."""


def last(history):
    return str(history[-2]).lower()


def short(history, info):
    return len(last(history)) < 12


def rating(history, info):
    return {1: 0.25, 2: 0.5, 3: 0.25} if len(history) % 4 == 1 else 3


def likely(history, info):
    return {"yes": 0.3, "no": 0.1}


def moody(history, info):
    return None if len(history) % 4 == 1 else 0.5


def sure_of_length(history, info):
    return len(last(history)) / 100, 0.5


def never_sure(history, info):
    return 1.0, 0.1


def mentioned(items, history, info):
    """Whether each criterion occurs in the last message."""
    return [item["criterion"] in last(history) for item in items]


def mentioned_ever(items, history, info):
    """Whether each criterion was ever said; it cannot tell of the second."""
    said = " ".join(map(str, history[1::2])).lower()
    return [None if place == 1 else item["criterion"] in said for place, item in enumerate(items)]


def answered(items, history, info):
    """Whether the last message is an answer, whatever is asked."""
    return [last(history).startswith("<answer>")] * len(items)


def rubric_of(info):
    """A rubric that depends on the case."""
    return [{"criterion": "o", "weight": 2}, {"criterion": "e", "weight": 1 + len(info) % 2}]


def first_only(items):
    return items[:1]


def every_other(history, info):
    """A number for each turn; of the first it cannot tell."""
    return [None, *([0.5] * (len(history) // 2 - 1))]


def praise(history, info):
    """One span, of the last message."""
    return [{"turn": len(history) // 2 - 1, "value": 1, "text": str(history[-2])[:2]}]


def goals(observation, info):
    return ["o", "think", "q"]


def one_goal(observation, info):
    return ["z"]


HERE = "wrapper_cases.judged:"
SAID, EVER = HERE + "mentioned", HERE + "mentioned_ever"
LEVEL = {"name": "Milestones", "mode": "level"}
STEPS = [[{"criterion": "e", "required": True}], ["o"], ["a"]]
LATE = [["o"], ["e"], ["a"], ["o2"], [{"criterion": "right", "required": True}]]

SAMPLES = {
    "Checklist": [{"name": "Checklist", "items": ["o", "e", "zz"], "judge": SAID}],
    "Checklist-steps": [
        {"name": "Checklist", "items": LATE, "judge": SAID, "turns": "step", "end_on_unmet": True, "form": "all"}
    ],
    "LLMProxyReward": [{"name": "LLMProxyReward", "judge": HERE + "short"}],
    "LLMProxyReward-turn": [
        {"name": "LLMProxyReward", "judge": HERE + "rating", "form": "ordinal", "scale": [1, 3], "per": "turn"}
    ],
    "RubricReward": [{"name": "RubricReward", "rubric": HERE + "rubric_of", "judge": EVER}],
    "PrincipleProcessReward": [{"name": "PrincipleProcessReward", "principles": ["o", "e"], "judge": SAID}],
    "LLMCriticDense": [{"name": "LLMCriticDense", "critic": HERE + "every_other"}],
    "LLMCriticDense-spans": [{"name": "LLMCriticDense", "critic": HERE + "praise"}],
    "HybridReward": [
        {
            "name": "HybridReward",
            "models": {"moody": HERE + "moody", "short": HERE + "short"},
            "rules": {"length": HERE + "sure_of_length"},
            "aspects": {"short": HERE + "short"},
            "length": [5, 20],
        }
    ],
    "ConfidenceCalibration": [{"name": "ConfidenceCalibration", "alpha": 0.0, "mean": 0.3}],
    "ReasoningPatternReward": [
        {"name": "NoisyReward", "flip_prob": 0.5},
        {"name": "ReasoningPatternReward", "phrases": ["o", "e"], "enough": 2, "when": "failed"},
    ],
    "LLMSubgoals": [{"name": "LLMSubgoals", "decompose": HERE + "goals", "judge": SAID}],
}

ASKED = {"items": ["x", "z"], "judge": SAID}
RUBRIC = {"rubric": [{"criterion": "x", "weight": 1}, {"criterion": "go", "weight": 2}], "judge": EVER}
FAULT = {"rubric": [{"criterion": "x", "weight": 1}, {"criterion": "so", "weight": -2}], "judge": SAID}
MODELS = {"models": {"moody": HERE + "moody"}}
SOME = {"phrases": ["wait", "hence"], "enough": 2}

# wrapper → parameter → (layers inside, arguments, the other value of the parameter)
CHANGES = {
    "Checklist": {
        "items": ([], ASKED, ["x"]),
        "judge": ([], ASKED, HERE + "answered"),
        "form": ([], ASKED, "all"),
        "turns": ([], {"items": [["x"], ["z"]], "judge": SAID}, "step"),
        "end_on_unmet": ([], {"items": STEPS, "judge": SAID, "turns": "step"}, True),
        "weight": ([], ASKED, 3.0),
    },
    "LLMProxyReward": {
        "judge": ([], {"judge": HERE + "likely", "form": "yes"}, HERE + "short"),
        "form": ([], {"judge": HERE + "likely"}, "yes"),
        "scale": ([], {"judge": HERE + "rating", "form": "ordinal", "scale": [0, 3]}, [1, 5]),
        "per": ([], {"judge": HERE + "short"}, "turn"),
        "weight": ([], {"judge": HERE + "rating", "form": "ordinal", "scale": [0, 3]}, 2.0),
    },
    "RubricReward": {
        "rubric": ([], RUBRIC, ["never"]),
        "judge": ([], {**RUBRIC, "judge": SAID}, EVER),
        "per": ([], RUBRIC, "turn"),
        "weight": ([], RUBRIC, 2.0),
        "clip": ([], FAULT, False),
        "curriculum": ([], {**RUBRIC, "judge": SAID, "per": "turn"}, HERE + "first_only"),
    },
    "PrincipleProcessReward": {
        "principles": ([], {"principles": ["x"], "judge": SAID}, ["z"]),
        "judge": ([], {"principles": ["x"], "judge": SAID}, EVER),
        "per": ([], {"principles": ["x"], "judge": SAID}, "episode"),
        "weight": ([], {"principles": ["x"], "judge": SAID}, 2.0),
    },
    "LLMCriticDense": {
        "critic": ([], {"critic": HERE + "every_other"}, HERE + "praise"),
        "per": ([], {"critic": HERE + "praise"}, "turn"),
        "weight": ([], {"critic": HERE + "praise"}, 2.0),
    },
    "HybridReward": {
        "models": ([], {**MODELS, "per": "turn"}, {"short": HERE + "short"}),
        "rules": ([], {"rules": {"a": HERE + "sure_of_length"}}, {"a": HERE + "never_sure"}),
        "aspects": ([], {"aspects": {"a": HERE + "short"}, "per": "turn"}, {"a": HERE + "moody"}),
        "weights": ([], {**MODELS, "per": "turn"}, {"model": 2.0}),
        "length": ([], {"length": [0, 5]}, [0, 4]),
        "slope": ([], {"length": [0, 2]}, 10.0),
        "per": ([], MODELS, "turn"),
    },
    "ConfidenceCalibration": {
        "of": ([LEVEL], {}, "total"),
        "weight": ([], {}, 1.0),
        "how": ([], {}, "threshold"),
        "alpha": ([], {}, 0.9),
        "mean": ([], {}, 0.5),
        "scale": ([], {}, 20.0),
    },
    "ReasoningPatternReward": {
        "phrases": ([], {"phrases": ["wait"]}, ["wait", "hence"]),
        "enough": ([], SOME, 4.0),
        "ngram": ([], SOME, 2),
        "weight": ([], SOME, 2.0),
        "when": ([], SOME, "failed"),
        "of": (["RepetitionPenalty"], {**SOME, "when": "failed"}, "repetition"),
        "per": ([], SOME, "turn"),
    },
    "LLMSubgoals": {
        "decompose": ([], {"decompose": HERE + "goals", "judge": SAID}, HERE + "one_goal"),
        "judge": ([], {"decompose": HERE + "goals", "judge": SAID}, HERE + "answered"),
        "mode": ([], {"decompose": HERE + "goals", "judge": SAID}, "level"),
        "weight": ([], {"decompose": HERE + "goals", "judge": SAID}, 2.0),
        "gamma": ([], {"decompose": HERE + "goals", "judge": SAID, "mode": "potential"}, 0.5),
    },
}
SAYS = {
    "ConfidenceCalibration": ["Confidence: 9", "go", "Confidence: 8", "on", "so"],
    "ReasoningPatternReward": ["wait a wait a", "hence", "go on", "x", "wait"],
}
