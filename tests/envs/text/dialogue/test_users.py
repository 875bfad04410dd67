"""Users who are no rule: callables, and models behind a real HTTP server."""

import pickle

import gymnasium as gym
import pytest
from chat_server import chat_server
from gymnasium.envs.registration import EnvSpec

import turnwise  # noqa: F401 - registers the ids
from turnwise.envs.text.endpoint import EndpointError

IDS = ("Tutor-v0", "Coach-v0", "Clarify-v0", "Interleaved-v0")


@pytest.fixture(autouse=True)
def _without_pauses(monkeypatch):
    monkeypatch.setattr("turnwise.envs.text.endpoint.time.sleep", lambda seconds: None)
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def make(name, **kwargs):
    return gym.make(f"turnwise/{name}", **kwargs)


def scripted(*replies):
    """Return a user who says the replies in turn, and what it was asked."""
    asked, left = [], list(replies)

    def user(persona, conversation):
        asked.append((persona, list(conversation)))
        reply = left.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return reply

    return user, asked


def test_a_callable_is_told_who_it_is_and_all_that_was_said():
    user, asked = scripted("With my ears, mostly.", "I play on my own.")
    env = make("Tutor-v0", user=user)
    opening, info = env.reset(seed=0)
    first = env.step("How do you remember things?")
    second = env.step("In what company do you learn?")
    name, style = info["facts"]["user.name"], info["facts"]["user.style"]
    assert first[0] == f'{name}: "With my ears, mostly."\n({name} will answer 7 more questions.)'
    (persona, begun), (_, conversation) = asked
    assert persona.startswith(f"You are {name}. You want to learn about")
    assert f"whether a certain style of lesson would suit them: {style} (never name it yourself)" in persona
    assert begun[0] in opening
    assert begun[1:] == ["How do you remember things?"]
    assert conversation[1:] == [*begun[1:], "With my ears, mostly.", "In what company do you learn?"]
    assert second[4]["facts"]["questions.asked"] == 2


def test_the_hidden_truth_stays_the_judge_of_what_a_callable_said():
    env = make("Coach-v0", user=lambda persona, conversation: "I am a student of excellent fitness.")
    _, info = env.reset(seed=0)
    assert env.step("Are you a student?")[4]["valid"]
    *_, info = env.step(f"plan {info['answer']}")
    assert info["success"]


def test_own_words_move_the_belief_but_settle_nothing():
    user, _ = scripted("My eyes do it, I'm a visual person.")
    env = make("Tutor-v0", user=user)
    opening, _ = env.reset(seed=0)  # two styles of six are for those who remember what they have seen
    reply, *_, info = env.step("How do you remember things?")
    world = env.unwrapped
    told = world.likelihoods(world.hypotheses(), [opening, "How do you remember things?", reply])
    assert sorted(set(told.tolist())) == [0.05, 1.0]
    assert {name.split()[0] for name, chance in zip(world.hypotheses(), told, strict=True) if chance == 1} == {
        "pictures",
        "films",
    }
    assert info["milestones"]["style_asked"]
    assert not info["milestones"]["style_known"]


def test_exercises_and_lessons_stay_the_rules():
    user, asked = scripted()
    env = make("Tutor-v0", user=user)
    _, info = env.reset(seed=0)
    env.step("exercise 3")
    assert env.step(f"lesson {info['answer']}")[4]["success"]
    assert asked == []


@pytest.mark.parametrize("name", IDS)
def test_a_model_behind_an_endpoint_plays_the_user(name):
    with chat_server(["Let us see."]) as server:
        env = make(name, user=f"{server.url}#small")
        again = gym.make(EnvSpec.from_json(env.spec.to_json()))
        for played in (env, again):
            played.reset(seed=0)
            observation, _, _, _, info = played.step("Would games suit you?")
            assert info["valid"]
            pickle.loads(pickle.dumps(played)).step("Good evening!")
        assert name == "Interleaved-v0" or "Let us see." in observation
    first, second = server.asked[0]["messages"], server.asked[1]["messages"]
    assert [message["role"] for message in first] == ["system", "user"]
    assert first[0]["content"].startswith("You are ")
    assert first[1]["content"] == "Would games suit you?"
    assert [message["role"] for message in second] == ["system", "user", "assistant", "user"]


