"""Thirteen bad rewards, each caught by the diagnostics that should see it, and twelve good ones that pass them all."""

import functools

import pytest
from planted_rewards import BAD, GAMMA, GOOD, lake

from turnwise.reward_shaping.diagnostics.farming import farm
from turnwise.reward_shaping.diagnostics.faults import DISCOUNT, inspect_stack, inspect_table
from turnwise.reward_shaping.diagnostics.preferences import (
    contrast_report,
    make_contrasts,
    make_pairs,
    trajectory_preference,
)
from turnwise.reward_shaping.diagnostics.tabular import policy_invariance, tabulate

CAUGHT_BY = {
    "milestone earned again and again": {"table: re-earnable", "policy", "farm"},
    "milestone paid on every turn": {"table: re-earnable", "stack: re-earnable", "policy", "farm", "preference: noisy"},
    "potential kept in holes": {"table: un-zeroed potential", "policy", "farm", "preference: corrupted"},
    "potential of another discount": {"stack: another discount", "policy"},
    "penalties behind a gate": {"stack: amnesty gate", "farm", "preference: corrupted", "outcome"},
    "bonus for being alive": {"table: re-earnable", "policy", "farm", "preference: noisy"},
    "a turn costs more than success pays": {"policy", "farm", "preference: truncated"},
    "length": {"farm", "contrast: length", "preference: verbose"},
    "substring": {"farm", "contrast: format", "preference: verbose"},
    "away from the goal": {"table: re-earnable", "policy", "farm", "preference: noisy"},
    "success punished": {"policy", "farm", "outcome", "preference: truncated"},
    "noisy verdicts": {"preference: corrupted"},
    "movement": {"table: re-earnable", "policy", "farm", "preference: noisy"},
}


@functools.cache
def pairs():
    return make_pairs(lake, range(6))


@functools.cache
def contrasts():
    return make_contrasts(lake, range(3))


def on_tables(make, gamma):
    """Return what value iteration and the table show."""
    table = tabulate(make(), limit=200)
    if not table:
        return set()
    found = {f"table: {each.kind}" for each in inspect_table(table, gamma=gamma, turns=20) if each.fault}
    discount = min(gamma, 0.999)
    invariant = policy_invariance(table, table.outcome, table.rewards, discount).invariant
    return found if invariant else found | {"policy"}


def in_play(make):
    """Return what farming, pairs and contrasts show."""
    found = {"farm"} if farm(make, steps=1_500, states=200).beats_honest else set()
    ranked = trajectory_preference(pairs(), make)
    found |= {f"preference: {kind}" for kind, each in ranked.by_kind.items() if each.share < 0.9}
    report = contrast_report(contrasts(), make)
    spurious = {each.attribute for each in contrasts() if not each.causal}
    found |= {f"contrast: {name}" for name in spurious if report.by_attribute[name].share < 1}
    return found if report.by_attribute["outcome"].share >= 0.9 else found | {"outcome"}


def caught(reward, gamma):
    def make():
        return reward(lake())

    stack = {
        f"stack: {each.kind}" for each in inspect_stack(make(), gamma=gamma) if each.fault or each.kind == DISCOUNT
    }
    return stack | on_tables(make, gamma) | in_play(make)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_reward_is_caught_by_what_should_see_it(name):
    assert caught(BAD[name], GAMMA) >= CAUGHT_BY[name]


@pytest.mark.parametrize("name", GOOD)
def test_a_good_reward_passes_everything(name):
    assert caught(GOOD[name], 1.0) == set()


def test_there_are_more_than_ten_of_each():
    assert set(CAUGHT_BY) == set(BAD)
    assert min(len(BAD), len(GOOD)) > 10
