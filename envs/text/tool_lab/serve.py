"""Serve the tools of a level over the Model Context Protocol, by standard input and output.

    python -m turnwise.envs.text.tool_lab.serve --seed 3 --server shop --server travel

The level is the one that ``gym.make("turnwise/ToolLab-v0", ...).reset(seed=...)`` draws: the same tools under the same
names, which return the same results. The instructions of the server hold the task.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gymnasium.error import DependencyNotInstalled

from ..function_calls import FunctionCall
from . import rules, text
from .env import ToolLabEnv
from .functions import Function
from .servers import SERVERS

if TYPE_CHECKING:
    from mcp.server import Server

MISSING = 'Serving tools over MCP needs the package mcp. Install it with `pip install "turnwise[text]"`.'


class Lab:
    """One episode whose tools are called one by one.

    Args:
        seed: of the level.
        servers: whose tools are offered; all that the level has if there are none.
        settings: of :class:`ToolLabEnv`.
    """

    def __init__(self, seed: int, servers: Sequence[str] = (), settings: dict[str, Any] | None = None) -> None:
        env = ToolLabEnv(**settings or {})
        env.reset(seed=seed)
        self.state: rules.State = env.state
        self.servers = tuple(servers)

    @property
    def instructions(self) -> str:
        """The task."""
        return text.opening(self.state.level)

    def tools(self) -> list[dict[str, Any]]:
        """Return the tools that are offered, in the JSON form of function calling."""
        level = self.state.level
        return [
            tool.schema()["function"] for name, tool in level.tools.items() if self._offers(level.functions.get(name))
        ]

    def call(self, name: str, arguments: dict[str, Any]) -> tuple[str, bool]:
        """Call a tool; return what it says, and whether that is an error.

        Args:
            name: of the tool.
            arguments: by name.
        """
        level = self.state.level
        error = level.calls.check(name, arguments)
        if not error and not self._offers(level.functions.get(name)):
            error = f"There is no tool {name} here."
        if error or self.state.answer is not None:
            return error or "The task was answered already.", True
        self.state = rules.transition(self.state, [FunctionCall(name, arguments)])
        if name == "answer":
            return text.ended(self.state), False
        made = self.state.made[-1]
        return text.result(made), bool(made.error)

    def _offers(self, function: Function | None) -> bool:
        return function is None or not self.servers or function.server in self.servers


def server_of(lab: Lab) -> Server[Any]:
    """Return the server that offers a lab's tools.

    Args:
        lab: whose tools are called.

    Raises:
        gymnasium.error.DependencyNotInstalled: the package mcp is missing.
    """
    try:
        from mcp import types
        from mcp.server import Server
    except ImportError as error:
        raise DependencyNotInstalled(MISSING) from error

    async def list_tools(context: Any, page: Any) -> types.ListToolsResult:
        tools = [
            types.Tool(name=tool["name"], description=tool["description"], input_schema=tool["parameters"])
            for tool in lab.tools()
        ]
        return types.ListToolsResult(tools=tools)

    async def call_tool(context: Any, asked: types.CallToolRequestParams) -> types.CallToolResult:
        said, failed = lab.call(asked.name, asked.arguments or {})
        return types.CallToolResult(content=[types.TextContent(type="text", text=said)], is_error=failed)

    return Server("turnwise-tool-lab", instructions=lab.instructions, on_list_tools=list_tools, on_call_tool=call_tool)


async def serve(lab: Lab) -> None:
    """Serve a lab's tools until standard input ends.

    Args:
        lab: whose tools are called.
    """
    server = server_of(lab)
    from mcp.server.stdio import stdio_server

    async with stdio_server() as (reading, writing):
        await server.run(reading, writing, server.create_initialization_options())


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line and serve.

    Args:
        arguments: of the command line; None takes those of the process.
    """
    parser = argparse.ArgumentParser(
        prog="turnwise.envs.text.tool_lab.serve", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--seed", type=int, default=0, help="seed of the level")
    parser.add_argument(
        "--server", action="append", default=[], choices=SERVERS, help="a group of tools; all if absent"
    )
    parser.add_argument("--settings", type=json.loads, default={}, help="settings of the environment, as a JSON object")
    given = parser.parse_args(arguments)
    asyncio.run(serve(Lab(given.seed, given.server, given.settings)))


if __name__ == "__main__":
    main()
