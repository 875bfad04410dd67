"""Tutor: lessons, exercises, patience, and an expert that is always in time."""

from itertools import product

import gymnasium as gym
import numpy as np
import pytest

import turnwise  # noqa: F401 - registers the ids
from turnwise.envs.text.dialogue import belief, phrases
from turnwise.envs.text.dialogue.topics import Question, Reply
from turnwise.envs.text.tutor import catalogue, rules
from turnwise.envs.text.tutor.env import TutorEnv


def begun(seed=0, **kwargs):
    env = gym.make("turnwise/Tutor-v0", **kwargs)
    opening, info = env.reset(seed=seed)
    return env, opening, info["facts"]["user.style"], int(info["facts"]["user.level"])


@pytest.mark.parametrize(
    ("profile", "lesson", "reply"),
    [
        (("games", "3"), ("games", "3"), Reply("right")),
        (("games", "3"), ("games", "2"), Reply("lesson", ("too easy", "suits"))),
        (("games", "3"), ("stories", "4"), Reply("lesson", ("too hard", "does not suit"))),
        (("games", "3"), ("films", "3"), Reply("lesson", ("right", "does not suit"))),
    ],
)
def test_the_effect_of_a_lesson_by_hand(profile, lesson, reply):
    assert rules.effect(profile, lesson) == reply


@pytest.mark.parametrize(
    "written",
    [
        "lesson {s} {n}",
        "Lesson: {s}, {n}",
        "lesson {s} level {n}",
        '<action>lesson "{s}", level {n}.</action>',
        "lesson {s} at level {n}",
        "**lesson {s} {n}**",
        "Here it comes.\nlesson {s} {n}",
    ],
)
def test_a_lesson_is_read_however_it_is_written(written):
    env, _, style, level = begun()
    assert env.step(written.format(s=style, n=level))[4]["success"]


@pytest.mark.parametrize("written", ["exercise {n}", "exercise level {n}", "Exercise of level {n}."])
def test_an_exercise_is_read_however_it_is_written(written):
    env, _, _, level = begun()
    assert env.step(written.format(n=level))[0].startswith(phrases.SOLVED)


@pytest.mark.parametrize("question", ["How do you like to learn?", "How do you learn best?"])
def test_who_asks_for_the_style_outright_is_told_that_it_has_no_name(question):
    env, *_ = begun()
    env.step(question)
    assert env.unwrapped.state.heard[-1] == (Question("style"), Reply("blank"))


@pytest.mark.parametrize("question", ["Do you learn best alone?", "Do you like to learn in a group?"])
def test_the_manner_of_asking_is_not_taken_for_the_subject(question):
    env, *_ = begun()
    env.step(question)
    assert env.unwrapped.state.heard[-1][0].topic == "company"


def test_styles_are_told_apart_by_what_can_be_asked():
    assert len(set(catalogue.STYLES.values())) == len(catalogue.STYLES)


@pytest.mark.parametrize("count", range(2, 10))
def test_levels_differ_in_what_is_said_of_them_or_by_an_exercise(count):
    levels = tuple(str(level) for level in range(1, count + 1))
    experience, confidence, _, exercise = catalogue.level_topics(levels)
    told = [(experience.holds[level], confidence.holds[level]) for level in levels]
    assert told == sorted(told, key=lambda cells: (["none", "some", "much"].index(cells[0]), told.index(cells)))
    if count <= 5:
        assert len(set(told)) == count
    assert [cell.name for cell in exercise.cells] == list(levels)


@pytest.mark.parametrize("levels", [2, 5, 9])
def test_the_expert_needs_no_more_questions_than_the_learner_bears_whoever_they_are(levels):
    env = TutorEnv(styles=9, levels=levels)
    interview = env.interview(())
    most = 0
    for profile in product(catalogue.STYLES, env.levels):
        level = rules.Level("Ada", (), (tuple(catalogue.STYLES), env.levels), profile)
        held = belief.prior(interview.parts, level)
        questions = 0
        while (question := belief.most_telling(interview, held)) is not None:
            [(_, reply)] = interview.chances(question, interview.value(question, profile))
            for part, told in interview.tells(question, reply).items():
                held[part] = belief.updated(held[part], told)
            questions += 1
        assert tuple(map(belief.likeliest, held.values())) == profile
        most = max(most, questions)
    assert most <= 8


