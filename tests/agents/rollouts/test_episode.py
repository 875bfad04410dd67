"""An episode's columns, and the rows that they make."""

import math

import numpy as np
import pytest

from turnwise.agents import Reply, ScriptedAgent
from turnwise.agents.rollouts import Column, Episode, Tokens, rollout


@pytest.fixture
def episode():
    return Episode(
        run="r",
        batch=2,
        task="t",
        group=4,
        episode=9,
        observations=["o0", "o1", "o2"],
        actions=["a0", "a1"],
        rewards=[0.0, 3.0],
        paid={"outcome": [0.0, 1.0], "lump": [None, 2.0]},
        late={"lump": [1.5, 0.5]},
        successes=[False, True],
        valid=[True, False],
        errors=["", "why"],
        terminated=True,
        channels={"distance": [1.0, None], "cost": [math.nan, 2.0]},
        milestones={"half": [False, True]},
        facts={"cup.full": [True, None]},
        extra={"temperature": [20, 21]},
        keys={"role": [None, "judge"], "segment": [3, 4]},
        tokens=[Tokens([7, 8], [("action", 1, 2)]), None],
    )


def test_rows_hold_what_the_columns_say(episode):
    first, second = episode.turns
    assert (first.run, first.batch, first.task, first.group, first.episode, first.turn) == ("r", 2, "t", 4, 9, 0)
    assert (first.observation, first.action, first.next_observation) == ("o0", "a0", "o1")
    assert (first.thread, first.role, first.segment, first.anchor, first.fork) == ("main", "agent", 3, "o0", "")
    assert (second.role, second.segment, second.anchor) == ("judge", 4, "o1")
    assert (first.terminated, second.terminated, second.truncated) == (False, True, False)
    assert (second.valid, second.error, second.success, second.reward) == (False, "why", True, 3.0)
    assert (first.facts, second.facts) == ({"cup.full": True}, {})
    assert (first.milestones, second.milestones) == ({"half": False}, {"half": True})
    assert (first.tokens.ids, second.tokens) == ([7, 8], None)
    assert first.info["temperature"] == 20
    assert first.info["milestones"] == {"half": False}


def test_what_is_missing_is_absent_from_a_row_and_not_zero(episode):
    first, second = episode.turns
    assert first.paid_terms == {"outcome": 0.0}
    assert second.channels == {"cost": 2.0}
    assert math.isnan(first.channels["cost"])


def test_late_values_replace_the_lump_and_what_was_paid_stays(episode):
    first, second = episode.turns
    assert (first.reward_terms, second.reward_terms) == ({"outcome": 0.0, "lump": 1.5}, {"outcome": 1.0, "lump": 0.5})
    assert second.paid_terms == {"outcome": 1.0, "lump": 2.0}
    assert sum(second.paid_terms.values()) == second.reward
    assert episode.reward_terms["lump"] == [1.5, 0.5]
    assert episode.paid["lump"] == [None, 2.0]


def test_totals_are_of_what_was_paid(episode):
    assert len(episode) == 2
    assert episode.total_reward == 3.0
    assert episode.term_totals == {"outcome": 1.0, "lump": 2.0}
    assert episode.solved is True


def test_an_episode_without_turns_is_as_solved_as_it_opened():
    assert Episode(opening={"success": True}).solved is True
    assert Episode().solved is None
    assert Episode(observations=["o"]).turns == []


def test_a_column_is_an_array_with_nan_for_what_is_missing(episode):
    np.testing.assert_array_equal(episode.column("distance"), [1.0, np.nan])
    np.testing.assert_array_equal(episode.column("lump"), [1.5, 0.5])


def test_an_unknown_column_is_named_with_those_that_are_there(episode):
    with pytest.raises(ValueError, match=r"Episode 9 has no channel or reward term 'x'; it has \['cost', 'distance'"):
        episode.column("x")


@pytest.mark.parametrize("column", ["log_probs", "entropy"])
def test_tokens_refuse_columns_of_other_lengths(column):
    with pytest.raises(ValueError, match=f"needs one value of {column} for each of 3 ids; got 2"):
        Tokens([1, 2, 3], **{column: [0.0, 0.0]})


@pytest.mark.parametrize("span", [("action", 2, 1), ("action", -1, 1), ("action", 0, 4)])
def test_tokens_refuse_spans_outside_of_the_ids(span):
    with pytest.raises(ValueError, match="must lie within its 3 ids"):
        Tokens([1, 2, 3], [span])


def test_ragged_tokens_are_recorded_turn_by_turn(corridor):
    class Talker:
        def act(self, conversations):
            return [self.say(talk.turn) for talk in conversations]

        def say(self, turn):
            ids = list(range(turn + 1))
            if turn == 2:
                return Reply("right")
            spans = [("thought", 0, 1), ("action", 1, turn + 1)] if turn else None
            return Reply("right", ids, spans, [-0.5] * len(ids), [0.1] * len(ids), 10, turn, 0.25, {"segment": turn})

    episode = rollout(corridor(), Talker(), seed=5)
    assert len(episode) >= 3
    assert [tokens and len(tokens.ids) for tokens in episode.tokens[:4]] == [1, 2, None, 4][: len(episode)]
    assert episode.tokens[0].spans == [("action", 0, 1)]
    assert episode.tokens[1].spans == [("thought", 0, 1), ("action", 1, 2)]
    assert episode.tokens[1].log_probs == [-0.5, -0.5]
    assert [turn.segment for turn in episode.turns][:3] == [0, 1, 0]
    assert episode.turn_costs["tokens_in"][:3] == [10, 10, None]
    assert episode.costs["tokens_in"] == 10.0 * (len(episode) - 1)
    assert episode.costs["agent_seconds"] >= 0


def test_channels_mean_what_the_environment_says_they_do(corridor):
    env = corridor()
    env.metadata = {"channels": {"goal_distance": {"kind": "event", "ready": "next"}, "absent": {}}}
    episode = rollout(env, ScriptedAgent(["right"], repeat=True), seed=0)
    assert episode.columns == {"goal_distance": Column(kind="event", ready="next")}


def test_costs_are_no_part_of_what_two_episodes_have_in_common(corridor):
    script = ScriptedAgent(["right"], repeat=True)
    first, second = (rollout(corridor(), script, seed=3) for _ in range(2))
    assert first == second
    assert first.costs is not second.costs
