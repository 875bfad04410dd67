"""A gate withholds and releases as its formula says, and stays a term of the ledger."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping import gated_total
from turnwise.wrappers import EnsembleReward, FormatReward, GatedRewards, Milestones, PotentialShaping

AMOUNTS = st.lists(st.floats(0, 2), min_size=1, max_size=6)


def paying(tools, columns, end=(True, False)):
    """Return an environment whose own ledger pays the columns, ``{term: amounts}``."""
    turns = []
    for amounts in zip(*columns.values(), strict=True):
        ledger = dict(zip(columns, amounts, strict=True))
        turns.append({"reward": sum(ledger.values()), "reward_terms": ledger})
    turns[-1] |= {"terminated": end[0], "truncated": end[1]}
    env = tools.Scripted(turns, {"reward_terms": {}})
    env.metadata = {"reward_terms": [name for name in columns if name != "outcome"]}
    env.step = lambda action: copied(type(env).step(env, action))
    return env


def copied(result):
    """Return a step's result with a ledger of its own."""
    info = {**result[4], "reward_terms": dict(result[4]["reward_terms"])}
    return (*result[:4], info)


def returns(record):
    """Return the episode's return after each turn."""
    return list(itertools.accumulate(row[1] for row in record))


def gate_of(tools, columns, terms, end=(True, False), **arguments):
    env = GatedRewards(paying(tools, columns, end), terms, **arguments)
    return tools.play(env, ["go"] * len(columns["outcome"]))


STEPS = [0.1, 0.2, 0.1]


@pytest.mark.parametrize(("outcome", "total"), [([0, 0, 1.0], 1.4), ([0, 0, 0.0], 0.0)])
@pytest.mark.parametrize("end", [(True, False), (False, True), (True, True)])
def test_steps_count_only_if_the_outcome_came(tools, outcome, total, end):
    record = gate_of(tools, {"outcome": outcome, "steps": STEPS}, ["steps"], end)
    assert returns(record)[-1] == pytest.approx(total)
    assert tools.terms(record, "gate") == pytest.approx([-0.1, -0.2, 0.3] if total else [-0.1, -0.2, -0.1])
    assert record[-1][5]["gate"] == pytest.approx([0, 0, 0] if total else [-0.1, -0.2, -0.1])


def test_direct_accumulation_is_a_threshold_that_always_passes(tools):
    record = gate_of(tools, {"outcome": [0, 0, 0.0], "steps": STEPS}, ["steps"], threshold=-1.0)
    assert returns(record)[-1] == pytest.approx(0.4)


@pytest.mark.parametrize(("submitted", "total"), [(0.2, 0.8), (0.0, 0.5)])
def test_three_levels_each_ask_the_one_above(tools, submitted, total):
    columns = {"outcome": [0, 0.5], "submitted": [submitted, 0], "format": [0.1, 0.0]}
    record = gate_of(tools, columns, [["submitted"], ["format"]])
    assert returns(record)[-1] == pytest.approx(total)


@pytest.mark.parametrize(
    ("correct", "quality", "total"),
    [(1.0, 0.8, 1.63), (0.0, 0.8, 0.0), (1.0, 0.4, 1.35)],
)
def test_one_member_of_a_level_may_decide_for_the_next(tools, correct, quality, total):
    columns = {"outcome": [correct], "quality": [0.5 * quality], "persuasion": [0.3 * 0.5], "efficiency": [0.2 * 0.4]}
    levels = [["quality", "persuasion"], ["efficiency"]]
    record = gate_of(tools, columns, levels, threshold={"outcome": 0.0, "quality": 0.25})
    assert returns(record)[-1] == pytest.approx(total)


@pytest.mark.parametrize(("grounded", "total"), [(0.0, 0.3), (0.2, 1.25)])
def test_every_constraint_must_pass(tools, grounded, total):
    columns = {"outcome": [0.0], "basic": [0.3], "grounded": [grounded], "objective": [0.75]}
    record = gate_of(tools, columns, ["objective"], on=["basic", "grounded"])
    assert returns(record)[-1] == pytest.approx(total)


def test_thresholds_may_differ_by_gate(tools):
    columns = {"outcome": [1.0], "a": [0.5], "b": [0.25]}
    for thresholds, total in [([0.0, 0.0], 1.75), ([1.0, 0.0], 1.0), ([0.0, 0.5], 1.5)]:
        assert returns(gate_of(tools, columns, [["a"], ["b"]], threshold=thresholds))[-1] == pytest.approx(total)


def test_a_gate_that_opens_in_mid_episode_releases_and_one_that_closes_takes_back(tools):
    record = gate_of(tools, {"outcome": [0, 1.0, 0, -1.0], "steps": [0.5, 0, 0.25, 0]}, ["steps"])
    assert tools.terms(record, "gate") == [-0.5, 0.5, 0.0, -0.75]
    assert record[-1][5]["gate"] == [-0.5, 0.0, -0.25, 0.0]


def test_by_turn_each_turn_answers_for_itself_and_nothing_is_late(tools):
    columns = {"outcome": [0, 0, 1.0], "format": [0.1, 0.0, 0.1], "tools": [0.2, 0.2, 0.2]}
    record = gate_of(tools, columns, ["tools"], on="format", hold="turn")
    assert tools.terms(record, "gate") == [0.0, -0.2, 0.0]
    assert record[-1][5] is None


