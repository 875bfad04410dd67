"""Tasks of each company, drawn once."""

from dataclasses import replace

import numpy as np
import pytest

from turnwise.envs.text.help_desk.rules import initial_state, transition
from turnwise.envs.text.help_desk.tasks import DESKS, Settings, draw

MIXED = Settings(domain="any", requests=3, refusals=0.4, fickle=0.5, patience=2, customers=6)


@pytest.fixture(scope="session")
def drawn():
    """Draw tasks of a company."""

    def draw_some(domain, count, **changes):
        settings = replace(MIXED, domain=domain, **changes)
        return [draw(np.random.default_rng(seed), settings) for seed in range(count)]

    return draw_some


@pytest.fixture(scope="session")
def tasks(drawn):
    """Three hundred tasks of each company."""
    return [task for domain in DESKS for task in drawn(domain, 300)]


@pytest.fixture
def task_of():
    """The first task of a kind."""

    def find(domain, kind, **changes):
        settings = replace(MIXED, domain=domain, **{"requests": 1, "fickle": 0.0, "patience": 0, **changes})
        settings = replace(settings, refusals=float("," in kind or kind == "transfer"))
        for seed in range(3000):
            task = draw(np.random.default_rng(seed), settings)
            if [request.kind for request in task.requests] == [kind]:
                return task
        raise AssertionError(f"no task of kind {kind}")

    return find


@pytest.fixture
def play():
    """Play messages, speech and calls, from the beginning of a task; return the state and what came back."""

    def run(task, messages, state=None):
        state = state or initial_state(task)
        answers = []
        for message in messages:
            [call], error = state.desk.calls.read(message)
            assert error == ""
            state, answer = transition(state, call)
            answers.append(answer)
        return state, answers

    return run
