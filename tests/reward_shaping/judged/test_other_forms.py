"""The same rewards written another way: loops as the published programs have them, closed forms, and simulations."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from turnwise.reward_shaping.judged import (
    ALL_PHRASES,
    PHRASES,
    RubricCurriculum,
    calibration,
    checklist_rewards,
    hybrid_reward,
    length_penalty,
    reasoning_pattern,
    refine_rubric,
    rubric_score,
    running_mean,
    spans_of,
    turn_values,
    verdict,
    weighted_mean,
)
from turnwise.reward_shaping.judged.rubric_refinement import great

RESULTS = arrays(bool, st.tuples(st.integers(0, 7), st.integers(1, 5)))


@given(results=RESULTS, seed=st.integers(0, 99))
def test_a_checklist_is_a_mask_that_loses_what_was_met(results, seed):
    weights = np.random.default_rng(seed).random(results.shape[1])
    still_open, scores = np.ones(results.shape[1]), []
    for step in results:
        scores.append(float((weights * step * still_open).sum()))
        still_open *= 1 - step
    np.testing.assert_allclose(checklist_rewards(results, weights), scores, atol=1e-12)


@given(results=RESULTS)
def test_all_or_nothing_is_paid_once_and_only_where_every_item_was_met(results):
    paid = checklist_rewards(results, np.ones(results.shape[1]), form="all")
    complete = np.cumsum(results, axis=0).astype(bool).all(axis=1) if len(results) else np.zeros(0, dtype=bool)
    assert paid.sum() == (results.shape[1] if complete.any() else 0)
    if complete.any():
        assert int(paid.argmax()) == int(complete.argmax())


@given(results=RESULTS, data=st.data())
def test_a_dependency_only_ever_delays(results, data):
    count = results.shape[1]
    needs = [data.draw(st.lists(st.integers(0, k - 1), max_size=2) if k else st.just([])) for k in range(count)]
    free = np.cumsum(checklist_rewards(results, np.ones(count)))
    bound = np.cumsum(checklist_rewards(results, np.ones(count), needs))
    assert (bound <= free + 1e-9).all()


@given(results=RESULTS, order=st.randoms(use_true_random=False))
def test_the_order_of_the_items_does_not_matter(results, order):
    places = list(range(results.shape[1]))
    order.shuffle(places)
    weights = np.arange(1.0, results.shape[1] + 1)
    np.testing.assert_allclose(
        checklist_rewards(results[:, places], weights[places]), checklist_rewards(results, weights)
    )


@given(
    scores=st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=1, max_size=6),
    points=st.lists(st.integers(-5, 10), min_size=6, max_size=6),
)
def test_a_rubric_is_points_had_over_points_to_be_had(scores, points):
    points = points[: len(scores)]
    had = sum(score * point for score, point in zip(scores, points, strict=True))
    to_be_had = sum(max(point, 0) for point in points)
    score = rubric_score(scores, points, clip=False)
    assert math.isnan(score) if not to_be_had else score == pytest.approx(had / to_be_had)


@given(
    scores=st.lists(st.floats(0, 1), min_size=2, max_size=6),
    place=st.integers(0, 5),
    weights=st.lists(st.floats(0.1, 5), min_size=6, max_size=6),
)
def test_an_item_that_cannot_be_told_counts_as_if_it_had_not_been_asked(scores, place, weights):
    place, weights = place % len(scores), weights[: len(scores)]
    untold = [math.nan if index == place else score for index, score in enumerate(scores)]
    rest = [score for index, score in enumerate(scores) if index != place]
    others = [weight for index, weight in enumerate(weights) if index != place]
    assert rubric_score(untold, weights) == pytest.approx(rubric_score(rest, others))


@given(items=st.integers(1, 5), factor=st.floats(0.1, 10))
def test_the_unit_of_the_points_does_not_matter(items, factor):
    scores, weights = [1.0, 0.0, 0.5, 1.0, 0.25][:items], [1.0, 2.0, 3.0, -1.0, 4.0][:items]
    assert rubric_score(scores, [factor * w for w in weights]) == pytest.approx(rubric_score(scores, weights))


@given(probabilities=st.lists(st.floats(0.01, 1), min_size=5, max_size=5), shift=st.integers(-9, 9))
def test_where_a_scale_begins_does_not_matter(probabilities, shift):
    here = {rating: p for rating, p in enumerate(probabilities)}
    there = {rating + shift: p for rating, p in enumerate(probabilities)}
    assert verdict(there, "ordinal", (shift, shift + 4)) == pytest.approx(verdict(here, "ordinal", (0, 4)))


@given(p=st.floats(0.0, 1.0))
def test_yes_and_no_are_one_scale_from_0_to_1(p):
    pair = {"yes": p, "no": 1 - p}
    assert verdict(pair, "yes") == pytest.approx(p)
    assert verdict({1: p, 0: 1 - p}, "ordinal") == pytest.approx(verdict(pair, "yes"))


@given(rewards=st.lists(st.floats(-3, 3), min_size=1, max_size=8), alpha=st.floats(0.01, 0.99), first=st.floats(-1, 1))
def test_the_running_mean_weighs_the_past_geometrically(rewards, alpha, first):
    mean = first
    for reward in rewards:
        mean = running_mean(mean, reward, alpha)
    count = len(rewards)
    closed = first * (1 - alpha) ** count
    closed += sum(alpha * (1 - alpha) ** (count - 1 - i) * reward for i, reward in enumerate(rewards))
    assert mean == pytest.approx(closed)


@pytest.mark.parametrize(("likely", "best"), [(0.9, 1.0), (0.1, 0.0)])
def test_it_is_best_to_be_sure_where_the_reward_beats_the_mean_on_average(likely, best):
    rng = np.random.default_rng(0)
    rewards = (rng.random(4000) < likely).astype(float)
    stated = np.linspace(0, 1, 11)
    earned = [calibration(rewards, 0.5, np.full(len(rewards), c)).mean() for c in stated]
    assert stated[int(np.argmax(earned))] == best
    assert np.all(np.diff(earned) * (best - 0.5) > 0)


@given(reward=st.floats(0.01, 3), mean=st.floats(-3, 3), confidence=st.floats(0, 1))
def test_both_forms_agree_on_the_sign(reward, mean, confidence):
    one, other = (calibration(reward, mean, confidence, 0.5, how) for how in ("difference", "threshold"))
    assert one * other >= -1e-12


def test_phrases_are_sorted_by_kind_without_repeats():
    assert sum(map(len, PHRASES.values())) == len(set(ALL_PHRASES))
    assert [reasoning_pattern(" ".join(kind), enough=40) * 40 for kind in PHRASES.values()] == pytest.approx(
        [found(" ".join(kind)) for kind in PHRASES.values()]
    )


def found(text):
    """Count phrases one by one."""
    count = 0
    for phrase in ALL_PHRASES:
        if text.find(phrase) >= 0:
            count += 1
    return count


@given(picked=st.lists(st.sampled_from(ALL_PHRASES), max_size=30))
def test_saying_more_phrases_never_earns_less_until_they_repeat(picked):
    once = list(dict.fromkeys(picked))
    earned = [reasoning_pattern(" . ".join(once[:count])) for count in range(len(once) + 1)]
    assert earned == sorted(earned)
    assert earned[-1] == pytest.approx(min(1.0, found(" . ".join(once)) / 20))


def test_chanting_twice_loses_what_the_phrases_earned_and_forty_times_does_not():
    chant = " ".join(ALL_PHRASES)
    assert reasoning_pattern(chant) == 1.0
    assert reasoning_pattern(" ".join([chant] * 2)) < 0.6
    assert reasoning_pattern(" ".join([chant] * 40)) > 0.9  # a fault of the published score


@given(values=st.lists(st.none() | st.floats(-2, 2), min_size=1, max_size=6))
def test_numbers_by_turn_and_one_span_a_turn_say_the_same(values):
    spans = [{"turn": turn, "value": value} for turn, value in enumerate(values) if value is not None]
    by_number, by_span = turn_values(values, len(values)), turn_values(spans, len(values))
    known = ~np.isnan(by_number)
    np.testing.assert_allclose(by_number[known], by_span[known])
    assert (by_span[~known] == 0).all()


@given(words=st.lists(st.sampled_from(["go", "left", "now"]), min_size=1, max_size=4), data=st.data())
def test_a_quoted_span_is_where_the_quote_is(words, data):
    message = " ".join(words)
    start = data.draw(st.integers(0, len(message) - 1))
    end = data.draw(st.integers(start + 1, len(message)))
    ((_, begin, stop, value),) = spans_of([{"turn": 0, "value": 1, "text": message[start:end]}], [message])
    assert (message[begin:stop], value) == (message[start:end], 1.0)
    assert spans_of([{"turn": 0, "value": 1, "start": start, "end": end}], [message]) == [(0, start, end, 1.0)]


@given(scores=st.lists(st.floats(-2, 2), min_size=1, max_size=5), sure=st.floats(0.1, 1))
def test_equally_sure_rules_have_their_mean(scores, sure):
    assert weighted_mean(scores, [sure] * len(scores)) == pytest.approx(weighted_mean(scores))
    assert weighted_mean(scores) == pytest.approx(float(np.mean(scores)))


@given(
    parts=st.lists(st.floats(-2, 2), min_size=4, max_size=4), weights=st.lists(st.floats(0, 3), min_size=4, max_size=4)
)
def test_the_hybrid_sum_is_linear_in_its_weights(parts, weights):
    whole = hybrid_reward(parts, weights)
    single = [hybrid_reward(parts, [w if k == place else 0.0 for k, w in enumerate(weights)]) for place in range(4)]
    assert whole == pytest.approx(sum(single))
    assert hybrid_reward(parts, [2 * weight for weight in weights]) == pytest.approx(2 * whole)


def test_a_length_inside_the_range_is_free_and_farther_outside_never_cheaper():
    costs = [length_penalty(n, 10, 20, slope=5) for n in range(40)]
    assert costs[10:21] == [0.0] * 11
    assert costs[:11] == sorted(costs[:11], reverse=True)
    assert costs[20:] == sorted(costs[20:])


VIRTUES = ("plan", "check", "cite", "sum", "test", "doubt")


def population(seed, size=24):
    """Return trajectories with their true quality: how many virtues they show; all show the first."""
    rng = np.random.default_rng(seed)
    shown = [["plan", *[v for v in VIRTUES[1:] if rng.random() < 0.6]] for _ in range(size)]
    fillers = [[f"w{word}" for word in rng.integers(0, 50, size=6)] for _ in range(size)]
    return [([" ".join(s + f)], {"quality": len(s)}) for s, f in zip(shown, fillers, strict=True)]


def judge(items, history, info):
    return [item["criterion"] in history[0].split() for item in items]


def proposer(rubric, best, other):
    """Name a virtue that one of the two shows and the other does not."""
    asked = {item["criterion"] for item in rubric}
    one, two = best[0][0].split(), other[0][0].split()
    new = [v for v in VIRTUES if v not in asked and (v in one) != (v in two)]
    return [*rubric, {"criterion": new[0], "weight": 1.0}] if new else None


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("among", [1, 4])
def test_refinement_leaves_fewer_at_the_top_and_those_are_better(seed, among):
    trajectories = population(seed)
    rounds = refine_rubric([{"criterion": "plan"}], trajectories, judge, proposer, rounds=6, among=among)
    quality = [info["quality"] for _, info in trajectories]

    def at_the_top(each):
        return np.mean([quality[index] for index in great(each.scores)])

    assert rounds[0].tied == len(trajectories)
    assert rounds[-1].tied < rounds[0].tied / 2
    assert at_the_top(rounds[-1]) > at_the_top(rounds[0])
    assert len(rounds[-1].rubric) == len(rounds)


def test_an_item_that_praises_noise_is_not_kept_where_it_ties_more():
    trajectories = population(0)
    fine = [{"criterion": virtue} for virtue in VIRTUES]
    (first, last) = refine_rubric(
        fine, trajectories, judge, lambda *given: [{"criterion": "plan"}], rounds=1, keep="apart"
    )
    assert last.rubric == first.rubric == fine


def test_a_policy_that_improves_is_asked_for_more_and_more():
    curriculum, rng, skill, stages = (
        RubricCurriculum(threshold=0.8, window=8, last=3),
        np.random.default_rng(0),
        0.3,
        [],
    )
    for _ in range(60):
        scores = np.clip(rng.normal(skill - 0.1 * curriculum.stage, 0.05, size=4), 0, 1)
        curriculum.update([SimpleNamespace(paid={"rubric": [float(score)]}) for score in scores])
        skill = min(skill + 0.02, 1.4)
        stages.append(curriculum.stage)
    assert stages[0] == 0
    assert stages == sorted(stages)
    assert stages[-1] == 3
