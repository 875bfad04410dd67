"""What is known at the end: redistributed returns, attributed scores, re-assigned credit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.redistribution import TurnAttribution
from turnwise.wrappers import AttributionRedistribution, LearnedReward, LLMCreditReassign, RedistributedReturn

NAN = float("nan")


def episode(tools, *rewards):
    turns = [{"reward": reward} for reward in rewards]
    return tools.Scripted([*turns[:-1], {**turns[-1], "terminated": True}])


def ends(tools, env):
    """Return (the reward of each turn, the term's late values, the last ``info``), the same in two episodes."""
    found = []
    for _ in range(2):
        record = tools.play(env, ["go"] * len(env.unwrapped.turns))
        assert all(row[4][env.term] == 0 for row in record[:-1])
        late = record[-1][5][env.term]
        assert sum(each for each in late if each is not None) == pytest.approx(record[-1][4][env.term])
        found.append(([row[1] for row in record], late))
    assert found[0] == found[1]
    return found[0]


def test_the_sum_stays_what_it_was_and_so_does_every_step(tools):
    rewards, late = ends(tools, RedistributedReturn(episode(tools, 0, 0, 3)))
    assert rewards == [0, 0, 3]
    assert late == pytest.approx([1, 1, -2])


def test_weights_are_asked_on_every_turn(tools):
    env = RedistributedReturn(episode(tools, 0, 1, 3), lambda history, info: len(history) // 2)
    assert ends(tools, env)[1] == pytest.approx([4 / 6 - 0, 8 / 6 - 1, 12 / 6 - 3])
    residual = RedistributedReturn(episode(tools, 0, 1, 3), lambda history, info: len(history) // 2, how="residual")
    assert ends(tools, residual)[1] == pytest.approx([1 - 2 / 3, 2 - 2 / 3 - 1, 3 - 2 / 3 - 3])


def test_weights_may_be_asked_once_for_all(tools):
    asked = []

    def attention(history, info):
        asked.append(len(history))
        return [3, 1, 0]

    env = RedistributedReturn(episode(tools, 0, 0, 4), attention, per="episode")
    assert ends(tools, env)[1] == pytest.approx([3, 1, -4])
    assert asked == [7, 7]


def test_the_last_turn_may_get_it_all_and_attribution_may_weigh(tools):
    assert ends(tools, RedistributedReturn(episode(tools, 1, 0, 0), "last"))[1] == pytest.approx([-1, 0, 1])
    judge = TurnAttribution(lambda history, info: float("turn 1" in history))
    env = RedistributedReturn(episode(tools, 0, 0, 2), judge, per="episode", how="residual")
    late = ends(tools, env)[1]
    assert sum(late) == pytest.approx(0.0)
    assert late[0] - late[1] == pytest.approx(1.0)


def test_several_terms_or_the_total_may_be_moved(tools):
    inner = LearnedReward(episode(tools, 0, 1), lambda history, info: 0.5)
    assert ends(tools, RedistributedReturn(inner, of="learned"))[1] == pytest.approx([0, 0])
    assert ends(tools, RedistributedReturn(inner, of="total"))[1] == pytest.approx([0.5, -0.5])
    assert ends(tools, RedistributedReturn(inner, of=["learned", "outcome"], name="both"))[1] == [0.5, -0.5]
    with pytest.raises(ValueError, match="reads the reward term 'typo'"):
        RedistributedReturn(inner, of="typo")


@given(
    rewards=st.lists(st.floats(-3, 3), min_size=1, max_size=6),
    weights=st.lists(st.floats(0, 3), min_size=6, max_size=6),
    how=st.sampled_from(["weights", "residual"]),
)
def test_however_it_is_moved_nothing_is_won_or_lost(tools, rewards, weights, how):
    env = RedistributedReturn(episode(tools, *rewards), lambda history, info: weights[len(history) // 2 - 1], how=how)
    paid, late = ends(tools, env)
    assert sum(late) == pytest.approx(0.0, abs=1e-9)
    assert sum(paid) == pytest.approx(sum(rewards), abs=1e-9)


def test_a_missing_weight_is_credited_nothing_and_without_any_nothing_moves(tools):
    weights = [NAN, 1.0, 1.0]
    env = RedistributedReturn(episode(tools, 0, 0, 2), lambda history, info: weights[len(history) // 2 - 1])
    assert ends(tools, env)[1] == pytest.approx([0, 1, -1])
    weights[:] = [NAN] * 3
    assert ends(tools, env)[1] == [0, 0, 0]
    env.reset()
    info = [env.step("go")[4] for _ in range(3)][-1]
    assert info["missing"] == ["redistribution"]


def test_wrong_weights_are_refused(tools):
    with pytest.raises(ValueError, match=r"how to be one of \['weights', 'residual'\] and per one of"):
        RedistributedReturn(episode(tools, 1), how="shares")
    with pytest.raises(ValueError, match="leads nowhere"):
        RedistributedReturn(episode(tools, 1), "unifrom")
    env = RedistributedReturn(episode(tools, 1), lambda history, info: [1, 2], per="episode")
    with pytest.raises(ValueError, match=r"one weight for each of 1 turns, asked per episode; got .* \(2,\)"):
        tools.play(env, ["go"])


def judge(history, info):
    """Worth 1 for each turn seen, and 2 more for the first."""
    return len(history) // 2 + 2.0 * ("turn 1" in history)


@pytest.mark.parametrize("method", ["leave_one_out", "shapley", "lime"])
def test_a_judge_s_score_is_spread_over_the_turns(tools, method):
    env = AttributionRedistribution(episode(tools, 0, 0, 1), judge, method=method)
    rewards, late = ends(tools, env)
    assert rewards == pytest.approx([0, 0, 1 + 5])
    assert late == pytest.approx([3, 1, 1])
    assert ends(tools, AttributionRedistribution(episode(tools, 0, 0, 1), judge, weight=0.5))[1] == [1.5, 0.5, 0.5]


def test_a_turn_may_be_blanked_instead_of_cut(tools):
    env = AttributionRedistribution(episode(tools, 0, 0), lambda history, info: history.count("-") + 6.0, blank="-")
    assert ends(tools, env)[1] == pytest.approx([3, 3])


def test_a_score_that_is_missing_is_not_paid(tools):
    env = AttributionRedistribution(episode(tools, 0, 1), lambda history, info: NAN)
    assert ends(tools, env) == ([0, 1], [None, None])
    with pytest.raises(ValueError, match="TurnAttribution needs method to be one of"):
        AttributionRedistribution(episode(tools, 1), judge, method="attention")


def test_a_judge_s_scores_stand_in_place_of_the_environment_s(tools):
    env = LLMCreditReassign(episode(tools, 0, 0, 1), lambda history, info: [1, 0, 1])
    rewards, late = ends(tools, env)
    assert late == [1, 0, 0]
    assert rewards == [0, 0, 1 + 1]
    assert ends(tools, LLMCreditReassign(episode(tools, 0, 1), lambda history, info: [1, 1], weight=3.0))[1] == [3, 2]


def test_a_turn_the_judge_says_nothing_of_is_worth_nothing_and_silence_changes_nothing(tools):
    assert ends(tools, LLMCreditReassign(episode(tools, 1, 1), lambda history, info: [None, NAN]))[1] == [0, 0]
    assert ends(tools, LLMCreditReassign(episode(tools, 1, 1), lambda history, info: [None, 2.0]))[1] == [-1, 1]
    env = LLMCreditReassign(episode(tools, 0, 1), lambda history, info: None)
    assert ends(tools, env) == ([0, 1], [0, 0])
    with pytest.raises(ValueError, match="one score for each of 1 turns; the judge gave 2"):
        tools.play(LLMCreditReassign(episode(tools, 1), lambda history, info: [1, 2]), ["go"])
