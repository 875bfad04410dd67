"""The SearchQA environment."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ...levels import MAX_DRAWS
from ..base import CommandEnv, Turn
from ..commands import Call
from . import files, rules, scoring, text
from .encyclopaedia.edition import encyclopaedia
from .expert import plan
from .questions.draw import KINDS
from .settings import LEVELS, Settings
from .tasks import FileTasks, Questions
from .view import View

SCORINGS = ("exact", "f1")


class SearchQAEnv(CommandEnv):
    """Answer a question by searching and reading an encyclopaedia.

    The encyclopaedia is invented from ``corpus_seed``: linked articles about people, places, companies, works,
    discoveries, events, prizes and offices, with facts that agree, other names, and people of the same or nearly the
    same name. It is made once in a process and shared by all environments with the same parameters; the episode's seed
    draws the question. Each question has one answer, which the question does not tell, and the articles on the way to
    it can be found: each is linked from the one before or is on the first page of a search for the words by which that
    calls it. Searches rank by BM25 (package bm25s).

    The reward is 1.0 for an answer that matches exactly, after SQuAD's normalisation, one of the accepted (the name and
    other names; else the year, count or words); with ``scoring="f1"`` it is F1 over words, from 0 to 1, and 1.0 still
    means an exact match or one in another order. ``info["success"]`` is the exact match. Answering ends the episode.

    Milestones: ``searched``, ``article_opened``, ``hop_1_found``, ... (that article of the evidence, or one that states
    the same, was opened), ``answered``. Channels: ``searches`` (1.0 on a turn with a search), ``evidence_recall``
    (share of the evidence that was opened), ``goal_distance`` (messages that the expert needs from here; after a wrong
    answer as many as from the start), ``exact``, ``f1``, ``state_changed``.

    ``info["task"]`` tells ``kind``, ``hops``, ``level``, ``evidence`` (titles), ``aliases`` (what else is accepted) and
    ``known``: True for questions of general knowledge, False for those about the invented world, which no model knows
    (what ``KnowledgeBoundary`` reads; count its searches with ``searches="searches"``).

    With ``questions`` a file's questions are asked, on the articles of ``corpus`` or those that come with them; the
    formats stand in :mod:`.files`. There the expert opens the supporting articles, where they are told, else what a
    search for the question finds first, and gives the file's answer. So the expert always solves them; whether the
    articles tell the answer is the file's affair, as is a question that tells its own.

    Args:
        corpus: a file of articles, or None.
        questions: a file of questions, or None for generated ones.
        articles: how many the generated encyclopaedia has, 200 to 100,000.
        corpus_seed: what the encyclopaedia is generated from.
        aliases: probability that an article calls something that has another name by that name.
        namesakes: probability that a person has the name of another, or nearly.
        hops: how many articles must be read: a number or ``[fewest, most]``, 1 to 6; None for 1 to 4, or ``level``.
        level: ``"L1"`` (1 or 2 hops), ``"L2"`` (3 or 4) or ``"L3"`` (5 or 6).
        kinds: of questions, some of ``"chain"``, ``"comparison"`` (2 hops or more) and ``"temporal"``.
        closed_book: share of questions that ask general knowledge about the real world (always one hop).
        results: how many results a search shows at a time, 3 to 20.
        page_size: about how many characters of an article are shown at a time, 200 to 10,000.
        links: whether articles end with the titles of the articles that they mention by name.
        scoring: ``"exact"`` or ``"f1"``.
        split: ``"all"``, ``"train"`` or ``"test"``: questions are assigned by a checksum.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    commands = text.COMMANDS

    def __init__(
        self,
        *,
        corpus: str | None = None,
        questions: str | None = None,
        articles: int = 1_000,
        corpus_seed: int = 0,
        aliases: float = 0.3,
        namesakes: float = 0.1,
        hops: int | Sequence[int] | None = None,
        level: str | None = None,
        kinds: Sequence[str] = KINDS,
        closed_book: float = 0.0,
        results: int = 5,
        page_size: int = 1_500,
        links: bool = True,
        scoring: str = "exact",
        split: str = "all",
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(split=split, render_mode=render_mode, info_keys=info_keys)
        self.settings = Settings(articles, corpus_seed, aliases, namesakes, hops, level, kinds, closed_book, links)
        self.whole("results", results, 3, 20)
        self.whole("page_size", page_size, 200, 10_000)
        self.choice("scoring", scoring, SCORINGS)
        self.results, self.page_size, self.scoring = results, page_size, scoring
        self.corpus, self.questions = corpus, questions
        if corpus is None and questions is None:
            self.settings.check(self)
        else:
            self.settings.check_unused(self)
            for name, path in (("questions", questions), ("corpus", corpus)):
                is_file = isinstance(path, str) and Path(path).is_file()
                self.require(name, path, is_file or (path is None and name == "corpus"), "the path of a file")
        self._loaded: tuple[View, rules.TaskSource] | None = None
        self._load()

    def __getstate__(self) -> dict[str, Any]:
        """Leave the articles out: they are read or made anew where they are wanted, and shared."""
        return {**self.__dict__, "_loaded": None}

    @property
    def view(self) -> View:
        """What shows the articles."""
        return (self._loaded or self._load())[0]

    def draw(self, rng: np.random.Generator) -> rules.State:
        """Draw a question; the opening does not tell the answer to a generated one."""
        source = (self._loaded or self._load())[1]
        for _ in range(MAX_DRAWS):
            state = rules.initial_state(rng, source)
            if state.task.kind == "file" or state.task.accepted[0].casefold() not in self.opening(state).casefold():
                return state
        raise ValueError("SearchQA found no question that does not tell its answer; enlarge articles.")

    def layout(self, state: rules.State) -> str:
        """Return what is asked, the same for all its wordings."""
        return state.task.key

    def opening(self, state: rules.State) -> str:
        """Return the first observation."""
        return text.opening(state, len(self.view.library.articles), self.results)

    def turn(self, state: rules.State, call: Call) -> Turn:
        """Search, open, find, go on or answer."""
        if call.name == "more":
            return self.view.more(state)
        value = str(call.arguments[0])
        if call.name == "answer":
            state = rules.transition(state, "answer", value)
            return state, text.verdict(bool(scoring.exact_match(value, state.task.accepted))), ""
        shown = {"search": self.view.search, "open": self.view.open, "find": self.view.find}
        return shown[call.name](state, value)

    def outcome(self, state: rules.State) -> tuple[float, bool, bool]:
        """Reward the answer, which ends the episode."""
        if state.reply is None:
            return 0.0, False, False
        exact, f1 = self._scores(state)
        return (f1 if self.scoring == "f1" else exact), True, bool(exact)

    def legal(self, state: rules.State) -> list[str]:
        """Return searches for the question and for titles that are seen, what can be opened, and some answers."""
        if state.reply is not None:
            return []
        write, titles = self.commands.write, self.view.titles(state)
        messages = [write("search", state.task.text[:200]), *(write("search", title) for title in titles[:3])]
        messages += [write("open", title) for title in titles]
        if state.article >= 0:
            messages.append(write("find", self.view.library.articles[state.article].title))
        if self.view.has_more(state):
            messages.append(write("more"))
        return [*messages, *(write("answer", title) for title in titles[:2] or ["unknown"])]

    def plan(self, state: rules.State) -> list[str]:
        """Return the searches and articles that are left, and the answer."""
        return plan(state, self.view.library, self.results)

    def channels(self, before: rules.State, state: rules.State) -> dict[str, float]:
        """Measure searches, evidence, the answer and how many messages of the expert are left."""
        found = rules.found(state)
        exact, f1 = self._scores(state)
        left = self.plan(state) if state.reply is None else self.plan(rules.State(state.task))
        return super().channels(before, state) | {
            "goal_distance": 0.0 if exact else float(len(left)),
            "searches": float(state.searches - before.searches),
            "evidence_recall": sum(found) / len(found) if found else 0.0,
            "exact": exact,
            "f1": f1,
        }

    def milestones(self, state: rules.State) -> dict[str, bool]:
        """Report what was done and which of the evidence was opened."""
        hops = {f"hop_{place}_found": found for place, found in enumerate(rules.found(state), 1)}
        done = {"searched": state.searches > 0, "article_opened": bool(state.opened)}
        return {**done, **hops, "answered": state.reply is not None}

    def facts(self, state: rules.State) -> dict[str, str | int | float | bool]:
        """Report the question, what is shown and what was done."""
        title = self.view.library.articles[state.article].title if state.article >= 0 else ""
        return {
            "question.kind": state.task.kind,
            "question.hops": state.task.hops,
            "view.shows": state.shows,
            "view.page": state.page,
            "search.query": state.query,
            "search.count": state.searches,
            "article.title": title,
            "article.count": len(state.opened),
            "evidence.found": sum(rules.found(state)),
            "answer.given": state.reply or "",
        }

    def answer(self, state: rules.State) -> str:
        """Return the answer as articles give it; ``info["task"]["aliases"]`` are right too."""
        return state.task.accepted[0]

    def task(self, state: rules.State) -> dict[str, Any]:
        """Report the question's kind, hops, level and evidence, and how many messages the expert needs."""
        asked = state.task
        level = next((name for name, (least, most) in LEVELS.items() if least <= asked.hops <= most), "")
        told: dict[str, Any] = {} if asked.known is None else {"known": asked.known}
        start = rules.State(asked)
        return (
            super().task(state)
            | told
            | {
                "parameters": self._parameters(),
                "question": asked.text,
                "kind": asked.kind,
                "hops": asked.hops,
                "level": level,
                "evidence": [self.view.library.articles[hop.article].title for hop in asked.route],
                "aliases": list(asked.accepted[1:]),
                "expert_length": len(self.plan(start)),
            }
        )

    def _parameters(self) -> dict[str, Any]:
        shown = dict(results=self.results, page_size=self.page_size, scoring=self.scoring, split=self.split)
        if self.questions is not None:
            return {"corpus": self.corpus, "questions": self.questions, **shown}
        made = self.settings._asdict() | {"hops": list(self.settings.span), "kinds": list(self.settings.kinds)}
        return {**made, **shown}

    def _scores(self, state: rules.State) -> tuple[float, float]:
        """Return exact match and F1 of the answer, zeros before there is one."""
        if state.reply is None:
            return 0.0, 0.0
        accepted = state.task.accepted
        return scoring.exact_match(state.reply, accepted), scoring.f1(state.reply, accepted)

    def _load(self) -> tuple[View, rules.TaskSource]:
        """Make or read what is asked about; both are kept for all environments with the same arguments."""
        made = self.settings
        source: rules.TaskSource
        if self.questions is None:
            book = encyclopaedia(made.corpus_seed, made.articles, float(made.aliases), float(made.namesakes))
            library = book.library
            source = Questions(book, made, self.results)
        else:
            asked = files.version(self.questions)
            told = files.read_questions(*asked)
            library = (
                files.read_contexts(*asked) if self.corpus is None else files.read_corpus(*files.version(self.corpus))
            )
            source = FileTasks(told, library, self.results)
        self._loaded = View(library, self.results, self.page_size, made.links), source
        return self._loaded
