"""Terms for tools and checkable answers: samples, and what each parameter changes."""

from wrapper_cases.script import BOTH, OPENING, turn


def length(action, info):
    """What a message costs: its length."""
    return len(str(action)) / 10


def whole(action, info):
    return 2.0


def bounds(info):
    return 1.0, 1.0 + len(info)


def moving_box(history, info):
    """A target that moves; on every third turn there is none."""
    turns = len(history) // 2
    return None if turns % 3 == 2 else (0, 0, 10 + turns, 10)


def next_call(history, info):
    return None if len(history) == 3 else [{"name": "go", "parameters": {"turn": len(history) // 2}}]


def unsure(info):
    return None


def unknown(info):
    return False


def gold_query(info):
    return "SELECT name FROM city"


def half(history, info):
    return 0.5


HERE = "wrapper_cases.tools:"
GO = {"name": "go", "parameters": {"way": "left", "steps": 2}}
LOOK = {"name": "look", "parameters": {}}
CALL = '<tool_call>{"name": "go", "parameters": {"way": "left", "steps": 3}}</tool_call>'
HUNGRY = (
    f"SELECT {' + '.join(f'length(c{i})' for i in range(180))} "
    f"FROM (SELECT {', '.join(f'hex(zeroblob(499000 + {i})) AS c{i}' for i in range(180))} LIMIT 1)"
)
"""A query that takes 180 MB."""
SQL = {
    "gold": "SELECT a FROM t",
    "isolate": False,
    "script": "CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 2), (3, 4);",
}
BOX = [0, 0, 20, 10]

SAMPLES = {
    "ToolCallReward": [{"name": "ToolCallReward", "expected": [[], [GO], [GO, LOOK]], "granularity": "call"}],
    "ToolCallReward-asked": [{"name": "ToolCallReward", "expected": HERE + "next_call", "per": "episode"}],
    "ToolUse": [{"name": "ToolUse", "free": 2, "solved_only": False, "tool": "action"}],
    "KnowledgeBoundary": [{"name": "KnowledgeBoundary", "search": "action"}],
    "GaussianClick": [{"name": "GaussianClick", "target": HERE + "moving_box"}],
    "SQLReward": [{"name": "SQLReward", **SQL, "per": "turn"}],
    "CostReward": [{"name": "CostReward", "cost": HERE + "length", "weight": 0.1}],
    "CostBudget": [{"name": "CostBudget", "cost": HERE + "length", "limit": 5.0, "boundary": [1, 4]}],
}

LEVEL = {"name": "Milestones", "mode": "level"}
EXPECTED = {"expected": [[], [GO], [GO]]}
CLICK = {"target": BOX}
PRICED = {"cost": HERE + "length"}
LIMITED = {"cost": 1.0, "limit": 3.0, "boundary": [1, 4]}

# wrapper → parameter → (layers inside, arguments, the other value of the parameter)
CHANGES = {
    "ToolCallReward": {
        "expected": ([], EXPECTED, [[], [LOOK], [GO]]),
        "tags": ([], EXPECTED, ["answer"]),
        "tag": ([], EXPECTED, "answer"),
        "scale": ([], EXPECTED, 1.0),
        "format_scale": ([], EXPECTED, 2.0),
        "granularity": ([], EXPECTED, "set"),
        "schedule": ([], EXPECTED, "linear"),
        "episodes_a_step": ([], {**EXPECTED, "schedule": "linear"}, 1),
        "per": ([], EXPECTED, "episode"),
    },
    "ToolUse": {
        "efficiency": ([], {}, 1.0),
        "reasoning": ([], {}, 1.0),
        "free": ([], {}, 1),
        "solved_only": ([], {"efficiency": 1.0}, False),
        "think": ([], {}, "answer"),
        "tool": ([], {}, "action"),
        "response": ([], {}, "answer"),
    },
    "KnowledgeBoundary": {
        "of": ([LEVEL], {}, ["outcome", "milestones"]),
        "search": ([], {}, "none"),
        "searches": ([], {}, "state_changed"),
        "known": ([], {}, HERE + "unknown"),
        "bonuses": ([], {}, [0.3, 0.2, 0.1]),
        "searched": ([], {}, 0.3),
        "malformed": ([], {}, None),
    },
    "GaussianClick": {
        "target": ([], CLICK, [0, 0, 40, 40]),
        "point": ([], CLICK, 2.0),
        "coverage": ([], CLICK, 2.0),
        "alpha": ([], CLICK, 0.2),
    },
    "SQLReward": {
        "gold": ([], SQL, "SELECT b FROM t"),
        "database": ([], SQL, "beside the script.db"),
        "script": ([], SQL, "CREATE TABLE t (a, b); INSERT INTO t VALUES (3, 2);"),
        "weights": ([], SQL, {"execution": 1.0}),
        "judge": ([], SQL, HERE + "half"),
        "per": ([], SQL, "turn"),
        "isolate": ([], {**SQL, "gold": HUNGRY}, True),
    },
    "CostReward": {
        "cost": ([], PRICED, HERE + "whole"),
        "weight": ([], PRICED, 0.5),
        "scale": ([], PRICED, 4.0),
        "per": ([], PRICED, "episode"),
        "solved_only": ([], {**PRICED, "per": "episode"}, True),
    },
    "CostBudget": {
        "cost": ([], LIMITED, 2.0),
        "limit": ([], LIMITED, 2.0),
        "boundary": ([], LIMITED, [0, 2]),
        "weight": ([], LIMITED, 1.0),
    },
}


def two_endings(tools):
    """Return an environment whose every other episode is solved, and whose others hold an illegal message."""

    class TwoEndings(tools.Scripted):
        episodes = 0

        def reset(self, **keywords):
            self.episodes += 1
            last = {"terminated": True}
            right = [turn(3), turn(2), turn(1), turn(1), turn(0, BOTH, reward=1.0, success=True, **last)]
            wrong = [turn(3), turn(3, valid=self.episodes != 2), turn(3), turn(3), turn(3, **last)]
            self.turns = right if self.episodes % 3 == 1 else wrong
            return super().reset(**keywords)

    return TwoEndings([], OPENING)


ENVIRONMENTS = {"ToolUse": two_endings, "KnowledgeBoundary": two_endings, "CostReward": two_endings}
SAYS = {
    "ToolCallReward": ["go", CALL, "<answer>x</answer>", CALL, "<think>a</think>"],
    "ToolUse": [
        "<think>a</think><tool>b</tool>",
        "<think>a</think><tool>b</tool>",
        "<think>a</think><tool>c</tool>",
        "<think>a</think>",
        "<think>a</think><response>d</response>",
    ],
    "KnowledgeBoundary": ["<think>a</think>", "<search>b</search>", "<search>c</search>", "<think>d</think>", "e"],
    "GaussianClick": ["click (12, 6)", "[2, 2, 12, 8]", "no click", "(90, 5)", "[0, 0, 20, 10]"],
    "SQLReward": ["SELECT b FROM t", "nonsense", "SELECT a, b FROM t", "DROP TABLE t", "SELECT a FROM t WHERE b = 2"],
}
REFUSED = {("SQLReward", "database"), ("SQLReward", "isolate")}
