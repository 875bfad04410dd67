"""What holds for every learner of this area: it counts, names itself, and goes on exactly from what was saved."""

import copy
import json
import pickle

import numpy as np
import pytest

from turnwise.agents.rollouts import Episode
from turnwise.reward_shaping.learners import (
    BonusSelection,
    CooperVerifier,
    EMABaseline,
    EnsembleModel,
    ExplorationScale,
    ForwardModel,
    ImplicitPRM,
    LabelClassifier,
    LabelTable,
    LagrangeMultipliers,
    Learner,
    LLMLatentReward,
    MessageRanking,
    OnlinePRM,
    PassRates,
    PotentialCritic,
    PreferenceReward,
    ProgressEstimator,
    RandomNetwork,
    ReturnDecomposition,
    RunningNormaliser,
)


def longer(first, second):
    return 0.5 if len(str(first)) == len(str(second)) else float(len(str(first)) > len(str(second)))


def length(history):
    return [len(history) / 10, float(len(history[-1]))]


LEARNERS = {
    "running normaliser": lambda: RunningNormaliser("outcome"),
    "moving averages": lambda: EMABaseline(),
    "pass rates": lambda: PassRates(),
    "multipliers": lambda: LagrangeMultipliers({"outcome": 0.2}),
    "table": lambda: LabelTable(),
    "classifier": lambda: LabelClassifier(),
    "ranking": lambda: MessageRanking(pairs=3),
    "preferences": lambda: PreferenceReward(longer, pairs=5),
    "preferences of trajectories": lambda: PreferenceReward(longer, of="trajectory", pairs=5),
    "implicit PRM": lambda: ImplicitPRM(steps=2),
    "online PRM": lambda: OnlinePRM(steps=2),
    "progress": lambda: ProgressEstimator(steps=2),
    "potential": lambda: PotentialCritic(steps=2),
    "decomposition": lambda: ReturnDecomposition(subset=2, steps=2),
    "latent": lambda: LLMLatentReward(length, [["a", "b", "c"]], steps=2),
    "verifier": lambda: CooperVerifier(steps=2),
    "random network": lambda: RandomNetwork(hidden=8),
    "forward model": lambda: ForwardModel(hidden=8, latent=4),
    "ensemble": lambda: EnsembleModel(hidden=8, latent=4),
    "exploration scale": lambda: ExplorationScale(),
    "choice of bonus": lambda: BonusSelection(["a", "b"], how="epsilon_greedy"),
}


@pytest.fixture(params=LEARNERS)
def make(request):
    return LEARNERS[request.param]


def game(solved, *messages):
    turns = len(messages)
    return Episode(
        env="Game-v0",
        observations=["start", *messages],
        actions=[f"act {t}" for t in range(turns)],
        rewards=[0.0] * (turns - 1) + [float(solved)],
        paid={"outcome": [0.0] * (turns - 1) + [float(solved)]},
        successes=[False] * (turns - 1) + [solved],
        milestones={"half": [True] * turns, "all": [False] * (turns - 1) + [solved]},
        opening={"answer": messages[-1]},
    )


GAMES = [
    game(True, "a red door", "open"),
    game(False, "a wall", "a red wall", "shut"),
    game(True, "a key", "a blue door", "open"),
    game(False, "dark"),
]


def answer(learner):
    """Answer what a learner has asked, if it asks."""
    queue = getattr(learner, "queue", None)
    if queue is not None:
        queue.annotate(lambda *asked: float("red" in asked[0]))


def go_on(learner, rounds=2):
    """Update a learner; return what it told."""
    told = []
    for _ in range(rounds):
        told.append(learner.update(GAMES))
        answer(learner)
    return told


def equal(one, other):
    """Whether two states are equal, arrays by their values."""
    return json.dumps(one, default=lambda array: array.tolist()) == json.dumps(
        other, default=lambda array: array.tolist()
    )


def test_it_is_a_learner_that_names_itself_and_counts_from_zero(make):
    learner = make()
    assert isinstance(learner, Learner)
    assert learner.version == 0
    assert isinstance(learner.identity, str)
    assert learner.identity
    go_on(learner, rounds=3)
    assert learner.version == 3


def test_it_tells_named_numbers(make):
    for told in go_on(make()):
        assert all(isinstance(name, str) and isinstance(value, float) for name, value in told.items())


def test_nothing_to_learn_from_is_an_update_as_well(make):
    learner = make()
    learner.update([])
    assert learner.version == 1
    assert isinstance(learner.state_dict(), dict)


def test_a_state_is_plain_data_and_arrays_and_says_the_version(make):
    learner = make()
    go_on(learner)
    state = learner.state_dict()
    assert state["version"] == 2
    json.dumps(state, default=lambda array: array.tolist() if isinstance(array, np.ndarray) else 1 / 0)


def test_what_was_saved_does_not_change_when_the_learner_does(make):
    learner = make()
    go_on(learner)
    state = learner.state_dict()
    kept = copy.deepcopy(state)
    go_on(learner)
    assert equal(state, kept)
    assert not equal(learner.state_dict(), kept)


def test_a_fresh_one_goes_on_exactly_from_a_saved_state(make):
    learner, twin = make(), make()
    go_on(learner)
    go_on(twin, rounds=1)
    twin.load_state_dict(copy.deepcopy(learner.state_dict()))
    assert equal(twin.state_dict(), learner.state_dict())
    assert equal(go_on(twin), go_on(learner))
    assert equal(twin.state_dict(), learner.state_dict())


def test_a_state_that_went_through_json_goes_on_exactly(make):
    learner, twin = make(), make()
    go_on(learner)
    written = json.dumps(learner.state_dict(), default=lambda array: array.tolist())
    twin.load_state_dict(json.loads(written))
    assert equal(go_on(twin), go_on(learner))
    assert equal(twin.state_dict(), learner.state_dict())


def test_loading_does_not_tie_a_learner_to_the_state_it_was_given(make):
    learner, twin = make(), make()
    go_on(learner)
    state = learner.state_dict()
    twin.load_state_dict(state)
    kept = copy.deepcopy(state)
    go_on(twin)
    assert equal(state, kept)


def test_pickled_or_copied_it_goes_on_the_same(make):
    learner = make()
    go_on(learner)
    twins = [pickle.loads(pickle.dumps(learner)), copy.deepcopy(learner)]
    told = go_on(learner)
    for twin in twins:
        assert equal(go_on(twin), told)


def test_two_of_one_kind_are_alike(make):
    one, other = make(), make()
    assert equal(go_on(one), go_on(other))
    assert equal(one.state_dict(), other.state_dict())


def test_episodes_are_left_as_they_were(make):
    before = pickle.dumps(GAMES)
    go_on(make())
    assert pickle.dumps(GAMES) == before
