"""The base of torch learners: seeded, counted, saved exactly, and silent without torch."""

import builtins
import json
import sys

import numpy as np
import pytest

from turnwise.reward_shaping.learners.learner import Learner, TorchLearner
from turnwise.reward_shaping.learners.running import RunningMoments


class Line(TorchLearner):
    """Fits a line to pairs, in a random order."""

    parts = ("seen",)

    def __init__(self, **arguments):
        super().__init__(**{"lr": 0.1, **arguments})
        import torch

        self.adopt(lambda: torch.nn.Linear(2, 1))
        self.seen = RunningMoments()

    def update(self, episodes):
        import torch

        losses = []
        for index in self.rng.permutation(len(episodes)):
            x, y = episodes[index]
            predicted = self.network(torch.tensor(x, dtype=torch.float32))
            losses.append(self.descend(((predicted - y) ** 2).sum()))
            self.seen.see([y])
        self.version += 1
        return {"loss": float(np.mean(losses))}


PAIRS = [([1.0, 0.0], 1.0), ([0.0, 1.0], -1.0), ([1.0, 1.0], 0.0)]


def weights(learner):
    return {name: array.tolist() for name, array in learner.state_dict()["network"].items()}


def test_the_seed_alone_decides_the_first_weights():
    import torch

    torch.manual_seed(1)
    before = torch.random.get_rng_state()
    first = weights(Line(seed=3))
    assert torch.equal(before, torch.random.get_rng_state())
    torch.manual_seed(2)
    assert weights(Line(seed=3)) == first
    assert weights(Line(seed=4)) != first
    assert np.abs(first["weight"]).max() <= 2**-0.5


def test_it_learns():
    learner = Line()
    losses = [learner.update(PAIRS)["loss"] for _ in range(60)]
    assert losses[-1] < 0.01 < losses[0]
    assert learner.version == 60
    assert isinstance(learner, Learner)
    assert learner.identity == "Line"


@pytest.mark.parametrize("through_text", [False, True])
def test_it_goes_on_exactly_from_its_state_optimiser_and_generator_included(through_text):
    learner, twin = Line(), Line(seed=9)
    for _ in range(3):
        learner.update(PAIRS)
    state = learner.state_dict()
    assert "0/exp_avg" in state["optimiser"]
    if through_text:
        state = json.loads(json.dumps(state, default=lambda array: array.tolist()))
        kept = learner.state_dict()
        for part in ("network", "optimiser"):
            state[part] = {k: np.array(v, dtype=kept[part][k].dtype) for k, v in state[part].items()}
    twin.load_state_dict(state)
    assert twin.version == 3
    for _ in range(3):
        assert learner.update(PAIRS) == twin.update(PAIRS)
    assert weights(twin) == weights(learner)
    assert float(twin.seen.mean) == float(learner.seen.mean)


def test_a_state_is_a_copy():
    learner = Line()
    learner.update(PAIRS)
    state = learner.state_dict()
    kept = {name: array.copy() for name, array in state["network"].items()}
    moments = {name: array.copy() for name, array in state["optimiser"].items()}
    learner.update(PAIRS)
    for name, array in kept.items():
        np.testing.assert_array_equal(state["network"][name], array)
    for name, array in moments.items():
        np.testing.assert_array_equal(state["optimiser"][name], array)


def test_what_asks_for_no_gradient_stays():
    import torch

    learner = Line()

    def frozen():
        return torch.nn.Linear(2, 1, bias=False).requires_grad_(False)

    learner.adopt(lambda: torch.nn.Sequential(frozen(), torch.nn.Linear(1, 1)))
    first = weights(learner)["0.weight"]
    learner.update(PAIRS)
    assert weights(learner)["0.weight"] == first
    assert next(iter(learner.state_dict()["optimiser"])).startswith("0/")


def test_a_state_of_another_form_is_refused():
    import torch

    learner, other = Line(), Line()
    other.adopt(lambda: torch.nn.Linear(3, 1))
    with pytest.raises(ValueError, match=r"Line has weights of shapes .* Make the learner with the arguments"):
        learner.load_state_dict(other.state_dict())


def test_a_wrong_step_size_is_refused():
    with pytest.raises(ValueError, match="Line needs lr > 0; got lr=0"):
        Line(lr=0)


def test_without_torch_it_says_what_to_install(monkeypatch):
    load = builtins.__import__

    def refuse(name, *rest, **keywords):
        if name == "torch":
            raise ImportError(name)
        return load(name, *rest, **keywords)

    monkeypatch.delitem(sys.modules, "torch", raising=False)
    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ImportError, match=r'Line trains a network with torch\. Run pip install "turnwise\[lm\]"'):
        Line()
