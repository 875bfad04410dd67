"""Questions in plain language are understood as what they ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.envs.text.dialogue.ear import Ear
from turnwise.envs.text.dialogue.topics import Cell, Question, Topic


def asked(interview):
    return [topic for topic in interview.topics.values() if topic.kind == "asked"]


def test_every_topic_s_own_question_leaves_its_cells_open(interview):
    for topic in asked(interview):
        assert interview.ear.understand(topic.question) == Question(topic.name)


def test_every_cell_can_be_asked_about_by_name(interview):
    for topic in asked(interview):
        for cell in topic.cells:
            text = topic.naming.format(it=cell.short)
            assert interview.ear.understand(text) == Question(topic.name, (cell.name,)), text


def test_what_the_opening_names_is_understood(interview):
    for topic in asked(interview):
        for words in (topic.name, topic.about):
            assert interview.ear.understand(f"Please tell me about {words}.").topic == topic.name


@pytest.mark.parametrize(
    ("name", "text", "topic", "cells"),
    [
        ("tutor", "Are you more of a visual person?", "memory", ("sees",)),
        ("tutor", "Do you remember things better by hearing them or by trying them out?", "memory", ("hears", "does")),
        ("tutor", "Do you prefer to study alone or in a group?", "company", ("alone", "together")),
        ("tutor", "Do you like structure, or would you rather explore?", "order", ("planned", "free")),
        ("tutor", "What style of teaching do you like?", "style", ()),
        ("tutor", "Would you enjoy a game?", "style", ("games",)),
        ("tutor", "How confident are you?", "confidence", ()),
        ("tutor", "Have you ever done this before? What is your background?", "experience", ()),
        ("tutor", "Would you say that you are at level 4?", "level", ("4",)),
        ("coach", "What do you do for a living?", "work", ()),
        ("coach", "What time do you usually wake up?", "waking", ()),
        ("coach", "Is your job physical?", "work", ("heavy",)),
        ("coach", "Do you have kids?", "home", ("children",)),
        ("coach", "Who lives with you in your household?", "home", ()),
        ("coach", "Are you often on the road?", "travel", ()),
        ("coach", "How far can you run?", "running", ()),
        ("coach", "How many times a week do you exercise?", "training", ()),
        ("coach", "Are you by any chance a night nurse?", "lifestyle", ("night nurse",)),
        ("cake", "What FLAVOR would you like: chocolate or lemon?", "flavour", ("flavour=chocolate", "flavour=lemon")),
        ("cake", "How many guests do you expect?", "size", ()),
        ("train", "When do you want to come back?", "return", ()),
        ("train", "And when do you leave?", "departure", ()),
        ("laptop", "What's your budget?", "budget", ()),
        ("party", "Where should we hold it?", "place", ()),
    ],
)
def test_questions_as_people_put_them(named_interviews, name, text, topic, cells):
    assert named_interviews[name].ear.understand(text) == Question(topic, cells)


@pytest.mark.parametrize("text", ["", "?", "Hello!", "Tell me everything.", "xyzzy", "ANSWER", "\ud800", "left " * 9])
def test_what_is_about_nothing_is_not_understood(interview, text):
    assert interview.ear.understand(text) is None


def cell(name, *cues):
    return Cell(name, name, cues)


def topic(name, cues, *cells):
    return Topic(name, "part", name, "", "", cues, cells, {})


EAR = Ear(
    [
        topic("tea", ("tea", "cup of tea"), cell("green", "green"), cell("black", "black", "dark")),
        topic("hour", ("when", "hour"), cell("early", "early"), cell("late", "late")),
    ]
)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Tea?", Question("tea")),
        ("teas, dark ones", Question("tea", ("black",))),
        ("black or green?", Question("tea", ("green", "black"))),
        ("When is tea?", Question("tea")),  # "when" is half a word
        ("tea hour", Question("tea")),  # equal: the first
        ("hour of tea", Question("hour")),
        ("late tea, early tea", Question("hour", ("early", "late"))),
        ("cup  of\ntea, late", Question("tea")),  # three words against one
        ("steady blackness", None),  # whole words only
    ],
)
def test_the_topic_with_most_words_is_asked_about(text, question):
    assert EAR.understand(text) == question


@given(st.text(max_size=60))
def test_any_text_is_a_question_of_a_known_topic_or_none(text):
    found = EAR.understand(text)
    assert found is None or found.topic in ("tea", "hour")
    assert EAR.understand(text) == found


def test_a_long_message_is_heard_as_far_as_its_beginning():
    assert EAR.understand("x " * 1000 + "tea") is None
    assert EAR.understand("tea " + "x " * 10_000) == Question("tea")
