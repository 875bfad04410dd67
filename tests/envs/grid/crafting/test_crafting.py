"""Crafting: its books of recipes, its rules and its exact plans."""

from collections import deque

import numpy as np
import pytest
from crafting_land import LAND, drawn, walk
from hypothesis import given, settings
from hypothesis import strategies as st

from turnwise.envs.grid.crafting import levels, recipes, rules, solver


def held(state):
    return {item: count for item, count in zip(state.level.items, state.pack, strict=True) if count}


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


def brute_force(state, most):
    """Return the fewest commands to the goal by breadth-first search; no item is held more than ``most`` times."""
    state = state._replace(had=0, note=())
    found, queue = {state: 0}, deque([state])
    while queue:
        state = queue.popleft()
        if state.solved:
            return found[state]
        for command in commands_of(state.level):
            after = rules.transition(state, command)
            if not after.note and max(after.pack) <= most:
                after = after._replace(had=0)
                if after not in found:
                    found[after] = found[state] + 1
                    queue.append(after)
    raise AssertionError("no way")


def test_collecting_takes_the_source_and_its_tool():
    start = rules.initial_state(LAND)
    assert walk(start, "collect").note == ("nothing",)
    at_tree = walk(start, "left", "left", "collect", "collect")
    assert held(at_tree) == {"wood": 2}
    at_vein = walk(start, "right", "right", "collect")
    assert at_vein.note == ("tool", "pick")
    assert held(at_vein) == {}


def test_crafting_uses_parts_up_and_leaves_tools():
    state = walk(rules.initial_state(LAND), "left", "left", *["collect"] * 3, "craft plank", "craft plank")
    assert held(state) == {"wood": 1, "plank": 4}
    state = walk(state, "craft pick", *["right"] * 4, "collect")
    assert held(state) == {"wood": 1, "plank": 1, "ore": 1, "pick": 1}
    away = walk(state, "craft bar")
    assert away.note == ("forge", "bar")
    at_forge = walk(away, "down", "down", *["left"] * 4, "craft bar")
    assert held(at_forge) == {"plank": 1, "pick": 1, "bar": 1}
    done = walk(at_forge, "craft sword")
    assert done.solved
    assert held(done) == {"pick": 1, "sword": 1}
    assert done.had == (1 << len(LAND.items)) - 1


@pytest.mark.parametrize(
    ("command", "note"),
    [
        ("up", ("blocked",)),
        ("collect", ("nothing",)),
        ("craft plank", ("missing", "plank")),
        ("craft ladder", ("unknown", "ladder")),
    ],
)
def test_what_is_not_possible_changes_nothing_but_the_note(command, note):
    start = rules.initial_state(LAND)
    assert rules.transition(start, command) == start._replace(note=note)


def test_missing_names_parts_and_tools():
    state = walk(rules.initial_state(LAND), "left", "left", "collect", "craft plank")
    assert rules.missing(state, LAND.recipe["craft pick"]) == [("plank", 1)]
    assert rules.missing(state, LAND.recipe["craft sword"]) == [("bar", 1), ("pick", 1)]


def test_the_distance_by_hand():
    # 3 wood, 1 ore, 2 planks' crafts, pick, bar, sword: 9 commands; walk: tree 2, vein 4, forge 6.
    table = solver.table(LAND)
    start = rules.initial_state(LAND)
    assert table.distance(start.cell, start.pack) == 9 + 12
    assert brute_force(start, 5) == 21
    assert table.need(start.pack)[0] == (3, 1, 2, 1, 1, 1)


def test_a_part_that_is_short_is_not_crafted_away_greedily():
    # With one wood in the pack at the vein and the pick made, the bar needs wood and so does the plank of the sword.
    # Whichever comes first, one more wood is needed: the forge lies on the way back to the tree.
    index = LAND.index
    pack = [0] * len(LAND.items)
    pack[index["wood"]], pack[index["ore"]], pack[index["pick"]] = 1, 1, 1
    state = rules.State(LAND, 12, tuple(pack))
    assert solver.table(LAND).distance(state.cell, state.pack) == brute_force(state, 5)


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.integers(1, 2), st.sampled_from(["named", "invented"]), st.integers(0, 50))
def test_the_distance_is_the_brute_force_one_and_the_plan_has_it(seed, depth, tree, steps):
    level = drawn(seed, size=4, depth=depth, obstacles=2, tree=tree)
    state = strayed(level, steps, seed)
    plan = solver.table(level).plan(state)
    assert len(plan) == solver.table(level).distance(state.cell, state.pack) == brute_force(state, 4)


