"""Tests of judges tell good ones from bad ones."""

import json
import math

import numpy as np
import pytest

from turnwise.reward_shaping.diagnostics import judges

NAN = float("nan")
ITEMS = [
    judges.BenchItem("2 + 2?", ("4",), ("5", "22"), "maths"),
    judges.BenchItem("a colour?", ("red", "blue"), ("seven",), "ties"),
    judges.BenchItem("3 + 3?", ("6",), ("9",), "maths"),
]


def shorter(prompt, response):
    return -float(len(response))


def test_an_item_is_right_if_every_right_response_is_above_every_wrong_one():
    scores = {"4": 1.0, "5": 0.0, "22": 0.5, "red": 0.9, "blue": 0.8, "seven": 0.2, "6": 0.1, "9": 0.2}
    found = judges.reward_bench(ITEMS, lambda prompt, response: scores[response])
    assert found.subsets == {"maths": 0.5, "ties": 1.0}
    assert found.accuracy == 0.75
    assert found.ties == 1.0
    scores["blue"] = 0.3  # still right, but the right ones lie further apart than the worst from the wrong one
    assert judges.reward_bench(ITEMS, lambda prompt, response: scores[response]).ties == 0.0


def test_what_cannot_be_scored_is_left_out_and_nothing_is_not_a_number():
    found = judges.reward_bench(ITEMS, lambda prompt, response: NAN if response == "22" else shorter(prompt, response))
    assert found.unscored == 1
    assert found.subsets["maths"] == 0.0
    assert math.isnan(judges.reward_bench([], shorter).accuracy)


def write(path, *rows):
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows) + "\n\n")
    return path


def test_the_shapes_of_published_files_are_read(tmp_path):
    path = write(
        tmp_path / "rb2.jsonl",
        {"prompt": "p", "chosen": ["a"], "rejected": ["b", "c"], "subset": "Safety"},
        {"prompt": "q", "chosen": "a", "rejected": "b"},
    )
    assert judges.load_reward_bench(path) == [
        judges.BenchItem("p", ("a",), ("b", "c"), "Safety"),
        judges.BenchItem("q", ("a",), ("b",)),
    ]
    call = [{"name": "add", "arguments": {"a": 1}}]
    row = {"conversation": [{"role": "user", "content": "1 + 1"}], "tools": [{"name": "add"}], "chosen_output": call,
           "rejected_output": [], "test_category": "simple"}  # fmt: skip
    (item,) = judges.load_reward_bench(write(tmp_path / "fc.jsonl", row), "fc_reward_bench")
    assert json.loads(item.prompt)["tools"] == [{"name": "add"}]
    assert json.loads(item.chosen[0]) == call
    assert item.subset == "simple"


def test_other_fields_can_be_named(tmp_path):
    path = write(tmp_path / "own.jsonl", {"q": "p", "good": "a", "bad": ["b"], "kind": "x"})
    found = judges.load_reward_bench(path, fields=["q", "good", "bad", "kind"])
    assert found == [judges.BenchItem("p", ("a",), ("b",), "x")]


@pytest.mark.parametrize("row", ["{half", {"prompt": "p", "chosen": "a"}, "[1]"])
def test_a_line_of_another_form_is_named(row, tmp_path):
    path = write(tmp_path / "bad.jsonl", {"prompt": "p", "chosen": "a", "rejected": "b"}, row)
    with pytest.raises(ValueError, match="line 2"):
        judges.load_reward_bench(path)


def test_an_unknown_shape_is_refused(tmp_path):
    with pytest.raises(ValueError, match="knows the shapes"):
        judges.load_reward_bench(tmp_path / "x", "other")


# long contexts

TASKS = [(["task", "good"], [["task", "bad"], ["task", "worse"]]), (["job", "good"], [["job", "bad"]])]


def forgetful(window):
    """Return a judge that reads only the first messages."""
    return lambda history: float("good" in history[:window])


def test_a_judge_that_reads_the_start_alone_is_a_coin_on_long_histories():
    found = judges.accuracy_by_context(forgetful(4), TASKS, [0, 2, 4], ["filler", "ok"])
    assert [at.messages for at in found] == [0, 2, 4]
    assert [at.pairwise for at in found] == [1.0, 1.0, 0.5]
    assert [at.best_of_n for at in found] == [1.0, 1.0, 0.0]


def test_what_a_judge_cannot_score_is_counted_and_left_out():
    (at,) = judges.accuracy_by_context(lambda history: NAN if "bad" in history else 1.0, TASKS, [0], [])
    assert at.unscored == 2
    assert at.pairwise == 0.5
    (none,) = judges.accuracy_by_context(lambda history: NAN, TASKS, [0], [])
    assert math.isnan(none.pairwise)
    assert math.isnan(none.best_of_n)


@pytest.mark.parametrize(("lengths", "filler"), [([-1], ["x"]), ([2], [])])
def test_padding_must_be_possible(lengths, filler):
    with pytest.raises(ValueError, match="lengths >= 0"):
        judges.accuracy_by_context(forgetful(1), TASKS, lengths, filler)


# self-refinement


def flatterer(task, rated):
    """An author that finds out what raises the rating: exclamation marks."""
    return "text" + "!" * len(rated)


def test_a_judge_that_is_gamed_diverges_from_the_held_out_rater():
    found = judges.self_refinement(
        "essay", flatterer, lambda task, text, rated: text.count("!"), lambda task, text: 1.0 / len(text), turns=3
    )
    assert found.texts == ["text", "text!", "text!!", "text!!!"]
    np.testing.assert_allclose(found.judged, [0, 1, 2, 3])
    assert np.all(np.diff(found.divergence) > 0)
    assert found.divergence[0] == 0


def test_a_judge_that_rates_as_the_rater_does_not_diverge():
    found = judges.self_refinement(
        "essay", flatterer, lambda task, text, rated: len(text), lambda task, text: len(text)
    )
    assert not found.divergence.any()
    assert len(found.texts) == 6


def test_the_judge_sees_the_conversation_only_if_it_is_shared():
    seen = []

    def judge(task, text, rated):
        seen.append(len(rated))
        return 0.0

    for shared in (False, True):
        judges.self_refinement("t", flatterer, judge, lambda task, text: 0.0, turns=2, shared_context=shared)
    assert seen == [0, 0, 0, 0, 1, 2]
    with pytest.raises(ValueError, match="turns >= 1"):
        judges.self_refinement("t", flatterer, judge, lambda task, text: 0.0, turns=0)
