"""Who may sit in the other seat, and what happens when they say something illegal."""

import json

import gymnasium as gym
import pytest
from seated_agents import Recorded

import turnwise
from turnwise.envs.text.endpoint import EndpointError
from turnwise.envs.text.two_player.match import Choices, chosen
from turnwise.envs.text.two_player.opponents import load_opponent

GAMES = ("TicTacToe", "ConnectFour", "KuhnPoker", "LiarsDice", "Negotiation", "MatrixGame")
SMALL = {"ConnectFour": {"rows": 3, "columns": 4, "connect": 3}}


def play(env, *messages, seed=0):
    """Play messages from a seeded reset; return the observations and the last step."""
    seen = [env.reset(seed=seed)[0]]
    step = None
    for message in messages:
        step = env.step(message)
        seen.append(step[0])
    return seen, step


@pytest.mark.parametrize(("chance", "move"), [(0.0, "a"), (0.49, "a"), (0.5, "b"), (0.99, "b")])
def test_a_number_picks_a_move_by_its_odds(chance, move):
    assert chosen(Choices("ab", (0.5, 0.5)), chance) == move
    assert chosen(Choices("ab"), chance) == move


def test_a_move_of_no_odds_is_never_picked_even_where_odds_are_rounded():
    assert chosen(Choices("abc", (0.0, 1.0, 0.0)), 0.0) == "b"
    assert chosen(Choices("abc", (0.3, 0.3, 0.3999999999)), 0.99999999999) == "c"


def test_an_agent_reads_what_its_seat_sees_and_said_in_turn():
    opponent = Recorded("mark 1", "mark 2", "mark 3")
    env = gym.make("turnwise/TicTacToe-v0", opponent=opponent, seat="second")
    seen, step = play(env, "mark 5", "mark 9")
    assert [len(messages) for messages in opponent.read] == [1, 3, 5]
    first, said, second = opponent.read[1]
    assert "You are X" in first
    assert said == "mark 1"
    assert second == "O marks 5.\nX 2 3\n4 O 6\n7 8 9\nYour move, X."
    assert "You are O" in seen[0]
    assert step[1:3] == (-1.0, True)


def test_an_illegal_message_of_an_agent_is_answered_and_may_be_corrected():
    opponent = Recorded("mark 1", "nonsense", "mark 1", "mark 2")
    env = gym.make("turnwise/TicTacToe-v0", opponent=opponent, seat="second", retries=2)
    _, step = play(env, "mark 5")
    assert opponent.read[2][-1].startswith("No command was found in the message.")
    assert opponent.read[3][-1].startswith("Cell 1 is taken. Answer with one command")
    assert env.unwrapped.state.game.marks == (0b11, 0b10000)
    assert step[1:3] == (0.0, False)


def test_an_agent_that_keeps_saying_illegal_things_forfeits():
    env = gym.make("turnwise/TicTacToe-v0", opponent=Recorded("mark 1", "pass"), seat="second", retries=2)
    seen, (_, reward, terminated, _, info) = play(env, "mark 5")
    assert seen[-1] == "Your opponent forfeits: it said nothing legal in 3 tries. You win."
    assert (reward, terminated, info["success"]) == (1.0, True, True)
    assert info["facts"]["match.forfeited"] is True


@pytest.mark.parametrize("game", GAMES)
def test_an_agent_that_forfeits_its_first_move_has_lost_when_the_other_answers(game):
    env = gym.make(f"turnwise/{game}-v0", opponent="seated_agents:says_nothing", seat="second", retries=0)
    opening, info = env.reset(seed=1)
    assert "Any command ends the match." in opening
    assert info["success"] is False
    _, reward, terminated, _, info = env.step(env.unwrapped.actions()[0])
    assert (reward, terminated, info["success"]) == (1.0, True, True)


