"""Models of step rewards learn from real rollouts what they are meant to learn."""

import dataclasses

import numpy as np
import pytest
from published_numbers import example

from turnwise.agents.rollouts import Episode
from turnwise.reward_shaping.learners import (
    ImplicitPRM,
    LLMLatentReward,
    OnlinePRM,
    PotentialCritic,
    ProgressEstimator,
    ReturnDecomposition,
    ranking_accuracy,
)
from turnwise.reward_shaping.redistribution import (
    latent_rewards,
    one_to_one_pairs,
    outcome_loss,
    preference_loss,
    residual_corrected,
)

OUTCOME = {"outcome": [0.0, 2.0]}


def played(messages, solved, **more):
    turns = len(messages) - 1
    return Episode(
        observations=list(messages),
        actions=["go"] * turns,
        rewards=[0.0] * (turns - 1) + [float(solved)],
        paid={"outcome": [0.0] * (turns - 1) + [float(solved)]},
        successes=[False] * (turns - 1) + [solved],
        **more,
    )


def first_loss(learner, episodes):
    """Return the loss before the first step."""
    learner.steps = 1
    return learner.update(episodes)["loss"]


@pytest.mark.parametrize("loss", ["ce", "dpo"])
def test_an_implicit_prm_tells_outcomes_it_has_not_seen(loss, seen, unseen):
    model = ImplicitPRM(loss=loss)
    before = ranking_accuracy(model, unseen)
    model.update(seen)
    assert ranking_accuracy(model, unseen) > 0.85
    assert ranking_accuracy(model, unseen) > before


def test_trained_on_labels_its_probability_tells_success(seen, unseen):
    model = ImplicitPRM()
    model.update(seen)
    right = [(model.success_probability(each) > 0.5) == each.solved for each in unseen]
    commonest = max(np.mean([each.solved for each in unseen]), 1 - np.mean([each.solved for each in unseen]))
    assert np.mean(right) > commonest + 0.05


def test_of_a_success_the_turn_that_reached_the_goal_gets_most(seen, unseen):
    model = ImplicitPRM()
    model.update(seen)
    solved = [each for each in unseen if each.solved]
    assert np.mean([model.values(each).argmax() == len(each) - 1 for each in solved]) > 0.9


def test_the_losses_are_those_of_the_formulas(seen):
    for name in ("ce", "dpo"):
        model = ImplicitPRM(loss=name, beta=0.5)
        logits = np.array([model.values(each).sum() for each in seen])
        labels = np.array([float(each.solved) for each in seen])
        pairs = one_to_one_pairs([each.solved for each in seen], [each.group for each in seen])
        expected = (
            outcome_loss(logits, labels).mean()
            if name == "ce"
            else np.mean([preference_loss(logits[won], logits[lost]) for won, lost in pairs])
        )
        assert first_loss(model, seen) == pytest.approx(expected, rel=1e-4)


def test_beta_scales_what_is_said(seen):
    small, large = ImplicitPRM(beta=0.05), ImplicitPRM(beta=0.1)
    np.testing.assert_allclose(2 * small.values(seen[0]), large.values(seen[0]))


def test_pairs_stay_within_a_task_and_without_one_nothing_moves():
    model = OnlinePRM()
    assert model.identity == "ImplicitPRM(dpo)"
    alone = [played(["a", "b"], True, group=0), played(["a", "c"], False, group=1)]
    before = model.values(alone[0])
    assert model.update(alone)["loss"] == 0.0
    np.testing.assert_allclose(model.values(alone[0]), before)
    together = [dataclasses.replace(each, group=0) for each in alone]
    model.update(together)
    assert ranking_accuracy(model, together) == 1.0


def test_an_unknown_outcome_teaches_nothing():
    model = ImplicitPRM()
    unknown = dataclasses.replace(played(["a", "b"], True), successes=[None])
    assert model.update([unknown])["episodes"] == 0
    assert np.isnan(ranking_accuracy(model, [unknown]))
    assert ImplicitPRM(of="outcome").update([unknown])["episodes"] == 1


@pytest.mark.parametrize("arguments", [{"loss": "mse"}, {"beta": 0.0}])
def test_wrong_arguments_of_an_implicit_prm_are_refused(arguments):
    with pytest.raises(ValueError, match=r"loss to be one of \['ce', 'dpo'\] and beta > 0"):
        ImplicitPRM(**arguments)


def test_contributions_sum_to_the_outcome_of_episodes_not_seen(seen, unseen):
    model = ProgressEstimator()
    model.update(seen)
    sums = np.array([model.values(each).sum() for each in unseen])
    outcomes = np.array([each.total_reward for each in unseen])
    assert np.mean((sums - outcomes) ** 2) < 0.3 * outcomes.var()
    corrected = residual_corrected(1.0, model.values(unseen[0]))
    assert corrected.sum() == pytest.approx(1.0)


def test_the_estimator_s_loss_is_the_squared_error_of_the_sum(seen):
    for of in ("outcome", "total", "success"):
        model = ProgressEstimator(of=of)
        sums = np.array([model.values(each).sum() for each in seen])
        expected = np.mean((sums - [float(each.solved) for each in seen]) ** 2)
        assert first_loss(model, seen) == pytest.approx(expected, rel=1e-4)


