"""Laws that hold for every wrapper on every registered environment."""

from __future__ import annotations

import pickle
from itertools import combinations

import gymnasium as gym
import pytest
from gymnasium.envs.registration import EnvSpec

import turnwise
from turnwise import wrappers

TURNS = 12


def make(env_id, layers, turns=8):
    return turnwise.stack({"id": env_id, "max_episode_steps": turns}, layers)


def test_every_exported_wrapper_has_a_sample(tools):
    named = {
        layer if isinstance(layer, str) else layer["name"] for layers in tools.samples.values() for layer in layers
    }
    assert named == set(wrappers.__all__) - {"RewardTerm", "ToolCalls"}  # that one pays nothing and needs tools


def test_the_reward_is_the_sum_of_its_terms_and_what_is_late_sums_to_what_was_paid(env_id, layers, tools):
    env = make(env_id, layers)
    names = {term.term for term in tools.reward_terms_of(env)}
    for seed in (0, 1):
        env.reset(seed=seed)
        paid = dict.fromkeys(names, 0.0)
        for turn, message in enumerate(tools.some_messages(env_id, TURNS, seed)):
            _, reward, terminated, truncated, info = env.step(message)
            ledger = info["reward_terms"]
            assert reward == pytest.approx(sum(ledger.values()), abs=1e-9)
            assert set(ledger) == {"outcome", *names}
            assert all(type(value) is float for value in ledger.values())
            paid = {name: paid[name] + ledger[name] for name in names}
            if terminated or truncated:
                for name, values in info.get("late", {}).items():
                    assert len(values) == turn + 1
                    known = [value for value in values if value is not None]
                    assert all(type(value) is float for value in known)
                    assert sum(known) == pytest.approx(paid[name], abs=1e-9)
                break
            assert "late" not in info
        else:
            assert turn == TURNS - 1
            assert any("attempts" in layer for layer in layers if isinstance(layer, dict))


def test_a_second_episode_knows_nothing_of_the_first_nor_of_one_that_was_cut(env_id, layers, tools):
    messages = tools.some_messages(env_id, TURNS)
    fresh = tools.play(make(env_id, layers), messages, seed=5)
    used = make(env_id, layers)
    tools.play(used, tools.some_messages(env_id, TURNS, 9), seed=6)
    assert tools.play(used, messages, seed=5) == fresh
    tools.play(used, messages[:3], seed=7)
    assert tools.play(used, messages, seed=5) == fresh


def test_a_fork_pays_the_same_again_here_and_on_a_twin(env_id, layers, tools):
    messages = tools.some_messages(env_id, TURNS)
    env, twin = make(env_id, layers, turns=TURNS), make(env_id, layers, turns=TURNS)
    env.reset(seed=2)
    for message in messages[:3]:
        if any(env.step(message)[2:4]):
            env.reset(seed=3)
    state = turnwise.snapshot(env)

    def go_on(played):
        record = []
        for message in messages[3:]:
            _, reward, terminated, truncated, info = played.step(message)
            record.append((reward, terminated, truncated, info["reward_terms"], info.get("late")))
            if terminated or truncated:
                break
        return record

    first = go_on(env)
    turnwise.restore(env, state)
    assert go_on(env) == first
    twin.reset(seed=99)
    turnwise.restore(twin, state)
    assert go_on(twin) == first


def test_a_stack_is_rebuilt_from_its_spec_and_from_its_description(env_id, layers, tools):
    messages = tools.some_messages(env_id, TURNS)
    env = make(env_id, layers)
    record = tools.play(env, messages)
    assert tools.play(gym.make(EnvSpec.from_json(env.spec.to_json())), messages) == record
    description = turnwise.describe(env)
    assert description == {"env": {"id": env_id, "max_episode_steps": 8}, "layers": layers}
    assert tools.play(turnwise.stack(**description), messages) == record


def test_pickled_in_mid_episode_a_stack_goes_on_the_same(layers, tools):
    env_id = "turnwise/FrozenLake-v0"
    env = make(env_id, layers, turns=20)
    env.reset(seed=4)
    messages = env.unwrapped.expert()
    env.step(next(messages))
    twin = pickle.loads(pickle.dumps(env))
    message = next(messages)
    assert env.step(message)[:4] == twin.step(message)[:4]


ADDITIVE = (
    "Milestones-first",
    "PotentialShaping",
    "GoalDistance",
    "ProgressTimesPenalty",
    "TieredReward",
    "RepetitionPenalty",
    "FormatReward",
    "EnsembleReward",
    "NoisyReward",
)
"""Samples of one layer each, which read no other term."""


@pytest.mark.parametrize(("one", "other"), list(combinations(ADDITIVE, 2)))
def test_two_terms_that_only_add_commute(one, other, tools):
    env_id = "turnwise/FrozenLake-v0"
    messages = tools.some_messages(env_id, TURNS)
    a, b = tools.samples[one], tools.samples[other]
    for (*_, first, _), (*_, second, _) in zip(
        tools.play(make(env_id, a + b), messages), tools.play(make(env_id, b + a), messages), strict=True
    ):
        assert first == second


@pytest.mark.parametrize("sample", ADDITIVE)
def test_a_term_that_a_gate_does_not_name_commutes_with_it(sample, tools):
    env_id = "turnwise/FrozenLake-v0"
    messages = tools.some_messages(env_id, TURNS)
    gate = [{"name": "Milestones", "term": "gated"}, {"name": "GatedRewards", "terms": ["gated"]}]
    outside = tools.play(make(env_id, gate + tools.samples[sample]), messages)
    inside = tools.play(make(env_id, tools.samples[sample] + gate), messages)
    for (*_, first, first_late), (*_, second, second_late) in zip(outside, inside, strict=True):
        assert first == second
        assert first_late == second_late


def test_two_transforms_of_one_term_commute(tools):
    env_id = "turnwise/FrozenLake-v0"
    messages = tools.some_messages(env_id, TURNS)
    clip, delta = (
        {"name": "ProcessClip", "of": "goal_distance", "eta": 0.1},
        {"name": "ProcessDelta", "of": "goal_distance"},
    )
    one = tools.play(make(env_id, ["GoalDistance", clip, delta]), messages)
    other = tools.play(make(env_id, ["GoalDistance", delta, clip]), messages)
    assert [row[4] for row in one] == [row[4] for row in other]


@pytest.mark.parametrize(
    "reader",
    [
        {"name": "GatedRewards", "terms": ["milestones"]},
        {"name": "ProcessClip", "of": "milestones", "eta": 0.5},
        {"name": "ProcessDelta", "of": "milestones"},
        {"name": "Bounded", "of": "milestones"},
        {"name": "ActionEfficacy", "of": "milestones"},
        {"name": "NoisyReward", "of": "milestones", "flip_prob": 0.5},
    ],
)
def test_a_reader_inside_what_it_reads_is_refused(reader):
    with pytest.raises(ValueError, match=r"reads the reward term 'milestones' .* no layer below pays"):
        turnwise.stack("turnwise/FrozenLake-v0", [reader, "Milestones"])


def test_a_transform_of_the_total_depends_on_what_stands_inside(tools):
    env_id = "turnwise/FrozenLake-v0"
    messages = tools.some_messages(env_id, TURNS)
    clip, repeat = {"name": "ProcessClip", "of": "total", "eta": 0.1}, {"name": "RepetitionPenalty", "weight": 0.3}
    outer = tools.play(make(env_id, [repeat, clip]), messages)
    inner = tools.play(make(env_id, [clip, repeat]), messages)
    assert tools.terms(outer, "clip") != tools.terms(inner, "clip")
