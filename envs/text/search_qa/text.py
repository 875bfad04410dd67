"""SearchQA in words: the commands, the opening, results and articles."""

from __future__ import annotations

from ..commands import Command, Commands, Slot
from .library import Article, Library
from .rules import State

COMMANDS = Commands(
    (
        Command(
            "search",
            ("search {query}", "<search>{query}</search>", "<search> {query} </search>"),
            "List the articles that match some words best.",
            {"query": Slot(description="What to search for.")},
        ),
        Command(
            "open", ("open {title}",), "Show an article.", {"title": Slot(description="The title of the article.")}
        ),
        Command(
            "find",
            ("find {text}",),
            "Show the sentences of the open article in which a text stands.",
            {"text": Slot(description="The text to look for.")},
        ),
        Command("more", ("more", "show more"), "Show the next results, or the next part of the open article."),
        Command(
            "answer",
            ("answer {answer}", "<answer>{answer}</answer>", "<answer> {answer} </answer>"),
            "Give the final answer, which ends the episode.",
            {"answer": Slot(description="What was asked for, such as a name or a year, and nothing else.")},
        ),
    ),
    example="search Great Fire",
)

SNIPPET = 110

ANSWERS = (
    "There is one answer. Give only the name, year or number that is asked for",
    "Give only what is asked for, in as few words as can be",
)
"""What is said of an answer to a generated question, and to one of a file."""


def opening(state: State, articles: int, results: int) -> str:
    """Return the first observation."""
    return (
        f"Answer a question with the help of an encyclopaedia of {articles:,} articles.\n"
        f"search lists the articles that match your words best, {results} at a time; open shows the article of a "
        "title; find shows the sentences of the open article in which a text stands; more goes on with the results or "
        f"the article; answer gives your answer and ends the task. {ANSWERS[state.task.kind == 'file']}: case, "
        "punctuation and the words a, an and the do not matter.\n"
        f"{COMMANDS.accepted()}\n\nQuestion: {state.task.text}"
    )


def result_page(state: State, library: Library, results: int) -> str:
    """Return a page of what a search found."""
    found, count = library.search(state.query)
    if not found:
        return f'Nothing was found for "{state.query}".'
    start = state.page * results
    shown = found[start : start + results]
    lines = [f"{library.articles[number].title}: {snippet(library.articles[number])}" for number in shown]
    head = f'Results {start + 1} to {start + len(shown)} of {count} for "{state.query}":'
    rest = ["(more shows further results)"] if start + results < len(found) else []
    if not rest and count > len(found):
        rest = [f"(no more than {len(found)} results are shown; search for other words)"]
    return "\n".join([head, *(f"{start + place}. {line}" for place, line in enumerate(lines, 1)), *rest])


def snippet(article: Article) -> str:
    """Return how an article begins."""
    text = " ".join(article.sentences)
    return text if len(text) <= SNIPPET else f"{text[:SNIPPET].rsplit(' ', 1)[0]} ..."


def article_page(state: State, library: Library, page_size: int, links: bool) -> str:
    """Return a part of the open article, the last with its links."""
    article = library.articles[state.article]
    parts = library.pages(state.article, page_size)
    part = f" (part {state.page + 1} of {len(parts)})" if len(parts) > 1 else ""
    text = f"{article.title}{part}\n{parts[state.page]}"
    if state.page < len(parts) - 1:
        return f"{text}\n(more shows the next part)"
    return f"{text}\nLinked articles: {'; '.join(article.links)}." if links and article.links else text


def sentences_page(title: str, text: str, sentences: list[str], page_size: int) -> str:
    """Return the sentences in which a text was found."""
    if not sentences:
        return f'"{text}" does not stand in the article {title}.'
    lines: list[str] = []
    room = page_size
    for sentence in sentences:
        if lines and len(sentence) > room:
            lines.append(f"({len(sentences) - len(lines)} more sentences)")
            break
        lines.append(sentence)
        room -= len(sentence)
    return "\n".join([f'"{text}" stands in {title}:', *lines])


def verdict(right: bool) -> str:
    """Return the last observation."""
    return "That is right." if right else "That is not right."
