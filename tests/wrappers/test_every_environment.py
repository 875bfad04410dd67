"""Every wrapper around every environment: its ledger adds up, or it says what it misses."""

import math

import gymnasium as gym
import numpy as np
import pytest
from env_cases import CASES
from wrapper_cases import SAMPLES

import turnwise

FIRST = {case.name: case for case in reversed(CASES)}
TURNS = 5


def messages_of(case):
    """Return admissible messages of a random walk, and nonsense."""
    env, rng, found = case.make(), np.random.default_rng(2), ["what?"]
    env.reset(seed=2)
    for _ in range(TURNS - 1):
        choices = env.unwrapped.actions()
        found.append(choices[rng.integers(len(choices))])
        if any(env.step(found[-1])[2:4]):
            break
    return found


def refusal(case, layers, messages):
    """Play a stack, and return why it refused: what it misses at the reset, or a gate over a negative outcome."""
    env = turnwise.stack(case.make(), layers)
    try:
        env.reset(seed=2)
        for message in messages:
            _, reward, terminated, truncated, info = env.step(message)
            assert math.isclose(reward, sum(info["reward_terms"].values()), abs_tol=1e-9), layers
            if terminated or truncated:
                break
    except (ValueError, gym.error.Error) as error:
        return str(error)
    finally:
        env.close()
    return ""


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case.name, marks=pytest.mark.needs(*case.needs)) for case in FIRST.values()]
)
def test_samples_add_up_or_say_what_they_miss(case):
    messages = messages_of(case)
    refusals = {name: refusal(case, layers, messages) for name, layers in SAMPLES.items()}
    said = [error for error in refusals.values() if error]
    assert len(said) < len(SAMPLES) / 2
    assert [error for error in said if "goal_distance" not in error and "amnesty" not in error] == []
