"""Turns of an episode: several calls, failures, what is measured, tool-call rewards, simulated tools."""

import json

import gymnasium as gym
import pytest
from chat_server import chat_server

from turnwise.wrappers import ToolCallReward, ToolCalls


def hermes(calls):
    return "\n".join(
        f"<tool_call>\n{json.dumps({'name': call['name'], 'arguments': call['parameters']})}\n</tool_call>"
        for call in calls
    )


def test_calls_of_one_message_are_answered_line_by_line(make):
    env = make(classes=["parallel"])
    level = env.unwrapped.state.level
    message = next(env.unwrapped.expert())
    observation, reward, terminated, _, info = env.step(message)
    for line, call, each in zip(observation.split("\n"), message.split("\n"), level.schedule[0], strict=True):
        assert line == f"{call} -> {json.dumps(level.result(each), ensure_ascii=False)}"
    channels = info["channels"]
    assert (channels["calls"], channels["name_match"], channels["value_match"]) == (len(level.needed), 1.0, 1.0)
    assert (channels["precision"], channels["completeness"], channels["failed_calls"]) == (1.0, 1.0, 0.0)
    assert info["milestones"] == {"level_1_done": True, "answered_right": False}
    assert (reward, terminated) == (0.0, False)


def test_a_call_that_fails_is_a_turn_and_the_observation_tells_why(make):
    env = make(servers=7)
    naming = env.unwrapped.state.level.names["get_salary"]
    observation, _, _, _, info = env.step(f'{naming.name}({naming.arguments[0]}="Nobody")')
    assert observation.endswith("-> error: there is no person called 'Nobody'")
    assert info["valid"]
    assert info["channels"]["failed_calls"] == 1.0
    assert info["facts"]["calls.failed"] == 1


@pytest.mark.parametrize(
    ("message", "why"),
    [
        ("{0}()", "needs the argument"),
        ('{0}({1}="x", colour="red")', "takes no argument colour"),
        ("{0}({1}=3)", "must be of type string"),
        ('no_such_tool(x="y")', "There is no tool no_such_tool"),
        ("I will look it up.", "No tool call was found"),
        ('{0}({1}="x', "cannot be read"),
        ("\n".join(['{0}({1}="x")'] * 5), "a turn takes at most 4"),
        ("answer(values=3)", "must be of type array"),
    ],
)
def test_what_is_no_call_of_a_tool_changes_nothing(make, message, why):
    env = make(servers=7)
    naming = env.unwrapped.state.level.names["get_salary"]
    before = env.unwrapped.state
    observation, _, _, _, info = env.step(message.format(naming.name, naming.arguments[0]))
    assert not info["valid"]
    assert why in observation
    assert "answer" in observation
    assert env.unwrapped.state == before
    assert info["channels"]["calls"] == 0.0


def test_the_right_answer_may_come_without_all_calls_and_calls_behind_it_are_not_made(make):
    env = make(classes=["nested"])
    level = env.unwrapped.state.level
    first = env.unwrapped.plan(env.unwrapped.state)[0]
    observation, reward, terminated, _, info = env.step(f"answer({json.dumps(level.answer)})\n{first}")
    assert (observation, reward, terminated, info["success"]) == ("That is right.", 1.0, True, True)
    assert info["facts"]["calls.made"] == 0
    assert info["channels"]["completeness"] == 0.0


def test_a_wrong_answer_ends_the_episode(make):
    observation, reward, terminated, _, info = make().step('answer(["nothing"])')
    assert (observation, reward, terminated, info["success"]) == ("That is wrong.", 0.0, True, False)


def test_calls_that_were_made_before_or_are_not_needed_cost_precision(make):
    env = make(classes=["single"], servers=7)
    message = env.unwrapped.plan(env.unwrapped.state)[0]
    assert env.step(message)[4]["channels"]["precision"] == 1.0
    channels = env.step(f"{message}\n{message}")[4]["channels"]
    assert (channels["repeated_calls"], channels["precision"], channels["completeness"]) == (
        2.0,
        pytest.approx(1 / 3),
        1.0,
    )
    assert channels["name_match"] == 0.0


def test_a_call_with_some_right_values_matches_partly(make):
    for seed in range(40):
        env = make(seed, classes=["single"], servers=7)
        level = env.unwrapped.state.level
        (each,) = level.needed
        if each.function == "get_stock":
            break
    name, arguments = level.call_of(each)
    last = list(arguments)[-1]
    other = next(city for city in level.world.cities if city != arguments[last])
    channels = env.step(level.calls.write(name, {**arguments, last: other}))[4]["channels"]
    assert (channels["name_match"], channels["value_match"], channels["completeness"]) == (1.0, 0.5, 0.0)