@pytest.mark.parametrize("seed", range(6))
def test_the_distance_of_deeper_goals_is_the_brute_force_one_too(seed):
    level = drawn(seed, size=4, depth=3, distractors=0, obstacles=2, copies=1 + seed % 2)
    state = strayed(level, 15 * (seed % 3), seed)
    assert solver.table(level).distance(state.cell, state.pack) == brute_force(state, 4)


@pytest.mark.parametrize("tree", ["named", "invented"])
@pytest.mark.parametrize("depth", range(1, recipes.MAX_DEPTH + 1))
def test_hundreds_of_levels_are_solved_by_their_plan_at_every_depth(tree, depth):
    for seed in range(40):
        level = drawn(seed, size=7, depth=depth, distractors=2, tree=tree, copies=1 + seed % 2)
        state = strayed(level, 40 * (seed % 2), seed)
        plan = solver.table(level).plan(state)
        assert len(plan) == solver.table(level).distance(state.cell, state.pack)
        for command in plan:
            state = rules.transition(state, command)
            assert not state.note
        assert state.solved


@given(
    st.integers(0, 10_000), st.integers(1, recipes.MAX_DEPTH), st.integers(0, 6), st.sampled_from(["named", "invented"])
)
def test_books_are_in_order_reach_their_depth_and_keep_parts_and_tools_apart(seed, depth, distractors, tree):
    book = levels.BOOKS[tree](np.random.default_rng(seed), depth, distractors)
    assert recipes.depths(book.raws, book.recipes)[book.goal] == depth
    known = {raw.item for raw in book.raws}
    parts, tools = set(), {raw.tool for raw in book.raws if raw.tool}
    for recipe in book.recipes:
        assert known >= set(recipes.asked(recipe))
        known.add(recipe.product)
        parts |= {item for item, _ in recipe.parts}
        tools |= set(recipe.tools)
    assert parts.isdisjoint(tools)
    assert len(known) == len(book.raws) + len(book.recipes)
    assert len({raw.sign for raw in book.raws}) == len(book.raws)
    extra = len(book.recipes) - sum(item in recipes.needed(*book) for item in known - {raw.item for raw in book.raws})
    assert extra <= distractors if tree == "named" else extra == distractors


def test_the_named_tree_has_goals_at_every_depth():
    depths = recipes.depths(recipes.RAWS, recipes.RECIPES)
    goals = {recipe.product: depths[recipe.product] for recipe in recipes.RECIPES}
    assert set(goals.values()) == set(range(1, recipes.MAX_DEPTH + 1))
    assert (goals["plank"], goals["table"], goals["stone pickaxe"], goals["drill"]) == (1, 2, 4, 7)


def test_goals_and_invented_recipes_vary_with_the_seed():
    assert len({drawn(seed, depth=4).book.goal for seed in range(30)}) == 3
    assert len({drawn(seed, tree="invented").book for seed in range(30)}) == 30


@given(st.integers(0, 10_000), st.integers(5, 9), st.integers(0, 6), st.integers(1, 2))
def test_everything_on_a_land_can_be_reached(seed, size, obstacles, copies):
    level = drawn(seed, size=size, obstacles=obstacles, copies=copies)
    places = [level.start, *(cell for cell, _ in level.sources)] + ([level.forge] if level.forge >= 0 else [])
    assert len(set(places)) == len(places)
    assert level.grid.count(1) == size * size - obstacles
    ways = solver.distances(level.grid, level.size, level.start)
    assert min(ways[cell] for cell in places) == 0
    assert sorted(item for _, item in level.sources) == sorted(
        raw.item for raw in level.book.raws for _ in range(copies)
    )


def test_plans_have_a_length_in_range_or_are_refused():
    for seed in range(40):
        level = drawn(seed, min_solution=16, max_solution=18)
        assert 16 <= solver.table(level).distance(level.start, rules.initial_state(level).pack) <= 18
    with pytest.raises(ValueError, match=r"min_solution=190.*'size': 6.*Widen"):
        drawn(0, min_solution=190)


def test_a_land_too_full_is_refused():
    with pytest.raises(ValueError, match=r"obstacles=24.*size=5.*enlarge"):
        drawn(0, size=5, obstacles=24)
