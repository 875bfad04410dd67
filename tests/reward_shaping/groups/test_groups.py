"""Group terms pay as their formulas say."""

import math
import re
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from published_numbers import example

from turnwise.agents.rollouts import Episode
from turnwise.reward_shaping import groups
from turnwise.reward_shaping.groups.columns import final_answer

NAN = float("nan")
G = st.integers(1, 6)


def episode(**columns):
    turns = len(columns.get("actions", ["a"]))
    given = {"actions": ["a"], "observations": ["o"] * (turns + 1), "rewards": [0.0] * turns, "valid": [True] * turns}
    return Episode(**{**given, **columns})


# win rates


def test_the_published_win_rates():
    _, expected = example("winrate")
    beats = [[NAN, 1, 1], [0, NAN, 1], [0, 0, NAN]]
    np.testing.assert_allclose(groups.win_rates(beats), expected["win rate"])


def test_a_pair_that_was_not_judged_is_left_out_and_who_met_nobody_is_missing():
    rates = groups.win_rates([[NAN, 1, NAN], [0, NAN, NAN], [NAN, NAN, NAN]])
    np.testing.assert_array_equal(rates, [1.0, 0.0, NAN])
    np.testing.assert_array_equal(groups.win_rates([[0.5]]), [NAN])
    assert groups.win_rates(np.zeros((0, 0))).shape == (0,)


@given(st.integers(2, 6).flatmap(lambda n: arrays(float, (n, n), elements=st.sampled_from([0.0, 0.5, 1.0]))))
def test_win_rates_of_a_fully_judged_group_average_a_half(table):
    full = np.tril(table, -1)
    full = full + np.triu(1 - full.T, 1)
    assert groups.win_rates(full).mean() == pytest.approx(0.5)


def test_win_rates_need_a_square():
    with pytest.raises(ValueError, match=r"shape \(G, G\); got shape \(2, 3\)"):
        groups.win_rates(np.zeros((2, 3)))


def test_a_judge_is_asked_once_a_pair_or_in_both_orders():
    asked = []

    def longer(one, other):
        asked.append((len(one), len(other)))
        return 1.0 if len(one) > len(other) else 0.5 if len(one) == len(other) else 0.0

    rollouts = [episode(actions=["a"] * n) for n in (1, 2, 2)]
    assert groups.PairwiseWinRate(longer)(rollouts) == [0.0, 0.75, 0.75]
    assert len(asked) == 3
    assert groups.PairwiseWinRate(longer, both_orders=True)(rollouts) == [0.0, 0.75, 0.75]
    assert len(asked) == 9


def test_both_orders_take_the_bias_of_a_judge_for_the_first_away():
    rollouts = [episode(), episode()]
    assert groups.PairwiseWinRate(lambda one, other: 1.0)(rollouts) == [0.0, 1.0]
    assert groups.PairwiseWinRate(lambda one, other: 1.0, both_orders=True)(rollouts) == [0.5, 0.5]


# HERON


def test_the_published_hierarchical_preference():
    inputs, expected = example("heron")
    pair = groups.hierarchical_preferences([inputs["factors of tau1"], inputs["tau2"]], inputs["margins"])
    np.testing.assert_array_equal(pair, [[0.5, 0.0], [1.0, 0.5]])
    rank = groups.hierarchical_preferences([[3.0], [2.0], [1.0]])
    np.testing.assert_allclose(groups.win_rates(rank), expected["group ranks of 3 taus with wins 2,1,0 -> reward"])


def test_within_the_margin_the_next_factor_decides_and_equal_ones_tie():
    table = groups.hierarchical_preferences([[1.0, 5.0], [1.2, 4.0], [1.2, 4.0]], [0.25, 0.0])
    np.testing.assert_array_equal(table, [[0.5, 1, 1], [0, 0.5, 0.5], [0, 0.5, 0.5]])
    assert groups.hierarchical_preferences([[1.0, 5.0], [1.2, 4.0]], 0.0)[0, 1] == 0.0


@given(arrays(float, st.tuples(G, st.integers(1, 4)), elements=st.integers(-3, 3)), st.floats(0, 2))
def test_preferences_of_a_pair_sum_to_one(factors, margin):
    table = groups.hierarchical_preferences(factors, margin)
    np.testing.assert_allclose(table + table.T, 1.0)


def test_a_missing_factor_ties():
    np.testing.assert_array_equal(groups.hierarchical_preferences([[NAN, 1.0], [5.0, 2.0]])[0], [0.5, 0.0])


@pytest.mark.parametrize(("factors", "margins"), [([1.0, 2.0], 0.0), ([[1.0, 2.0]], [0.1]), ([[1.0]], -1.0)])
def test_factors_and_margins_must_fit(factors, margins):
    with pytest.raises(ValueError, match="hierarchical_preferences needs"):
        groups.hierarchical_preferences(factors, margins)


