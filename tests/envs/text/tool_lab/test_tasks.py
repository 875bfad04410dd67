"""Tasks: their classes, their calls, and that the calls give the answer."""

import pickle

import pytest

from turnwise.envs.text.tool_lab.expressions import UNKNOWN, Apply, Constant, Each, Step, listed, step
from turnwise.envs.text.tool_lab.functions import named
from turnwise.envs.text.tool_lab.levels import Level
from turnwise.envs.text.tool_lab.rules import matches
from turnwise.envs.text.tool_lab.servers import SERVERS
from turnwise.envs.text.tool_lab.tasks import CLASSES, possible

ADA = Constant("person", "Ada Abel")
BOSS = Apply(named("get_manager"), (Constant("person", "Ben Brandt"),))
PAY = Apply(named("get_salary"), (BOSS,))
TEAM = Each(named("get_bonus"), Apply(named("list_reports"), (ADA,)))


def test_expressions_are_said_in_english():
    assert PAY.phrase() == "the monthly salary of the manager of Ben Brandt"
    assert Apply(named("add"), (TEAM,)).phrase() == "the sum of the yearly bonuses of all who report to Ada Abel"
    lamp = Apply(named("get_price"), (Constant("product", "oak lamp"),))
    assert Apply(named("largest"), ((lamp, PAY),)).phrase() == (
        "the largest of the price of the oak lamp and the monthly salary of the manager of Ben Brandt"
    )
    note = Apply(named("write_note"), (Constant("title", "Plan"), (lamp, BOSS)))
    assert note.phrase() == (
        "the number of a new note with the title 'Plan' and these lines: the price of the oak lamp and the manager of "
        "Ben Brandt"
    )
    assert listed(["a", "b", "c"]) == "a, b and c"


def test_calls_become_ready_when_what_they_need_is_known():
    ready = []
    assert PAY.resolve({}, ready) is UNKNOWN
    assert ready == [Step("get_manager", '["Ben Brandt"]')]
    known = {ready[0]: "Ada Abel"}
    ready = []
    assert PAY.resolve(known, ready) is UNKNOWN
    assert ready == [Step("get_salary", '["Ada Abel"]')]
    assert PAY.resolve({**known, ready[0]: 5000}, []) == 5000


def test_each_element_of_a_list_is_a_call():
    ready = []
    known = {step(named("list_reports"), ["Ada Abel"]): ["Ben Brandt", "Cora Costa"]}
    assert TEAM.resolve(known, ready) is UNKNOWN
    assert [each.values for each in ready] == [["Ben Brandt"], ["Cora Costa"]]
    assert TEAM.resolve({**known, ready[0]: 1, ready[1]: 2}, []) == [1, 2]


def test_the_same_call_is_needed_once():
    ready = []
    Apply(named("add"), ((PAY, PAY),)).resolve({}, ready)
    assert len(ready) == 1


@pytest.mark.parametrize("kind", CLASSES)
def test_classes_are_what_they_are_called(draw, kind):
    for seed in range(40):
        level = draw(seed, classes=(kind,))
        sizes = [len(turn) for turn in level.schedule]
        if kind == "single":
            assert sizes == [1]
        elif kind == "parallel":
            assert len(sizes) == 1
            assert 2 <= sizes[0] <= 4
            assert len(level.task.parts) == sizes[0]
        elif kind == "nested":
            assert 2 <= len(sizes) <= 3
            assert set(sizes) == {1}
        else:
            assert len(sizes) >= 2
            assert sum(sizes) >= 3
            assert sizes[-1] == 1


@pytest.mark.parametrize("spread", ["one", "several"])
def test_tasks_spread_over_as_many_servers_as_asked_for(draw, spread):
    for seed in range(40):
        level = draw(seed, classes=possible(spread, 4), servers=4, spread=spread)
        assert (len(level.task.servers()) == 1) == (spread == "one")
        assert len({function.server for function in level.functions.values()}) == 4


def test_depth_bounds_how_calls_depend_on_one_another(draw):
    depths = {
        depth: {len(draw(seed, classes=("nested",), depth=depth).schedule) for seed in range(60)} for depth in (2, 4)
    }
    assert depths == {2: {2}, 4: {2, 3, 4}}


def test_impossible_classes_are_left_out():
    assert possible("one", 7) == ("single", "parallel", "nested")
    assert possible("any", 1) == ("single", "parallel", "nested")
    assert possible("several", 2) == ("parallel", "nested", "steps")
    assert possible("several", 1) == ()
    assert possible("any", 2) == CLASSES


def test_every_function_is_needed_by_some_task(draw):
    used = {each.function for seed in range(400) for each in draw(seed, servers=len(SERVERS), depth=4).needed}
    assert len(used) >= 24


def test_answers_are_what_the_calls_give_and_not_told_by_the_task(draw):
    for seed in range(100):
        level = draw(seed)
        known = {each: level.result(each) for turn in level.schedule for each in turn}
        assert level.values(known) == level.answer
        assert level.values({}) is None
        assert all(str(value) not in level.task.text() for value in level.answer)
        assert "{" not in level.task.text()


def test_names_differ_from_level_to_level_and_calls_are_read_back(draw):
    names = [tuple(draw(seed, servers=7).tools) for seed in range(20)]
    assert len(set(names)) == 20
    level = draw(3)
    for each in level.needed:
        assert level.step_of(*level.call_of(each)) == each


def test_whole_floats_are_the_same_argument(draw):
    level = draw(1, servers=7)
    name = level.names["add_days"]
    day, count = name.arguments
    assert level.step_of(name.name, {day: "2020-01-01", count: 3}) == level.step_of(
        name.name, {day: "2020-01-01", count: 3.0}
    )


def test_levels_are_values(draw):
    level = draw(5)
    twin = pickle.loads(pickle.dumps(level))
    assert isinstance(twin, Level)
    assert twin == level
    assert twin.answer == level.answer
    assert draw(6) != level


@pytest.mark.parametrize(
    ("given", "right", "same"),
    [
        ([12.5], [12.5], True),
        (["12.5"], [12.5], True),
        ([12.51], [12.5], True),
        ([12.6], [12.5], False),
        ([1_000_000.5], [1_000_000], True),
        (["the Oak  lamp"], ["oak lamp"], True),
        (["aldmoor", 3], ["Aldmoor", 3], True),
        ([3, "aldmoor"], ["Aldmoor", 3], False),
        ([3], [3, 4], False),
        ([True], [1], False),
        ([[3]], [3], False),
        ([None], [3], False),
        (["x"], [3], False),
        ([10**400], [3], False),
        ([2020], ["2020"], True),
    ],
)
def test_answers_are_compared_by_value_and_order(given, right, same):
    assert matches(given, right) is same
