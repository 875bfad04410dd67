"""A small world for agents to walk in, and a foreign one that knows nothing of the step contract."""

import gymnasium as gym
import pytest

ACTIONS = ("left", "right")


class Corridor(gym.Env):
    """Walk right to the end of a corridor whose length is drawn; 12 turns at most. ``slow`` says which steps break."""

    def __init__(self, break_on=None):
        self.observation_space = self.action_space = gym.spaces.Text(100)
        self.break_on = break_on
        self.closed = False
        self.asked = []

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.length = int(self.np_random.integers(2, 6))
        self.place = self.turn = 0
        return f"A corridor of {self.length}. Say left or right.", self._info(True, {})

    def step(self, action):
        self.turn += 1
        if action == self.break_on:
            raise OSError("the floor gave way")
        valid = action in ACTIONS
        if valid:
            self.place = max(0, self.place + (1 if action == "right" else -1))
        done = self.place == self.length
        reward = float(done)
        return f"at {self.place}", reward, done, self.turn == 12 and not done, self._info(valid, {"outcome": reward})

    def _info(self, valid, terms):
        return {
            "success": self.place == self.length,
            "valid": valid,
            "error": "" if valid else "Say left or right.",
            "reward_terms": terms,
            "channels": {"goal_distance": float(self.length - self.place)},
            "milestones": {"halfway": 2 * self.place >= self.length},
            "facts": {"walker.place": self.place, "corridor.name": "é"},
            "answer": str(self.length),
            "task": {"id": f"corridor-{self.length}", "optimal_length": self.length},
            "temperature": 20.0 + self.place,
        }

    def actions(self):
        return list(ACTIONS)

    def expert(self):
        while self.place < self.length:
            yield "right"

    def close(self):
        self.closed = True


class Foreign(gym.Env):
    """Ends after three steps, pays 0.5 each, and hands out one and the same ``info`` all the time."""

    def __init__(self):
        self.observation_space = self.action_space = gym.spaces.Text(100)
        self.told = {"is_success": False, "step": 0}

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.told.update(is_success=False, step=0)
        return "start", self.told

    def step(self, action):
        self.told["step"] += 1
        self.told["is_success"] = self.told["step"] == 3
        return f"step {self.told['step']}", 0.5, self.told["step"] == 3, False, self.told


@pytest.fixture
def corridor():
    return Corridor


@pytest.fixture
def foreign():
    return Foreign
