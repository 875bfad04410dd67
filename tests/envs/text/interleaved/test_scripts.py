"""Interleaved: scripts are woven as they should be, and tasks expect what their lines say."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import turnwise  # noqa: F401 - registers the ids
from turnwise.envs.text.dialogue.people import NAMES
from turnwise.envs.text.interleaved import counts, kinds, lists, recalls, relations, rules, standing_rules, sums
from turnwise.envs.text.interleaved.script import CHAT
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


def test_no_word_of_a_rule_is_a_thing_that_is_counted():
    plants_and_stones = {"walnut", "almond", "cinnamon", "nutmeg", "lilac", "amber", "marble"}
    words = {word for answers in standing_rules.SIGNALS.values() for word in answers}
    assert not words & plants_and_stones
    assert not words & {word for pool in counts.KINDS.values() for word in pool}


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
