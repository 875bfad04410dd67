"""Splitting items: deals, opponents, best replies, and what an ideal reader knows of hidden values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_games import plain_informed_best

from turnwise.envs.text.negotiation import rules, solver, text
from turnwise.envs.text.negotiation.env import NegotiationEnv
from turnwise.envs.text.negotiation.opponents import Terms, demanding, other_shares, own_shares, perfect
from turnwise.envs.text.negotiation.rules import ACCEPT, REJECT
from turnwise.envs.text.two_player.match import OVER
from turnwise.wrappers.information import ExactBelief

COUNTS = (1, 2)
PLAYERS = ("random", "perfect", "mixed", "tough", "fair", "soft")


def test_every_valuation_makes_all_items_worth_ten():
    for counts in rules.pools(3, 6):
        assert 4 <= sum(counts) <= 6
        for values in rules.valuations(counts):
            assert rules.worth(counts, values) == 10
    assert rules.valuations((1, 2)) == ((0, 5), (2, 4), (4, 3), (6, 2), (8, 1), (10, 0))


def test_a_deal_pays_shares_less_for_each_refused_offer():
    state = rules.State((1, 2), ((4, 3), (10, 0)), 3, 0.9)
    state = rules.transition(state, (1, 2))
    state = rules.transition(state, (0, 2))
    assert state.mover == 0
    state = rules.transition(state, ACCEPT)
    assert state.mover == OVER
    assert rules.payoffs(state) == pytest.approx((0.9 * 0.6, 0.9 * 1.0))
    assert rules.payoffs(state._replace(ended=REJECT)) == (0.0, 0.0)


def test_only_the_last_offer_can_be_rejected_and_nothing_is_offered_after_it():
    state = rules.State((1, 1), ((5, 5), (5, 5)), 1, 1.0)
    assert rules.legal_moves(state) == ((0, 0), (0, 1), (1, 0), (1, 1))
    assert rules.legal_moves(rules.transition(state, (0, 0))) == (ACCEPT, REJECT)
    longer = rules.transition(state._replace(rounds=2), (0, 0))
    assert rules.legal_moves(longer)[0] == ACCEPT
    assert REJECT not in rules.legal_moves(longer)


@given(st.sampled_from(rules.pools(3, 7)), st.data())
def test_items_are_read_as_they_were_written(counts, data):
    numbers = tuple(data.draw(st.integers(0, count)) for count in counts)
    assert text.read_items(text.items(numbers), counts) == (numbers, "")


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("2 lamps and 1 mug", (2, 1, 0)),
        ("one lamp, two pens", (1, 0, 2)),
        ("a lamp, a mug, and a pen", (1, 1, 1)),
        ("Everything", (2, 1, 3)),
        ("nothing", (0, 0, 0)),
        ("1 lamp and 1 lamp", (2, 0, 0)),
        ("no pens", (0, 0, 0)),
    ],
)
def test_items_are_read_in_many_words(said, numbers):
    assert text.read_items(said, (2, 1, 3)) == (numbers, "")


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ("3 lamps", "There are only 2 lamps, 1 mug and 3 pens."),
        ("2 rugs", '"2 rugs" is not a number of items; the kinds are lamps, mugs, pens.'),
        ("lamps", '"lamps" is not a number of items; the kinds are lamps, mugs, pens.'),
    ],
)
def test_items_that_are_none_are_named(said, error):
    assert text.read_items(said, (2, 1, 3))[1] == error


def test_values_are_read_as_they_were_written():
    assert text.values((2, 0, 1)) == "lamp 2, mug 0, pen 1"
    assert text.read_values("lamp 2, mug 0, pen 1") == (2, 0, 1)


def test_one_who_makes_the_only_offer_takes_all_from_a_perfect_player():
    terms = Terms((1, 2), (4, 3), 0, 1, 0.9)
    strategy = perfect(terms)
    assert strategy[1].accepts.min() == 1.0  # after the last offer anything is better than nothing, or as good
    reply = solver.Reply(terms, "perfect", 1.0)
    assert reply.value() == pytest.approx(1.0)
    assert reply.best(()) == (1, 2)


def test_a_perfect_player_leaves_what_it_does_not_value_and_no_more():
    terms = Terms((1, 2), (4, 3), 1, 1, 0.9)
    strategy = perfect(terms)[0]
    offered = {
        values: rules.deals((1, 2))[offer]
        for values, offer in zip(rules.valuations((1, 2)), strategy.offers.tolist(), strict=True)
    }
    assert offered[(10, 0)] == (1, 0)
    assert offered[(0, 5)] == (0, 2)
    assert offered[(4, 3)] == (1, 2)


def test_two_offers_with_open_values_by_hand():
    """First, worth (10, 0); second, worth (0, 5): the second would take its mugs for 0.9, and is offered them now."""
    terms = Terms((1, 2), (0, 5), 1, 2, 0.9)
    strategy = perfect(terms)
    kind = rules.valuations((1, 2)).index((10, 0))
    assert rules.deals((1, 2))[int(strategy[0].offers[kind])] == (1, 0)
    even = rules.valuations((1, 2)).index((0, 5))  # the same values: the second can wait for nearly all, worth 0.9
    offer = rules.deals((1, 2))[int(strategy[0].offers[even])]
    assert rules.worth((1 - offer[0], 2 - offer[1]), (0, 5)) >= 9


@pytest.mark.parametrize(("style", "asked"), [("tough", (0.9, 0.75)), ("fair", (0.7, 0.55)), ("soft", (0.6, 0.4))])
def test_demands_fall_from_the_first_offer_to_the_last(style, asked):
    terms = Terms((1, 2), (4, 3), 1, 4, 0.9)
    strategy, shares = demanding(terms, style), other_shares(terms)
    for made, least in zip((0, 2), asked, strict=True):
        np.testing.assert_array_equal(strategy[made].accepts, shares >= least - 1e-9)
        rows = np.arange(len(shares))
        assert (shares[rows, strategy[made].offers] >= least - 1e-9).all()


def test_shares_are_those_of_the_rules():
    terms = Terms((1, 2), (4, 3), 1, 4, 0.9)
    state = rules.State((1, 2), ((6, 2), (4, 3)), 4, 0.9)
    kind = rules.valuations((1, 2)).index((6, 2))
    for number, deal in enumerate(rules.deals((1, 2))):
        assert own_shares(terms)[number] == pytest.approx(rules.share(state, deal, 1))
        assert other_shares(terms)[kind, number] == pytest.approx(rules.share(state, deal, 0))


def odds_of(reply, seat):
    """Return how the opponent of a seat moves as a function of the state, by what the solver says of it."""
    kinds = rules.valuations(reply.terms.counts)

    def odds(state):
        kind, made = kinds.index(state.values[1 - seat]), len(state.offers)
        if not made:
            return dict(zip(reply.deals, reply.first_odds()[kind].tolist(), strict=True))
        taken, offered = reply.odds(made)
        deal = reply.number[state.offers[-1]]
        found = {ACCEPT: float(taken[kind, deal])}
        if made == state.rounds:
            return found | {REJECT: 1 - found[ACCEPT]}
        return found | dict(zip(reply.deals, offered[kind, deal].tolist(), strict=True))

    return odds


@pytest.mark.parametrize(
    ("style", "weight"), [("random", 0.0), ("perfect", 1.0), ("mixed", 0.6), ("tough", 1.0), ("soft", 1.0)]
)
@pytest.mark.parametrize("seat", [0, 1])
@pytest.mark.parametrize("rounds", [1, 2, 3])
def test_best_replies_are_worth_what_plain_expectation_says(style, weight, seat, rounds):
    for values in ((4, 3), (0, 5)):
        reply = solver.Reply(Terms(COUNTS, values, seat, rounds, 0.9), style, weight)
        kinds = rules.valuations(COUNTS)
        pairs = [(values, other) if seat == 0 else (other, values) for other in kinds]
        worlds = [(1 / len(kinds), rules.State(COUNTS, pair, rounds, 0.9)) for pair in pairs]
        assert reply.value() == pytest.approx(plain_informed_best(rules, worlds, seat, odds_of(reply, seat)))


@pytest.mark.parametrize("seat", [0, 1])
def test_odds_of_every_answer_sum_to_one(seat):
    reply = solver.Reply(Terms((1, 2), (4, 3), seat, 3, 0.9), "mixed", 0.6)
    np.testing.assert_allclose(reply.first_odds().sum(axis=1) if seat else 1.0, 1.0)
    for made in range(2 - seat if seat == 0 else 2, 4, 2):
        if made in reply.strategy:
            taken, offered = reply.odds(made)
            if made < 3:
                np.testing.assert_allclose(taken + offered.sum(axis=2), 1.0)


@pytest.mark.parametrize("opponent", PLAYERS)
@pytest.mark.parametrize("seat", ["first", "second"])
def test_the_belief_is_that_of_bayes_over_all_values(opponent, seat):
    env = NegotiationEnv(opponent=opponent, seat=seat, kinds=2, items=4)
    for seed in range(5):
        opening, info = env.reset(seed=seed)
        history, rng = [opening], np.random.default_rng(seed)
        game, place = env.state.game, env.state.seat
        odds = odds_of(env.reply_to(game.counts, game.values[place], place), place)
        kinds = rules.valuations(game.counts)
        while env._running:
            choices = env.actions()
            message = "keep 9 lamps" if len(history) == 3 else choices[rng.integers(len(choices))]
            history += [message, env.step(message)[0]]
            game = env.state.game
            weights = np.array([weight_of(game, place, values, odds) for values in kinds])
            shares = weights / weights.sum()
            expected = {text.values(each): share for each, share in zip(kinds, shares, strict=True) if share}
            assert ExactBelief.of(env)(history) == pytest.approx(expected)
            assert info["answer"] in expected


def weight_of(game, place, values, odds):
    """Return how probable all that the opponent did is, if its values were these."""
    pair = (game.values[0], values) if place == 0 else (values, game.values[1])
    state = rules.State(game.counts, pair, game.rounds, game.patience)
    weight = 1.0
    for move in [*game.offers, *([game.ended] if game.ended else [])]:
        if state.mover != place:
            weight *= odds(state).get(move, 0.0)
        state = rules.transition(state, move)
    return weight


@pytest.mark.parametrize("opponent", ["tough", "fair", "soft", "random"])
def test_an_opponent_that_does_not_know_the_agent_s_values_plays_the_same_whatever_they_are(opponent):
    first, second = (
        solver.Reply(Terms((1, 1, 2), values, 0, 4, 0.9), opponent, 1.0) for values in ((1, 3, 3), (8, 0, 1))
    )
    if opponent != "random":
        for made in (1, 3):
            np.testing.assert_array_equal(first.strategy[made].offers, second.strategy[made].offers)
            np.testing.assert_array_equal(first.strategy[made].accepts, second.strategy[made].accepts)
    other = solver.Reply(Terms((1, 1, 2), (1, 3, 3), 0, 4, 0.9), "perfect", 1.0)
    changed = solver.Reply(Terms((1, 1, 2), (8, 0, 1), 0, 4, 0.9), "perfect", 1.0)
    assert (other.strategy[1].offers != changed.strategy[1].offers).any()


def test_a_negotiation_is_told_from_the_reader_s_side():
    offers = iter(["keep everything", "keep 1 lamp", "reject"])
    env = NegotiationEnv(opponent=lambda messages: next(offers), seat="second", rounds=3)
    opening, _ = env.reset(seed=3)
    counts = env.state.game.counts
    assert text.own_terms(opening) == (counts, env.state.game.values[1])
    assert f"Your opponent offers you nothing; it would keep {text.items(counts)}." in opening
    assert env.step("reject")[4]["error"].startswith("Only the last offer can be rejected")
    observation = env.step("keep nothing")[0]
    assert "before the cut for 2 refused offers" in observation
    assert observation.endswith("This was the last offer: accept or reject it.")
    assert env.step("keep nothing")[4]["error"].startswith("No more offers can be made")
    observation, reward, terminated, _, info = env.step("accept")
    share = rules.share(env.state.game, env.state.game.offers[-1], 1) * 0.81
    assert reward == pytest.approx(share)
    assert terminated
    assert observation.startswith("You accept. A deal: you get ")
    assert info["milestones"]["deal_made"] is True
    assert info["success"] == (share >= 0.5)


def test_an_offer_that_nobody_made_cannot_be_accepted():
    env = NegotiationEnv(seat="first")
    env.reset(seed=0)
    assert env.step("accept")[4]["error"] == "There is no offer yet that you could accept."


def test_a_rejected_last_offer_is_worth_nothing():
    env = NegotiationEnv(opponent=lambda messages: "reject", seat="first", rounds=1)
    env.reset(seed=0)
    observation, reward, terminated, _, info = env.step("keep everything")
    assert observation == "Your opponent rejects the last offer: no deal, and nothing for either side."
    assert (reward, terminated, info["success"]) == (0.0, True, False)
    assert info["facts"]["match.result"] == "reject"
    assert info["channels"]["own_share"] == 1.0
    assert info["channels"]["joint_share"] == 1.0


@pytest.mark.parametrize("opponent", PLAYERS)
def test_how_a_named_opponent_plays_is_told_only_where_it_is_announced(opponent):
    told = NegotiationEnv(opponent=opponent, announced=True).reset(seed=0)[0]
    assert "Your opponent " in told.split("neither of you knows")[1].splitlines()[0]
    silent = NegotiationEnv(opponent=opponent).reset(seed=0)[0]
    assert "Your opponent " not in silent.split("neither of you knows")[1].splitlines()[0]


def test_splits_share_no_numbers_of_items():
    train, test = (NegotiationEnv(split=split) for split in ("train", "test"))
    assert set(train.pools).isdisjoint(test.pools)
    assert sorted([*train.pools, *test.pools]) == sorted(rules.pools(3, 6))
    with pytest.raises(ValueError, match="split"):
        NegotiationEnv(kinds=2, items=3, split="test")
