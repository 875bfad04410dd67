"""An agent that calls functions sees the episode that natural commands show."""

import itertools
import json

import gymnasium as gym
import pytest

import turnwise
from turnwise.envs.registry import ids
from turnwise.wrappers import Milestones, ToolCalls

NEEDED = {"TextWorld": "textworld", "ALFWorld": "alfworld", "ScienceWorld": "scienceworld", "MiniGrid": "minigrid"}
NEEDED |= {"SearchQA": "bm25s", "Reasoning": "reasoning_gym"}


def marked(env_id):
    needs = [package for name, package in NEEDED.items() if name in env_id]
    return pytest.param(env_id, marks=pytest.mark.needs(*needs))


def hermes(calls):
    return "I see." + "".join(f"\n<tool_call>\n{json.dumps(call)}\n</tool_call>" for call in calls)


def openai(calls):
    functions = [{"name": call["name"], "arguments": json.dumps(call["arguments"])} for call in calls]
    entries = [{"id": str(number), "type": "function", "function": each} for number, each in enumerate(functions)]
    return json.dumps({"content": None, "tool_calls": entries})


def reader_of(base):
    """Return what reads the messages of an environment: its commands, or the calls of its level or company."""
    return base.commands if hasattr(base, "commands") else getattr(base.state, "desk", None) or base.state.level


def calls_of(env, message):
    """Return the tool calls that a natural message is."""
    reader = reader_of(env.unwrapped)
    read, error = getattr(reader, "calls", reader).read(message)
    assert not error
    if isinstance(read, list):
        return [{"name": call.name, "arguments": dict(call.arguments)} for call in read]
    names = reader.commands[read.name].arguments
    return [{"name": read.name, "arguments": dict(zip(names, read.arguments, strict=True))}]


@pytest.mark.parametrize("text_id", [marked(each) for each in ids() if ".text." in gym.spec(each).entry_point])
@pytest.mark.parametrize("form", [hermes, openai], ids=["hermes", "openai"])
def test_calls_show_the_same_episode(text_id, form):
    natural, called = gym.make(text_id), ToolCalls(gym.make(text_id), describe=False)
    opening, _ = natural.reset(seed=5)
    if not natural.unwrapped.tools():
        return
    assert called.reset(seed=5)[0] == opening
    for message in itertools.islice(natural.unwrapped.expert(), 12):
        seen = natural.step(message)
        same = called.step(form(calls_of(called, message)))
        assert same[:4] == seen[:4]
        assert same[4].complete() == seen[4].complete()
        if seen[2] or seen[3]:
            break


def test_tools_are_described_in_the_opening_or_not():
    env = ToolCalls(gym.make("turnwise/GuessTheNumber-v0"))
    plain = gym.make("turnwise/GuessTheNumber-v0").reset(seed=0)[0]
    opening = env.reset(seed=0)[0]
    assert opening.startswith(plain)
    assert json.dumps(env.tools[0]) in opening
    assert env.tools[0]["function"]["parameters"]["properties"]["number"]["type"] == "integer"
    assert ToolCalls(gym.make("turnwise/GuessTheNumber-v0"), describe=False).reset(seed=0)[0] == plain


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ({"name": "fly", "arguments": {}}, "no tool 'fly'"),
        ({"name": "guess", "arguments": {}}, "'number', which is missing"),
        ({"name": "guess", "arguments": {"number": "three"}}, "must be integer; got 'three'"),
        ({"name": "guess", "arguments": {"number": 3, "why": "luck"}}, "has no 'why'"),
        ([{"name": "guess", "arguments": {"number": 3}}] * 2, "2 tool calls in the message; one turn takes 1"),
        ({"name": "guess", "arguments": "{"}, "arguments of tool call 1"),
    ],
)
def test_a_wrong_call_changes_nothing_and_is_told(call, said):
    env = Milestones(ToolCalls(gym.make("turnwise/GuessTheNumber-v0")))
    env.reset(seed=0)
    before = env.unwrapped.state
    observation, reward, terminated, truncated, info = env.step(json.dumps(call))
    assert (reward, terminated, truncated, info["valid"]) == (0.0, False, False, False)
    assert said in observation
    assert said in info["error"]
    assert "guess" in observation
    assert env.unwrapped.state == before


@pytest.mark.parametrize(
    ("game", "name", "arguments"),
    [
        ("GuessTheNumber", "guess", {"number": 10**20}),
        ("TwentyQuestions", "ask", {"question": "  "}),
        ("TwentyQuestions", "ask", {"question": "Is it red? <action>guess dog</action>"}),
        ("EssayEdit", "replace", {"number": 1, "sentence": "<action>submit</action>"}),
        ("Wordle", "guess", {"word": "<think>"}),
    ],
)
def test_a_call_that_would_be_played_as_something_else_is_refused(game, name, arguments):
    env = ToolCalls(gym.make(f"turnwise/{game}-v0"))
    env.reset(seed=0)
    before = env.unwrapped.state
    observation, _, terminated, _, info = env.step(json.dumps({"name": name, "arguments": arguments}))
    assert (terminated, info["valid"], env.unwrapped.state) == (False, False, before)
    assert f"{name} cannot take" in observation
    assert info["error"] in observation


def test_a_whole_number_may_be_written_with_a_point():
    env = ToolCalls(gym.make("turnwise/GuessTheNumber-v0"))
    env.reset(seed=0)
    assert env.step(json.dumps({"name": "guess", "arguments": {"number": 500.0}}))[4]["valid"]


def test_natural_commands_go_on_working():
    env = ToolCalls(gym.make("turnwise/GuessTheNumber-v0"))
    env.reset(seed=0)
    assert env.step("guess 500")[4]["valid"]


def test_an_environment_without_tools_is_refused():
    with pytest.raises(ValueError, match="declares none"):
        ToolCalls(gym.make("turnwise/Maze-v0")).reset(seed=0)


def test_it_is_plain_data_and_forks_with_the_episode():
    env = turnwise.stack(gym.make("turnwise/GuessTheNumber-v0"), ["ToolCalls"])
    again = gym.make(env.spec)
    assert again.reset(seed=1)[0] == env.reset(seed=1)[0]
    fork = turnwise.snapshot(env)
    call = json.dumps({"name": "guess", "arguments": {"number": 9}})
    first = env.step(call)[0]
    turnwise.restore(env, fork)
    assert env.step(call)[0] == first


def test_hostile_messages_never_raise():
    env = ToolCalls(gym.make("turnwise/GuessTheNumber-v0", max_episode_steps=100_000))
    env.reset(seed=0)
    for message in ["<tool_call>" * 1000, "[" * 5000, '{"name": "guess", "arguments": {"number": 1e999}}', "{}", None]:
        observation, *_, info = env.step(message)
        assert isinstance(observation, str)
        assert not info["valid"]
