"""Likelihoods against a replay of every message under every hypothesis."""

import gymnasium as gym
import numpy as np
import pytest

from turnwise.envs.text.guess_the_city.knowledge import knowledge as cities
from turnwise.envs.text.twenty_questions.knowledge import knowledge as things

WORDS = ["guess", "ask", "is", "it", "a", "dog", "not", "red", "or", "bigger than a person", "5", "500", "\n"]
WORDS += ["alive", "Paris", "Europe", "in the", "metal", "crane", "1", "2", "3", "4"]
GAMES = [
    ("TwentyQuestions", {}, lambda state, name: state._replace(thing=things().things.index(name))),
    ("GuessTheNumber", {"high": 60}, lambda state, name: state._replace(number=int(name))),
    ("Mastermind", {"pegs": 3}, lambda state, name: state._replace(code=tuple(map(int, name.split())))),
    ("Wordle", {}, lambda state, name: state._replace(word=name)),
    ("Wordle", {"strict": True}, lambda state, name: state._replace(word=name)),
    ("GuessTheCity", {"rounding": 700}, lambda state, name: state._replace(city=cities().names.index(name))),
    ("GuessTheCity", {"hints": "questions"}, lambda state, name: state._replace(city=cities().names.index(name))),
]


def message(env, rng):
    """Return a legal message, one in other words, or nonsense."""
    choices = env.actions()
    said = choices[rng.integers(len(choices))]
    forms = [said, f"{said.upper()}!", f"I think.\n{said}", " ".join(rng.choice(WORDS, size=rng.integers(1, 7)))]
    return forms[rng.integers(len(forms))]


def replies(env, state, messages):
    """Return what the game says to the messages from a state on, until it ends."""
    env.state, env._running, said = state, True, []
    for each in messages:
        said.append(env.step(each)[0] if env._running else None)
    return said


@pytest.mark.parametrize(("name", "settings", "hidden"), GAMES, ids=[f"{game[0]}-{game[1]}" for game in GAMES])
def test_a_reply_is_as_likely_as_a_replay_says(name, settings, hidden):
    rng = np.random.default_rng(0)
    env, twin = (gym.make(f"turnwise/{name}-v0", **settings).unwrapped for _ in range(2))
    twin.reset(seed=0)
    for seed in range(4):
        history, messages = [env.reset(seed=seed)[0]], []
        start, truth = env.state, env.answer(env.state)
        some = [*rng.choice(env.hypotheses(), size=25).tolist(), truth]
        for _ in range(6):
            messages.append(message(env, rng))
            observation, _, terminated, *_ = env.step(messages[-1])
            history += [messages[-1], observation]
            told = env.likelihoods(some, history)
            for each, likelihood in zip(some, told.tolist(), strict=True):
                *before, last = replies(twin, hidden(start, each), messages)
                if before == history[2:-1:2]:  # else it is ruled out already
                    assert likelihood == float(last == observation)
            if terminated:
                break
