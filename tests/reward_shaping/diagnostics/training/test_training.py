"""What a reward did to training is measured as the docstrings say."""

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.agents.rollouts import Episode
from turnwise.reward_shaping import bounded
from turnwise.reward_shaping.diagnostics import training

NAN = float("nan")
real = st.floats(-5, 5)


def episode(reward=0.0, solved=False, group=0, actions=("a",), **more):
    turns = len(actions)
    paid = more.pop("paid", None) or {"outcome": [0.0] * (turns - 1) + [reward]}
    rewards = [sum(column[t] or 0.0 for column in paid.values()) for t in range(turns)]
    successes = [None] * (turns - 1) + [solved]
    return Episode(group=group, actions=list(actions), rewards=rewards, paid=paid, successes=successes, **more)


# correlation


def test_correlation_by_hand_and_where_there_is_none():
    assert training.correlation([1, 2, 3], [2, 4, 6]) == 1.0
    assert training.correlation([1, 2, 3], [1, 0, -1]) == -1.0
    assert training.correlation([0, 1, 0, 1], [0, 0, 1, 1]) == 0.0
    assert training.correlation([1, 2, NAN, 4], [1, NAN, 7, 2]) == pytest.approx(1.0)
    for pair in (([], []), ([1], [1]), ([1, 1], [1, 2])):
        assert math.isnan(training.correlation(*pair))
    with pytest.raises(ValueError, match="one shape"):
        training.correlation([1], [1, 2])


@given(st.lists(st.tuples(real, real), min_size=2, max_size=9), st.floats(0.5, 2), real)
def test_correlation_is_symmetric_bounded_and_blind_to_scale(pairs, scale, shift):
    x, y = map(np.array, zip(*pairs, strict=True))
    there = training.correlation(x, y)
    if not math.isnan(there):
        assert -1 <= there <= 1
        assert training.correlation(y, x) == pytest.approx(there)
        again = training.correlation(x * scale + shift, y)
        assert math.isnan(again) or again == pytest.approx(there, abs=1e-4)


# collapse


def test_groups_that_teach_nothing_are_counted_by_why():
    batch = [episode(r, r >= 1, g) for g, rs in enumerate([[1, 1], [0, 0], [0, 1], [0.5]]) for r in rs]
    found = training.group_collapse(batch)
    assert found == (3, 2, 1, 1, 1)
    assert found.share == pytest.approx(2 / 3)
    assert math.isnan(training.group_collapse([]).share)


def test_advantages_of_zero_are_counted():
    assert training.advantage_collapse_share([[0.0, 1e-12], [0.5, -0.5]]) == 0.5
    assert math.isnan(training.advantage_collapse_share([]))


# terms


def test_the_share_of_a_term_and_how_it_goes_with_success():
    paid = [
        ({"outcome": [1.0], "helps": [0.5], "subsidy": [2.0]}, True),
        ({"outcome": [0.0], "helps": [0.0], "subsidy": [2.0]}, False),
        ({"outcome": [1.0], "helps": [0.5], "subsidy": [2.0]}, True),
    ]
    found = training.term_shares([episode(paid=row, solved=solved) for row, solved in paid])
    assert found["subsidy"].share == pytest.approx(6 / 9)
    assert math.isnan(found["subsidy"].with_outcome)
    assert found["helps"].with_outcome == pytest.approx(1.0)
    assert found["helps"].active == pytest.approx(2 / 3)
    assert found["outcome"].mean == pytest.approx(2 / 3)
    assert sum(term.share for term in found.values()) == pytest.approx(1.0)
    assert training.term_shares([]) == {}


def test_within_tasks_the_difficulty_of_tasks_is_taken_out():
    # easy task: solved, paid much; hard task: failed, paid little; inside each task the term pays for failing
    rows = [(0, 5.0, True), (0, 6.0, False), (1, 0.0, True), (1, 1.0, False), (0, 5.0, True), (0, 5.0, True)]
    batch = [episode(group=g, solved=s, paid={"outcome": [float(s)], "term": [x]}) for g, x, s in rows]
    assert training.term_shares(batch)["term"].with_outcome > 0
    assert training.term_shares(batch, within=True)["term"].with_outcome < -0.5


# length


def test_a_reward_that_is_length_in_disguise_is_seen():
    batch = [episode(n / 10, solved=n > 5, actions=["x" * n]) for n in range(1, 10)]
    found = training.length_bias(batch)
    assert found.with_length == pytest.approx(1.0)
    assert found.explained == pytest.approx(1.0)
    assert found.given_success == pytest.approx(1.0)
    assert math.isnan(found.with_turns)
    assert math.isnan(training.length_bias(batch, "typo").with_length)


