"""Estimators that join outcomes with gains, values, trees, roles, entropies and references, against numbers by hand."""

import functools
import math
import operator

import numpy as np
import pytest
from published_numbers import example

from turnwise.agents.rollouts import Episode
from turnwise.reward_shaping.credit import PRESETS, Program, Table
from turnwise.reward_shaping.credit.presets import (
    aem,
    attribution,
    bopo,
    cm2,
    critic_targets,
    fold_grpo,
    grpo,
    hiper,
    infopo,
    istar,
    meow_tea,
    portool,
    prime,
    progrs,
    pure,
    redistributed,
    rise,
    rrd,
    spa,
    spiral,
    utterance_critic,
)

NAN = float("nan")


def close(result, expected, name="advantage"):
    np.testing.assert_allclose(result[name], expected, atol=2e-6)


def z(values):
    """Return z-scores with ddof 1."""
    values = np.array(values, dtype=float)
    return (values - values.mean()) / (values.std(ddof=1) + 1e-6)


# InfoPO


@pytest.mark.parametrize(("spread", "place"), [(0.0, 0), (0.05, 1), (0.5, 2)])
def test_the_published_gate_of_infopo(spread, place):
    _, expected = example("infopo")
    outcome = [spread / math.sqrt(2), -spread / math.sqrt(2)]  # their standard deviation (ddof 1) is `spread`
    table = Table([1, 1], turn={"outcome": outcome, "counterfactual": [1.0, 3.0]}, keys={"group": [0, 0]})
    gates = expected["gate at group std 0,.05,.5"]
    close(infopo()(table), [gates[place]] * 2, "gate")


def test_the_published_fusion_of_infopo():
    _, expected = example("infopo")
    fused = expected["fused adv (A_out=.8,A_int=1.5,beta=.1,gate at .05,ratio=1)"]
    assert fused == pytest.approx(0.8 + 0.1 * 0.268941 * 1.5, abs=1e-6)
    table = Table([2, 1, 1], turn={"outcome": [0, 1.0, 0.5, 0.0], "counterfactual": [0.5, 0.0, 1.5, 1.0]})
    result = infopo(beta=0.1)(table)
    a_out, gate = z([1, 0.5, 0]), 1 / (1 + math.exp(0.5 / 0.05))
    a_int = np.array([*z([0.5, 1.5, 1.0])[:1], 0.0, *z([0.5, 1.5, 1.0])[1:]])  # the turn without a gain takes no part
    std_int = np.array(z([0.5, 1.5, 1.0])).std(ddof=1)
    ratio = min(1.0, max(a_out.std(ddof=1), 1.0) / std_int)
    close(result, a_out[[0, 0, 1, 2]] + 0.1 * gate * a_int * ratio)


def test_infopo_over_tokens_divides_a_gain_over_them():
    turn = {"outcome": [1.0, 0.0, 0.0], "counterfactual": [0.6, 0.4, 0.0]}
    result = infopo(per="token")(Table([1, 1, 1], [2, 1, 1], turn=turn))
    close(result, [*z([0.3, 0.3, 0.4]), 0.0], "A_int")


def test_without_any_gain_infopo_is_grpo():
    table = Table([2, 1], turn={"outcome": [0.0, 1.0, 0.0], "counterfactual": [0.0, NAN, 0.0]})
    close(infopo()(table), grpo("outcome")(table).advantage)


# HiPER


def hierarchy(**more):
    inputs, expected = example("hiper")
    high = [inputs["V_high"][0]] * 2 + [inputs["V_high"][1]] * 3
    turn = {"reward": inputs["turn rewards"], "value_low": inputs["V_low"], "value_high": high}
    return Table([5], turn=turn, keys={"segment": [0, 0, 1, 1, 1]}, **more), expected


def test_the_published_hierarchical_advantages():
    table, expected = hierarchy()
    result = hiper(gamma=0.95, lam=0.9, lam_segment=0.9)(table)
    close(result, expected["A_low"])
    np.testing.assert_allclose(result.columns["A_high"].data, expected["A_high"], atol=2e-6)


