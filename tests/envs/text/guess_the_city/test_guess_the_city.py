"""Where cities lie, what is true of them, and how questions in plain English are understood."""

import gymnasium as gym
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.envs.text.guess_the_city import rules, text
from turnwise.envs.text.guess_the_city.knowledge import knowledge

KNOWN = knowledge()
NUMBER = {name: number for number, name in enumerate(KNOWN.names)}
ASKED = {question.asked: number for number, question in enumerate(KNOWN.questions)}
PLACE = st.tuples(st.floats(-80, 80), st.floats(-179, 179))


@pytest.mark.parametrize(
    ("here", "there", "km", "direction"),
    [
        ("London", "Paris", 344, "south-east"),
        ("Paris", "London", 344, "north-west"),
        ("New York", "Los Angeles", 3936, "west"),
        ("Sydney", "Melbourne", 713, "south-west"),
        ("Cairo", "Cape Town", 7236, "south"),
        ("Tokyo", "Osaka", 397, "west"),
    ],
)
def test_distances_and_directions_of_some_cities(here, there, km, direction):
    assert KNOWN.distance[NUMBER[here], NUMBER[there]] == pytest.approx(km, rel=0.02)
    assert rules.DIRECTIONS[KNOWN.direction[NUMBER[here], NUMBER[there]]] == direction


def test_a_quarter_of_the_equator_by_hand():
    assert rules.kilometres((0, 0), (0, 90)) == pytest.approx(rules.EARTH * np.pi / 2)
    assert rules.DIRECTIONS[rules.direction((0, 0), (0, 90))] == "east"
    assert rules.DIRECTIONS[rules.direction((0, 0), (-10, 0))] == "south"


@given(PLACE, PLACE, PLACE)
def test_distances_are_symmetric_and_keep_the_triangle(one, two, three):
    assert rules.kilometres(one, two) == pytest.approx(rules.kilometres(two, one), abs=1e-6)
    assert rules.kilometres(one, three) <= rules.kilometres(one, two) + rules.kilometres(two, three) + 1e-6


def test_few_cities_are_alike_to_every_question():
    assert len({row.tobytes() for row in KNOWN.table}) >= len(KNOWN.names) - 7
    assert len(set(KNOWN.names)) == len(KNOWN.names) > 150


def test_every_country_has_one_capital_at_most():
    capital = ASKED["Is it the capital of its country?"]
    capitals = [country for country, row in zip(KNOWN.countries, KNOWN.table, strict=True) if row[capital]]
    assert len(set(capitals)) == len(capitals)


@pytest.mark.parametrize("number", range(len(KNOWN.questions)), ids=lambda number: KNOWN.questions[number].asked)
def test_every_question_asks_for_itself(number):
    assert text.understood(KNOWN.questions[number].asked, KNOWN) == ("ask", number)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("is the city in europe", "Is it in Europe?"),
        ("Does it lie in the northern hemisphere?", "Is it north of the equator?"),
        ("Do people there speak Spanish?", "Is Spanish its main official language?"),
        ("Is it a coastal city?", "Is it on the sea?"),
        ("Is it in Japan?", "Is it in Japan?"),
        ("Was the Olympic Games held there?", "Has it held the Summer Olympic Games?"),
        ("Is it a capital city?", "Is it the capital of its country?"),
    ],
)
def test_questions_in_other_words_are_understood(question, asked):
    assert text.understood(question, KNOWN) == ("ask", ASKED[asked])


def test_naming_a_city_is_a_guess_with_a_hint():
    env = gym.make("turnwise/GuessTheCity-v0")
    env.reset(seed=0)
    env.unwrapped.state = rules.State(NUMBER["Paris"])
    observation = env.step("Is it London?")[0]
    assert observation == "No, it is not London. It lies less than 500 km away, to the south-east."
    assert env.step("guess new york")[0] == "No, it is not New York. It lies about 6,000 km away, to the north-east."
    assert env.step("guess Atlantis")[4]["valid"] is False
    assert env.step("guess Paris")[:3] == ("Yes! It is Paris.", 1.0, True)


def test_without_questions_a_question_is_refused():
    env = gym.make("turnwise/GuessTheCity-v0", hints="distance")
    opening, _ = env.reset(seed=0)
    assert "Ask questions" not in opening
    assert env.step("Is it in Europe?")[4]["valid"] is False


def test_hints_are_read_as_they_were_told():
    env = gym.make("turnwise/GuessTheCity-v0", rounding=500)
    env.reset(seed=3)
    before = env.unwrapped.state
    for name in KNOWN.names[::9]:
        observation = env.unwrapped.step(f"guess {name}")[0]
        call = env.unwrapped.commands.read(f"guess {name}")[0]
        hidden = np.array([before.city])
        assert env.unwrapped.heard(call, observation) == env.unwrapped.replies(call, hidden)[0]
        env.unwrapped.state = before


@given(st.text())
def test_any_question_is_understood_or_refused(question):
    move = text.understood(question, KNOWN)
    assert isinstance(move, str) or move[0] in ("ask", "guess")


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Is it in the Southern Hemisphere?", "Is it north of the equator?"),
        ("Is it in the western hemisphere?", "Is it east of Greenwich?"),
        ("Does it lie south of the equator?", "Is it north of the equator?"),
        ("Is it in South Africa?", "Is it in South Africa?"),
        ("Is it in the USA?", "Is it in the United States?"),
        ("Is it in South America?", "Is it in South America?"),
        ("Is it in the UK?", "Is it in the United Kingdom?"),
        ("I know that it is no capital. Is it on a river?", "Is it on a large river?"),
        ("It may be Paris or Rome.\nLet me ask: is it an Olympic city?", "Has it held the Summer Olympic Games?"),
        ("Is it in Singapore?", "Is it in Singapore?"),
    ],
)
def test_questions_in_other_words_are_understood_as_well(question, asked):
    verb, number = text.understood(question, KNOWN)
    assert (verb, KNOWN.questions[number].asked) == ("ask", asked)


@pytest.mark.parametrize(
    "question", ["Is it in the Middle East?", "Is it nice?", "Is it in Europe? Is it on the sea?", ""]
)
def test_questions_that_cannot_be_answered_are_refused(question):
    assert text.understood(question, KNOWN) in (text.UNKNOWN, text.TWO)


@pytest.mark.parametrize(
    ("said", "city"),
    [
        ("São Paulo", "Sao Paulo"),
        ("bogotá.", "Bogota"),
        ("Paris, France", "Paris"),
        ("New York City", "New York"),
        ("Washington, D.C.", None),
        ("Washington DC", "Washington"),
        ("Kiev", "Kyiv"),
        ("St. Petersburg", "Saint Petersburg"),
        ("Is it Singapore?", "Singapore"),
        ("Paris, Texas", None),
        ("Paris and London", None),
        ("Paris, London", None),
    ],
)
def test_cities_are_known_by_other_names_but_one_at_a_time(said, city):
    assert text.guessed(said, KNOWN) == (None if city is None else NUMBER[city])


def test_a_city_on_two_continents_lies_in_both():
    column = [each.asked for each in KNOWN.questions]
    row = KNOWN.table[NUMBER["Istanbul"]]
    assert row[column.index("Is it in Asia?")]
    assert row[column.index("Is it in Europe?")]
    assert not KNOWN.table[NUMBER["Ankara"], column.index("Is it in Europe?")]
