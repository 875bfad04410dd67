"""Rewards that a learner pays turn by turn: by hand, over episodes, and where it cannot tell."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from published_numbers import example

from turnwise.reward_shaping import potential_shaping
from turnwise.wrappers import (
    AIFeedbackReward,
    ImplicitProcessReward,
    LearnedPotential,
    LearnedReward,
    LLMIntrinsic,
    ProgressAttribution,
)

NAN = float("nan")
END = {"reward": 1.0, "terminated": True}


def said(values, asked=None):
    """Return a learner that answers from a list by the number of turns, and records what it was asked."""

    def learner(history, info):
        if asked is not None:
            asked.append(history)
        return values[len(history) // 2]

    return learner


def episode(tools, turns, **last):
    return tools.Scripted([{}] * (turns - 1) + [{**END, **last}])


def played(tools, env):
    """Return the records of two episodes."""
    return [tools.play(env, ["go"] * len(env.unwrapped.turns)) for _ in range(2)]


def paid(tools, env):
    """Return what the term paid in each turn, the same in two episodes."""
    first, second = (tools.terms(record, env.term) for record in played(tools, env))
    assert first == second
    return first


def last_info(env):
    env.reset()
    for _ in env.unwrapped.turns:
        *_, info = env.step("go")
    return info


@pytest.mark.parametrize("wrapper", [LearnedReward, AIFeedbackReward])
def test_what_the_learner_says_is_paid_on_every_turn_or_on_the_last(tools, wrapper):
    values = [9.0, 0.5, -0.25, 1.0]
    assert paid(tools, wrapper(episode(tools, 3), said(values))) == [0.5, -0.25, 1.0]
    assert paid(tools, wrapper(episode(tools, 3), said(values), per="episode", weight=2.0)) == [0.0, 0.0, 2.0]


def test_the_learner_is_given_the_history_up_to_the_turn_as_it_was(tools):
    asked = []
    tools.play(LearnedReward(episode(tools, 2), said([0, 0, 0], asked)), ["a", "b"])
    assert asked == [("turn 0", "a", "turn 1"), ("turn 0", "a", "turn 1", "b", "turn 2")]


def test_what_it_cannot_tell_is_missing_and_no_zero(tools):
    info = last_info(LearnedReward(episode(tools, 1), said([0.0, NAN])))
    assert info["missing"] == ["learned"]
    assert info["reward_terms"]["learned"] == 0.0
    assert "missing" not in last_info(LearnedReward(episode(tools, 1), said([0.0, 0.0])))


@pytest.mark.parametrize("ends", [{"terminated": True}, {"terminated": False, "truncated": True}])
@given(levels=st.lists(st.floats(-2, 2), min_size=2, max_size=6), gamma=st.floats(0, 1))
def test_a_learned_potential_pays_what_the_formula_says(tools, ends, levels, gamma):
    env = LearnedPotential(episode(tools, len(levels) - 1, **ends), said(levels), gamma=gamma)
    expected = potential_shaping(levels, gamma, terminated=ends["terminated"])
    assert paid(tools, env) == pytest.approx(expected.tolist())


def test_a_potential_that_moves_within_an_episode_is_compared_with_what_it_was(tools):
    levels = [0.0, 0.5, 0.6, 0.9]
    env = LearnedPotential(episode(tools, 3, terminated=False, truncated=True), lambda h, info: levels[len(h) // 2])
    env.reset()
    first = env.step("go")[4]["reward_terms"]["learned_potential"]
    levels[1] = 99.0
    rest = [env.step("go")[4]["reward_terms"]["learned_potential"] for _ in range(2)]
    assert [first, *rest] == pytest.approx([0.5, 0.1, 0.3])


def test_a_potential_that_is_missing_once_is_bridged(tools):
    env = LearnedPotential(episode(tools, 3, terminated=False, truncated=True), said([0.1, NAN, 0.6, 0.7]))
    assert paid(tools, env) == pytest.approx([0.0, 0.5, 0.1])
    assert last_info(LearnedPotential(episode(tools, 1), said([NAN, 1.0])))["missing"] == ["learned_potential"]


def spa(tools, **more):
    given_, expected = example("spa")
    grounded = given_["grounding"]
    turns = [{"valid": bool(each)} for each in grounded]
    turns[-1] |= {"reward": given_["R"], "terminated": True}
    learner = said([0.0, *given_["predicted contributions"]])
    return ProgressAttribution(tools.Scripted(turns), learner, grounding=given_["w_g"], **more), given_, expected


def test_spa_pays_its_published_numbers(tools):
    env, _, expected = spa(tools)
    assert paid(tools, env) == pytest.approx(expected["step reward c+0.5*g"])
    assert played(tools, env)[0][-1][5] is None


def test_with_the_residual_spa_s_contributions_sum_to_the_outcome(tools):
    env, given_, expected = spa(tools, residual=True)
    record = played(tools, env)[1]
    bonus = [given_["w_g"] * each for each in given_["grounding"]]
    corrected = expected["residual-corrected (add (R-sum)/T)"]
    late = record[-1][5]["progress_attribution"]
    assert late == pytest.approx([c + g for c, g in zip(corrected, bonus, strict=True)], abs=1e-6)
    assert sum(late) == pytest.approx(given_["R"] + sum(bonus))
    lump = given_["R"] - expected["sum"]
    online = expected["step reward c+0.5*g"]
    assert tools.terms(record, "progress_attribution") == pytest.approx([*online[:2], online[2] + lump])


def test_spa_s_missing_contributions_are_left_out(tools):
    env = ProgressAttribution(episode(tools, 3), said([0, 0.2, NAN, 0.4]), residual=True)
    info = last_info(env)
    assert info["late"]["progress_attribution"] == pytest.approx([0.9, None, 1.1])
    assert sum(paid(tools, env)) == pytest.approx(2.0)
    nothing = ProgressAttribution(episode(tools, 2), said([0, NAN, NAN]), residual=True)
    assert last_info(nothing)["late"]["progress_attribution"] == [None, None]
    assert paid(tools, nothing) == [0.0, 0.0]


def test_what_counts_as_executed_may_be_told(tools):
    env = ProgressAttribution(episode(tools, 2), said([0, 0, 0]), executed=lambda seen, info: "1" in seen)
    assert paid(tools, env) == [0.5, 0.0]
    turns = [{"reward": 2.0}, {"reward": 1.0, "terminated": True}]
    bonus = LearnedReward(tools.Scripted(turns), said([0, 1.0, 2.0]))
    of_bonus = ProgressAttribution(bonus, said([0, 0, 0]), grounding=0.0, residual=True, of="learned")
    assert last_info(of_bonus)["late"]["progress_attribution"] == [1.5, 1.5]
    with pytest.raises(ValueError, match="reads the reward term 'typo'"):
        ProgressAttribution(episode(tools, 1), said([0, 0]), residual=True, of="typo")


def models():
    """Return the published log-probabilities as two callables, for a turn or for an episode."""
    given_, expected = example("implicit_prm")

    def model(table):
        return lambda history, action=None: table if action is None else table[len(history) // 2]

    return model(given_["logp_rm per step tokens"]), model(given_["logp_ref"]), given_["beta"], expected


def test_implicit_rewards_pay_their_published_numbers(tools):
    reward, reference, beta, expected = models()
    env = ImplicitProcessReward(episode(tools, 3), reward, reference, beta=beta)
    assert paid(tools, env) == pytest.approx(expected["step reward beta*sum(log ratio)"])
    doubled = ImplicitProcessReward(episode(tools, 3), reward, reference, beta=beta, weight=2.0)
    assert sum(paid(tools, doubled)) == pytest.approx(2 * expected["trajectory logit"])


def test_asked_once_for_the_whole_episode_they_come_to_the_same(tools):
    reward, reference, beta, expected = models()
    env = ImplicitProcessReward(episode(tools, 3), reward, reference, beta=beta, per="episode")
    record = played(tools, env)[1]
    assert tools.terms(record, "implicit_process") == pytest.approx([0, 0, expected["trajectory logit"]])
    assert record[-1][5]["implicit_process"] == pytest.approx(expected["step reward beta*sum(log ratio)"])


def test_log_probs_that_are_missing_make_their_turn_missing(tools):
    rows = [[-1.0], [NAN], [-2.0]]
    model = lambda history, action=None: rows if action is None else rows[len(history) // 2]  # noqa: E731
    zeros = lambda history, action=None: [[0.0]] * 3 if action is None else [0.0]  # noqa: E731
    whole = ImplicitProcessReward(episode(tools, 3), model, zeros, beta=1.0, per="episode")
    assert last_info(whole)["late"]["implicit_process"] == [-1.0, None, -2.0]
    assert paid(tools, whole) == [0.0, 0.0, -3.0]
    assert paid(tools, ImplicitProcessReward(episode(tools, 3), model, zeros, beta=1.0)) == [-1.0, 0.0, -2.0]
    rows[0], rows[2] = [NAN], [NAN]
    assert last_info(whole)["missing"] == ["implicit_process"]


def test_a_learner_in_place_of_models_is_paid_as_it_is(tools):
    assert paid(tools, ImplicitProcessReward(episode(tools, 2), said([0, 0.3, -0.1]))) == [0.3, -0.1]


def test_models_that_do_not_fit_are_refused(tools):
    with pytest.raises(ValueError, match="'turn' without a reference; got per='episode', reference=None"):
        ImplicitProcessReward(episode(tools, 1), said([0, 0]), per="episode")
    with pytest.raises(ValueError, match="the log-probs of the same tokens; got 2 and 1"):
        last_info(ImplicitProcessReward(episode(tools, 1), lambda h, a: [0.0, 0.0], lambda h, a: [0.0]))
    with pytest.raises(ValueError, match="log-probs of 2 turns, per episode, of an episode of 1"):
        last_info(ImplicitProcessReward(episode(tools, 1), lambda h: [[], []], lambda h: [[], []], per="episode"))


class Same:
    """Shows the same message on every turn but the third."""

    message = staticmethod(lambda observation: "other" if observation == "turn 3" else "same")

    def __call__(self, message):
        return {"same": 1.0, "other": 2.0}[message]


def test_oni_pays_a_message_less_each_time_it_is_seen(tools):
    env = LLMIntrinsic(episode(tools, 4), Same(), weight=1.0)
    assert paid(tools, env) == pytest.approx([1 / 2**3, 1 / 3**3, 2.0, 1 / 4**3])
    assert paid(tools, LLMIntrinsic(episode(tools, 2), Same(), exponent=1.0)) == pytest.approx([0.05, 0.1 / 3])


def test_oni_s_published_number_is_the_second_sight_of_a_message(tools):
    given_, expected = example("oni")
    label = given_["LLM label for message"]
    env = LLMIntrinsic(episode(tools, 2), lambda message: label * (message == "turn 1"), weight=1.0)
    env.message = lambda observation: "turn 1"
    assert paid(tools, env)[0] == expected["hash reward"]


def test_a_message_that_nobody_can_judge_is_missing(tools):
    info = last_info(LLMIntrinsic(episode(tools, 1), lambda message: math.nan))
    assert info["missing"] == ["llm_intrinsic"]
    assert info["reward_terms"]["llm_intrinsic"] == 0.0


@pytest.mark.parametrize("wrapper", [LearnedReward, AIFeedbackReward])
def test_how_often_to_ask_is_checked(tools, wrapper):
    with pytest.raises(ValueError, match=rf"{wrapper.__name__} needs per to be one of \['turn', 'episode'\]"):
        wrapper(episode(tools, 1), said([0, 0]), per="step")


def test_a_learner_that_returns_none_is_missing_and_not_an_error(tools):
    env = LearnedReward(tools.Scripted([{}, {"terminated": True}]), lambda history, info: None, weight=2.0)
    env.reset()
    for message in ("a", "b"):
        _, reward, _, _, info = env.step(message)
        assert (reward, info["missing"]) == (0.0, ["learned"])
