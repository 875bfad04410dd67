"""Connect four: rules, the exact solution of small boards, and looking ahead on large ones."""

import numpy as np
import pytest
from plain_games import plain_best, plain_minimax

from turnwise.envs.text.connect_four import rules, solver
from turnwise.envs.text.connect_four.env import ConnectFourEnv
from turnwise.envs.text.connect_four.lookahead import lookahead_moves
from turnwise.envs.text.two_player.match import OVER

SMALL = rules.Board(3, 4, 3)
USUAL = rules.Board(6, 7, 4)


def after(board, *columns):
    """Return the position after stones were dropped, columns numbered from 1."""
    state = rules.State(board)
    for column in columns:
        state = rules.transition(state, column - 1)
    return state


def sides(state):
    return state.stones[state.mover], state.stones[1 - state.mover]


def random_positions(board, count, least):
    """Yield positions that are not over, with at least so many stones."""
    rng = np.random.default_rng(0)
    while count:
        state = rules.State(board)
        while state.mover != OVER and sum(map(int.bit_count, state.stones)) < least:
            moves = rules.legal_moves(state)
            state = rules.transition(state, moves[rng.integers(len(moves))])
        if state.mover != OVER:
            count -= 1
            yield state


@pytest.mark.parametrize(
    ("columns", "winner"),
    [
        ((1, 1, 2, 2, 3, 3, 4), 0),
        ((1, 2, 1, 2, 1, 2, 1), 0),
        ((1, 2, 2, 3, 3, 4, 3, 4, 4, 6, 4), 0),
        ((4, 3, 3, 2, 2, 1, 2, 1, 1, 7, 1), 0),
        ((7, 1, 7, 2, 6, 3, 6, 4), 1),
        ((1, 1, 1, 1, 1, 1), -1),
    ],
)
def test_four_in_a_row_a_column_or_a_diagonal_win(columns, winner):
    state = after(USUAL, *columns)
    assert rules.winner(state) == winner
    assert (state.mover == OVER) == (winner >= 0)


def test_a_line_does_not_run_from_a_column_s_top_into_the_next_one_s_bottom():
    state = rules.State(SMALL, (0b0011_0 << 1, 0))  # rows 2 and 3 of column 1, and row 1 of column 2
    assert not rules.has_line(0b0001_0110, SMALL)
    assert not rules.has_line(state.stones[0], SMALL)
    assert rules.has_line(0b0111, SMALL)


def test_full_columns_are_illegal_and_a_full_board_is_a_draw():
    state = after(rules.Board(2, 3, 3), 1, 2, 3, 1, 2)
    assert rules.legal_moves(state) == (2,)
    state = rules.transition(state, 2)
    assert state.mover == OVER
    assert rules.payoffs(state) == (0.0, 0.0)


@pytest.mark.parametrize("board", [SMALL, rules.Board(2, 5, 3), rules.Board(4, 3, 3)])
def test_scores_have_the_sign_of_plain_minimax(board):
    known = solver.Solution(board)
    for state in random_positions(board, 25, 4):
        scores = known.row(known.scores, *sides(state))
        for column in range(board.columns):
            if column in rules.legal_moves(state):
                value = plain_minimax(rules, rules.transition(state, column), state.mover)
                assert np.sign(scores[column]) == value
            else:
                assert scores[column] == -128


@pytest.mark.parametrize("weight", [0.0, 0.3, 1.0])
def test_best_replies_are_worth_what_plain_expectation_says(weight):
    known = solver.Solution(SMALL)

    def odds(state):
        moves = rules.legal_moves(state)
        scores = known.row(known.scores, *sides(state))
        best = [move for move in moves if scores[move] == max(scores)]
        return {move: (1 - weight) / len(moves) + weight * (move in best) / len(best) for move in moves}

    replies = [solver.Reply(known, weight, seat) for seat in (0, 1)]
    for state in random_positions(SMALL, 12, 5):
        for seat in (0, 1):
            expected = plain_best(rules, state, seat, odds)
            assert replies[seat].value(*sides(state)) == pytest.approx(expected)
            if seat == state.mover:
                column = replies[seat].best(*sides(state))
                reached = plain_best(rules, rules.transition(state, column), seat, odds)
                assert reached == pytest.approx(expected)


def test_known_results_of_small_boards():
    values = {}
    for board in (rules.Board(4, 4, 4), rules.Board(4, 5, 4), SMALL, rules.Board(4, 4, 3)):
        known = solver.solution(board)
        values[board] = int(np.sign(max(known.scores[0][0])))
    assert list(values.values()) == [0, 0, 1, 1]
    assert sum(len(ply.keys) for ply in solver.solution(rules.Board(4, 5, 4)).plies) == 1_551_317


@pytest.mark.parametrize("seat", ["first", "second"])
def test_the_perfect_player_never_loses_to_chance(seat):
    env = ConnectFourEnv(opponent="perfect", seat=seat)
    rng = np.random.default_rng(0)
    for seed in range(100):
        env.reset(seed=seed)
        terminated = False
        while not terminated:
            choices = env.actions()
            _, reward, terminated, _, _ = env.step(choices[rng.integers(len(choices))])
        assert reward <= 0


