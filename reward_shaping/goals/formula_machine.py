r"""The automaton of a temporal formula: what progression can lead to, worked out once.

    states       the remainders that progression reaches from the formula, over all values of its conditions
    accepting    the trace so far satisfies the formula if it ends here
    verdict      1 where every continuation is accepted, -1 where none is, else 0: satisfied or violated for certain
    distance     steps to the nearest accepting state: turns, one on which k > 1 conditions hold counting as k
    nearness     1 - distance / greatest finite distance; 0 where no accepting state can be reached

Conditions count as independent: that ``room == "1"`` and ``room == "2"`` never hold together is not known, so a verdict
may come late, but is never wrong. Were a turn one step whatever holds, ``F a and F b`` would be one step away with or
without a, and reaching a would be no progress.

Certainty: recalled (formulas on finite traces as automata, De Giacomo and Vardi 2013; as rewards, Camacho et al.
2019); the nearness is ours.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

from .condition_syntax import Facts
from .conditions import Condition
from .progression import Owed, Remainder, Rest, WeakNext, begin, progress, value
from .temporal_logic import And, Atom, Formula, Next, Or, Until, WeakUntil

MOST_CONDITIONS = 10
MOST_CLAUSES = 10_000


class FormulaMachine:
    """The automaton of a formula. State 0 is the one before the first state of an episode.

    Args:
        formula: what an episode is to do.

    Raises:
        ValueError: the formula has too many conditions, or its automaton is too large.

    Attributes:
        conditions: of the formula, in the order of reading.
        accepting: for each state, whether the trace satisfies the formula if it ends there.
        verdicts: for each state, 1 if that is certain, -1 if the opposite is, else 0.
        distances: for each state, the steps to the nearest accepting one; infinite where there is none.
        nearness: for each state, how near it is to an accepting one, from 0 to 1.
    """

    def __init__(self, formula: Formula) -> None:
        self.formula = formula
        self.conditions = list(dict.fromkeys(conditions_of(formula)))
        if len(self.conditions) > MOST_CONDITIONS:
            raise ValueError(
                f"The formula `{formula}` has {len(self.conditions)} conditions; at most {MOST_CONDITIONS} are taken. "
                "Give its parts as formulas of their own."
            )
        self.rows: list[tuple[list[Condition], list[int]]] = []
        remainders = self._explore()
        self.accepting = [value(remainder) > 0 for remainder in remainders]
        to_accept, to_reject = self._distances(True), self._distances(False)
        infinite = float("inf")
        self.verdicts = [
            1 if reject == infinite else -1 if accept == infinite else 0
            for accept, reject in zip(to_accept, to_reject, strict=True)
        ]
        self.distances = to_accept
        furthest = max((each for each in to_accept if each < infinite), default=0.0) or 1.0
        self.nearness = [1.0 - each / furthest if each < infinite else 0.0 for each in to_accept]

    def advance(self, state: int, facts: Facts) -> int:
        """Return the automaton's state after a state of the episode.

        Args:
            state: of the automaton, before.
            facts: of the episode's state.
        """
        asked, leads_to = self.rows[state]
        index = 0
        for condition in asked:
            index = 2 * index + condition.holds(facts)
        return leads_to[index]

    def _explore(self) -> list[Remainder]:
        """Fill the table of transitions; return the remainders that its states stand for."""
        remainders: list[Remainder] = [begin(self.formula)]
        number = {frozenset(remainders[0]): 0}
        size = 0
        while len(self.rows) < len(remainders):
            remainder = remainders[len(self.rows)]
            asked = [condition for condition in self.conditions if condition in _asked(remainder)]
            size += len(remainder) * 2 ** len(asked)
            if size > MOST_CLAUSES:
                raise ValueError(
                    f"The automaton of `{self.formula}` is too large (over {MOST_CLAUSES} clauses in its table). Give "
                    "its parts as formulas of their own."
                )
            leads_to: list[int] = []
            for held in product((0.0, 1.0), repeat=len(asked)):
                after = progress(remainder, dict(zip(asked, held, strict=True)).__getitem__)
                key = frozenset(after)
                if key not in number:
                    number[key] = len(remainders)
                    remainders.append(after)
                leads_to.append(number[key])
            self.rows.append((asked, leads_to))
        return remainders

    def _distances(self, accepted: bool) -> list[float]:
        """Return for each state the steps to the nearest that is accepting, or that is not."""
        distance = [0.0 if accepting is accepted else float("inf") for accepting in self.accepting]
        changed = True
        while changed:
            changed = False
            for state, (_, leads_to) in enumerate(self.rows):
                shorter = min(max(held.bit_count(), 1) + distance[after] for held, after in enumerate(leads_to))
                if shorter < distance[state]:
                    distance[state], changed = shorter, True
        return distance


def conditions_of(formula: Owed) -> list[Condition]:
    """Return the conditions of a formula, in the order of reading.

    Args:
        formula: any formula.
    """
    return _collect(formula, lambda _: True)


def _asked(remainder: Remainder) -> set[Condition]:
    """Return the conditions that progression asks about at the next state."""
    return {each for clause in remainder for owed in clause for each in _collect(owed, _is_now)}


def _is_now(formula: Owed) -> bool:
    return not isinstance(formula, Next | WeakNext)


def _collect(formula: Owed, enter: Callable[[Owed], bool]) -> list[Condition]:
    """Return the conditions of the parts that ``enter`` lets in."""
    if isinstance(formula, Atom):
        return [formula.condition]
    if isinstance(formula, Rest) or not enter(formula):
        return []
    if isinstance(formula, And | Or):
        inner: tuple[Owed, ...] = formula.parts
    elif isinstance(formula, Until | WeakUntil):
        inner = (formula.left, formula.right)
    else:
        inner = (formula.of,)
    return [condition for part in inner for condition in _collect(part, enter)]
