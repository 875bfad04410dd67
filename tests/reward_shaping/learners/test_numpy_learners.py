"""Baselines, pass rates and multipliers: by hand, across updates, and from their saved state."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from published_numbers import example

from turnwise.agents.rollouts import Episode
from turnwise.reward_shaping.groups import difficulty_weights
from turnwise.reward_shaping.learners import EMABaseline, LagrangeMultipliers, Learner, PassRates
from turnwise.reward_shaping.learners.ema_baseline import by_env_and_role, moving_average_advantages

NAN = float("nan")


def episode(rewards=(0.0,), *, env="Game-v0", role=None, milestones=None, term="outcome", solved=None):
    turns = len(rewards)
    return Episode(
        env=env,
        observations=[f"o{t}" for t in range(turns + 1)],
        actions=[f"a{t}" for t in range(1, turns + 1)],
        rewards=list(rewards),
        paid={term: list(rewards)},
        successes=[None] * (turns - 1) + [solved],
        milestones=milestones or {},
        keys={"role": [role] * turns} if role else {},
    )


def restored(learner, twin):
    """Return the twin, gone on from the learner's state written as text."""
    twin.load_state_dict(json.loads(json.dumps(learner.state_dict())))
    assert twin.version == learner.version
    return twin


class TestEMABaseline:
    def test_the_published_numbers(self):
        given_, expected = example("spiral")
        advantages, _ = moving_average_advantages(given_["rewards of role 0"], decay=given_["decay"])
        np.testing.assert_allclose(advantages, expected["advantage"])

    def test_the_learner_says_the_same_and_reading_moves_nothing(self):
        given_, expected = example("spiral")
        learner = EMABaseline(decay=given_["decay"])
        games = [episode([reward]) for reward in given_["rewards of role 0"]]
        for _ in range(2):
            np.testing.assert_allclose(learner.advantages(games), expected["advantage"])
        told = learner.update(games)
        assert told == {"Game-v0/agent": pytest.approx(0.95 * (0.95 * 0.05 - 0.05) + 0.05)}
        assert learner.version == 1
        assert isinstance(learner, Learner)

    @given(rewards=st.lists(st.floats(-2, 2), max_size=12), cut=st.integers(0, 12))
    def test_however_it_is_cut_into_updates(self, rewards, cut):
        whole, parts = EMABaseline(), EMABaseline()
        games = [episode([reward]) for reward in rewards]
        expected = whole.advantages(games)
        first = parts.advantages(games[:cut])
        parts.update(games[:cut])
        np.testing.assert_allclose([*first, *parts.advantages(games[cut:])], expected)

    def test_each_game_and_role_has_its_own(self):
        learner = EMABaseline(decay=0.5)
        games = [episode([1.0], role="first"), episode([-1.0], role="second"), episode([1.0], env="Other-v0")]
        assert learner.update(games) == {"Game-v0/first": 0.5, "Game-v0/second": -0.5, "Other-v0/agent": 0.5}
        np.testing.assert_allclose(learner.advantages(games), [0.5, -0.5, 0.5])
        assert by_env_and_role(games[0]) == "Game-v0/first"
        one = EMABaseline(decay=0.5, key=lambda played: "all", start=1.0)
        assert one.update(games) == {"all": 0.5}

    def test_a_missing_return_moves_nothing(self):
        learner = EMABaseline(of="success", decay=0.5)
        games = [episode(solved=True), episode(solved=None), episode(solved=False)]
        np.testing.assert_allclose(learner.advantages(games), [1.0, NAN, -0.5])
        assert learner.update([]) == {}

    def test_it_goes_on_exactly(self):
        learner = EMABaseline()
        learner.update([episode([0.3]), episode([0.9])])
        twin = restored(learner, EMABaseline())
        assert twin.update([episode([0.1])]) == learner.update([episode([0.1])])

    @pytest.mark.parametrize("decay", [-0.1, 1.1, NAN])
    def test_a_decay_out_of_range_is_refused(self, decay):
        with pytest.raises(ValueError, match="0 <= decay <= 1"):
            EMABaseline(decay=decay)

    def test_the_wrong_shape_and_nothing(self):
        assert moving_average_advantages([])[1] == 0.0
        with pytest.raises(ValueError, match="moving_average_advantages needs rewards"):
            moving_average_advantages([[1.0]])


def reached(**columns):
    return episode([0.0, 0.0], milestones={name: list(column) for name, column in columns.items()})


