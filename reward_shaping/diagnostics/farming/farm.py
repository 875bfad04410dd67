"""Farming: the most reward that can be had without the outcome, how it is had, and what an honest episode earns.

    false return  = Σ_t (r_t - outcome_t) of an episode that was never solved

A reward is farmed where some false return exceeds the return of an honest episode, outcome and all: then failing on
purpose is what is taught. Found by scripted attackers, by a search led by the reward (REFORM) and, where the stack can
be tabulated, by backward induction over what is possible without success, which no other behaviour within the turn
limit can beat. In a world of chance an episode found by search was lucky on its seed; the exact value is a mean.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..faults.endless_gain import best_within, without_success
from ..faults.inspect_table import honest_return
from ..played_episode import MakeEnv, play, play_expert
from ..tabular.state_key import frozen
from ..tabular.tabulate import Restore, Snapshot, tabulate
from ..tabular.tabulated import NotDefined, Tabulated
from .attackers import ATTACKS, Attack
from .explorer import IDLE, Explorer
from .farmed import Farmed
from .search import beam_search

SEARCH, EXACT = "search", "exact"
"""The names under which the search and backward induction are reported, beside the attackers'."""

RUNS = 20
"""Episodes over which returns are averaged where chance plays."""


class _Tally:
    """The best of each attack, and of all.

    Attributes:
        tried: the best false return of each attack.
        attack: whose was the best of all; empty before any.
        messages: how it was earned.
    """

    def __init__(self) -> None:
        self.tried: dict[str, float] = {}
        self.attack, self.messages, self._best = "", list[str](), -math.inf

    def note(self, attack: str, false_return: float, messages: list[str]) -> None:
        """Take down what an attack earned, NaN for nothing."""
        self.tried[attack] = false_return
        if false_return > self._best + 1e-9:
            self.attack, self.messages, self._best = attack, messages, false_return


