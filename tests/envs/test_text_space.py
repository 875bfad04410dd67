"""The Unicode text space, alone and in shared memory."""

import copy
import multiprocessing
import pickle

import gymnasium as gym
import pytest
from gymnasium.spaces import Dict, Discrete, Tuple
from gymnasium.vector.utils import (
    batch_space,
    create_empty_array,
    create_shared_memory,
    read_from_shared_memory,
    write_to_shared_memory,
)
from hypothesis import given
from hypothesis import strategies as st

from turnwise.envs import TextSpace

ANY_TEXT = st.text(st.characters(), max_size=40)


def test_holds_any_text_up_to_its_length():
    space = TextSpace(5)
    assert all(space.contains(text) for text in ("", "a b", "ünïc🧊", "\x00\ud800"))
    assert not any(space.contains(thing) for thing in ("123456", b"abc", None, 3, ["a"]))


@pytest.mark.parametrize("length", [-1, 2.5, "9", True])
def test_refuses_a_length_that_is_no_length(length):
    with pytest.raises(ValueError, match="max_length"):
        TextSpace(length)


def test_samples_are_members_and_follow_the_seed():
    first, second = TextSpace(20, seed=3), TextSpace(20, seed=3)
    samples = [first.sample() for _ in range(200)]
    assert all(text in first for text in samples)
    assert samples == [second.sample() for _ in range(200)]
    assert any(" " in text for text in samples)
    assert any(not text.isascii() for text in samples)
    assert TextSpace(0).sample() == ""


def test_sampling_under_a_mask_is_refused():
    with pytest.raises(ValueError, match="mask"):
        TextSpace().sample(mask=(1, None))


def test_equality_hash_repr_pickle_and_copy():
    space = TextSpace(7)
    assert space == TextSpace(7) == pickle.loads(pickle.dumps(space)) == copy.deepcopy(space)
    assert space != TextSpace(8)
    assert hash(space) == hash(TextSpace(7))
    assert repr(space) == "TextSpace(7)"
    assert not space.is_np_flattenable


def test_batches_as_a_tuple():
    assert batch_space(TextSpace(7), 2) == Tuple([TextSpace(7), TextSpace(7)])
    assert create_empty_array(TextSpace(7), 2) == ("", "")


@given(st.lists(ANY_TEXT, min_size=3, max_size=3))
def test_shared_memory_gives_back_what_was_written(texts):
    space = TextSpace(40)
    memory = create_shared_memory(space, n=3, ctx=multiprocessing.get_context())
    live = read_from_shared_memory(space, memory, n=3)
    for index, text in enumerate(texts):
        write_to_shared_memory(space, index, text, memory)
    assert copy.deepcopy(live) == tuple(texts)
    write_to_shared_memory(space, 1, "later", memory)
    assert live[1] == live[-2] == "later"
    assert live[:2] == (texts[0], "later")


def test_shared_memory_refuses_text_that_would_be_cut():
    space = TextSpace(3)
    memory = create_shared_memory(space, n=1, ctx=multiprocessing.get_context())
    with pytest.raises(ValueError, match="at most 3 characters; the observation has 4"):
        write_to_shared_memory(space, 0, "long", memory)
    live = read_from_shared_memory(space, memory, n=1)
    assert list(live) == [""]
    with pytest.raises(IndexError, match="1 strings"):
        live[1]


class Nested(gym.Env):
    """Shows text inside a dictionary."""

    observation_space = Dict({"text": TextSpace(50), "turn": Discrete(10)})
    action_space = TextSpace(50)

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        return {"text": "", "turn": 0}, {}

    def step(self, action):
        return {"text": action, "turn": 1}, 0.0, False, False, {}


def test_works_inside_a_dictionary_space_under_an_async_vector():
    vector = gym.vector.AsyncVectorEnv([Nested, Nested])
    vector.reset(seed=0)
    observations = vector.step(("é left", "right"))[0]
    assert observations["text"] == ("é left", "right")
    assert observations["turn"].tolist() == [1, 1]
    vector.close()
