"""What was found out: the worlds that agree with everything that was seen, as bits.

A world is a melting point, a reacting pair, or a charged battery with a set of conductors. What is seen depends on the
world alone, so what an ideal reader still thinks possible is a set of worlds, all as likely.
"""

from __future__ import annotations

from collections.abc import Iterable

from . import circuit
from .level import Level
from .names import BLUE_BOX, RED_BOX
from .state import State


def world(level: Level) -> int:
    """Return the number of the world that this level is; 0 where nothing is to be found out."""
    if level.experiment == "melting_point":
        return level.candidates.index(level.substances[level.target].melting)
    if level.experiment == "reaction":
        return level.pairs.index((level.reactions[0].first, level.reactions[0].second))
    if level.experiment == "conductivity":
        bits = sum(conducts << number for number, conducts in enumerate(level.conducts))
        return level.charged << len(level.objects) | bits
    return 0


def hypotheses(level: Level) -> tuple[str, ...]:
    """Return every answer that is possible, in the order of the worlds; without the battery, which is not asked for."""
    known: tuple[str, ...] | None = level.memo.get("hypotheses")
    if known is None:
        known = level.memo["hypotheses"] = tuple(_hypotheses(level))
    return known


def answer(level: Level) -> str | None:
    """Return the right answer, or None where nothing is to be found out."""
    known = hypotheses(level)
    return known[world(level) % len(known)] if known else None


def learnt(before: State, after: State, command: str, numbers: tuple[int, ...]) -> int:
    """Return the worlds that are left after a turn.

    Args:
        before: the state before the turn.
        after: the state after it.
        command: what was done, as a key of ``rules.ACTIONS`` without the kinds.
        numbers: the things it was done with.
    """
    level, left = before.level, before.left
    if level.experiment == "melting_point":
        sample, substance = after.samples[level.target], level.substances[level.target]
        molten = _bits(sample.temperature >= candidate for candidate in level.candidates)
        return left & (molten if sample.temperature >= substance.melting else ~molten)
    if level.experiment == "reaction" and command in ("pour", "pour_over"):
        source, beaker = numbers
        added = before.beakers[source] if command == "pour_over" else (source,)
        mixed = {*before.beakers[beaker], *added}
        within = _bits(mixed.issuperset(pair) for pair in level.pairs)
        return left & (~within if mixed.issubset(after.beakers[beaker]) else within)
    if level.experiment == "conductivity" and command == "press_switch":
        lit = lit_worlds(level, after.circuit.battery, after.circuit.thing)
        return left & (lit if circuit.lights(after) else ~lit)
    return left


def lit_worlds(level: Level, battery: int, thing: int) -> int:
    """Return the worlds in which the lamp lights with a battery and a thing in the circuit."""
    count = len(level.objects)
    charged = (1 << (level.worlds >> 1)) - 1 << (battery << count)
    if thing >= count:  # the references: the first conducts, the second does not
        return charged if thing == count else 0
    return charged & conducting_worlds(level)[thing]


def conducting_worlds(level: Level) -> list[int]:
    """Return, for each object, the worlds in which it conducts."""
    known: list[int] | None = level.memo.get("conducting")
    if known is None:
        things = range(len(level.objects))
        known = [_bits(bool(number >> thing & 1) for number in range(level.worlds)) for thing in things]
        level.memo["conducting"] = known
    return known


def known_conductors(state: State) -> dict[int, bool]:
    """Return the objects of which it is known whether they conduct, and whether they do."""
    found = {}
    for thing, conducting in enumerate(conducting_worlds(state.level)):
        if not state.left & conducting or not state.left & ~conducting:
            found[thing] = bool(state.left & conducting)
    return found


def known_battery(state: State) -> int | None:
    """Return the battery that is known to be charged, or None."""
    first = (1 << (state.level.worlds >> 1)) - 1
    if not state.left & first:
        return 1
    return None if state.left & ~first else 0


def answers_left(state: State) -> list[int]:
    """Return the numbers of the answers that are possible still."""
    count = len(hypotheses(state.level))
    if not count:
        return []
    either = state.left | state.left >> count  # the two batteries' worlds, one upon the other
    return [number for number in range(count) if either >> number & 1]


def _bits(flags: Iterable[bool]) -> int:
    return sum(flag << number for number, flag in enumerate(flags))


def _hypotheses(level: Level) -> Iterable[str]:
    if level.experiment == "melting_point":
        return (f"{candidate} °C" for candidate in level.candidates)
    if level.experiment == "reaction":
        return (f"{level.liquids[first]} and {level.liquids[second]}" for first, second in level.pairs)
    if level.experiment == "conductivity":
        return (_boxes(level, bits) for bits in range(1 << len(level.objects)))
    return ()


def _boxes(level: Level, bits: int) -> str:
    red = [name for number, name in enumerate(level.objects) if bits >> number & 1]
    blue = [name for number, name in enumerate(level.objects) if not bits >> number & 1]
    return f"{RED_BOX}: {', '.join(red) or 'nothing'}; {BLUE_BOX}: {', '.join(blue) or 'nothing'}"
