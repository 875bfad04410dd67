import sys

import gymnasium as gym
import pytest

from turnwise.envs.grid.minigrid import capture, catalogue
from turnwise.envs.grid.minigrid.env import MiniGridEnv

pytestmark = pytest.mark.needs("minigrid")


def test_the_catalogue_is_all_of_minigrid_and_babyai():
    assert len(catalogue.ids()) == 178
    assert {name.split("-")[0] for name in catalogue.ids()} == {"MiniGrid", "BabyAI"}


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("MiniGrid-DoorKey-8x8-v1", "MiniGrid-DoorKey-8x8-v0"),
        ("babyai-bosslevel-v0", "BabyAI-BossLevel-v0"),
        ("DoorKey-5x5-v0", "MiniGrid-DoorKey-5x5-v0"),
    ],
)
def test_an_unknown_id_is_answered_with_close_ones(given, meant):
    with pytest.raises(ValueError, match=f"Did you mean .*{meant}"):
        MiniGridEnv(env_id=given)


@pytest.mark.parametrize("given", ["?", 7, None])
def test_an_id_like_no_other_is_refused_with_an_example(given):
    with pytest.raises(ValueError, match="It knows 178, such as"):
        MiniGridEnv(env_id=given)


def test_an_environment_that_is_not_minigrids_is_refused():
    with pytest.raises(ValueError, match="CartPole"):
        MiniGridEnv(env_id="CartPole-v1")


def test_a_missing_package_names_the_command_to_run(monkeypatch):
    monkeypatch.setitem(sys.modules, "minigrid", None)
    with pytest.raises(gym.error.DependencyNotInstalled, match=r'pip install "turnwise\[grid\]"'):
        MiniGridEnv()


def test_ids_whose_pictures_are_missing_say_so():
    """Without networkx and imageio minigrid itself says what to install."""
    with pytest.raises(gym.error.DependencyNotInstalled, match=r"picture that is missing|minigrid\[wfc\]"):
        MiniGridEnv(env_id="MiniGrid-WFC-MazeSimple-v0")


def test_a_class_with_rules_of_its_own_is_refused():
    from minigrid.envs import EmptyEnv

    class Slippery(EmptyEnv):
        def step(self, action):
            return super().step(0)

    env = Slippery()
    env.reset(seed=0)
    with pytest.raises(ValueError, match="step\\(\\) of its own"):
        capture.level("Slippery-v0", env)


def test_a_subclass_that_only_draws_otherwise_is_played():
    from minigrid.envs import EmptyEnv

    class Bare(EmptyEnv):
        pass

    env = Bare(size=5)
    env.reset(seed=0)
    assert capture.level("Bare-v0", env).stride == 7


def test_drawing_prints_nothing(capsys):
    env = MiniGridEnv(env_id="BabyAI-GoToObjDoor-v0")
    for seed in range(5):
        env.reset(seed=seed)
    assert capsys.readouterr().out == ""


def test_too_many_things_are_refused():
    class Thing:
        color, type, contains = "red", "ball", None

    codes = capture.Codes()
    things = [Thing() for _ in range(300)]
    with pytest.raises(ValueError, match="fewer than 256"):
        [codes.of(thing) for thing in things]


def test_capturing_knows_things_by_identity():
    class Thing:
        color, type, contains = "red", "ball", None

    codes, one, two = capture.Codes(), Thing(), Thing()
    assert codes.of(one) == codes.of(one) != codes.of(two)
    assert codes.of(None) == 0
