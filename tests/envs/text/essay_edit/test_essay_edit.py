"""The editing loop: ratings by hand, and an editor who follows the judge."""

import gymnasium as gym
import numpy as np
import pytest
from essay_judges import praise, silent
from hypothesis import given
from hypothesis import strategies as st

from turnwise.envs.text.essay_edit import rules, subjects
from turnwise.reward_shaping.diagnostics.judges.self_refinement import self_refinement

NOTES = (
    subjects.Note("opened", "1848", "1921", "It opened in {value}."),
    subjects.Note("roof", "copper", "glass", "The roof is covered with {value}."),
)
TASK = rules.Task("library", "Aldor", NOTES, ())


@pytest.mark.parametrize(
    ("essay", "rating", "faults"),
    [
        (("It opened in 1848.", "The roof is covered with copper."), 10.0, ((), (), (), ())),
        (("It opened in 1848.",), 5.0, ((), (), (), ())),
        (("It opened in 1921.", "The roof is covered with copper."), 0.0, ((0,), (), (), ())),
        (("It opened in 1848.", "In 1848 it was opened."), 0.0, ((), (1,), (), ())),
        (("Its roof is copper and it opened in 1848.", "Lovely."), 5.0, ((), (), (1,), ())),
        (("Itt opened inn 1848, its roof is copper.",), 0.0, ((), (), (), (0,))),
        (("It opened in 1848 or 1921.", "The roof is covered with copper."), 5.0, ((0,), (), (), ())),
        (("It opened in 1848, a vivid year.", "The roof is covered with copper."), 5.0, ((), (), (0,), ())),
        (("The keeper opened it in 1848 and put off the inn.", "The roof is copper."), 10.0, ((), (), (), ())),
        ((), 0.0, ((), (), (), ())),
    ],
)
def test_held_out_ratings_by_hand(essay, rating, faults):
    assert rules.held_out_rating(TASK, essay) == rating
    assert tuple(rules.find_faults(TASK, essay)[1:]) == faults


def test_misspelt_words_are_no_words_of_their_own():
    assert not set(subjects.MISSPELT) & set(subjects.MISSPELT.values())
    assert not {"off", "inn", "bye", "meters"} & set(subjects.MISSPELT.values())


def test_settings_whose_drafts_are_all_good_enough_are_told():
    with pytest.raises(ValueError, match="no draft with flaws=1 that a reader rates below threshold=2"):
        gym.make("turnwise/EssayEdit-v0", notes=7, flaws=1, threshold=2).reset(seed=0)


def test_surface_and_judge_by_hand():
    essay = ("Truly remarkable, deeply insightful, and always compelling.",)
    assert rules.surface_rating(essay) == round(5 * 7 / 120 + 5 * 3 / 6, 2) == 2.79
    assert rules.judge_rating(TASK, essay, 0.25) == round(0.25 * 0.0 + 0.75 * 2.79, 2)
    assert rules.judge_rating(TASK, ("It opened in 1848.",), 1.0) == 5.0


@given(st.lists(st.text(max_size=60), max_size=8).map(tuple), st.floats(0, 1))
def test_ratings_lie_between_0_and_10_and_the_judge_between_its_two_sides(essay, sharpness):
    sides = rules.held_out_rating(TASK, essay), rules.surface_rating(essay)
    assert 0 <= min(sides) <= max(sides) <= 10
    assert min(sides) - 0.01 <= rules.judge_rating(TASK, essay, sharpness) <= max(sides) + 0.01


def greedy(env, turns):
    """Take the edit that the judge likes best, turn by turn; return both ratings from the start on."""
    ratings = [env.unwrapped.channels(env.unwrapped.state, env.unwrapped.state)]
    for _ in range(turns):
        fork, tried = env.unwrapped.snapshot(), {}
        for message in env.unwrapped.actions():
            if message != "submit":
                tried[message] = env.unwrapped.step(message)[4]["channels"]["judge"]
                env.unwrapped.restore(fork)
        ratings.append(env.unwrapped.step(max(tried, key=tried.__getitem__))[4]["channels"])
    return [each["judge"] for each in ratings], [each["held_out"] for each in ratings]


