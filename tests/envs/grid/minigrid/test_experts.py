"""Search, planner and bot: what they solve, in how many moves, and what they leave alone."""

from collections import deque

import pytest

from turnwise.envs.grid.minigrid import instructions as babyai
from turnwise.envs.grid.minigrid import planner, reach, rules, search, solver, tasks

LEFT, RIGHT, FORWARD, PICK_UP, DROP, TOGGLE, DONE = range(7)
SEEDS = 20
EVERY_KIND = [
    "MiniGrid-BlockedUnlockPickup-v0",
    "MiniGrid-LavaCrossingS9N3-v0",
    "MiniGrid-DoorKey-8x8-v0",
    "MiniGrid-Fetch-8x8-N3-v0",
    "MiniGrid-GoToDoor-8x8-v0",
    "MiniGrid-GoToObject-8x8-N2-v0",
    "MiniGrid-KeyCorridorS3R1-v0",
    "MiniGrid-KeyCorridorS5R3-v0",
    "MiniGrid-LockedRoom-v0",
    "MiniGrid-MemoryS13-v0",
    "MiniGrid-MultiRoom-N6-v0",
    "MiniGrid-ObstructedMaze-1Dlhb-v0",
    "MiniGrid-ObstructedMaze-Full-v1",
    "MiniGrid-PutNear-8x8-N3-v0",
    "MiniGrid-RedBlueDoors-8x8-v0",
    "MiniGrid-UnlockPickup-v0",
    "BabyAI-GoToLocal-v0",
    "BabyAI-KeyInBox-v0",
    "BabyAI-MiniBossLevel-v0",
    "BabyAI-MoveTwoAcrossS5N2-v0",
    "BabyAI-OpenDoorsOrderN4-v0",
    "BabyAI-PickupDist-v0",
    "BabyAI-PutNextLocalS5N3-v0",
    "BabyAI-PutNextS6N3Carrying-v0",
    "BabyAI-SynthS5R2-v0",
    "BabyAI-UnlockToUnlock-v0",
]


def played(state, moves):
    for move in moves:
        assert not state.verdict
        state = rules.transition(state, move)
    return state


@pytest.mark.needs("minigrid")
@pytest.mark.parametrize("name", EVERY_KIND)
def test_every_seed_is_solved(name, drawn):
    for seed in range(SEEDS):
        state = drawn(name, seed)
        assert played(state, solver.solve(state)).verdict == rules.SUCCESS, f"seed {seed}"


@pytest.mark.needs("minigrid")
@pytest.mark.parametrize("name", ["MiniGrid-ObstructedMaze-2Dlhb-v0", "BabyAI-GoToImpUnlock-v0"])
def test_what_is_not_solved_is_proved_hopeless(name, drawn):
    hopeless = [seed for seed in range(15) if reach.hopeless(drawn(name, seed))]
    assert hopeless == {"MiniGrid-ObstructedMaze-2Dlhb-v0": [7], "BabyAI-GoToImpUnlock-v0": [6, 14]}[name]
    assert all(solver.solve(drawn(name, seed)) is None for seed in hopeless)
    plans = [planner.plan(drawn(name, seed)) for seed in range(15) if seed not in hopeless]
    assert all(plans)


@pytest.mark.needs("minigrid")
@pytest.mark.parametrize("name", ["MiniGrid-Playground-v0", "BabyAI-OpenDoorsOrderN2Debug-v0"])
def test_what_nothing_solves_is_given_up(name, drawn):
    assert solver.solve(drawn(name, 1)) is None


@pytest.mark.needs("minigrid")
@pytest.mark.parametrize("size", ["5x5", "Random-6x6", "8x8", "16x16"])
def test_among_rolling_balls_every_walk_arrives(size, drawn):
    import numpy as np

    for seed in range(SEEDS):
        state, rng = drawn(f"MiniGrid-Dynamic-Obstacles-{size}-v0", seed), np.random.default_rng(seed)
        while not state.verdict:
            state = rules.transition(state, solver.solve(state)[0], rng)
        assert state.verdict == rules.SUCCESS
        assert state.moves < 200


def distance_by_hand(state):
    """Return the fewest moves to success by a search of its own, without any pruning."""
    queue, known = deque([(state, 0)]), {state.situation}
    while queue:
        state, moves = queue.popleft()
        for move in range(7):
            after = rules.transition(state, move)
            if after.verdict == rules.SUCCESS:
                return moves + 1
            if not after.verdict and after.situation not in known:
                known.add(after.situation)
                queue.append((after, moves + 1))
    return None


