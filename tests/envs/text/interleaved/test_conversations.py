"""Interleaved: replies are read strictly, and a conversation is graded task by task."""

import gymnasium as gym
import numpy as np
import pytest

import turnwise  # noqa: F401 - registers the ids
from turnwise.envs.text.interleaved import kinds, rules
from turnwise.envs.text.interleaved.env import InterleavedEnv
from turnwise.envs.text.interleaved.script import CHAT, Line, Task, weave


def rng_of(seed):
    return np.random.default_rng(seed)


def line(reads, *expects, pool=()):
    return Line("?", expects=expects, reads=reads, pool=pool)


BIRDS = ("Robin", "heron", "magpie")


@pytest.mark.parametrize(
    ("asked", "reply", "right"),
    [
        (line("number", "3"), "3", True),
        (line("number", "3"), "You have mentioned three birds.", True),
        (line("number", "3"), "1 + 2 = 3.", True),
        (line("number", "3"), "3, and that is the right one.", True),
        (line("number", "3"), "Of two it was 3; take back one if you like.", True),
        (line("number", "3"), "Was it four? No, three.", True),
        (line("number", "47"), "Forty-seven kilometres.", True),
        (line("number", "47"), "forty seven", True),
        (line("number", "7"), "forty-seven", False),
        (line("number", "60"), "I make it sixty", True),
        (line("number", "3"), "3, not 4", False),
        (line("number", "3"), "2 3 4 5", False),
        (line("number", "3"), "13", False),
        (line("number", "3"), "none", False),
        (line("number", "16"), "At 16:00.", True),
        (line("number", "58"), "58.00 coins", True),
        (line("number", "5830"), "5,830", True),
        (line("number", "5830"), "0005830", True),
        (line("word", "Robin", pool=BIRDS), "It was a magpie, but now it's the ROBIN!", True),
        (line("word", "Robin", pool=BIRDS), "Robin or heron", False),
        (line("word", "Robin", pool=BIRDS), "Robinson", False),
        (line("set", "Robin", "heron", pool=BIRDS), "- heron\n- robin", True),
        (line("set", "Robin", "heron", pool=BIRDS), "heron", False),
        (line("set", "Robin", "heron", pool=BIRDS), "robin, heron and magpie", False),
        (line("only", "velvet"), "Velvet.", True),
        (line("only", "velvet"), "**velvet**", True),
        (line("only", "velvet"), "velvet velvet", False),
        (line("only", "velvet"), "The answer is velvet", False),
        (line("only", "velvet"), "", False),
    ],
)
def test_replies_are_read_as_the_opening_says(asked, reply, right):
    assert rules.is_right(asked, reply) == right


def test_a_word_of_a_rule_said_out_of_turn_breaks_the_rule():
    rule = Task("rule", (Line("rule"), Line("signal", expects=("velvet",), reads="only")), ((0, "velvet"),))
    script = weave(rng_of(0), [rule], iter(["talk"] * 9), 0, 2)
    assert [each.text for each in script] == ["rule", "talk", "talk", "signal"]
    assert [each.forbids for each in script] == [(), ((0, "velvet"),), ((0, "velvet"),), ()]
    state = rules.initial_state(rules.Level("Ada", ("rule",), script))
    for reply in ("velvet", "velvet is a nice cloth", "Fine.", "velvet"):
        state = rules.transition(state, reply)
    assert rules.solved(state)
    broken = rules.initial_state(rules.Level("Ada", ("rule",), script))
    for reply in ("Fine.", "Velvet!", "Fine.", "velvet"):
        broken = rules.transition(broken, reply)
    assert broken.marks == ((False, True),)
    assert broken.over
    assert not rules.solved(broken)


def test_one_wrong_answer_fails_the_conversation_and_its_task_alone():
    env = gym.make("turnwise/Interleaved-v0", tasks=6)
    for seed in range(5):
        _, info = env.reset(seed=seed)
        spoilt = info["task"]["optimal_length"] and list(env.unwrapped.state.level.kinds).index("sum")
        asked = {kind: 0.0 for kind in kinds.KINDS}
        right = dict(asked)
        for message in env.unwrapped.expert():
            state = env.unwrapped.state
            present = state.level.lines[state.place]
            wrong = present.expects and present.task == spoilt
            _, reward, over, _, info = env.step("7 thousand" if wrong else message)
            for kind in asked:
                asked[kind] += info["channels"][f"{kind}_asked"]
                right[kind] += info["channels"][f"{kind}_right"]
        assert over
        assert (reward, info["success"]) == (0.0, False)
        assert [name for name, done in info["milestones"].items() if not done] == [f"task_{spoilt + 1}_sum"]
        assert {kind for kind in asked if asked[kind] != right[kind]} == {"sum"}
        assert info["channels"]["tasks_right"] == pytest.approx(5 / 6)
        assert asked["rule"] == 2


def test_saying_always_the_same_never_succeeds():
    env = gym.make("turnwise/Interleaved-v0", tasks=1, kinds=["rule"])
    for word in ("All right.", "velvet", "turnip"):
        for seed in range(30):
            env.reset(seed=seed)
            over = False
            while not over:
                _, _, over, _, info = env.step(word)
            assert not info["success"]


def test_a_user_may_say_the_lines_in_other_words_that_keep_what_matters():
    said = []

    def user(persona, conversation):
        """Say the line with a preface; now and then meddle."""
        scripted = persona.split('no more: "')[1].split('" Use')[0].split('" Write')[0]
        said.append(
            ["As I was saying: " + scripted, scripted + " 77", "heron! " + scripted, "Never mind."][len(said) % 4]
        )
        return said[-1]

    env = gym.make("turnwise/Interleaved-v0", user=user)
    _, info = env.reset(seed=1)
    seen = []
    for message in env.unwrapped.expert():
        observation, _, _, _, info = env.step(message)
        seen.append(observation)
    assert info["success"]
    assert any("As I was saying: " in each for each in seen)
    assert not any("77" in each or "heron!" in each for each in seen)
    chat = [line.task == CHAT for line in env.unwrapped.state.level.lines[1:]]
    assert all(fine for fine, each in zip(chat, seen, strict=False) if "Never mind." in each)


def test_a_user_who_does_not_answer_is_waited_for():
    calls = []

    def user(persona, conversation):
        calls.append(conversation)
        if len(calls) % 3 == 2:
            raise TimeoutError
        return persona.split('no more: "')[1].split('" Use')[0].split('" Write')[0]

    env = InterleavedEnv(user=user)
    _, info = env.reset(seed=2)
    length, silent, turns = info["task"]["optimal_length"], 0.0, 0
    for message in env.expert():
        observation, *_, info = env.step(message)
        turns += 1
        silent += info["channels"]["user_silent"]
        assert ("did not answer. Write again." in observation) == bool(info["channels"]["user_silent"])
    assert info["success"]
    assert silent > 3
    assert turns == length + silent


def test_harder_settings_make_longer_conversations():
    def length(**settings):
        env = InterleavedEnv(**settings)
        return np.mean([env.reset(seed=seed)[1]["task"]["optimal_length"] for seed in range(10)])

    plain = length()
    assert all(
        length(**settings) > plain + 2 for settings in ({"tasks": 6}, {"updates": 3}, {"span": 12}, {"filler": 12})
    )


def test_there_can_be_as_many_tasks_as_things_to_speak_of():
    env = InterleavedEnv(tasks=26, updates=5)
    env.reset(seed=0)
    assert len(env.state.level.lines) > 150
    with pytest.raises(ValueError, match="tasks to be a whole number from 1 to 4"):
        InterleavedEnv(kinds=["list"], tasks=5)