def test_factors_are_named_columns_of_the_ledger_or_callables():
    term = groups.HierarchicalPreference(["success", "format", lambda episode: -len(episode)], margins=[0, 0.5, 0])
    rollouts = [
        episode(successes=[True], paid={"format": [0.1]}),
        episode(successes=[True], paid={"format": [0.9]}),
        episode(successes=[False], paid={"format": [0.9]}),
    ]
    assert term(rollouts) == [0.5, 1.0, 0.0]
    with pytest.raises(ValueError, match="no channel or reward term 'typo'"):
        groups.HierarchicalPreference(["typo"])(rollouts)


# votes


def test_the_answer_given_most_often_is_paid_and_silence_has_no_vote():
    answers = ["a", "b", "a", None, None, None]
    np.testing.assert_array_equal(groups.majority_vote(answers), [1, 0, 1, 0, 0, 0])
    np.testing.assert_allclose(groups.self_consistency(answers), np.array([2, 1, 2, 0, 0, 0]) / 6)


def test_between_equal_counts_the_first_given_wins():
    np.testing.assert_array_equal(groups.majority_vote(["b", "a", "a", "b"]), [1, 0, 0, 1])


def test_nobody_answers_or_nobody_is_there():
    np.testing.assert_array_equal(groups.majority_vote([None, None]), [0, 0])
    assert groups.majority_vote([]).shape == groups.self_consistency([]).shape == (0,)


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=9))
def test_the_winner_is_at_least_as_frequent_as_any(answers):
    won = [answer for answer, paid in zip(answers, groups.majority_vote(answers), strict=True) if paid]
    assert len(won) == max(map(answers.count, answers))
    assert len(set(won)) == 1


def test_the_answer_is_the_last_tag_or_the_last_message():
    said = [["<answer> Rome </answer> no, <answer>Paris</answer>"], ["first", " paris\n"], ["<ANSWER>Oslo</ANSWER>"]]
    rollouts = [episode(actions=actions) for actions in said] + [Episode(observations=["o"])]
    assert groups.MajorityVote()(rollouts) == [1.0, 1.0, 0.0, 0.0]
    assert groups.MajorityVote(soft=True)(rollouts) == [0.5, 0.5, 0.25, 0.0]


@given(parts=st.lists(st.sampled_from(["<answer>", "</Answer>", "a", " B", "\n", "<answer"]), max_size=12))
def test_tags_of_an_answer_are_closed_by_the_next_one_that_closes(parts):
    message = "".join(parts)
    tagged = re.findall(r"<answer>(.*?)</answer>", message, re.DOTALL | re.IGNORECASE)
    expected = " ".join((tagged[-1] if tagged else message).split()).casefold()
    assert final_answer(episode(actions=[message])) == expected


# SRPO


def test_a_failure_is_worth_its_closeness_to_the_nearest_success():
    rewards = groups.self_reference_progress([[0.0], [10.0], [1.0], [7.0]], [True, True, False, False], alpha=0.5)
    # distances of the failures 1 and 3: mean 2, std 1, z = -1 and 1
    sigma = 1 / (1 + math.exp(-1))
    np.testing.assert_allclose(rewards, [1, 1, 0.5 * sigma, 0.5 * (1 - sigma)])


def test_without_a_success_failures_are_missing_and_equally_far_ones_get_half_of_alpha():
    np.testing.assert_array_equal(groups.self_reference_progress([[0.0], [1.0]], [False, False]), [NAN, NAN])
    np.testing.assert_allclose(groups.self_reference_progress([[0.0], [1.0]], [True, False], 0.6), [1, 0.3])


@given(arrays(float, st.tuples(G, st.integers(1, 3)), elements=st.floats(-9, 9)), st.data())
def test_a_success_ranks_above_every_failure(points, data):
    solved = np.array(data.draw(st.lists(st.booleans(), min_size=len(points), max_size=len(points))))
    rewards = groups.self_reference_progress(points, solved)
    assert np.all(rewards[solved] == 1)
    assert not np.any(rewards[~solved] >= 0.6)


def test_srpo_embeds_episodes_and_refuses_an_alpha_that_would_rank_failures_with_successes():
    term = groups.SelfReferenceProgress(lambda episode: [float(len(episode))], alpha=0.4)
    rollouts = [episode(successes=[True]), episode(actions=["a", "b"], successes=[None, False])]
    assert term(rollouts) == [1.0, 0.2]
    with pytest.raises(ValueError, match="0 <= alpha < 1"):
        groups.self_reference_progress([[0.0]], [True], alpha=1.0)


# VeRPO


def test_the_published_difficulty_weights():
    inputs, expected = example("verpo")
    weights = groups.difficulty_weights(inputs["pass rate of 4 tests in the group"])
    np.testing.assert_allclose(weights, expected["weights (1-rho)/sum"], atol=1e-6)
    assert groups.weighted_tests(inputs["this rollout passes"], weights) == pytest.approx(expected["dense"], abs=1e-6)


