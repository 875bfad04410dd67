"""MiniGrid: any id of the minigrid package."""
