"""Crafting: a recipe tree."""