def test_planner_executor_and_switch_have_tokens_of_their_own():
    kinds = {kind: np.tile([kind == "switch", kind == "subgoal", kind == "action"], 5) for kind in
             ("switch", "subgoal", "action")}  # fmt: skip
    table, expected = hierarchy(tokens=[3] * 5, kinds=kinds)
    result = hiper(gamma=0.95, lam=0.9, lam_segment=0.9, kinds=("action", "subgoal", "switch"))(table)
    tokens = result.per_token().reshape(5, 3)
    np.testing.assert_allclose(tokens[:, 2], expected["A_low"], atol=2e-6)
    np.testing.assert_allclose(tokens[:, 1], [expected["A_high"][0], 0, expected["A_high"][1], 0, 0], atol=2e-6)
    high, low = (np.array(table[f"value_{level}"].data) for level in ("high", "low"))
    np.testing.assert_allclose(tokens[:, 0], (high - low) * [1, -1, 1, -1, -1], atol=2e-6)


def test_one_segment_of_the_whole_episode_is_gae():
    turn = {"reward": [0.0, 1.0], "value_low": [0.5, 0.25], "value_high": [0.5, 0.5]}
    result = hiper(gamma=0.9, lam=0.8)(Table([2], turn=turn))
    last = 1.0 - 0.25
    close(result, [0.9 * 0.25 - 0.5 + 0.72 * last, last])


# SPIRAL


def test_the_published_role_baseline():
    inputs, expected = example("spiral")
    table = Table([1] * 3, turn={"reward": inputs["rewards of role 0"]}, keys={"role": ["a"] * 3})
    close(spiral(decay=inputs["decay"])(table), expected["advantage"])


def test_roles_and_games_have_baselines_of_their_own():
    table = Table([2, 2], turn={"reward": [1.0, -1.0, 1.0, -1.0]}, keys={"role": ["a", "b"] * 2})
    close(spiral()(table), [1, -1, 1 - 0.05, -1 + 0.05])
    other = Table([1, 1], turn={"reward": [1.0, 1.0]}, keys={"role": ["a", "a"], "env": ["x", "y"]})
    close(spiral(game="env")(other), [1.0, 1.0])
    close(spiral(start=0.5)(other), [0.5, 1 - (0.95 * 0.5 + 0.05)])


# PORTool


def test_the_published_tree():
    inputs, expected = example("tree_fork")
    # a fourth trajectory, which did not fork, makes the trajectories' mean 0
    turn = {
        "outcome": [*inputs["trajectory advantages"], -0.3],
        "reward": [*inputs["children returns under one fork"], 9.0],
        "forked": [1.0, 1.0, 1.0, 0.0],
    }
    table = Table([1] * 4, turn=turn, keys={"fork": ["n1", "n1", "n1", ""]})
    result = portool(weight=inputs["w"])(table)
    close(result, [*expected["fork-relative advantage"], 0.0], "A_fork")
    close(result, [*expected["blend A_traj + w*A_fork"], -0.3])


def test_recorded_forks_are_compared_and_trunks_are_not():
    episodes = [
        Episode(
            actions=["trunk", "leaf"],
            observations=["o"] * 3,
            rewards=[0.0, reward],
            paid={"outcome": [0.0, reward]},
            successes=[None, None],
            valid=[True, True],
            keys={"fork": ["", "n1"]},
        )
        for reward in (1.0, 0.0)
    ]
    result = portool()(Table.from_episodes(episodes))
    close(result, [0.5, 1.0, -0.5, -1.0])


# CM2


def test_a_checklist_is_compared_turn_by_turn_and_few_samples_are_ignored():
    _inputs, expected = example("checklist")
    scores = expected["step scores (first completion only)"]
    assert sum(scores) == pytest.approx(expected["turn reward"])
    rows = [scores, *([[0.3]] * 5)]
    table = Table([len(row) for row in rows], turn={"checklist": functools.reduce(operator.iadd, rows, [])})
    mean = (0.5 + 5 * 0.3) / 6
    close(cm2()(table), [0.5 - mean, 0.0, *([0.3 - mean] * 5)])
    close(cm2(min_count=7)(table), [0.0] * 7)
    assert cm2(scale="std")(table).advantage[0] > 1


# PURE