@pytest.mark.parametrize("game", GAMES)
@pytest.mark.parametrize("said", [7, None, b"accept", "x" * 10**6], ids=type)
def test_an_opponent_that_is_no_text_is_refused_as_illegal(game, said):
    env = gym.make(f"turnwise/{game}-v0", opponent=lambda messages: said, seat="first", retries=1)
    env.reset(seed=0)
    *_, reward, terminated, _, _ = env.step(env.unwrapped.actions()[-1])
    assert (reward, terminated) == (1.0, True)
    assert sum(map(len, env.unwrapped.state.talk)) < 50_000


@pytest.mark.parametrize("failure", [EndpointError("gone"), TimeoutError("late"), ConnectionError("cut")])
def test_an_opponent_that_fails_as_an_endpoint_does_may_try_again(failure):
    replies = [failure, "mark 1"]

    def opponent(messages):
        reply = replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return reply

    env = gym.make("turnwise/TicTacToe-v0", opponent=opponent, seat="first", retries=1)
    seen, step = play(env, "mark 5")
    assert seen[-1].startswith("O marks 1.")
    assert step[1:3] == (0.0, False)


def test_a_fault_of_an_opponent_s_own_is_not_hidden_and_loses_nothing():
    env = gym.make("turnwise/TicTacToe-v0", opponent=lambda messages: messages["no such"], seat="first")
    env.reset(seed=0)
    before = env.unwrapped.state
    with pytest.raises(TypeError, match="tuple indices"):
        env.step("mark 5")
    assert env.unwrapped.state == before


def test_a_dotted_path_makes_a_spec_that_survives_json():
    env = gym.make("turnwise/TicTacToe-v0", opponent="seated_agents:marks_first_free", seat="first")
    again = gym.make(gym.envs.registration.EnvSpec.from_json(env.spec.to_json()))
    assert play(env, "mark 5", "mark 9")[0] == play(again, "mark 5", "mark 9")[0]
    assert again.unwrapped.state.game.marks == (0b100010000, 0b11)


@pytest.mark.parametrize("opponent", ["perfct", 3, None, "no.such:agent", "json:no_such", "json:decoder.__name__"])
def test_an_opponent_that_leads_nowhere_is_named(opponent):
    with pytest.raises(ValueError, match="opponent"):
        gym.make("turnwise/TicTacToe-v0", opponent=opponent)


def test_a_callable_is_taken_as_it_is_and_a_name_as_a_name():
    assert load_opponent(json.dumps, ("random",), "Test") is json.dumps
    assert load_opponent("json:dumps", ("random",), "Test") is json.dumps
    assert load_opponent("random", ("random",), "Test") is None


@pytest.mark.parametrize("game", GAMES)
def test_a_mixed_opponent_of_full_skill_is_the_perfect_one(game):
    values = []
    for settings in ({"opponent": "perfect"}, {"opponent": "mixed", "skill": 1.0}):
        env = gym.make(f"turnwise/{game}-v0", seat="second", **SMALL.get(game, {}), **settings)
        values.append([env.reset(seed=seed)[1]["task"]["optimal_value"] for seed in range(5)])
    assert values[0] == pytest.approx(values[1])


@pytest.mark.parametrize("game", GAMES)
def test_a_mixed_opponent_without_skill_is_the_random_one(game):
    values = []
    for settings in ({"opponent": "random"}, {"opponent": "mixed", "skill": 0.0}):
        env = gym.make(f"turnwise/{game}-v0", seat="first", **SMALL.get(game, {}), **settings)
        values.append([env.reset(seed=seed)[1]["task"]["optimal_value"] for seed in range(5)])
    assert values[0] == pytest.approx(values[1])


@pytest.mark.parametrize("game", GAMES)
def test_the_better_the_opponent_the_less_is_best_play_worth(game):
    settings = {"game": "stag_hunt"} if game == "MatrixGame" else SMALL.get(game, {})
    found = []
    for skill in (0.0, 0.5, 1.0):
        env = gym.make(f"turnwise/{game}-v0", opponent="mixed", skill=skill, seat="first", **settings)
        tasks = [env.reset(seed=seed)[1]["task"] for seed in range(40)]
        found.append(sum(task["optimal_value"] for task in tasks))
    rising = game == "MatrixGame"  # the stag hunt is no contest: a better partner is worth more
    assert found == sorted(found, reverse=not rising)


