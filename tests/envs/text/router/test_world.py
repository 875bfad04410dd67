"""Worlds and questions: every fact has one truth, and every question the answer that its facts give."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.envs.text.router.arithmetic import evaluate
from turnwise.envs.text.router.pool import recognised
from turnwise.envs.text.router.questions import Chain, Question, draw_question, paths
from turnwise.envs.text.router.world import FIELDS, KINDS, THINGS, WRONG, Fact, World, draw_world

TINY = World(
    things={"town": ("Aldmoor",), "painter": ("Ada Marsh",), "opera": (), "ship": ("Swift Gull",), "mineral": ()},
    values={
        Fact("painter", "Ada Marsh", "birthplace"): "Aldmoor",
        Fact("painter", "Ada Marsh", "works"): 300,
        Fact("town", "Aldmoor", "population"): 5000,
        Fact("ship", "Swift Gull", "port"): "Aldmoor",
    },
    wrong={},
)
BORN_THERE = Chain("painter", "Ada Marsh", ("birthplace", "population"))
PAINTED = Chain("painter", "Ada Marsh", ("works",))


def test_a_question_of_one_chain_is_asked_plainly():
    question = Question((BORN_THERE,))
    assert question.text() == "What is the population of the birthplace of the painter Ada Marsh?"
    assert question.answer(TINY) == 5000
    assert (
        Question((Chain("ship", "Swift Gull", ("port",)),)).text()
        == "Which town is the home port of the ship Swift Gull?"
    )


@pytest.mark.parametrize(
    ("operation", "chains", "text", "answer"),
    [
        ("add", (PAINTED, BORN_THERE), "What is the sum of the number", 5300),
        ("subtract", (BORN_THERE, PAINTED), "What remains of the population", 4700),
        ("multiply", (PAINTED, PAINTED), "What is the product of the number", 90_000),
        ("balance", (BORN_THERE, PAINTED, PAINTED), "Add the population", 5000),
    ],
)
def test_answers_by_hand(operation, chains, text, answer):
    question = Question(chains, operation)
    assert question.text().startswith(text)
    assert question.answer(TINY) == answer


def test_a_question_takes_each_fact_once():
    facts = Question((BORN_THERE, BORN_THERE), "add").facts(TINY)
    assert facts == [Fact("painter", "Ada Marsh", "birthplace"), Fact("town", "Aldmoor", "population")]
    assert facts[1].field == "geography"


def test_worlds_hold_every_fact_with_a_truth_and_wrong_values():
    world = draw_world(np.random.default_rng(1))
    assert len(world.values) == sum(THINGS * len(kind.attributes) for kind in KINDS.values())
    for fact, value in world.values.items():
        assert len({value, *world.wrong[fact]}) == 1 + WRONG
        if fact.about.kind:
            assert {value, *world.wrong[fact]} == set(world.things[fact.about.kind])
        else:
            assert fact.about.least <= value <= fact.about.most
    assert set(world.notes(("art",)).count(name) > 0 for name in world.things["painter"]) == {True}


@pytest.mark.parametrize("field", FIELDS)
def test_every_question_for_a_fact_is_recognised_as_that_fact(field):
    world = draw_world(np.random.default_rng(2))
    for fact in world.values:
        if fact.field == field:
            asked = fact.about.ask.format(x=world.named(fact.thing))
            assert recognised(world, fact.thing, asked) == fact
            assert recognised(world, fact.thing, world.told(fact, world.values[fact])) in (fact, None)


@pytest.mark.parametrize(
    ("query", "attribute"),
    [
        ("When was {x} founded?", "founded"),
        ("How many people live in {x}?", "population"),
        ("population {x}", "population"),
        ("Tell me about {x}.", None),
    ],
)
def test_a_query_may_be_worded_otherwise(query, attribute):
    world = draw_world(np.random.default_rng(3))
    town = world.things["town"][0]
    fact = recognised(world, town, query.format(x=town))
    assert fact == (None if attribute is None else Fact("town", town, attribute))


@pytest.mark.parametrize(("facts", "hops"), [(1, 1), (2, 1), (3, 1), (3, 2), (4, 4), (6, 2), (6, 4)])
def test_questions_take_as_many_facts_as_asked_for(facts, hops):
    for seed in range(30):
        rng = np.random.default_rng(seed)
        world = draw_world(rng)
        question = draw_question(rng, world, facts, hops)
        assert len(question.facts(world)) == facts
        assert max(len(chain.attributes) for chain in question.chains) <= hops
        assert len(question.chains) <= 3
        assert question.text().endswith("?")
        assert "{" not in question.text()


def test_paths_end_where_they_should():
    assert paths("town", 2, True) == []
    assert ("birthplace", "population") in paths("painter", 2, True)
    assert paths("ship", 2, False) == [("namesake", "designer")]
    assert ("namesake", "designer", "birthplace", "altitude") in paths("ship", 4, True)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("What is 12 + 30 * 2?", 72.0),
        ("1,000 - 1", 999.0),
        ("(2 + 3) × 4 =", 20.0),
        ("7 x 6", 42.0),
        ("-3 + 1", -2.0),
        ("10 / 4", 2.5),
        ("1 / 0", None),
        ("2 ** 9", None),
        ("9 // 2", None),
        ("in 1999", None),
        ("none", None),
        ("((((1 + 2", None),
        ("9" * 90 + "+1", None),
    ],
)
def test_calculations_by_hand(text, result):
    assert evaluate(text) == result


@given(st.text("0123456789+-*/()., x×", max_size=300))
def test_no_calculation_raises(text):
    result = evaluate(text)
    assert result is None or abs(result) < 1e15


@given(st.integers(-999, 999), st.integers(0, 999), st.integers(1, 99))
def test_calculations_are_those_of_python(one, two, three):
    assert evaluate(f"{one} + {two} * {three} - ({two} - {three})") == one + two * three - (two - three)
