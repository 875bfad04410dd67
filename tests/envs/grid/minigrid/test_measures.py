import itertools

import pytest

from turnwise.envs.grid.minigrid import instructions as babyai
from turnwise.envs.grid.minigrid import measures, planner, rules, tasks

LEFT, RIGHT, FORWARD, PICK_UP, DROP, TOGGLE, DONE = range(7)
LOCKED = "######## #>K.L.G# ########"


def states(state, moves):
    found = [state]
    for move in moves:
        found.append(rules.transition(found[-1], move))
    return found


@pytest.mark.parametrize(
    ("picture", "distance"),
    [
        ("##### #>.G# #####", 2),
        ("##### #<.G# #####", 2),
        (LOCKED, 1 + 2 + 2),
        ("##### #>#G# #####", 15),
        ("##### #>..# #####", 15),
        ("######## #.K>L.G# ########", 1 + 2 + 2),
    ],
)
def test_goal_distance_by_hand(sketched, picture, distance):
    assert measures.goal_distance(sketched(picture)) == distance


def test_goal_distance_of_putting_near_counts_both_ways(sketched):
    state = sketched("######## #K.>..o# ########", tasks.PutNear("key", "yellow", 14))
    assert measures.goal_distance(state) == 2 + 4


def test_goal_distance_falls_along_the_plan_and_ends_at_zero(sketched):
    state = sketched(LOCKED)
    distances = [measures.goal_distance(after) for after in states(state, planner.plan(state))]
    assert distances[0] == 5
    assert distances[-1] == 0
    assert all(later <= earlier for earlier, later in itertools.pairwise(distances))


def test_goal_distance_of_a_sequence_counts_every_clause(sketched):
    def task(codes):
        return babyai.Instructed(babyai.Then("", babyai.GoTo("o", (codes["o"],)), babyai.GoTo("O", (codes["O"],))))

    state = sketched("######## #O.>..o# ########", task)
    assert measures.goal_distance(state) == 3 + 5
    there = states(state, [FORWARD, FORWARD])[-1]
    assert measures.goal_distance(there) == 4


def test_milestones_hold_now_and_not_for_ever(sketched):
    state = sketched(LOCKED)
    names = ["yellow_key_picked_up", "yellow_door_open", "goal_reached"]
    told = [measures.milestones(after) for after in states(state, [PICK_UP, DROP, PICK_UP, FORWARD, FORWARD, TOGGLE])]
    assert all(list(found) == names for found in told)
    assert [[found[name] for found in told] for name in names] == [
        [False, True, False, True, True, True, True],
        [False, False, False, False, False, False, True],
        [False] * 7,
    ]
    assert measures.milestones(states(state, planner.plan(state))[-1])["goal_reached"]


def test_a_boxed_key_and_a_blocker_are_milestones(sketched):
    state = sketched("########## #....#..G# #>..OL...# #.B..#...# ##########", content="K")
    last = measures.milestones(states(state, planner.plan(state))[-1])
    assert set(last) == {
        "green_ball_moved",
        "grey_box_opened",
        "yellow_key_picked_up",
        "yellow_door_open",
        "goal_reached",
    }
    assert all(held for name, held in last.items() if name != "yellow_key_picked_up")


def test_a_door_that_can_be_avoided_is_no_milestone(sketched):
    assert list(measures.milestones(sketched("##### #>DG# #####"))) == ["red_door_open", "goal_reached"]
    assert list(measures.milestones(sketched("###### #>.DG# #....# ######"))) == ["goal_reached"]


def test_clauses_are_milestones_numbered_when_they_repeat(sketched):
    def task(codes):
        clauses = [babyai.GoTo("go to a ball", (codes[sign],)) for sign in "oO"]
        return babyai.Instructed(babyai.Then("", *clauses))

    state = sketched("######## #O.>..o# ########", task)
    assert measures.milestones(state) == {"go_to_a_ball": False, "go_to_a_ball_2": False}
    there = states(state, [FORWARD, FORWARD])[-1]
    assert measures.milestones(there) == {"go_to_a_ball": True, "go_to_a_ball_2": False}


def test_facts_say_where_things_are(sketched):
    state = sketched(LOCKED)
    facts = measures.facts(state)
    assert facts["agent.facing"] == "east"
    assert (facts["yellow_key.column"], facts["yellow_key.row"], facts["yellow_key.carried"]) == (1, 0, False)
    assert (facts["yellow_door.state"], facts["goal.column"]) == ("locked", 5)
    held = measures.facts(states(state, [PICK_UP])[-1])
    assert (held["yellow_key.column"], held["yellow_key.carried"], held["agent.carrying"]) == (-1, True, "yellow key")
    assert list(held) == list(facts)


def test_two_things_alike_have_two_names(sketched):
    facts = measures.facts(sketched("###### #>KK.# ######"))
    assert (facts["yellow_key.column"], facts["yellow_key_2.column"]) == (1, 2)