@pytest.mark.parametrize("answer", [(500, "out of memory"), (200, "{"), ""], ids=["fails", "malformed", "empty"])
def test_an_endpoint_that_fails_in_mid_episode_loses_nothing(answer):
    with chat_server(lambda body: answer if "again" not in str(body["messages"]) else "Hm, yes.") as server:
        env = make("Clarify-v0", user=f"{server.url}#small")
        _, info = env.reset(seed=0)
        observation, reward, terminated, _, failed = env.step("What is it for?")
        assert "did not answer" in observation
        assert (reward, terminated, failed["valid"], failed["error"]) == (0.0, False, True, "")
        assert failed["channels"]["user_silent"] == 1.0
        assert failed["facts"]["questions.asked"] == 0
        *_, answered = env.step("I ask again: what is it for?")
        assert answered["channels"]["user_silent"] == 0.0
        assert answered["facts"]["questions.asked"] == 1
        assert env.step(f"deliver {info['answer']}")[4]["success"]


def test_nobody_at_the_address_is_a_silent_user():
    env = make("Coach-v0", user="http://127.0.0.1:9/v1#small")
    env.reset(seed=0)
    assert env.step("How fit are you?")[4]["channels"]["user_silent"] == 1.0


@pytest.mark.parametrize("failure", [EndpointError("gone"), TimeoutError("late"), ConnectionError("cut")])
def test_a_callable_may_fail_as_an_endpoint_does(failure):
    user, _ = scripted(failure)
    env = make("Coach-v0", user=user)
    env.reset(seed=0)
    assert env.step("How fit are you?")[4]["channels"]["user_silent"] == 1.0


@pytest.mark.parametrize("name", IDS)
@pytest.mark.parametrize("reply", [None, 7, b"Yes.", " \n", " " * 10**7 + "late"], ids=type)
def test_a_callable_that_returns_no_text_is_silent(name, reply):
    env = make(name, user=lambda persona, conversation: reply)
    env.reset(seed=0)
    observation, _, terminated, _, info = env.step("How fit are you?")
    assert "did not answer" in observation
    assert (terminated, info["valid"], info["channels"]["user_silent"]) == (False, True, 1.0)


@pytest.mark.parametrize("name", IDS)
def test_a_fault_of_a_callable_s_own_is_not_hidden_and_loses_nothing(name):
    user, _ = scripted(KeyError("my own fault"), "Yes.")
    env = make(name, user=user)
    env.reset(seed=0)
    before = env.unwrapped.state
    with pytest.raises(KeyError, match="my own fault"):
        env.step("How fit are you?")
    assert env.unwrapped.state == before
    assert env.step("How fit are you?")[4]["valid"]


@pytest.mark.parametrize("name", IDS)
@pytest.mark.parametrize("user", [3, "", "localhost:80#small", "http://127.0.0.1/v1", ["http://127.0.0.1/v1#small"]])
def test_a_user_that_is_none_is_refused_at_once(name, user):
    with pytest.raises(ValueError, match=r"Env needs user to be None, a callable .* or a text"):
        make(name, user=user)


def test_long_and_odd_messages_reach_the_user_short_and_whole():
    user, asked = scripted("x" * 10_000)
    env = make("Coach-v0", user=user)
    env.reset(seed=0)
    observation, *_ = env.step("stairs " + "y" * 10_000)
    assert len(asked[0][1][-1]) == 2000
    assert len(observation) < 2100


@pytest.mark.parametrize("name", IDS[:3])
def test_the_expert_also_talks_to_a_user_of_its_own_words(name):
    truth = {}

    def user(persona, conversation):
        """Answer with the persona's line about what was asked, as a model would."""
        question = env.unwrapped.interview(env.unwrapped.state.level).ear.understand(conversation[-1])
        topic = env.unwrapped.interview(env.unwrapped.state.level).topics[question.topic]
        line = next(line for line in persona.split("\n") if line.startswith(f"- {topic.about}: "))
        return f"Well now: {line.split(': ')[1].split(' (')[0]}, so it is."

    env = make(name, user=user)
    solved = 0
    for seed in range(20):
        _, info = env.reset(seed=seed)
        truth[seed] = info["answer"]
        for message in env.unwrapped.expert():
            *_, terminated, truncated, info = env.step(message)
            if terminated or truncated:
                break
        solved += info["success"]
    assert solved >= 15
