"""Laws of moving averages, pass rates and multipliers."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.learners import EMABaseline, LagrangeMultipliers, PassRates
from turnwise.reward_shaping.learners.ema_baseline import moving_average_advantages

reward = st.floats(-3, 3)


def paid(term, value):
    return SimpleNamespace(paid={term: [value]}, rewards=[value], env="Game-v0", keys={}, solved=None)


@given(value=reward, decay=st.floats(0.1, 0.99), count=st.integers(1, 20))
def test_of_a_constant_the_average_closes_in_geometrically(value, decay, count):
    advantages, average = moving_average_advantages([value] * count, decay=decay)
    np.testing.assert_allclose(advantages, value * decay ** np.arange(count), atol=1e-9)
    assert average == pytest.approx(value * (1 - decay**count), abs=1e-9)


@given(rewards=st.lists(reward, min_size=1, max_size=8), shift=reward)
def test_what_every_reward_and_the_start_share_is_nothing(rewards, shift):
    plain, _ = moving_average_advantages(rewards)
    moved, _ = moving_average_advantages([each + shift for each in rewards], start=shift)
    np.testing.assert_allclose(plain, moved, atol=1e-9)


@given(rewards=st.lists(reward, min_size=1, max_size=8))
def test_at_the_ends_of_its_range_the_average_stands_still_or_is_the_last(rewards):
    still, average = moving_average_advantages(rewards, decay=1.0, start=0.5)
    np.testing.assert_allclose(still, np.array(rewards) - 0.5)
    assert average == 0.5
    after, average = moving_average_advantages(rewards, decay=0.0, start=0.5)
    np.testing.assert_allclose(after, np.diff(rewards, prepend=0.5), atol=1e-12)
    assert average == pytest.approx(rewards[-1])


@given(first=st.lists(reward, max_size=5), second=st.lists(reward, max_size=5))
def test_keys_do_not_touch_each_other(first, second):
    learner, alone = EMABaseline(key=lambda episode: episode.env), EMABaseline(key=lambda episode: episode.env)
    games = [paid("outcome", value) for value in first]
    others = [SimpleNamespace(**{**vars(paid("outcome", value)), "env": "Other-v0"}) for value in second]
    mixed = [each for pair in zip(games, others, strict=False) for each in pair]
    mixed += games[len(others) :] + others[len(games) :]
    learner.update(mixed)
    alone.update(games)
    assert learner.averages.get("Game-v0") == alone.averages.get("Game-v0")


runs = st.lists(st.dictionaries(st.sampled_from("abc"), st.booleans(), min_size=1), min_size=1, max_size=8)


@given(batch=runs)
def test_pass_rates_are_the_shares_of_the_runs_that_ran_a_test(batch):
    learner = PassRates(lambda run: run)
    told = learner.update(batch)
    for name, rate in told.items():
        ran = [run[name] for run in batch if name in run]
        assert rate == pytest.approx(sum(ran) / len(ran))
    weights = np.array(list(learner.weights.values()))
    assert (weights >= 0).all()
    assert weights.sum() == pytest.approx(0.0 if all(rate == 1 for rate in told.values()) else 1.0)
    assert learner.worth(dict.fromkeys(told, True)) == pytest.approx(weights.sum())


@given(batch=runs, cut=st.integers(0, 8))
def test_counted_in_parts_pass_rates_come_to_the_same(batch, cut):
    whole, parts = PassRates(lambda run: run), PassRates(lambda run: run)
    whole.update(batch)
    parts.update(batch[:cut])
    parts.update(batch[cut:])
    assert parts.rates == pytest.approx(whole.rates)


@given(batch=runs)
def test_a_harder_test_never_weighs_less(batch):
    learner = PassRates(lambda run: run)
    rates, weights = learner.update(batch), learner.weights
    ranked = sorted(rates, key=rates.__getitem__)
    assert [weights[name] for name in ranked] == sorted((weights[name] for name in ranked), reverse=True)


@given(values=st.lists(reward, min_size=1, max_size=6), start=st.floats(0, 2), threshold=reward)
def test_a_multiplier_moves_by_the_mean_excess_and_never_below_zero(values, start, threshold):
    learner = LagrangeMultipliers({"a": threshold}, lr=0.5, start=start)
    learner.update([paid("a", value) for value in values])
    expected = max(0.0, start + 0.5 * (np.mean(values) - threshold))
    assert learner.multipliers["a"] == pytest.approx(expected)


def test_at_its_threshold_a_multiplier_rests():
    learner = LagrangeMultipliers({"a": 0.7}, start=0.3)
    for _ in range(5):
        learner.update([paid("a", 0.7)])
    assert learner.multipliers["a"] == pytest.approx(0.3)


def test_dual_ascent_finds_the_price_that_holds_a_term_at_its_threshold():
    """An agent that does as much of ``a`` as its weight 1 - λ pays for, against a threshold of 0.4."""
    learner = LagrangeMultipliers({"a": 0.4}, lr=0.2)
    for _ in range(200):
        learner.update([paid("a", max(0.0, 1.0 - learner.multipliers["a"]))])
    assert learner.multipliers["a"] == pytest.approx(0.6, abs=1e-3)
