"""Write pages from the table of ids, the classes and their docstrings, and the commands' own help."""

from __future__ import annotations

import importlib
import inspect
import itertools
from collections.abc import Iterator
from typing import Any

import click
import griffe
import gymnasium as gym
from roles import plain

import turnwise.wrappers
from turnwise.cli.app import app
from turnwise.envs.registry import NAMESPACE, TABLE, Row
from turnwise.reward_shaping.credit import PRESETS
from turnwise.wrappers.base import RewardTerm

ENVIRONMENTS = """# Environments

Made from the table of ids and the classes' docstrings. One step is one turn: the action is a message, the observation
the next message ([the step contract](contract.md)). Every environment draws its levels from the seed, has an expert,
milestones and facts, and can be forked unless it says otherwise; its own reward is the outcome, and everything denser
is a [wrapper](wrappers.md). Levels belong to the `train` or the `test` split by their content. Text environments take
natural commands, one a message; those commands are tools too, for agents that call functions (`ToolCalls`). Where what
is hidden can be listed, the exact belief is known, and `InformationGain(env, "exact")` and its like need no model.
"""

KINDS = {
    "Grid worlds": "Sokoban FrozenLake Maze Taxi KeyRooms Crafting MiniGrid",
    "Text worlds": "Household Quest ScienceLab TextWorld ALFWorld ScienceWorld",
    "Information games": "TwentyQuestions GuessTheNumber Mastermind Wordle GuessTheCity Diagnosis",
    "Search and question answering": "SearchQA",
    "Dialogues with a hidden user": "Tutor Coach Clarify Interleaved",
    "Tools and data": "HelpDesk TextToSQL ToolLab Router",
    "Games for two": "TicTacToe ConnectFour KuhnPoker LiarsDice Negotiation MatrixGame",
    "Attempts and edits": "Reasoning EssayEdit",
}
"""Headings of the page of environments and the ids below them."""

WRAPPERS = """# Wrappers

Made from the classes' docstrings. A reward wrapper adds one named term to [the ledger](ledger.md) and calls one formula
of `turnwise.reward_shaping`. It knows the environment through `info` only, so it works on any.
"""


AREAS = {
    "": "Milestones, gates, potentials and transforms",
    "goals": "Goals: predicates, automata, temporal formulas, likeness",
    "information": "Information, belief and likelihood",
    "intrinsic": "Curiosity",
    "judged": "Judges, rubrics and checklists",
    "tools": "Tools, and answers that rules check",
    "learned": "Learned and redistributed rewards",
    "composition": "What joins terms",
}
"""Folders below ``wrappers/`` and their headings."""

ESTIMATORS = """# Estimators

Made from `turnwise.reward_shaping.credit.PRESETS`. Each is a function of its paper's parameters that returns a program
([the algebra](algebra.md)); its page says the formula, the defaults, the doubts, and where sources disagree.

```text
from turnwise.reward_shaping.credit import PRESETS, Table
advantages = PRESETS["gigpo"]()(Table.from_episodes(run)).advantage        # one a turn; .per_token() for tokens
```
"""


def environments() -> str:
    """Return the page of environments: a table for each kind, then a section for each environment.

    Raises:
        ValueError: an id stands below no heading.
    """
    rows = {row.name.partition("-v")[0]: row for row in TABLE}
    lost = set(rows) - {name for names in KINDS.values() for name in names.split()}
    if lost:
        raise ValueError(f"The page of environments has no heading for {sorted(lost)}.")
    parts = [ENVIRONMENTS]
    for kind, names in KINDS.items():
        parts += [f"## {kind}", "", "| id | task | turn limit | batched NumPy version |", "|---|---|---|---|"]
        listed = [rows[name] for name in names.split() if name in rows]
        parts += [*map(line, listed), "", *map(section, listed)]
    return "\n".join(parts)


def line(row: Row) -> str:
    """Return the table's line of one environment."""
    batched = "yes" if ".batch:" in (row.vector_entry_point or "") else "no"
    return f"| [`{NAMESPACE}/{row.name}`](#{anchor(row)}) | {summary(load(row))} | {row.max_turns} | {batched} |"


def section(row: Row) -> str:
    """Return what the page says of one environment."""
    cls = load(row)
    lines = [
        f"### {row.name} {{ #{anchor(row)} }}",
        "",
        prose(cls),
        "",
        "| argument | default | meaning |",
        "|---|---|---|",
    ]
    lines += [f"| `{name}` | `{default!r}` | {meaning} |" for name, default, meaning in arguments(cls)]
    return "\n".join([*lines, "", *sample(row), ""])


def sample(row: Row) -> Iterator[str]:
    """Yield the lines of one example episode's beginning, at seed 0."""
    env = gym.make(f"{NAMESPACE}/{row.name}")
    observation, info = env.reset(seed=0)
    messages = list(itertools.islice(env.unwrapped.expert(), 1))  # type: ignore[attr-defined]
    yield f"Milestones at seed 0: {', '.join(f'`{name}`' for name in info['milestones'])}."
    yield f"The expert's first message: `{messages[0]}`. The first observation:"
    yield from ["", "```text", observation, "```"]
    env.close()


