"""The tools over the Model Context Protocol, by a real server process and a real client."""

import asyncio
import sys

import pytest
from gymnasium.error import DependencyNotInstalled

from turnwise.envs.text.tool_lab import rules, serve
from turnwise.envs.text.tool_lab.text import result


def test_a_lab_calls_tools_as_the_environment_does(make):
    lab = serve.Lab(3)
    level = make(3).unwrapped.state.level
    assert lab.state.level == level
    assert level.task.text() in lab.instructions
    for each in sorted(level.needed):
        assert lab.call(*level.call_of(each)) == (result(rules.Made(each, level.result(each))), False)
    assert lab.call("answer", {"values": level.answer}) == ("That is right.", False)
    assert lab.call("answer", {"values": level.answer}) == ("The task was answered already.", True)


def test_errors_are_told_as_errors():
    lab = serve.Lab(3)
    named = ("person", "city", "product")
    functions = lab.state.level.functions.items()
    name = next(name for name, each in functions if len(each.inputs) == 1 and each.inputs[0].kind in named)
    tool = lab.state.level.tools[name]
    argument = next(iter(tool.parameters))
    assert lab.call("nothing", {}) == ("There is no tool nothing.", True)
    assert lab.call(name, {"colour": 1})[1]
    said, failed = lab.call(name, {argument: "nothing"})
    assert said.startswith("error: ")
    assert failed


def test_one_server_offers_its_own_tools_and_the_answer():
    lab = serve.Lab(0, ["shop"], {"servers": 7})
    names = [tool["name"] for tool in lab.tools()]
    assert len(names) == 6
    assert names[-1] == "answer"
    other = lab.state.level.names["get_salary"].name
    assert lab.call(other, {lab.state.level.names["get_salary"].arguments[0]: "x"}) == (
        f"There is no tool {other} here.",
        True,
    )


@pytest.mark.needs("mcp")
def test_a_client_gets_over_stdio_what_the_environment_gives(make):
    from mcp import ClientSession, StdioServerParameters, stdio_client

    level = make(11, classes=["steps"], servers=7).unwrapped.state.level
    settings = '{"classes": ["steps"], "servers": 7}'
    command = ["-m", "turnwise.envs.text.tool_lab.serve", "--seed", "11", "--settings", settings]

    async def play():
        heard = []
        async with (
            stdio_client(StdioServerParameters(command=sys.executable, args=command)) as (reading, writing),
            ClientSession(reading, writing) as session,
        ):
            begun = await session.initialize()
            offered = (await session.list_tools()).tools
            for turn in level.schedule:
                for each in turn:
                    name, arguments = level.call_of(each)
                    heard.append(await session.call_tool(name, arguments))
            heard.append(await session.call_tool(next(iter(level.tools)), {"colour": "red"}))
            heard.append(await session.call_tool("answer", {"values": level.answer}))
        return begun, offered, heard

    begun, offered, heard = asyncio.run(play())
    assert level.task.text() in begun.instructions
    declared = [tool.schema()["function"] for tool in level.tools.values()]
    assert [(tool.name, tool.description, tool.input_schema) for tool in offered] == [
        (tool["name"], tool["description"], tool["parameters"]) for tool in declared
    ]
    *results, refused, answered = heard
    steps = [each for turn in level.schedule for each in turn]
    assert [told.content[0].text for told in results] == [
        result(rules.Made(each, level.result(each))) for each in steps
    ]
    assert not any(told.is_error for told in results)
    assert refused.is_error
    assert answered.content[0].text == "That is right."


def test_without_the_package_the_error_names_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "mcp", None)
    with pytest.raises(DependencyNotInstalled, match=r"turnwise\[text\]"):
        serve.server_of(serve.Lab(0))


def test_an_unknown_server_is_refused_on_the_command_line(capsys):
    with pytest.raises(SystemExit):
        serve.main(["--server", "kitchen"])
    assert "invalid choice" in capsys.readouterr().err
