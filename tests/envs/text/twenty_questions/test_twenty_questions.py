"""The table of TwentyQuestions, and how questions in plain English are understood."""

from collections import defaultdict

import gymnasium as gym
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.envs.text.twenty_questions import animals, foods, text, things
from turnwise.envs.text.twenty_questions.knowledge import knowledge

KNOWN = knowledge()
CODES = {attribute.code: number for number, attribute in enumerate(KNOWN.attributes)}


def true(thing, code):
    return bool(KNOWN.table[KNOWN.things.index(thing), CODES[code]])


def test_no_two_things_are_the_same_to_every_question():
    alike = defaultdict(list)
    for thing, row in zip(KNOWN.things, KNOWN.table, strict=True):
        alike[row.tobytes()].append(thing)
    assert [things for things in alike.values() if len(things) > 1] == []
    assert len(set(KNOWN.things)) == len(KNOWN.things) > 400


def test_every_word_of_the_tables_is_an_attribute():
    lines = "\n".join((animals.TEXT, foods.TEXT, things.TEXT)).strip().split("\n")
    said = [line.rsplit("]" if line.startswith("[") else ":", 1)[1].split() for line in lines if line]
    assert {word.lstrip("-") for words in said for word in words} <= set(CODES)


def test_every_attribute_tells_some_things_from_others():
    holds = KNOWN.table.sum(0)
    assert ((holds > 1) & (holds < len(KNOWN.things) - 1)).all()


@pytest.mark.parametrize(
    ("thing", "yes", "no"),
    [
        ("dog", "alive mammal legs4 tail pet carried", "bird fly bigger_than_person made"),
        ("penguin", "bird wings cold legs2", "fly fish mammal"),
        ("whale", "mammal sea bigger_than_car meat", "fish fur legs"),
        ("gorilla", "mammal fur africa", "tail reptile"),
        ("lemon", "fruit sour yellow on_tree hand", "sweet vegetable made"),
        ("piano", "instrument keys made bigger_than_person", "blown alive carried"),
        ("airplane", "vehicle fly many_people", "alive rails bird"),
        ("mushroom", "alive food", "plant animal"),
        ("ant", "legs legs_many europe australia", "wings fly"),
        ("chair", "legs legs4 furniture", "alive"),
        ("crow", "europe climb fly", "pet"),
        ("bridge", "building metal", "vehicle opens"),
        ("ring", "metal hands clothing", "cloth"),
        ("steak", "of_meat food kitchen", "meat alive"),
        ("juice", "drink sweet", "fruit"),
        ("water", "drink natural hold_liquid", "made"),
        ("mountain", "stone bigger_than_car", "climb"),
        ("oven", "metal heat kitchen", "bigger_than_person"),
        ("submarine", "vehicle sea", "underground"),
    ],
)
def test_what_is_true_of_some_things(thing, yes, no):
    assert all(true(thing, code) for code in yes.split())
    assert not any(true(thing, code) for code in no.split())


@pytest.mark.parametrize("attribute", KNOWN.attributes, ids=lambda attribute: attribute.code)
def test_every_attributes_own_question_asks_for_it(attribute):
    assert text.understood(attribute.question, KNOWN) == ("ask", CODES[attribute.code])
    assert attribute.true != attribute.false


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("Is it an animal?", "animal"),
        ("is the thing alive", "alive"),
        ("Can it fly?", "fly"),
        ("Does it have 4 legs?", "legs4"),
        ("Is it bigger than a car?", "bigger_than_car"),
        ("Is it made out of wood?", "wood"),
        ("Do you wear it on your head?", "head"),
        ("Could you eat it?", "food"),
        ("Does it live in the water?", "swim"),
        ("Is it orange?", "orange_coloured"),
        ("Isn't it dangerous?", "danger"),
        ("Would I find it in a kitchen?", "kitchen"),
        ("Is it made by people?", "made"),
        ("Does it eat meat?", "meat"),
        ("Does it contain meat?", "of_meat"),
        ("Does it have legs?", "legs"),
        ("Does it have a lid?", "opens"),
        ("I think it is no animal. Is it made of metal?", "metal"),
        ("It may be a plant or a tool.\nIt is not red.\n\nIs it bigger than a car?", "bigger_than_car"),
    ],
)
def test_questions_in_other_words_are_understood(question, code):
    assert text.understood(question, KNOWN) == ("ask", CODES[code])


@pytest.mark.parametrize(
    "question", ["Is it alive? Is it red?", "Is it metal?\nOr is it wood?", "Is it a plant or a tool?"]
)
def test_two_questions_are_refused(question):
    assert text.understood(question, KNOWN) == text.TWO


def test_naming_a_thing_is_a_guess():
    for question, thing in [("Is it a dog?", "dog"), ("is it an orange", "orange"), ("Is it the sun?", "sun")]:
        assert text.understood(question, KNOWN) == ("guess", KNOWN.things.index(thing))
    assert text.guessed("a polar bear.", KNOWN) == KNOWN.things.index("polar bear")
    assert text.guessed("unicorn", KNOWN) is None


@pytest.mark.parametrize(
    ("question", "said"), [("Who are you?", "cannot answer"), ("Is it red or green?", "one thing")]
)
def test_what_is_not_understood_costs_nothing_but_the_turn(question, said):
    env = gym.make("turnwise/TwentyQuestions-v0")
    env.reset(seed=0)
    observation, *_, info = env.step(question)
    assert said in observation
    assert not info["valid"]
    assert env.unwrapped.state.moves == ()


@given(st.text())
def test_any_question_is_understood_or_refused(question):
    move = text.understood(question, KNOWN)
    assert isinstance(move, str) or move[0] in ("ask", "guess")


def test_a_spoken_question_and_the_command_are_the_same():
    env, twin = gym.make("turnwise/TwentyQuestions-v0"), gym.make("turnwise/TwentyQuestions-v0")
    env.reset(seed=1)
    twin.reset(seed=1)
    assert env.step("Is it alive?")[0] == twin.step("ask Is it alive?")[0]
    assert env.unwrapped.state == twin.unwrapped.state


def test_the_expert_needs_about_as_many_questions_as_there_are_bits():
    env, lengths = gym.make("turnwise/TwentyQuestions-v0"), []
    for seed in range(40):
        env.reset(seed=seed)
        lengths.append(sum(1 for message in env.unwrapped.expert() if env.step(message)))
    assert max(lengths) <= 14
    assert sum(lengths) / 40 < 11


def test_kinds_leave_the_others_out():
    env = gym.make("turnwise/TwentyQuestions-v0", kinds=["birds"])
    assert all(true(name, "bird") for name in env.unwrapped.hypotheses())
    assert "birds" in env.reset(seed=0)[0]
