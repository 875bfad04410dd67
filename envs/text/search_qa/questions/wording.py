"""Put a question in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from ..encyclopaedia.chance import Chance
from ..encyclopaedia.graph import Graph
from ..encyclopaedia.writer import set_off
from . import phrases
from .terms import Between, By, Description, Holder, Named, Next, Of, Question, When, Which, denoted

Form = TypeVar("Form")
CALLED_BY_KIND = ("novel", "film", "opera", "mineral")


def form_of(forms: Mapping[tuple[str, str], Form], relation: str, kind: str) -> Form | None:
    """Return the form of a relation for a kind, or for any kind, or None where there is none."""
    return forms.get((relation, kind)) or forms.get((relation, ""))


class Wording:
    """Words questions on a graph.

    Args:
        graph: the facts.
        shared: names that two people have, who are told apart by their trades.
    """

    def __init__(self, graph: Graph, shared: set[str]) -> None:
        self.graph, self.shared = graph, shared

    def name(self, entity: int) -> str:
        """Return how a question names an entity."""
        _, name, *_ = found = self.graph.entities[entity]
        if name in self.shared:
            return f"the {found.trait} {name}"
        words = set_off(found.kind, name)
        return f"the {found.kind} {words}" if found.kind in CALLED_BY_KIND else words

    def describe(self, term: Description) -> str:
        """Return a description as a noun phrase; one that is introduced before as "that person"."""
        if isinstance(term, Named):
            return self.name(term.entity)
        if isinstance(term, Of):
            return self._fill(form_of(phrases.OF, term.relation, self._kind(term.term)) or "", term.term)
        if isinstance(term, By):
            return self._fill(phrases.BY[term.relation, term.kind], term.term)
        return f"that {self._kind(term)}"

    def introduce(self, term: Which | Holder | Next) -> str:
        """Return a description of which a question speaks as "that person", "that novel"."""
        if isinstance(term, Which):
            compared = phrases.COMPARED[term.relation, self._kind(term.first)][term.more]
            return f"the {compared} of {self.describe(term.first)} and {self.describe(term.second)}"
        if isinstance(term, Next):
            made = phrases.MADE[term.kind]
            return f"the first {term.kind} that {self.describe(term.term)} {made} after {self._year(term.when)}"
        return f"{self._office(term, phrases.OFFICES[self._kind(term.office)])} {self.when(term.when)}"

    def ask(self, question: Question, chance: Chance) -> str:
        """Return the question, in one of its forms."""
        if isinstance(question, Between):
            first, second = self._event(question.first), self._event(question.second)
            return f"How many years lie between the year in which {first} and the year in which {second}?"
        relation, term = question
        if not relation and isinstance(term, Which | Holder | Next):
            return self._ask_later(term, chance)
        if relation:
            asked = self._fill(chance.pick(form_of(phrases.ASK, relation, self._kind(term)) or ("",)), term)
        else:
            asked = f"{'Who was' if self._kind(term) == 'person' else 'What is the name of'} {self.describe(term)}?"
        while isinstance(term, Of | By):
            term = term.term
        return asked if isinstance(term, Named) else f"Consider {self.introduce(term)}. {asked}"

    def _ask_later(self, term: Which | Holder | Next, chance: Chance) -> str:
        if isinstance(term, Next):
            return f"What is the title of {self.introduce(term)}?"
        if isinstance(term, Holder):
            form = chance.pick(phrases.ASK_HOLDER[self._kind(term.office)])
            return self._office(term, form.replace("{when}", self.when(term.when)))
        asked = phrases.ASK_WHICH[term.relation, self._kind(term.first)][term.more]
        return f"{asked}: {self.describe(term.first)} or {self.describe(term.second)}?"

    def query(self, term: By, known: str) -> str:
        """Return what to search for, where the entity that the description starts from is known by a name."""
        return phrases.BY[term.relation, term.kind].format(x=known).removeprefix("the ")

    def when(self, when: When) -> str:
        """Return the time as a phrase."""
        return f"in {when.term}" if isinstance(when.term, int) else f"in the year in which {self._event(when)}"

    def _year(self, when: When) -> str:
        return str(when.term) if isinstance(when.term, int) else f"the year in which {self._event(when)}"

    def _event(self, when: When) -> str:
        assert not isinstance(when.term, int)
        return self._fill(form_of(phrases.DATED, when.relation, self._kind(when.term)) or "", when.term)

    def _office(self, term: Holder, form: str) -> str:
        place = term.office.term if isinstance(term.office, By) and term.office.kind == "office" else term.office
        return self._fill(form, place)

    def _fill(self, form: str, term: Description) -> str:
        spouse = ""
        if "{spouse}" in form:
            spouse = "husband" if self.graph.entities[denoted(self.graph, term)[0]].pronoun == "she" else "wife"
        return form.format(x=self.describe(term), spouse=spouse)

    def _kind(self, term: Description) -> str:
        return self.graph.entities[denoted(self.graph, term)[0]].kind
