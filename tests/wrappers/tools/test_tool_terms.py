"""Tool calls, tool use, searches and clicks as terms; each number by hand."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.wrappers import GaussianClick, KnowledgeBoundary, ToolCallReward, ToolUse

ENDS = [(True, False), (False, True), (True, True)]


def infos(tools, wrapper, messages, end=(True, False), opening=None, last=None, script=None, **arguments):
    """Play the messages; return info of each step."""
    turns = script or [{} for _ in messages]
    turns[-1] = {**turns[-1], "terminated": end[0], "truncated": end[1], **(last or {})}
    env = wrapper(tools.Scripted(turns, opening), **arguments)
    env.reset()
    return [env.step(message)[4] for message in messages]


def paid(tools, wrapper, messages, *given, **arguments):
    return [info["reward_terms"][wrapper.term] for info in infos(tools, wrapper, messages, *given, **arguments)]


def call(tool, **parameters):
    return {"name": tool, "parameters": parameters}


def say(*calls):
    return "<tool_call>\n" + "\n".join(map(json.dumps, calls)) + "\n</tool_call>"


TWO = [call("find", query="x"), call("book", day=3, seats=2)]


def test_an_extra_call_by_hand(tools):
    (info,) = infos(tools, ToolCallReward, ["<think>so</think>" + say(*TWO, call("pay"))], expected=[TWO])
    assert info["channels"] == {"tool_calls.format": 1.0, "tool_calls.correctness": pytest.approx(8 / 3)}
    assert info["reward_terms"]["tool_calls"] == pytest.approx(1 + 8 / 3)


def test_each_turn_expects_its_own_calls_and_none_after_the_list(tools):
    messages = [say(TWO[0]), "nothing", say(TWO[1]), say(TWO[1])]
    rewards = paid(tools, ToolCallReward, messages, expected=[[TWO[0]], [TWO[1]], []])
    assert rewards == [4.0, -3.0, 1.0, 1.0]


def test_a_broken_call_earns_the_least_and_a_broken_format_nothing(tools):
    assert paid(tools, ToolCallReward, ["<tool_call>find(x)</tool_call>"], expected=[TWO]) == [1.0 - 3.0]
    assert paid(tools, ToolCallReward, [say(*TWO) + " bye"], expected=[TWO]) == [3.0]


@pytest.mark.parametrize("end", ENDS)
def test_by_episode_all_calls_count_at_the_end_in_whatever_message(tools, end):
    messages = [say(TWO[0]), say(TWO[1])]
    assert paid(tools, ToolCallReward, messages, end, expected=[TWO, []], per="episode") == [0.0, 4.0]
    assert paid(tools, ToolCallReward, [say(TWO[0]), "{"], end, expected=[TWO], per="episode") == [
        0.0,
        pytest.approx(6 * (1 / 2 + 2) / 6 - 3),
    ]
    broken = [say(TWO[0]), "<tool_call>"]
    assert paid(tools, ToolCallReward, broken, end, expected=[TWO], per="episode") == [0.0, -3.0]


def test_what_is_expected_may_depend_on_the_history(tools):
    asked = []

    def expected(history, info):
        asked.append(history)
        return None if len(history) == 1 else [TWO[0]]

    first, second = infos(tools, ToolCallReward, [say(TWO[0])] * 2, expected=expected)
    assert (first["reward_terms"]["tool_calls"], first["missing"]) == (0.0, ["tool_calls"])
    assert second["reward_terms"]["tool_calls"] == 4.0
    assert asked == [("turn 0",), ("turn 0", say(TWO[0]), "turn 1")]


def test_the_environment_may_report_what_it_expects(tools):
    opening = {"task": {"tool_calls": [[{"name": "find", "arguments": {"query": "x"}}]]}}
    assert paid(tools, ToolCallReward, [say(TWO[0])], opening=opening) == [4.0]
    with pytest.raises(ValueError, match=r"needs info\['task'\]\['tool_calls'\]"):
        ToolCallReward(tools.Scripted([{}])).reset()


def test_the_schedule_counts_finished_episodes(tools):
    env = ToolCallReward(
        tools.Scripted([{}, {"terminated": True}]), [[], TWO], schedule="two_stage", episodes_a_step=1, per="episode"
    )
    messages = [say(TWO[0]), say(TWO[1])]
    totals = [tools.terms(tools.play(env, messages), "tool_calls")[-1] for _ in range(31)]
    assert totals == [1.0 + 1.0] * 30 + [0.5 + 3.0]
    tools.play(env, messages[:1])
    assert env.finished == 31


@pytest.mark.parametrize(
    "arguments",
    [
        {"per": "step"},
        {"episodes_a_step": 0},
        {"granularity": "word"},
        {"schedule": "cosine"},
        {"scale": -1.0},
        {"tags": []},
        {"expected": TWO},
        {"expected": [["find"]]},
        {"expected": [[{"name": "find", "parameters": 3}]]},
    ],
)
def test_wrong_tool_call_rewards_are_refused(tools, arguments):
    with pytest.raises(ValueError, match=r"needs|A message format"):
        ToolCallReward(tools.Scripted([{}]), **{"expected": [TWO], **arguments})


PIECES = st.sampled_from(
    ["<tool_call>", "</tool_call>", "{", "[", '"', "\n", "<think>", "</think>", "(1, 2)", "<search>"]
)
HOSTILE = st.text() | st.lists(PIECES | st.text(max_size=3)).map("".join)


@given(message=HOSTILE)
def test_no_message_raises(tools, message):
    assert -3 <= paid(tools, ToolCallReward, [message], expected=[TWO])[0] <= 4
    assert 0 <= paid(tools, ToolUse, [message], opening={"success": True})[0] <= 1
    assert paid(tools, KnowledgeBoundary, [message])[0] in (0.0, 0.05)
    assert 0 <= paid(tools, GaussianClick, [message], target=[0, 0, 4, 4])[0] <= 2


def acts(*calls):
    return [f"<think>a</think><tool>{each}</tool>" for each in calls] + ["<think>b</think><response>c</response>"]


@pytest.mark.parametrize("end", ENDS)
def test_tool_use_by_hand(tools, end):
    solved = {"last": {"success": True}}
    assert paid(tools, ToolUse, acts("x", "y"), end, **solved) == [0.0, 0.0, 1.0]
    assert paid(tools, ToolUse, acts("x", " x "), end, **solved)[-1] == pytest.approx(0.5 * 1 / 2 + 0.5)
    assert paid(tools, ToolUse, acts("x", "y"), end, free=1, **solved)[-1] == pytest.approx(0.5 * 1 / 2 + 0.5)
    assert paid(tools, ToolUse, acts("x", "y")[:2], end, **solved)[-1] == pytest.approx(0.5)
    assert paid(tools, ToolUse, acts("x"), end)[-1] == pytest.approx(0.5)
    assert paid(tools, ToolUse, acts("x"), end, solved_only=False, efficiency=2.0)[-1] == pytest.approx(2.5)


def test_an_illegal_call_was_made_and_not_useful(tools):
    script = [{"valid": False}, {}, {}]
    (*_, info) = infos(tools, ToolUse, acts("x", "y"), script=script, last={"success": True})
    assert info["channels"] == {"tool_use.efficiency": 0.5, "tool_use.reasoning": 1.0}


@pytest.mark.parametrize("arguments", [{"free": -1}, {"tool": "a b"}, {"think": ""}])
def test_wrong_tool_uses_are_refused(tools, arguments):
    with pytest.raises(ValueError, match=r"free >= 0|A message format"):
        ToolUse(tools.Scripted([{}]), **arguments)


def table(tools, messages, right=False, end=(True, False), script=None, **arguments):
    """Return what the episode earns in sum."""
    turns = script or [{} for _ in messages]
    turns[-1] |= {"terminated": end[0], "truncated": end[1], "success": right, "reward": float(right)}
    env = KnowledgeBoundary(tools.Scripted(turns, arguments.pop("opening", None)), **arguments)
    record = tools.play(env, messages)
    assert all(row[4]["knowledge_boundary"] == 0 for row in record[:-1])
    return sum(row[1] for row in record)


@pytest.mark.parametrize("end", ENDS)
def test_outcome_and_term_sum_to_the_table(tools, end):
    search = "<think>?</think><search>q</search>"
    for count, right in enumerate([1.6, 1.4, 1.2, 1.0, 1.0]):
        messages = [*[search] * count, "answer"]
        assert table(tools, messages, True, end) == pytest.approx(right)
        assert table(tools, messages, False, end) == pytest.approx(0.05 if count else 0.0)


def test_an_illegal_message_is_a_format_error(tools):
    for right in (True, False):
        assert table(tools, ["x", "y"], right, script=[{"valid": False}, {}]) == pytest.approx(-1.0)
    assert table(tools, ["x"], True, script=[{"valid": False}], malformed=None) == pytest.approx(1.6)


def test_a_label_of_the_task_or_of_a_callable(tools):
    messages = ["<search>q</search>", "y"]
    assert table(tools, messages, True, opening={"task": {"known": False}}) == pytest.approx(1.6)
    assert table(tools, messages, False, opening={"task": {"known": True}}) == pytest.approx(0.0)
    assert table(tools, messages, True, known=lambda info: False) == pytest.approx(1.6)


def test_a_channel_may_count_the_searches(tools):
    script, opening = [{"channels": {"lookups": 2}}, {"channels": {"lookups": 0}}], {"channels": {"lookups": 0}}
    assert table(tools, ["<search>", "y"], True, script=script, opening=opening, searches="lookups") == pytest.approx(
        1.2
    )
    with pytest.raises(ValueError, match=r"needs info\['channels'\]\['lookups'\]"):
        KnowledgeBoundary(tools.Scripted([{}]), searches="lookups").reset()


def test_another_scale_of_the_outcome_is_replaced_by_the_table(tools):
    env = KnowledgeBoundary(tools.Scripted([{"reward": 10.0, "success": True, "terminated": True}]))
    assert sum(row[1] for row in tools.play(env, ["x"])) == pytest.approx(1.6)


def test_wrong_boundaries_are_refused(tools):
    with pytest.raises(ValueError, match="at least one bonus"):
        KnowledgeBoundary(tools.Scripted([{}]), bonuses=[])
    with pytest.raises(ValueError, match="no layer below pays"):
        KnowledgeBoundary(tools.Scripted([{}]), "score")


def test_clicks_by_hand(tools):
    # the target's Gaussian has its middle at (50, 40) and standard deviations 10 and 5, as in the worked example
    target = [40, 35, 60, 45]
    messages = ["click (52, 41)", "[40, 35, 60, 45]", "no click", "(52, 41) then (50, 40)"]
    assert paid(tools, GaussianClick, messages, target=target) == [pytest.approx(0.960789, abs=1e-6), 2.0, 0.0, 1.0]


def test_the_parts_of_a_click_are_channels_and_a_point_has_no_coverage(tools):
    point, box = infos(tools, GaussianClick, ["(50, 40)", "[40, 35, 60, 45]"], target=[40, 35, 60, 45])
    assert point["channels"] == {"click.point": 1.0}
    assert box["channels"] == {"click.point": 1.0, "click.coverage": 1.0}


def test_a_target_may_move_or_be_missing(tools):
    boxes = iter([(0, 0, 2, 2), None])
    first, second = infos(tools, GaussianClick, ["(1, 1)"] * 2, target=lambda history, info: next(boxes))
    assert first["reward_terms"]["click"] == 1.0
    assert (second["reward_terms"]["click"], second["missing"]) == (0.0, ["click"])


def test_the_environment_may_report_the_target(tools):
    assert paid(tools, GaussianClick, ["(1, 1)"], opening={"task": {"target_box": [0, 0, 2, 2]}}) == [1.0]
    with pytest.raises(ValueError, match=r"needs info\['task'\]\['target_box'\]"):
        GaussianClick(tools.Scripted([{}])).reset()
    with pytest.raises(ValueError, match="A target is a box"):
        GaussianClick(tools.Scripted([{}], {"task": {"target_box": [1, 1, 0, 0]}})).reset()


@pytest.mark.parametrize("arguments", [{"target": [0, 0, 0, 1]}, {"alpha": 0.0}])
def test_wrong_clicks_are_refused(tools, arguments):
    with pytest.raises(ValueError, match="A target is a box"):
        GaussianClick(tools.Scripted([{}]), **{"target": [0, 0, 1, 1], **arguments})
