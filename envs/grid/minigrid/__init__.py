"""MiniGrid: any id of the minigrid package, BabyAI's levels included, behind the step contract."""
