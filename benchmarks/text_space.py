"""How long a membership test of 20,000 characters takes, ours against gymnasium.spaces.Text.

Target: at most 20 µs.
"""

from __future__ import annotations

import string

import gymnasium as gym
from measure import seconds_per_call

from turnwise.envs import TextSpace


def main() -> None:
    text = "a word and another " * 1053
    text = text[:20_000]
    ours = TextSpace(20_000)
    theirs = gym.spaces.Text(20_000, charset=string.printable)
    assert text in ours
    assert text in theirs
    times = seconds_per_call({"ours": lambda: ours.contains(text), "gymnasium": lambda: theirs.contains(text)})
    print(f"contains, 20,000 characters: turnwise {times['ours'] * 1e6:.2f} µs, Text {times['gymnasium'] * 1e6:.0f} µs")


if __name__ == "__main__":
    main()
