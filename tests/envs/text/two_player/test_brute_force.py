"""Values and beliefs of every game against plain recursion over all that may be hidden, at many settings.

Nothing of the solvers is used but how the named opponent moves (``style``). A world is a probability and a state of the
rules; the agent cannot tell worlds apart that read the same, so it chooses one move for all of them.
"""

import itertools

import gymnasium as gym
import numpy as np
import pytest

import turnwise  # noqa: F401 - registers the ids
from turnwise.envs.text.kuhn_poker import rules as kuhn_poker
from turnwise.envs.text.liars_dice import rules as liars_dice
from turnwise.envs.text.matrix_game import rules as matrix_game
from turnwise.envs.text.negotiation import rules as negotiation
from turnwise.envs.text.two_player.match import OVER

SETTINGS = [
    ("TicTacToe", {"drawn": 4, "skill": 0.3}),
    ("TicTacToe", {"drawn": 3, "skill": 0.6, "misere": True}),
    ("ConnectFour", {"rows": 2, "columns": 4, "connect": 3, "skill": 0.4}),
    ("ConnectFour", {"rows": 3, "columns": 3, "connect": 3, "drawn": 2, "opponent": "perfect"}),
    ("KuhnPoker", {"bluff": 0.0, "skill": 0.5}),
    ("KuhnPoker", {"bluff": 1 / 3, "opponent": "perfect"}),
    ("KuhnPoker", {"opponent": "honest"}),
    ("KuhnPoker", {"opponent": "bold"}),
    ("LiarsDice", {"faces": 2, "skill": 0.5}),
    ("LiarsDice", {"faces": 3, "opponent": "random"}),
    ("Negotiation", {"kinds": 2, "items": 3, "rounds": 3, "skill": 0.4, "opponent": "mixed"}),
    ("Negotiation", {"kinds": 2, "items": 3, "rounds": 4, "opponent": "tough", "patience": 0.5}),
    ("Negotiation", {"kinds": 2, "items": 4, "rounds": 2, "opponent": "soft", "patience": 1.0}),
    ("Negotiation", {"kinds": 2, "items": 3, "rounds": 1, "opponent": "perfect"}),
    ("MatrixGame", {"rounds": 4, "opponent": "drawn", "game": "chicken"}),
    ("MatrixGame", {"rounds": 3, "opponent": "drawn", "game": "rock_paper_scissors"}),
    ("MatrixGame", {"rounds": 4, "opponent": "win_stay", "game": "evening_out"}),
    ("MatrixGame", {"rounds": 2, "opponent": "mixed", "game": "evening_out", "skill": 0.7}),
]  # fmt: skip
CASES = [
    pytest.param(name, settings, seat, id=f"{name}-{number}-{seat}")
    for number, (name, settings) in enumerate(SETTINGS)
    for seat in ("first", "second")
]


def deals(env, game):
    """Return every state in which the game may have begun, with what ``game`` shows to everybody, all as likely."""
    rules = env.rulebook
    if rules is kuhn_poker:
        return [kuhn_poker.State((cards,)) for cards in itertools.permutations(kuhn_poker.CARDS, 2)]
    if rules is liars_dice:
        rolls = itertools.product(range(1, game.table.faces + 1), repeat=2)
        return [liars_dice.State(game.table, ((one,), (other,))) for one, other in rolls]
    if rules is negotiation:
        every = itertools.product(negotiation.valuations(game.counts), repeat=2)
        return [negotiation.State(game.counts, values, game.rounds, game.patience) for values in every]
    if rules is matrix_game:
        return [matrix_game.State(game.name, game.rounds, style=style) for style in env.hypotheses() or ("",)]
    return [replayed(env, game)]


def replayed(env, game):
    """Return the board with the marks that were set by lot, as the opening shows it."""
    bare = env.rulebook.State(env.board) if hasattr(env, "board") else env.rulebook.State(misere=env.misere)
    for move in game.drawn:
        bare = env.rulebook.transition(bare, move)
    return bare._replace(drawn=game.drawn, last=-1)


def opponents_moves(env, game):
    """Yield the moves of the named opponent and how probable each is."""
    legal = env.rulebook.legal_moves(game)
    odds = dict.fromkeys(legal, (1 - env.weight) / len(legal))
    if env.weight:
        moves, shares = env.style(game)
        for move, share in zip(moves, shares or [1 / len(moves)] * len(moves), strict=True):
            odds[move] += env.weight * share
    return [(move, odd) for move, odd in odds.items() if odd > 0]


