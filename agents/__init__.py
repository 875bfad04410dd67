"""Agents: one agent a file; ``rollouts`` holds the loop and the trace."""

from .agent import Agent, Conversation, Message, Reply, describe_agent
from .expert_agent import ExpertAgent
from .human_agent import HumanAgent
from .random_agent import RandomAgent
from .replay_agent import ReplayAgent
from .scripted_agent import ScriptedAgent

__all__ = [
    "Agent",
    "Conversation",
    "ExpertAgent",
    "HumanAgent",
    "Message",
    "RandomAgent",
    "ReplayAgent",
    "Reply",
    "ScriptedAgent",
    "describe_agent",
]
