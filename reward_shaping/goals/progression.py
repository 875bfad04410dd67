r"""Progression (Bacchus and Kabanza): rewrite a temporal formula by what a state shows into what is still owed.

    prog(p)     = p(state)                      prog(a and b) = prog(a) and prog(b)        (or alike)
    prog(X a)   = a, and there is a next state
    prog(F a)   = prog(a) or F a                prog(a U b)   = prog(b) or (prog(a) and a U b)
    prog(G a)   = prog(a) and G a               prog(a W b)   = prog(b) or (prog(a) and a W b)

    s_1 ... s_T satisfies a   if   prog(... prog(a, s_1) ..., s_T) holds of the empty rest

What is owed is kept in disjunctive normal form, so that it stays finite: a remainder maps each clause, a set of
formulas that must all hold of the rest, to the degree that has been reached on its side. Conditions have a degree in
[0, 1]; ``and`` is the least, ``or`` the greatest, ``not x`` is 1 - x. With degrees 0 and 1 this is the logic itself,
with others its robustness (Donzé and Maler 2010): min over ``G``, max over ``F``.

Of the empty rest ``G``, ``W`` and negated conditions hold, ``X``, ``F``, ``U`` and conditions do not.

Certainty: recalled (Bacchus and Kabanza 2000; on finite traces De Giacomo and Vardi 2013); that both forms agree with
the definitions is checked by tests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .conditions import Condition
from .temporal_logic import Always, And, Atom, Eventually, Formula, Next, Not, Or, Until, WeakUntil


@dataclass(frozen=True, slots=True)
class Rest:
    """Holds if there is a next state (``more``), or if there is none."""

    more: bool


@dataclass(frozen=True, slots=True)
class WeakNext:
    """``of`` holds at the next state, if there is one: ``not X not of``."""

    of: Formula | Owed


Owed = Formula | Rest | WeakNext
Remainder = Mapping[frozenset[Owed], float]
"""What is owed: clause → degree. Its value is the greatest over clauses of the least of degree and formulas."""

SATISFIED: Remainder = {frozenset(): 1.0}
VIOLATED: Remainder = {}


def begin(formula: Formula) -> Remainder:
    """Return what is owed before the first state.

    Args:
        formula: the goal of an episode.
    """
    return _owed(positive(formula))


def progress(remainder: Remainder, degree: Callable[[Condition], float]) -> Remainder:
    """Return what is owed after a state.

    Args:
        remainder: what was owed before it.
        degree: of a condition in the state: 1 or 0, or its robustness.
    """
    after = VIOLATED
    for clause, reached in remainder.items():
        rest: Remainder = {frozenset(): reached}
        for owed in clause:
            rest = _both(rest, _after(owed, degree))
        after = _either(after, rest)
    return after


def value(remainder: Remainder) -> float:
    """Return the degree of what is owed if no state follows.

    Args:
        remainder: what is owed after the last state.
    """
    return max((reached for clause, reached in remainder.items() if all(map(_holds_of_nothing, clause))), default=0.0)


def positive(formula: Formula, negated: bool = False) -> Owed:
    """Return the formula with ``not`` before conditions only.

    Args:
        formula: any formula.
        negated: return its negation.
    """
    match formula:
        case Atom():
            return Not(formula) if negated else formula
        case Not(of):
            return positive(of, not negated)
        case And(parts) | Or(parts):
            kind = And if isinstance(formula, And) != negated else Or
            return kind(tuple(positive(part, negated) for part in parts))  # type: ignore[misc] # Owed within
        case Next(of):
            return WeakNext(positive(of, True)) if negated else Next(positive(of))  # type: ignore[arg-type]
        case Eventually(of) | Always(of):
            prefix = Eventually if isinstance(formula, Eventually) != negated else Always
            return prefix(positive(of, negated))  # type: ignore[arg-type]
        case Until(left, right) | WeakUntil(left, right):
            one, other = positive(left, negated), positive(right, negated)
            if not negated:
                return type(formula)(one, other)  # type: ignore[arg-type]
            infix = WeakUntil if isinstance(formula, Until) else Until
            return infix(other, And((one, other)))  # type: ignore[arg-type]


def _either(one: Remainder, other: Remainder) -> Remainder:
    """Return the remainder of ``one or other``, without clauses that another makes needless."""
    merged = dict(one)
    for clause, reached in other.items():
        merged[clause] = max(reached, merged.get(clause, 0.0))
    return {
        clause: reached
        for clause, reached in merged.items()
        if reached > 0 and not any(fewer < clause and merged[fewer] >= reached for fewer in merged)
    }


def _both(one: Remainder, other: Remainder) -> Remainder:
    """Return the remainder of ``one and other``."""
    if one == SATISFIED or other == SATISFIED:
        return other if one == SATISFIED else one
    joined: Remainder = VIOLATED
    for clause, reached in one.items():
        joined = _either(joined, {clause | each: min(reached, degree) for each, degree in other.items()})
    return joined


def _owed(formula: Owed) -> Remainder:
    """Return a formula that is to hold of the rest."""
    if isinstance(formula, And | Or):
        join = _both if isinstance(formula, And) else _either
        remainder = _owed(formula.parts[0])
        for part in formula.parts[1:]:
            remainder = join(remainder, _owed(part))
        return remainder
    return _alone(formula)


def _after(formula: Owed, degree: Callable[[Condition], float]) -> Remainder:
    """Return what a formula owes after a state."""
    match formula:
        case Atom(condition):
            return _constant(degree(condition))
        case Not(Atom(condition)):
            return _constant(1.0 - degree(condition))
        case And(parts) | Or(parts):
            join = _both if isinstance(formula, And) else _either
            remainder = _after(parts[0], degree)
            for part in parts[1:]:
                remainder = join(remainder, _after(part, degree))
            return remainder
        case Eventually(of):
            return _either(_after(of, degree), _alone(formula))
        case Always(of):
            return _both(_after(of, degree), _alone(formula))
        case Until(left, right) | WeakUntil(left, right):
            return _either(_after(right, degree), _both(_after(left, degree), _alone(formula)))
    return _after_next(formula)


def _after_next(formula: Owed) -> Remainder:
    """Return what a formula about the next state owes after a state."""
    match formula:
        case Rest(more):
            return SATISFIED if more else VIOLATED
        case Next(of):
            return _both(_alone(Rest(True)), _owed(of))
        case WeakNext(of):
            return _either(_alone(Rest(False)), _owed(of))
    raise ValueError(f"{formula} is not in positive form; progress what begin() returned.")


def _alone(formula: Owed) -> Remainder:
    return {frozenset((formula,)): 1.0}


def _constant(degree: float) -> Remainder:
    return {frozenset(): degree} if degree > 0 else VIOLATED


def _holds_of_nothing(formula: Owed) -> bool:
    match formula:
        case Rest(more):
            return not more
        case Always() | WeakUntil() | WeakNext() | Not():
            return True
    return False
