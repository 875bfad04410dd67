"""Turns of an episode, what they cost, the wrappers that charge for it, and real endpoints."""

import json
import pickle

import gymnasium as gym
import pytest
from chat_server import chat_server, completion

from turnwise.envs.text.router import expert
from turnwise.wrappers import CostBudget, CostReward


def first_query(env):
    return env.unwrapped.plan(env.unwrapped.state)[0]


def test_a_reply_tells_what_it_cost(make):
    env = make()
    name, query = first_query(env).removeprefix("route ").split(": ", 1)
    observation, reward, terminated, _, info = env.step(f"route {name}: {query}")
    model = env.unwrapped.state.level.model(name)
    said = observation.split("\n")[0].removeprefix(f"{name}: ")
    cost = model.price * (len(query.split()) + len(said.split())) / 1000
    assert observation.endswith(f"\n({cost:.3f} coins; {cost:.3f} so far.)")
    assert info["channels"] == {
        "state_changed": 1.0,
        "cost": pytest.approx(cost),
        "calls": 1.0,
        "spent": pytest.approx(cost),
    }
    assert (reward, terminated) == (0.0, False)
    assert info["milestones"]["part_1_told"]
    assert info["facts"][f"{name.lower()}.calls"] == 1


@pytest.mark.parametrize("form", ["ROUTE {}: {}", "ask {}: {}", "<think>Hm.</think>\nroute {}: {}"])
def test_a_query_may_be_written_in_other_forms(make, form):
    env = make()
    name, query = first_query(env).removeprefix("route ").split(": ", 1)
    assert env.step(form.format(name.lower(), query))[4]["milestones"]["part_1_told"]


def test_an_unknown_model_costs_nothing_and_is_answered_with_those_there_are(make):
    env = make()
    observation, _, _, _, info = env.step("route Nobody: What is the population of Aldmoor?")
    assert not info["valid"]
    assert info["channels"]["cost"] == 0.0
    assert all(model.name in observation for model in env.unwrapped.state.level.pool)


def test_a_query_that_is_too_long_is_refused(make):
    env = make()
    name = env.unwrapped.state.level.pool[0].name
    info = env.step(f"route {name}: {'why ' * 1000}")[4]
    assert "at most 2000 characters" in info["error"]


@pytest.mark.parametrize("right", [True, False])
def test_an_answer_ends_the_episode(make, right):
    env = make()
    answer = env.unwrapped.state.level.answer if right else "0"
    observation, reward, terminated, _, info = env.step(f"answer: the {answer}!")
    assert (reward, terminated, info["success"]) == (float(right), True, right)
    assert observation.startswith("That is right" if right else "That is wrong")


def test_calls_of_the_tools_are_the_commands(make):
    env = make().unwrapped
    assert [tool["function"]["name"] for tool in env.tools()] == ["route", "answer"]
    assert env.call("route", {"model": "Wren", "query": "Why?"}) == "route Wren: Why?"


def test_cost_reward_charges_what_turns_cost():
    env = CostReward(gym.make("turnwise/Router-v0"), weight=2.0)
    _, info = env.reset(seed=0)
    spent = 0.0
    for message in env.unwrapped.expert():
        _, _, terminated, _, info = env.step(message)
        spent -= info["reward_terms"]["cost"]
        if terminated:
            break
    assert spent == pytest.approx(2 * info["task"]["expert_cost"])
    assert info["reward_terms"]["outcome"] == 1.0


def boundary(info):
    return info["task"]["boundary"]


def test_a_budget_is_charged_between_the_small_and_the_large_policy():
    env = CostBudget(gym.make("turnwise/Router-v0"), limit=1000.0, boundary=boundary, weight=0.5)
    _, opening = env.reset(seed=0)
    small, large = opening["task"]["boundary"]
    assert 0 < small < large
    for message in env.unwrapped.expert():
        _, _, terminated, _, info = env.step(message)
        if terminated:
            break
    expected = -0.5 * (opening["task"]["expert_cost"] - small) / (large - small)
    assert info["reward_terms"]["budget"] == pytest.approx(expected)


