"""Liar's dice: an equilibrium of known value, best replies, and what an ideal reader knows of the hidden dice."""

import numpy as np
import pytest
from plain_games import plain_informed_best

from turnwise.envs.text.liars_dice import rules, solver, text
from turnwise.envs.text.liars_dice.env import LiarsDiceEnv
from turnwise.envs.text.liars_dice.rules import LIAR, Table
from turnwise.envs.text.two_player.match import OVER
from turnwise.wrappers.information import ExactBelief

TABLES = [Table(1, 2), Table(1, 3), Table(1, 4), Table(2, 2)]


def odds_of(table, strategy):
    """Return how a strategy moves as a function of the state."""
    place = {roll: number for number, roll in enumerate(rules.rolls(table))}

    def odds(state):
        row = strategy[state.bids, place[state.rolls[state.mover]]]
        return {move: float(row[move]) for move in rules.legal_moves(state)}

    return odds


@pytest.mark.parametrize(
    ("bids", "rolls", "payoffs"),
    [
        (["1 of 3"], ((3,), (1,)), (1.0, -1.0)),
        (["1 of 3"], ((1,), (2,)), (-1.0, 1.0)),
        (["1 of 3", "2 of 1"], ((1,), (1,)), (-1.0, 1.0)),
        (["1 of 3", "2 of 1"], ((1,), (4,)), (1.0, -1.0)),
    ],
)
def test_a_call_loses_if_the_bid_holds(bids, rolls, payoffs):
    state = rules.State(Table(1, 4), rolls)
    for bid in bids:
        count, face = map(int, bid.split(" of "))
        state = rules.transition(state, rules.bid_number(state.table, count, face))
    state = rules.transition(state, LIAR)
    assert state.mover == OVER
    assert rules.payoffs(state) == payoffs


def test_bids_go_up_and_a_call_needs_a_bid():
    state = rules.State(Table(1, 3), ((1,), (2,)))
    assert rules.legal_moves(state) == (0, 1, 2, 3, 4, 5)
    state = rules.transition(state, 3)
    assert rules.legal_moves(state) == (4, 5, LIAR)
    assert rules.legal_moves(rules.transition(state, 5)) == (LIAR,)
    assert [rules.bid_meant(state.table, bid) for bid in (0, 2, 3)] == [(1, 1), (1, 3), (2, 1)]


def test_rolls_are_as_probable_as_their_dice():
    assert rules.rolls(Table(2, 2)) == ((1, 1), (1, 2), (2, 2))
    assert rules.chances(Table(2, 2)) == (0.25, 0.5, 0.25)
    assert sum(rules.chances(Table(2, 3))) == pytest.approx(1.0)


@pytest.mark.parametrize(("table", "value"), [*zip(TABLES, (0.0, -1 / 9, -1 / 8, 1 / 8), strict=True)])
def test_the_perfect_player_s_value_is_known_and_hardly_anything_wins_more(table, value):
    tree, strategy = solver.tree_of(table), solver.equilibrium(table)
    assert solver.exploitability(tree, strategy) < 0.001
    reply = solver.best_reply(table, 1.0)
    first, second = (sum(w * reply.value(n, seat) for n, w in enumerate(tree.weight)) for seat in (0, 1))
    assert first == pytest.approx(value, abs=0.004)
    assert second == pytest.approx(-value, abs=0.004)
    np.testing.assert_allclose(strategy.sum(axis=2), 1.0)


@pytest.mark.parametrize("table", [Table(1, 5), Table(2, 3)])
def test_larger_tables_are_solved_as_closely(table):
    assert solver.exploitability(solver.tree_of(table), solver.equilibrium(table)) < 0.001


def test_a_random_player_is_far_from_an_equilibrium():
    tree = solver.tree_of(Table(1, 3))
    assert solver.exploitability(tree, solver.best_reply(Table(1, 3), 0.0).strategy) > 0.5


@pytest.mark.parametrize("table", [Table(1, 2), Table(1, 3)])
@pytest.mark.parametrize("weight", [0.0, 0.6])
def test_best_replies_are_worth_what_plain_expectation_says(table, weight):
    reply = solver.best_reply(table, weight)
    odds = odds_of(table, reply.strategy)
    rolls, chances = rules.rolls(table), rules.chances(table)
    for number, own in enumerate(rolls):
        for seat in (0, 1):
            deals = [(own, other) if seat == 0 else (other, own) for other in rolls]
            worlds = [(chance, rules.State(table, deal)) for chance, deal in zip(chances, deals, strict=True)]
            assert reply.value(number, seat) == pytest.approx(plain_informed_best(rules, worlds, seat, odds))


