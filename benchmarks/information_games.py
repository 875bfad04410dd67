"""Information games: a step beside gem's of the same games, both without wrappers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gymnasium as gym
from measure import seconds_per_call

import turnwise  # noqa: F401 - registers the ids

GAMES = ("GuessTheNumber", "Mastermind", "Wordle", "TwentyQuestions", "GuessTheCity", "Diagnosis")


def round_of(step: Callable[[str], Any], reset: Callable[[], Any], messages: list[str]) -> Callable[[], None]:
    """Return a call that resets and plays the messages."""

    def play() -> None:
        reset()
        for message in messages:
            step(message)

    return play


def ours(name: str, messages: list[str] | None = None, **kwargs: Any) -> tuple[Callable[[], None], int]:
    """Return a round of ours, without wrappers, and its number of steps."""
    env = gym.make(f"turnwise/{name}-v0", **kwargs).unwrapped
    env.reset(seed=0)
    fork, said = env.snapshot(), wrong(env) if messages is None else messages
    return round_of(env.step, lambda: env.restore(fork), said * 8), 8 * len(said)


def wrong(env: Any) -> list[str]:
    """Return messages that do not end this game."""
    fork, kept = env.snapshot(), []
    for message in env.actions():
        if not env.step(message)[2]:
            kept.append(message)
        env.restore(fork)
    return kept[:6]


def main() -> None:
    head = "| game | ours | gem | ratio |\n|---|---|---|---|"
    print("steps a second without wrappers, in rounds of wrong guesses from the start\n\n" + head)
    from gem.envs.game_env.guess_the_number import GuessTheNumberEnv
    from gem.envs.game_env.mastermind import MastermindEnv

    numbers, codes = [3, 17, 44, 9], ["1 2 3 4", "6 5 4 3", "2 2 1 5", "4 1 6 6"]
    number = GuessTheNumberEnv(min_number=1, max_number=50, max_turns=10**9)
    code = MastermindEnv(code_length=4, num_numbers=6, max_turns=10**9, duplicate_numbers=True)
    pairs = {
        "GuessTheNumber": (
            ours("GuessTheNumber", [f"guess {each}" for each in numbers], high=50),
            round_of(number.step, number.reset, [f"\\boxed{{{each}}}" for each in numbers] * 8),
        ),
        "Mastermind": (
            ours("Mastermind", [f"guess {each}" for each in codes]),
            round_of(code.step, code.reset, [f"\\boxed{{{each}}}" for each in codes] * 8),
        ),
    }
    for name, ((mine, steps), theirs) in pairs.items():
        took = seconds_per_call({"ours": mine, "gem": theirs})
        ratio = took["gem"] / took["ours"]
        print(f"| {name} | {steps / took['ours']:,.0f} | {steps / took['gem']:,.0f} | {ratio:.2f} |")
    for name in GAMES:
        if name not in pairs and f"turnwise/{name}-v0" in gym.registry:
            mine, steps = ours(name)
            print(f"| {name} | {steps / seconds_per_call({'ours': mine})['ours']:,.0f} | | |")


if __name__ == "__main__":
    main()
