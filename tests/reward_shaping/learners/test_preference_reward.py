"""Preferences over observations or trajectories become rewards of turns."""

import itertools

import numpy as np
import pytest

from turnwise.agents.rollouts import Episode
from turnwise.reward_shaping.learners import Learner, PreferenceReward
from turnwise.reward_shaping.learners.outcomes import histories_of

NAN = float("nan")


def lower(first, second):
    """Prefer the lake seen from further down."""
    rows = [message.count("\n", 0, message.find("P")) for message in (first, second)]
    return 0.5 if rows[0] == rows[1] else float(rows[0] > rows[1])


def shorter(first, second):
    return 0.5 if len(first) == len(second) else float(len(first) < len(second))


def test_the_reward_agrees_with_preferences_it_was_not_asked_for(seen, unseen):
    learner = PreferenceReward(lower, pairs=400)
    assert isinstance(learner, Learner)
    assert learner([seen[0].observations[1]]) == 0.0
    told = learner.update(seen)
    assert told["accuracy"] > 0.9
    assert told["comparisons"] == 400
    pairs = [(a.observations[-1], b.observations[-1]) for a, b in itertools.pairwise(unseen)]
    decided = [(lower(a, b), learner([a]) > learner([b])) for a, b in pairs if lower(a, b) != 0.5]
    assert np.mean([bool(preferred) == ahead for preferred, ahead in decided]) > 0.85


def test_rewards_are_centred_and_scaled_by_what_was_seen(seen):
    learner, raw = PreferenceReward(lower), PreferenceReward(lower, scale=False)
    for each in (learner, raw):
        each.update(seen)
    rewards = np.array([learner(past, {}) for episode in seen for past in histories_of(episode)])
    assert rewards.mean() == pytest.approx(0.0, abs=1e-6)
    assert rewards.std() == pytest.approx(1.0, abs=1e-6)
    first = histories_of(seen[0])[0]
    assert raw(first) == pytest.approx(learner(first) * float(learner.moments.std) + float(learner.moments.mean))


def test_preferences_of_trajectories_reward_their_turns():
    good, bad = (Episode(observations=["s", *more], actions=["x"] * len(more)) for more in (["win"], ["lose"] * 2))
    neutral = Episode(observations=["s", "wait"], actions=["x"])
    learner = PreferenceReward(
        lambda first, second: 0.5 + (("win" in first) - ("win" in second)) / 2, of="trajectory", scale=False
    )
    learner.update([good, bad, neutral])
    assert learner.identity == "PreferenceReward(trajectory)"
    assert learner(["s", "x", "win"]) > learner(["s", "x", "wait"])
    assert learner(["s", "x", "win"]) > learner(["lose", "x", "lose"])


def test_by_hand():
    learner = PreferenceReward(lambda first, second: 1.0, lambda history: [1.0], 1, l2=0.0, scale=False)
    learner.update([Episode(observations=["s", "a", "b"], actions=["x", "y"])])
    assert learner(["a"]) == 0.0
    length = PreferenceReward(shorter, lambda history: [1.0], 1, of="trajectory", l2=0.0, scale=False)
    length.update([Episode(observations=["s"] * (n + 1), actions=["x"] * n) for n in (1, 2)])
    assert length(["s", "x", "s"]) < 0


def test_what_nobody_can_tell_and_nothing_to_compare_teach_nothing(seen):
    for learner, episodes in (
        (PreferenceReward(lambda first, second: NAN), seen),
        (PreferenceReward(lower), []),
        (PreferenceReward(lower), [Episode(observations=["s"])]),
    ):
        told = learner.update(episodes)
        assert told["comparisons"] == 0
        assert np.isnan(told["loss"])
        assert np.isnan(told["accuracy"])
        assert learner.version == 1
        assert learner([seen[0].observations[1]]) == 0.0


def test_only_the_latest_comparisons_are_kept(seen):
    learner = PreferenceReward(lower, pairs=6, keep=10)
    assert [learner.update(seen[:9])["comparisons"] for _ in range(3)] == [6, 10, 10]


def test_it_goes_on_exactly_from_its_state(seen):
    learner, twin = PreferenceReward(lower, pairs=20), PreferenceReward(lower, pairs=20, seed=7)
    learner.update(seen)
    twin.load_state_dict(learner.state_dict())
    assert twin.update(seen) == learner.update(seen)
    assert twin([seen[0].observations[1]]) == learner([seen[0].observations[1]])
    assert twin.version == 2


@pytest.mark.parametrize("arguments", [{"of": "action"}, {"pairs": 0}, {"keep": 0}])
def test_wrong_arguments_are_refused(arguments):
    with pytest.raises(ValueError, match="PreferenceReward needs of to be one of"):
        PreferenceReward(lower, **arguments)


def walked(*messages):
    return Episode(observations=["start", *messages], actions=["go"] * len(messages))


COLOURS = ["red", "orange", "yellow", "green", "blue", "violet"]


def warmer(first, second):
    ranks = [COLOURS.index(message) for message in (first, second)]
    return 0.5 if ranks[0] == ranks[1] else float(ranks[0] < ranks[1])


def test_many_pairs_make_one_order():
    learner = PreferenceReward(warmer, pairs=200)
    learner.update([walked(*COLOURS)])
    rewards = [learner(["x", "go", colour]) for colour in COLOURS]
    assert rewards == sorted(rewards, reverse=True)


def test_preferences_turned_over_turn_rewards_over():
    one = PreferenceReward(warmer, pairs=60)
    other = PreferenceReward(lambda first, second: 1 - warmer(first, second), pairs=60)
    for each in (one, other):
        each.update([walked(*COLOURS)])
    for colour in COLOURS:
        assert one([colour]) == pytest.approx(-other([colour]), abs=1e-6)


def test_whoever_is_of_two_minds_prefers_nothing():
    learner = PreferenceReward(lambda first, second: 0.5, scale=False)
    told = learner.update([walked(*COLOURS)])
    assert told["loss"] == pytest.approx(np.log(2))
    assert np.isnan(told["accuracy"])
    assert [learner([colour]) for colour in COLOURS] == pytest.approx([0.0] * 6)


def test_what_is_compared_is_what_came_after_an_action_or_the_whole_way():
    asked = []
    watch = lambda first, second: asked.append((first, second)) or 0.5  # noqa: E731
    games = [walked("a", "b"), walked("c")]
    PreferenceReward(watch, pairs=30).update(games)
    assert {message for pair in asked for message in pair} == {"a", "b", "c"}
    assert all(first is not second for first, second in asked)
    asked.clear()
    PreferenceReward(watch, pairs=3, of="trajectory").update(games)
    assert {tuple(map(tuple, sorted(pair, key=len))) for pair in asked} == {
        (("start", "go", "c"), ("start", "go", "a", "go", "b"))
    }