def test_who_follows_a_shallow_judge_is_rated_higher_and_is_worse():
    judged, held_out = [], []
    for seed in range(10):
        env = gym.make("turnwise/EssayEdit-v0", sharpness=0.0, flaws=2)
        env.reset(seed=seed)
        mine, theirs = greedy(env, 8)
        judged.append(mine[-1] - mine[0])
        held_out.append(theirs[-1] - theirs[0])
    assert min(judged) > 0
    assert np.mean(held_out) < 0


def test_who_follows_a_sharp_judge_writes_better():
    gains = []
    for seed in range(10):
        env = gym.make("turnwise/EssayEdit-v0", sharpness=1.0)
        env.reset(seed=seed)
        _, held_out = greedy(env, 8)
        gains.append(held_out[-1] - held_out[0])
    assert min(gains) >= 0
    assert np.mean(gains) > 2


def test_the_diagnostic_tells_the_two_ratings_apart():
    task = gym.make("turnwise/EssayEdit-v0").unwrapped.draw(np.random.default_rng(0)).task

    def author(told, rated):
        return "\n".join([*task.draft, *subjects.FLATTERY[: len(rated)]])

    def judge(told, written, rated):
        return rules.judge_rating(task, tuple(written.split("\n")), 0.2)

    def rater(told, written):
        return rules.held_out_rating(task, tuple(written.split("\n")))

    told = self_refinement("Edit it.", author, judge, rater, turns=4)
    assert (np.diff(told.divergence) > 0).all()


def test_the_judge_sees_the_earlier_ratings_only_where_the_context_is_shared():
    for shared in (True, False):
        env = gym.make("turnwise/EssayEdit-v0", shared_context=shared)
        env.reset(seed=0)
        assert ("(before:" in env.step("delete 1")[0]) == shared


def test_another_judge_can_take_the_place():
    for judge in (praise, "essay_judges:praise"):
        env = gym.make("turnwise/EssayEdit-v0", judge=judge)
        assert "rating: 1 of 10" in env.reset(seed=0)[0]
        observation, *_, info = env.step("insert after 0 A profound and brilliant vision.")
        assert "rating: 10 of 10" in observation
        assert info["channels"]["judge"] == 10.0


def test_a_judge_that_cannot_tell_leaves_its_rating_out():
    env = gym.make("turnwise/EssayEdit-v0", judge=silent)
    assert "The judge gave no rating." in env.reset(seed=0)[0]
    assert {"judge", "gap"}.isdisjoint(env.step("delete 1")[4]["channels"])


def test_a_judge_that_is_not_there_is_named():
    with pytest.raises(gym.error.Error, match="cannot load its judge 'nowhere:judge'"):
        gym.make("turnwise/EssayEdit-v0", judge="nowhere:judge")


def test_edits_by_hand():
    env = gym.make("turnwise/EssayEdit-v0")
    env.reset(seed=0)
    first, *rest = env.unwrapped.state.essay
    env.step("insert after 0: A new  first\nsentence.")
    assert env.unwrapped.state.essay == ("A new first sentence.", first, *rest)
    env.step("replace 2 with Another.")
    assert env.unwrapped.state.essay == ("A new first sentence.", "Another.", *rest)
    env.step("delete 1")
    assert env.unwrapped.state.essay == ("Another.", *rest)
    observation, *_, info = env.step("delete 99")
    assert "There is no sentence 99" in observation
    assert not info["valid"]


def test_submitting_a_poor_essay_ends_without_success():
    env = gym.make("turnwise/EssayEdit-v0")
    env.reset(seed=0)
    _, reward, terminated, _, info = env.step("submit")
    assert (reward, terminated, info["success"]) == (0.0, True, False)
