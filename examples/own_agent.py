"""An agent of your own: it reads what was said, answers all running episodes at once, and never sees the environment.

This one walks where it has not been. Four episodes of each task tell luck from skill.
"""

from turnwise.agents import RandomAgent, Reply
from turnwise.agents.rollouts import collect

WAYS = {"left": (0, -1), "right": (0, 1), "up": (-1, 0), "down": (1, 0)}


class Wanderer:
    """Step to the dry neighbour that was visited least."""

    name = "wanderer"

    def act(self, conversations):
        """Answer every running episode."""
        return [Reply(self.choose(talk)) for talk in conversations]

    def choose(self, talk):
        """Count the visits in the conversation's memory, and draw among the least visited cells."""
        board = talk.observations[-1].split("\n\n")[-1].split("\n")
        ((row, column),) = [(y, line.index("P")) for y, line in enumerate(board) if "P" in line and "You" not in line]
        visits = talk.memory.setdefault("visits", {})
        visits[row, column] = visits.get((row, column), 0) + 1
        around = {way: (row + dy, column + dx) for way, (dy, dx) in WAYS.items()}
        dry = [way for way, (y, x) in around.items() if 0 <= y < 6 and 0 <= x < 6 and board[y][x] != "O"]
        return min(dry, key=lambda way: (visits.get(around[way], 0), talk.rng.random()))


for agent in (RandomAgent(), Wanderer()):
    run = collect("turnwise/FrozenLake-v0", agent, episodes=200, group_size=4, seed=1)
    solved = [episode.solved for episode in run]
    groups = [sum(solved[first : first + 4]) for first in range(0, 200, 4)]
    print(
        f"{agent.name:9} solves {sum(solved) / 2:.1f} %; of 50 tasks, by how many of 4 episodes solved them:", end=" "
    )
    print({times: groups.count(times) for times in range(5)})