@pytest.mark.needs("minigrid")
@pytest.mark.parametrize(
    "name",
    [
        "MiniGrid-DoorKey-5x5-v0",
        "MiniGrid-Fetch-5x5-N2-v0",
        "MiniGrid-GoToDoor-5x5-v0",
        "MiniGrid-KeyCorridorS3R1-v0",
        "MiniGrid-PutNear-6x6-N2-v0",
        "MiniGrid-RedBlueDoors-6x6-v0",
    ],
)
def test_no_shorter_solution_is_pruned_away(name, drawn):
    for seed in range(4):
        state = drawn(name, seed)
        moves, complete = search.search(state, 10**6)
        assert complete
        assert len(moves) == distance_by_hand(state)


@pytest.mark.parametrize(
    ("picture", "fewest"),
    [
        ("##### #>.G# #####", 2),
        ("##### #<.G# #####", 4),
        ("###### #>D.G# ######", 4),
        ("####### #K>L.G# #######", 9),
        ("###### #>~G.# #....# ######", 7),
    ],
)
def test_fewest_moves_by_hand(sketched, picture, fewest):
    state = sketched(picture)
    moves, complete = search.search(state, 10_000)
    assert (len(moves), complete) == (fewest, True)
    assert len(planner.plan(state)) == fewest


def test_a_search_says_whether_it_was_complete(sketched):
    walled = sketched("##### #>#G# #####")
    assert search.search(walled, 100) == (None, True)
    assert search.search(sketched("######### #>.....G# #########"), 3) == (None, False)


def test_a_blocker_is_put_where_it_blocks_nothing(sketched):
    state = sketched("######## #>O..#G# ######.# #......# ########")
    assert planner.plan(state) is None, "a wall cannot be moved"
    state = sketched("####### #...### #>.O.G# #...### #######")
    first, second, *_ = planner.errands(state)
    assert (first.move, second.move) == (PICK_UP, DROP)
    assert played(state, planner.plan(state)).verdict == rules.SUCCESS


def test_a_key_in_a_box_behind_a_blocker_is_fetched(sketched):
    state = sketched("########## #....#..G# #>..OL...# #.B..#...# ##########", content="K")
    errands = [(errand.move, state.level.things[state.grid[errand.cell]].kind) for errand in planner.errands(state)]
    assert errands[0] == (PICK_UP, "ball")
    assert (TOGGLE, "box") in errands
    assert errands[-1] == (FORWARD, "goal")
    assert played(state, planner.plan(state)).verdict == rules.SUCCESS


def test_a_door_without_a_key_is_walked_around(sketched):
    state = sketched("######## #>.l.G## #.##.### #....### ########")
    assert played(state, planner.plan(state)).verdict == rules.SUCCESS
    assert TOGGLE not in planner.plan(state)


def test_a_key_behind_its_own_door_is_hopeless(sketched):
    assert reach.hopeless(sketched("####### #>.LKG# #######"))
    assert not reach.hopeless(sketched("####### #>KL.G# #######"))
    assert not reach.hopeless(sketched("######## #>BLO.G# ########", content="K"))


def test_out_of_a_dead_end_a_thing_is_left_behind(sketched):
    def task(codes):
        return babyai.Instructed(babyai.PutNext("", (codes["O"],), (codes["o"],)))

    state = sketched("######## #>OB...# ####.o.# ####...# ########", task)
    assert played(state, planner.plan(state)).verdict == rules.SUCCESS


@pytest.mark.needs("minigrid")
def test_the_bot_starts_from_any_state(drawn):
    from turnwise.envs.grid.minigrid import bot

    state = drawn("BabyAI-PutNextLocal-v0", 0)
    moves = bot.advise(state)
    for begun in range(len(moves)):
        middle = played(state, moves[:begun])
        assert played(middle, bot.advise(middle)).verdict == rules.SUCCESS


@pytest.mark.needs("minigrid")
def test_a_bot_that_fails_leaves_it_to_the_planner(drawn):
    from turnwise.envs.grid.minigrid import bot

    state = drawn("BabyAI-KeyInBox-v0", 0)
    assert bot.advise(state) is None
    assert solver.solve(state) == planner.plan(state)


def test_useless_moves_are_those_that_cannot_help(sketched):
    assert search.useless_moves(sketched("#### #>G# ####").level) == {TOGGLE, DROP}
    assert search.useless_moves(sketched("###### #>KOG# ######").level) == {TOGGLE}
    two = sketched("###### #>K.G# ######", tasks.PutNear("key", "yellow", 9))
    assert search.useless_moves(two.level) == {TOGGLE}


def test_moves_that_mean_something_else_are_not_worth_trying(sketched):
    beside_ball = sketched("##### #>O.# #####", lambda codes: tasks.Avoid((codes["O"],)))
    assert search.candidates(beside_ball) == [LEFT, RIGHT]
    assert search.candidates(sketched("##### #>K.# #####", tasks.Remember(8, 9))) == [LEFT, RIGHT]
    assert search.candidates(sketched("##### #>K.# #####")) == [LEFT, RIGHT, PICK_UP]
