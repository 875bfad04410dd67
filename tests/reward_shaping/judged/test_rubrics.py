"""Rubric scores, their curriculum, and the refinement of rubrics on synthetic judges."""

from __future__ import annotations

import math
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.judged import RubricCurriculum, informative_items, refine_rubric, rubric_score
from turnwise.reward_shaping.judged.rubric_refinement import contrast, great, read_scores, word_distance
from turnwise.reward_shaping.learners import Learner

NAN = float("nan")


def test_rubric_by_hand():
    assert rubric_score([1, 0.5, 0], [5, 2, 3]) == pytest.approx(6 / 10)


def test_a_fault_takes_points_off_and_is_no_part_of_the_full_score():
    assert rubric_score([1, 1, 1], [5, 5, -4]) == pytest.approx(6 / 10)
    assert rubric_score([0, 0, 1], [5, 5, -4]) == 0
    assert rubric_score([0, 0, 1], [5, 5, -4], clip=False) == pytest.approx(-0.4)


def test_what_cannot_be_scored_leaves_both_sums():
    assert rubric_score([1, NAN, 0], [5, 2, 3]) == pytest.approx(5 / 8)


@pytest.mark.parametrize(("scores", "weights"), [([], []), ([NAN], [1]), ([1], [0]), ([1, NAN], [-1, 1])])
def test_a_rubric_without_a_full_score_cannot_be_told(scores, weights):
    assert math.isnan(rubric_score(scores, weights))


def test_a_score_is_needed_for_each_weight():
    with pytest.raises(ValueError, match="a score for each of 2 weights; got 1"):
        rubric_score([1], [1, 1])


@given(scores=st.lists(st.floats(0, 1), min_size=1, max_size=6), weight=st.floats(0.1, 10))
def test_equal_weights_give_the_mean_whatever_they_are(scores, weight):
    assert rubric_score(scores, [weight] * len(scores)) == pytest.approx(sum(scores) / len(scores))


def test_items_that_all_or_no_rollouts_meet_teach_nothing():
    assert informative_items([0.0, 0.2, 0.75, 0.8, 1.0, NAN]) == [1, 2]
    with pytest.raises(ValueError, match="needs low < high"):
        informative_items([0.5], low=0.5, high=0.5)


def episode(*values):
    return SimpleNamespace(paid={"rubric": list(values)})


STAGED = [{"criterion": "a"}, {"criterion": "b", "stage": 1}, {"criterion": "c", "stage": 2}]


def test_a_stage_begins_when_the_mean_of_the_window_suffices():
    curriculum = RubricCurriculum(threshold=0.5, window=2)
    assert isinstance(curriculum, Learner)
    assert curriculum(STAGED) == STAGED[:1]
    assert curriculum.update([episode(None, 0.2)])["score"] == pytest.approx(0.2)
    assert curriculum.stage == 0
    curriculum.update([episode(0.4, 0.4)])
    assert (curriculum.stage, curriculum.version) == (1, 2)
    assert curriculum(STAGED) == STAGED[:2]


def test_a_missing_score_is_not_0_and_a_stage_never_passes_the_last():
    curriculum = RubricCurriculum(threshold=0.5, window=1, last=1)
    assert math.isnan(curriculum.update([episode(None), episode()])["score"])
    assert curriculum.stage == 0
    curriculum.update([episode(1.0), episode(1.0)])
    assert curriculum.stage == 1


def test_a_curriculum_goes_on_from_its_saved_state():
    one, other = RubricCurriculum(window=2), RubricCurriculum(window=2)
    one.update([episode(0.9)])
    other.load_state_dict(one.state_dict())
    assert other.update([episode(0.9)]) == one.update([episode(0.9)])
    assert other.state_dict() == one.state_dict()


@pytest.mark.parametrize("arguments", [{"window": 0}, {"stage": -1}])
def test_wrong_curricula_are_refused(arguments):
    with pytest.raises(ValueError, match="RubricCurriculum needs window >= 1"):
        RubricCurriculum(**arguments)


WORDS = ["plan", "check", "cite", "thank"]
TRAJECTORIES = [(["task", said, "done"], {}) for said in ["plan", "plan check", "plan check cite", "plan thank"]]


def mentions(items, history, info):
    """A synthetic judge: an item holds where its word was said."""
    return [item["criterion"] in " ".join(history).split() for item in items]


