"""Milestones from any source, machines, temporal goals, likeness to a goal: samples, and what parameters change."""

from wrapper_cases.script import OPENING, TURNS


def told(observation, info):
    return {"long": len(str(observation)) > 6, "valid": info["valid"]}


def letters(text):
    return [text.count("a") + 1.0, text.count("e") + 0.5, float(len(text))]


def wanted(observation, info):
    return {"agent": {"row": 2, "valid": info["valid"]}}


def objects(observation, info):
    return {"agent": {"row": sum(map(ord, str(observation))) % 3, "valid": info["valid"]}}


MACHINE = {
    "initial": "start",
    "transitions": [
        ["start", "channels.goal_distance < 3", "near", 0.2],
        ["start", "not valid", "lost", -0.1],
        ["near", "channels.goal_distance >= 3", "start", -0.2],
        ["near", "success", "done", 1.0],
    ],
    "terminal": ["done"],
}
FORMULA = "G (channels.goal_distance < 50) and F (valid and X (channels.state_changed == 1))"
SOURCE = {
    "facts": {"near": "channels.goal_distance < 3", "moved": "channels.state_changed == 1"},
    "seen": {"far": "channels.goal_distance >= 3"},
    "temporal": {"clean": "G valid"},
    "machine": MACHINE,
}
WRITTEN = """
def reward(inputs):
    nearer = inputs["previous.channels.goal_distance"] - inputs["channels.goal_distance"]
    return nearer / 10, {"nearer": nearer}
"""
READS = ["previous.channels.goal_distance", "channels.goal_distance", "turn"]
GOAL = {"agent": {"row": 1, "column": 2}}
SAMPLES = {
    "WithMilestones": [{"name": "WithMilestones", "source": SOURCE}, "Milestones"],
    "WithMilestones-keep": [
        {"name": "WithMilestones", "source": "wrapper_cases.goals:told", "keep": True},
        {"name": "Milestones", "mode": "potential"},
    ],
    "RewardMachineReward": [{"name": "RewardMachineReward", "machine": MACHINE}],
    "RewardMachineReward-value": [{"name": "RewardMachineReward", "machine": MACHINE, "potential": "value"}],
    "TemporalGoal": [{"name": "TemporalGoal", "formula": FORMULA, "violated": -0.5}],
    "TemporalGoal-robustness": [
        {"name": "TemporalGoal", "formula": FORMULA, "weight": 0.5, "grade": "robustness", "scale": 4.0, "gamma": 0.9}
    ],
    "GoalSimilarity": [{"name": "GoalSimilarity", "goal": GOAL}],
    "GoalSimilarity-level": [
        {
            "name": "GoalSimilarity",
            "goal": "wrapper_cases.goals:wanted",
            "mode": "level",
            "embed": "ngrams",
            "extract": "wrapper_cases.goals:objects",
            "cut": True,
        }
    ],
    "WrittenReward": [{"name": "WrittenReward", "source": WRITTEN, "inputs": READS}],
}

CHANGES = {
    "WithMilestones": {
        "source": ([], {"source": {"facts": {"near": "channels.near > 0.4"}}}, {"facts": {"near": "valid"}}),
        "keep": ([], {"source": {"facts": {"near": "channels.near > 0.4"}}}, True),
    },
    "RewardMachineReward": {
        "machine": ([], {"machine": MACHINE}, {**MACHINE, "initial": "near"}),
        "potential": ([], {"machine": MACHINE}, "negative"),
        "gamma": ([], {"machine": MACHINE, "potential": "value"}, 0.5),
        "discount": ([], {"machine": MACHINE, "potential": "value"}, 0.5),
    },
    "TemporalGoal": {
        "formula": ([], {"formula": "F success"}, "G valid"),
        "satisfied": ([], {"formula": "F success"}, 2.0),
        "violated": ([], {"formula": "G valid"}, -1.0),
        "weight": ([], {"formula": "F valid and F (channels.crash == 1)"}, 1.0),
        "grade": ([], {"formula": "F (channels.goal_distance <= 2)", "weight": 1.0, "scale": 4.0}, "robustness"),
        "scale": (
            [],
            {"formula": "F (channels.goal_distance <= 2)", "weight": 1.0, "scale": 4.0, "grade": "robustness"},
            8.0,
        ),
        "gamma": ([], {"formula": "F valid and F (channels.crash == 1)", "weight": 1.0}, 0.5),
    },
    "GoalSimilarity": {
        "goal": ([], {"goal": {"door": {"state": "open"}}}, {"door": {"state": "shut"}}),
        "mode": ([], {"goal": {"door": {"state": "open"}}}, "level"),
        "embed": ([], {"goal": {"doors": {"state": "open"}}}, "wrapper_cases.goals:letters"),
        "extract": ([], {"goal": {"agent": {"row": 1}}}, "wrapper_cases.goals:objects"),
        "cut": ([], {"goal": {"doors": {"state": "open"}}, "embed": "ngrams"}, True),
        "gamma": ([], {"goal": {"door": {"state": "open"}}}, 0.5),
    },
    "WrittenReward": {
        "source": ([], {"source": WRITTEN, "inputs": READS}, "def reward(inputs):\n    return inputs['turn']\n"),
        "inputs": ([], {"source": WRITTEN, "inputs": READS}, READS[1:]),
        "weight": ([], {"source": WRITTEN, "inputs": READS}, 2.0),
    },
}
STATES = ["shut", "shut", "opened", "open", "open"]


def with_a_door(tools):
    """Return an environment whose door opens."""
    turns = [{**each, "facts": {"door.state": state}} for each, state in zip(TURNS, STATES, strict=True)]
    return tools.Scripted(turns, {**OPENING, "facts": {"door.state": "shut"}})


ENVIRONMENTS = {"GoalSimilarity": with_a_door}
REFUSED = {("WrittenReward", "inputs")}
