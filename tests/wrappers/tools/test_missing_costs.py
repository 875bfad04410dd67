"""What a budget makes of costs that nobody could tell."""

import pytest

from turnwise.wrappers import CostBudget

NAN = float("nan")


def play(tools, prices, **arguments):
    """Return the term and what is missing, turn by turn."""
    turns = [{"channels": {"cost": price}} for price in prices]
    turns[-1]["terminated"] = True
    env = CostBudget(tools.Scripted(turns, {"channels": {"cost": 0.0}}), limit=9.0, **arguments)
    env.reset()
    infos = [env.step("go")[4] for _ in prices]
    return [info["reward_terms"]["budget"] for info in infos], [info.get("missing", []) for info in infos]


def test_a_turn_whose_cost_is_missing_is_listed(tools):
    assert play(tools, [NAN, 2.0, NAN]) == ([0.0] * 3, [["budget"], [], ["budget"]])


@pytest.mark.parametrize("prices", [[NAN, 4], [4, NAN]])
def test_an_episode_with_a_missing_cost_is_not_charged(tools, prices):
    paid, missing = play(tools, prices, boundary=[0, 8], weight=1.0)
    assert paid == [0.0, 0.0]
    assert missing == [["budget"] if prices[0] != prices[0] else [], ["budget"]]
    assert play(tools, [4, 4], boundary=[0, 8], weight=1.0) == ([0.0, -1.0], [[], []])


def test_a_missing_cost_is_forgotten_by_the_next_episode(tools):
    prices = iter([NAN, 2.0])
    env = CostBudget(tools.Scripted([{"terminated": True}]), lambda *given: next(prices), limit=9.0, boundary=[0, 8])
    records = [tools.play(env, ["a"]) for _ in range(2)]
    assert [tools.terms(record, "budget") for record in records] == [[0.0], [-0.125]]
