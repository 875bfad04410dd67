import pickle

import pytest

from turnwise.envs.grid.minigrid import rules, tasks

LEFT, RIGHT, FORWARD, PICK_UP, DROP, TOGGLE, DONE = range(7)


def played(state, *moves):
    for move in moves:
        state = rules.transition(state, move)
    return state


def test_moves_are_numbered_and_named_as_in_minigrid():
    actions = pytest.importorskip("minigrid.core.actions").Actions
    assert [action.name for action in actions] == ["left", "right", "forward", "pickup", "drop", "toggle", "done"]
    assert len(rules.MOVES) == 7


def test_four_turns_of_either_kind_come_back(sketched):
    state = sketched("### #>. ###")
    assert [played(state, *[RIGHT] * n).facing for n in range(5)] == [0, 1, 2, 3, 0]
    assert [played(state, *[LEFT] * n).facing for n in range(5)] == [0, 3, 2, 1, 0]


@pytest.mark.parametrize("sign", "#KOBDL")
def test_walls_things_and_shut_doors_stop_a_step(sketched, sign):
    state = sketched(f"##### #>{sign}.# #####")
    after = played(state, FORWARD)
    assert after.situation == state.situation
    assert after.moves == 1


@pytest.mark.parametrize(("sign", "verdict"), [(".", 0), ("_", 0), ("G", rules.SUCCESS), ("~", rules.FAILURE)])
def test_floor_open_doors_goal_and_lava_let_a_step_pass(sketched, sign, verdict):
    state = sketched(f"##### #>{sign}.# #####")
    after = played(state, FORWARD)
    assert (after.at, after.verdict) == (state.at + 1, verdict)


def test_a_key_is_carried_to_where_it_is_dropped(sketched):
    state = sketched("##### #>K.# #####")
    held = played(state, PICK_UP)
    assert held.level.things[held.carrying].name == "yellow key"
    assert held.grid[held.front] == rules.FREE
    moved = played(held, FORWARD, DROP)
    assert moved.level.things[moved.grid[moved.front]].name == "yellow key"
    assert moved.carrying == 0


def test_full_hands_pick_up_nothing_and_nothing_is_dropped_onto_a_thing(sketched):
    held = played(sketched("###### #>KO.# ######"), PICK_UP, FORWARD)
    assert played(held, PICK_UP).situation == held.situation
    assert played(held, DROP).situation == held.situation


def test_nothing_is_dropped_from_empty_hands(sketched):
    state = sketched("#### #>.# ####")
    assert played(state, DROP).situation == state.situation


def test_a_door_opens_and_closes(sketched):
    state = sketched("##### #>D.# #####")
    states = [played(state, *[TOGGLE] * n) for n in range(3)]
    found = [after.level.things[after.grid[after.front]].state for after in states]
    assert found == ["closed", "open", "closed"]


@pytest.mark.parametrize(("key", "state_after"), [("K", "open"), ("k", "locked")])
def test_a_lock_takes_the_key_of_its_colour_only(sketched, key, state_after):
    state = sketched(f"####### #.{key}>L.# #######")
    held = played(state, LEFT, LEFT, PICK_UP, RIGHT, RIGHT, TOGGLE)
    assert held.level.things[held.grid[held.front]].state == state_after
    assert held.carrying


def test_a_box_gives_what_it_holds_and_is_gone(sketched):
    state = sketched("##### #>B.# #####", content="k")
    opened = played(state, TOGGLE)
    assert opened.level.things[opened.grid[opened.front]].name == "blue key"
    assert sum(thing.kind == "box" for thing in map(opened.level.things.__getitem__, opened.grid)) == 0
    empty = played(sketched("##### #>B.# #####"), TOGGLE)
    assert empty.grid[empty.front] == rules.FREE


def test_a_state_is_not_changed_by_what_comes_after(sketched):
    state = sketched("##### #>K.# #####")
    before = tuple(state)
    played(state, PICK_UP, FORWARD, DROP)
    assert tuple(state) == before