@pytest.mark.parametrize("limit", [1, 4])
def test_expected_calls_of_each_turn_are_the_experts(make, limit):
    for seed in range(15):
        env = make(seed, calls_per_turn=limit)
        task = env.reset(seed=seed)[1]["task"]
        level = env.unwrapped.state.level
        played = []
        for message in env.unwrapped.expert():
            played.append(message)
            if env.step(message)[2]:
                break
        assert len(played) == task["expert_length"] == len(task["tool_calls"])
        assert max(map(len, task["tool_calls"])) <= limit
        for message, calls in zip(played, task["tool_calls"], strict=True):
            assert message == level.calls.write_calls([(call["name"], call["parameters"]) for call in calls])


def test_tool_call_reward_pays_in_full_for_the_expected_calls():
    env = ToolCallReward(ToolCalls(gym.make("turnwise/ToolLab-v0")))
    for seed in range(10):
        _, info = env.reset(seed=seed)
        for calls in info["task"]["tool_calls"]:
            _, _, terminated, _, info = env.step(hermes(calls))
            assert info["reward_terms"]["tool_calls"] == pytest.approx(4.0)
        assert terminated
        assert info["success"]


def test_tool_call_reward_pays_partly_for_the_right_tool_with_a_wrong_value():
    env = ToolCallReward(ToolCalls(gym.make("turnwise/ToolLab-v0", classes=["single"])))
    _, info = env.reset(seed=1)
    ((expected,), _) = info["task"]["tool_calls"]
    wrong = {"name": expected["name"], "parameters": dict.fromkeys(expected["parameters"], "Nobody")}
    paid = env.step(hermes([wrong]))[4]["reward_terms"]["tool_calls"]
    assert -2.0 < paid < 4.0


def test_the_same_episode_in_natural_calls_and_in_json(make):
    plain, wrapped = make(7), ToolCalls(make(7))
    _, info = wrapped.reset(seed=7)
    for calls in info["task"]["tool_calls"]:
        level = plain.unwrapped.state.level
        message = level.calls.write_calls([(call["name"], call["parameters"]) for call in calls])
        one, other = plain.step(message), wrapped.step(hermes(calls))
        assert one[:4] == other[:4]


def test_tools_are_declared_with_schemas(make):
    env = make().unwrapped
    tools = [tool["function"] for tool in env.tools()]
    assert [tool["name"] for tool in tools] == list(env.state.level.tools)
    assert all(tool["parameters"]["additionalProperties"] is False for tool in tools)
    assert tools[-1]["name"] == "answer"
    assert env.call("answer", {"values": [1]}) == "answer(values=[1])"


def test_a_simulated_tool_words_what_is_returned(make, monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")

    def speak(body):
        asked = json.loads(body["messages"][1]["content"])
        return f"{asked['tool']['name']} says: {asked['outcome']}"

    with chat_server(speak) as server:
        env, plain = make(2, simulator=f"{server.url}#small"), make(2)
        message = env.unwrapped.plan(env.unwrapped.state)[0]
        observation = env.step(message)[0]
        plain.step(message)
        assert all(" says: " in line for line in observation.split("\n"))
        assert env.unwrapped.state == plain.unwrapped.state


def test_where_the_simulator_refuses_the_plain_result_is_told(make, monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with chat_server([(400, "no")]) as server:
        env, plain = make(2, simulator=f"{server.url}#small"), make(2)
        message = env.unwrapped.plan(env.unwrapped.state)[0]
        assert env.step(message)[0] == plain.step(message)[0]


@pytest.mark.parametrize("said", ["", "  ", "I have found it."])
def test_where_the_simulator_leaves_out_a_value_the_plain_result_is_told(make, monkeypatch, said):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with chat_server(lambda body: said) as server:
        env, plain = make(2, simulator=f"{server.url}#small"), make(2)
        message = env.unwrapped.plan(env.unwrapped.state)[0]
        assert env.step(message)[0] == plain.step(message)[0]


def test_tools_are_not_known_before_the_first_reset():
    env = gym.make("turnwise/ToolLab-v0").unwrapped
    for early in (env.tools, lambda: env.call("answer", {"values": [1]})):
        with pytest.raises(gym.error.ResetNeeded, match="call reset"):
            early()


@pytest.mark.parametrize(
    "wrong",
    [
        {"classes": "single"}, {"classes": ["guess"]}, {"depth": 5}, {"servers": 0}, {"spread": "all"},
        {"calls_per_turn": 9}, {"simulator": "http://127.0.0.1/v1"}, {"simulator": 3},
        {"classes": ["steps"], "spread": "one"}, {"classes": ["single"], "spread": "several"},
        {"servers": 1, "spread": "several"},
    ],
)  # fmt: skip
def test_wrong_arguments_are_named(make, wrong):
    name = next(iter(wrong))
    with pytest.raises(ValueError, match=f"ToolLabEnv needs {name} to be"):
        make(**wrong)
