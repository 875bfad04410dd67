"""The Sokoban environment: knobs, outcome, measures, splits."""

import gymnasium as gym
import numpy as np
import pytest

import turnwise  # noqa: F401 - registers the ids
from turnwise.envs.grid.sokoban import solver
from turnwise.envs.grid.sokoban.env import SokobanEnv
from turnwise.envs.grid.sokoban.rules import State


@pytest.fixture
def at(sokoban):
    """Return an environment that stands in a drawn room."""

    def make(drawn, **kwargs):
        env = SokobanEnv(**kwargs)
        env.reset(seed=0)
        env.state = sokoban.read_map(drawn)
        return env

    return make


def test_the_last_push_pays_and_ends(at):
    env = at("#######\n#P.X.O#\n#######")
    for _ in range(2):
        _, reward, terminated, _, info = env.step("right")
        assert (reward, terminated, info["success"]) == (0.0, False, False)
    observation, reward, terminated, truncated, info = env.step("push right")
    assert (reward, terminated, truncated, info["success"]) == (1.0, True, False, True)
    assert info["reward_terms"] == {"outcome": 1.0}
    assert observation.endswith("Every box is on a target.")
    with pytest.raises(gym.error.ResetNeeded):
        env.step("left")


def test_a_blocked_move_is_a_valid_turn_that_changes_nothing(at):
    env = at("#######\n#P.X.O#\n#######")
    observation, _, _, _, info = env.step("up")
    assert info["valid"]
    assert info["channels"]["state_changed"] == 0.0
    assert observation == "#######\n#P.X.O#\n#######"
    assert env.step("right")[4]["channels"]["state_changed"] == 1.0


def test_several_moves_in_one_turn_stop_at_the_solution(at):
    env = at("#######\n#P.X.O#\n#######", moves_per_turn=5)
    _, reward, terminated, _, _ = env.step('["right", "right", "right", "left", "left"]')
    assert (reward, terminated) == (1.0, True)
    assert env.state.player == env.state.level.targets[0] - 1


def test_measures_by_hand(at):
    env = at("########\n#O..X.P#\n#O..X..#\n#......#\n########")
    info = env.step("left")[4]
    assert info["channels"] == {
        "goal_distance": 6.0,
        "boxes_on_target": 0.0,
        "state_changed": 1.0,
        "deadlock": 0.0,
    }
    assert info["milestones"] == {
        "box_1_on_target": False,
        "box_2_on_target": False,
        "halfway": False,
        "solved": False,
    }
    assert info["facts"] == {
        "player.row": 1,
        "player.column": 5,
        "box1.row": 1,
        "box1.column": 4,
        "box1.on_target": False,
        "box2.row": 2,
        "box2.column": 4,
        "box2.on_target": False,
        "target1.row": 1,
        "target1.column": 1,
        "target1.filled": False,
        "target2.row": 2,
        "target2.column": 1,
        "target2.filled": False,
    }
    env.step("left")
    env.step("left")
    info = env.step("left")[4]
    assert info["milestones"] == {"box_1_on_target": True, "box_2_on_target": False, "halfway": True, "solved": False}
    assert info["facts"]["target1.filled"]


def test_a_lost_level_has_a_finite_distance_and_is_flagged(at):
    env = at("#######\n#.X..O#\n#P....#\n#######")
    for message in ("up", "right", "right"):
        info = env.step(message)[4]
    assert info["channels"]["deadlock"] == 0.0
    env = at("#######\n#..XP.#\n#....O#\n#######")
    info = env.step("left")[4]
    assert info["channels"]["deadlock"] == 1.0, "the top row has no target"
    assert info["channels"]["goal_distance"] == 28.0
    assert list(env.expert()) == []


def test_milestones_of_an_experts_episode_end_all_true():
    env = gym.make("turnwise/Sokoban-v0", size=7, boxes=2)
    for seed in range(10):
        _, info = env.reset(seed=seed)
        assert not any(info["milestones"].values())
        for message in env.unwrapped.expert():
            info = env.step(message)[4]
        assert all(info["milestones"].values())


def test_the_expert_recovers_from_a_detour_if_nothing_is_lost():
    env = SokobanEnv(size=7, boxes=2)
    rng = np.random.default_rng(0)
    recovered = 0
    for seed in range(20):
        env.reset(seed=seed)
        for index, message in enumerate(env.expert()):
            if index == 3:
                message = rng.choice(["up", "down", "left", "right"])
            if env.step(str(message))[2]:
                break
        lost = solver.solve(*env.state) is None
        assert env.state.solved or lost
        recovered += env.state.solved
    assert recovered >= 10


