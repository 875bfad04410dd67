"""Kuhn's poker: its value, its equilibria, best replies, and what an ideal reader knows of the hidden card."""

from itertools import permutations

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env
from plain_games import plain_informed_best

from turnwise.envs.text.kuhn_poker import rules, solver, text
from turnwise.envs.text.kuhn_poker.env import STYLES, KuhnPokerEnv
from turnwise.envs.text.kuhn_poker.rules import BET, CALL, CHECK, FOLD, JACK, KING, QUEEN
from turnwise.envs.text.two_player.match import OVER
from turnwise.wrappers.information import ExactBelief

STRATEGIES = {
    "equilibrium 0": solver.equilibrium(0.0),
    "equilibrium 0.2": solver.equilibrium(0.2),
    "equilibrium 1/3": solver.equilibrium(1 / 3),
    "random": solver.blended(solver.HONEST, 0.0),
    "mixed": solver.blended(solver.equilibrium(0.1), 0.7),
    **STYLES,
}


def odds_of(strategy):
    """Return how a strategy moves as a function of the state."""

    def odds(state):
        odd = strategy[state.moves][state.cards[state.hand][state.mover]]
        passive, aggressive = rules.legal_moves(state)
        return {passive: 1 - odd, aggressive: odd}

    return odds


@pytest.mark.parametrize(
    ("moves", "cards", "chips"),
    [
        ((CHECK, CHECK), (KING, JACK), 1),
        ((CHECK, CHECK), (JACK, QUEEN), -1),
        ((CHECK, BET, FOLD), (KING, JACK), -1),
        ((CHECK, BET, CALL), (KING, JACK), 2),
        ((BET, FOLD), (JACK, KING), 1),
        ((BET, CALL), (JACK, KING), -2),
    ],
)
def test_the_chips_of_every_way_to_play_a_hand(moves, cards, chips):
    state = rules.State((cards,))
    for move in moves:
        assert move in rules.legal_moves(state)
        state = rules.transition(state, move)
    assert state.mover == OVER
    assert rules.payoffs(state) == (chips / 2, -chips / 2)
    turned = rules.won(cards[::-1], 1, moves)  # the other role opens with the same card
    assert turned == -chips


@pytest.mark.parametrize("bluff", [0.0, 0.1, 0.2, 1 / 3])
def test_the_opener_loses_an_eighteenth_of_a_chip_in_every_equilibrium(bluff):
    reply = solver.Reply(solver.equilibrium(bluff))
    assert reply.value(None, opens=True) == pytest.approx(-1 / 18)
    assert reply.value(None, opens=False) == pytest.approx(1 / 18)


def test_a_strategy_that_is_no_equilibrium_can_be_beaten():
    for name in ("random", "honest", "bold", "mixed"):
        reply = solver.Reply(STRATEGIES[name])
        assert reply.value(None, True) + reply.value(None, False) > 0.05


@pytest.mark.parametrize("name", STRATEGIES)
def test_best_replies_are_worth_what_plain_expectation_says(name):
    strategy = STRATEGIES[name]
    reply = solver.Reply(strategy)
    for card in rules.CARDS:
        others = [other for other in rules.CARDS if other != card]
        for seat in (0, 1):
            deals = [(card, other) if seat == 0 else (other, card) for other in others]
            worlds = [(0.5, rules.State((deal,))) for deal in deals]
            expected = 2 * plain_informed_best(rules, worlds, seat, odds_of(strategy))
            assert reply.value(card, seat == 0) == pytest.approx(expected)


def test_best_play_against_one_that_always_bets_and_calls_by_hand():
    reply = solver.Reply(solver.BOLD)
    assert reply.value(KING, opens=True) == 2.0
    assert reply.value(JACK, opens=True) == -1.0  # check and fold
    assert reply.value(QUEEN, opens=True) == 0.0
    assert reply.best((BET,), JACK) == FOLD
    assert reply.best((BET,), KING) == CALL


def test_every_deal_is_as_likely():
    rng = np.random.default_rng(0)
    counts = dict.fromkeys(permutations(rules.CARDS, 2), 0)
    for _ in range(6000):
        counts[rules.initial_state(rng).cards[0]] += 1
    assert min(counts.values()) > 900


def test_who_opens_alternates_and_chips_add_up():
    env = KuhnPokerEnv(hands=3, opponent="self")
    env.reset(seed=0)
    openers = []
    while env._running:
        if not env.state.game.moves:
            openers.append(env.state.game.mover)
        env.step(env.actions()[0])
    assert openers == [0, 1, 0]
    assert env.state.game.past == ((CHECK, CHECK),) * 3
    cards = env.state.game.cards
    assert env.state.game.chips == sum(1 if first > second else -1 for first, second in cards)


