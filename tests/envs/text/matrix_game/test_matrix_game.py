"""Repeated games in a table: payoffs, strategies, best replies, and finding out whom one plays."""

from itertools import product

import numpy as np
import pytest
from plain_games import plain_informed_best

from turnwise.envs.text.matrix_game import rules, solver
from turnwise.envs.text.matrix_game.env import MatrixGameEnv
from turnwise.envs.text.matrix_game.games import GAMES
from turnwise.envs.text.matrix_game.strategies import STYLES, remembered, strategies
from turnwise.envs.text.two_player.match import OVER
from turnwise.wrappers.information import ExactBelief

DILEMMA = GAMES["prisoners_dilemma"]


def moves_of(style, others, name="prisoners_dilemma", seat=1):
    """Return what a strategy plays, in letters, against moves given in letters."""
    game = GAMES[name]
    letters = [move[0] for move in game.moves]
    strategy, played, made = strategies(game, seat)[style], [], ""
    for other in [*others, None]:
        move = strategy.move(remembered(strategy, seat, played))
        made += letters[move]
        if other is not None:
            pair = (move, letters.index(other))
            played.append(pair if seat == 0 else pair[::-1])
    return made


@pytest.mark.parametrize(
    ("style", "others", "made"),
    [
        ("constant", "cddc", "ccccc"),
        ("alternate", "cddc", "cdcdc"),
        ("tit_for_tat", "cddc", "ccddc"),
        ("grim", "cdcc", "ccddd"),
        ("win_stay", "cddc", "ccdcc"),  # 3 stays, 0 shifts, 1 shifts, 3 stays
        ("fictitious", "cddc", "cdddd"),  # knowing nothing it cooperates; then to defect is best
    ],
)
def test_strategies_of_the_dilemma_by_hand(style, others, made):
    assert moves_of(style, others) == made


def test_one_who_plays_against_shares_hunts_the_stag_where_two_of_three_have():
    assert moves_of("fictitious", "hsss", "stag_hunt") == "shhss"  # 4 against 5, 8 against 8, 12 against 11


def test_strategies_with_three_moves_take_the_next_one():
    assert moves_of("alternate", "rrrr", "rock_paper_scissors") == "rpsrp"
    assert moves_of("win_stay", "ppp", "rock_paper_scissors") == "rppp"
    assert moves_of("fictitious", "rrp", "rock_paper_scissors") == "rppp"


@pytest.mark.parametrize("name", GAMES)
def test_no_one_gains_by_leaving_the_equilibrium_of_a_round(name):
    game = GAMES[name]
    for seat in (0, 1):
        own, other = game.equilibrium[seat], game.equilibrium[1 - seat]
        worth = [
            sum(odd * game.points(seat, move, answer) for answer, odd in enumerate(other))
            for move in range(len(game.moves))
        ]
        held = sum(odd * value for odd, value in zip(own, worth, strict=True))
        assert max(worth) == pytest.approx(held)
        assert sum(own) == pytest.approx(1.0)
        assert solver.stage_reply(name, seat, other)[0] == pytest.approx(held)


@pytest.mark.parametrize("name", ["matching_pennies", "rock_paper_scissors"])
def test_what_one_wins_the_other_loses(name):
    game = GAMES[name]
    for first, second in product(range(len(game.moves)), repeat=2):
        assert game.first[first][second] == -game.second[second][first]


def test_payoffs_are_mean_points_as_a_share_of_the_most():
    state = rules.State("prisoners_dilemma", 2)
    for move in (0, 1, 1, 1):  # cooperate against defect, defect against defect
        state = rules.transition(state, move)
    assert state.mover == OVER
    assert rules.totals(state) == (1, 6)
    assert rules.payoffs(state) == (1 / 10, 6 / 10)


@pytest.mark.parametrize("name", GAMES)
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("seat", [0, 1])
def test_best_replies_earn_what_the_best_of_all_ways_to_play_earns(name, style, seat):
    rounds, game = 4, GAMES[name]
    strategy = strategies(game, 1 - seat)[style]
    best = -np.inf
    for plan in product(range(len(game.moves)), repeat=rounds):
        memory, earned = strategy.start, 0
        for own in plan:
            other = strategy.move(memory)
            earned += game.points(seat, own, other)
            memory = strategy.learn(memory, other, own)
        best = max(best, earned)
    reply = solver.Reply(name, seat, rounds)
    assert reply.solved(0, reply.minds((style,), ()))[0] == best