def answered(env, chance, game, seat):
    """Yield (chance, game) for all that may follow until the seat is to move or the game is over."""
    if game.mover in (seat, OVER):
        yield chance, game
        return
    for move, odd in opponents_moves(env, game):
        yield from answered(env, chance * odd, env.rulebook.transition(game, move), seat)


def read_alike(env, worlds, seat):
    """Return worlds in groups of those that the seat reads as the same."""
    groups = {}
    for chance, game in worlds:
        text = env.ending(game, seat) if game.mover == OVER else env.report(game, seat)
        groups.setdefault(text, []).append((chance, game))
    return groups


def best_value(env, worlds, seat):
    """Return what the best choices earn in worlds that read the same, each weighted by its chance."""
    if worlds[0][1].mover == OVER:
        return sum(chance * env.rulebook.payoffs(game)[seat] for chance, game in worlds)
    values = []
    for move in env.rulebook.legal_moves(worlds[0][1]):
        after = [
            world
            for chance, game in worlds
            for world in answered(env, chance, env.rulebook.transition(game, move), seat)
        ]
        values.append(sum(best_value(env, group, seat) for group in read_alike(env, after, seat).values()))
    return max(values)


def told_alike(env, game, seat):
    """Return the deals that give the seat what it holds in ``game``."""
    greeting = [env.greeting(each, seat) for each in deals(env, game)]
    fit = [
        each
        for each, text in zip(deals(env, game), greeting, strict=True)
        if text == env.greeting(game, seat) and held(each, seat) == held(game, seat)
    ]
    return [(1 / len(fit), each) for each in fit]


def held(game, seat):
    """Return what a seat alone knows of the deal."""
    return getattr(game, "cards", ((0, 0),))[0][seat], getattr(game, "rolls", (0, 0))[seat]


@pytest.mark.parametrize(("name", "settings", "seat"), CASES)
def test_the_optimal_value_is_that_of_plain_recursion(name, settings, seat):
    env = gym.make(f"turnwise/{name}-v0", seat=seat, **settings).unwrapped
    for seed in range(2):
        _, info = env.reset(seed=seed)
        place = env.state.seat
        worlds = [
            w for chance, game in told_alike(env, env.state.game, place) for w in answered(env, chance, game, place)
        ]
        value = sum(best_value(env, group, place) for group in read_alike(env, worlds, place).values())
        assert info["task"]["optimal_value"] == pytest.approx(value)


def hidden(env, game, seat):
    """Return the hypothesis that a world is."""
    return env.answer(env.state._replace(game=game, seat=seat))


@pytest.mark.parametrize(
    ("name", "settings", "seat"),
    [
        case
        for case in CASES
        if case.values[0] not in ("TicTacToe", "ConnectFour")
        and case.values[1].get("opponent") != "win_stay"
        and not (case.values[0] == "MatrixGame" and case.values[1]["opponent"] == "mixed")
    ],
)
def test_the_belief_is_that_of_counting_worlds(name, settings, seat):
    env = gym.make(f"turnwise/{name}-v0", seat=seat, **settings).unwrapped
    for seed in range(6):
        opening, _ = env.reset(seed=seed)
        rng, place, history = np.random.default_rng(seed), env.state.seat, [opening]
        names = env.hypotheses()
        belief = np.array(env.prior() or [1.0] * len(names), dtype=float)
        worlds = [
            w for chance, game in told_alike(env, env.state.game, place) for w in answered(env, chance, game, place)
        ]
        worlds = read_alike(env, worlds, place)[env.report(env.state.game, place)]
        over = False
        while True:
            counted = np.array([sum(c for c, game in worlds if hidden(env, game, place) == each) for each in names])
            np.testing.assert_allclose(belief / belief.sum(), counted / counted.sum(), atol=1e-12)
            if over:
                break
            moves = env.rulebook.legal_moves(env.state.game)
            move = moves[int(rng.integers(len(moves)))]
            message = env.message(env.state.game, move)
            observation, _, over, _, _ = env.step(message)
            history += [message, observation]
            belief *= env.likelihoods(names, history)
            after = [w for c, game in worlds for w in answered(env, c, env.rulebook.transition(game, move), place)]
            worlds = read_alike(env, after, place)[observation]
