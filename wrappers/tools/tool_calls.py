"""Tool calls as actions: an agent that calls functions plays an environment that takes natural commands."""

from __future__ import annotations

import json
from typing import Any

import gymnasium as gym

from ...reward_shaping.tools.call_forms import tool_calls_of
from ...reward_shaping.tools.json_schema import wrong_arguments
from ...reward_shaping.tools.tool_calls import Call

FORM = '<tool_call>\n{"name": ..., "arguments": {...}}\n</tool_call>'


class ToolCalls(gym.Wrapper[str, str, str, str], gym.utils.RecordConstructorArgs):
    """Take the actions of an environment as tool calls too, in the forms of OpenAI and Hermes.

    A message that makes tool calls is checked against the tools' JSON schemas and played as the command that says the
    same, so the episode is the one that natural commands show. A message without a call is played as it is. A call that
    cannot be read, of no such tool, or with arguments that its schema does not allow, is refused like any message that
    is not understood: nothing changes, and the observation says what was wrong.

    Wrap reward terms that read commands inside of it, and those that read tool calls outside.

    Args:
        env: declares its tools: ``env.unwrapped.tools()`` and ``call(name, arguments)``.
        describe: write the tools and the form of a call below the first observation, as Hermes does; without it they
            are told some other way, as by a chat template that is given :attr:`tools`.

    Attributes:
        tools: the tools in the JSON form of function calling, anew after each reset.

    Raises:
        ValueError: the environment declares no tools; at the reset.
    """

    def __init__(self, env: gym.Env[str, str], describe: bool = True) -> None:
        gym.utils.RecordConstructorArgs.__init__(self, describe=describe)
        super().__init__(env)
        self.describe = describe
        self.tools: list[dict[str, Any]] = []

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[str, dict[str, Any]]:
        """Reset the environment and read its tools."""
        observation, info = self.env.reset(seed=seed, options=options)
        base: Any = self.env.unwrapped
        self.tools = base.tools() if hasattr(base, "tools") else []
        if not self.tools:
            raise ValueError(
                f"ToolCalls needs an environment that declares its actions as tools; {self.env} declares none. Leave "
                "the wrapper out, or give the environment tools() and call(name, arguments)."
            )
        if self.describe:
            told = "\n".join(json.dumps(tool, ensure_ascii=False) for tool in self.tools)
            observation = (
                f"{observation}\n\nThe same actions as tools:\n<tools>\n{told}\n</tools>\nCall one so:\n{FORM}"
            )
        return observation, info

    def step(self, action: str) -> tuple[str, Any, bool, bool, dict[str, Any]]:
        """Play the tool calls of a message, or the message as it is."""
        calls, error = tool_calls_of(action)
        if not calls and not error:
            return self.env.step(action)
        base: Any = self.env.unwrapped
        error = error or self._wrong(calls, base.calls_per_turn)
        if not error:
            try:
                message = "\n".join(base.call(call["name"], call["parameters"]) for call in calls)
            except ValueError as fault:  # no message says that
                error = str(fault)
            else:
                return self.env.step(message)
        _, reward, terminated, truncated, info = self.env.step("")
        info["error"] = error
        names = ", ".join(tool["function"]["name"] for tool in self.tools)
        return f"{error} The tools: {names}. A call: {FORM}", reward, terminated, truncated, info

    def _wrong(self, calls: list[Call], limit: int) -> str:
        """Return what is wrong with the calls of a message, or an empty text."""
        if len(calls) > limit:
            return f"There are {len(calls)} tool calls in the message; one turn takes {limit}."
        schemas = {tool["function"]["name"]: tool["function"]["parameters"] for tool in self.tools}
        for call in calls:
            if call["name"] not in schemas:
                return f"There is no tool {call['name'][:60]!r}."
            if error := wrong_arguments(schemas[call["name"]], call["parameters"], call["name"]):
                return error
        return ""
