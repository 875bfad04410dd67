"""What a user replies: its chances, its words, and what it tells."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.envs.text.dialogue import belief, rules
from turnwise.envs.text.dialogue.interview import Interview
from turnwise.envs.text.dialogue.topics import Cell, Part, Question, Reply, Topic, singletons
from turnwise.envs.text.dialogue.wordings import Wordings

COLOUR = Part("colour", ("red", "green", "blue", "grey"))
CELLS = tuple(Cell(name, name, (name,), (f"{name}!",)) for name in ("warm", "cool", "none"))
MOOD = Topic(
    "mood", "colour", "mood", "Mood?", "{it}?", ("mood",), CELLS,
    {"red": "warm", "green": "cool", "blue": "cool", "grey": "none"},
)  # fmt: skip
PAIR = Topic("pair", "colour", "pair", "Pair?", "{it}?", ("pair",), CELLS[:2], dict.fromkeys(COLOUR.values, "warm"))
OWN = singletons("own", COLOUR, "own", "Own?", "{it}?", ("own",), [Cell(v, v, (v,)) for v in COLOUR.values])
RAYS = Topic(
    "rays", "colour", "rays", "", "", (), OWN.cells, {value: value for value in COLOUR.values}, named=False,
    kind="tried",
)  # fmt: skip
IS, YES, NO, VAGUE = Reply("is", ("warm",)), Reply("yes"), Reply("no"), Reply("vague")


def test_an_open_question_by_hand():
    told = dict((reply, chance) for chance, reply in rules.chances(MOOD, (), "warm", 0.6, 0.0))
    assert told == pytest.approx(
        {IS: 0.6, VAGUE: 0.2, Reply("among", ("warm", "cool")): 0.1, Reply("among", ("warm", "none")): 0.1}
    )


def test_of_two_cells_an_incomplete_answer_is_always_vague():
    assert rules.chances(PAIR, (), "warm", 0.75, 0.0) == [(0.75, IS), (0.25, VAGUE)]


@pytest.mark.parametrize(
    ("topic", "asked", "cell", "reply"),
    [
        (MOOD, ("warm",), "warm", YES),
        (MOOD, ("warm",), "cool", NO),
        (MOOD, ("warm", "cool"), "warm", IS),
        (MOOD, ("cool", "none"), "warm", NO),
        (OWN, (), "red", Reply("blank")),
        (OWN, ("red",), "red", YES),
        (OWN, ("red", "blue"), "red", Reply("single")),
        (RAYS, ("blue", "grey"), "blue", YES),
        (RAYS, ("blue", "grey"), "green", NO),
    ],
)
def test_a_candid_user_by_hand(topic, asked, cell, reply):
    assert rules.chances(topic, asked, cell, 1.0, 0.0) == [(1.0, reply)]


def test_an_exercise_goes_the_other_way_with_the_noise():
    assert rules.chances(RAYS, ("grey",), "grey", 0.5, 0.2) == [(0.8, YES), (0.2, NO)]


@given(st.floats(0.01, 1), st.floats(0, 0.4), st.sampled_from([MOOD, PAIR, OWN, RAYS]), st.data())
def test_chances_sum_to_one_and_never_lie(candour, noise, topic, data):
    names = [cell.name for cell in topic.cells]
    asked = tuple(data.draw(st.lists(st.sampled_from(names), unique=True, max_size=3)))
    cell = data.draw(st.sampled_from(names))
    listed = rules.chances(topic, asked, cell, candour, noise)
    assert sum(chance for chance, _ in listed) == pytest.approx(1.0)
    for chance, reply in listed:
        assert reply.kind not in ("is", "among") or cell in reply.cells
        told = rules.likelihood(topic, asked, reply, candour, noise)
        assert told[cell] == pytest.approx(chance)


def test_every_wording_reads_back_as_what_it_says(interview):
    for topic in interview.topics.values():
        names = [cell.name for cell in topic.cells]
        questions = [Question(topic.name), *(Question(topic.name, (name,)) for name in names)]
        questions += [Question(topic.name, tuple(names[:2])), Question(topic.name, tuple(names))]
        for question in questions:
            for reply, texts in interview.wordings(question).texts.items():
                assert len(set(texts)) == len(texts) >= 3 or reply.kind == "is"
                assert {interview.hear(question, text) for text in texts} == {reply}


def test_what_is_said_differs_from_time_to_time(interview):
    rng = np.random.default_rng(0)
    topic = next(iter(interview.topics.values()))
    cell = topic.cells[0].name
    said = {interview.wordings(Question(topic.name)).say(rng, Reply("is", (cell,))) for _ in range(60)}
    assert len(said) >= 6


def test_texts_of_two_meanings_are_refused():
    with pytest.raises(ValueError, match="'Yes' says 1 and 2"):
        Wordings({1: ["Yes"], 2: ["No", "Yes"]})
    with pytest.raises(ValueError, match="none for 2"):
        Wordings({1: ["Yes"], 2: []})


def interview_of(candour=1.0, noise=0.0):
    return Interview([COLOUR], [MOOD, OWN, RAYS], candour, noise)


LEVEL = rules.Level("Ada", (), (COLOUR.values,), ("green",))


def test_belief_by_hand():
    cool = (Question("mood"), Reply("is", ("cool",)))
    assert belief.heard(interview_of(), LEVEL, [cool])["colour"] == {"red": 0, "green": 0.5, "blue": 0.5, "grey": 0}
    solved = (Question("rays", ("blue", "grey")), YES)
    noisy = belief.heard(interview_of(noise=0.25), LEVEL, [cool, solved])["colour"]
    assert noisy == pytest.approx({"red": 0, "green": 0.25, "blue": 0.75, "grey": 0})
    for nothing in ((None, Reply("puzzled")), (Question("mood"), VAGUE), (Question("own"), Reply("blank"))):
        assert belief.heard(interview_of(0.5), LEVEL, [nothing])["colour"] == dict.fromkeys(COLOUR.values, 0.25)


def test_information_by_hand():
    start = belief.prior([COLOUR], LEVEL)["colour"]
    assert belief.information(interview_of(), Question("mood"), start) == pytest.approx(1.5)
    assert belief.information(interview_of(), Question("own", ("red",)), start) == pytest.approx(0.811278, abs=1e-6)
    assert belief.information(interview_of(), Question("rays", ("blue", "grey")), start) == pytest.approx(1.0)
    left = 0.25 * 2 + 0.25 * 1 + 2 * 0.09375 * np.log2(3) + 0.0625 * 1  # vague; cool; with cool; warm or none
    assert belief.information(interview_of(0.5), Question("mood"), start) == pytest.approx(2 - left)
    assert belief.most_telling(interview_of(), {"colour": start}) == Question("mood")
    known = {"colour": {"red": 1.0, "green": 0.0}}
    assert belief.most_telling(interview_of(), known) is None


@given(st.lists(st.floats(0.01, 1), min_size=4, max_size=4), st.floats(0.05, 1), st.floats(0, 0.4))
def test_a_question_is_never_expected_to_tell_less_than_nothing_nor_more_than_is_unknown(weights, candour, noise):
    total = sum(weights)
    held = {value: weight / total for value, weight in zip(COLOUR.values, weights, strict=True)}
    interview = interview_of(candour, noise)
    for question in belief.questions(interview, "colour"):
        assert -1e-9 <= belief.information(interview, question, held) <= belief.entropy(held) + 1e-9


@pytest.mark.parametrize(
    ("asked", "text", "cells"),
    [
        ((), "I'm in a cool place, I guess", ("cool",)),
        ((), "warm or cool", ("warm", "cool")),
        ((), "no idea", ()),
        (("warm",), "Yes!", ("warm",)),
        (("warm",), "Nope, cool.", ("cool", "none")),
        (("warm",), "rather cool", ("cool",)),
    ],
)
def test_words_of_the_user_s_own_are_read_by_what_they_name(asked, text, cells):
    interview = interview_of()
    reply = interview.hear_own_words(Question("mood", asked), text)
    assert reply == Reply("own words", cells)
    told = interview.tells(Question("mood", asked), reply)["colour"]
    if cells:
        assert told == {value: 1.0 if MOOD.holds[value] in cells else 0.05 for value in COLOUR.values}
    else:
        assert len(set(told.values())) == 1
