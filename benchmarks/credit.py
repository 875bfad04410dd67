"""Credit estimators on 1,024 episodes of 30 turns of 200 tokens, alone and beside verl's and TRL's published code.

One core, one process, by turns, medians. Of each turn's 200 tokens the policy wrote 80. Targets: each estimator at most
100 ms, tokens included; faster than the same estimator of verl and of TRL, at least 10 times where they loop over
samples in Python. The largest difference of the advantages on kept tokens is printed beside each comparison.

The comparison needs torch, and ``pip install --no-deps verl trl``; what is missing is named and left out.
Our table is made once for all estimators, as their tensors and index arrays are.
"""

from __future__ import annotations

import os

for _library in ("OMP", "OPENBLAS", "MKL"):
    os.environ[f"{_library}_NUM_THREADS"] = "1"

from collections.abc import Callable  # noqa: E402
from types import SimpleNamespace  # noqa: E402
from typing import Any  # noqa: E402

import numpy as np  # noqa: E402
import published_code  # noqa: E402
from measure import seconds_per_call  # noqa: E402

from turnwise.reward_shaping import credit  # noqa: E402

EPISODES, TURNS, TOKENS, WRITTEN, GROUP = 1024, 30, 200, 80, 8
ROWS = EPISODES * TURNS
ALONE = {
    "GRPO": credit.grpo(),
    "GAE, turns": credit.turn_gae(value="turn_value", gamma=0.99, lam=0.95),
    "GAE, tokens": credit.token_gae(gamma=0.999, lam=0.95),
    "GiGPO": credit.gigpo(),
    "IGPO": credit.igpo(gamma=0.95),
    "A²TGPO": credit.a2tgpo(),
    "bi-level GAE, tokens": credit.bi_level_gae(gamma=0.999, lam=0.95),
    "IGPO as released, tokens": credit.igpo_released(),
}
VERL = {
    "compute_grpo_outcome_advantage": credit.grpo(convention="verl"),
    "compute_grpo_vectorized_outcome_advantage": credit.grpo(convention="verl"),
    "compute_rloo_outcome_advantage": credit.rloo(single="raw"),
    "compute_rloo_vectorized_outcome_advantage": credit.rloo(),
    "compute_reinforce_plus_plus_baseline_outcome_advantage": credit.reinforce_plus_plus_baseline(single="raw"),
    "compute_opo_outcome_advantage": credit.opo(single="raw"),
    "compute_gpg_outcome_advantage": credit.gpg(single="raw"),
    "compute_grpo_passk_outcome_advantage": credit.pass_at_k(),
    "compute_gae_advantage_return": credit.token_gae(gamma=0.999, lam=0.95),
    "compute_reinforce_plus_plus_outcome_advantage": credit.reinforce_plus_plus(gamma=0.999),
}
TRL = {
    "GRPO, sum then normalize": credit.sum_then_normalize({"a": 1.0, "b": 0.5}),
    "GRPO, normalize then sum": credit.normalize_then_sum({"a": 1.0, "b": 0.5}),
    "RLOO, normalized": credit.rloo("a", whiten=True),
}


def columns() -> dict[str, Any]:
    """Return what the estimators read, as arrays."""
    rng = np.random.default_rng(0)
    return {
        "reward": rng.integers(0, 3, ROWS) / 2,
        "turn_value": rng.normal(size=ROWS),
        "information_gain": rng.normal(size=ROWS),
        "outcome": rng.integers(0, 2, ROWS) / 1.0,
    }


