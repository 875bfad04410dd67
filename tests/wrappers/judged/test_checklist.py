"""CM2's checklist as a wrapper: each item once, by rule or judge, and what an unmet one ends."""

from __future__ import annotations

import gymnasium as gym
import pytest

import turnwise
from turnwise.wrappers import Checklist

NAN = float("nan")
ITEMS = [{"criterion": "a", "weight": 0.5}, {"criterion": "b", "weight": 0.3}, {"criterion": "c", "weight": 0.2}]


def said(items, history, info):
    return [item["criterion"] in history[-2] for item in items]


def play(tools, messages, script=None, **arguments):
    script = script or [{} for _ in messages]
    script[-1]["terminated"] = True
    env = Checklist(tools.Scripted(script), **{"items": ITEMS, "judge": said, **arguments})
    return env, tools.terms(tools.play(env, messages), "checklist")


def test_the_worked_example(tools):
    assert play(tools, ["a", "ab"])[1] == [0.5, 0.3]
    assert play(tools, ["a", "ab"], form="all")[1] == [0.0, 0.0]
    assert play(tools, ["a", "ab", "c", "abc"], form="all")[1] == [0.0, 0.0, 1.0, 0.0]


def test_items_without_weights_share_one(tools):
    assert play(tools, ["a", "b"], items=["a", "b"])[1] == [0.5, 0.5]


def test_a_second_episode_begins_with_nothing_met(tools):
    env, first = play(tools, ["a", "ab"])
    assert tools.terms(tools.play(env, ["a", "ab"]), "checklist") == first


def test_only_open_items_are_asked_about_and_the_judge_cannot_change_the_history(tools):
    asked = []

    def judge(items, history, info):
        asked.append(([item["name"] for item in items], len(history)))
        assert isinstance(history, tuple)
        return said(items, history, info)

    play(tools, ["a", "b", "x"], judge=judge)
    assert asked == [(["a", "b", "c"], 3), (["b", "c"], 5), (["c"], 7)]


def test_a_rule_is_asked_instead_of_the_judge(tools):
    items = [{"criterion": "long", "check": lambda history, info: len(history[-2]) > 3, "weight": 1.0}]
    assert play(tools, ["go", "gone", "gone"], items=items, judge=None)[1] == [0.0, 1.0, 0.0]


def test_an_item_waits_for_what_it_depends_on(tools):
    items = [{"criterion": "b", "name": "second", "depends_on": ["a"], "weight": 2.0}, {"criterion": "a"}]
    assert play(tools, ["b", "a", "b"], items=items)[1] == [0.0, 1.0, 2.0]


def test_results_stand_in_info_with_their_evidence(tools):
    items = [{"criterion": "a", "weight": 0.5, "evidence": "turn 3, line 2"}, {"criterion": "z", "weight": 1.0}]
    env = Checklist(tools.Scripted([{}, {}]), items, said)
    env.reset()
    assert env.step("x")[4]["checklist"]["a"]["met"] is False
    info = env.step("a")[4]
    assert info["checklist"] == {
        "a": {"met": True, "step": 1, "weight": 0.5, "evidence": "turn 3, line 2"},
        "z": {"met": False, "step": None, "weight": 1.0, "evidence": None},
    }


def test_what_cannot_be_told_is_missing_only_where_nothing_could_be(tools):
    answers = iter([[None, None, None], [True, None, NAN], None, [True, True]])
    env = Checklist(tools.Scripted([{}] * 4), ITEMS, lambda *given: next(answers))
    env.reset()
    seen = []
    for _ in range(4):
        info = env.step("x")[4]
        seen.append((info["reward_terms"]["checklist"], info.get("missing"), info["channels"]["checklist.unscored"]))
    assert seen == [(0.0, ["checklist"], 3), (0.5, None, 2), (0.0, ["checklist"], 2), (0.5, None, 0)]


