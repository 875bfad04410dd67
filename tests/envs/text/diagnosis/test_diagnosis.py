"""Best play of Diagnosis against plain recursion, and what costs and noise do."""

import gymnasium as gym
import numpy as np
import pytest

from turnwise.envs.text.diagnosis import rules, solver
from turnwise.envs.text.diagnosis.clinic import Clinic, clinic
from turnwise.wrappers import CostBudget, CostReward, EntropyReduction

TWO = Clinic(("a", "b"), np.array([0.75, 0.25]), ("x", "t"), 1, np.array([[0.9, 1.0], [0.2, 0.0]]), (1, 3), 3)


def test_best_play_by_hand():
    play = solver.Play(TWO, (0, 1))
    by_x = max(0.75 * 0.9, 0.25 * 0.2) + max(0.75 * 0.1, 0.25 * 0.8)
    assert by_x == pytest.approx(0.875)
    assert play.value[0] == pytest.approx(1.0)  # the test is sure, and 3 pay for it
    assert play.move[0] == 1
    poor = solver.Play(TWO._replace(budget=2), (0, 1))
    assert poor.value[0] == pytest.approx(by_x)
    assert poor.move[0] == 0
    nothing = solver.Play(TWO._replace(budget=0), (0, 1))
    assert nothing.value[0] == pytest.approx(0.75)
    assert (nothing.move[0], nothing.named[0]) == (-1, 0)


def recursion(known, weight, looked, left):
    """Return what best play wins, without tables."""
    best = weight.max()
    for sign, cost in enumerate(known.costs):
        if sign not in looked and cost <= left:
            chance = known.chance[:, sign]
            parts = [recursion(known, weight * part, {*looked, sign}, left - cost) for part in (chance, 1 - chance)]
            best = max(best, sum(parts))
    return best


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("budget", [1, 3, 6])
def test_best_play_is_what_recursion_finds(seed, budget):
    settings = (seed, 4, 3, 2, 0.15, budget)
    known = clinic(*settings)
    value = solver.best_play(settings, (0, 1, 2, 3)).value[0]
    assert value == pytest.approx(recursion(known, known.prior.copy(), set(), budget))


def test_more_budget_and_less_noise_never_hurt():
    values = [solver.best_play((1, 6, 4, 2, 0.2, budget), tuple(range(6))).value[0] for budget in (1, 2, 4, 8, 16)]
    assert values == sorted(values)
    values = [solver.best_play((1, 6, 4, 2, noise, 8), tuple(range(6))).value[0] for noise in (0.3, 0.2, 0.1, 0.0)]
    assert values == sorted(values)


def test_the_belief_is_bayes_rule_by_hand():
    state = rules.State(0, (True, False), found=(0,))
    held = rules.belief(TWO, np.array([0, 1]), state)
    np.testing.assert_allclose(held, [0.75 * 0.9 / 0.725, 0.25 * 0.2 / 0.725])


def test_what_is_not_affordable_is_refused_and_asking_again_is_free():
    env = gym.make("turnwise/Diagnosis-v0", budget=2)
    env.reset(seed=0)
    base = env.unwrapped
    first, second, third = base.clinic.signs[:3]
    observation, *_, info = env.step(f"ask about {first}")
    assert observation.endswith("Budget left: 1.")
    assert info["channels"]["cost"] == 1.0
    again, *_, info = env.step(f"ask about the {first}")
    assert (again, info["channels"]["cost"], info["channels"]["bits"]) == (observation, 0.0, 0.0)
    env.step(f"ask about {second}")
    refused, *_, info = env.step(f"ask about {third}")
    assert refused.startswith("That costs 1, and 0 of the budget is left.")
    assert not info["valid"]


def test_asking_again_tells_the_ideal_reader_nothing():
    env = gym.make("turnwise/Diagnosis-v0")
    opening, _ = env.reset(seed=1)
    message = env.unwrapped.actions()[0]
    history = [opening, message, env.step(message)[0], message, env.step(message)[0]]
    told = env.unwrapped.likelihoods(env.unwrapped.hypotheses(), history)
    np.testing.assert_array_equal(told, np.ones(len(told)))
    first = env.unwrapped.likelihoods(env.unwrapped.hypotheses(), history[:3])
    assert len(set(first.tolist())) == 2


def test_the_first_diagnosis_counts():
    env = gym.make("turnwise/Diagnosis-v0")
    _, info = env.reset(seed=0)
    wrong = next(name for name in env.unwrapped.hypotheses() if name != info["answer"])
    observation, reward, terminated, _, info = env.step(f"diagnose {wrong}")
    assert (observation, reward, terminated, info["success"]) == (f"Wrong: it is not {wrong}.", 0.0, True, False)


def test_the_belief_channel_is_the_exact_belief_of_the_messages():
    env = EntropyReduction(gym.make("turnwise/Diagnosis-v0"), "exact")
    env.reset(seed=5)
    for message in env.unwrapped.expert():
        _, _, terminated, _, info = env.step(message)
        if terminated:
            break
        assert info["reward_terms"]["entropy_reduction"] == pytest.approx(info["channels"]["bits"])


def test_costs_can_be_charged_and_budgeted():
    env = CostReward(gym.make("turnwise/Diagnosis-v0"), weight=0.1)
    env.reset(seed=0)
    message = next(each for each in env.unwrapped.actions() if each.startswith("order"))
    _, _, _, _, info = env.step(message)
    assert info["reward_terms"]["cost"] == pytest.approx(-0.1 * info["channels"]["cost"])
    assert info["channels"]["cost"] >= 2
    env = CostBudget(gym.make("turnwise/Diagnosis-v0"), limit=1.0)
    env.reset(seed=0)
    assert env.step(env.unwrapped.actions()[0])[3]


def test_worlds_are_other_clinics_and_one_world_is_always_the_same():
    openings = [gym.make("turnwise/Diagnosis-v0", world=world).reset(seed=0)[0] for world in (0, 1, 0)]
    assert openings[0] == openings[2] != openings[1]


def test_too_few_signs_for_the_illnesses_are_refused():
    with pytest.raises(ValueError, match="tell the illnesses apart"):
        gym.make("turnwise/Diagnosis-v0", illnesses=12, symptoms=1, tests=1)
    with pytest.raises(ValueError, match="4 or more where they are split"):
        gym.make("turnwise/Diagnosis-v0", illnesses=3, split="test")
