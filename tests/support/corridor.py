"""A corridor of cells to plant bad rewards in: left, right, quit; the last cell is the goal."""

import gymnasium as gym


class Corridor(gym.Env):
    """Five cells, begun in the second one; ``pay(before, message, after, turn)`` is the term ``planted``.

    Args:
        pay: what the planted term pays.
        can_fork: whether there are snapshots.
        limit: turns after which an episode is truncated; None for never.
        slip: the probability that a move goes nowhere.
    """

    def __init__(self, pay=lambda before, message, after, turn: 0.0, *, can_fork=True, limit=12, slip=0.0, cells=5):
        self.observation_space = self.action_space = gym.spaces.Text(10_000)
        self.pay, self.can_fork, self.limit, self.slip, self.goal = pay, can_fork, limit, slip, cells - 1
        self.taken = 0

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.state = (1, 0, False)
        return self.seen(), self.info(False, {})

    def step(self, action):
        cell, turn, over = self.state
        assert not over
        self.taken += 1
        words = {word for word in ("left", "right", "quit") if f">{word}<" in action or action == word}
        moved = not (self.slip and words & {"left", "right"} and self.np_random.random() < self.slip)
        after = min(max(cell + ("right" in words) - ("left" in words), 0), self.goal) if moved else cell
        solved, quits = after == self.goal, "quit" in words
        self.state = (after, turn + 1, solved or quits)
        planted = float(self.pay(cell, action, after, turn))
        terms = {"outcome": float(solved), "planted": planted}
        cut = self.limit is not None and turn + 1 >= self.limit and not (solved or quits)
        return self.seen(), sum(terms.values()), solved or quits, cut, self.info(solved, terms)

    def seen(self):
        return f"cell {self.state[0]}"

    def info(self, solved, terms):
        return {"success": solved, "reward_terms": terms, "milestones": {"two": self.state[0] >= 2, "goal": solved}}

    def chances(self, state, message):
        """Return the cells that a move may lead to, for messages that are nothing but a move."""
        cell, turn, _ = state
        after = min(max(cell + (message == "right") - (message == "left"), 0), self.goal)
        return [(1 - self.slip, (after, turn + 1, after == self.goal)), (self.slip, (cell, turn + 1, False))]

    def actions(self):
        return ["left", "right", "quit"]

    def expert(self):
        while self.state[0] < self.goal:
            yield "right"

    def situation(self, state):
        return state[0], state[2]

    def snapshot(self):
        if not self.can_fork:
            raise NotImplementedError
        return self.state, self.np_random.bit_generator.state

    def restore(self, state):
        self.state, self.np_random.bit_generator.state = state
