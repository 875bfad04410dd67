"""What a turn looks like to a learner."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.learners.turn_features import StateText, TurnText, size_of

HISTORY = ["start", "go", "P..\n...", "down", "...\nP.."]


def test_a_turn_is_what_was_read_said_and_answered():
    features = TurnText(32)
    vector = features(HISTORY)
    assert vector.shape == (features.size,) == (96,)
    parts = [StateText(32)([message]) for message in HISTORY[-3:]]
    np.testing.assert_array_equal(vector, np.concatenate(parts))
    np.testing.assert_array_equal(vector, features(["elsewhere", "x", *HISTORY[-3:]]))


def test_a_state_is_the_last_message():
    assert StateText(32).size == 32
    np.testing.assert_array_equal(StateText(32)(HISTORY), StateText(32)(["", "", HISTORY[-1]]))


def test_a_line_of_a_map_is_one_item():
    state = StateText()
    assert not np.array_equal(state(["P.."]), state([".P."]))
    np.testing.assert_array_equal(
        StateText(of="words", sizes=(1,))(["P.."]), StateText(of="words", sizes=(1,))([".P."])
    )


@pytest.mark.parametrize("of", ["pieces", "words", "characters"])
@given(text=st.text(max_size=30))
def test_vectors_have_unit_length_or_none_and_are_kept_as_they_are(of, text):
    vector = StateText(64, of=of)([text])
    assert np.linalg.norm(vector) == pytest.approx(1.0) or not vector.any()
    again = StateText(64, of=of)([text])
    np.testing.assert_array_equal(vector, again)
    with pytest.raises(ValueError, match="read-only"):
        again += 1


def test_what_is_no_text_is_written_as_text():
    np.testing.assert_array_equal(StateText()([3]), StateText()(["3"]))
    assert not StateText()([""]).any()


@pytest.mark.parametrize("arguments", [{"of": "lines"}, {"size": 0}, {"sizes": ()}, {"sizes": (0,)}])
def test_wrong_arguments_are_refused(arguments):
    with pytest.raises(ValueError, match="TurnText needs size >= 1"):
        TurnText(**arguments)


def test_somebody_has_to_say_how_long_vectors_are():
    assert size_of("Model", TurnText(10), None) == 30
    assert size_of("Model", lambda history: [1.0], 1) == 1
    with pytest.raises(ValueError, match=r"Model needs the length of its feature vectors.*got None\. Set `size`"):
        size_of("Model", lambda history: [1.0], None)


def cosine(one, other):
    return float(StateText(512)([one]) @ StateText(512)([other]))


def test_likeness_of_texts_is_likeness_of_vectors():
    near = cosine("you see a red door to the north", "you see a red door to the south")
    far = cosine("you see a red door to the north", "it is pitch dark in here")
    assert cosine("a b c", "a b c") == pytest.approx(1.0)
    assert far < 0.3 < near < 1.0


def test_the_order_of_the_pieces_counts_from_pairs_on():
    one, other = StateText(sizes=(1,)), StateText(sizes=(1, 2))
    np.testing.assert_allclose(one(["a b"]), one(["b a"]))
    assert not np.allclose(other(["a b"]), other(["b a"]))


def test_what_was_said_and_what_was_answered_are_kept_apart():
    features = TurnText(64)
    assert not np.array_equal(features(["x", "a", "b"]), features(["x", "b", "a"]))
    np.testing.assert_array_equal(features(["x", "a", "b"])[:64], features(["x", "c", "d"])[:64])


@given(text=st.text(max_size=20))
def test_spaces_between_pieces_are_nothing(text):
    np.testing.assert_array_equal(StateText()([text]), StateText()([" \n ".join(["", *text.split(), ""])]))
