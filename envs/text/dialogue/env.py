"""The base of dialogues with a hidden user: ask in plain language, then deliver what fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod
from typing import Any

from ...levels import MAX_DRAWS, of_test
from ..base import Turn
from ..commands import Call
from . import belief, text
from .phrases import ALONE
from .reader import DialogueReader
from .rules import Level, State
from .topics import Question, Reply
from .user import LONGEST, User, seat
from .wordings import Wordings

SHOWN = 4
"""How many deliveries stand among the sample of admissible messages."""

STRIDE = 7


class DialogueEnv(DialogueReader):
    """A user hides a profile; the agent asks, in its own words, and delivers what fits the profile.

    A subclass gives ``commands`` (with the free speech ``ask``), ``verdicts``, :meth:`interview`, :meth:`draw`,
    :meth:`opening`, :meth:`role`, :meth:`first_words`, :meth:`write`, :meth:`parse` and :meth:`deliver`.

    Milestones: for every hidden part ``<part>_asked`` (a question about it was understood) and ``<part>_known`` (what
    was heard leaves one value), and ``solved``. Channels: ``state_changed``, ``questions`` (asked so far),
    ``understood``, ``user_silent``, ``bits_left`` (the entropy of an ideal reader's belief), ``parts_right`` (the share
    of the hidden parts that a delivery of this turn had right).

    Args:
        patience: how many questions the user answers, 1 to 100; asked once more, they leave and the episode has failed.
        candour: probability of a complete answer, above 0 and at most 1; an incomplete one is vague or leaves two
            things open, never false.
        user: None for the rule-based user, a callable ``user(persona, conversation)``, or a text
            ``"http://host:port/v1#model"`` for a model behind an OpenAI-compatible endpoint.
        split: ``"all"``, ``"train"`` or ``"test"``; the latter two share no opening.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    def __init__(
        self,
        *,
        patience: int,
        candour: float,
        user: User | str | None,
        split: str = "all",
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(split=split, render_mode=render_mode, info_keys=info_keys)
        self.whole("patience", patience, 1, 100)
        self.probability("candour", candour, 1)
        self.require("candour", candour, candour > 0, "above 0")
        self.seat = seat(type(self).__name__, user)
        self.patience, self.candour = patience, float(candour)

    def role(self, level: Level) -> str:
        """Return who the user is and what they came for, speaking to "you", for a model that plays them."""
        raise NotImplementedError

    def first_words(self, level: Level) -> str:
        """Return what the user says in the opening."""
        raise NotImplementedError

    def delivery(self, profile: Sequence[str]) -> str:
        """Return the message that delivers what fits a profile."""
        raise NotImplementedError

    def deliver(self, state: State, call: Call) -> Turn:
        """Judge what was delivered, or put an exercise."""
        raise NotImplementedError

    def ask(self, state: State, question: Question) -> str:
        """Return the message that asks a question."""
        topic = self.interview(state.level).topics[question.topic]
        return topic.naming.format(it=topic.cell(question.cells[0]).short) if question.cells else topic.question

    def begin(self, options: dict[str, Any]) -> str:
        """Draw a user of the split, which goes by what the opening tells: so it tells nothing about what is hidden."""
        for _ in range(MAX_DRAWS):
            state = self.draw(self.np_random)
            if self.split == "all" or of_test(repr(state.level[:3])) == (self.split == "test"):
                self.state = state
                return self.opening(state)
        raise ValueError(f"{type(self).__name__} found no user of split={self.split!r}; enlarge the settings.")

    def layout(self, state: State) -> str:
        """Return who the user is and what they hide."""
        return repr(tuple(state.level))

    def turn(self, state: State, call: Call) -> Turn:
        """Answer a question in plain language; the rest is the subclass's."""
        if call.name != "ask":
            return self.deliver(state, call)
        words = call.arguments[0][:LONGEST]
        return self.put(state, self.interview(state.level).ear.understand(words), words)

    def put(self, state: State, question: Question | None, words: str) -> Turn:
        """Return the turn on which the user is asked something."""
        level = state.level
        if state.asked >= self.patience:
            said = Wordings({Reply("left"): ALONE[Reply("left")]}).say(self.np_random, Reply("left"))
            return self.shown(state._replace(ended="left"), said)
        if self.seat is not None and (question is None or self.interview(level).topics[question.topic].kind == "asked"):
            return self._put_to_seat(state, question, words)
        interview = self.interview(level)
        reply = interview.draw(self.np_random, question, level.profile)
        said = interview.wordings(question).say(self.np_random, reply)
        tried = question is not None and interview.topics[question.topic].kind == "tried"
        state = state._replace(asked=state.asked + 1, heard=(*state.heard, (question, reply)))
        return self.shown(state, said, aloud=not tried)

    def shown(self, state: State, said: str, aloud: bool = True) -> Turn:
        """Return a turn as it is seen: what is said, or told of the user, and how many questions are left."""
        name = state.level.name
        line = text.status(name, self.patience - state.asked, bool(state.ended))
        return state, f"{text.quoted(name, said) if aloud else said}\n{line}", ""

    def judged(self, state: State, profile: tuple[str, ...]) -> Turn:
        """Return the turn on which the last thing was delivered."""
        ended = "right" if profile == state.level.profile else "wrong"
        state = state._replace(ended=ended, delivered=(*state.delivered, profile))
        return self.shown(state, self.verdicts.say(self.np_random, Reply(ended)))

    def _put_to_seat(self, state: State, question: Question | None, words: str) -> Turn:
        assert self.seat is not None
        level, interview = state.level, self.interview(state.level)
        before = state.conversation or (self.first_words(level),)
        told = text.persona(level, self.role(level), interview, self.candour)
        said = self.seat.reply(told, (*before, words))
        if said is None:
            told = f"{text.silence(level.name)} The question does not count; you may ask it again."
            return self.shown(state._replace(silences=state.silences + 1), told, aloud=False)
        reply = interview.hear(question, said) or interview.hear_own_words(question, said)
        heard = (*state.heard, (question, reply))
        return self.shown(state._replace(asked=state.asked + 1, heard=heard, conversation=(*before, words, said)), said)

    def outcome(self, state: State) -> tuple[float, bool, bool]:
        """Reward that what was delivered fits, and end there, or where it does not, or the user left."""
        return float(state.ended == "right"), bool(state.ended), state.ended == "right"

    def legal(self, state: State) -> list[str]:
        """Return questions about every topic that is hidden, and some deliveries, other ones each turn."""
        level, interview = state.level, self.interview(state.level)
        turn = state.asked + len(state.delivered)
        found = []
        offered = dict(zip((part.name for part in interview.parts), level.candidates, strict=True))
        for topic in (topic for part in self.hidden(level) for topic in interview.about(part)):
            if topic.kind == "asked":
                named = topic.holds[offered[topic.part][turn % len(offered[topic.part])]]
                found.append(self.ask(state, Question(topic.name, () if topic.named else (named,))))
        every = prod(map(len, level.candidates))
        numbers = dict.fromkeys((turn * STRIDE + shown * (every // SHOWN + 1)) % every for shown in range(SHOWN))
        return found + [self.delivery(_numbered(level.candidates, number)) for number in numbers]

    def expert(self) -> Iterator[str]:
        """Ask what is expected to tell most; deliver what is likeliest once nothing more is to be learnt."""
        while self._running:
            beliefs = self.beliefs(self.state)
            left = self.state.asked < self.patience
            question = belief.most_telling(self.interview(self.state.level), beliefs) if left else None
            if question is None:
                yield self.delivery(tuple(belief.likeliest(each) for each in beliefs.values()))
            else:
                yield self.ask(self.state, question)

    def answer(self, state: State) -> str:
        """Return the hidden profile."""
        return self.write(state.level.profile)

    def channels(self, before: State, state: State) -> dict[str, float]:
        """Measure the questions, what is still unknown, and what a delivery had right."""
        new = len(state.heard) > len(before.heard)
        delivered = state.delivered[len(before.delivered) :]
        hidden = [index for index, values in enumerate(state.level.candidates) if len(values) > 1]
        right = [delivered[0][index] == state.level.profile[index] for index in hidden] if delivered else [False]
        return super().channels(before, state) | {
            "questions": float(state.asked),
            "understood": float(new and state.heard[-1][0] is not None),
            "user_silent": float(state.silences > before.silences),
            "bits_left": sum(map(belief.entropy, self.beliefs(state).values())),
            "parts_right": sum(right) / len(right),
        }

    def milestones(self, state: State) -> dict[str, bool]:
        """Report which parts were asked about, which are known, and whether what was delivered fits."""
        interview, beliefs = self.interview(state.level), self.beliefs(state)
        asked = [interview.topics.get(question.topic) for question, _ in state.heard if question]
        about = {topic.part for topic in asked if topic}
        found = {}
        for part in self.hidden(state.level):
            found[f"{part}_asked"] = part in about
            found[f"{part}_known"] = belief.is_known(beliefs[part])
        return found | {"solved": state.ended == "right"}

    def facts(self, state: State) -> dict[str, str | int | float | bool]:
        """Report the user, what they hide, and how the conversation stands."""
        level = state.level
        found: dict[str, str | int | float | bool] = {"user.name": level.name, "user.gone": state.ended == "left"}
        parts = self.interview(level).parts
        found |= {f"user.{part.name}": value for part, value in zip(parts, level.profile, strict=True)}
        return found | {"questions.asked": state.asked, "questions.left": max(self.patience - state.asked, 0)}


def _numbered(candidates: Sequence[Sequence[str]], number: int) -> tuple[str, ...]:
    """Return the profile of a number, the last part counting fastest."""
    found = []
    for values in reversed(candidates):
        number, place = divmod(number, len(values))
        found.append(values[place])
    return tuple(reversed(found))
