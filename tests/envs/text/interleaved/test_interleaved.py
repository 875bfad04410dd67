"""Interleaved: scripts that are woven as they should, tasks that are right, and replies that are read strictly."""

from itertools import pairwise

import gymnasium as gym
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import turnwise  # noqa: F401 - registers the ids
from turnwise.envs.text.dialogue.people import NAMES
from turnwise.envs.text.interleaved import counts, kinds, lists, recalls, relations, rules, standing_rules, sums
from turnwise.envs.text.interleaved.env import InterleavedEnv
from turnwise.envs.text.interleaved.script import CHAT, Line, Task, weave
from turnwise.envs.text.interleaved.small_talk import TALK

EVERYTHING = [(make, name) for make, names in kinds.KINDS.values() for name in names]


def rng_of(seed):
    return np.random.default_rng(seed)


def drawn(seed, **settings):
    knobs = {"kinds": tuple(kinds.KINDS), "tasks": 6, "updates": 2, "span": 4, "filler": 3} | settings
    return kinds.draw(rng_of(seed), **knobs)


@given(st.integers(0, 10_000), st.integers(1, 12), st.integers(0, 3), st.integers(0, 8), st.integers(0, 10))
def test_every_task_keeps_its_order_and_questions_their_distance(seed, tasks, updates, span, filler):
    level = drawn(seed, tasks=tasks, updates=updates, span=span, filler=filler)
    assert len(level.kinds) == tasks
    assert sum(line.task == CHAT for line in level.lines) >= filler
    for task in range(tasks):
        own = [(place, line) for place, line in enumerate(level.lines) if line.task == task]
        assert own[-1][1].expects
        told = None
        for place, line in own:
            if line.expects:
                assert place - told - 1 >= span
            else:
                told = place


def test_the_conversation_switches_whenever_it_can():
    level = drawn(0, tasks=6, span=0, filler=0)
    stays = sum(one.task == other.task for one, other in pairwise(level.lines))
    assert stays / len(level.lines) < 0.15


@pytest.mark.parametrize(("make", "name"), EVERYTHING, ids=[name for _, name in EVERYTHING])
def test_lines_keep_what_matters_and_other_tasks_do_not_meddle(make, name):
    for seed in range(10):
        task = make(rng_of(seed), name, seed % 6)
        for line in task.lines:
            assert all(word in line.text for word in line.keep)
            assert "{" not in line.text
            assert bool(line.expects) == bool(line.reads)
        said = {word for line in task.lines for word in rules.words(line.text)}
        others = {
            word.lower()
            for pool in (lists.LISTS, counts.KINDS)
            for other, words in pool.items()
            if other != name
            for word in words
        }
        signals = {word for word in standing_rules.SIGNALS if word != name}
        assert not said & (others | signals)


def test_small_talk_holds_no_number_and_nothing_that_matters():
    for line in TALK:
        assert not rules.numbers(line)
        assert not set(rules.words(line)) & kinds.matters()
    assert len(set(TALK)) == len(TALK)
    assert not {name.lower() for name in NAMES} & kinds.matters()


def test_words_that_matter_belong_to_one_thing_alone():
    pools = [
        *lists.LISTS.values(),
        *counts.KINDS.values(),
        recalls.WORDS,
        recalls.SURNAMES,
        tuple(standing_rules.SIGNALS),
    ]
    pools += list(standing_rules.SIGNALS.values())
    words = [word.lower() for pool in pools for word in pool]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("name", lists.LISTS)
def test_a_list_is_what_its_lines_say(name):
    for seed in range(20):
        *told, question = lists.make(rng_of(seed), name, 5).lines
        held = set(told[0].keep[1:])
        for line in told[1:]:
            item = line.keep[1]
            held ^= {item}
            dropped = any(word in line.text for word in ("Off my", "Strike", "No "))
            assert dropped == (item not in held)
        assert question.expects == tuple(sorted(held))


def test_a_count_leaves_out_what_was_taken_back():
    for seed in range(20):
        task = counts.make(rng_of(seed), "birds", 2)
        said = [word for line in task.lines[1:-1] for word in line.keep]
        assert task.lines[-1].expects == (str(len(set(said)) - 2),)
        assert len(said) == len(set(said)) + 2  # those taken back are said twice


@pytest.mark.parametrize("name", recalls.THINGS)
def test_a_thing_recalled_is_the_last_of_the_user_s_own(name):
    for seed in range(10):
        task = recalls.make(rng_of(seed), name, 3)
        values = [line.keep[1] for line in task.lines[:-1]]
        assert task.lines[-1].expects == (values[-1],)
        assert len(set(values)) == 5
        assert recalls.make(rng_of(seed), name, 0).lines[-1].expects == (
            recalls.make(rng_of(seed), name, 0).lines[0].keep[1],
        )


@pytest.mark.parametrize("name", sums.ACCOUNTS)
def test_a_sum_counts_corrections_in_place_of_what_they_correct(name):
    for seed in range(20):
        task = sums.make(rng_of(seed), name, 4)
        held = {}
        for line in task.lines[1:-1]:
            item, number = line.keep
            assert held.get(item) != int(number)
            held[item] = int(number)
        assert task.lines[-1].expects == (str(sum(held.values())),)


@pytest.mark.parametrize("name", relations.RELATIONS)
def test_a_relation_follows_what_it_is_tied_to(name):
    for seed in range(20):
        *told, question = relations.make(rng_of(seed), name, 2).lines
        link = next(line for line in told if "always" in line.text or "Wherever" in line.text)
        numbers = [int(line.keep[0]) for line in told if line is not link]
        assert question.expects == (str(numbers[-1] + int(link.keep[0])),)
        assert len(numbers) == 3
        assert all(one != other for one, other in pairwise(numbers))


def test_a_rule_is_tried_after_it_was_set_and_after_every_change():
    task = standing_rules.make(rng_of(0), "anvil", 2)
    words = [word for _, word in task.rules]
    assert [line.expects for line in task.lines] == [(), (words[0],), (), (words[1],), (), (words[2],)]
    assert len(set(words)) == 3
    assert ["anvil" in line.text for line in task.lines] == [True, True, False, True, False, True]


def line(reads, *expects, pool=()):
    return Line("?", expects=expects, reads=reads, pool=pool)


BIRDS = ("Robin", "heron", "magpie")


@pytest.mark.parametrize(
    ("asked", "reply", "right"),
    [
        (line("number", "3"), "3", True),
        (line("number", "3"), "You have mentioned three birds.", True),
        (line("number", "3"), "1 + 2 = 3.", True),
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
