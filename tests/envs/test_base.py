"""The base class of environments, on a three-turn counting game."""

import gymnasium as gym
import pytest

from turnwise.envs import TextEnv


class Count(TextEnv):
    """Say 'more' three times."""

    def begin(self, options):
        self.state = 0
        return "Say 'more' three times."

    def play(self, message):
        if message != "more":
            return "Say 'more'.", 0.0, False, False, "not 'more'"
        self.state += 1
        return f"{self.state}", float(self.state == 3), self.state == 3, self.state == 3, ""

    def facts(self, state):
        return {"count.value": state}

    def channels(self, before, state):
        return {"state_changed": float(before != state)}


def test_a_turn_is_told_and_measured():
    env = Count()
    observation, info = env.reset(seed=0)
    assert observation == "Say 'more' three times."
    assert (info["success"], info["valid"], info["error"], info["reward_terms"]) == (False, True, "", {})
    observation, reward, terminated, truncated, info = env.step("more")
    assert (observation, reward, terminated, truncated) == ("1", 0.0, False, False)
    assert info["facts"] == {"count.value": 1}
    assert info["channels"] == {"state_changed": 1.0}


def test_a_message_that_is_not_understood_changes_nothing():
    env = Count()
    env.reset(seed=0)
    _, reward, _, _, info = env.step("less")
    assert (reward, info["valid"], info["error"], env.state) == (0.0, False, "not 'more'", 0)


def test_info_keys_are_computed_at_every_step():
    env = Count(info_keys=("facts",))
    assert "facts" in dict(env.reset(seed=0)[1])
    info = env.step("more")[4]
    assert dict(info)["facts"] == {"count.value": 1}
    assert "channels" not in dict(info)


@pytest.mark.parametrize("keys", ["facts", ["reward"], ["facts", "x"], 3, None, {"facts"}])
def test_unknown_info_keys_are_refused(keys):
    with pytest.raises(ValueError, match="Count takes info_keys from"):
        Count(info_keys=keys)


def test_unknown_render_modes_are_refused():
    with pytest.raises(ValueError, match="render_mode='human'"):
        Count(render_mode="human")


def test_renders_the_last_observation_as_text():
    env = Count(render_mode="ansi")
    env.reset(seed=0)
    env.step("more")
    assert env.render() == "1"
    assert Count().render() is None


def test_an_environment_that_cannot_fork_says_so():
    class NoFork(Count):
        can_fork = False

    env = NoFork()
    env.reset(seed=0)
    with pytest.raises(NotImplementedError, match="NoFork cannot fork"):
        env.snapshot()
    with pytest.raises(NotImplementedError, match="NoFork cannot fork"):
        env.restore(None)


def test_the_end_is_the_end_until_the_next_reset():
    env = Count()
    env.reset(seed=0)
    fork = env.snapshot()
    assert [env.step("more")[2] for _ in range(3)] == [False, False, True]
    with pytest.raises(gym.error.ResetNeeded, match="Count has no running episode"):
        env.step("more")
    env.restore(fork)
    assert env.step("more")[0] == "1"


def test_refused_options_leave_the_episode_and_its_chance_alone():
    env, twin = Count(), Count()
    env.reset(seed=1)
    twin.reset(seed=1)
    with pytest.raises(ValueError, match="reset takes"):
        env.reset(seed=2, options={"level": 3})
    assert env.np_random.random() == twin.np_random.random()
    assert env.step("more")[:4] == twin.step("more")[:4]


def test_no_episode_goes_on_after_a_reset_that_failed():
    class Fails(Count):
        def begin(self, options):
            if self.state is not None:
                raise ValueError("no level")
            return super().begin(options)

    env = Fails()
    env.reset(seed=1)
    with pytest.raises(ValueError, match="no level"):
        env.reset()
    with pytest.raises(gym.error.ResetNeeded):
        env.step("more")


def test_no_messages_are_admissible_before_the_first_reset():
    for name in ("Sokoban-v0", "FrozenLake-v0", "Crafting-v0", "MiniGrid-v0"):
        with pytest.raises(gym.error.ResetNeeded, match=r"reset\(\) before actions"):
            gym.make(f"turnwise/{name}").unwrapped.actions()
