"""A guessing game whose every hypothesis can be listed: break a code, told how many pegs are right and misplaced."""

from itertools import product

import gymnasium as gym


def every_code(pegs=3, colours=3):
    """Return every code, as text of one digit a peg."""
    return ["".join(map(str, code)) for code in product(range(colours), repeat=pegs)]


def reply(code, guess):
    """Return what the game answers to a guess."""
    if len(guess) != len(code) or not guess.isdigit():
        return f"A guess is {len(code)} digits."
    right = sum(mine == theirs for mine, theirs in zip(guess, code, strict=True))
    shared = sum(min(guess.count(colour), code.count(colour)) for colour in set(code))
    return f"{right} right, {shared - right} misplaced"


def allows(code, history):
    """Return whether a code would have drawn the last reply of the history."""
    return reply(code, history[-2]) == history[-1]


class CodeBreaking(gym.Env):
    """Draws a code; one guess a turn; ends when the guess is the code."""

    can_fork = True

    def __init__(self, pegs=3, colours=3):
        self.pegs, self.colours = pegs, colours
        self.observation_space = self.action_space = gym.spaces.Text(
            100, charset=[chr(code) for code in range(32, 127)]
        )
        self.code = ""

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.code = "".join(str(colour) for colour in self.np_random.integers(self.colours, size=self.pegs))
        task = {"id": f"{self.pegs}x{self.colours}", "brief": {"code": self.code, "pegs": self.pegs}}
        return "Break my code.", {"success": False, "valid": True, "error": "", "answer": self.code, "task": task}

    def step(self, action):
        seen, solved = reply(self.code, action), action == self.code
        valid = not seen.startswith("A guess")
        return seen, float(solved), solved, False, {"success": solved, "valid": valid, "error": "" if valid else seen}

    def actions(self):
        return every_code(self.pegs, self.colours)

    def expert(self):
        while True:
            yield self.code

    def snapshot(self):
        return self.code

    def restore(self, state):
        self.code = state