def next_word(rubric, best, other):
    """A synthetic proposer: ask for a word of one trajectory that the other lacks."""
    asked = {item["criterion"] for item in rubric}
    words = [w for w in WORDS if (w in best[0][1].split()) != (w in other[0][1].split()) and w not in asked]
    return [*rubric, {"criterion": words[0]}] if words else None


@pytest.mark.parametrize("among", [1, 4])
def test_refinement_parts_trajectories_that_a_coarse_rubric_ties(among):
    rounds = refine_rubric([{"criterion": "plan"}], TRAJECTORIES, mentions, next_word, among=among)
    assert rounds[0].tied == 4
    assert rounds[0].scores == [1.0] * 4
    assert rounds[-1].tied == 1
    assert rounds[-1].scores == [pytest.approx(1 / 3), pytest.approx(2 / 3), 1.0, pytest.approx(1 / 3)]
    assert [item["criterion"] for item in rounds[-1].rubric] == ["plan", "check", "cite"]
    assert [each.pair is None for each in rounds] == [False] * (len(rounds) - 1) + [True]


def test_nothing_is_asked_where_nothing_ties_or_nothing_is_proposed():
    def never(rubric, best, other):
        raise AssertionError

    items = [{"criterion": "plan"}, {"criterion": "thank"}]
    assert len(refine_rubric(items, TRAJECTORIES, mentions, never)) == 1
    (only,) = refine_rubric([{"criterion": "plan"}], TRAJECTORIES, mentions, lambda *given: None)
    assert (only.tied, only.pair) == (4, None)
    assert len(refine_rubric([{"criterion": "plan"}], TRAJECTORIES, mentions, never, rounds=0)) == 1


def test_a_rubric_that_ties_more_is_taken_only_by_one_who_always_takes():
    coarse = [{"criterion": "plan"}]
    fine = [{"criterion": "plan"}, {"criterion": "check"}]
    for keep, tie in [("always", 4), ("apart", 2)]:
        rounds = refine_rubric(fine, TRAJECTORIES, mentions, lambda *given: coarse, rounds=1, keep=keep)
        assert rounds[-1].tied == tie


def test_the_best_is_contrasted_with_the_most_unlike_of_the_next_best():
    trajectories = [([text], {}) for text in ["a b", "a b c", "x y", "q"]]
    assert contrast([1, 0], trajectories, word_distance) == (1, 0)
    assert contrast([1, 0, 2], trajectories, word_distance) == (1, 2)


def test_a_margin_lets_graded_scores_tie():
    graded = [("plan plan", 1.0), ("plan", 0.95), ("thank", 0.1)]
    trajectories = [([text], {}) for text, _ in graded]
    scores = {text: score for text, score in graded}

    def judge(items, history, info):
        return [scores[history[0]]] * len(items)

    seen = []
    for margin in (0.0, 0.1):
        refine_rubric([{"criterion": "?"}], trajectories, judge, lambda *given: seen.append(given), margin=margin)
    assert [given[1:] for given in seen] == [(trajectories[0], trajectories[1])]


def test_word_distance():
    assert word_distance((["a b"], {}), (["b c"], {})) == pytest.approx(2 / 3)
    assert word_distance(([], {}), ([], {})) == 0


def test_what_cannot_be_told_is_never_great():
    assert (great([NAN, 0.5, 0.5]), great([NAN]), great([])) == ([1, 2], [], [])
    assert great([0.5, 0.6, 0.1], 0.2) == [1, 0]


@pytest.mark.parametrize("answer", [None, 1.0, "ab", [1], [1, 2, 3], {"a": 1, "b": 2}])
def test_a_judge_that_does_not_answer_for_each_item_answers_for_none(answer):
    assert all(map(math.isnan, read_scores(answer, 2)))


def test_a_judge_may_answer_for_some_items():
    first, second = read_scores([True, None], 2)
    assert first == 1.0
    assert math.isnan(second)


@pytest.mark.parametrize(
    "arguments", [{"rounds": -1}, {"among": 0}, {"margin": -0.1}, {"keep": "never"}, {"trajectories": []}]
)
def test_wrong_refinements_are_refused(arguments):
    asked = {"trajectories": TRAJECTORIES, **arguments}
    with pytest.raises(ValueError, match="refine_rubric needs at least 2 trajectories"):
        refine_rubric([], asked.pop("trajectories"), mentions, next_word, **asked)