def test_the_published_min_form():
    inputs, expected = example("pure")
    table = Table([3], turn={"process": inputs["step rewards"]})
    near = pure(outcome=None)(table)
    assert near["to_go"][0] == pytest.approx(expected["sum w*r (approx min)"], abs=1e-5)
    close(pure(outcome=None, exact=True)(table), expected["exact min-form return"], "to_go")


def test_pure_leaves_each_step_out_and_adds_the_verifier():
    turn = {"process": [0.5, -0.5, 0.2], "outcome": [0.0, 1.0, 0.0]}
    result = pure(exact=True, coefficient=2.0)(Table([2, 1], turn=turn))
    to_go = np.array([-0.5, -0.5, 0.2])
    loo = to_go - (to_go.sum() - to_go) / 2
    close(result, loo + 2.0 * np.array([1.0, 1.0, -1.0]))


# PRIME, iStar


def test_prime_by_hand():
    table = Table([2, 1], turn={"implicit_reward": [0.2, 0.4, -0.2], "outcome": [0.0, 1.0, 0.0]})
    r = np.array([0.2, 0.4, -0.2]) / 0.6  # the largest return-to-go
    step = 2 * (r - (r[:2].mean() + r[2]) / 2)
    rewards = 5 * step + 5 * np.array([0.0, 1.0, -1.0])
    to_go = np.array([rewards[0] + rewards[1], rewards[1], rewards[2]])
    close(prime()(table), (to_go - to_go.mean()) / to_go.std(ddof=1))
    plain = prime(batch_norm=False, coefficients=(1.0, 0.0))(table)
    close(plain, step * 0.6, "step")


def test_prime_works_on_tokens_too():
    turn = {"outcome": [1.0, 0.0]}
    table = Table([1, 1], [2, 1], turn=turn, token={"implicit_reward": [0.2, 0.4, -0.2]})
    turns = Table([2, 1], turn={"implicit_reward": [0.2, 0.4, -0.2], "outcome": [0.0, 1.0, 0.0]})
    np.testing.assert_allclose(prime()(table).per_token(), prime()(turns).advantage, atol=1e-6)


def test_the_step_rewards_of_an_implicit_model_are_summed_to_turns():
    inputs, expected = example("implicit_prm")
    ratios = [inputs["beta"] * (a - b) for rm, ref in zip(inputs["logp_rm per step tokens"], inputs["logp_ref"],
              strict=True) for a, b in zip(rm, ref, strict=True)]  # fmt: skip
    table = Table([3], [2, 2, 1], token={"implicit_reward": ratios}, episode={"outcome": [1.0]})
    close(istar()(table), expected["step reward beta*sum(log ratio)"], "step")


def test_istar_averages_all_steps_or_the_first_of_each():
    turn = {"implicit_reward": [0.1, 0.5, 0.3], "outcome": [0.0, 1.0, 0.0]}
    table = Table([2, 1], turn=turn)
    steps = np.array([0.1, 0.5, 0.3])
    rows = steps - (steps.sum() - steps) / 2
    close(istar(weight=0.5)(table), np.array([1, 1, -1]) + 0.5 * rows)
    first = istar(scale="std", baseline="first")(table)
    mean, std = np.mean([0.1, 0.3]), np.std([0.1, 0.3], ddof=1)
    close(first, (steps - mean) / (std + 1e-6), "A_step")


# SPA and redistribution


def test_the_published_progress_attribution():
    inputs, expected = example("spa")
    turn = {"contribution": inputs["predicted contributions"], "valid": inputs["grounding"]}
    table = Table([3], turn=turn, episode={"outcome": [inputs["R"]]})
    close(spa(weight=inputs["w_g"])(table), expected["step reward c+0.5*g"], "step")
    close(spa(residual=True)(table), expected["residual-corrected (add (R-sum)/T)"], "contribution")


def test_spa_compares_with_the_task_s_rows_or_with_values():
    turn = {"contribution": [0.2, 0.6, 0.1], "valid": [1.0, 0.0, 1.0], "v": [0.5, 0.5, 0.5]}
    table = Table([2, 1], turn=turn, episode={"outcome": [1.0, 0.0]})
    to_go = np.array([1.3, 0.6, 0.6])
    close(spa()(table), to_go - to_go.mean())
    close(spa(value="v")(table), to_go - 0.5)


