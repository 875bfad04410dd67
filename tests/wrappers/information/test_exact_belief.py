"""The exact belief: numbers by hand, and only the work that is new."""

from __future__ import annotations

import math
import pickle

import numpy as np
import pytest
from code_breaking import CodeBreaking, allows, every_code, reply
from hypothesis import given
from hypothesis import strategies as st

import turnwise
from turnwise.wrappers.information import ExactBelief

CODES = every_code()
OPENING = "Break my code."


class Counting:
    """Counts how often it is asked."""

    def __init__(self):
        self.asked = 0

    def __call__(self, code, history):
        self.asked += 1
        return allows(code, history)


def told(code, *guesses):
    """Return the conversation in which these guesses are made."""
    return [OPENING, *(message for guess in guesses for message in (guess, reply(code, guess)))]


def fits(code, history):
    return all(reply(code, guess) == seen for guess, seen in zip(history[1::2], history[2::2], strict=True))


def test_before_anything_is_said_every_code_is_as_likely():
    belief = ExactBelief(CODES, allows)
    assert len(belief([OPENING])) == 27
    assert belief([OPENING], "012") == pytest.approx(-math.log(27))


def test_the_codes_that_fit_are_what_is_left():
    belief = ExactBelief(CODES, allows)
    history = told("012", "000")
    # one peg right and none misplaced: one 0, and two of 1 and 2
    left = [code for code in CODES if code.count("0") == 1]
    assert len(left) == 12
    assert belief(history) == pytest.approx(dict.fromkeys(left, 1 / 12))
    assert belief(history, "012") == pytest.approx(-math.log(12))
    assert belief(history, "000") == -math.inf


@given(st.sampled_from(CODES), st.lists(st.sampled_from([*CODES, "what?"]), max_size=6))
def test_filtered_turn_by_turn_it_is_what_listing_all_codes_gives(code, guesses):
    belief, history = ExactBelief(CODES, allows), told(code, *guesses)
    for end in range(1, len(history) + 1, 2):
        left = [each for each in CODES if fits(each, history[:end])]
        assert belief(history[:end]) == pytest.approx(dict.fromkeys(left, 1 / len(left)))
        assert belief(history[:end], code) == pytest.approx(-math.log(len(left)))


def test_a_turn_asks_only_of_what_was_left_and_asking_again_asks_nothing():
    counting = Counting()
    belief = ExactBelief(CODES, counting)
    history = told("012", "000", "011")
    belief(history[:3])
    assert counting.asked == 27
    belief(history)
    assert counting.asked == 27 + 12
    belief(list(history), "012")
    belief(history[:3])
    belief([OPENING])
    belief(history)
    assert counting.asked == 27 + 12


def test_another_branch_goes_on_from_where_the_two_part():
    counting = Counting()
    belief = ExactBelief(CODES, counting)
    one, other = told("012", "000", "011"), told("012", "000", "120")
    expected = {tuple(path): ExactBelief(CODES, allows)(path) for path in (one, other, one[:3])}
    for path, asked in ((one, 39), (other, 51), (one[:3], 51), (one, 63)):
        assert belief(path) == expected[tuple(path)]
        assert counting.asked == asked


def test_another_opening_begins_anew_and_may_list_its_own_hypotheses():
    belief = ExactBelief(lambda opening: every_code(int(opening), 2), allows)
    assert len(belief(["3"])) == 8
    assert len(belief(["2", "00", reply("01", "00")])) == 2
    assert len(belief(["3"])) == 8


def test_what_is_asked_with_may_be_changed_afterwards():
    belief, history = ExactBelief(CODES, allows), told("012", "000")
    before = belief(history)
    history[2] = reply("111", "000")
    assert belief(history) != before
    assert belief(told("012", "000")) == before


def test_an_action_without_an_answer_tells_nothing():
    belief, history = ExactBelief(CODES, allows), told("012", "000")
    assert belief([*history, "111"]) == belief(history)


def test_what_everything_rules_out_cannot_be_told_and_changes_nothing_later():
    belief = ExactBelief(CODES, allows)
    broken = [*told("012", "000"), "011", "The line is busy."]
    assert belief(broken) == {}
    assert math.isnan(belief(broken, "012"))
    later = [*broken, *told("012", "111")[1:]]
    assert belief(later) == belief(told("012", "000", "111"))


def test_likelihoods_and_priors_by_hand():
    # a coin that falls heads with 0.9 or with 0.5; the first is three times as likely
    coin = ExactBelief(
        [0.9, 0.5], lambda heads, history: heads if history[-1] == "heads" else 1 - heads, prior={0.9: 3, 0.5: 1}.get
    )
    assert coin(["toss"]) == {"0.9": 0.75, "0.5": 0.25}
    after = coin(["toss", "go", "heads", "go", "tails"])
    assert after["0.9"] == pytest.approx(3 * 0.9 * 0.1 / (3 * 0.9 * 0.1 + 0.5 * 0.5))


def test_several_hypotheses_may_give_one_answer():
    belief = ExactBelief(CODES, allows, answer=lambda code: code.count("0"))
    assert belief([OPENING]) == pytest.approx({3: 1 / 27, 2: 6 / 27, 1: 12 / 27, 0: 8 / 27})
    assert belief(told("012", "000")) == {1: pytest.approx(1.0)}
    assert belief([OPENING], 1) == pytest.approx(math.log(12 / 27))
    assert belief([OPENING], "no such answer") == -math.inf


def test_messages_that_are_no_text_are_compared_too():
    belief = ExactBelief([0, 1], lambda place, history: history[-1][place] > 0)
    history = [np.zeros(2), 0, np.array([1.0, 0.0])]
    assert belief(history) == {"0": 1.0}
    assert belief([each.copy() if isinstance(each, np.ndarray) else each for each in history]) == {"0": 1.0}


def test_it_can_be_pickled_in_mid_conversation():
    belief, history = ExactBelief(CODES, allows), told("012", "000", "011")
    belief(history[:3])
    assert pickle.loads(pickle.dumps(belief))(history) == belief(history)


def test_a_fork_that_goes_back_is_believed_what_it_was():
    belief = ExactBelief(CODES, allows)
    env = turnwise.wrappers.InformationGain(CodeBreaking(), belief)
    env.reset(seed=0)
    env.step("000")
    state = turnwise.snapshot(env)
    first = [env.step(guess)[1] for guess in ("011", "120")]
    turnwise.restore(env, state)
    other = [env.step(guess)[1] for guess in ("222", "011")]
    turnwise.restore(env, state)
    assert [env.step(guess)[1] for guess in ("011", "120")] == first != other


def test_no_hypotheses_and_weightless_ones_are_refused():
    with pytest.raises(ValueError, match="at least one hypothesis; got none for the opening 'x'"):
        ExactBelief([], allows)(["x"])
    with pytest.raises(ValueError, match="prior weights >= 0 of which one is positive"):
        ExactBelief(CODES, allows, prior=lambda code: 0.0)(["x"])


def test_a_batched_belief_is_the_belief_asked_one_by_one():
    codes = every_code()

    def allowed(hypotheses, history):
        return [allows(each, history) for each in hypotheses]

    history = ["Break my code.", "001", reply("012", "001"), "010", reply("012", "010")]
    batched = ExactBelief(codes, allowed, prior=lambda every: [1.0 + int(each) for each in every], batched=True)
    single = ExactBelief(codes, allows, prior=lambda each: 1.0 + int(each))
    for end in (1, 3, 5):
        assert batched(history[:end]) == single(history[:end])