def make_table(values: np.ndarray, anchors: list[str]) -> credit.Table:
    """Return the table; ``values`` has one for each token."""
    rng = np.random.default_rng(1)
    return credit.Table(
        np.full(EPISODES, TURNS),
        np.full(ROWS, TOKENS),
        keep=np.tile(np.arange(TOKENS) >= TOKENS - WRITTEN, ROWS),
        keys={"group": np.repeat(np.arange(EPISODES // GROUP), GROUP), "anchor": anchors},
        turn=columns(),
        episode={"a": rng.random(EPISODES), "b": rng.random(EPISODES)},
        token={"value": values},
    )


def alone(table: credit.Table) -> None:
    """Print what each estimator takes, without and with its spread over tokens."""
    print(f"{'estimator':58} {'program':>9} {'+ tokens':>9}   target <= 100 ms")
    for name, program in ALONE.items():
        calls = {"program": lambda p=program: p(table), "tokens": lambda p=program: p(table).per_token()}
        taken = seconds_per_call(calls, repeats=7)
        print(f"{name:58} {1e3 * taken['program']:6.2f} ms {1e3 * taken['tokens']:6.2f} ms")


def verl_calls(table: credit.Table, values: np.ndarray) -> dict[str, Callable[[], Any]]:
    """Return a call of each of verl's estimators on padded tensors."""
    import torch

    torch.set_num_threads(1)
    rewards = np.zeros((ROWS, TOKENS), dtype=np.float32)
    rewards[:, -1] = table["reward"].data
    shape = (EPISODES, TURNS * TOKENS)
    rewards, mask = torch.from_numpy(rewards.reshape(shape)), torch.from_numpy(table.mask.reshape(shape)).float()
    index = np.array([f"prompt-{group}" for group in table.index("episode", "group")], dtype=object)
    by_group = {"index": index, "config": {}}
    more = {
        "compute_gae_advantage_return": {
            "values": torch.from_numpy(values.reshape(shape)),
            "gamma": 0.999,
            "lam": 0.95,
        },
        "compute_reinforce_plus_plus_outcome_advantage": {"config": SimpleNamespace(gamma=0.999)},
    }

    def call(name: str, function: Callable[..., Any]) -> Callable[[], Any]:
        given = more.get(name, by_group)
        return lambda: function(token_level_rewards=rewards, response_mask=mask, **given)[0].numpy().reshape(-1)

    return {name: call(name, function) for name, function in published_code.verl(VERL).items()}


def trl_calls(table: credit.Table) -> dict[str, Callable[[], Any]]:
    """Return a call of each of TRL's forms on a tensor of rewards, episodes by functions."""
    import torch

    rewards = torch.from_numpy(np.stack([table["a"].data, table["b"].data], axis=1).astype(np.float32))
    block = published_code.trl_block("trainer/grpo_trainer.py", "GRPOTrainer", "multi_objective_aggregation")
    rloo = published_code.trl_block("trainer/rloo_trainer.py", "RLOOTrainer", "grouped_rewards")
    settings = {"reward_weights": torch.tensor([1.0, 0.5]), "reward_funcs": [None, None], "scale_rewards": "group"}

    def call(function: Callable[..., Any], **more: Any) -> Callable[[], Any]:
        trainer = SimpleNamespace(**settings, **more)
        unscorable = torch.zeros(EPISODES, dtype=torch.bool)
        return lambda: function(trainer, rewards, rewards[:, 0], unscorable, GROUP, "cpu").numpy()

    return {
        "GRPO, sum then normalize": call(block, multi_objective_aggregation="sum_then_normalize"),
        "GRPO, normalize then sum": call(block, multi_objective_aggregation="normalize_then_sum"),
        "RLOO, normalized": call(rloo, normalize_advantages=True),
    }


def beside(
    whose: str, theirs: dict[str, Callable[[], Any]], ours: dict[str, Callable[[], Any]], kept: np.ndarray
) -> None:
    """Print their time, ours, the ratio and the largest difference, a line for each estimator."""
    print(f"\n{whose:58} {'theirs':>10} {'ours':>9} {'ratio':>7} {'differ':>8}")
    for name, call in theirs.items():
        taken = seconds_per_call({"theirs": call, "ours": ours[name]}, repeats=5)
        apart = np.abs(call()[kept] - ours[name]()[kept]).max()
        print(
            f"{name:58} {1e3 * taken['theirs']:7.2f} ms {1e3 * taken['ours']:6.2f} ms "
            f"{taken['theirs'] / taken['ours']:6.1f}x {apart:8.0e}"
        )


def main() -> None:
    """Print our times, and each comparison that can be made."""
    rng = np.random.default_rng(2)
    values = rng.normal(size=ROWS * TOKENS).astype(np.float32)
    table = make_table(values, [f"room {room}" for room in rng.integers(0, 60, ROWS)])
    alone(table)
    try:
        theirs = verl_calls(table, values)
        ours = {name: lambda p=program: p(table).per_token() for name, program in VERL.items()}
        beside("verl, advantages of tokens", theirs, ours, table.mask)
        theirs = trl_calls(table)
        ours = {name: lambda p=program: p(table).columns["advantage"].data for name, program in TRL.items()}
        beside("TRL, advantages of episodes", theirs, ours, np.ones(EPISODES, dtype=np.bool_))
    except ModuleNotFoundError as error:
        print(f"\nThe comparison is left out: {error}")


if __name__ == "__main__":
    main()
