"""RIDE, NovelD and E3B × NovelD: methods made of several."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from published_numbers import example

from turnwise.reward_shaping.intrinsic import Counts, Impact, NoveltyRise, PseudoCounts, compose, impact, novelty_rise
from turnwise.reward_shaping.intrinsic.noveld import first_plus_product


def test_worked_number_of_ride():
    inputs, expected = example("ride")
    moved = impact(inputs["phi(s)"], inputs["phi(s2)"])
    counts = Counts()
    for _ in range(inputs["N_ep(s2)"]):
        visit = counts.bonus(None, None, "s2")
    ride = compose("ride")
    assert [(part.method, part.scope) for part in ride.parts] == [("impact", "episode"), ("counts", "episode")]
    assert ride.combine([moved, visit], 0) == expected["r (paper code: L2 / sqrt N)"]


def test_impact_is_a_length_or_a_mean_square():
    assert impact([0, 0], [3, 4]) == 5.0
    assert impact([0, 0], [3, 4], mean_square=True) == 12.5
    assert Impact(mean_square=True).bonus(np.zeros(2), None, np.array([3.0, 4.0])) == 12.5
    assert impact([1.0], [1.0]) == 0.0


@pytest.mark.parametrize(("before", "after"), [([1.0], [1.0, 2.0]), (1.0, 2.0), ([[1.0]], [[1.0]])])
def test_impact_needs_two_vectors(before, after):
    with pytest.raises(ValueError, match="two vectors of one length"):
        impact(before, after)


def test_the_form_of_rllte_multiplies_a_mean_square_with_pseudo_counts():
    ride = compose("ride", options={"form": "rllte"})
    assert [(part.method, dict(part.options)) for part in ride.parts] == [
        ("impact", {"mean_square": True}),
        ("pseudo_counts", {}),
    ]
    states = np.array([[0.0, 0.0], [3.0, 4.0], [0.0, 0.0]])
    counts, paid = PseudoCounts(), []
    counts.start(states[0])
    for before, after in pairwise(states):
        paid.append(ride.combine([impact(before, after, mean_square=True), counts.bonus(before, None, after)], 0))
    assert paid[1] == pytest.approx(12.5 / (np.sqrt(1.0) + 0.001), rel=1e-3)


def test_novelty_rises_by_hand():
    assert novelty_rise(1.0, 0.5) == 0.0
    assert novelty_rise(0.5, 1.0) == 0.75
    assert novelty_rise(0.5, 1.0, alpha=1.0) == 0.5


def test_noveld_over_counts_by_hand():
    rise = NoveltyRise(alpha=0.5)
    rise.start("a")
    # to b, for the first time, from a, seen once; back to a, now seen twice, from b, seen once
    assert rise.bonus("a", None, "b") == 1.0 - 0.5 * 1.0
    assert rise.bonus("b", None, "a") == pytest.approx(2**-0.5 - 0.5)
    assert rise.bonus("a", None, "b") == pytest.approx(2**-0.5 - 0.5 * 2**-0.5)


def test_noveld_measures_with_any_method():
    rise = NoveltyRise(of="e3b", options={"ridge": 1.0, "first_pays": True}, alpha=0.0)
    assert rise.needs == "vector"
    assert rise.bonus(np.array([1.0, 0.0]), None, np.array([0.0, 2.0])) == 4.0
    with pytest.raises(ValueError, match=r"of='count', .*Did you mean 'counts'"):
        NoveltyRise(of="count")
    with pytest.raises(ValueError, match="alpha >= 0"):
        NoveltyRise(alpha=-1)


def test_noveld_is_gated_by_the_first_visit_and_joins_e3b_by_product_or_sum():
    assert [(part.method, part.scope) for part in compose("noveld").parts] == [
        ("novelty_rise", "run"),
        ("first_visit", "episode"),
    ]
    product, total = compose("e3b_noveld"), compose("e3b_noveld", options={"how": "sum", "ridge": 0.5})
    assert [part.method for part in product.parts] == ["e3b", "novelty_rise", "first_visit"]
    assert product.combine([3.0, 0.5, 1.0], 0) == 1.5
    assert product.combine([3.0, 0.5, 0.0], 0) == 0.0
    assert total.combine([3.0, 0.5, 1.0], 0) == 3.5
    assert first_plus_product([3.0, 0.5, 0.0]) == 3.0
    assert total.parts[0].options == {"ridge": 0.5}


def test_a_scope_is_that_of_what_the_run_remembers():
    assert [part.scope for part in compose("noveld", "both").parts] == ["episode", "run", "episode"]
    assert [part.scope for part in compose("ride", "run").parts] == ["episode", "run"]


@pytest.mark.parametrize(("name", "options"), [("ride", {"form": "other"}), ("e3b_noveld", {"how": "max"})])
def test_an_unknown_form_is_refused(name, options):
    with pytest.raises(ValueError, match=f"one of .*got {next(iter(options))}="):
        compose(name, options=options)
