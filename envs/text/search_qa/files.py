"""Read a corpus and questions from files of JSON lines.

A corpus has one article a line: ``{"title": ..., "text": ...}``, the text a string or a list of sentences.

Questions have one a line, in the shapes of the published data sets; keys that are not named here are passed over:

- ``question``: a text.
- ``answer`` or ``answers``: a text, or a list of texts of which each is right (HotpotQA, 2WikiMultihopQA; NQ-open).
- ``supporting_facts``: ``[[title, sentence], ...]``, or ``{"title": [...]}``; or, where it is missing, ``evidences``:
  ``[[subject, relation, object], ...]``. Their titles are the articles to read.
- ``context``: ``[[title, [sentence, ...]], ...]``, or ``{"title": [...], "sentences": [[...], ...]}``: articles.
- ``known``: whether the policy answers it unaided, where that was probed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from .library import Article, Library, split_sentences, told_apart

LONGEST_TITLE = LONGEST_ANSWER = 200
LONGEST_SENTENCE = 600
LONGEST_QUESTION = 10_000
CACHED = 4

_TAG = re.compile(r"</?(?:think|action)>", re.IGNORECASE)


class FileQuestion(NamedTuple):
    """A question of a file.

    Attributes:
        text: the question.
        accepted: right answers.
        titles: of the articles to read, where they are known.
        context: articles that came with it.
        known: whether the policy knows the answer, None where that is not said.
    """

    text: str
    accepted: tuple[str, ...]
    titles: tuple[str, ...]
    context: tuple[Article, ...]
    known: bool | None


class Malformed(ValueError):
    """A line is not what it should be; the message says how."""


def version(path: str) -> tuple[str, int, int]:
    """Return what tells this state of a file from others."""
    about = Path(path).stat()
    return path, about.st_mtime_ns, about.st_size


@lru_cache(maxsize=CACHED)
def read_corpus(path: str, changed: int, size: int) -> Library:
    """Return the articles of a file.

    Args:
        path: of the file.
        changed: when it was, as :func:`version` says.
        size: its bytes.

    Raises:
        ValueError: a line is malformed, or there is none.
    """
    articles = [parsed for _, parsed in read_lines(path, _article)]
    if not articles:
        raise ValueError(f"The corpus {path} holds no article; give one JSON object a line with 'title' and 'text'.")
    return Library(told_apart(articles))


@lru_cache(maxsize=CACHED)
def read_questions(path: str, changed: int, size: int) -> tuple[FileQuestion, ...]:
    """Return the questions of a file; arguments and errors as of :func:`read_corpus`."""
    questions = tuple(parsed for _, parsed in read_lines(path, _question))
    if not questions:
        raise ValueError(f"{path} holds no question; give one JSON object a line with 'question' and 'answer'.")
    return questions


@lru_cache(maxsize=CACHED)
def read_contexts(path: str, changed: int, size: int) -> Library:
    """Return the articles that came with a file's questions; arguments and errors as of :func:`read_corpus`."""
    articles: dict[Article, None] = {}
    for question in read_questions(path, changed, size):
        articles.update(dict.fromkeys(question.context))
    if not articles:
        raise ValueError(f"The questions of {path} come without articles (no 'context'); give a corpus as well.")
    return Library(told_apart(articles))


def read_lines(path: str, parse: Any) -> Iterator[tuple[int, Any]]:
    """Yield the number of each line that is not blank, and what ``parse`` makes of its object.

    Raises:
        ValueError: naming the file and the line.
    """
    with Path(path).open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                told = json.loads(line.decode("utf-8-sig"))
                if not isinstance(told, dict):
                    raise Malformed(f"a JSON object is wanted, not {type(told).__name__}")
                if rb"\ud" in line.lower():  # halves of characters, which no file or terminal could take
                    json.dumps(told, ensure_ascii=False).encode()
                yield number, parse(told)
            except (ValueError, RecursionError) as error:
                raise ValueError(f"{path}, line {number}: {error}. Write one JSON object a line.") from error


def _text(told: dict[str, Any], key: str) -> str:
    value = told.get(key)
    if not isinstance(value, str) or not value.strip():
        raise Malformed(f"{key!r} must be a text that is not empty; got {value!r:.80}")
    return value.strip()


def _texts(value: Any, key: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise Malformed(f"{key!r} must be a list of texts; got {value!r:.80}")
    return value


def _made(title: Any, body: Any) -> Article:
    """Return an article from a title and a text or sentences; very long sentences are cut between words."""
    title = " ".join(_text({"title": title}, "title").split())
    if len(title) > LONGEST_TITLE:
        raise Malformed(f"'title' may have {LONGEST_TITLE} characters; got {len(title)}")
    sentences = split_sentences(body) if isinstance(body, str) else [part.strip() for part in _texts(body, "text")]
    cut: list[str] = []
    for sentence in filter(None, sentences):
        words = ""
        for word in sentence.split():
            if words and len(words) + len(word) >= LONGEST_SENTENCE:
                cut.append(words)
                words = ""
            words = f"{words} {word}".lstrip()
        cut.append(words)
    return Article(title, tuple(cut))


def _article(told: dict[str, Any]) -> Article:
    article = _made(told.get("title"), told.get("text"))
    if not article.sentences:
        raise Malformed("'text' is empty")
    return article


def _question(told: dict[str, Any]) -> FileQuestion:
    answers = told.get("answer", told.get("answers"))
    accepted = [answers] if isinstance(answers, str) else _texts(answers, "answer")
    accepted = [" ".join(text.split()) for text in accepted if text.strip()]
    if not accepted or max(map(len, accepted)) > LONGEST_ANSWER:
        allowed = f"a text, or a list of texts, of 1 to {LONGEST_ANSWER} characters"
        raise Malformed(f"'answer' must be {allowed}; got {answers!r:.80}")
    if any(_TAG.search(text) or not any(map(str.isalnum, text)) for text in accepted):
        raise Malformed(f"'answer' must have a letter or a digit, and no tag that agents use; got {answers!r:.80}")
    known = told.get("known")
    if known is not None and not isinstance(known, bool):
        raise Malformed(f"'known' must be true or false; got {known!r:.80}")
    text = " ".join(_text(told, "question").split())
    if len(text) > LONGEST_QUESTION:
        raise Malformed(f"'question' may have {LONGEST_QUESTION} characters; got {len(text)}")
    return FileQuestion(text, tuple(accepted), tuple(dict.fromkeys(_titles(told))), tuple(_context(told)), known)


def _titles(told: dict[str, Any]) -> list[str]:
    """Return the titles of the articles that support the answer."""
    key = "supporting_facts" if told.get("supporting_facts") else "evidences"
    facts = told.get(key) or []
    if isinstance(facts, dict):
        return _texts(facts.get("title"), key)
    if not isinstance(facts, list) or not all(isinstance(fact, list) and fact for fact in facts):
        raise Malformed(f"{key!r} must be a list of lists that begin with a title; got {facts!r:.80}")
    return _texts([fact[0] for fact in facts], key)


def _context(told: dict[str, Any]) -> list[Article]:
    context = told.get("context") or []
    if isinstance(context, dict):
        titles, bodies = context.get("title"), context.get("sentences")
        if not isinstance(titles, list) or not isinstance(bodies, list) or len(titles) != len(bodies):
            raise Malformed("'context' must have as many 'sentences' as it has 'title'")
        context = list(map(list, zip(titles, bodies, strict=True)))
    if not isinstance(context, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in context):
        raise Malformed(f"'context' must be a list of [title, sentences]; got {context!r:.80}")
    return [_made(title, body) for title, body in context]
