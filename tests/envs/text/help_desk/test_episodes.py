"""Whole episodes: experts, what is measured, tool calls in other forms, and models in the customer's place."""

import json

import gymnasium as gym
import pytest
from chat_server import chat_server

import turnwise  # noqa: F401 - registers the ids
from turnwise.wrappers.tools.tool_call_reward import ToolCallReward
from turnwise.wrappers.tools.tool_calls import ToolCalls

DOMAINS = ("retail", "airline", "telecom")


def episode(env, seed):
    """Play the expert; return every (message, observation, info), the last reward, and the opening."""
    opening, info = env.reset(seed=seed)
    steps, reward = [], 0.0
    for message in env.unwrapped.expert():
        observation, reward, terminated, truncated, info = env.step(message)
        steps.append((message, observation, info))
        if terminated or truncated:
            break
    return opening, steps, reward


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("settings", [{}, {"requests": 3, "fickle": 1.0, "patience": 3, "refusals": 0.5}])
def test_the_expert_serves_fifty_customers_without_a_fault(domain, settings):
    env = gym.make("turnwise/HelpDesk-v0", domain=domain, **settings)
    for seed in range(100, 150):  # others than the contract's
        _, steps, reward = episode(env, seed)
        assert reward == 1.0
        info = steps[-1][2]
        assert len(steps) == info["task"]["expert_length"] <= 40
        assert all(info["milestones"].values())
        for _, _, each in steps:
            assert each["valid"]
            assert each["channels"]["policy_violations"] == 0


@pytest.mark.parametrize("domain", DOMAINS)
def test_an_opening_is_complete_and_tells_no_answer(domain):
    env = gym.make("turnwise/HelpDesk-v0", domain=domain)
    for seed in range(20):
        opening, info = env.reset(seed=seed)
        told = opening.rpartition("Customer:")[2]
        for tool in env.unwrapped.tools():
            assert f"{tool['function']['name']}(" in opening
        state = env.unwrapped.state
        assert state.task.caller not in opening
        for write in info["task"]["writes"][:-1]:
            ids = [value for name, value in write["parameters"].items() if name.endswith("_id")]
            assert not any(value in told for value in ids)


def test_the_channels_count_writes_violations_and_refusals_of_tools():
    env = gym.make("turnwise/HelpDesk-v0", domain="retail")
    _, info = env.reset(seed=1)
    orders = list(env.unwrapped.state.database.tables["orders"])
    looked = env.step(f"get_order(order_id='{orders[0]}')")[4]["channels"]
    assert looked == {"state_changed": 1.0, "writes": 0.0, "policy_violations": 1.0, "tool_errors": 0.0}
    missing = env.step("get_order(order_id='W1')")[4]["channels"]
    assert missing == {"state_changed": 1.0, "writes": 0.0, "policy_violations": 0.0, "tool_errors": 1.0}
    wrong = env.step("get_order(order_id=1)")
    assert not wrong[4]["valid"]
    assert wrong[4]["channels"] == {"state_changed": 0.0, "writes": 0.0, "policy_violations": 0.0, "tool_errors": 0.0}
    assert wrong[0].startswith("get_order: order_id must be of type string; got 1.")
    closed = env.step("close_case(outcome='solved', reason='none')")
    assert closed[4]["channels"] == {"state_changed": 1.0, "writes": 1.0, "policy_violations": 1.0, "tool_errors": 0.0}
    assert closed[1:3] == (0.0, True)
    assert closed[4]["milestones"]["closed"] == (info["task"]["outcome"] == "solved")


def test_milestones_are_reached_in_their_order():
    env = gym.make("turnwise/HelpDesk-v0", domain="airline", requests=1, refusals=0.0, fickle=0.0)
    for seed in range(20):
        _, steps, _ = episode(env, seed)
        reached = [sum(info["milestones"].values()) for _, _, info in steps]
        assert reached == sorted(reached)
        assert reached[-1] == len(steps[-1][2]["milestones"]) == 5
        assert reached[0] == 0


def test_facts_follow_the_callers_records():
    env = gym.make("turnwise/HelpDesk-v0", domain="retail", requests=1, refusals=0.0)
    kinds = set()
    for seed in range(60):
        _, info = env.reset(seed=seed)
        if info["task"]["kind"] != "cancel":
            continue
        [cancel, _] = info["task"]["writes"]
        name = f"order_{cancel['parameters']['order_id']}.status"
        assert info["facts"][name] == "pending"
        _, steps, _ = episode(env, seed)
        assert steps[-1][2]["facts"][name] == "cancelled"
        assert steps[-1][2]["facts"]["desk.over"] == "close_case"
        kinds.add(name)
    assert kinds


