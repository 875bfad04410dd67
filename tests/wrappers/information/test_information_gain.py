"""Information gain (IGPO) around an environment."""

from __future__ import annotations

import math
import re
import runpy
from pathlib import Path

import gymnasium as gym
import numpy as np
import pytest
from code_breaking import CodeBreaking, allows, every_code
from hypothesis import given
from hypothesis import strategies as st
from published_numbers import cases, example

import turnwise
from turnwise.agents import RandomAgent
from turnwise.agents.rollouts import collect, rescore
from turnwise.reward_shaping.information import information_gain
from turnwise.wrappers import EntropyReduction, InformationGain
from turnwise.wrappers.information import ExactBelief

NAN = float("nan")
CODES = every_code()
END = {"terminated": True}


def scripted(levels):
    """Return a scorer that answers from a list, and what it is asked."""
    asked, left = [], list(levels)

    def scorer(history, answer):
        asked.append((history, answer))
        return left.pop(0)

    return scorer, asked


def answering(tools, turns, answer="Paris"):
    return tools.Scripted(turns, {"answer": answer})


def gains(tools, levels, end=END, **arguments):
    """Return what each turn earns where the answer's mean log-probability is as given; NaN where it is missing."""
    turns = [{} for _ in levels[1:]]
    turns[-1] = dict(end)
    scorer, _ = scripted(levels)
    env = InformationGain(answering(tools, turns), scorer, **arguments)
    env.reset()
    paid = []
    for _ in turns:
        info = env.step("go")[4]
        paid.append(NAN if "information_gain" in info.get("missing", ()) else info["reward_terms"]["information_gain"])
    return paid


CUT = {"truncated": True}


def test_the_worked_example(tools):
    given_numbers, expected = example("igpo")
    tokens, outcome = given_numbers.values()
    scorer, asked = scripted(tokens)
    env = InformationGain(answering(tools, [{}, {}, {"terminated": True, "reward": outcome}]), scorer)
    record = tools.play(env, ["search", "search", "answer"])
    np.testing.assert_allclose([row[1] for row in record], expected["turn rewards"], atol=1e-6)
    assert [(len(history), answer) for history, answer in asked] == [(1, "Paris"), (3, "Paris"), (5, "Paris")]
    assert asked[1][0] == ["turn 0", "search", "turn 1"]


def test_the_worked_example_of_what_telescopes(tools):
    given_numbers, expected = example("igpo_estimators")
    for levels, outcome, total in zip(*given_numbers.values(), next(iter(expected.values())), strict=True):
        scorer, _ = scripted([math.log(level) for level in levels])
        turns = [{}] * (len(levels) - 1) + [{"terminated": True, "reward": outcome}]
        record = tools.play(InformationGain(answering(tools, turns), scorer), ["go"] * len(turns))
        assert sum(row[1] for row in record) == pytest.approx(total)


def facts_scorer(history, answer):
    """Return the log-probability that the published program was tried with: half a nat for each fact that was read."""
    return [-2 + 0.5 * sum(message.count("FACT") for message in history[2::2])] * len(answer)


def read(tools, messages):
    """Return what the turns earn whose feedback is given; the answer follows them."""
    texts = ["question", *messages, "right"]

    class Search(tools.Scripted):
        def seen(self):
            return texts[self.turn]

    env = InformationGain(Search([{} for _ in messages] + [END], {"answer": "Paris"}), facts_scorer)
    return tools.terms(tools.play(env, ["search"] * len(messages) + ["answer"]), "information_gain")[:-1]


@pytest.mark.parametrize(
    "case", ["rollout_loop_single", "rollout_loop_two_rows_one_finishes_early", "rollout_loop_stale_tail"]
)
def test_the_published_program_s_gains_as_they_are_without_its_stale_tail(tools, case):
    published = cases("igpo")[case]
    scripts = [[text for _, text in script if text] for script in published["inputs"]["script"].values()]
    expected = published["outputs"]["independent_expectation"]
    for script, gained, printed in zip(scripts, expected, published["outputs"]["info_gain_rewards"], strict=True):
        np.testing.assert_allclose(read(tools, script), gained, atol=1e-6)
        if case == "rollout_loop_single":
            assert gained == printed


@pytest.mark.parametrize("case", ["two_gains_and_correct_answer", "wrong_answer_keeps_gains", "partial_f1"])
def test_a_turn_s_reward_is_its_gain_and_the_answer_s_is_the_outcome_as_published(tools, case):
    published = cases("igpo")[case]
    *given_gains, outcome = [*published["inputs"]["info_gain_reward"], published["outputs"]["token_scores"][-1]]
    scorer, _ = scripted(np.log(0.2 + np.cumsum([0.0, *given_gains])))
    turns = [{} for _ in given_gains] + [{"terminated": True, "reward": outcome}]
    record = tools.play(InformationGain(answering(tools, turns), scorer), ["go"] * len(turns))
    expected = [*published["outputs"]["nonzero"].values(), *([] if outcome else [0.0])]
    np.testing.assert_allclose([row[1] for row in record], expected, atol=1e-9)