def test_a_match_tells_each_hand_from_the_reader_s_side():
    env = KuhnPokerEnv(hands=2, opponent=lambda messages: "bet" if "may check or bet" in messages[-1] else "call")
    seed = next(seed for seed in range(50) if env.reset(seed=seed)[1]["role"] == "first")
    opening, _ = env.reset(seed=seed)
    mine, theirs = (text.NAMES[card] for card in env.state.game.cards[0])
    assert "2 hands" in opening
    assert f"Hand 1 of 2. You hold the {mine}.\nYou open.\nYou may check or bet." in opening
    observation = env.step("check")[0]
    assert observation == f"Hand 1 of 2. You hold the {mine}.\nYour opponent bet.\nYou may fold or call."
    observation = env.step("fold")[0]
    assert observation.startswith("Hand 1: You checked. Your opponent bet. You folded. You lose 1 chip.\nHand 2 of 2.")
    assert theirs not in observation.split("Hand 2")[0]
    observation = env.step("call")[0]
    assert observation.startswith("Hand 2: Your opponent bet. You called. Your opponent shows the ")
    assert observation.splitlines()[-1].startswith("The match is over. You have ")


def test_moves_that_the_hand_does_not_allow_are_refused():
    env = KuhnPokerEnv(seat="first")
    env.reset(seed=0)
    observation, _, _, _, info = env.step("call")
    assert observation.startswith("You cannot call now: you may check or bet. Answer with one command")
    assert info["error"] == "You cannot call now: you may check or bet."


def test_the_default_match_passes_gymnasium_s_checker_and_tells_its_value():
    check_env(gym.make("turnwise/KuhnPoker-v0").unwrapped)
    for seed in range(6):
        env = KuhnPokerEnv(opponent="perfect", seat="first")
        _, info = env.reset(seed=seed)
        card = env.state.game.cards[0][0]
        assert info["task"]["optimal_value"] == pytest.approx(
            solver.Reply(solver.equilibrium(0.2)).value(card, True) / 2
        )
        assert info["facts"]["first.card"] == text.NAMES[card]


@pytest.mark.parametrize("opponent", ["random", "perfect", "honest", "bold", "mixed"])
@pytest.mark.parametrize("seat", ["first", "second"])
def test_the_belief_is_that_of_bayes_over_all_deals(opponent, seat):
    env = KuhnPokerEnv(opponent=opponent, seat=seat)
    strategy = env.known_reply.strategy
    for seed in range(12):
        history = [env.reset(seed=seed)[0]]
        rng = np.random.default_rng(seed)
        while env._running:
            choices = env.actions()
            message = choices[rng.integers(2)] if len(history) < 9 else choices[0]
            history += [message, env.step(message)[0]]
            held = ExactBelief.of(env)(history)
            assert held == pytest.approx(by_hand(env.state.game, strategy, env.state.seat))
            assert held[env.answer(env.state)] > 0


def by_hand(game, strategy, seat):
    """Return the belief over the opponent's card after a game, by the odds of its moves."""
    moves = game.past[0] if game.past else game.moves
    own, other = game.cards[0][seat], game.cards[0][1 - seat]
    weights = {}
    for card in rules.CARDS:
        weight = float(card != own)
        for place in range(1 - seat, len(moves), 2):
            odd = strategy[moves[:place]][card]
            weight *= odd if moves[place] in (BET, CALL) else 1 - odd
        if game.past and moves[-1] != FOLD:
            weight *= card == other
        weights[text.NAMES[card]] = weight
    total = sum(weights.values())
    return {name: weight / total for name, weight in weights.items() if weight}


def test_a_message_that_is_refused_tells_nothing_of_the_card():
    env = KuhnPokerEnv(seat="second")
    opening, _ = env.reset(seed=0)
    observation = env.step("hello")[0]
    assert env.likelihoods(env.hypotheses(), [opening, "hello", observation]).tolist() == [1.0, 1.0]


@pytest.mark.parametrize("settings", [{"hands": 2}, {"opponent": "self"}, {"opponent": lambda messages: "bet"}])
def test_cards_are_listed_only_in_one_hand_against_a_named_player(settings):
    env = KuhnPokerEnv(**settings)
    _, info = env.reset(seed=0)
    assert env.hypotheses() == ()
    assert ("answer" in info) == ("opponent" in settings and callable(settings["opponent"]))


def test_a_king_and_a_bold_player_earn_two_chips():
    env = gym.make("turnwise/KuhnPoker-v0", opponent="bold", seat="first")
    for seed in range(20):
        _, info = env.reset(seed=seed)
        if info["facts"]["first.card"] == "king":
            for message in env.unwrapped.expert():
                _, reward, terminated, _, info = env.step(message)
            assert (reward, terminated, info["success"]) == (1.0, True, True)
            assert info["channels"]["chips"] == 2.0
            assert info["milestones"]["bet_or_called"] is True