@pytest.mark.parametrize("game", GAMES)
def test_the_agent_may_sit_in_either_seat(game):
    roles = {"first": set(), "second": set(), "drawn": set()}
    for seat, met in roles.items():
        env = gym.make(f"turnwise/{game}-v0", seat=seat)
        met.update(env.reset(seed=seed)[1]["role"] for seed in range(12))
    assert roles == {"first": {"first"}, "second": {"second"}, "drawn": {"first", "second"}}


@pytest.mark.parametrize(
    ("game", "settings"),
    [
        *(("TicTacToe", {"drawn": 4, "misere": misere}) for misere in (False, True)),
        *(("ConnectFour", {"rows": 2, "columns": 3, "connect": 3, "drawn": drawn}) for drawn in (2, 3, 4)),
        ("ConnectFour", {"rows": 4, "columns": 4, "connect": 3, "drawn": 6}),
    ],
)
def test_no_game_is_over_before_the_agent_has_moved(game, settings):
    env = gym.make(f"turnwise/{game}-v0", opponent="random", **settings).unwrapped
    for seed in range(100):
        env.reset(seed=seed)
        assert not env.over(env.state)
        assert all(env.step(message)[4]["valid"] for message in env.expert())


@pytest.mark.parametrize("game", GAMES[:4])
def test_the_opening_tells_what_is_paid(game):
    opening, _ = gym.make(f"turnwise/{game}-v0").reset(seed=0)
    assert "You are paid" in opening or "Win as many chips" in opening


@pytest.mark.parametrize(
    ("game", "written", "plain"),
    [
        ("ConnectFour", "Drop into column 3.", "drop 3"),
        ("ConnectFour", "column 3", "drop 3"),
        ("KuhnPoker", "I'll bet.", "bet"),
        ("KuhnPoker", "bet 1 chip", "bet"),
        ("KuhnPoker", "I will fold", "fold"),
        ("LiarsDice", "I bid 1 of 3", "bid 1 of 3"),
        ("LiarsDice", "I call liar!", "liar"),
        ("MatrixGame", "I play defect", "play defect"),
        ("TicTacToe", "> 5", "mark 5"),
    ],
)
def test_moves_are_read_as_people_write_them(game, written, plain):
    commands = gym.make(f"turnwise/{game}-v0").unwrapped.commands
    assert commands.read(written) == commands.read(plain)
    assert commands.read(written)[0] is not None


def test_the_example_of_a_negotiation_is_always_an_offer():
    env = gym.make("turnwise/Negotiation-v0", kinds=2, items=3, seat="first").unwrapped
    for seed in range(10):
        env.reset(seed=seed)
        assert env.step(env.commands.example)[4]["valid"]


@pytest.mark.parametrize("game", GAMES)
def test_every_move_that_is_legal_is_read_back_as_itself(game):
    env = gym.make(f"turnwise/{game}-v0", opponent="self").unwrapped
    for seed in range(10):
        env.reset(seed=seed)
        while env._running:
            state = env.state.game
            for move in env.rulebook.legal_moves(state):
                call, error = env.commands.read(env.message(state, move))
                assert error == ""
                assert env.read(state, call) == (move, "")
            choices = env.actions()
            env.step(choices[seed % len(choices)])


def test_a_fork_of_a_match_with_an_agent_keeps_what_was_said():
    opponent = Recorded("mark 1", "mark 2", "mark 3", "mark 3")
    env = gym.make("turnwise/TicTacToe-v0", opponent=opponent, seat="second")
    play(env, "mark 5")
    fork = turnwise.snapshot(env)
    env.step("mark 9")
    turnwise.restore(env, fork)
    env.step("mark 9")
    assert opponent.read[-1] == opponent.read[-2]
