"""Transforms pay the correction that turns what a term earned into what its formula says."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping import preference, process_clip, process_delta
from turnwise.wrappers import ActionEfficacy, Bounded, NoisyReward, PotentialShaping, ProcessClip, ProcessDelta

SCORES = st.lists(st.floats(-3, 3), min_size=1, max_size=6)
ENDS = [(True, False), (False, True), (True, True)]


def scored(tools, scores, end=(True, False), changed=None):
    """Return an environment that pays the scores as its outcome."""
    changed = changed or [1] * len(scores)
    turns = [
        {"reward": score, "channels": {"state_changed": flag}} for score, flag in zip(scores, changed, strict=True)
    ]
    turns[-1] |= {"terminated": end[0], "truncated": end[1]}
    return tools.Scripted(turns, {"channels": {"state_changed": 0}})


def transformed(tools, env, turns):
    """Return what is left of the outcome after the correction, as paid and as it is worth turn by turn."""
    record = tools.play(env, ["go"] * turns)
    raw = tools.terms(record, "outcome")
    paid = [row[1] for row in record]
    late = (record[-1][5] or {}).get(env.term)
    worth = paid if late is None else [score + value for score, value in zip(raw, late, strict=True)]
    return paid, worth


PRM = [0.9, 0.8, 0.95]


def test_clip_and_delta_by_hand(tools):
    assert transformed(tools, ProcessClip(scored(tools, PRM), "outcome", eta=0.9), 3)[0] == pytest.approx([0, -0.1, 0])
    paid, worth = transformed(tools, ProcessDelta(scored(tools, PRM), "outcome"), 3)
    assert paid == pytest.approx([0.9, 0.8, 0.9 - 1.7])
    assert worth == pytest.approx([0.1, 0.8, 0.0])


@given(scores=SCORES, eta=st.floats(-2, 2))
def test_clip_pays_at_most_nothing(tools, scores, eta):
    paid, _ = transformed(tools, ProcessClip(scored(tools, scores), "total", eta=eta), len(scores))
    assert paid == pytest.approx(process_clip(np.array(scores), eta), abs=1e-9)
    assert max(paid) <= 1e-9


@pytest.mark.parametrize("end", ENDS)
@given(scores=SCORES)
def test_delta_is_worth_its_formula_and_sums_to_the_first_score(tools, end, scores):
    paid, worth = transformed(tools, ProcessDelta(scored(tools, scores, end), "outcome"), len(scores))
    assert worth == pytest.approx(process_delta(scores, answered=end[0]), abs=1e-9)
    assert sum(paid) == pytest.approx(0.0 if end[0] and len(scores) == 1 else scores[0], abs=1e-9)


def test_delta_pays_nothing_for_an_episode_that_was_abandoned(tools):
    env = ProcessDelta(scored(tools, PRM), "outcome")
    tools.play(env, ["go"] * 2)
    _, worth = transformed(tools, env, 3)
    assert worth == pytest.approx([0.1, 0.8, 0.0])


@pytest.mark.parametrize("end", ENDS)
@given(scores=SCORES, k=st.floats(0.1, 5), references=st.lists(st.floats(-2, 2), min_size=1, max_size=3))
def test_bounded_leaves_the_squashed_sum_alone(tools, end, scores, k, references):
    env = Bounded(scored(tools, scores, end), "outcome", references=references, k=k)
    paid, _ = transformed(tools, env, len(scores))
    assert paid[:-1] == pytest.approx([0.0] * (len(scores) - 1), abs=1e-9)
    assert paid[-1] == pytest.approx(preference(sum(scores), references, k), abs=1e-9)
    assert -1e-9 <= sum(paid) <= 1 + 1e-9


def test_bounded_by_turn_squashes_each(tools):
    paid, _ = transformed(
        tools, Bounded(scored(tools, [2.0, 0.0]), "outcome", references=[1.0, 0.5, 3.0], per="turn"), 2
    )
    assert paid == pytest.approx([0.605858, preference(0.0, [1.0, 0.5, 3.0])], abs=1e-6)


def test_bounded_asks_for_the_references_of_each_task(tools):
    asked = []

    def references(info):
        asked.append(info["success"])
        return [float(len(asked))]

    env = Bounded(scored(tools, [1.0]), "outcome", references=references)
    assert [transformed(tools, env, 1)[0][0] for _ in range(2)] == pytest.approx(
        [preference(1.0, [1.0]), preference(1.0, [2.0])]
    )
    with pytest.raises(ValueError, match="returned none"):
        Bounded(scored(tools, [1.0]), "outcome", references=lambda info: []).reset()


def test_efficacy_by_hand(tools):
    changed = [1, 1, 0, 1, 0, 1, 1, 0, 1, 1]
    env = ActionEfficacy(scored(tools, [0.0] * 9 + [1.0], changed=changed))
    paid, worth = transformed(tools, env, 10)
    assert sum(paid) == pytest.approx(0.7)
    assert worth == pytest.approx([0.0] * 9 + [0.7])


@pytest.mark.parametrize("end", ENDS)
@given(scores=SCORES, data=st.data())
def test_efficacy_scales_every_turn_alike(tools, end, scores, data):
    changed = data.draw(st.lists(st.integers(0, 1), min_size=len(scores), max_size=len(scores)))
    _, worth = transformed(tools, ActionEfficacy(scored(tools, scores, end, changed)), len(scores))
    assert worth == pytest.approx([score * sum(changed) / len(changed) for score in scores], abs=1e-9)


def test_efficacy_needs_the_channel(tools):
    with pytest.raises(ValueError, match=r"ActionEfficacy needs info\['channels'\]\['state_changed'\]"):
        ActionEfficacy(tools.Scripted([{}])).reset()


@pytest.mark.parametrize("end", ENDS)
def test_a_flipped_episode_pays_the_other_verdict_on_its_last_turn(tools, end):
    for scores, total in [([0.0, 1.0], 0.0), ([0.0, 0.0], 1.0)]:
        paid, _ = transformed(tools, NoisyReward(scored(tools, scores, end), 1.0), 2)
        assert sum(paid) == pytest.approx(total)
    paid, _ = transformed(tools, NoisyReward(scored(tools, [0.0, 1.0], end), 0.0), 2)
    assert paid == [0.0, 1.0]


def flips(tools, seeds, **arguments):
    env = NoisyReward(scored(tools, [1.0]), 0.3, **arguments)
    return [tools.terms(tools.play(env, ["go"], seed), "noise")[0] for seed in seeds]


def test_noise_comes_as_often_as_it_says_and_from_the_seeds_alone(tools):
    drawn = flips(tools, range(2000))
    assert drawn == flips(tools, range(2000))
    assert np.mean(drawn) == pytest.approx(-0.3, abs=0.03)
    assert drawn != flips(tools, range(2000), seed=1)


def test_without_further_seeds_noise_goes_on_from_the_first(tools):
    once = flips(tools, [7, *[None] * 200])
    assert once == flips(tools, [7, *[None] * 200])
    assert -1 < np.mean(once) < 0


def test_two_noises_of_other_names_flip_other_episodes(tools):
    env = NoisyReward(NoisyReward(scored(tools, [1.0]), 0.5), 0.5, name="other")
    record = [tools.play(env, ["go"], seed)[0][4] for seed in range(50)]
    assert any(row["noise"] != row["other"] for row in record)


def test_the_environment_draws_the_same_under_noise(tools):
    for seeds in ([5], [None], [5, None]):
        bare, noisy = scored(tools, [1.0]), NoisyReward(scored(tools, [1.0]), 0.5, per="turn")
        bare.np_random, noisy.unwrapped.np_random = (np.random.default_rng(1) for _ in range(2))
        for seed in seeds:
            bare.reset(seed=seed)
            tools.play(noisy, ["go"], seed)
        assert bare.np_random.random() == noisy.unwrapped.np_random.random()


def test_by_turn_noise_flips_each_turn_by_itself(tools):
    env = NoisyReward(scored(tools, [1.0] * 200), 0.25, per="turn")
    drawn = tools.terms(tools.play(env, ["go"] * 200), "noise")
    assert sorted(set(drawn)) == [-1.0, 0.0]
    assert 0.1 < -np.mean(drawn) < 0.4


def test_a_sum_of_terms_is_transformed_as_one(tools):
    def shaped():
        potentials = itertools.cycle([0.0, 0.5, 0.2])
        return PotentialShaping(scored(tools, [0.25, 0.0], (False, True)), lambda *_: next(potentials))

    record = tools.play(ProcessClip(shaped(), ["outcome", "potential"], eta=0.5), ["go"] * 2)
    assert tools.terms(record, "clip") == pytest.approx([0.0 - 0.75, -0.8 + 0.3])
    total = tools.play(ProcessClip(shaped(), "total", eta=0.5), ["go"] * 2)
    assert tools.terms(total, "clip") == tools.terms(record, "clip")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda env: ProcessClip(env, "process", eta=0.1), "'process' .* no layer below pays.*Wrap ProcessClip around"),
        (lambda env: ProcessDelta(env, "outcom"), "Did you mean 'outcome'"),
        (lambda env: ProcessDelta(env, "totale"), "Did you mean 'total'"),
        (lambda env: ProcessDelta(env, []), "needs `of` to be the name of a term"),
        (lambda env: ProcessDelta(env, ["total", "outcome"]), "'total' alone"),
        (lambda env: Bounded(env, "outcome", k=0.0), "k > 0"),
        (lambda env: Bounded(env, "outcome", references=[]), "at least one reference"),
        (lambda env: Bounded(env, "outcome", per="step"), r"one of \['episode', 'turn'\]"),
        (lambda env: Bounded(env, "outcome", references="nowhere:nothing"), "leads nowhere"),
        (lambda env: NoisyReward(env, 1.5), "0 <= flip_prob <= 1"),
        (lambda env: NoisyReward(env, 0.5, per="step"), "per to be one of"),
        (lambda env: NoisyReward(env, 0.5, seed=-1), "seed >= 0"),
    ],
)
def test_wrong_arguments_are_refused(tools, make, words):
    with pytest.raises(ValueError, match=words):
        make(scored(tools, [0.0]))
