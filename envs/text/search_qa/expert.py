"""The expert: it searches for what the question or the last article names, opens it, and answers from what it read."""

from __future__ import annotations

from . import rules, text
from .library import Library

LONGEST_QUERY = 250


def plan(state: rules.State, library: Library, results: int) -> list[str]:
    """Return the messages that are left from ``state``.

    Args:
        state: of an episode that is not over.
        library: the articles.
        results: how many results a search shows.
    """
    write = text.COMMANDS.write
    if state.reply is not None:
        return []
    messages: list[str] = []
    visible = _visible(state, library, results)
    for hop, found in zip(state.task.route, rules.found(state), strict=True):
        if not found:
            if hop.query and hop.article not in visible:
                messages.append(write("search", hop.query))
            messages.append(write("open", library.articles[hop.article].title))
            visible = ()
    if not state.task.route and not state.opened:
        messages = _look_around(state, library)
    return [*messages, write("answer", _read_answer(state, library))]


def _visible(state: rules.State, library: Library, results: int) -> tuple[int, ...]:
    """Return the articles on the page of results that is shown."""
    if state.shows != rules.RESULTS:
        return ()
    start = state.page * results
    return library.search(state.query)[0][start : start + results]


def _look_around(state: rules.State, library: Library) -> list[str]:
    """Search for the question itself, where nobody says what supports the answer, and open what is found first."""
    query = state.task.text[:LONGEST_QUERY]
    found, _ = library.search(query)
    messages = [text.COMMANDS.write("search", query)] * (state.query != query)
    return [*messages, *(text.COMMANDS.write("open", library.articles[number].title) for number in found[:1])]


def _read_answer(state: rules.State, library: Library) -> str:
    """Return the accepted answer that stands in the articles of the route, or the first where none does."""
    for answer in state.task.accepted:
        if any(library.sentences_with(hop.article, answer) for hop in state.task.route):
            return answer
    return state.task.accepted[0]
