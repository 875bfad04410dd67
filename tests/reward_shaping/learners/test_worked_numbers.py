"""The worked numbers of the formulas, come out of the learners themselves."""

import numpy as np
import pytest
from published_numbers import example

from turnwise.agents.rollouts import Episode
from turnwise.reward_shaping.groups import WeightedTests
from turnwise.reward_shaping.learners import (
    ImplicitPRM,
    LabelTable,
    MessageRanking,
    OnlinePRM,
    PassRates,
    PotentialCritic,
    ProgressEstimator,
    ReturnDecomposition,
)
from turnwise.reward_shaping.learners.message_rewards import counted_reward
from turnwise.reward_shaping.redistribution import residual_corrected, step_reward


def game(numbers, outcome, **more):
    """Return an episode whose messages are numbers, to be read by a head that passes them on."""
    turns = len(numbers)
    return Episode(
        observations=["0", *map(str, numbers)],
        actions=["go"] * turns,
        rewards=[0.0] * (turns - 1) + [outcome],
        paid={"outcome": [0.0] * (turns - 1) + [outcome]},
        successes=[False] * (turns - 1) + [outcome > 0.5],
        **more,
    )


def passing_on(size):
    """Return a head that says what it reads."""
    import torch

    head = torch.nn.Linear(size, 1, bias=False)
    with torch.no_grad():
        head.weight.fill_(1.0)
    return head


def number(history):
    return [float(history[-1])]


def reading(kind, **more):
    return kind(number, 1, head=passing_on, steps=1, **more)


def test_implicit_prm():
    given, expected = example("implicit_prm")
    pairs = zip(given["logp_rm per step tokens"], given["logp_ref"], strict=True)
    ratios = [float(np.subtract(*pair).sum()) for pair in pairs]
    episode = game(ratios, given["outcome label"])
    model = reading(ImplicitPRM, beta=given["beta"])
    np.testing.assert_allclose(model.values(episode), expected["step reward beta*sum(log ratio)"], atol=1e-6)
    assert model.success_probability(episode) == pytest.approx(1 / (1 + np.exp(-expected["trajectory logit"])))
    assert model.update([episode])["loss"] == pytest.approx(expected["CE loss"], abs=1e-5)


def test_oprl():
    given, expected = example("oprl")
    winner, loser = given["sum of step log-ratios winner,loser"]
    model = reading(OnlinePRM, beta=given["beta"])
    episodes = [game([winner / 2] * 2, 1.0), game([loser], 0.0)]
    assert model.update(episodes)["loss"] == pytest.approx(expected["DPO loss"], abs=1e-6)


def test_spa():
    given, expected = example("spa")
    episode = game(given["predicted contributions"], given["R"])
    model = reading(ProgressEstimator)
    contributions = model.values(episode)
    assert contributions.sum() == pytest.approx(expected["sum"])
    paid = step_reward(contributions, np.array(given["grounding"]), given["w_g"])
    np.testing.assert_allclose(paid, expected["step reward c+0.5*g"], atol=1e-6)
    corrected = residual_corrected(given["R"], contributions)
    np.testing.assert_allclose(corrected, expected["residual-corrected (add (R-sum)/T)"], atol=1e-6)
    assert model.update([episode])["loss"] == pytest.approx(expected["mse to R"], abs=1e-6)


def test_lare():
    given, expected = example("lare")
    episode = game(expected["step proxy"], given["return"])
    model = reading(ReturnDecomposition, subset=None)
    assert model.values(episode).sum() == pytest.approx(expected["sum"], abs=1e-6)
    assert model.update([episode])["loss"] == pytest.approx(expected["mse"], abs=1e-6)


def test_lare_s_subsets_estimate_the_sum():
    given, expected = example("lare")
    episode = game(expected["step proxy"], given["return"])
    losses = {
        round(reading(ReturnDecomposition, subset=2, unbiased=False, seed=seed).update([episode])["loss"], 6)
        for seed in range(30)
    }
    a, b, c = expected["step proxy"]
    subsets = [(pair / 2 * 3 - given["return"]) ** 2 for pair in (a + b, a + c, b + c)]
    assert sorted(losses) == pytest.approx(sorted(subsets), abs=1e-5)


def test_mira_labels():
    given, expected = example("mira_labels")
    steps, done = given["steps"], given["milestones at steps (1-based)"]
    milestones = {f"m{k}": [step >= when for step in range(1, steps + 1)] for k, when in enumerate(done)}
    episode = game([0.0] * steps, 1.0, milestones=milestones)
    labels = expected["progress label at step 0..8"]
    np.testing.assert_allclose(PotentialCritic().target(episode), labels, atol=1e-6)
    critic = PotentialCritic(lambda history: [labels[len(history) // 2]], 1, head=passing_on, steps=1)
    np.testing.assert_allclose(critic.values(episode), labels, atol=1e-6)
    assert critic.update([episode])["loss"] == pytest.approx(0.0, abs=1e-9)


def test_oni():
    given, expected = example("oni")
    table = LabelTable()
    table.update([game([1], 0.0)])
    table.queue.annotate(lambda message: given["LLM label for message"])
    table.update([])
    count, exponent = given["N (times message seen in episode)"], given["exponent"]
    assert counted_reward(table("1"), count, exponent) == expected["hash reward"]
    score, mean, std, threshold = given["rank model score, mean, std, threshold"]
    ranking = MessageRanking(lambda history: [1.0], 1, threshold=threshold)
    ranking.comparisons = [("a", "b", 1.0)]
    ranking.head.weights[:] = [score, 0.0]
    ranking.moments.see([mean - std, mean + std])
    assert counted_reward(ranking("any"), count, exponent) == pytest.approx(expected["rank reward"])


def test_verpo_and_that_the_group_s_term_and_the_learner_agree():
    given, expected = example("verpo")
    rates = given["pass rate of 4 tests in the group"]
    runs = [{f"t{j}": i < 4 * rate for j, rate in enumerate(rates)} for i in range(4)]
    learner = PassRates(lambda run: run)
    learner.update(runs)
    weights = expected["weights (1-rho)/sum"]
    np.testing.assert_allclose(list(learner.weights.values()), weights, atol=1e-6)
    episodes = [game([0.0], 0.0, extra={"tests": run}) for run in runs]
    by_group = WeightedTests(lambda episode: episode.extra["tests"])(episodes)
    assert [sum(turns) for turns in by_group] == pytest.approx([learner.worth(run) for run in runs])
