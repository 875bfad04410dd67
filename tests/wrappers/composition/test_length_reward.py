"""The control that pays length alone."""

import pytest

from turnwise.wrappers import LengthReward


def test_a_message_earns_its_length_up_to_the_limit(tools):
    turns = [{}, {}, {}, {"terminated": True}]
    env = LengthReward(tools.Scripted(turns), 2.0, limit=10)
    for _ in range(2):
        record = tools.play(env, ["", "12345", "1234567890", "x" * 99])
        assert tools.terms(record, "length") == [0.0, 1.0, 2.0, 2.0]


def test_words_are_counted_where_asked(tools):
    env = LengthReward(tools.Scripted([{}, {"terminated": True}]), limit=4, unit="words")
    assert tools.terms(tools.play(env, ["one", "a b  c\nd e"]), "length") == [0.25, 1.0]


def test_it_is_negative_only_with_a_negative_weight(tools):
    assert not LengthReward(tools.Scripted([])).can_be_negative
    assert LengthReward(tools.Scripted([]), -1.0).can_be_negative


@pytest.mark.parametrize("wrong", [{"limit": 0}, {"unit": "tokens"}])
def test_wrong_arguments_are_refused(wrong, tools):
    with pytest.raises(ValueError, match="LengthReward needs"):
        LengthReward(tools.Scripted([]), **wrong)