def test_what_two_plain_policies_get_is_told(make):
    returns = []
    for seed in range(20):
        task = make(seed).reset(seed=seed)[1]["task"]
        returns.append((task["small_return"], task["large_return"], task["optimal_value"]))
    assert {large for _, large, _ in returns} == {1.0}
    assert sum(small for small, _, _ in returns) < 10
    assert {best for _, _, best in returns} == {1.0}


@pytest.mark.parametrize(
    "wrong",
    [
        {"facts": 0}, {"facts": 4, "hops": 1}, {"hops": 5}, {"models": 2}, {"noise": 0.41}, {"weak": 0.51},
        {"weak": 0.0}, {"pool": "/nowhere/pool.json"}, {"pool": 3}, {"pool": [{"name": "Wren"}]}, {"pool": ["Wren"]},
    ],
)  # fmt: skip
def test_wrong_arguments_are_named(make, wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        make(**wrong)


ENTRY = {"name": "Wren", "description": "A model.", "price": 100, "url": "http://127.0.0.1:1/v1", "model": "m"}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"price": -1}, "a price from 0"),
        ({"price": True}, "a price from 0"),
        ({"name": "two words"}, "pool"),
        ({"fields": ["cooking"]}, "fields of"),
        ({"url": "nowhere"}, "base_url"),
        ({"colour": "red"}, "a mapping with"),
    ],
)
def test_a_wrong_entry_of_a_pool_is_named(make, change, why):
    with pytest.raises(ValueError, match=why):
        make(pool=[{**ENTRY, **change}])


def test_two_models_of_one_name_are_refused(make):
    with pytest.raises(ValueError, match="different names"):
        make(pool=[ENTRY, {**ENTRY, "name": "wren"}])


@pytest.fixture
def _no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.mark.usefixtures("_no_proxy")
def test_real_models_are_given_notes_and_asked(tmp_path):
    def reader(body):
        """Answer from the notes: the sentence with most words of the question."""
        system, user = (message["content"] for message in body["messages"])
        words = set(user["content"] if isinstance(user, dict) else user.rstrip("?").split())
        sentences = system.removeprefix("Answer in one short sentence. ").split(". ")
        best = max(sentences, key=lambda sentence: len(words.intersection(sentence.split())))
        return 200, completion(f"{best.rstrip('.')}.", prompt_tokens=90, completion_tokens=10)

    with chat_server(reader) as server:
        entries = [
            {**ENTRY, "url": server.url},
            {**ENTRY, "name": "Owl", "url": server.url, "fields": ["art"], "price": 1},
        ]
        path = tmp_path / "pool.json"
        path.write_text(json.dumps(entries))
        env = gym.make("turnwise/Router-v0", pool=str(path))
        opening, info = env.reset(seed=0)
        assert "- Wren, 100 coins: A model." in opening
        assert "boundary" not in info["task"]
        for message in env.unwrapped.expert():
            _, reward, terminated, _, info = env.step(message)
            if terminated:
                break
            assert info["channels"]["cost"] == pytest.approx(10.0 if message.startswith("route Wren") else 0.1)
        assert reward == 1.0
        assert pickle.loads(pickle.dumps(env)).unwrapped.state == env.unwrapped.state
    notes = [body["messages"][0]["content"] for body in server.asked]
    assert {body["model"] for body in server.asked} == {"m"}
    assert len({len(note) for note in notes}) <= 2


@pytest.mark.usefixtures("_no_proxy")
def test_a_real_model_that_fails_is_an_observation_and_costs_nothing(make):
    with chat_server([(400, "no such model")]) as server:
        env = make(pool=[{**ENTRY, "url": server.url}])
        observation, _, _, _, info = env.step("route Wren: What is 2 + 2?")
        assert "Wren gave no reply" in observation
        assert not info["valid"]
        assert info["channels"]["cost"] == 0.0
        assert env.unwrapped.state.log == ()


@pytest.mark.usefixtures("_no_proxy")
def test_the_expert_gives_up_on_models_that_say_nothing(make):
    with chat_server(["I am not sure."]) as server:
        env = make(pool=[{**ENTRY, "url": server.url}])
        messages = []
        for message in env.unwrapped.expert():
            messages.append(message)
            if env.step(message)[2]:
                break
    assert messages[-1] == f"answer {expert.UNKNOWN}"
    assert len(messages) == 2
