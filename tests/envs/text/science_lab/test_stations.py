"""The circuit, the beakers and the pot in a laboratory built by hand."""

import pytest
from laboratories import CIRCUIT, GROWING, HEAT, MIXING, laboratory, play, refused

from turnwise.envs.text.science_lab import growing
from turnwise.envs.text.science_lab.level import Reaction
from turnwise.envs.text.science_lab.names import STAGES
from turnwise.envs.text.science_lab.state import RIGHT, RUNNING, WRONG

WIRED = laboratory("conductivity", CIRCUIT)
MIXED = laboratory("mixing", MIXING, target=4)
POTTED = laboratory("growing", GROWING)
FOAMING = laboratory("reaction", MIXING, book=False, products=("white foam",), reactions=(Reaction(0, 2, 3),))


@pytest.mark.parametrize(
    ("battery", "thing", "lamp"),
    [
        ("square battery", "copper wire", "stays dark"),
        ("round battery", "copper wire", "lights up"),
        ("round battery", "rubber band", "stays dark"),
        ("round battery", "grey rod", "lights up"),
        ("round battery", "clear disc", "stays dark"),
    ],
)
def test_the_lamp_needs_a_charged_battery_and_a_conductor(battery, thing, lamp):
    _, seen = play(WIRED, f"connect {battery}", f"connect {thing}", "press switch")
    assert seen == f"The lamp {lamp}."


def test_a_circuit_that_is_not_closed_does_nothing():
    state, _ = play(WIRED, "connect grey rod")
    assert refused(state, "press switch") == "Nothing happens: the circuit needs a battery and a thing in it."
    assert refused(state, "connect grey rod") == "The grey rod is in the circuit already."


def test_the_experiment_ends_when_every_object_lies_in_a_box():
    state, _ = play(WIRED, "put grey rod in red box")
    assert state.verdict == RUNNING
    right, seen = play(state, "put clear disc in blue box")
    assert (right.verdict, seen.splitlines()[1]) == (RIGHT, "That is right. The experiment is over.")
    wrong, _ = play(state, "put clear disc in red box")
    assert wrong.verdict == WRONG
    back, _ = play(state, "connect grey rod", "put clear disc in blue box")
    assert back.verdict == RUNNING
    assert refused(WIRED, "put copper wire in red box") == "That is not possible with these things."


def test_liquids_that_react_become_their_product_at_once():
    state, seen = play(MIXED, "pour amber into glass beaker", "pour jade solution into glass beaker")
    assert seen.splitlines()[1] == "- glass beaker: amber solution, jade solution"
    state, seen = play(state, "pour teal into glass beaker")
    assert seen == (
        "You pour the teal solution into the glass beaker. The mixture in the glass beaker changes.\n"
        "- glass beaker: night oil"
    )
    assert state.made == 0b11
    assert play(state, "deliver glass beaker")[0].verdict == RIGHT
    assert play(state, "deliver steel beaker")[0].verdict == WRONG


def test_what_is_mixed_in_can_only_be_thrown_away():
    state, _ = play(MIXED, "pour amber into steel beaker", "pour steel beaker into glass beaker")
    assert state.beakers == ((0,), ())
    assert refused(state, "pour steel beaker into glass beaker") == "The steel beaker is empty."
    assert refused(state, "pour glass beaker into glass beaker") == "That is the same beaker."
    assert refused(state, "empty steel beaker") == "The steel beaker is empty."
    assert play(state, "empty glass beaker")[0].beakers == ((), ())


def test_the_book_tells_the_reactions_and_takes_no_time():
    state, seen = play(MIXED, "read book")
    assert seen.splitlines()[1:] == [
        "- amber solution and teal solution make ember oil.",
        "- jade solution and ember oil make night oil.",
    ]
    assert (state.hours, state.read) == (0, True)


def test_foam_hides_what_else_the_beaker_holds():
    state, seen = play(FOAMING, "pour amber into glass beaker", "pour teal into glass beaker")
    assert seen.splitlines()[1] == "- glass beaker: amber solution, teal solution"
    state, seen = play(state, "pour jade into glass beaker")
    assert seen.endswith("foams up.\n- glass beaker: white foam")
    assert refused(state, "pour teal into glass beaker") == "A beaker is full of foam; empty it first."
    assert refused(state, "pour glass beaker into steel beaker") == "A beaker is full of foam; empty it first."


def test_an_answer_names_the_pair_in_any_order():
    for said in ("amber solution and jade solution", "jade and the amber", "Amber + Jade."):
        assert play(FOAMING, f"answer {said}")[0].verdict == RIGHT
    assert play(FOAMING, "answer amber and teal")[0].verdict == WRONG
    assert refused(FOAMING, "answer amber and amber") == "That is none of the possible answers."
    assert refused(FOAMING, "answer amber") == "That is none of the possible answers."
    assert refused(FOAMING, "deliver glass beaker") == "Nothing is to be delivered in this experiment."


def test_a_plant_that_has_what_it_needs_flowers_in_eight_hours():
    state, _ = play(POTTED, "fill pot with loam", "water pot", "put pot at window", "plant mirabell")
    seen = []
    for _ in range(9):
        seen.append(STAGES[growing.stage(state.pot)])
        state, _ = play(state, "water pot" if state.pot.moisture < 2 else "wait")
    assert seen == ["seed", "sprout", "sprout", *["leafy plant"] * 2, *["budding plant"] * 2, *["flowering plant"] * 2]
    assert play(state, "deliver pot")[0].verdict == RIGHT


def test_a_plant_stops_in_the_wrong_soil_and_light_and_shows_it():
    state, _ = play(POTTED, "fill pot with clay", "water pot", "plant mirabell", "water pot", "wait")
    state, _ = play(state, "water pot", "wait", "wait")
    assert growing.stage(state.pot) == 1
    assert play(state, "examine pot")[1] == "- pot, in the cupboard: dry clay, mirabell: sprout, pale and stunted"
    state, _ = play(state, "fill pot with loam", "water pot", "put pot at window", "water pot")
    assert "stunted" not in play(state, "examine plant")[1]


def test_three_dry_hours_kill_a_plant_and_the_pot_can_be_used_again():
    state, seen = play(POTTED, "fill pot with sand", "plant tansel", "wait", "wait")
    assert seen == "An hour passes.\n- pot, in the cupboard: dry sand, a withered tansel"
    assert refused(state, "plant tansel") == "There is a plant in the pot already."
    state, seen = play(state, "empty pot", "fill pot with sand", "water pot", "plant tansel")
    assert seen.endswith("dry sand, tansel: seed")  # two measures of water last this thirsty plant an hour


def test_soggy_soil_harms_a_plant():
    state, _ = play(POTTED, "fill pot with loam", "plant mirabell", "water pot", "water pot", "water pot")
    assert state.pot.health == 1
    assert refused(POTTED, "plant mirabell") == "There is no soil in the pot."
    assert refused(POTTED, "water pot") == "There is no soil in the pot."


def test_an_hour_at_one_station_is_an_hour_at_all():
    state = laboratory("melt", HEAT, GROWING)
    state, _ = play(state, "fill pot with loam", "put velium on hot plate", "water pot", "plant mirabell")
    before = state.pot.growth
    state, seen = play(state, "turn on hot plate")
    assert state.pot.growth == before + 1
    assert "The velium is liquid now." in seen
