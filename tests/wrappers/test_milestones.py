"""Milestones pay as their formula says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from turnwise.reward_shaping import milestone_rewards
from turnwise.wrappers import Milestones

MASKS = st.tuples(st.integers(2, 8), st.integers(1, 4)).flatmap(lambda shape: arrays(np.bool_, shape))
ENDS = st.sampled_from([(False, False), (True, False), (False, True), (True, True)])


def episode(tools, holds, end=(False, False)):
    """Return an environment whose milestones hold as the rows of a mask say."""
    rows = [{f"m{index}": bool(held) for index, held in enumerate(row)} for row in holds]
    turns = [{"milestones": row} for row in rows[1:]]
    turns[-1] |= {"terminated": end[0], "truncated": end[1]}
    return tools.Scripted(turns, {"milestones": rows[0]})


@given(holds=MASKS, end=ENDS, mode=st.sampled_from(["first", "potential", "level"]), gamma=st.floats(0.5, 1))
def test_every_turn_pays_what_the_formula_says(tools, holds, end, mode, gamma):
    env = Milestones(episode(tools, holds, end), mode, gamma=gamma)
    paid = tools.terms(tools.play(env, ["go"] * (len(holds) - 1)), "milestones")
    np.testing.assert_allclose(paid, milestone_rewards(holds, mode=mode, gamma=gamma, terminated=end[0]), atol=1e-12)


@given(holds=MASKS)
def test_first_sums_to_the_weights_of_what_was_reached(tools, holds):
    weights = {f"m{index}": (index + 1) / 10 for index in range(holds.shape[1])}
    env = Milestones(episode(tools, holds), weights=weights)
    paid = tools.terms(tools.play(env, ["go"] * (len(holds) - 1)), "milestones")
    reached = holds.any(axis=0) & ~holds[0]
    assert min(paid) >= 0.0
    assert sum(paid) == pytest.approx(sum(np.array(list(weights.values()))[reached]))


def test_the_worked_example_in_every_mode(tools):
    holds = [[0, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0], [1, 1, 0, 0], [1, 1, 1, 1]]
    for mode, expected in [
        ("first", [0.25, 0, 0.25, 0.5]),
        ("potential", [0.2475, -0.0025, 0.245, -0.5]),
        ("level", [0.25, 0.25, 0.5, 1.0]),
    ]:
        env = Milestones(episode(tools, holds, (True, False)), mode, gamma=0.99)
        assert tools.terms(tools.play(env, ["go"] * 4), "milestones") == pytest.approx(expected)


def test_where_both_flags_are_set_terminated_wins(tools):
    holds = [[0], [1]]
    for end, expected in [((True, True), 0.0), ((True, False), 0.0), ((False, True), 0.9)]:
        env = Milestones(episode(tools, holds, end), "potential", gamma=0.9)
        assert tools.terms(tools.play(env, ["go"]), "milestones") == pytest.approx([expected])


def test_milestones_that_hold_at_the_start_are_not_paid(tools):
    env = Milestones(episode(tools, [[1, 0], [1, 0], [0, 0], [1, 1]]))
    assert tools.terms(tools.play(env, ["go"] * 3), "milestones") == [0.0, 0.0, 0.5]


def test_weights_pay_for_those_they_name(tools):
    env = Milestones(episode(tools, [[0, 0], [1, 0], [1, 1]]), weights={"m1": 0.3})
    assert tools.terms(tools.play(env, ["go"] * 2), "milestones") == [0.0, 0.3]


def test_one_dictionary_that_an_environment_goes_on_changing_is_read_anew(tools):
    shared = {"m0": False}
    env = tools.Scripted([{"milestones": shared}] * 2, {"milestones": shared})
    env = Milestones(env)
    env.reset()
    assert env.step("go")[1] == 0.0
    shared["m0"] = True
    assert env.step("go")[1] == 1.0


def test_a_turn_that_does_not_tell_leaves_the_milestones_where_they_were(tools):
    env = tools.Scripted([{"milestones": {"a": True}}, {}], {"milestones": {"a": False}})
    assert tools.terms(tools.play(Milestones(env, "level"), ["go"] * 2), "milestones") == [1.0, 1.0]


def test_what_can_be_negative_is_stated(tools):
    env = episode(tools, [[0], [1]])
    assert not Milestones(env).can_be_negative
    assert not Milestones(env, "level").can_be_negative
    assert Milestones(env, "potential").can_be_negative
    assert Milestones(env, weights={"m0": -1.0}).can_be_negative


def test_an_environment_without_milestones_is_refused_at_the_reset(tools):
    with pytest.raises(ValueError, match=r"Milestones needs info\['milestones'\], which .*Scripted.* does not report"):
        Milestones(tools.Scripted([{}])).reset()


def test_weights_for_what_is_not_there_are_refused_with_what_is(tools):
    with pytest.raises(ValueError, match=r"pays for \['quarter'\], .* it reports \['m0', 'm1'\]"):
        Milestones(episode(tools, [[0, 0], [0, 0]]), weights={"quarter": 1.0}).reset()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"mode": "ratchet"}, r"mode to be one of \['first', 'potential', 'level'\]; got mode='ratchet'"),
        ({"weight": 1.0, "weights": {"m0": 1.0}}, "either `weight`, shared by all, or `weights`"),
        ({"weights": {}}, "at least one by name"),
        ({"name": "outcome"}, "other than 'outcome'"),
    ],
)
def test_wrong_arguments_are_refused(tools, arguments, words):
    with pytest.raises(ValueError, match=words):
        Milestones(episode(tools, [[0], [1]]), **arguments)