@pytest.mark.parametrize(
    ("verdict", "moves", "paid"),
    [(rules.SUCCESS, 50, 0.55), (rules.SUCCESS, 100, 0.1), (rules.SUCCESS, 101, 0), (rules.FAILURE, 5, 0), (3, 5, -1)],
)
def test_payment_by_hand(verdict, moves, paid):
    assert rules.payment(verdict, moves, 100) == pytest.approx(paid)


def test_coordinates_count_from_the_corner_inside_the_surrounding_wall(sketched):
    level = sketched("##### #>..# #...# #####").level
    assert (level.column(level.place), level.row(level.place)) == (0, 0)
    assert level.cell(2, 1) == 2 * 5 + 3


def test_a_pickled_state_is_equal_and_carries_no_memo(sketched):
    state = sketched("##### #>..# #####")
    state.level.memo["much"] = "data"
    twin = pickle.loads(pickle.dumps(state))
    assert twin == state
    assert twin.level.memo == {}


class TestTasks:
    """Each task's way to succeed and to fail, by hand; the parity test holds them to minigrid's own."""

    def test_doors_in_order(self, sketched):
        def task(codes):
            return tasks.DoorsInOrder(codes["D"] - 1, codes["L"] - 2)

        state = sketched("##### #D>L# #.K.# #####", task)
        right = played(state, RIGHT, PICK_UP, RIGHT, TOGGLE, RIGHT, RIGHT, TOGGLE)
        wrong = played(state, RIGHT, PICK_UP, LEFT, TOGGLE)
        assert (right.verdict, wrong.verdict) == (rules.SUCCESS, rules.FAILURE)

    def test_lifting_the_target_and_only_the_target_succeeds(self, sketched):
        state = sketched("##### #O>o# #####", lambda codes: tasks.Lift(codes["o"]))
        assert played(state, PICK_UP).verdict == rules.SUCCESS
        assert played(state, LEFT, LEFT, PICK_UP).verdict == rules.GOING_ON

    def test_unlocking_succeeds_when_the_door_is_open(self, sketched):
        state = sketched("##### #K>L# #####", lambda codes: tasks.Unlock(codes["L"] - 2))
        assert played(state, TOGGLE).verdict == rules.GOING_ON
        assert played(state, LEFT, LEFT, PICK_UP, LEFT, LEFT, TOGGLE).verdict == rules.SUCCESS

    def test_done_counts_beside_the_target(self, sketched):
        task = tasks.SayDone(7)
        beside, apart = sketched("##### #>O.# #####", task), sketched("###### #.O.># ######", tasks.SayDone(8))
        assert played(beside, DONE).verdict == rules.SUCCESS
        assert played(beside, TOGGLE).verdict == rules.FAILURE
        assert played(apart, DONE).verdict == rules.FAILURE

    def test_fetching_anything_else_fails(self, sketched):
        state = sketched("##### #O>o# #####", tasks.Fetch("ball", "red"))
        assert played(state, PICK_UP).verdict == rules.SUCCESS
        assert played(state, LEFT, LEFT, PICK_UP).verdict == rules.FAILURE

    def test_putting_near_is_judged_at_the_first_drop(self, sketched):
        state = sketched("####### #K>..o# #######", tasks.PutNear("key", "yellow", 12))
        held = played(state, LEFT, LEFT, PICK_UP, RIGHT, RIGHT)
        assert played(held, DROP).verdict == rules.FAILURE
        assert played(held, FORWARD, DROP).verdict == rules.SUCCESS
        assert played(held, FORWARD, FORWARD, DROP).verdict == rules.FAILURE
        assert played(state, FORWARD, FORWARD, PICK_UP).verdict == rules.FAILURE

    def test_the_wrong_end_of_the_hallway_fails(self, sketched):
        state = sketched("##### #.>.# #####", tasks.Remember(8, 6))
        assert played(state, FORWARD).verdict == rules.SUCCESS
        assert played(state, LEFT, LEFT, FORWARD).verdict == rules.FAILURE
        with_key = sketched("##### #>K.# #####", tasks.Remember(8, 5))
        assert played(with_key, PICK_UP).carrying == 0