def test_an_item_belongs_to_its_turn_of_the_dialogue(tools):
    lists = [["a", "b"], ["c"]]
    turns = [{"segment": 0}, {"segment": 1}, {"segment": 1}, {"segment": 2}]
    # what is said on a step belongs to the turn of the dialogue that was open before it
    paid = play(tools, ["c", "ab", "ab", "c"], turns, items=lists)[1]
    assert paid == pytest.approx([0, 2 / 3, 0, 1 / 3])
    assert play(tools, ["a", "c", "c"], items=lists, turns="step", form="first")[1] == pytest.approx([1 / 3, 1 / 3, 0])


REQUIRED = [[{"criterion": "a", "required": True}, {"criterion": "b"}], ["c"]]


def ends(env, messages):
    env.reset()
    return [env.step(message)[2:4] for message in messages]


def segments(tools, *numbers):
    return tools.Scripted([{"segment": number} for number in numbers])


def test_an_unmet_required_item_ends_the_episode_when_its_turn_of_the_dialogue_ends(tools):
    env = Checklist(segments(tools, 0, 1, 1), REQUIRED, said, end_on_unmet=True)
    assert ends(env, ["b", "b"]) == [(False, False), (True, False)]
    with pytest.raises(gym.error.ResetNeeded, match="unmet required item"):
        env.step("c")
    assert ends(env, ["b", "a", "c"]) == [(False, False)] * 3
    assert ends(Checklist(segments(tools, 0, 1), REQUIRED, said), ["b", "b"]) == [(False, False)] * 2


def test_a_required_item_that_could_not_be_told_ends_nothing(tools):
    env = Checklist(segments(tools, 1), REQUIRED, lambda *given: None, end_on_unmet=True)
    assert ends(env, ["b"]) == [(False, False)]


def test_an_end_wins_over_a_cut(tools):
    env = Checklist(tools.Scripted([{"truncated": True}]), REQUIRED, said, turns="step", end_on_unmet=True)
    assert ends(env, ["b"]) == [(True, False)]


def test_a_case_may_bring_its_own_list(tools):
    env = Checklist(tools.Scripted([{}], {"task": {"ask": "q"}}), lambda info: [info["task"]["ask"]], said)
    assert tools.terms(tools.play(env, ["q"]), "checklist") == [1.0]


@pytest.mark.parametrize(
    "arguments",
    [
        {"items": []},
        {"items": [3]},
        {"items": ["a", "a"]},
        {"items": [{"weight": 1.0}]},
        {"items": [{"criterion": "a", "weight": "much"}]},
        {"items": [{"criterion": "a", "depends_on": ["b"]}]},
        {"items": [{"criterion": "a", "depends_on": "a"}]},
        {"judge": None},
        {"form": "best"},
        {"turns": "message"},
    ],
)
def test_wrong_checklists_are_refused(tools, arguments):
    with pytest.raises(ValueError, match="Checklist needs"):
        Checklist(tools.Scripted([{}]), **{"items": ITEMS, "judge": said, **arguments})


def test_it_states_whether_it_can_be_negative(tools):
    env = tools.Scripted([{}])
    assert not Checklist(env, ITEMS, said).can_be_negative
    assert Checklist(env, [{"criterion": "a", "weight": -1}], said).can_be_negative
    assert Checklist(env, lambda info: ITEMS, said).can_be_negative


def test_a_live_judge_cannot_be_rebuilt_and_a_path_can():
    env = turnwise.stack("turnwise/FrozenLake-v0", [{"name": "Checklist", "items": ["a"], "judge": said}])
    with pytest.raises(ValueError, match=r"live objects \(judge\)"):
        turnwise.describe(env)
    path = {"name": "Checklist", "items": ["a"], "judge": "wrapper_cases.judged:mentioned"}
    assert turnwise.describe(turnwise.stack("turnwise/FrozenLake-v0", [path]))["layers"] == [path]
