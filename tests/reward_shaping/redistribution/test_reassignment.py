"""Credit re-assignment: what each role earns, and preference data."""

import math
from types import SimpleNamespace

import pytest

from turnwise.agents.rollouts import Episode
from turnwise.reward_shaping.redistribution import Preference, by_role, preference_pairs

NAN = float("nan")


def episode(*told, roles=None):
    turns = len(told) // 2
    return Episode(
        observations=list(told[::2]),
        actions=list(told[1::2]),
        rewards=[0.0] * turns,
        successes=[None] * turns,
        valid=[True] * turns,
        errors=[""] * turns,
        keys={"role": roles} if roles else {},
    )


def test_each_role_earns_its_turns_and_a_missing_score_is_nobody_s():
    assert by_role([1.0, 0.0, 1.0, NAN], ["planner", "worker", "planner", "worker"]) == {"planner": 2.0, "worker": 0.0}
    assert by_role([], []) == {}
    with pytest.raises(ValueError, match="one role for each of 2 turns; got 1"):
        by_role([1.0, 0.0], ["planner"])


def test_pairs_answer_the_same_history_and_the_better_is_chosen():
    first = episode("page", "click", "form", "type", "sent", roles=["one", "two"])
    second = episode("page", "scroll", "form", "wait", "form")
    third = episode("page", "click", "form", "wait", "form")
    pairs = preference_pairs([first, second, third], [[1.0, 1.0], [0.0, 0.0], [1.0, 0.0]])
    assert pairs == [
        Preference(("page",), "click", "scroll", 1.0, "one"),
        Preference(("page",), "click", "scroll", 1.0, "agent"),
        Preference(("page", "click", "form"), "type", "wait", 1.0, "two"),
    ]


def test_scores_that_are_close_or_missing_and_equal_actions_make_no_pair():
    two = [episode("page", "click", "x"), episode("page", "scroll", "y")]
    assert preference_pairs(two, [[1.0], [0.5]], margin=0.5) == []
    assert len(preference_pairs(two, [[1.0], [0.4]], margin=0.5)) == 1
    assert preference_pairs(two, [[1.0], [NAN]]) == []
    assert preference_pairs([two[0], two[0]], [[1.0], [0.0]]) == []
    assert preference_pairs([], []) == []


def test_an_adversary_makes_up_a_worse_action_where_the_action_was_good():
    played = episode("page", "click", "form", "wait", "form")
    made = preference_pairs([played], [[1.0, 0.6]], adversary=lambda history, action: f"not {action} at {history[-1]}")
    assert [(pair.history, pair.chosen, pair.rejected) for pair in made] == [(("page",), "click", "not click at page")]
    assert math.isnan(made[0].margin)
    also = preference_pairs([played], [[1.0, 0.6]], adversary=lambda history, action: "no", good=0.5)
    assert [pair.chosen for pair in also] == ["click", "wait"]


def test_a_score_for_each_turn_is_needed():
    with pytest.raises(ValueError, match="one score for each of the 1 turns; got 2"):
        preference_pairs([episode("page", "click", "x")], [[1.0, 2.0]])
    with pytest.raises(ValueError, match="argument"):
        preference_pairs([SimpleNamespace()], [])