def test_a_test_that_nobody_passes_can_be_dropped_or_capped():
    np.testing.assert_allclose(groups.difficulty_weights([0.0, 0.5], drop_unpassed=True), [0, 1])
    np.testing.assert_allclose(groups.difficulty_weights([0.0, 0.5], cap=0.5), [0.5, 1 / 3])
    np.testing.assert_array_equal(groups.difficulty_weights([1.0, 1.0]), [0, 0])
    assert groups.difficulty_weights([]).shape == (0,)


@pytest.mark.parametrize(("rates", "cap"), [([1.5], 1.0), ([[0.5]], 1.0), ([0.5], 0.0)])
def test_rates_and_cap_must_be_possible(rates, cap):
    with pytest.raises(ValueError, match="difficulty_weights needs"):
        groups.difficulty_weights(rates, cap=cap)


def test_a_test_pays_on_the_first_turn_that_passes_it():
    told = {
        2: [{"easy": True, "hard": False}, {"easy": True, "hard": True}],
        3: [{"easy": False, "hard": False}, {"easy": True}, {"easy": False}],
        1: {"easy": True, "hard": False},
    }
    rollouts = [episode(actions=["a"] * turns) for turns in told]
    term = groups.WeightedTests(lambda episode: told[len(episode)])
    # easy is passed by all (weight 0), hard by one of three (weight 1)
    assert term(rollouts) == [[0.0, 1.0], [0.0, 0.0, 0.0], [0.0]]


# GRPO-lambda


def test_the_published_gate_is_open_and_the_longer_success_loses_more():
    inputs, expected = example("grpo_lambda")
    correct = [1, 1, 1, 0]
    assert np.mean(correct) == inputs["success ratio"]
    penalty = groups.success_gated_length_penalty([*inputs["len"], 150, 900], correct, threshold=inputs["threshold"])
    assert bool(penalty.any()) is expected["penalty on"]
    assert penalty[1] < penalty[2] < penalty[0] < 0 == penalty[3]


def test_the_penalty_by_hand():
    penalty = groups.success_gated_length_penalty([100, 200], [1, 1], weight=0.5, eps=0.0)
    sigma = 1 / (1 + math.exp(-1))
    np.testing.assert_allclose(penalty, [-0.5 * (1 - sigma), -0.5 * sigma])


@given(st.lists(st.tuples(st.integers(1, 500), st.booleans()), min_size=1, max_size=8), st.floats(0, 0.99))
def test_no_success_falls_to_a_failure_and_a_failing_group_is_let_be(group, weight):
    lengths, correct = map(np.array, zip(*group, strict=True))
    penalty = groups.success_gated_length_penalty(lengths, correct, weight=weight)
    assert np.all(correct + penalty > 0) == correct.all()
    assert not penalty[~correct].any()
    if correct.mean() <= 0.5:
        assert not penalty.any()


def test_the_term_reads_turns_tokens_or_a_column():
    rollouts = [
        episode(actions=["ab"], successes=[True], costs={"tokens_out": 9.0}, channels={"calls": [4.0]}),
        episode(actions=["a", "b"], successes=[None, True], costs={"tokens_out": 1.0}, channels={"calls": [4.0, None]}),
    ]
    first, second = groups.SuccessGatedLengthPenalty("turns")(rollouts)
    assert second < first
    assert groups.SuccessGatedLengthPenalty("tokens")(rollouts) == pytest.approx([second, first], abs=1e-5)
    assert len(set(groups.SuccessGatedLengthPenalty("calls")(rollouts))) == 1
    with pytest.raises(ValueError, match="0 <= weight < 1"):
        groups.success_gated_length_penalty([1], [1], weight=1.0)


# SophiaVL-R1


def test_the_published_trust():
    inputs, expected = example("trust")
    judged = [*inputs["thinking r, success"], *inputs["failure"]]
    trust = groups.trust_weight(judged, [1, 1, 0, 0])
    assert trust == expected["trust=exp(mean_s-mean_f) if negative else 1"]
    assert groups.trust_weight(judged, [0, 0, 1, 1]) == pytest.approx(math.exp(-0.1))


def test_trust_is_full_where_nothing_can_be_compared():
    assert groups.trust_weight([0.1, 0.9], [1, 1]) == 1.0
    assert groups.trust_weight([], []) == 1.0
    assert groups.trust_weight([0.1, NAN], [1, 0]) == 1.0
    with pytest.raises(ValueError, match="one shape"):
        groups.trust_weight([0.1], [1, 0])


def test_the_judge_s_scores_are_multiplied_by_the_trust():
    rollouts = [episode(successes=[True], paid={"judge": [0.2]}), episode(successes=[False], paid={"judge": [0.8]})]
    trust = math.exp(-0.6)
    assert groups.TrustWeighted("judge")(rollouts) == pytest.approx([0.2 * trust, 0.8 * trust])


def test_an_episode_of_another_kind_is_read_by_attribute_alone():
    other = SimpleNamespace(actions=["x"], solved=True)
    assert groups.MajorityVote()([other]) == [1.0]