def test_tokens_are_taken_where_they_were_counted():
    assert training.written(episode(actions=["ab", "c"])) == 3.0
    assert training.written(episode(costs={"tokens_out": 7.0})) == 7.0


def test_what_longer_messages_explain_of_an_improvement():
    before = [episode(n / 10, actions=["x" * n]) for n in (1, 2, 3)]
    longer = [episode(n / 10, actions=["x" * n]) for n in (4, 5, 6)]
    better = [episode(n / 10 + 0.3, actions=["x" * n]) for n in (1, 2, 3)]
    assert training.explained_improvement(before, longer) == pytest.approx(1.0)
    assert training.explained_improvement(before, better) == pytest.approx(0.0)
    assert math.isnan(training.explained_improvement(before, before))
    assert math.isnan(training.explained_improvement(before, []))


# Goodhart


def test_the_turning_point_and_the_drop():
    found = training.goodhart_gap([0, 1, 2, 3, 4], [0, 2, 4, 3, 2])
    assert (found.turning_point, found.best, found.final, found.drop) == (2, 4.0, 2.0, 2.0)
    assert found.gap == pytest.approx(2 / 4 + 2 / 4)
    assert found.hacked
    assert not training.goodhart_gap([0, 1, 2], [0, 1, 2]).hacked
    assert not training.goodhart_gap([0, 1, 0], [0, 1, 0]).hacked  # the proxy fell too


def test_smoothing_bears_one_bad_check():
    proxy, true = [0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4, 3.9]
    assert not training.goodhart_gap(proxy, true, tolerance=0.05).hacked
    np.testing.assert_allclose(training.smoothed([0, 3, 0], 3), [1.5, 1, 1.5])
    with pytest.raises(ValueError, match="odd window"):
        training.smoothed([1], 2)
    with pytest.raises(ValueError, match="one length"):
        training.goodhart_gap([1, 2], [1])


@given(st.lists(real, min_size=1, max_size=9))
def test_a_proxy_that_is_the_truth_is_never_hacked_by_a_drop_of_its_own(values):
    found = training.goodhart_gap(values, values)
    assert found.gap == pytest.approx(0.0, abs=1e-9)
    assert found.drop >= 0


def test_the_early_stop_waits_for_its_patience_and_for_the_proxy_to_rise():
    stop = training.EarlyStop(patience=2, tolerance=0.1)
    told = [stop.check(*pair) for pair in [(0, 0), (1, 1), (2, 0.95), (3, 0.8), (4, 1.5), (5, 1.0), (6, 0.9)]]
    assert told == [False, False, False, False, False, False, True]
    assert stop.best == 4
    falling = training.EarlyStop(patience=1, tolerance=0.0)
    assert [falling.check(*pair) for pair in [(1, 1), (0, 0)]] == [False, False]
    with pytest.raises(ValueError, match="patience >= 1"):
        training.EarlyStop(patience=0)


# over-optimisation


@pytest.mark.parametrize("form", ["best_of_n", "rl"])
def test_the_fit_finds_the_curve_it_was_made_from(form):
    made = training.OveroptimizationCurve(1.5, 0.4, form, 0.0)
    kl = np.linspace(0.1, 9, 12)
    found = training.fit_overoptimization(kl, made.score(np.sqrt(kl)), form)
    assert (found.alpha, found.beta, found.residual) == pytest.approx((1.5, 0.4, 0.0), abs=1e-9)
    around = made.peak + np.array([-0.01, 0.0, 0.01])
    assert np.argmax(made.score(around)) == 1


def test_a_curve_that_never_turns_has_no_peak():
    assert training.OveroptimizationCurve(1.0, 0.0, "rl", 0.0).peak == math.inf
    assert training.best_of_n_kl(1) == 0.0
    assert training.best_of_n_kl(4) == pytest.approx(math.log(4) - 0.75)
    for wrong in [([0.0, 1.0], [1, 2], "rl"), ([1, 2], [1], "rl"), ([1, 2], [1, 2], "x")]:
        with pytest.raises(ValueError, match="fit_overoptimization needs"):
            training.fit_overoptimization(*wrong)


