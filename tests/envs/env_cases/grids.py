"""The grid worlds."""

from functools import partial

from .case import Case

WRONG = (("observation", "smell"), ("moves_per_turn", 0), ("split", "half"), ("info_keys", "x"))

Grid = partial(Case, grid=True, wrong=WRONG)

CASES = [
    Grid("Sokoban-v0"),
    Grid("FrozenLake-v0"),
    Grid("FrozenLake-v0", {"slippery": True, "horizon": 30}, stochastic=True, random_rate=0.06),
    Grid("Maze-v0"),
    Grid("Taxi-v0"),
    Grid("KeyRooms-v0"),
    Grid("Crafting-v0"),
    Grid("MiniGrid-v0", needs=("minigrid",)),
    Grid("MiniGrid-v0", {"env_id": "BabyAI-PutNextLocal-v0"}, needs=("minigrid",)),
]
