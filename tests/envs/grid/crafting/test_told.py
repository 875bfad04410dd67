"""What Crafting tells, in every style, and what its settings do."""

import re

import gymnasium as gym
import numpy as np
import pytest
from crafting_land import LAND, drawn, walk
from hypothesis import given
from hypothesis import strategies as st

from turnwise.envs.grid.crafting import rules, text
from turnwise.envs.grid.crafting.env import GRAMMARS


def commands_of(level):
    return [*level.steps, "collect", *level.recipe]


def strayed(level, steps, seed):
    """Return the state after a random walk that never makes the goal and never hoards."""
    rng, state = np.random.default_rng(seed), rules.initial_state(level)
    for _ in range(steps):
        after = [rules.transition(state, command) for command in commands_of(level)]
        after = [other for other in after if not other.note and not other.solved and max(other.pack) <= 3]
        state = after[rng.integers(len(after))]
    return state


def test_the_map_by_hand():
    start = rules.initial_state(LAND)
    seen = "#######\n#t.P.v#\n#.#.#.#\n#F....#\n#######\n#######\n#######\nPack: empty. Goal: sword."
    assert text.view(start, "ascii") == seen
    assert text.view(walk(start, "up"), "ascii") == f"{seen}\nThe way is blocked."
    at_tree = text.view(walk(start, "left", "left", "collect", "craft pick"), "ascii")
    assert at_tree.endswith(
        "\nYou stand on: tree.\nPack: 1 wood. Goal: sword.\nNothing was crafted: for pick you lack 3 plank."
    )


def test_the_egocentric_view_by_hand():
    seen = text.view(rules.initial_state(LAND), "egocentric")
    assert seen == "#####\n#####\nt.P.v\n.#.#.\nF....\nPack: empty. Goal: sword."


def test_the_recipes_in_the_opening_by_hand():
    lines = text.opening(rules.initial_state(LAND), "ascii", "accepted").split("\n")
    assert "- tree (t): source of wood" in lines
    assert "- vein (v): source of ore; needs pick" in lines
    assert "- plank (makes 2): 1 wood" in lines
    assert "- bar: 1 ore, 1 wood; at the forge" in lines
    assert "- sword: 1 bar, 1 plank; needs pick" in lines


def read_ascii(seen, level):
    rows = [line for line in seen.split("\n") if line.startswith("#")]
    names = {raw.sign: raw.place for raw in level.book.raws} | {"F": "forge", "P": "you"}
    things, walls = [], []
    for row, line in enumerate(rows):
        for column, sign in enumerate(line):
            if sign in names:
                things.append((names[sign], (row, column)))
            elif sign == "#" and 0 < row < len(rows) - 1 and 0 < column < len(rows) - 1:
                walls.append((row, column))
    [you] = [cell for name, cell in things if name == "you"]
    things += [(name, you) for name in re.findall(r"You stand on: ([^.]*)", seen)]
    return sorted(things), walls


def read_words(seen, pattern, walls):
    cell = r"\((\d+), (\d+)\)" if pattern == "pairs" else r"row (\d+), column (\d+)"
    land, _, fence = seen.partition(walls)
    if pattern == "pairs":
        things = [(name, int(r), int(c)) for name, r, c in re.findall(rf"^([a-z ]+): {cell}", land, re.MULTILINE)]
    else:
        things = [(name, int(r), int(c)) for r, c, name in re.findall(rf"In {cell} is: ([^.]*)", land)]
        things += [("you", int(r), int(c)) for r, c in re.findall(rf"You are in {cell}", land)]
    return sorted((name, (r, c)) for name, r, c in things), [(int(r), int(c)) for r, c in re.findall(cell, fence)]


@given(st.integers(0, 10_000), st.integers(1, 2), st.sampled_from(["named", "invented"]))
def test_the_whole_styles_tell_the_same(seed, copies, tree):
    level = drawn(seed, copies=copies, tree=tree)
    state = strayed(level, seed % 40, seed)
    seen = {style: text.view(state, style) for style in ("ascii", "coordinates", "sentences")}
    told = read_ascii(seen["ascii"], level)
    assert told == read_words(seen["coordinates"], "pairs", "\nwalls: ")
    assert told == read_words(seen["sentences"], "words", "Walls stand in ")
    assert len({view.split("Pack:")[1] for view in seen.values()}) == 1


@pytest.mark.parametrize("message", ["craft wooden pickaxe", "I make a wooden pickaxe.", '["craft wooden_pickaxe"]'])
def test_products_are_named_naturally(message):
    assert GRAMMARS["named"].read(message) == (("craft wooden pickaxe",), "")


def test_the_longest_product_is_read():
    assert GRAMMARS["named"].read("craft iron pickaxe")[0] == ("craft iron pickaxe",)
    assert GRAMMARS["named"].read("craft iron")[1]
    assert GRAMMARS["invented"].read("Make a lens")[0] == ("craft lens",)


def test_a_note_is_told_on_its_own_turn_only():
    env = gym.make("turnwise/Crafting-v0")
    env.reset(seed=0)
    told, _, _, _, info = env.step("craft table")
    assert "Nothing was crafted" in told
    assert info["valid"]
    assert info["channels"]["state_changed"] == 0.0
    told, _, _, _, info = env.step("gibberish")
    assert "Nothing was crafted" not in told
    assert not info["valid"]


def test_every_knob_changes_the_first_observation():
    def opening(**knobs):
        return gym.make("turnwise/Crafting-v0", **knobs).reset(seed=1)[0]

    each = [
        {},
        {"size": 8},
        {"depth": 5},
        {"distractors": 0},
        {"obstacles": 2},
        {"copies": 2},
        {"tree": "invented"},
        {"min_solution": 30},
        {"max_solution": 16},
        {"observation": "coordinates"},
        {"moves_per_turn": 3},
    ]
    assert len({opening(**knobs) for knobs in each}) == len(each)


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("size", 3),
        ("depth", 8),
        ("depth", 2.0),
        ("distractors", 7),
        ("copies", 0),
        ("obstacles", 13),
        ("tree", "oak"),
        ("tree", {}),
        ("min_solution", 0),
        ("max_solution", 2.5),
    ],
)
def test_wrong_settings_are_named(argument, value):
    with pytest.raises(ValueError, match=f"CraftingEnv needs {argument} to be .*; got {argument}={value!r}"):
        gym.make("turnwise/Crafting-v0", **{argument: value})


def test_milestones_fall_one_by_one_and_stay():
    env = gym.make("turnwise/Crafting-v0")
    _, info = env.reset(seed=2)
    assert not any(info["milestones"].values())
    fallen = [0]
    for message in env.unwrapped.expert():
        _, _, terminated, _, info = env.step(message)
        fallen.append(sum(info["milestones"].values()))
        assert info["channels"]["items_discovered"] == fallen[-1]
        assert info["channels"]["goal_distance"] == info["task"]["optimal_length"] - len(fallen) + 1
    assert terminated
    assert set(np.diff(fallen).tolist()) == {0, 1}
    assert fallen[-1] == len(info["milestones"]) >= 8


def test_the_expert_goes_on_from_wherever_the_agent_strayed():
    env = gym.make("turnwise/Crafting-v0", max_episode_steps=1000)
    env.reset(seed=4)
    rng, over = np.random.default_rng(0), False
    messages = env.unwrapped.expert()
    while not over:
        message = next(messages)
        if rng.random() < 0.4:
            choices = env.unwrapped.actions()
            message = choices[rng.integers(len(choices))]
        over = env.step(message)[2]
    assert env.unwrapped.state.solved
