"""The table of ids: one row an environment; classes load on ``gym.make``."""

from __future__ import annotations

from typing import Any, NamedTuple

import gymnasium as gym

NAMESPACE = "turnwise"


class Row(NamedTuple):
    """One id: where its class is, its turn limit, its defaults and, if any, its own vector environment."""

    name: str
    entry_point: str
    max_turns: int
    kwargs: dict[str, Any]
    vector_entry_point: str | None = None


def _grid(name: str, folder: str, cls: str, max_turns: int, vector: str | None = None, **kwargs: Any) -> Row:
    package = f"turnwise.envs.grid.{folder}"
    return Row(name, f"{package}.env:{cls}", max_turns, kwargs, f"{package}.batch:{vector}" if vector else None)


def _text(name: str, folder: str, cls: str, max_turns: int, **kwargs: Any) -> Row:
    vector = f"turnwise.envs.text.vector:{name.replace('-', '_')}"
    return Row(name, f"turnwise.envs.text.{folder}.env:{cls}", max_turns, kwargs, vector)


TABLE = (
    _grid("Sokoban-v0", "sokoban", "SokobanEnv", 50, "SokobanVectorEnv"),
    _grid("FrozenLake-v0", "frozen_lake", "FrozenLakeEnv", 30, "FrozenLakeVectorEnv"),
    _grid("Maze-v0", "maze", "MazeEnv", 60, "MazeVectorEnv"),
    _grid("Taxi-v0", "taxi", "TaxiEnv", 60),
    _grid("KeyRooms-v0", "key_rooms", "KeyRoomsEnv", 150, "KeyRoomsVectorEnv"),
    _grid("Crafting-v0", "crafting", "CraftingEnv", 100),
    _grid("MiniGrid-v0", "minigrid", "MiniGridEnv", 300),
    _text("Household-v0", "household", "HouseholdEnv", 50),
    _text("Quest-v0", "quest", "QuestEnv", 100),
    _text("ScienceLab-v0", "science_lab", "ScienceLabEnv", 60),
    _text("TextWorld-v0", "textworld", "TextWorldEnv", 60),
    _text("ALFWorld-v0", "alfworld", "ALFWorldEnv", 50),
    _text("ScienceWorld-v0", "scienceworld", "ScienceWorldEnv", 200),
    _text("TwentyQuestions-v0", "twenty_questions", "TwentyQuestionsEnv", 20),
    _text("GuessTheNumber-v0", "guess_the_number", "GuessTheNumberEnv", 12),
    _text("Mastermind-v0", "mastermind", "MastermindEnv", 10),
    _text("Wordle-v0", "wordle", "WordleEnv", 6),
    _text("GuessTheCity-v0", "guess_the_city", "GuessTheCityEnv", 15),
    _text("Diagnosis-v0", "diagnosis", "DiagnosisEnv", 20),
    _text("SearchQA-v0", "search_qa", "SearchQAEnv", 30),
    _text("Tutor-v0", "tutor", "TutorEnv", 30),
    _text("Coach-v0", "coach", "CoachEnv", 30),
    _text("Clarify-v0", "clarify", "ClarifyEnv", 30),
    _text("Interleaved-v0", "interleaved", "InterleavedEnv", 100),
    _text("HelpDesk-v0", "help_desk", "HelpDeskEnv", 40),
    _text("TextToSQL-v0", "text_to_sql", "TextToSQLEnv", 20),
    _text("ToolLab-v0", "tool_lab", "ToolLabEnv", 15),
    _text("Router-v0", "router", "RouterEnv", 20),
    _text("TicTacToe-v0", "tic_tac_toe", "TicTacToeEnv", 20),
    _text("ConnectFour-v0", "connect_four", "ConnectFourEnv", 50),
    _text("KuhnPoker-v0", "kuhn_poker", "KuhnPokerEnv", 20),
    _text("LiarsDice-v0", "liars_dice", "LiarsDiceEnv", 20),
    _text("Negotiation-v0", "negotiation", "NegotiationEnv", 20),
    _text("MatrixGame-v0", "matrix_game", "MatrixGameEnv", 40),
    _text("Reasoning-v0", "reasoning", "ReasoningEnv", 20),
    _text("EssayEdit-v0", "essay_edit", "EssayEditEnv", 20),
)
"""Every id, in the order of the documentation."""


def register_all() -> None:
    """Register the table with Gymnasium."""
    for row in TABLE:
        gym.register(
            id=f"{NAMESPACE}/{row.name}",
            entry_point=row.entry_point,
            vector_entry_point=row.vector_entry_point,
            max_episode_steps=row.max_turns,
            kwargs=row.kwargs,
        )


def ids() -> list[str]:
    """Return every registered id, in the table's order."""
    return [f"{NAMESPACE}/{row.name}" for row in TABLE]
