"""The published worked numbers of gates, refinements, tiers and penalties."""

import numpy as np
import pytest
from published_numbers import example

from turnwise.reward_shaping.action_efficacy import action_efficacy
from turnwise.reward_shaping.bounded import preference
from turnwise.reward_shaping.gated_rewards import gated_total, gates_open
from turnwise.reward_shaping.process_clip import process_clip
from turnwise.reward_shaping.process_delta import process_delta
from turnwise.reward_shaping.progress_times_penalty import progress_times_penalty
from turnwise.reward_shaping.retry import retry_reward
from turnwise.reward_shaping.tiered_reward import best_failure, tier, tiered_reward
from turnwise.reward_shaping.turn_budget import next_turn_budget


def test_gated_accumulation():
    inputs, expected = example("gra")
    steps, limit = sum(inputs["step rewards"]), [inputs["threshold"]]
    assert gated_total([inputs["outcome (pass)"], steps], limit) == pytest.approx(expected["total pass"])
    assert gated_total([inputs["outcome (fail)"], steps], limit) == pytest.approx(expected["total fail"])
    assert inputs["outcome (fail)"] + steps == pytest.approx(expected["direct accumulation fail (D-RA)"])
    three = next(value for name, value in expected.items() if name.startswith("3-level"))
    assert gated_total([0.5, 0.2, 0.1], [0.0, 0.0]) == pytest.approx(three)


def test_hierarchical_gates_in_order_of_dependence():
    inputs, expected = example("hrm")
    names = ("correct", "quality", "persuasion", "tool efficiency")

    def worth(**changed):
        value = {**inputs, **changed}
        opened = [1.0, *gates_open([[value["correct"]], [value["quality"]]], [[0.0], [0.5]])]
        counts = [opened[0], opened[1], opened[1], opened[2]]
        return sum(w * is_open * value[name] for w, is_open, name in zip(inputs["w"], counts, names, strict=True))

    assert worth() == pytest.approx(expected["all gates open"])
    assert worth(correct=0) == pytest.approx(expected["correct=0"])
    closed = expected["quality below .5 closes the efficiency gate (quality .4)"]
    assert worth(quality=0.4) == pytest.approx(closed)


def test_constraints_gate_the_objectives():
    inputs, expected = example("searchllm")
    objective = float(np.dot(inputs["w"], inputs["objectives"]))
    for constraints, name in ((inputs["constraints"], "gated (fail)"), ([1, 1, 1], "gated (all pass)")):
        (is_open,) = gates_open([constraints], [[0.0] * 3])
        assert is_open * objective == pytest.approx(expected[name])


def test_clip_and_delta():
    inputs, expected = example("clip_delta")
    scores = np.array(inputs["PRM"])
    clipped, delta, to_go, raw_copies, delta_copies = expected.values()
    np.testing.assert_allclose(process_clip(scores, inputs["eta"]), clipped, atol=1e-12)
    np.testing.assert_allclose(process_delta(scores), delta, atol=1e-12)
    np.testing.assert_allclose(np.cumsum(process_delta(scores)[::-1])[::-1], to_go, atol=1e-12)
    copies = np.concatenate([np.repeat(scores[0], 10), scores])
    assert copies.sum() == pytest.approx(raw_copies)
    assert process_delta(copies).sum() == pytest.approx(delta_copies)


def test_preference_as_reward():
    inputs, expected = example("par")
    assert preference(inputs["r"], inputs["refs"]) == pytest.approx(expected["mean sigmoid(r-ref)"], abs=1e-6)


def test_retries():
    inputs, expected = example("ufo")
    answers = inputs["answers"]
    repeated = 1 - len(set(answers)) / len(answers)
    found = retry_reward(1.0, inputs["right at attempt (0-based)"], repeated, penalty=inputs["lambda"])
    assert found == pytest.approx(expected["code: 1/2^k - lam(1-E/T)"], abs=1e-6)


def test_efficacy_and_the_next_budget():
    inputs, expected = example("wmact")
    assert action_efficacy(inputs["R"], inputs["N_eff"], inputs["N"]) == pytest.approx(expected["scaled"])
    assert next_turn_budget(inputs["mean turns"], inputs["L_max"]) == expected["next L_max"]


def test_tiers():
    inputs, expected = example("ssl")
    tiers, alpha = inputs["tiers"], inputs["alpha"]
    assert tier(inputs["progress"], tiers) == expected["tiered S"]
    assert tiered_reward(inputs["correct"], inputs["progress"], tiers, alpha) == expected["R=C+alpha*S"]
    failure, success = expected["order check: best failure alpha*0.75 < worst success 1"]
    assert best_failure(tiers, alpha) == failure < success


def test_progress_times_penalties():
    inputs, expected = example("carl")
    paid = [
        progress_times_penalty(*pair)
        for pair in zip(inputs["progress"], [[p] for p in inputs["penalties"]], strict=True)
    ]
    assert sum(paid) == pytest.approx(expected["soft: sum progress*penalty"])