@given(st.lists(st.tuples(st.integers(0, 20), real), min_size=1, max_size=6, unique_by=lambda pair: pair[0]))
def test_best_of_n_is_the_mean_over_all_choices_of_n(samples):
    proxy, gold = zip(*samples, strict=True)
    sizes = range(1, len(samples) + 1)
    expected = [
        np.mean([gold[max(chosen, key=lambda i: proxy[i])] for chosen in combinations(range(len(samples)), n)])
        for n in sizes
    ]
    np.testing.assert_allclose(training.best_of_n_curve(proxy, gold, sizes), expected, atol=1e-9)


def test_best_of_n_needs_as_many_samples():
    with pytest.raises(ValueError, match=r"sizes in 1\.\.N"):
        training.best_of_n_curve([1, 2], [1, 2], [3])


# disagreement


def test_judges_that_part_and_one_that_was_held_out():
    found = training.ensemble_disagreement([[0.0, 1.0, NAN], [1.0, 1.0, NAN]], held_out=[0.5, 0.0, 0.0])
    np.testing.assert_array_equal(found.spread, [0.5, 0.0, NAN])
    assert found.mean_spread == 0.25
    assert found.held_out_gap == pytest.approx((0.0 + 1.0) / 2)
    agreeing = training.ensemble_disagreement([[0, 1, 2], [1, 2, 3]])
    assert agreeing.agreement == pytest.approx(1.0)
    assert math.isnan(agreeing.held_out_gap)
    with pytest.raises(ValueError, match=r"scores \(M, N\)"):
        training.ensemble_disagreement([0.5])


# B-STaR


def test_exploration_and_exploitation_by_hand():
    group = [
        episode(0.9, True, actions=["a"]),
        episode(0.8, False, actions=["b"]),
        episode(0.7, True, actions=["a"]),
        episode(0.1, False, actions=["c"]),
    ]
    found = training.explore_exploit([group], best=2, wanted=2)
    assert found == (0.75, 1.0, 1.0, 0.5, 0.75, 0.25)
    high = training.explore_exploit([group], threshold=0.75, wanted=1)
    assert high.balance == 0.5
    assert training.explore_exploit([group], threshold=2.0).balance == 0.0


def test_a_reward_that_cannot_tell_discriminates_by_half_and_no_wrong_ones_define_nothing():
    flat = [episode(0.5, True), episode(0.5, False)]
    found = training.explore_exploit([flat, []])
    assert found.discrimination == 0.5
    assert found.best_of_k == 0.5
    assert math.isnan(training.explore_exploit([[episode(1.0, True)]]).discrimination)
    assert all(map(math.isnan, training.explore_exploit([])))


# PAR's checks


def test_the_bounded_transform_passes_its_three_checks_and_others_fail_theirs():
    assert training.shaping_checks(lambda r, ref: float(bounded.preference(r, [ref]))) == (True, True, True)
    assert training.shaping_checks(lambda r, ref: r - ref) == (False, False, True)
    assert training.shaping_checks(lambda r, ref: math.tanh(r)) == (True, True, False)
    assert training.shaping_checks(lambda r, ref: max(-1.0, min(1.0, r - ref))) == (True, False, True)


@pytest.mark.parametrize("scale", [1e-150, 1e-7, 1.0, 1e7])
@pytest.mark.parametrize("offset", [0.0, 3.0])
def test_a_correlation_knows_no_unit(scale, offset):
    x = np.array([1.0, 2.0, 4.0, 3.0]) + offset
    y = np.array([0.5, 1.0, 1.5, 2.0])
    plain = np.corrcoef(x, y)[0, 1]
    assert training.correlation(scale * x, scale * y) == pytest.approx(plain)
    assert np.isnan(training.correlation(np.full(4, 0.1 * scale), y))


def test_no_episodes_have_no_terms():
    assert training.term_shares([]) == training.term_shares([], within=True) == {}


@given(st.lists(st.tuples(st.sampled_from([0.0, 0.5, 1.0]), st.booleans()), min_size=1, max_size=5), st.integers(1, 6))
def test_the_share_of_the_best_does_not_depend_on_the_order_of_ties(group, best):
    episodes = [episode(reward, solved) for reward, solved in group]
    found = training.explore_exploit([episodes], best=best).reward_at_k
    again = training.explore_exploit([episodes[::-1]], best=best).reward_at_k
    assert found == pytest.approx(again)
    size = min(best, len(group))
    choices = list(combinations(group, size))
    top = max(sum(reward for reward, _ in choice) for choice in choices)
    shares = [sum(ok for _, ok in choice) / size for choice in choices if sum(r for r, _ in choice) == top]
    assert found == pytest.approx(sum(shares) / len(shares))