def test_the_perfect_player_never_loses_whatever_the_other_does_on_a_small_board():
    board = rules.Board(3, 4, 4)
    known = solver.Solution(board)

    def worst(state, seat):
        if state.mover == OVER:
            return rules.payoffs(state)[seat]
        moves = rules.legal_moves(state)
        if state.mover == seat:
            scores = known.row(known.scores, *sides(state))
            moves = [move for move in moves if scores[move] == max(scores)]
        return min(worst(rules.transition(state, move), seat) for move in moves)

    assert worst(after(board, 1, 2, 3), 0) >= 0
    assert worst(after(board, 2, 3), 1) >= 0


@pytest.mark.parametrize("opponent", ["perfect", "mixed"])
def test_a_board_that_is_too_large_has_no_perfect_player(opponent):
    with pytest.raises(ValueError, match="too large to solve"):
        ConnectFourEnv(rows=6, columns=7, opponent=opponent)


@pytest.mark.parametrize(
    ("size", "solved"), [((4, 5), True), ((5, 4), True), ((3, 6), True), ((3, 7), False), ((5, 5), False)]
)
def test_boards_of_thirty_million_arrangements_are_solved(size, solved):
    assert solver.can_be_solved(rules.Board(*size, 4)) == solved


def test_looking_ahead_wins_at_once_blocks_and_prefers_the_sooner_win():
    winning = after(USUAL, 1, 1, 2, 2, 3, 3)
    assert lookahead_moves(*sides(winning), USUAL, 4) == (3,)
    threatened = after(USUAL, 1, 1, 2, 2, 3)
    assert lookahead_moves(*sides(threatened), USUAL, 2) == (3,)
    assert set(lookahead_moves(*sides(after(USUAL)), USUAL, 1)) == set(range(7))


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
def test_looking_ahead_agrees_with_a_search_without_bounds(depth):
    def plain(own, other, left):
        state = rules.State(SMALL, (own, other))
        best = {}
        for column in rules.legal_moves(state):
            after_it = rules.transition(state, column)
            if rules.winner(after_it) == 0:
                best[column] = 999
            elif left == 1 or after_it.mover == OVER:
                best[column] = 0
            else:
                value = max(plain(other, after_it.stones[0], left - 1).values())
                best[column] = -value + (1 if value < 0 else -1 if value > 0 else 0)
        return best

    for state in random_positions(SMALL, 20, 3):
        scores = plain(*sides(state), depth)
        expected = {column for column, score in scores.items() if score == max(scores.values())}
        assert set(lookahead_moves(*sides(state), SMALL, depth)) == expected


def test_the_usual_board_is_played_against_a_player_that_looks_ahead():
    env = ConnectFourEnv(rows=6, columns=7, opponent="lookahead", depth=2, seat="first")
    _, info = env.reset(seed=0)
    assert "optimal_value" not in info["task"]
    for message in env.expert():
        _, reward, terminated, _, _ = env.step(message)
    assert terminated
    assert reward in (-1.0, 0.0, 1.0)


def test_the_board_is_shown_from_the_top():
    env = ConnectFourEnv(opponent="self")
    env.reset(seed=0)
    env.step("drop 3")
    observation, *_, info = env.step("drop column 3")
    assert observation == (
        "O drops into column 3.\n. . . . .\n. . . . .\n. . O . .\n. . X . .\n1 2 3 4 5\nYour move, X."
    )
    assert info["facts"]["column_3.stones"] == "XO"
    assert info["facts"]["column_3.height"] == 2
    assert info["milestones"] == {"finished": False, "won": False, "centre_taken": True, "almost": False}
    for message, said in (("drop 0", "There is no column 0."), ("drop 6", "There is no column 6.")):
        assert said in env.step(message)[0]
    env.step("drop 3")
    env.step("drop 3")
    assert "Column 3 is full." in env.step("drop 3")[0]


def test_the_end_is_told_from_the_agent_s_side():
    env = ConnectFourEnv(opponent=lambda messages: "drop 5", seat="first", connect=3)
    env.reset(seed=0)
    for message in ("drop 1", "drop 1", "drop 1"):
        observation, reward, *_ = env.step(message)
    assert observation.startswith("X drops into column 1.")
    assert observation.endswith("X has 3 in a line. You win.")
    assert reward == 1.0


def test_threats_count_the_columns_that_complete_a_line():
    env = ConnectFourEnv(opponent="self", connect=3)
    env.reset(seed=0)
    for message in ("drop 2", "drop 2", "drop 3"):
        info = env.step(message)[4]
    assert info["channels"]["threats"] == 2.0
    assert info["milestones"]["almost"] is True


@pytest.mark.parametrize("drawn", [1, 4])
def test_stones_dropped_by_lot_are_told(drawn):
    env = ConnectFourEnv(drawn=drawn, opponent="self")
    opening, info = env.reset(seed=0)
    assert "dropped by lot" in opening
    assert sum(map(int.bit_count, env.state.game.stones)) == drawn
    assert info["task"]["parameters"]["drawn"] == drawn
