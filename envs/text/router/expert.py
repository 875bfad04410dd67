"""What an expert does: asks the cheapest models that its trust allows, and answers; and what two plain policies do."""

from __future__ import annotations

from typing import NamedTuple

from .levels import Level
from .pool import Model, say
from .questions import Chain
from .rules import Exchange, State, answered, cost_of, heard
from .voting import believed, decided, order, reliability, weight
from .world import WRONG, Fact, Value

UNKNOWN = "unknown"


class Play(NamedTuple):
    """An episode that was played: what it cost, how many turns it took, and whether it ended right."""

    cost: float
    turns: int
    right: bool


def query_for(level: Level, fact: Fact) -> str:
    """Return the question for a fact."""
    return fact.about.ask.format(x=level.world.named(fact.thing))


def next_query(state: State, models: tuple[Model, ...] | None = None) -> tuple[Model, str] | str:
    """Return whom to ask what, or the answer.

    Args:
        state: what was said so far.
        models: those that may be asked; all of them if None.
    """
    ends: list[Value] = []
    for chain in state.level.question.chains:
        end = _follow(state, chain, models)
        if isinstance(end, tuple):
            return end
        if end is None:
            return UNKNOWN
        ends.append(end)
    return str(state.level.question.combine(ends))


def _follow(state: State, chain: Chain, models: tuple[Model, ...] | None) -> tuple[Model, str] | Value | None:
    """Return what stands at the end of a chain, or whom to ask what, or None where nobody can tell."""
    thing: Value | None = chain.thing
    for step in range(len(chain.attributes)):
        fact = chain.fact(step, str(thing))
        panel = order(state.level.pool, fact.field) if models is None else models
        asked = [exchange for exchange in state.log if exchange.reply.fact == fact]
        names = [exchange.model for exchange in asked]
        skills = {model.name: weight(model.skill(fact.field)) if models is None else 1.0 for model in panel}
        votes = [
            (exchange.reply.value, skills[exchange.model])
            for exchange in asked
            if exchange.reply.value is not None and exchange.model in skills
        ]
        rest = [model for model in panel if model.name not in names]
        if rest and not decided(votes, [skills[model.name] for model in rest]):
            return rest[0], query_for(state.level, fact)
        thing = believed(votes)
        if thing is None:
            return None
    return thing


def played(level: Level, models: tuple[Model, ...] | None = None) -> Play:
    """Return how an episode with simulated models goes.

    Args:
        level: to be played.
        models: those that may be asked; all of them, as the expert asks them, if None.
    """
    state = State(level)
    while True:
        move = next_query(state, models)
        if isinstance(move, str):
            return Play(state.spent, len(state.log) + 1, answered(state, move).right)
        model, query = move
        reply = say(model, level.world, level.seed, query)
        state = heard(state, Exchange(model.name, query, reply, cost_of(model, query, reply.text)))


def value(level: Level) -> float:
    """Return how probable it is that the expert answers right, before anything is said.

    Chains are taken as independent, which they are unless a wrong turn in one leads to a fact of another.

    Args:
        level: to be played.
    """
    ends: dict[tuple[Value, ...], float] = {(): 1.0}
    for chain in level.question.chains:
        own = _ends(level, chain)
        ends = {(*one, other): share * more for one, share in ends.items() for other, more in own.items()}
    right = level.question.answer(level.world)
    return sum(share for each, share in ends.items() if level.question.combine(each) == right)


def _ends(level: Level, chain: Chain) -> dict[Value, float]:
    """Return how probable each end of a chain is."""
    shares: dict[Value, float] = {chain.thing: 1.0}
    for step in range(len(chain.attributes)):
        found: dict[Value, float] = {}
        for thing, share in shares.items():
            fact = chain.fact(step, str(thing))
            panel = order(level.pool, fact.field)
            right = reliability(tuple(model.skill(fact.field) for model in panel))
            told = [(level.world.values[fact], right)]
            told += [(wrong, (1 - right) / WRONG) for wrong in level.world.wrong[fact]]
            for end, chance in told:
                found[end] = found.get(end, 0.0) + share * chance
        shares = found
    return shares