def test_the_released_spa_weighs_the_last_turn_nothing():
    turn = {"valid": [1.0, 0.0, 1.0]}
    table = Table([3, 3], turn={"valid": turn["valid"] * 2}, episode={"outcome": [1.0, 0.0]})
    close(spa(released=True)(table), [1.5 * 2, 1.0, 0.0, -0.5 * 2, -1.0, 0.0])


def test_the_published_proxy_and_its_residual():
    inputs, expected = example("lare")
    proxy = np.array(inputs["latent factors per step"]) @ inputs["w"]
    table = Table([3], turn={"proxy": proxy}, episode={"outcome": [inputs["return"]]})
    close(rrd()(table), expected["step proxy"], "step")
    corrected = rrd(residual=True)(table)["step"]
    assert corrected.sum() == pytest.approx(inputs["return"])
    assert redistributed("proxy", how="residual") == rrd(residual=True)


def test_an_attribution_splits_the_whole_in_proportion():
    table = Table([3, 1], turn={"attribution": [1.0, 3.0, 0.0, 5.0]}, episode={"outcome": [2.0, 1.0]})
    result = attribution()(table)
    close(result, [0.5, 1.5, 0.0, 1.0], "step")
    to_go = np.array([2.0, 1.5, 0.0, 1.0])
    close(result, to_go - to_go.mean())
    assert attribution(gamma=0.5)(table)["advantage"][0] == pytest.approx(1.25 - np.mean([1.25, 1.5, 0.0, 1.0]))


# AEM


def test_the_published_modulation():
    inputs, expected = example("aem")
    entropy = inputs["mean token entropy of 4 responses of one prompt group"]
    base = Program("given")
    base.advantage = base["base_advantage"]
    table = Table([1] * 4, turn={"entropy": entropy, "base_advantage": inputs["base advantage"]})
    result = aem(base, lam=inputs["lambda"])(table)
    close(result, expected["alpha = exp(-lambda*H)/mean"], "alpha")
    close(result, expected["modulated advantage"])
    assert result.advantage.sum() == pytest.approx(expected["sum is no longer 0"], abs=1e-6)


def test_entropies_that_lie_close_modulate_nothing_and_tokens_are_averaged():
    table = Table([1, 1], [2, 2], turn={"reward": [1.0, 0.0]}, token={"entropy": [0.1, 0.3, 0.25, 0.25]})
    close(aem()(table), grpo()(table).advantage)
    assert aem().name == "aem_grpo"
    assert aem(min_range=0.01)(table)["alpha"][0] > 1 > aem(min_range=0.01)(table)["alpha"][1]


# FoldGRPO


def folded(success, **columns):
    inputs, _ = example("fold")
    turn = {
        "main": [1.0, 1.0, 0.0, 0.0, 1.0],
        "branch": [0.0, 1.0, 0.0, 0.0, 0.0],
        "context_share": [inputs["main context share"]] * 5,
        "in_scope": [NAN, NAN, 0.0, 0.0, NAN],
        "tool_error": [0.0, 0.0, 0.0, 1.0, 0.0],
        "outcome": [0.0, 0.0, 0.0, 0.0, success],
    }
    return Table([5], turn={**turn, **columns})


def test_the_published_process_rewards_of_folding():
    _, expected = example("fold")
    result = fold_grpo()(folded(1.0))
    crowded, out, error = (expected[key] for key in (
        "per main non-branch turn", "per out-of-scope branch turn", "per error turn"))  # fmt: skip
    close(result, [crowded, 0.0, out, out + error, crowded])
    inside = fold_grpo()(folded(1.0, in_scope=[NAN, NAN, 1.0, 1.0, NAN]))
    assert inside.advantage[2] == pytest.approx(expected["in-scope branch turn"])
    failed = fold_grpo()(folded(0.0))
    assert failed.advantage[2] == expected["failed episode: no branch reward unless reward_scope"]
    assert fold_grpo(always=True)(folded(0.0)).advantage[2] == pytest.approx(out)


def test_who_never_branches_loses_on_every_turn_and_unknown_flags_can_be_left_out():
    table = folded(1.0, branch=[0.0] * 5, context_share=[0.1] * 5)
    close(fold_grpo(in_scope=None, failed=None)(table), [-1.0] * 5)
    bare = Table([2, 1], turn={"outcome": [0.0, 1.0, 0.0]})
    program = fold_grpo(main=None, branch=None, context=None, in_scope=None, failed=None)
    close(program(bare), grpo("outcome")(bare).advantage)