def farm(
    make_env: MakeEnv,
    *,
    seed: int = 0,
    turns: int | None = None,
    steps: int = 20_000,
    width: int = 8,
    states: int = 2_000,
    search_seed: int = 0,
    attacks: Mapping[str, Attack] = ATTACKS,
    neutral: Sequence[str] = (),
    snapshot: Snapshot | None = None,
    restore: Restore | None = None,
) -> Farmed:
    """Search for reward without the outcome on one level.

    Args:
        make_env: makes the environment with its wrappers; two of one seed play alike.
        seed: of the level.
        turns: the turn limit; the environment's own if None, or 100 where it has none.
        steps: the most steps of attackers and search together; half of them are the search's. Where the stack cannot
            fork, going back costs steps.
        width: of the beam.
        states: the most states for backward induction; 0 leaves it out.
        search_seed: of what the search leaves to chance.
        attacks: attackers by name.
        neutral: terms that count neither as false nor as honest reward: potentials of a learner that discounts as they
            do and bootstraps where an episode is truncated. To one that adds up an episode, what is left of a
            potential at the turn limit is reward like any other.
        snapshot: ``snapshot(env)``; the stack's own method if None.
        restore: ``restore(env, state)``; the stack's own method if None.

    Returns:
        What was found. The same arguments find the same.
    """
    explorer = Explorer(
        make_env, seed=seed, turns=turns, steps=steps, neutral=neutral, snapshot=snapshot, restore=restore
    )
    explorer.expert_path()
    tally = _Tally()
    rng = np.random.default_rng(search_seed)
    for number, (name, attack) in enumerate(attacks.items()):
        _attack(explorer, name, attack, (explorer.left - explorer.left // 2) // (len(attacks) - number), tally)
    _attack(explorer, SEARCH, lambda found: beam_search(found, width, rng=rng), explorer.left, tally)
    spent = steps - explorer.left
    table = _tabulated(make_env, seed, states, snapshot, restore)
    exact = table if isinstance(table, NotDefined) else _solve(make_env, explorer, table, tally)
    return _farmed(make_env, explorer, tally, table, exact, spent)


def best_false(table: Tabulated, turns: int, *, neutral: Sequence[str] = ()) -> tuple[float, list[str] | None]:
    """Return the most reward without success within so many turns, and how it is earned.

    Args:
        table: of an environment with its wrappers, the start being state 0.
        turns: the turn limit.
        neutral: terms that do not count, as the outcome does not.

    Returns:
        The expected false return and, where no chance plays, the messages; else None.
    """
    allowed = without_success(table, table.success)
    counted = [paid for term, paid in table.terms.items() if term not in ("outcome", *neutral)]
    values, choices = best_within(table, sum(counted, np.zeros_like(table.rewards)), allowed, turns)
    if (table.probability[..., 1:] > 0).any():
        return float(values[-1, 0]), None
    state, messages = 0, list[str]()
    for chosen in choices[::-1]:
        if not allowed[state].any():
            break
        messages.append(table.messages[int(chosen[state])])
        state = int(table.next_state[state, int(chosen[state]), 0])
    return float(values[-1, 0]), messages


def _attack(explorer: Explorer, name: str, attack: Attack, share: int, tally: _Tally) -> None:
    """Let an attack spend its share of the steps."""
    held, explorer.left = explorer.left - share, share
    explorer.best = None
    attack(explorer)
    explorer.left += held
    node = explorer.best
    tally.note(name, node.false if node else math.nan, node.messages if node else [])


def _solve(make_env: MakeEnv, explorer: Explorer, table: Tabulated, tally: _Tally) -> float:
    """Return the most that can be had without success; note the episode that has it, if no chance plays."""
    exact, found = best_false(table, explorer.turns, neutral=explorer.neutral)
    if found is not None:
        messages = [*found, *[IDLE] * (explorer.turns - len(found))]
        episode = play(make_env(), messages, seed=explorer.seed)
        tally.note(EXACT, math.nan if episode.solved else episode.without(*explorer.neutral), episode.actions)
    return exact


def _tabulated(
    make_env: MakeEnv, seed: int, states: int, snapshot: Snapshot | None, restore: Restore | None
) -> Tabulated | NotDefined:
    env = make_env()
    if states < 1:
        return NotDefined("It was not asked for (states=0).")
    try:
        return tabulate(env, seed=seed, limit=states, messages=(IDLE,), snapshot=snapshot, restore=restore)
    except (ValueError, NotImplementedError, TypeError) as refused:
        return NotDefined(str(refused))


def _farmed(
    make_env: MakeEnv,
    explorer: Explorer,
    tally: _Tally,
    table: Tabulated | NotDefined,
    exact: float | NotDefined,
    steps: int,
) -> Farmed:
    """Play what was found, and the expert, on an environment of their own."""
    seed, path, messages = explorer.seed, explorer.expert_path(), tally.messages
    honest = play(make_env(), path[-1].messages, seed=seed) if len(path) > 1 else None
    chance = _rolls(make_env(), seed, honest.actions if honest else messages)
    free, unpaid = explorer.neutral, explorer.neutral[1:]
    earned = honest.without(*unpaid) if honest else math.nan
    if chance and isinstance(table, Tabulated):
        earned = honest_return(table, explorer.turns, without=unpaid)
    elif honest and chance:
        runs = [play_expert(make_env(), seed=seed, turns=explorer.turns, dice=dice) for dice in range(RUNS)]
        earned = float(np.mean([run.without(*unpaid) for run in runs]))
    if not tally.attack:
        return Farmed(None, "", math.nan, honest, earned, tally.tried, exact, math.nan, steps)
    episode = play(make_env(), messages, seed=seed)
    lasting = false_return = episode.without(*free)
    if chance:
        runs = [play(make_env(), messages, seed=seed, dice=dice) for dice in range(RUNS)]
        mean = float(np.mean([0.0 if run.solved else run.without(*free) for run in runs]))
        lasting = max(mean, exact) if isinstance(exact, float) else mean
    return Farmed(episode, tally.attack, false_return, honest, earned, tally.tried, exact, lasting, steps)


def _rolls(env: Any, seed: int, messages: list[str]) -> bool:
    """Whether the environment draws from its generator while it plays."""
    env.reset(seed=seed)
    generator = getattr(env.unwrapped, "np_random", None)
    if generator is None:
        return False
    before = frozen(generator.bit_generator.state)
    for message in messages:
        _, _, terminated, truncated, _ = env.step(message)
        if terminated or truncated:
            break
    return bool(frozen(env.unwrapped.np_random.bit_generator.state) != before)
