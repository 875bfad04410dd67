"""Coach: types that are told apart by what is typical of them, and one plan."""

from itertools import combinations, product

import gymnasium as gym
import pytest

import turnwise  # noqa: F401 - registers the ids
from turnwise.envs.text.coach.env import CoachEnv
from turnwise.envs.text.coach.fitness import FITNESS
from turnwise.envs.text.coach.lifestyles import LIFESTYLES
from turnwise.envs.text.dialogue import belief
from turnwise.envs.text.dialogue.rules import Level


def begun(seed=0, **kwargs):
    env = gym.make("turnwise/Coach-v0", **kwargs)
    opening, info = env.reset(seed=seed)
    return env, opening, info["answer"]


@pytest.mark.parametrize(
    "written", ["plan for {}", "plan {}", "Plan for a {}.", 'plan for the "{}"', "So be it:\n**plan for {}**"]
)
def test_a_plan_is_read_however_it_is_written(written):
    env, _, answer = begun()
    quoted = answer.replace(", ", '", "') if '"' in written else answer
    assert env.step(written.format(quoted))[4]["success"]


@pytest.mark.parametrize("types", [LIFESTYLES, FITNESS])
def test_every_two_types_differ_in_something_typical(types):
    assert all(types[one] != types[other] for one, other in combinations(types, 2))


def questions_of_the_expert(env, candidates, profile):
    """Return how many questions the expert asks of a candid client, and whether it then knows the profile."""
    interview = env.interview(())
    held = belief.prior(interview.parts, Level("Ada", (), candidates, profile))
    asked = 0
    while (question := belief.most_telling(interview, held)) is not None:
        [(_, reply)] = interview.chances(question, interview.value(question, profile))
        for part, told in interview.tells(question, reply).items():
            held[part] = belief.updated(held[part], told)
        asked += 1
    return asked, tuple(map(belief.likeliest, held.values())) == profile


def test_the_expert_needs_no_more_questions_than_the_client_answers_whoever_they_are():
    env = CoachEnv()
    candidates = (tuple(LIFESTYLES), tuple(FITNESS))
    found = [questions_of_the_expert(env, candidates, profile) for profile in product(*candidates)]
    assert all(known for _, known in found)
    assert max(asked for asked, _ in found) <= 8


def test_one_plan_decides():
    env, _, answer = begun()
    lifestyle, fitness = answer.split(", ")
    other = next(name for name in FITNESS if name != fitness)
    observation, reward, terminated, _, info = env.step(f"Plan for {lifestyle.upper()}, {other}")
    assert (reward, terminated, info["success"], info["channels"]["parts_right"]) == (0.0, True, False, 0.5)
    assert observation.endswith("(The conversation is over.)")
    env, _, answer = begun()
    assert env.step(f"I think I have it.\nplan {answer}")[1] == 1.0


def test_what_is_typical_is_believed_and_names_are_never_volunteered():
    env, opening, answer = begun(seed=3)
    history, names = [opening], env.unwrapped.hypotheses()
    for question in ("What is your job like?", "What is your lifestyle?", "How fit are you?"):
        observation, *_ = env.step(question)
        history += [question, observation]
    world = env.unwrapped
    work = LIFESTYLES[answer.split(", ")[0]][1]
    told = world.likelihoods(names, history[:3])
    assert [chance > 0 for chance in told] == [LIFESTYLES[name.split(", ")[0]][1] == work for name in names]
    for end in (5, 7):
        assert len(set(world.likelihoods(names, history[:end]).tolist())) == 1


def test_one_may_guess_a_way_of_life_but_not_list_them():
    env, _, answer = begun(seed=1)
    lifestyle = answer.split(", ")[0]
    assert "Yes" in env.step(f"Are you a {lifestyle}?")[0] or "right" in env.unwrapped._observation
    env.step("Are you an office worker, a night nurse or a pensioner?")
    assert env.unwrapped.state.heard[-1][1].kind == "single"


@pytest.mark.parametrize(
    ("message", "why"),
    [
        ("plan astronaut, fair", "There is no plan for the lifestyle 'astronaut', only for:"),
        ("plan {}, superb", "There is no plan for the fitness 'superb', only for: very low, low"),
    ],
)
def test_a_plan_that_does_not_exist_is_refused_and_costs_nothing(message, why):
    env, _, answer = begun()
    observation, _, terminated, _, info = env.step(message.format(answer.split(", ")[0]))
    assert info["error"].startswith(why)
    assert "plan for {lifestyle}, {fitness}" in observation
    assert not terminated


def test_the_opening_is_the_same_whatever_is_hidden_and_lists_every_plan():
    env = CoachEnv()
    opening, _ = env.reset(seed=4)
    level = env.state.level
    openings = {
        env.opening(env.state._replace(level=level._replace(profile=profile))) for profile in product(*level.candidates)
    }
    assert openings == {opening}
    assert all(f"- {name}: " in opening for values in level.candidates for name in values)


def test_a_client_without_candour_says_less_but_never_a_falsehood():
    env, vague = gym.make("turnwise/Coach-v0", candour=0.3, patience=20), 0
    for seed in range(20):
        opening, info = env.reset(seed=seed)
        history = [opening]
        for message in ("When do you get up?", "What is your work like?", "How long can you run?"):
            observation, *_ = env.step(message)
            history += [message, observation]
            names = env.unwrapped.hypotheses()
            told = dict(zip(names, env.unwrapped.likelihoods(names, history).tolist(), strict=True))
            assert told[info["answer"]] > 0
            vague += len(set(told.values())) == 1
    assert 0.35 - 4 * 0.062 < vague / 60 < 0.35 + 4 * 0.062  # (1 - candour) / 2, four deviations
