"""Cooper: what a rule accepts is positive, negatives are made, and the reference decides."""

import numpy as np
import pytest

from turnwise.agents.rollouts import Episode
from turnwise.reward_shaping.learners import CooperVerifier, Learner
from turnwise.reward_shaping.learners.cooper_verifier import ReferenceText, last_action

TOWNS = ["Paris", "Rome", "Oslo", "Bern", "Lima", "Cairo", "Kyiv", "Quito"]


def answered(reference, said, solved):
    opening = {} if reference is None else {"answer": reference}
    return Episode(observations=["?", ""], actions=[said], successes=[solved], opening=opening)


def rollouts(towns):
    right = [answered(town, f"It is {town} .", True) for town in towns]
    wrong = [
        answered(town, f"It is {other} .", False) for town, other in zip(towns, towns[1:] + towns[:1], strict=True)
    ]
    return [each for pair in zip(right, wrong, strict=True) for each in pair]


def test_it_tells_right_from_wrong_for_references_it_has_not_seen():
    verifier = CooperVerifier()
    assert isinstance(verifier, Learner)
    told = [verifier.update(rollouts(TOWNS[:6])) for _ in range(3)]
    assert told[-1]["loss"] < told[0]["loss"]
    assert told[0]["pairs"] == 6
    for town, other in (("Kyiv", "Quito"), ("Quito", "Paris")):
        assert verifier.score(town, f"It is {town} .") > 0.5 + verifier.score(town, f"It is {other} .") / 2
    assert verifier.version == 3


def test_negatives_are_of_the_same_task_or_else_of_another_or_made_up():
    verifier = CooperVerifier()
    both = rollouts(["Paris", "Rome"])
    assert verifier.pairs(both) == [
        ("Paris", "It is Paris .", "It is Rome ."),
        ("Rome", "It is Rome .", "It is Paris ."),
    ]
    assert verifier.pairs([both[0], both[2]]) == verifier.pairs(both)
    assert verifier.pairs([both[0]]) == []
    made = CooperVerifier(corrupt=lambda reference, answer, rng: answer.replace(reference, f"no {rng.integers(9)}"))
    ((_, positive, negative),) = made.pairs([both[0]])
    assert (positive, negative[:8]) == ("It is Paris .", "It is no")


def test_only_what_the_rule_accepts_is_positive_and_a_reference_is_needed():
    verifier = CooperVerifier()
    assert verifier.pairs([answered("Paris", "x", False), answered("Paris", "y", None)]) == []
    assert verifier.pairs([answered(None, "x", True), answered(None, "y", False)]) == []
    strict = CooperVerifier(accepts=lambda episode: "Rome" in episode.actions[-1])
    assert [pair[1] for pair in strict.pairs(rollouts(["Paris", "Rome"]))] == ["It is Rome .", "It is Rome ."]
    short = CooperVerifier(answer=lambda episode: episode.actions[-1].split()[-2])
    assert short.pairs(rollouts(["Paris", "Rome"]))[0] == ("Paris", "Paris", "Rome")


def test_as_a_scorer_it_judges_the_last_action_and_needs_the_reference():
    verifier = CooperVerifier()
    score = verifier(["?", "thinking", "", "Paris", ""], {"answer": "Paris"})
    assert score == verifier.score("Paris", "Paris")
    assert 0 < score < 1
    assert np.isnan(verifier(["?", "Paris", ""], {}))
    assert np.isnan(verifier(["?"], {"answer": "Paris"}))


def test_without_pairs_an_update_only_counts():
    verifier = CooperVerifier()
    before = verifier.score("Paris", "Paris")
    told = verifier.update([])
    assert np.isnan(told["loss"])
    assert told["pairs"] == 0
    assert verifier.version == 1
    assert verifier.score("Paris", "Paris") == before


def test_it_goes_on_exactly_from_its_state():
    verifier, twin = CooperVerifier(steps=5), CooperVerifier(steps=5, seed=4)
    games = [*rollouts(TOWNS[:5]), answered("Paris", "Nice", False)]
    verifier.update(games)
    twin.load_state_dict(verifier.state_dict())
    assert twin.update(games) == verifier.update(games)
    assert twin.score("Rome", "Rome") == verifier.score("Rome", "Rome")


def test_the_features_say_what_answer_and_reference_share():
    features = ReferenceText(16)
    same, apart = features("New York", "new york"), features("New York", "Boston")
    assert same.shape == (features.size,) == (35,)
    np.testing.assert_allclose(same[-3:], [1.0, 1.0, 0.0])
    np.testing.assert_allclose(apart[-2:], [0.0, 1.0])
    assert features("", "").shape == (35,)
    assert last_action(Episode()) == ""


@pytest.mark.parametrize("arguments", [{"steps": 0}, {"hidden": 0}, {"features": lambda reference, answer: [1.0]}])
def test_wrong_arguments_are_refused(arguments):
    with pytest.raises(ValueError, match="CooperVerifier needs the length of its feature vectors"):
        CooperVerifier(**arguments)


def test_the_loss_is_that_of_its_pairs():
    verifier = CooperVerifier(steps=1)
    games = rollouts(TOWNS[:4])
    pairs = CooperVerifier(steps=1).pairs(games)
    logit = lambda reference, answer: np.log(1 / (1 / verifier.score(reference, answer) - 1))  # noqa: E731
    gaps = [logit(reference, good) - logit(reference, bad) for reference, good, bad in pairs]
    assert verifier.update(games)["loss"] == pytest.approx(np.mean(np.logaddexp(0, -np.array(gaps))), rel=1e-4)


def test_a_verifier_trained_on_what_the_policy_says_now_keeps_up_with_it():
    """A trick that scored well before is scored down once it is among the negatives."""
    verifier = CooperVerifier()
    for _ in range(3):
        verifier.update(rollouts(TOWNS))
    trick = "Paris Rome Oslo Bern Lima Cairo Kyiv Quito"
    before = np.mean([verifier.score(town, trick) for town in TOWNS])
    for _ in range(3):
        tricked = [
            each for town in TOWNS for each in (answered(town, f"It is {town} .", True), answered(town, trick, False))
        ]
        verifier.update(tricked)
    after = np.mean([verifier.score(town, trick) for town in TOWNS])
    right = np.mean([verifier.score(town, f"It is {town} .") for town in TOWNS])
    assert after < before
    assert after < right


def test_the_reference_decides_about_one_and_the_same_answer():
    verifier = CooperVerifier()
    for _ in range(3):
        verifier.update(rollouts(TOWNS))
    assert verifier.score("Rome", "It is Rome .") > verifier.score("Oslo", "It is Rome .")


def test_what_is_drawn_follows_from_the_seed():
    games = [answered("Paris", "Paris", True), *[answered("Paris", town, False) for town in TOWNS[1:]]]
    drawn = [[CooperVerifier(seed=seed).pairs(games)[0][2] for seed in range(12)] for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert len(set(drawn[0])) > 1