@pytest.mark.parametrize("name", ["prisoners_dilemma", "matching_pennies"])
@pytest.mark.parametrize("seat", [0, 1])
def test_best_play_against_a_drawn_strategy_is_worth_what_plain_expectation_says(name, seat):
    rounds, ways = 3, strategies(GAMES[name], 1 - seat)

    def odds(state):
        return {ways[state.style].move(remembered(ways[state.style], 1 - seat, state.played)): 1.0}

    class Hidden:
        """The rules, in which the seat does not see what the other has chosen in this round."""

        legal_moves, payoffs, transition = rules.legal_moves, rules.payoffs, rules.transition

    worlds = [(1 / len(STYLES), rules.State(name, rounds, style=style)) for style in STYLES]
    if seat == 1:  # the other has chosen; nothing is seen of it until both have
        return check_as_second(name, rounds, ways)
    reply = solver.Reply(name, seat, rounds)
    expected = plain_informed_best(Hidden, worlds, seat, odds) * rounds * GAMES[name].most
    assert reply.solved(0, reply.minds(STYLES, ()))[0] == pytest.approx(expected)
    return None


def check_as_second(name, rounds, ways):
    """Compare with every plan over what was seen: the value of best play is the same for the mirrored game."""
    game = GAMES[name]
    reply = solver.Reply(name, 1, rounds)

    def best(minds, left):
        if not left:
            return 0.0
        values = []
        for own in range(len(game.moves)):
            groups = {}
            for style, memory in minds:
                other = ways[style].move(memory)
                groups.setdefault(other, []).append((style, ways[style].learn(memory, other, own)))
            values.append(
                sum(len(g) * (game.points(1, own, other) + best(g, left - 1)) for other, g in groups.items())
                / len(minds)
            )
        return max(values)

    expected = best([(style, ways[style].start) for style in STYLES], rounds)
    assert reply.solved(0, reply.minds(STYLES, ()))[0] == pytest.approx(expected)


def test_tit_for_tat_is_cooperated_with_until_the_last_round():
    env = MatrixGameEnv()
    _, info = env.reset(seed=0)
    assert info["task"]["optimal_value"] == pytest.approx((9 * 3 + 5) / 50)
    said = []
    for message in env.expert():
        said.append(message)
        _, reward, terminated, _, info = env.step(message)
    assert said == ["play cooperate"] * 9 + ["play defect"]
    assert terminated
    assert info["success"]
    assert reward == pytest.approx(0.64)


def test_less_than_the_best_is_no_success():
    env = MatrixGameEnv()
    env.reset(seed=0)
    for _ in range(10):
        _, reward, _, _, info = env.step("play cooperate")
    assert reward == pytest.approx(0.6)
    assert not info["success"]
    assert info["milestones"] == {"finished": True, "won": False, "both_first": True, "ahead": False}
    assert info["channels"]["points"] == 3.0
    assert info["channels"]["joint_points"] == 6.0


def test_a_drawn_strategy_is_found_out_by_what_it_plays():
    env = MatrixGameEnv(opponent="drawn", announced=True)
    for seed in range(12):
        opening, info = env.reset(seed=seed)
        assert all(way.told in opening for way in strategies(DILEMMA, 1).values())
        history = [opening]
        rng = np.random.default_rng(seed)
        played = []
        for turn in range(6):
            message = "hello" if turn == 2 else env.actions()[rng.integers(2)]
            history += [message, env.step(message)[0]]
            played = env.state.game.played
            left = [style for style in STYLES if moves_agree(style, played)]
            held = ExactBelief.of(env)(history)
            assert held == pytest.approx({style: 1 / len(left) for style in left})
            assert info["answer"] in left


def moves_agree(style, played):
    """Whether a strategy of the second role would have played as it did."""
    strategy = strategies(DILEMMA, 1)[style]
    return all(
        strategy.move(remembered(strategy, 1, played[:count])) == played[count][1] for count in range(len(played))
    )


@pytest.mark.parametrize("opponent", ["random", "perfect", "mixed", "grim"])
def test_how_a_named_opponent_plays_is_told_only_where_it_is_announced(opponent):
    told = MatrixGameEnv(opponent=opponent, announced=True).reset(seed=0)[0]
    silent = MatrixGameEnv(opponent=opponent).reset(seed=0)[0]
    line = next(line for line in told.splitlines() if line not in silent)
    assert line.startswith("Your opponent ")
    if opponent == "mixed":
        assert line.endswith("cooperate 0.100, defect 0.900.")


def test_moves_are_read_in_any_case_and_unknown_ones_refused():
    env = MatrixGameEnv(game="rock_paper_scissors", opponent="constant")
    env.reset(seed=0)
    observation, *_, info = env.step("PLAY Paper.")
    assert observation.startswith("You played paper, your opponent played rock: you earn 1 point, your opponent -1.")
    assert info["facts"]["first.last_move"] == "paper"
    assert info["facts"]["second.points"] == -1
    observation, *_, info = env.step("play lizard")
    assert "There is no move 'lizard'; the moves are rock, paper, scissors." in observation
    assert info["valid"] is False


def test_an_opponent_that_forfeits_is_paid_the_least_there_is():
    for name, worst in (("prisoners_dilemma", 0.0), ("matching_pennies", -1.0)):
        env = MatrixGameEnv(game=name, opponent="seated_agents:says_nothing")
        env.reset(seed=0)
        _, reward, terminated, _, info = env.step(env.actions()[0])
        assert (reward, terminated) == (1.0, True)
        assert info["channels"]["second_payoff"] == worst