@pytest.mark.parametrize("domain", [*DOMAINS, "any"])
def test_tool_calls_in_json_show_the_same_episode(domain):
    plain = gym.make("turnwise/HelpDesk-v0", domain=domain)
    called = ToolCalls(gym.make("turnwise/HelpDesk-v0", domain=domain), describe=False)
    for seed in range(10):
        opening, steps, _ = episode(plain, seed)
        observation, info = called.reset(seed=seed)
        assert observation == opening
        calls = info["task"]["tool_calls"]
        assert len(calls) == len(steps)
        for (message, expected, _), turn in zip(steps, calls, strict=True):
            sent = message
            if turn:
                body = {"name": turn[0]["name"], "arguments": turn[0]["parameters"]}
                sent = f"<tool_call>\n{json.dumps(body)}\n</tool_call>"
            observation, reward, terminated, _, info = called.step(sent)
            assert (observation, info["valid"]) == (expected, True)
        assert (reward, terminated) == (1.0, True)


def test_speech_is_a_tool_too():
    env = ToolCalls(gym.make("turnwise/HelpDesk-v0", domain="retail"))
    env.reset(seed=0)
    message = '<tool_call>{"name": "say", "arguments": {"message": "What is your\\nemail?"}}</tool_call>'
    observation, *_ = env.step(message)
    assert observation.startswith("Customer: My email address is ")


def test_the_reward_for_tool_calls_reads_what_is_expected():
    env = ToolCallReward(ToolCalls(gym.make("turnwise/HelpDesk-v0", domain="telecom")), tags=("tool_call*",))
    _, info = env.reset(seed=3)
    earned = []
    for message, turn in zip(list_of(env, 3), info["task"]["tool_calls"], strict=True):
        body = [json.dumps({"name": each["name"], "arguments": each["parameters"]}) for each in turn]
        info = env.step(f"<tool_call>\n{body[0]}\n</tool_call>" if body else message)[4]
        earned.append((bool(turn), info["channels"]["tool_calls.correctness"]))
    assert {value for called, value in earned if called} == {3.0}
    assert {value for called, value in earned if not called} == {0.0}


def list_of(env, seed):
    """Return the expert's messages on a seed, with another environment."""
    twin = gym.make("turnwise/HelpDesk-v0", domain=env.unwrapped.settings.domain)
    return [message for message, _, _ in episode(twin, seed)[1]]


def test_a_model_in_the_customers_place_only_rewords(play):
    heard = []

    def shout(persona, conversation):
        heard.append((persona, conversation))
        return conversation[0].upper()

    plain = gym.make("turnwise/HelpDesk-v0", domain="retail")
    reworded = gym.make("turnwise/HelpDesk-v0", domain="retail", user=shout)
    for seed in range(5):
        _, said, _ = episode(plain, seed)
        opening, steps, reward = episode(reworded, seed)
        assert reward == 1.0
        assert [message for message, _, _ in steps] == [message for message, _, _ in said]
        first = opening.rpartition("Customer: ")[2]
        assert steps[0][1] == f"Customer: {first.upper()}"
        persona, conversation = heard.pop(0)
        assert said[0][1].removeprefix("Customer: ") in persona
        assert conversation == [first, steps[0][0]]
        heard.clear()


def test_a_model_that_says_nothing_leaves_the_rules_own_words():
    plain = gym.make("turnwise/HelpDesk-v0", domain="airline")
    silent = gym.make("turnwise/HelpDesk-v0", domain="airline", user=lambda persona, conversation: " ")
    assert episode(plain, 0)[1][0][1] == episode(silent, 0)[1][0][1]


def test_a_model_behind_an_endpoint_speaks_for_the_customer():
    with chat_server(["Well, here you are."]) as server:
        env = gym.make("turnwise/HelpDesk-v0", domain="telecom", user=f"{server.url}#small")
        env.reset(seed=0)
        assert env.step("Who are you?")[0] == "Customer: Well, here you are."
    [asked] = server.asked
    assert asked["model"] == "small"
    assert "What you say next: " in asked["messages"][0]["content"]
    assert asked["messages"][-1] == {"role": "user", "content": "Who are you?"}


def test_tools_of_any_company_are_known_after_the_reset():
    env = gym.make("turnwise/HelpDesk-v0").unwrapped
    for early in (env.tools, env.command_words, lambda: env.call("say", {"message": "Hello"})):
        with pytest.raises(gym.error.ResetNeeded, match="before the first reset"):
            early()
    assert gym.make("turnwise/HelpDesk-v0", domain="retail").unwrapped.tools()
    seen = set()
    for seed in range(12):
        env.reset(seed=seed)
        seen.add(tuple(tool["function"]["name"] for tool in env.tools()))
    assert len(seen) == 3
    assert sorted(map(len, seen)) == [13, 13, 17]