def wrappers() -> str:
    """Return the page of wrappers, one table an area."""
    classes = [getattr(turnwise.wrappers, name) for name in sorted(turnwise.wrappers.__all__)]
    classes = [cls for cls in classes if inspect.isclass(cls) and issubclass(cls, gym.Wrapper)]
    terms = [cls for cls in classes if issubclass(cls, RewardTerm) and cls is not RewardTerm]
    others = [cls for cls in classes if not issubclass(cls, RewardTerm)]
    lines = [WRAPPERS]
    for name, title in AREAS.items():
        lines += [f"## {title}", "", "| wrapper | term | what it pays |", "|---|---|---|"]
        lines += [
            f"| {link(cls)} | {f'`{cls.term}`' if cls.term else 'given by `name`'} | {summary(cls)} |"
            for cls in terms
            if area(cls) == name
        ]
        lines.append("")
    if others:
        lines += ["## Without a term", "", "| wrapper | what it does |", "|---|---|"]
        lines += [f"| {link(cls)} | {summary(cls)} |" for cls in others]
    return "\n".join([*lines, ""])


def area(cls: type[Any]) -> str:
    """Return the folder of a wrapper below ``wrappers/``, "" for none.

    Raises:
        ValueError: the page has no heading for it.
    """
    inside = cls.__module__.removeprefix(f"{turnwise.wrappers.__name__}.").rpartition(".")[0]
    if inside not in AREAS:
        raise ValueError(f"{cls.__name__} stands in wrappers/{inside}, for which the page of wrappers has no heading.")
    return inside


def estimators() -> str:
    """Return the page of credit programs."""
    lines = [ESTIMATORS, "| name | what it is | paper |", "|---|---|---|"]
    for name, preset in sorted(PRESETS.items()):
        told = " ".join((inspect.getdoc(preset) or "").partition("\n\n")[0].split()).removeprefix("Return ")
        paper = (inspect.getdoc(inspect.getmodule(preset)) or "").partition("\n")[0].replace("|", "\\|")
        target = f"{preset.__module__}.{name}"
        lines.append(f"| [`{name}`](reference/reward_shaping.md#{target}) | {told} | {paper} |")
    return "\n".join([*lines, ""])


def commands() -> str:
    """Return the help of every command, as it prints it."""
    context = click.Context(app, info_name="turnwise", **app.context_settings)
    lines = []
    for name in ("", *app.commands):
        inner = click.Context(app.commands[name], info_name=name, parent=context) if name else context
        lines += [f"## {inner.command_path}", "", "```text", inner.get_help(), "```", ""]
    return "\n".join(lines)


def reference(title: str, names: list[str]) -> str:
    """Return a page with everything public in the modules called ``names``."""
    return "\n".join([f"# {title}", "", *exported(title), "", *(f"::: {name}\n" for name in names)])


def exported(package: str) -> Iterator[str]:
    """Yield a line with the classes and functions that can be imported from ``package`` itself."""
    module = importlib.import_module(package)
    items = [(name, getattr(module, name)) for name in sorted(getattr(module, "__all__", ()))]
    links = [
        f"[`{name}`][{item.__module__}.{item.__name__}]"
        for name, item in items
        if inspect.isroutine(item) or inspect.isclass(item)
    ]
    if links:
        yield f"From `{package}`: {', '.join(links)}."


def load(row: Row) -> type[Any]:
    """Return the class of an id."""
    module, _, name = row.entry_point.partition(":")
    cls: type[Any] = getattr(importlib.import_module(module), name)
    return cls


def anchor(row: Row) -> str:
    """Return the name by which the page's table finds a section."""
    return row.name.lower().removesuffix("-v0")


def link(cls: type[Any]) -> str:
    """Return a link to a wrapper's class in the reference."""
    return f"[`{cls.__name__}`](reference/wrappers.md#{cls.__module__}.{cls.__name__})"


def summary(cls: type[Any]) -> str:
    """Return the first paragraph of a class's docstring, on one line."""
    return plain(" ".join((inspect.getdoc(cls) or "").partition("\n\n")[0].split())).replace("|", "\\|")


def prose(cls: type[Any]) -> str:
    """Return a class's docstring without its lists of arguments and attributes."""
    sections = griffe.Docstring(plain(inspect.getdoc(cls) or "")).parse("google", warnings=False)
    return "\n\n".join(part.value for part in sections if part.kind is griffe.DocstringSectionKind.text)


def arguments(cls: type[Any]) -> Iterator[tuple[str, Any, str]]:
    """Yield name, default and meaning of each argument of a class.

    Raises:
        ValueError: an argument is not documented in the class's docstring.
    """
    sections = griffe.Docstring(plain(inspect.getdoc(cls) or "")).parse("google", warnings=False)
    kind = griffe.DocstringSectionKind.parameters
    told = {entry.name: entry.description for part in sections if part.kind is kind for entry in part.value}
    for name, parameter in inspect.signature(cls).parameters.items():
        if name not in told:
            raise ValueError(f"{cls.__name__} takes the argument {name!r}, which its docstring does not list.")
        yield name, parameter.default, " ".join(told[name].split()).replace("|", "\\|")
