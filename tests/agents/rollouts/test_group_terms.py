"""Group terms are paid into the ledger of a finished run."""

import numpy as np
import pytest

from turnwise.agents import ExpertAgent
from turnwise.agents.rollouts import Episode, Run, add_group_terms, collect, read_run
from turnwise.reward_shaping import groups

NAN = float("nan")


@pytest.fixture(scope="module")
def run():
    return collect("turnwise/FrozenLake-v0", ExpertAgent(noise=0.6), episodes=12, group_size=4, seed=3)


def test_a_group_term_is_a_term_of_the_ledger(run):
    paid = add_group_terms(run, {"vote": groups.MajorityVote(lambda episode: str(episode.solved))}, name="voted")
    assert paid.name == "voted"
    assert {episode.run for episode in paid} == {"voted"}
    for before, after in zip(run, paid, strict=True):
        assert sum(after.rewards) == pytest.approx(sum(sum(column) for column in after.paid.values()))
        assert after.total_reward == pytest.approx(before.total_reward + after.term_totals["vote"])
        assert "vote" not in before.paid
    for group in {episode.group for episode in run}:
        votes = [episode.paid["vote"][-1] for episode in paid if episode.group == group]
        assert sum(votes) >= len(votes) / 2


def test_values_of_turns_are_written_late_and_paid_as_a_lump(run):
    paid = add_group_terms(run, {"each": lambda episodes: [[0.5] * len(episode) for episode in episodes]})
    for episode in paid:
        assert episode.reward_terms["each"] == [0.5] * len(episode)
        assert episode.paid["each"][-1] == pytest.approx(0.5 * len(episode))
        assert not any(episode.paid["each"][:-1])


def test_a_later_term_reads_an_earlier_one(run):
    terms = {
        "length": groups.SuccessGatedLengthPenalty(threshold=0.0),
        "rank": groups.HierarchicalPreference(["length"]),
    }
    paid = add_group_terms(run, terms)
    assert list(paid[0].paid) == ["outcome", "length", "rank"]


def test_what_cannot_be_told_is_missing_and_pays_nothing(run):
    paid = add_group_terms(run, {"unknown": lambda episodes: [NAN] * len(episodes)})
    assert paid[0].paid["unknown"][-1] is None
    assert paid[0].rewards == run[0].rewards


def test_an_episode_without_turns_stays_as_it_is():
    run = Run({"run": "r"}, [Episode(observations=["o"])])
    assert add_group_terms(run, {"vote": groups.MajorityVote()})[0].paid == {}


def test_the_result_can_be_written_and_read(run, tmp_path):
    paid = add_group_terms(run, {"vote": groups.MajorityVote()}, out=tmp_path / "voted")
    assert list(read_run(tmp_path / "voted")) == list(paid)
    assert paid.config["group_terms"] == ["vote"]


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        ({"outcome": groups.MajorityVote()}, "has one of that name"),
        ({"short": lambda episodes: [1.0]}, "returned 1 values for a group of 4 episodes"),
        ({"turns": lambda episodes: [[1.0] * 99] * len(episodes)}, r"returned 99 values for episode \d+, which has"),
    ],
)
def test_a_term_that_does_not_fit_is_refused(terms, message, run):
    with pytest.raises(ValueError, match=message):
        add_group_terms(run, terms)


def test_arrays_are_as_good_as_lists_and_turns_that_are_all_missing_are_missing(run):
    lists = add_group_terms(run, {"each": lambda group: [[0.5] * len(episode) for episode in group]})
    arrays = add_group_terms(run, {"each": lambda group: [np.full(len(episode), 0.5) for episode in group]})
    assert list(arrays) == list(lists)
    whole = add_group_terms(run, {"each": lambda group: np.full(len(group), 0.5)})
    assert whole[0].paid["each"][-1] == 0.5
    unknown = add_group_terms(run, {"each": lambda group: [[NAN] * len(episode) for episode in group]})
    assert unknown[0].paid["each"][-1] is None
    assert unknown[0].rewards == run[0].rewards
