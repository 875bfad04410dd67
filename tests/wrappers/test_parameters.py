"""Every parameter of every wrapper changes the outcome (Minigrid's PositionBonus has one that does not)."""

from __future__ import annotations

import inspect

import pytest

from turnwise import wrappers

MARKS = {"a": False, "b": False}
A, B, BOTH = {**MARKS, "a": True}, {**MARKS, "b": True}, {"a": True, "b": True}


def turn(distance, milestones=MARKS, changed=1, reward=0.0, **more):
    channels = {
        "goal_distance": distance,
        "state_changed": changed,
        "crash": more.pop("crash", 0.0),
        "near": 1 - distance / 4,
    }
    return {"reward": reward, "milestones": milestones, "channels": channels, **more}


TURNS = [
    turn(3, A, reward=0.2),
    turn(3, A, changed=0, valid=False),
    turn(2, B, crash=1.0),
    turn(9, MARKS),
    turn(1, B, reward=1.0, success=True, terminated=True),
]
OPENING = turn(4)
MESSAGES = ["Go", "<answer>x</answer>", "go ", "<think>y</think><answer>z</answer>", "so <answer>q</answer>"]

REPEAT, MILESTONES = "RepetitionPenalty", {"name": "Milestones", "mode": "level"}
GATE = {"name": "GatedRewards", "terms": ["milestones"]}
JUDGES = ["turnwise_test_measures:eager", "turnwise_test_measures:strict"]
POTENTIAL = "turnwise_test_measures:potential"
CLOSENESS = "turnwise_test_measures:closeness"

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
        "terms": ([MILESTONES, "FormatReward"], {"terms": ["milestones"], "threshold": 0.5}, ["format"]),
        "on": ([MILESTONES, "FormatReward"], {"terms": ["milestones"]}, "format"),
        "threshold": ([MILESTONES], {"terms": ["milestones"]}, 0.5),
        "hold": ([MILESTONES], {"terms": ["milestones"]}, "turn"),
        "allow_negative": ([REPEAT], {"terms": ["repetition"]}, True),
    },
    "ProcessClip": {
        "of": ([MILESTONES], {"of": "milestones", "eta": 0.4}, "total"),
        "eta": ([MILESTONES], {"of": "milestones", "eta": 0.4}, 0.2),
    },
    "ProcessDelta": {"of": ([MILESTONES], {"of": "milestones"}, ["milestones", "outcome"])},
    "Bounded": {
        "of": ([MILESTONES], {"of": "milestones"}, "total"),
        "references": ([], {"of": "outcome"}, [0.5, 0.7]),
        "k": ([], {"of": "outcome"}, 3.0),
        "per": ([], {"of": "outcome"}, "turn"),
    },
    "ActionEfficacy": {"of": ([MILESTONES], {}, "milestones")},
    "NoisyReward": {
        "flip_prob": ([], {"flip_prob": 0.0}, 1.0),
        "of": ([MILESTONES], {"flip_prob": 1.0}, "milestones"),
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
CASES = [(wrapper, parameter) for wrapper, rows in CHANGES.items() for parameter in rows]


def environment(tools, wrapper):
    """Return what shows the wrapper's parameters."""
    if wrapper == "TurnBudgetAnneal":
        return first_is_short(tools)
    if wrapper != "Retry":
        return tools.Scripted(TURNS, OPENING)
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


def episodes(tools, name, inner, arguments):
    """Return the records of three episodes, or the error that refused them."""
    try:
        env = tools.around(environment(tools, name), *inner, {"name": name, **arguments})
        messages = ["go", "x", "x", "y"] if name == "Retry" else MESSAGES
        return [[(row[:4], sorted(row[4].items())) for row in tools.play(env, messages, seed)] for seed in range(3)]
    except ValueError as error:
        return str(error)


def test_every_parameter_of_every_wrapper_is_tried():
    for name in set(wrappers.__all__) - {"RewardTerm"}:
        parameters = [
            each for each in inspect.signature(getattr(wrappers, name)).parameters if each not in ("env", "name")
        ]
        assert list(CHANGES[name]) == parameters, name


@pytest.mark.parametrize(("wrapper", "parameter"), CASES, ids=[".".join(case) for case in CASES])
def test_the_parameter_changes_the_outcome(wrapper, parameter, tools):
    inner, arguments, other = CHANGES[wrapper][parameter]
    first = episodes(tools, wrapper, inner, arguments)
    second = episodes(tools, wrapper, inner, {**arguments, parameter: other})
    assert first != second
    assert isinstance(second, list) or (wrapper, parameter) == ("TieredReward", "success")
    assert isinstance(first, list) or (wrapper, parameter) == ("GatedRewards", "allow_negative")


@pytest.mark.parametrize("name", sorted(set(wrappers.__all__) - {"RewardTerm", "TurnBudgetAnneal"}))
def test_another_name_is_another_term_and_may_stand_beside_the_first(name, tools):
    inner, arguments, _ = next(iter(CHANGES[name].values()))
    scripted = environment(tools, name)
    if name == "GatedRewards":
        arguments = {**arguments, "allow_negative": True}
    layer = {"name": name, **arguments}
    if name == "Retry":
        env = tools.around(scripted, {**layer, "term": "second"})
        expected = {"outcome", "second"}
    else:
        env = tools.around(scripted, *inner, layer, {**layer, "term": "second"})
        expected = {"second", getattr(wrappers, name).term}
    record = tools.play(env, MESSAGES[:2])
    assert expected <= set(record[0][4])
    if name not in ("Retry", "NoisyReward") and arguments.get("of") != "total":
        assert tools.terms(record, "second") == tools.terms(record, getattr(wrappers, name).term)


@pytest.mark.parametrize("name", sorted(set(wrappers.__all__) - {"RewardTerm", "TurnBudgetAnneal", "Retry"}))
def test_two_terms_of_one_name_are_refused(name, tools):
    inner, arguments, _ = next(iter(CHANGES[name].values()))
    layer = {"name": name, **arguments}
    with pytest.raises(ValueError, match="an inner wrapper already added it"):
        tools.around(tools.Scripted(TURNS, OPENING), *inner, layer, layer)
