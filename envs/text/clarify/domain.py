"""What a request may be about: slots to fill, and the topics that ask about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ..dialogue.topics import Cell, Part, Topic


@dataclass(frozen=True)
class Slot:
    """One thing that a request leaves open or tells.

    Attributes:
        name: of the slot.
        question: asks for it.
        cues: words by which a question is about it.
        texts: ways to say it, with ``{it}`` for an option's phrase.
        options: by value the phrase for it and, after a ``|``, further cues. The phrase is a cue, and so is a value
            that stands in it.
    """

    name: str
    question: str
    cues: tuple[str, ...]
    texts: tuple[str, ...]
    options: Mapping[str, str]

    @cached_property
    def spoken(self) -> dict[str, str]:
        """Return the option that each phrase stands for, in lower case with hyphens for gaps."""
        phrases = ((value, text.partition("|")[0]) for value, text in self.options.items())
        return {phrase.lower().replace(" ", "-"): value for value, phrase in phrases}

    def part(self) -> Part:
        """Return the part of the profile that it is; a value names its slot, as in ``"size=small"``."""
        return Part(self.name, tuple(f"{self.name}={value}" for value in self.options))

    def topic(self) -> Topic:
        """Return the topic that asks for it."""
        part, cells = self.part(), []
        for name, (value, text) in zip(part.values, self.options.items(), strict=True):
            phrase, _, more = text.partition("|")
            sentences = tuple(_sentence(each.format(it=phrase)) for each in self.texts)
            spoken = [word for word in {value: 0, value.replace("-", " "): 0} if word in phrase.lower()]
            cues = dict.fromkeys((phrase.lower(), *spoken, *filter(None, more.split(","))))
            cells.append(Cell(name, phrase, tuple(cues), sentences))
        naming, holds = f'Should the {self.name} be "{{it}}"?', {name: name for name in part.values}
        return Topic(self.name, self.name, f"the {self.name}", self.question, naming, self.cues, tuple(cells), holds)


@dataclass(frozen=True)
class Domain:
    """What a request may be about.

    Attributes:
        name: of the domain.
        requests: ways to ask for the thing, of which none tells a slot.
        slots: in the order of the specification.
    """

    name: str
    requests: tuple[str, ...]
    slots: tuple[Slot, ...]


def plain(words: str) -> dict[str, str]:
    """Return options whose phrases are their values."""
    return {word: word for word in words.split()}


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
