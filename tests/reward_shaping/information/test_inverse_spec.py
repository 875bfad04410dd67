"""Inverse specification (SlideForge)."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.information import field_similarity, spec_similarity

SPEC = {"topic": "Solar power in Spain", "slides": 10, "themes": ["cost", "Grid"], "draft": False}


def test_hand_computed():
    recovered = {"topic": "solar power", "slides": 8, "themes": ["grid", "sun"], "draft": True}
    assert spec_similarity(recovered, SPEC) == pytest.approx((0.5 + 0.8 + 0.5 + 0.0) / 4)
    weights = {"topic": 0.4, "slides": 0.15}
    assert spec_similarity(recovered, SPEC, weights) == pytest.approx((0.4 * 0.5 + 0.15 * 0.8) / 0.55)


@pytest.mark.parametrize(
    ("recovered", "true", "similarity"),
    [
        ("spain SOLAR", "Solar power in Spain", 0.5),
        ("", "Solar", 0.0),
        (12, "12 slides", 0.5),
        (5, 10, 0.5),
        ("20", 10, 0.5),
        (20.0, 10, 0.5),
        ("many", 10, 0.0),
        (float("nan"), 10, 0.0),
        (-5, 10, 0.0),
        (0, 0, 1.0),
        (-3, -3, 1.0),
        (-3, -6, 0.0),
        (["a", "c"], ["a", "b"], 0.5),
        ("A ", ["a", "b"], 0.5),
        ([3], [3, [4]], 0.5),
        ([], [], 1.0),
        (True, True, 1.0),
        (1, True, 1.0),
        (True, 5, 0.0),
        ({"a": 1}, {"a": 1}, 1.0),
        ({"a": 1}, {"a": 2}, 0.0),
        (None, "x", 0.0),
        (None, None, 0.0),
    ],
)
def test_each_kind_of_field(recovered, true, similarity):
    assert field_similarity(recovered, true) == similarity


@given(st.dictionaries(st.text(max_size=5), st.one_of(st.text(max_size=20), st.integers(), st.booleans()), min_size=1))
def test_the_specification_itself_is_recovered_whole_and_silence_not_at_all(spec):
    assert spec_similarity(spec, spec) == pytest.approx(1.0)
    assert spec_similarity({}, spec) == 0.0
    assert 0 <= spec_similarity({key: "x" for key in spec}, spec) <= 1


def test_fields_that_were_never_asked_for_count_nothing():
    assert spec_similarity({**SPEC, "more": 1}, SPEC) == 1.0
    assert spec_similarity(SPEC, SPEC, {"more": 2.0, "topic": 1.0}) == 1.0


def test_a_specification_without_fields_has_no_similarity():
    assert math.isnan(spec_similarity({"a": 1}, {}))
    assert math.isnan(spec_similarity(SPEC, SPEC, {"other": 1.0}))
