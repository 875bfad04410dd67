"""Tic-tac-toe: rules, and players that never lose."""

from functools import cache

import gymnasium as gym
import numpy as np
import pytest
from plain_games import plain_best, plain_minimax

from turnwise.envs.text.tic_tac_toe import rules, solver
from turnwise.envs.text.tic_tac_toe.env import TicTacToeEnv
from turnwise.envs.text.two_player.match import OVER

BOTH_FORMS = pytest.mark.parametrize("misere", [False, True])


def after(*cells, misere=False):
    """Return the position after some cells were marked, numbered from 1."""
    state = rules.State(misere=misere)
    for cell in cells:
        state = rules.transition(state, cell - 1)
    return state


@pytest.mark.parametrize(
    ("cells", "misere", "payoffs"),
    [
        ((1, 4, 2, 5, 3), False, (1.0, -1.0)),
        ((1, 4, 2, 5, 3), True, (-1.0, 1.0)),
        ((1, 4, 2, 5, 9, 6), False, (-1.0, 1.0)),
        ((1, 2, 3, 5, 8, 4, 6, 9, 7), False, (0.0, 0.0)),
        ((3, 1, 5, 2, 7), False, (1.0, -1.0)),
    ],
)
def test_three_in_a_row_end_the_game(cells, misere, payoffs):
    state = after(*cells, misere=misere)
    assert state.mover == OVER
    assert rules.payoffs(state) == payoffs


def test_there_are_5478_positions():
    @cache
    def positions(state):
        if state.mover == OVER:
            return frozenset([state.marks])
        reached = [positions(rules.transition(state, move)._replace(last=-1)) for move in rules.legal_moves(state)]
        return frozenset([state.marks]).union(*reached)

    assert len(positions(rules.State())) == 5478


@BOTH_FORMS
def test_the_perfect_player_never_loses_whatever_the_other_does(misere):
    def worst(state, seat):
        if state.mover == OVER:
            return rules.payoffs(state)[seat]
        own, other = state.marks[state.mover], state.marks[1 - state.mover]
        moves = solver.perfect_moves(own, other, misere) if state.mover == seat else rules.legal_moves(state)
        return min(worst(rules.transition(state, move), seat) for move in moves)

    assert worst(rules.State(misere=misere), 0) == 0.0
    assert worst(rules.State(misere=misere), 1) == 0.0


@BOTH_FORMS
def test_scores_have_the_sign_of_plain_minimax(misere):
    rng = np.random.default_rng(0)
    for _ in range(60):
        state = rules.State(misere=misere)
        for _ in range(int(rng.integers(2, 8))):
            moves = rules.legal_moves(state)
            following = rules.transition(state, moves[rng.integers(len(moves))])
            if following.mover == OVER:
                break
            state = following
        own, other = state.marks[state.mover], state.marks[1 - state.mover]
        assert np.sign(solver.score(own, other, misere)) == plain_minimax(rules, state, state.mover)


def test_a_win_is_taken_at_once_and_a_loss_put_off():
    winning = after(1, 4, 2, 5)
    assert solver.perfect_moves(*winning.marks, False) == (2,)
    lost = after(1, 2, 5)  # X wins at 9 now; after O 9 it threatens two lines from 7
    assert solver.score(lost.marks[1], lost.marks[0], False) < 0
    assert solver.perfect_moves(lost.marks[1], lost.marks[0], False) == (8,)


@BOTH_FORMS
@pytest.mark.parametrize("weight", [0.0, 0.4, 1.0])
def test_the_best_reply_is_worth_what_plain_expectation_says(misere, weight):
    def odds(state):
        free = rules.legal_moves(state)
        best = solver.perfect_moves(state.marks[state.mover], state.marks[1 - state.mover], misere)
        return {move: (1 - weight) / len(free) + weight * (move in best) / len(best) for move in free}

    reply = solver.Reply(weight, misere)
    for cells in ((1, 5, 2), (1, 5, 9), (5, 1), (2, 1, 3)):
        state = after(*cells, misere=misere)
        own, other = state.marks[state.mover], state.marks[1 - state.mover]
        assert reply.value(own, other) == pytest.approx(plain_best(rules, state, state.mover, odds))
        assert reply.answered(other, own) == pytest.approx(plain_best(rules, state, 1 - state.mover, odds))


def test_best_play_against_chance_is_worth_191_of_192():
    assert solver.Reply(0.0, False).value(0, 0) == pytest.approx(191 / 192)


@BOTH_FORMS
def test_the_expert_against_the_perfect_player_always_draws(misere):
    env = TicTacToeEnv(opponent="perfect", misere=misere)
    for seed in range(30):
        _, info = env.reset(seed=seed)
        assert info["task"]["optimal_value"] == 0.0
        for message in env.expert():
            _, reward, terminated, _, _ = env.step(message)
        assert (reward, terminated) == (0.0, True)


@pytest.mark.parametrize("drawn", [1, 2, 3, 4])
def test_openings_by_lot_are_told_and_never_over(drawn):
    env = TicTacToeEnv(drawn=drawn, opponent="self")
    boards = set()
    for seed in range(20):
        opening, info = env.reset(seed=seed)
        game = env.state.game
        assert game.mover == drawn % 2
        assert (game.marks[0] | game.marks[1]).bit_count() == drawn
        assert "set by lot" in opening
        assert info["role"] == ("first", "second")[drawn % 2]
        boards.add(game.marks)
    assert len(boards) > 5


def test_the_board_shows_marks_and_the_numbers_of_free_cells():
    env = TicTacToeEnv(opponent="self")
    env.reset(seed=0)
    env.step("mark 5")
    observation = env.step("Mark cell 1.")[0]
    assert observation == "O marks 1.\nO 2 3\n4 X 6\n7 8 9\nYour move, X."
    for message, said in (("mark 5", "Cell 5 is taken."), ("mark 0", "There is no cell 0."), ("10", "no cell 10")):
        observation, _, _, _, info = env.step(message)
        assert said in observation
        assert info["valid"] is False


@pytest.mark.parametrize(
    ("messages", "misere", "ending"),
    [
        (("1", "4", "2", "5", "3"), False, "X marks 3.\nX X X\nO O 6\n7 8 9\nX has three in a row. X wins."),
        (("1", "4", "2", "5", "3"), True, "X marks 3.\nX X X\nO O 6\n7 8 9\nX has three in a row. O wins."),
    ],
)
def test_the_end_is_told(messages, misere, ending):
    env = TicTacToeEnv(opponent="self", misere=misere)
    env.reset(seed=0)
    for message in messages:
        observation = env.step(message)[0]
    assert observation == ending


def test_threats_and_milestones_are_the_agent_s():
    env = TicTacToeEnv(opponent="self")
    env.reset(seed=0)
    for message in ("mark 5", "mark 2", "mark 1"):
        info = env.step(message)[4]
    assert info["channels"]["threats"] == 1.0
    assert info["milestones"] == {"finished": False, "won": False, "centre_taken": True, "two_in_line": True}
    assert "two_in_line" not in gym.make("turnwise/TicTacToe-v0", misere=True).reset(seed=0)[1]["milestones"]
    assert info["facts"]["cell_5.mark"] == "X"
    assert info["facts"]["cell_2.mark"] == "O"
    assert info["facts"]["cell_9.mark"] == "free"