@given(outcome=AMOUNTS, thresholds=st.tuples(st.floats(0, 3), st.floats(0, 3)), data=st.data())
def test_at_every_moment_the_return_is_the_formula_of_the_totals_so_far(tools, outcome, thresholds, data):
    same = st.lists(st.floats(0, 2), min_size=len(outcome), max_size=len(outcome))
    columns = {"outcome": outcome, "upper": data.draw(same), "lower": data.draw(same)}
    record = gate_of(tools, columns, [["upper"], ["lower"]], threshold=list(thresholds))
    totals = [list(itertools.accumulate(column)) for column in columns.values()]
    expected = [gated_total(levels, thresholds) for levels in zip(*totals, strict=True)]
    assert returns(record) == pytest.approx(expected, abs=1e-9)
    late = record[-1][5]["gate"]
    assert sum(late) == pytest.approx(sum(tools.terms(record, "gate")), abs=1e-9)
    assert all(each <= 0.0 for each in late)


@given(outcome=AMOUNTS, threshold=st.floats(0, 3), raised=st.floats(0, 3), data=st.data())
def test_a_better_outcome_never_lowers_the_return(tools, outcome, threshold, raised, data):
    steps = data.draw(st.lists(st.floats(0, 2), min_size=len(outcome), max_size=len(outcome)))
    better = [*outcome[:-1], outcome[-1] + raised]
    worse_return, better_return = (
        returns(gate_of(tools, {"outcome": row, "steps": steps}, ["steps"], threshold=threshold))[-1]
        for row in (outcome, better)
    )
    assert better_return >= worse_return - 1e-9


@given(steps=AMOUNTS)
def test_a_closed_gate_leaves_what_stands_above_it(tools, steps):
    outcome = [0.0] * (len(steps) - 1) + [0.5]
    record = gate_of(tools, {"outcome": outcome, "steps": steps}, ["steps"], threshold=0.5)
    assert returns(record)[-1] == pytest.approx(0.5, abs=1e-9)


def test_a_turn_on_which_a_term_pays_nothing_need_not_name_it(tools):
    env = paying(tools, {"outcome": [0.0, 1.0], "steps": [0.5, 0.0]})
    del env.turns[1]["reward_terms"]["steps"]
    record = tools.play(GatedRewards(env, ["steps"]), ["go"] * 2)
    assert tools.terms(record, "gate") == [-0.5, 0.5]


def milestones(tools, **arguments):
    return Milestones(tools.Scripted([{}], {"milestones": {"a": False}}), **arguments)


@pytest.mark.parametrize(
    "inner",
    [
        lambda tools: (milestones(tools, mode="potential"), "milestones"),
        lambda tools: (FormatReward(tools.Scripted([{}]), wrong=-1.0), "format"),
        lambda tools: (PotentialShaping(tools.Scripted([{}]), lambda observation, info: 0.0), "potential"),
        lambda tools: (EnsembleReward(tools.Scripted([{}]), [lambda history, info: 0.0]), "ensemble"),
    ],
)
def test_a_term_that_can_be_negative_is_refused_unless_allowed(tools, inner):
    env, term = inner(tools)
    with pytest.raises(ValueError, match=rf"cannot gate '{term}': it can be negative\. .*amnesty.*allow_negative=True"):
        GatedRewards(env, [term])
    assert GatedRewards(env, [term], allow_negative=True).term == "gate"


@pytest.mark.parametrize("hold", ["episode", "turn"])
def test_an_environment_s_own_term_that_turns_out_negative_is_refused_on_that_turn(tools, hold):
    env = GatedRewards(paying(tools, {"outcome": [0.0, 0.0], "steps": [0.5, -0.5]}), ["steps"], hold=hold)
    env.reset()
    env.step("go")
    with pytest.raises(ValueError, match=r"gates \{'steps': -0.5\}.*amnesty"):
        env.step("go")
    env = paying(tools, {"outcome": [0.0, 0.0], "steps": [0.5, -0.5]})
    tools.play(GatedRewards(env, ["steps"], allow_negative=True), ["go"] * 2)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"terms": []}, "a list of names or a list of such lists"),
        ({"terms": "milestones"}, "a list of names or a list of such lists"),
        ({"terms": ["milestones", ["outcome"]]}, "every level of `terms` to be a list"),
        ({"terms": [["milestones"], []]}, "at least one term in `on` and in each level"),
        ({"terms": ["milestones", "milestones"]}, "each named once"),
        ({"terms": ["milestones"], "on": "milestones"}, "each named once"),
        ({"terms": ["milestones"], "on": []}, "at least one term in `on`"),
        ({"terms": ["milestone"]}, "Did you mean 'milestones'"),
        ({"terms": ["milestones"], "on": "outcomes"}, r"'outcomes' \(on\).*Did you mean 'outcome'"),
        ({"terms": ["milestones"], "hold": "step"}, r"one of \['episode', 'turn'\]; got hold='step'"),
        ({"terms": ["milestones"], "threshold": [0.0, 0.0]}, r"1 thresholds, for \[\['outcome'\]\]; got \[0.0, 0.0\]"),
        ({"terms": ["milestones"], "threshold": {"milestones": 0.0}}, "`threshold` to name terms"),
        ({"terms": ["milestones"], "threshold": {"quality": 0.0}}, "`threshold` to name terms"),
    ],
)
def test_wrong_arguments_are_refused(tools, arguments, words):
    with pytest.raises(ValueError, match=words):
        GatedRewards(milestones(tools), **arguments)
