"""What the agent of a household reads, and what it may not learn from it."""

import re

import gymnasium as gym
import pytest
from household_homes import COUNTER, drawn, home, start, walked
from hypothesis import given
from hypothesis import strategies as st

from turnwise.envs.text.household import catalogue, commands, rules, text, wordings
from turnwise.envs.text.household.home import TASKS
from turnwise.envs.text.household.wordings import PARAPHRASES, goal_text


def answer(state, message):
    """Return what a message is answered with, and the state after it."""
    call, error = commands.COMMANDS.read(message)
    assert not error, message
    command, error = commands.meaning(state, call)
    if command is None:
        return error, state
    reason = rules.refusal(state, command)
    if reason:
        return text.refused(state, command, reason), state
    state = rules.transition(state, command)
    return text.told(state, command), state


def told(state, *messages):
    found = []
    for message in messages:
        observation, state = answer(state, message)
        found.append(observation)
    return found


def test_an_episode_as_it_is_read():
    assert told(
        start(task="clean"),
        "go to fridge 1",
        "open fridge 1",
        "take mug 2 from fridge 1",
        "look",
        "inventory",
        "go to sink 1",
        "clean mug 2 with sink 1",
        "examine mug 2",
        "go to study",
        "go to drawer 1",
        "put mug 2 in drawer 1",
        "open drawer 1",
        "put mug 2 in drawer 1",
    ) == [
        "You go to fridge 1. It is closed.",
        "You open fridge 1. In it you see mug 2.",
        "You take mug 2 from fridge 1.",
        "You are at fridge 1 in the kitchen. It is open. It is empty. Around you are: counter 1, fridge 1, sink 1 and "
        "microwave 1. A door leads to the study.",
        "You hold mug 2, which is unwashed and cold.",
        "You go to sink 1. It is empty.",
        "You clean mug 2 with sink 1. It is clean now.",
        "You examine mug 2. It is clean and cold.",
        "You go into the study. Around you are: drawer 1 and desk 1. A door leads to the kitchen.",
        "You go to drawer 1. It is closed.",
        "Drawer 1 is closed.",
        "You open drawer 1. It is empty.",
        "You put mug 2 in drawer 1. The task is done.",
    ]


def test_a_lamp_as_it_is_read():
    assert told(
        start(rooms=1, task="examine", kind="mug", target=""),
        "look",
        "go to desk 1",
        "examine lamp 1",
        "turn on lamp 1",
        "look at desk 1",
        "turn on lamp 1",
        "turn off lamp 1",
        "examine pencil 1",
        "take pencil 1 from desk 1",
        "use lamp",
        "examine pencil",
        "put pencil on desk",
        "go to counter 1",
        "examine mug",
    ) == [
        "You are in the middle of the flat. Around you are: counter 1, drawer 1, fridge 1, sink 1, desk 1 and "
        "microwave 1.",
        "You go to desk 1. On it you see pencil 1 and lamp 1 (off).",
        "You examine lamp 1. It is off.",
        "You turn on lamp 1.",
        "You examine desk 1. On it you see pencil 1 and lamp 1 (on).",
        "Lamp 1 is on already.",
        "You turn off lamp 1.",
        "You examine pencil 1. It is an ordinary pencil.",
        "You take pencil 1 from desk 1.",
        "You turn on lamp 1.",
        "You examine pencil 1. In the light of the lamp you see every detail of it.",
        "You put pencil 1 on desk 1.",
        "You go to counter 1. On it you see mug 1.",
        "You examine mug 1. It is unwashed and at room temperature.",
    ]


def test_a_kind_alone_means_the_only_one_within_reach():
    at_counter = rules.transition(start(), rules.Command("go", COUNTER))
    assert answer(at_counter, "take the Mug from Counter")[0] == "You take mug 1 from counter 1."
    state = start(where=(COUNTER, COUNTER, COUNTER))
    state = rules.transition(state, rules.Command("go", COUNTER))
    assert answer(state, "take mug from counter")[0] == "There are several; say which one: mug 1 and mug 2."
    assert answer(state, "TAKE MUG 2 FROM COUNTER 1.")[0] == "You take mug 2 from counter 1."
    assert answer(state, "go to drawer")[0] == "You can't go to drawer from here."


@pytest.mark.parametrize("message", ["put mug 1 on counter 1", "place mug in/on counter", "move mug 1 to counter 1"])
def test_a_thing_is_put_down_in_any_of_these_words(message):
    state = start(rooms=1)
    for before in ("go to counter 1", "take mug 1 from counter 1"):
        _, state = answer(state, before)
    assert answer(state, message)[0] == "You put mug 1 on counter 1."
    assert told(state, "inventory") == told(state, "check inventory")


def test_what_is_within_reach_but_of_the_wrong_kind_is_refused_as_such():
    state = start(rooms=1)
    for message in ("go to counter 1", "take mug 1 from counter 1", "go to desk 1"):
        _, state = answer(state, message)
    assert told(
        state,
        "open mug 1",
        "take lamp 1 from desk 1",
        "turn on the Mug",
        "go to pencil 1",
        "put mug 1 on lamp 1",
        "take pencil 1 from mug 1",
        "clean mug 1 with pencil 1",
        "close flat",
        "examine flat",
    ) == [
        "You can't open mug 1.",
        "You can't take lamp 1.",
        "There is no mug here.",
        "You can't go to pencil 1.",
        "You can't put anything in lamp 1.",
        "You can't take anything from mug 1.",
        "You can't clean anything with pencil 1.",
        "You can't close flat.",
        "You can't examine flat.",
    ]


