"""Which episodes can be looked at."""

import json
import math

import pytest

from turnwise.agents.rollouts.episode import Episode
from turnwise.report.sample import Sample, rounded


def sample(episodes, keep=2):
    taken = Sample(keep)
    for episode in episodes:
        taken.add(episode)
    return taken


def episode(number, env="A", solved=True, text="see"):
    return Episode(
        env=env, agent="a", episode=number, observations=[text, "end"], actions=["go"], rewards=[1.0],
        paid={"outcome": [1.0]}, successes=[solved], valid=[True], errors=[""],
    )  # fmt: skip


def numbers(data):
    return [entry["number"] for entry in data["episodes"]]


def test_the_first_few_of_each_kind_are_kept():
    data = sample([episode(n, solved=n > 5) for n in range(10)]).data()
    assert numbers(data) == [0, 1, 6, 7]
    assert data["left_out"] == 6


def test_a_rare_outcome_is_kept_when_room_is_short():
    common = [episode(n, text=f"{n}" * 2000) for n in range(3)]
    data = sample([*common, episode(9, solved=False)], keep=3).data(budget=4000)
    assert numbers(data) == [0, 9]
    assert data["left_out"] == 2


def test_one_episode_is_kept_however_large_it_is():
    assert numbers(sample([episode(0), episode(1)]).data(budget=1)) == [0]


def test_no_kept_text_belongs_to_an_episode_that_was_left_out():
    data = sample([episode(0), episode(1, text="other" * 100)]).data(budget=400)
    assert data["texts"] == ["see", "end", "go"]


def test_the_budget_is_the_size_of_what_is_embedded():
    episodes = [episode(n, env=f"E{n}", text=f"{n} " * 300) for n in range(20)]
    data = sample(episodes).data(budget=6000)
    size = len(json.dumps(data["episodes"])) + len(json.dumps(data["texts"]))
    assert 3000 < size < 6000 + 200


def test_a_text_is_stored_once():
    data = sample([episode(0), episode(1)]).data()
    assert data["texts"] == ["see", "end", "go"]
    assert [entry["saw"] for entry in data["episodes"]] == [[0, 1], [0, 1]]


def test_environments_stand_in_the_order_that_was_asked_for():
    taken = sample([episode(0, env="B"), episode(1, env="A"), episode(2, env="C")])
    assert numbers(taken.data(order=["A", "B"])) == [1, 0, 2]


def test_none_is_kept_if_none_is_asked_for():
    assert sample([episode(0)], keep=0).data() == {"texts": [], "episodes": [], "left_out": 1}


def test_milestones_begin_with_what_held_at_the_opening():
    one = episode(0)
    one.milestones, one.opening = {"key": [True], "door": [None]}, {"milestones": {"key": False}}
    assert sample([one]).data()["episodes"][0]["milestones"] == {"key": [False, True], "door": [None, None]}


def test_an_invalid_message_without_an_error_still_shows():
    one = episode(0)
    one.valid, one.errors = [False], [""]
    data = sample([one]).data()
    assert data["texts"][data["episodes"][0]["errors"][0]] == "not understood"


@pytest.mark.parametrize(
    ("value", "short"),
    [
        (None, None),
        (1.0, 1),
        (0.1 + 0.2, 0.3),
        (-2.5, -2.5),
        (math.inf, "inf"),
        (1e300, 1e300),
        (0.123456789, 0.123457),
    ],
)
def test_numbers_are_embedded_with_six_digits(value, short):
    assert rounded(value) == short
    assert type(rounded(value)) is type(short)