def test_task_tells_the_settings_and_the_optimal_length():
    env = gym.make("turnwise/Sokoban-v0", size=[7, 6], boxes=2, min_solution=9, max_solution=12)
    _, info = env.reset(seed=1)
    task = info["task"]
    assert task["parameters"] == {
        "size": [7, 6],
        "boxes": 2,
        "min_solution": 9,
        "max_solution": 12,
        "split": "all",
    }
    assert 9 <= task["optimal_length"] <= 12
    assert task["id"].startswith("Sokoban-")
    turns = 0
    for message in env.unwrapped.expert():
        info = env.step(message)[4]
        turns += 1
    assert turns == info["task"]["optimal_length"] == task["optimal_length"]


def test_where_the_search_is_cut_short_the_length_is_the_experts(monkeypatch):
    monkeypatch.setattr(solver, "NODES", 20)
    env = SokobanEnv(size=8, boxes=3)
    tasks = [env.reset(seed=seed)[1]["task"] for seed in range(1000, 1010)]
    assert any("expert_length" in task for task in tasks)
    assert all(("expert_length" in task) != ("optimal_length" in task) for task in tasks)


@pytest.mark.parametrize("style", ["ascii", "coordinates", "sentences", "egocentric"])
def test_styles_show_the_same_world(style):
    plain, env = SokobanEnv(), SokobanEnv(observation=style)
    plain.reset(seed=3)
    env.reset(seed=3)
    assert plain.state == env.state
    assert env.step("up")[0] == env.view(env.state, env.state)


def test_splits_share_no_level():
    drawn = {}
    for split in ("train", "test"):
        env = SokobanEnv(split=split)
        env.reset(seed=0)
        drawn[split] = set()
        for _ in range(300):
            env.reset()
            drawn[split].add(env.layout(env.state))
    assert len(drawn["train"]) > 200
    assert not drawn["train"] & drawn["test"]


def test_layout_is_the_map_whatever_the_boxes_are_called(sokoban):
    env = SokobanEnv()
    state = sokoban.read_map("#######\n#P.XXO#\n#....O#\n#######")
    level = state.level
    twin = State(type(level)(level.rows, level.cols, level.cells, level.player, level.boxes[::-1]), 0, ())
    assert env.layout(state) == env.layout(twin) == "#######\n#P.XXO#\n#....O#\n#######"


@pytest.mark.parametrize(
    ("kwargs", "said"),
    [
        ({"size": 4}, "size to be a whole number from 5 to 20"),
        ({"size": (6, 6, 6)}, "size"),
        ({"size": "66"}, "size='66'"),
        ({"size": 6.0}, "size"),
        ({"size": (6, True)}, "size"),
        ({"boxes": 0}, "boxes to be a whole number from 1 to 8; got boxes=0"),
        ({"boxes": True}, "boxes"),
        ({"min_solution": 0}, "min_solution"),
        ({"min_solution": 9, "max_solution": 8}, "max_solution to be None or a whole number >= min_solution=9"),
        ({"size": 5, "min_solution": 80}, "shortest solution of 80 moves .* widen min_solution"),
        ({"size": 5, "boxes": 8}, "boxes=8 .* take fewer boxes"),
        ({"observation": "smell"}, "observation"),
        ({"moves_per_turn": 0}, "moves_per_turn"),
        ({"split": "validation"}, "split"),
    ],
)
def test_wrong_arguments_are_refused_in_the_constructor(kwargs, said):
    with pytest.raises(ValueError, match=said):
        SokobanEnv(**kwargs)


def test_numbers_of_rows_and_columns_may_differ():
    env = SokobanEnv(size=(5, 9))
    env.reset(seed=0)
    assert (env.state.level.rows, env.state.level.cols) == (5, 9)


def test_admissible_messages_change_the_state():
    env = SokobanEnv()
    env.reset(seed=2)
    for message in env.actions():
        assert env.move(env.state, message) != env.state
    assert 0 < len(env.actions()) <= 4


def test_a_snapshot_goes_on_in_another_instance():
    env, twin = SokobanEnv(), SokobanEnv()
    env.reset(seed=4)
    env.step("up")
    kept = env.snapshot()
    twin.reset(seed=9)
    twin.restore(kept)
    for message in ("left", "down", "right", "up"):
        assert env.step(message)[:4] == twin.step(message)[:4]