def test_turns_of_one_wording_keep_their_own_gains_where_the_published_program_drops_them(tools):
    published = cases("igpo")["repeated_identical_turns"]
    assert list(published["outputs"]["nonzero"].values()) == [0.3, 1.0]
    given_gains = published["inputs"]["info_gain_reward"]
    scorer, _ = scripted(np.log(0.2 + np.cumsum([0.0, *given_gains])))
    env = InformationGain(answering(tools, [{}, {}, {}, END]), scorer)
    record = tools.play(env, ["<think> look </think>"] * 3 + ["<answer> Paris </answer>"])
    np.testing.assert_allclose(tools.terms(record, "information_gain"), [*given_gains, 0.0])


LEVELS = st.lists(st.one_of(st.floats(-20, 0), st.just(NAN), st.just(-math.inf)), min_size=2, max_size=12)


@given(levels=LEVELS, space=st.sampled_from(["probability", "log"]))
def test_the_wrapper_pays_what_the_formula_says_of_the_whole_episode(tools, levels, space):
    paid = gains(tools, levels, CUT, space=space)
    np.testing.assert_allclose(paid, information_gain(levels, space), atol=1e-12)


def test_the_answer_turn_has_no_gain_unless_it_is_asked_for(tools):
    levels = [math.log(level) for level in (0.1, 0.4, 0.5)]
    np.testing.assert_allclose(gains(tools, levels), [0.3, NAN])
    np.testing.assert_allclose(gains(tools, levels, {**END, **CUT}), [0.3, NAN])
    np.testing.assert_allclose(gains(tools, levels, answer_turn=True), [0.3, 0.1])
    np.testing.assert_allclose(gains(tools, levels, CUT), [0.3, 0.1])


def test_a_scorer_is_not_asked_about_the_answer_turn(tools):
    scorer, asked = scripted([-1.0, -0.5])
    env = InformationGain(answering(tools, [{}, END]), scorer)
    tools.play(env, ["search", "answer"])
    assert len(asked) == 2
    assert env.history[-2:] == ["answer", "turn 2"]


def test_what_cannot_be_told_pays_nothing_and_the_next_turn_makes_up_for_it(tools):
    np.testing.assert_allclose(gains(tools, [math.log(0.1), NAN, math.log(0.5)], CUT), [NAN, 0.4])
    np.testing.assert_allclose(gains(tools, [NAN, math.log(0.2), math.log(0.5)], CUT), [NAN, 0.3])


def test_reset_forgets_the_last_episode(tools):
    scorer, asked = scripted(np.log([0.1, 0.4, 0.2, 0.9]))
    env = InformationGain(answering(tools, [{}, {}]), scorer)
    for seed, gain in [(0, 0.3), (1, 0.7)]:
        env.reset(seed=seed)
        assert env.step("?")[4]["reward_terms"]["information_gain"] == pytest.approx(gain)
    assert [len(history) for history, _ in asked] == [1, 3, 1, 3]


@pytest.mark.parametrize("answer", ["Paris<|answer_split|>Lutetia", ["Paris", "Lutetia"]])
@pytest.mark.parametrize(
    ("answers", "expected", "asked_for"),
    [("first", 0.3, ["Paris"]), ("best", 0.4, ["Paris", "Lutetia"]), ("mean", 0.45, ["Paris", "Lutetia"])],
)
def test_several_accepted_answers(tools, answer, answers, expected, asked_for):
    level = {("Paris", 1): 0.2, ("Paris", 3): 0.5, ("Lutetia", 1): 0.3, ("Lutetia", 3): 0.9}
    asked = []

    def scorer(history, text):
        asked.append(text)
        return math.log(level[text, len(history)] if answers != "best" else level[text, len(history)] / 1.5)

    env = InformationGain(answering(tools, [{}], answer), scorer, answers=answers)
    env.reset()
    paid = env.step("go")[1]
    assert asked == asked_for * 2
    assert paid == pytest.approx(expected)


def test_the_answer_may_be_given(tools):
    scorer, asked = scripted([-1.0, -1.0])
    tools.play(InformationGain(tools.Scripted([{}]), scorer, answer="yes"), ["go"])
    assert [answer for _, answer in asked] == ["yes", "yes"]


def test_an_environment_without_an_answer_is_named(tools):
    env = InformationGain(tools.Scripted([{}]), lambda history, answer: 0.0)
    with pytest.raises(ValueError, match=r"InformationGain reads 'answer' of info, which <Scripted.*does not state"):
        env.reset()
    with pytest.raises(ValueError, match=r"a list of one or more; .* states \[\]"):
        InformationGain(answering(tools, [{}], []), lambda history, answer: 0.0).reset()