class TestPassRates:
    def test_the_published_numbers(self):
        given_, expected = example("verpo")
        rates = given_["pass rate of 4 tests in the group"]
        runs = [{f"t{j}": i < 4 * rate for j, rate in enumerate(rates)} for i in range(4)]
        learner = PassRates(lambda run: run)
        assert list(learner.update(runs).values()) == rates
        np.testing.assert_allclose(list(learner.weights.values()), expected["weights (1-rho)/sum"], atol=1e-6)
        passed = {f"t{j}": bool(now) for j, now in enumerate(given_["this rollout passes"])}
        assert learner.worth(passed) == pytest.approx(expected["dense"], abs=1e-6)

    def test_milestones_are_tests_passed_at_any_time(self):
        learner = PassRates()
        told = learner.update([reached(a=[True, False], b=[False, False]), reached(a=[None, False], b=[False, True])])
        assert told == {"a": 0.5, "b": 0.5}
        assert learner.worth({"a": True, "unknown": True}) == 0.5

    def test_rollouts_add_up_and_old_ones_fade(self):
        runs = [{"a": True}, {"a": True}], [{"a": False, "b": True}, {"a": False, "b": False}]
        kept, faded = PassRates(lambda run: run), PassRates(lambda run: run, decay=0.5)
        for learner in (kept, faded):
            for batch in runs:
                learner.update(batch)
        assert kept.rates == {"a": 0.5, "b": 0.5}
        assert faded.rates == {"a": pytest.approx(1 / 3), "b": 0.5}
        assert (kept.version, kept.identity) == (2, "PassRates")

    def test_cap_and_exclusion_are_those_of_the_group_term(self):
        learner = PassRates(lambda run: run, cap=0.6, drop_unpassed=True)
        learner.update([{"a": True, "b": True, "c": False}, {"a": True, "b": False, "c": False}])
        expected = difficulty_weights([1.0, 0.5, 0.0], cap=0.6, drop_unpassed=True)
        np.testing.assert_allclose(list(learner.weights.values()), expected)

    def test_nothing_seen_is_worth_nothing(self):
        learner = PassRates()
        assert learner.weights == {}
        assert learner.worth({"a": True}) == 0.0
        assert learner.update([]) == {}

    def test_it_goes_on_exactly(self):
        learner = PassRates(lambda run: run, decay=0.9)
        learner.update([{"a": True}, {"a": False}])
        twin = restored(learner, PassRates(lambda run: run, decay=0.9))
        assert twin.update([{"a": True}]) == learner.update([{"a": True}])

    @pytest.mark.parametrize("decay", [0.0, 1.1])
    def test_a_decay_out_of_range_is_refused(self, decay):
        with pytest.raises(ValueError, match="0 < decay <= 1"):
            PassRates(decay=decay)


class TestLagrangeMultipliers:
    def test_the_published_numbers(self):
        given_, expected = example("constrained")
        learner = LagrangeMultipliers({"outcome": given_["threshold"]}, lr=given_["lr"], start=given_["lambda"])
        told = learner.update([episode([given_["component"] / 2] * 2)])
        assert told == {"outcome": pytest.approx(expected["next lambda (dual ascent, >=0)"])}

    def test_the_mean_of_the_batch_counts_and_no_multiplier_falls_below_zero(self):
        learner = LagrangeMultipliers({"outcome": 1.0, "length": 0.5})
        learner.update([episode([2.0]), episode([1.0]), episode([9.0], term="length")])
        assert learner.multipliers == {"outcome": pytest.approx(0.05), "length": pytest.approx(0.85)}
        for _ in range(2):
            learner.update([episode([0.0])])
        assert learner.multipliers["outcome"] == 0.0
        assert learner.multipliers["length"] == pytest.approx(0.85)
        assert learner.version == 3

    def test_it_goes_on_exactly_and_only_with_the_same_terms(self):
        learner = LagrangeMultipliers({"outcome": 0.1})
        learner.update([episode([1.0])])
        twin = restored(learner, LagrangeMultipliers({"outcome": 0.1}))
        assert twin.update([episode([0.4])]) == learner.update([episode([0.4])])
        with pytest.raises(ValueError, match=r"holds \['length'\]; the state is of \['outcome'\]"):
            LagrangeMultipliers({"length": 0.1}).load_state_dict(learner.state_dict())

    @pytest.mark.parametrize("arguments", [{"thresholds": {}}, {"lr": 0.0}, {"start": -1.0}])
    def test_wrong_arguments_are_refused(self, arguments):
        with pytest.raises(ValueError, match="a threshold for at least one term"):
            LagrangeMultipliers(**{"thresholds": {"a": 1.0}, **arguments})