# BoPO, PROGRS, critics


def test_the_published_boundary():
    inputs, expected = example("bopo")
    table = Table(
        [1] * 3,
        episode={
            "reward": [inputs["R"], inputs["R_small"], inputs["R_large"]],
            "cost": [inputs["cost"], inputs["C_small"], inputs["C_large"]],
            "is_reference": [0.0, 1.0, 1.0],
        },
    )
    result = bopo(lam=inputs["lam"])(table)
    close(result, [expected["advantage"], 0.0, 0.0])
    assert result["score"][0] == pytest.approx(expected["example score R-lam*(C-Cs)/(Cl-Cs)"], abs=1e-6)


def test_references_that_cost_the_same_leave_cost_out():
    episode = {"reward": [1.0, 0.0, 0.5], "cost": [9.0, 2.0, 2.0], "is_reference": [0.0, 1.0, 1.0]}
    close(bopo()(Table([1] * 3, episode=episode)), [0.75, 0.0, 0.0])


def test_the_published_centring_of_failures():
    inputs, expected = example("progrs")
    table = Table([1] * 3, turn={"process": inputs["mean PRM score of 3 rollouts"], "outcome": inputs["outcome"]})
    result = progrs(weight=0.5)(table)
    close(result, expected["centred PRM (incorrect rollouts only)"], "shifted")
    close(result, grpo("outcome")(table).advantage + 0.5 * result["shifted"])


def test_the_published_critics():
    inputs, expected = example("archer")
    turn = {
        "q1": [inputs["Q(s,a)"][0]],
        "q2": [inputs["Q(s,a)"][1]],
        "v1": [inputs["V(s)"][0]],
        "v2": [inputs["V(s)"][1]],
    }
    result = utterance_critic()(Table([1], turn=turn))
    close(result, [expected["advantage min(Q)-min(V)"]])
    for value, target in zip(inputs["V_target(s2)"], expected["Q target per critic"], strict=True):
        table = Table([2], turn={"reward": [inputs["r"], 1.0], "value_target": [0.3, value]})
        found = critic_targets(gamma=inputs["gamma"])(table)["target"]
        np.testing.assert_allclose(found, [target, 1.0])
    cut = Table(
        [1],
        truncated=[True],
        terminated=[False],
        turn={"reward": [0.5], "value_target": [0.3]},
        episode={"next": [0.8]},
    )
    assert critic_targets(gamma=0.5, bootstrap="next")(cut)["target"] == pytest.approx([0.9])


# RISE


def test_attempts_are_weighted_by_what_they_earned():
    turn = {"reward": [0.0, 0.5, 1.0, 0.25]}
    result = rise(tau=0.5)(Table([3, 1], turn=turn, keys={"group": [0, 1]}))
    close(result, [math.exp(-2), math.exp(-1), 1.0, 1.0])
    with pytest.raises(ValueError, match="tau > 0"):
        rise(tau=0)


# meow-tea-taro


def test_the_published_dense_reward_of_wins_and_losses():
    inputs, expected = example("meowtea")
    turn = {"milestones": inputs["intermediate"] * 2, "outcome": [0, 0, 0, 1.0, 0, 0, 0, 0]}
    result = meow_tea(most=inputs["max_total"])(Table([4, 4], turn=turn))
    close(result, [*expected["win"], *expected["loss"]], "step")
    close(result, np.repeat(z([1.0, 0.5]), 4))
    with pytest.raises(ValueError, match="most > 0"):
        meow_tea(most=0.0)


OURS = [aem, attribution, bopo, cm2, critic_targets, fold_grpo, hiper, infopo, istar, meow_tea, portool, prime, progrs,
        pure, rise, rrd, spa, spiral, utterance_critic]  # fmt: skip


@pytest.mark.parametrize("preset", OURS, ids=lambda preset: preset.__name__)
def test_a_preset_is_found_by_name_and_survives_print_and_parse(preset):
    assert PRESETS[preset.__name__] is preset
    program = preset()
    assert Program.parse(str(program)) == program
    assert program.hash == preset().hash
