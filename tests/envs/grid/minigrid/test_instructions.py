import pytest

from turnwise.envs.grid.minigrid import instructions as babyai
from turnwise.envs.grid.minigrid import rules

LEFT, RIGHT, FORWARD, PICK_UP, DROP, TOGGLE, DONE = range(7)
ROOM = "####### #O.>.o# #.....# #..D..# #######"


def played(state, *moves):
    for move in moves:
        state = rules.transition(state, move)
    return state


def follow(make):
    return lambda codes: babyai.Instructed(make(codes))


def goto(codes, sign):
    return babyai.GoTo(f"go to {sign}", (codes[sign],))


def lift(codes, sign, strict=False):
    return babyai.PickUp(f"pick up {sign}", (codes[sign],), strict)


def test_going_to_a_thing_is_facing_it_from_beside(sketched):
    state = sketched(ROOM, follow(lambda codes: goto(codes, "o")))
    assert played(state, DONE).verdict == rules.GOING_ON
    assert played(state, FORWARD).verdict == rules.SUCCESS


def test_a_thing_counts_as_where_it_was_at_the_last_drop(sketched):
    """Minigrid looks for things again only after a drop."""
    make = follow(lambda codes: babyai.Then("", lift(codes, "O"), goto(codes, "O")))
    state = sketched(ROOM, make)
    held = played(state, LEFT, LEFT, FORWARD, PICK_UP)
    assert held.verdict == rules.SUCCESS, "the cell where the ball was still counts, and the agent faces it"


def test_picking_up_needs_empty_hands_when_its_turn_comes(sketched):
    make = follow(lambda codes: babyai.Then("", goto(codes, "O"), lift(codes, "o")))
    state = sketched(ROOM, make)
    early = played(state, FORWARD, PICK_UP, LEFT, LEFT, FORWARD, FORWARD)
    assert early.verdict == rules.GOING_ON
    again = played(early, LEFT, DROP, PICK_UP)
    assert again.verdict == rules.SUCCESS


@pytest.mark.parametrize(("strict", "verdict"), [(False, rules.GOING_ON), (True, rules.FAILURE)])
def test_a_wrong_pick_up_fails_only_if_strict(sketched, strict, verdict):
    state = sketched(ROOM, follow(lambda codes: lift(codes, "o", strict)))
    assert played(state, LEFT, LEFT, FORWARD, PICK_UP).verdict == verdict


def test_opening_is_judged_by_the_door_in_front(sketched):
    state = sketched(ROOM, follow(lambda codes: babyai.Open("open", (codes["D"] - 1,))))
    there = played(state, RIGHT, FORWARD)
    assert played(there, TOGGLE).verdict == rules.SUCCESS
    assert played(there, DONE).verdict == rules.GOING_ON


def test_strictly_opening_two_doors_in_order_fails_on_the_first_as_in_minigrid(sketched):
    def make(codes):
        first = babyai.Open("", (codes["D"] - 1,), True)
        return babyai.Instructed(babyai.Then("", first, babyai.Open("", (codes["L"] - 2,), True)))

    state = sketched("##### #D>L# #####", make)
    assert played(state, LEFT, LEFT, TOGGLE).verdict == rules.FAILURE


def test_putting_next_needs_the_drop_right_beside(sketched):
    make = follow(lambda codes: babyai.PutNext("", (codes["O"],), (codes["o"],)))
    state = sketched(ROOM, make)
    held = played(state, LEFT, LEFT, FORWARD, PICK_UP, LEFT, LEFT)
    assert played(held, FORWARD, DROP).verdict == rules.SUCCESS
    diagonal = played(held, RIGHT, FORWARD, LEFT, FORWARD, DROP)
    assert diagonal.verdict == rules.GOING_ON


def test_both_may_be_done_in_any_order_and_then_may_not(sketched):
    def state(kind):
        return sketched(ROOM, follow(lambda codes: kind("", goto(codes, "O"), goto(codes, "o"))))

    backwards = (FORWARD, LEFT, LEFT, FORWARD, FORWARD)
    assert played(state(babyai.Both), *backwards).verdict == rules.SUCCESS
    assert played(state(babyai.Then), *backwards).verdict == rules.GOING_ON
    assert played(state(babyai.Then), *backwards, RIGHT, RIGHT, FORWARD, FORWARD).verdict == rules.SUCCESS


def test_a_strict_sequence_fails_when_the_second_comes_first(sketched):
    make = follow(lambda codes: babyai.Then("", goto(codes, "O"), goto(codes, "o"), True))
    assert played(sketched(ROOM, make), FORWARD).verdict == rules.FAILURE


def test_clauses_stay_accomplished(sketched):
    make = follow(lambda codes: babyai.Both("", goto(codes, "O"), goto(codes, "o")))
    state = sketched(ROOM, make)
    task = state.level.task
    walk = [played(state, *[FORWARD, LEFT, LEFT][:count]) for count in range(4)]
    told = [list(task.instruction.clauses(after.progress, False)) for after in walk]
    assert told[0] == [("go to O", False), ("go to o", False)]
    assert told[1:] == [[("go to O", False), ("go to o", True)]] * 3
