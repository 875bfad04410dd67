"""Every parameter of every wrapper changes the outcome (Minigrid's PositionBonus has one that does not)."""

from __future__ import annotations

import inspect

import gymnasium as gym
import pytest
from wrapper_cases import CHANGES, ENVIRONMENTS, MESSAGES, NOT_TWICE, OPENING, REFUSED, SAYS, TURNS, UNLIKE_ITS_TWIN

from turnwise import wrappers

CASES = [(wrapper, parameter) for wrapper, rows in CHANGES.items() for parameter in rows]
NAMES = sorted(set(wrappers.__all__) - {"RewardTerm", "ToolCalls"})
"""``ToolCalls`` pays nothing and needs tools; `tools/test_tool_calls_as_actions.py` tries its one parameter."""
TERMS = [name for name in NAMES if issubclass(getattr(wrappers, name), wrappers.RewardTerm)]


class Read(gym.Wrapper):
    """Keeps the milestones of every turn, which a wrapper may change without paying anything."""

    def __init__(self, env):
        super().__init__(env)
        self.milestones = []

    def step(self, action):
        result = self.env.step(action)
        self.milestones.append(result[4].get("milestones"))
        return result


def environment(tools, wrapper):
    """Return what shows the wrapper's parameters."""
    make = ENVIRONMENTS.get(wrapper)
    return make(tools) if make else tools.Scripted(TURNS, OPENING)


def episodes(tools, name, inner, arguments):
    """Return the records of three episodes, or the error that refused them."""
    try:
        env = Read(tools.around(environment(tools, name), *inner, {"name": name, **arguments}))
        messages = SAYS.get(name, MESSAGES)
        played = [tools.play(env, messages, seed) for seed in range(3)]
        return [[(row[:4], sorted(row[4].items()), row[5]) for row in record] for record in played], env.milestones
    except ValueError as error:
        return str(error)


def test_every_parameter_of_every_wrapper_is_tried():
    for name in NAMES:
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
    refused = [each for each in (first, second) if isinstance(each, str)]
    assert len(refused) == ((wrapper, parameter) in REFUSED), refused


@pytest.mark.parametrize("name", TERMS)
def test_another_name_is_another_term_and_may_stand_beside_the_first(name, tools):
    inner, arguments, _ = next(iter(CHANGES[name].values()))
    layer, scripted = {"name": name, **arguments}, environment(tools, name)
    messages = SAYS.get(name, MESSAGES)[:2]
    if name in NOT_TWICE:
        env = tools.around(scripted, {**layer, "term": "second"})
        assert {"outcome", "second"} <= set(tools.play(env, messages)[0][4])
        return
    record = tools.play(tools.around(scripted, *inner, layer, {**layer, "term": "second"}), messages)
    assert {"second", getattr(wrappers, name).term} <= set(record[0][4])
    if name not in UNLIKE_ITS_TWIN and arguments.get("of") != "total":
        assert tools.terms(record, "second") == tools.terms(record, getattr(wrappers, name).term)


@pytest.mark.parametrize("name", [name for name in TERMS if name not in NOT_TWICE])
def test_two_terms_of_one_name_are_refused(name, tools):
    inner, arguments, _ = next(iter(CHANGES[name].values()))
    layer = {"name": name, **arguments}
    with pytest.raises(ValueError, match="an inner wrapper already added it"):
        tools.around(tools.Scripted(TURNS, OPENING), *inner, layer, layer)