def test_a_potential_rises_along_an_expert_s_way(seen, shown):
    critic = PotentialCritic(steps=100)
    critic.update(seen)
    for episode in shown:
        potential = critic.values(episode)
        assert potential.min() >= 0
        assert potential.max() <= 1
        assert np.corrcoef(potential, np.arange(len(potential)))[0, 1] > 0.8
        assert potential[-2] > potential[0] + 0.3


def test_the_critic_s_target_is_the_progress_label():
    episode = played(["a", "b", "c"], True, milestones={"half": [True, True], "all": [False, None]})
    np.testing.assert_allclose(PotentialCritic().target(episode), [0.0, 0.5, 1.0])
    held = dataclasses.replace(episode, opening={"milestones": {"half": True, "all": False}}, successes=[False, False])
    np.testing.assert_allclose(PotentialCritic().target(held), [0.5, 0.5, 0.5])


def test_whether_an_episode_succeeded_is_not_guessed_by_the_critic(seen):
    told = seen[0]
    untold = dataclasses.replace(told, successes=[None] * len(told), opening={"milestones": {}})
    assert untold.solved is None
    assert np.isnan(PotentialCritic().target(untold)).all()
    alone, beside = PotentialCritic(steps=2), PotentialCritic(steps=2)
    assert alone.update([told]) == beside.update([untold, told])
    np.testing.assert_array_equal(alone.values(told), beside.values(told))
    assert alone.update([untold])["episodes"] == 0


def test_without_milestones_the_critic_says_how_to_record_them():
    with pytest.raises(ValueError, match=r'collect\(\.\.\., record=\["milestones"\]\)'):
        PotentialCritic().update([played(["a", "b"], True)])


@pytest.mark.parametrize("subset", [4, None])
def test_decomposed_returns_fit_episodes_not_seen(subset, seen, unseen):
    model = ReturnDecomposition(subset=subset)
    model.update(seen)
    sums = np.array([model.values(each).sum() for each in unseen])
    outcomes = np.array([each.total_reward for each in unseen])
    assert np.mean((sums - outcomes) ** 2) < 0.4 * outcomes.var()


def test_a_subset_s_loss_is_on_average_that_of_the_whole(seen):
    whole, part = ReturnDecomposition(subset=None), ReturnDecomposition(subset=3)
    biased = ReturnDecomposition(subset=3, unbiased=False)
    expected = first_loss(whole, seen[:20])
    for learner in (part, biased):
        learner.lr = learner.optimiser.param_groups[0]["lr"] = 0.0
    found = [np.mean([first_loss(learner, seen[:20]) for _ in range(60)]) for learner in (part, biased)]
    assert found[0] == pytest.approx(expected, abs=0.05)
    assert found[1] > found[0] - 0.01


@pytest.mark.parametrize("arguments", [{"subset": 1}, {"subset": 0, "unbiased": False}])
def test_subsets_that_are_too_small_are_refused(arguments):
    with pytest.raises(ValueError, match="ReturnDecomposition needs subset >= 1, and >= 2 to be unbiased"):
        ReturnDecomposition(**arguments)


def factors(history):
    """What code might say of a turn on the lake: whether the agent moved, and whether it stands on the goal."""
    return [float(history[-1] != history[-3]), float("G" not in history[-1] and "P" in history[-1])]


def test_latent_factors_are_weighed_by_what_they_bring(seen, unseen):
    model = LLMLatentReward(factors, [["P.G", "go", ".PG"]], steps=300)
    model.update(seen)
    moved, won = model.weights
    assert won > 0.8
    assert abs(moved) < 0.05
    z = np.array([factors(["P.G", "go", "..P"]), factors(["P.G", "go", ".PG"])])
    episode = played(["P.G", "..P"], True)
    np.testing.assert_allclose(model.values(episode), latent_rewards(z[:1], model.weights), atol=1e-6)
    sums = np.array([model.values(each).sum() for each in unseen])
    assert np.mean((sums - [each.total_reward for each in unseen]) ** 2) < 0.05


def test_the_published_fit_of_latent_factors():
    given, expected = example("lare")
    z = {f"m{t}": row for t, row in enumerate(given["latent factors per step"])}
    model = LLMLatentReward(lambda history: z[history[-1]], [["", "go", "m0"]], of="total")
    with __import__("torch").no_grad():
        model.network.weight.copy_(__import__("torch").tensor([given["w"]]))
    episode = played(["start", "m0", "m1", "m2"], True)
    episode.rewards[-1] = given["return"]
    np.testing.assert_allclose(model.values(episode), expected["step proxy"], atol=1e-6)
    assert first_loss(model, [episode]) == pytest.approx(expected["mse"], abs=1e-6)


def test_code_that_fails_its_verification_trains_nothing():
    with pytest.raises(ValueError, match=r"raises KeyError .* Mend the code"):
        LLMLatentReward(lambda history: [{}["wall"]], [["a", "b", "c"]])


def test_two_runs_whose_groups_count_from_zero_make_no_pairs_across_tasks():
    won, lost = played(["a", "b"], True, task="first", group=0), played(["a", "c"], False, task="second", group=0)
    assert first_loss(OnlinePRM(seed=1), [won, lost]) == 0.0
    lost.task = "first"
    assert first_loss(OnlinePRM(seed=1), [won, lost]) > 0.0