UNSEEN = (
    "take {} from counter 1",
    "take {} from fridge 1",
    "put {} in counter 1",
    "clean {} with sink 1",
    "heat {} with microwave 1",
    "cool {} with fridge 1",
    "examine {}",
)
UNREACHED = ("go to {}", "open {}", "close {}", "examine {}", "take mug 1 from {}", "put mug 1 in {}")


@given(st.integers(0, 10_000), st.integers(1, 3), st.integers(0, 20), st.data())
def test_what_was_not_found_is_answered_for_as_if_it_did_not_exist(seed, rooms, turns, data):
    state = walked(drawn(seed, rooms=rooms), data, turns)
    level = state.level
    near = [level.thing_names[thing] for thing in rules.contents(state)]
    near += [level.thing_names[state.held]] if state.held >= 0 else []
    for name in level.thing_names:
        if name not in near:
            for form in UNSEEN:
                unknown = answer(state, form.format("#"))[0].replace("#", name)
                assert {answer(state, form.format(words))[0] for words in (name, f"the {name.upper()}")} == {unknown}
    here = level.room_of(state.at)
    for name, place in zip(level.place_names, level.places, strict=True):
        if place.room != here:
            for form in UNREACHED:
                unknown = answer(state, form.format("#"))[0].replace("#", name)
                assert {answer(state, form.format(words))[0] for words in (name, f"the {name.upper()}")} == {unknown}
    for lamp, stand in enumerate(level.lamps):
        if stand != state.at:
            for form in ("turn on {}", "turn off {}", "examine {}"):
                lamp_name = level.lamp_names[lamp]
                assert answer(state, form.format(lamp_name))[0] == answer(state, form.format("#"))[0].replace(
                    "#", lamp_name
                )


@given(st.integers(0, 10_000), st.integers(1, 3), st.integers(1, 20), st.data())
def test_an_observation_names_no_thing_out_of_sight(seed, rooms, turns, data):
    state = walked(drawn(seed, rooms=rooms), data, turns)
    level = state.level
    seen = {level.thing_names[thing] for thing in rules.contents(state)}
    observation, _ = answer(state, "look")
    things = "|".join(sorted({thing.kind for thing in level.things}, key=len, reverse=True))
    assert set(re.findall(rf"\b(?:{things}) \d+", observation)) == seen


def test_the_opening_tells_task_place_rules_and_commands():
    observation, _ = gym.make("turnwise/Household-v0", rooms=2).reset(seed=1)
    assert observation.count("Task: ") == 1
    for form in commands.COMMANDS.commands.values():
        assert form.templates[0].split("{")[0].strip() in observation
    for kinds in catalogue.TOOLS.values():
        assert " or ".join(kinds) in observation
    assert "behind one of its doors" in observation
    example = re.search(r"<action>(.*)</action>", observation).group(1)
    assert example.removeprefix("go to ") in observation.split("Around you")[1].split(".")[0]


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"target": "drawer"}, "Put a mug in the drawer."),
        ({"task": "clean", "target": "counter"}, "Put a clean mug on the counter."),
        ({"task": "heat"}, "Put a hot mug in the drawer."),
        ({"task": "cool"}, "Put a cold mug in the drawer."),
        ({"task": "examine", "target": ""}, "Examine a mug in the light of a lamp."),
        ({"task": "pair"}, "Put two mugs in the drawer."),
    ],
)
def test_the_plain_wording_of_each_task(settings, sentence):
    assert goal_text(home(**settings), paraphrased=False) == sentence


def test_several_places_and_other_words():
    level = drawn(0, task="pair", receptacles=30).level
    assert len(level.targets) > 1 or "the same" not in goal_text(level, paraphrased=False)
    told_other = goal_text(home(task="pair", wording=1), paraphrased=True)
    assert told_other == "Gather two coffee cups in the drawer."
    assert goal_text(home(task="pair", target="counter", wording=5), paraphrased=True) == (
        "Bring two coffee cups onto the worktop, one after the other."
    )


@given(st.integers(0, 10_000), st.sampled_from(TASKS))
def test_every_paraphrase_is_a_sentence_that_names_the_thing(seed, task):
    level = drawn(seed, task=task, goal="paraphrased").level
    for number in range(wordings.wordings(task)):
        goal = level.goal._replace(wording=number)
        fields = {name: getattr(level, name) for name in ("rooms", "doors", "places", "things", "lamps", "start")}
        sentence = goal_text(type(level)(goal=goal, **fields), paraphrased=True)
        assert sentence[0].isupper()
        assert sentence[-1] in ".?"
        assert "{" not in sentence
        kind = catalogue.THINGS[level.goal.kind]
        assert any(
            name in sentence.casefold() for name in (level.goal.kind, kind.plural, kind.alias or level.goal.kind)
        )
        assert not re.search(r"\b[Aa] [aeiou]", sentence)
        assert not re.search(r"\b[Aa]n [^aeiou]", sentence)


def test_wordings_of_a_task_differ():
    assert all(len(set(sentences)) == 5 for sentences in PARAPHRASES.values())
    assert set(PARAPHRASES) == set(TASKS)