def test_an_exercise_is_solved_from_its_level_on():
    for seed in range(10):
        env, _, _, level = begun(seed, patience=9)
        for exercise in range(1, 6):
            observation, *_ = env.step(f"exercise {exercise}")
            solved = any(text in observation for text in ("without a mistake", "is right", "goes well"))
            assert solved == (level >= exercise)


def test_noise_turns_exercises_round_as_often_as_it_says():
    env = gym.make("turnwise/Tutor-v0", noise=0.3, patience=100, max_episode_steps=200)
    odd = total = 0
    for seed in range(20):
        env.reset(seed=seed)
        for _ in range(50):
            env.step("exercise 1")
        heard = env.unwrapped.state.heard
        odd += sum(reply.kind == "no" for _, reply in heard)
        total += len(heard)
    assert total == 1000
    assert 0.3 - 4 * np.sqrt(0.21 / 1000) < odd / total < 0.3 + 4 * np.sqrt(0.21 / 1000)


def test_the_last_lesson_that_is_not_right_ends_the_course():
    env, _, style, level = begun(lessons=2)
    other = next(name for name in env.unwrapped.state.level.candidates[0] if name != style)
    observation, reward, terminated, _, info = env.step(f"lesson {other} {level}")
    assert (reward, terminated) == (0.0, False)
    assert info["channels"]["parts_right"] == 0.5
    assert info["channels"]["lessons"] == 1
    assert "8 more questions" in observation  # a lesson is no question
    observation, reward, terminated, _, info = env.step(f"lesson {other} {level}")
    assert (reward, terminated, info["success"]) == (0.0, True, False)
    assert observation.endswith("(The conversation is over.)")


def test_what_a_wrong_lesson_tells_is_believed():
    env, opening, style, level = begun(lessons=3)
    lesson = f"lesson {style} {level % 5 + 1}"
    observation, *_, info = env.step(lesson)
    world = env.unwrapped
    names = np.array(world.hypotheses())
    left = names[world.likelihoods(names.tolist(), [opening, lesson, observation]) > 0]
    below = [str(other) for other in range(1, 6) if (other < level % 5 + 1) == (level < level % 5 + 1)]
    below = [other for other in below if int(other) != level % 5 + 1]
    assert sorted(left) == sorted(f"{style} {other}" for other in below)
    assert info["milestones"]["style_known"]


def test_the_learner_leaves_when_asked_once_too_often():
    env, *_ = begun(patience=2)
    env.step("How much experience do you have?")
    observation, _, terminated, *_ = env.step("Nice weather, isn't it?")
    assert "no more questions" in observation
    assert not terminated
    observation, reward, terminated, _, info = env.step("exercise 2")
    assert (reward, terminated, info["success"], info["valid"]) == (0.0, True, False, True)
    assert info["facts"]["user.gone"]
    assert observation.endswith("(The conversation is over.)")


def test_after_the_last_question_a_lesson_may_still_be_given():
    env, _, style, level = begun(patience=1)
    env.step("Hello!")
    assert env.step(f"lesson {style.upper()} {level}.")[4]["success"]


@pytest.mark.parametrize(
    ("message", "why"),
    [
        ("lesson games 6", "There is no level 6; levels are 1 to 5."),
        ("lesson games 0", "There is no level 0"),
        ("lesson yodelling 3", "There are no lessons in 'yodelling'"),
        ("exercise 99", "There is no level 99"),
    ],
)
def test_what_is_not_on_offer_is_refused_and_costs_nothing(message, why):
    env, *_ = begun()
    before = env.unwrapped.state
    observation, *_, info = env.step(message)
    assert info["error"].startswith(why)
    assert info["error"] in observation
    assert env.unwrapped.state is before


def test_the_opening_is_the_same_whatever_is_hidden():
    env = TutorEnv()
    env.reset(seed=4)
    level = env.state.level
    openings = {
        env.opening(env.state._replace(level=level._replace(profile=profile))) for profile in product(*level.candidates)
    }
    assert len(openings) == 1


@pytest.mark.parametrize("split", ["train", "test"])
def test_a_split_tells_nothing_about_what_is_hidden(split):
    env = gym.make("turnwise/Tutor-v0", styles=2, levels=2, split=split)
    hidden = {(env.reset(seed=seed)[1]["facts"]["user.style"]) for seed in range(80)}
    assert hidden == set(catalogue.STYLES)