def test_the_clipped_linear_transform_pays_what_rises_above_chance(tools):
    levels = [math.log(level) for level in (0.2, 0.1, 0.5, 0.3)]
    clip = {"end": CUT, "transform": "clipped_linear"}
    np.testing.assert_allclose(gains(tools, levels, **clip), [0.0, 0.3, -0.2])
    np.testing.assert_allclose(gains(tools, levels, **clip, prior=0.4), [0.0, 0.1, -0.1])
    np.testing.assert_allclose(gains(tools, [NAN, *levels], **clip), [NAN, 0.0, 0.3, -0.2])


def test_a_transform_of_one_s_own_stands_between_level_and_gain(tools):
    levels = [math.log(level) for level in (0.2, 0.5)]
    np.testing.assert_allclose(gains(tools, levels, CUT, transform=lambda level: level**2), [0.21])
    np.testing.assert_allclose(gains(tools, levels, CUT, weight=2.0), [0.6])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"space": "logit"}, r"InformationGain needs space to be one of \['probability', 'log'\]; got space='logit'"),
        ({"answers": "all"}, r"needs answers to be one of \['first', 'best', 'mean'\]"),
        ({"space": "log", "transform": "clipped_linear"}, "needs space='probability'; got space='log'"),
        ({"transform": "clipped"}, "dotted path 'package.module:name'; 'clipped' leads nowhere"),
    ],
)
def test_wrong_arguments_are_refused(tools, arguments, message):
    with pytest.raises(ValueError, match=message):
        InformationGain(answering(tools, [{}]), lambda history, answer: 0.0, **arguments)


def test_a_scorer_s_version_is_noted_at_the_reset(tools):
    class Policy:
        version, identity = 7, "a policy"

        def __call__(self, history, answer):
            return -1.0

    _, info = InformationGain(answering(tools, [{}]), Policy()).reset()
    assert info["versions"] == {"information_gain": {"identity": "a policy", "version": 7}}


def broken(seed, guesses, **arguments):
    """Return what each guess earns, whether it ended the episode, and the code."""
    env = InformationGain(CodeBreaking(), ExactBelief(CODES, allows), **arguments)
    _, info = env.reset(seed=seed)
    paid, over = [], False
    for guess in guesses:
        if over:
            break
        _, _, over, _, told = env.step(guess)
        paid.append(told["reward_terms"]["information_gain"])
    return paid, over, info["answer"]


def test_under_the_exact_belief_breaking_a_code_earns_one_minus_one_in_twenty_seven():
    paid, over, code = broken(0, ["000", "011", "012", "122", *CODES], answer_turn=True)
    assert over
    assert sum(paid) == pytest.approx(1 - 1 / 27)
    first = sum(fit.count("0") == code.count("0") for fit in CODES)
    assert paid[0] == pytest.approx(1 / first - 1 / 27)


@given(st.integers(0, 200), st.lists(st.sampled_from([*CODES, "what?"]), max_size=8))
def test_guesses_earn_no_more_than_that_and_never_lose(seed, guesses):
    paid, over, _ = broken(seed, guesses, answer_turn=True)
    assert all(gain >= -1e-12 for gain in paid)
    assert sum(paid) <= 1 - 1 / 27 + 1e-9
    assert not over or sum(paid) == pytest.approx(1 - 1 / 27)


def test_a_guess_made_before_and_one_that_is_not_understood_earn_nothing():
    paid, _, code = broken(1, ["000", "000", "what?", "000"])
    assert code != "000"
    assert paid[0] > 0
    assert paid[1:] == [0.0, 0.0, 0.0]


def test_a_recorded_run_is_paid_the_same_without_an_environment():
    def gaining(env):
        return EntropyReduction(InformationGain(env, ExactBelief(CODES, allows)), ExactBelief(CODES, allows))

    run = collect(
        lambda: gaining(gym.wrappers.TimeLimit(CodeBreaking(), 6)), RandomAgent(), episodes=5, seed=1, record=["answer"]
    )
    again = rescore(run, gaining)
    assert [episode.paid for episode in again] == [episode.paid for episode in run]
    last = [episode.paid["information_gain"][-1] for episode in run]
    assert [gain is None for gain in last] == [episode.terminated for episode in run]


def test_it_can_be_written_as_data():
    layer = {"name": "InformationGain", "scorer": "wrapper_cases.information:log_prob", "answer": "b", "space": "log"}
    env = turnwise.stack("turnwise/FrozenLake-v0", [layer])
    assert turnwise.describe(env)["layers"] == [layer]


def test_the_example_earns_the_same_by_every_way_and_asking_again_earns_nothing(capsys):
    runpy.run_path(str(Path(__file__).parents[3] / "examples" / "information_gain.py"), run_name="__main__")
    rows = re.findall(r"(\w+) +([\d. ]+) = ([\d.]+), (\d+) bits", capsys.readouterr().out)
    assert [(float(total), bits) for _, _, total, bits in rows] == [(1 - 1 / 16, "4")] * 3
    paid = {name: [float(gain) for gain in gains.split()] for name, gains, _, _ in rows}
    assert paid["again"][1::2] == [0.0, 0.0, 0.0]
    assert len(paid["middle"]) < len(paid["upwards"])