def test_nothing_is_better_than_to_call_the_highest_bid_or_hold_it():
    table = Table(1, 2)
    reply = solver.best_reply(table, 0.0)
    assert reply.best(0b1000, 0) == table.bids  # two 2s, and one holds a 1: the bid is a lie


@pytest.mark.parametrize("settings", [{}, {"opponent": "random"}, {"dice": 2, "faces": 2, "opponent": "perfect"}])
@pytest.mark.parametrize("seat", ["first", "second"])
def test_the_belief_is_that_of_bayes_over_all_rolls(settings, seat):
    env = LiarsDiceEnv(seat=seat, **settings)
    strategy = env.known_reply.strategy
    rolls, chances = rules.rolls(env.table), rules.chances(env.table)
    for seed in range(10):
        history = [env.reset(seed=seed)[0]]
        rng = np.random.default_rng(seed)
        while env._running:
            choices = env.actions()
            message = "hello" if len(history) == 3 else choices[rng.integers(len(choices))]
            history += [message, env.step(message)[0]]
            game, place = env.state.game, env.state.seat
            weights = []
            for number, roll in enumerate(rolls):
                weight, bids = chances[number], 0
                made = [bid for bid in range(env.table.bids) if game.bids >> bid & 1]
                for turn, bid in enumerate(made):
                    weight *= strategy[bids, number, bid] if turn % 2 != place else 1.0
                    bids |= 1 << bid
                if game.called:
                    weight *= strategy[bids, number, -1] if len(made) % 2 != place else 1.0
                    weight *= roll == game.rolls[1 - place]
                weights.append(weight)
            held = ExactBelief.of(env)(history)
            shares = np.array(weights) / sum(weights)
            expected = {text.dice(roll): share for roll, share in zip(rolls, shares, strict=True) if share}
            assert held == pytest.approx(expected)


@pytest.mark.parametrize(
    ("message", "error"),
    [
        ("liar", "There is no bid yet that could be a lie."),
        ("bid 3 of 1", "3 of 1 is no bid: there are 2 dice with 4 faces."),
        ("bid 1 of 5", "1 of 5 is no bid: there are 2 dice with 4 faces."),
    ],
)
def test_what_is_no_bid_is_refused(message, error):
    env = LiarsDiceEnv(seat="first")
    env.reset(seed=0)
    assert env.step(message)[4]["error"] == error


def test_a_round_is_told_from_the_reader_s_side():
    env = LiarsDiceEnv(opponent=lambda messages: "bid 2 of 4" if "Your opponent bids" in messages[-1] else "bid 1 of 1")
    seed = next(seed for seed in range(20) if env.reset(seed=seed)[1]["role"] == "second")
    opening, info = env.reset(seed=seed)
    theirs, mine = map(text.dice, env.state.game.rolls)
    assert opening.endswith(f"You have rolled {mine}.\nYour opponent bids 1 of 1.\nBid higher, or call liar.")
    assert info["answer"] == theirs
    assert env.step("bid 1 of 1")[4]["error"] == "1 of 1 is not higher than the last bid, 1 of 1."
    observation = env.step("bid 2 of 1")[0]
    assert observation.endswith("Your opponent bids 2 of 4.\nNo bid is higher: you can only call liar.")
    assert env.actions() == ["liar"]
    observation, reward, terminated, _, info = env.step("liar")
    assert observation.startswith(f"You call liar. Your opponent shows {theirs}. The bid 2 of 4 ")
    assert terminated
    assert info["success"] == (reward == 1.0)
    assert info["milestones"]["bid_made"] is True
    assert info["channels"]["bids"] == 3.0
    assert info["facts"] | {"bid.count": 2, "bid.face": 4, "bid.called": True} == info["facts"]


@pytest.mark.parametrize("settings", [{"dice": 1, "faces": 7}, {"dice": 2, "faces": 4}, {"dice": 3, "faces": 3}])
def test_tables_with_too_many_bids_are_refused(settings):
    with pytest.raises(ValueError, match="faces"):
        LiarsDiceEnv(**settings)
