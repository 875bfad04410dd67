"""Every parameter of every preset changes the program, and what it gives."""

import inspect

import numpy as np
import pytest
from ragged_tables import ragged

from turnwise.reward_shaping.credit import (
    PRESETS,
    Program,
    Table,
    a2tgpo,
    bi_level_gae,
    dr_grpo,
    gigpo,
    gpg,
    grpo,
    igpo,
    igpo_released,
    maxrl,
    mt_grpo,
    mt_grpo_by_turn,
    normalize_then_sum,
    opo,
    optimal_token_baseline,
    pass_at_k,
    prpo,
    rebn,
    reinforce_plus_plus,
    reinforce_plus_plus_baseline,
    remax,
    rloo,
    sum_then_normalize,
    token_gae,
    turn_gae,
)

OTHER = "other"
EPS = {"eps": 0.7}
SINGLE = {"single": "raw"}
CHANGES = {
    a2tgpo: [
        {"gain": OTHER},
        {"outcome": OTHER},
        {"alpha": 0.9},
        {"gamma": 0.5},
        {"clip_range": 0.1},
        {"min_count": 3},
        {"ddof": 0},
        EPS,
    ],
    bi_level_gae: [
        {"reward": OTHER},
        {"value": "other_value"},
        {"gamma": 0.5},
        {"lam": 0.5},
        {"turn_gamma": 0.5},
        {"whiten": False},
        EPS,
    ],
    dr_grpo: [{"reward": OTHER}, SINGLE],
    gigpo: [
        {"reward": OTHER},
        {"gamma": 0.5},
        {"weight": 0.5},
        {"scale": "std"},
        ({"scale": "std"}, EPS),
        {"population": "turn"},
        SINGLE,
        {"anchor": "thread"},
    ],
    gpg: [{"reward": OTHER}, {"f_norm": 2.0}, SINGLE],
    grpo: [{"reward": OTHER}, {"scale": None}, {"ddof": 0}, EPS, SINGLE, {"convention": "rllm"}],
    igpo: [{"gain": OTHER}, {"outcome": OTHER}, {"gamma": 0.5}, {"scale": None}, {"ddof": 0}, EPS],
    igpo_released: [{"gain": OTHER}, {"outcome": OTHER}, {"token_rewards": "token_reward"}],
    maxrl: [{"reward": OTHER}, EPS, SINGLE],
    mt_grpo: [{"turn_reward": OTHER}, {"outcome": OTHER}, {"tool": "level"}, {"coefficient": 0.5}, {"ddof": 0}, EPS],
    mt_grpo_by_turn: [{"reward": OTHER}, {"outcome": OTHER}, {"weight": 0.5}, EPS],
    normalize_then_sum: [{"rewards": ["reward", OTHER]}, {"ddof": 0}, EPS],
    opo: [{"reward": OTHER}, {"length": "turns"}, SINGLE],
    optimal_token_baseline: [{"reward": OTHER}, {"log_prob": "other_value"}, {"sum_pi_squared": "other_value"}, SINGLE],
    pass_at_k: [{"reward": OTHER}, {"scale": None}, EPS],
    prpo: [{"reward": OTHER}, {"ddof": 1}, EPS],
    rebn: [{"reward": OTHER}, {"gamma": 0.5}, EPS],
    reinforce_plus_plus: [{"reward": OTHER}, {"gamma": 0.5}, EPS, {"masked": "cut"}],
    reinforce_plus_plus_baseline: [{"reward": OTHER}, {"weigh": "episode"}, {"ddof": 0}, EPS, SINGLE],
    remax: [{"reward": OTHER}, {"gamma": 0.5}, {"greedy": "rarely"}, {"baseline": "outcome"}],
    rloo: [{"reward": OTHER}, SINGLE, {"whiten": True}, ({"whiten": True}, EPS)],
    sum_then_normalize: [{"rewards": {"reward": 1.0, OTHER: 0.5}}, {"scale": "batch"}, {"ddof": 0}, EPS],
    token_gae: [
        {"reward": OTHER},
        {"value": "other_value"},
        {"gamma": 0.5},
        {"lam": 0.5},
        {"bootstrap": "bootstrap"},
        ({"gamma": 0.5}, {"masked": "through"}),
        {"whiten": False},
        EPS,
    ],
    turn_gae: [
        {"reward": OTHER},
        {"value": "level"},
        {"gamma": 0.5},
        {"lam": 0.5},
        {"bootstrap": "bootstrap"},
        {"whiten": False},
        EPS,
    ],
}
"""Preset → changes of one argument from its defaults, or from the other arguments given beside it."""
PAIRS = [
    (preset, *(change if isinstance(change, tuple) else ({}, change)))
    for preset, changes in CHANGES.items()
    for change in changes
]


@pytest.fixture(scope="module")
def rows():
    """Return the arguments of a table with several episodes a group, one group of one, and all columns of presets."""
    rng = np.random.default_rng(8)
    columns = ragged(rng, episodes=9)
    n, turns, places = 9, int(columns["turns"].sum()), int(columns["tokens"].sum())
    columns["keys"]["group"] = np.array([0, 0, 0, 0, 1, 1, 1, 1, 2])
    columns["turn"] |= {
        "reward": rng.integers(-1, 4, turns) / 2, "information_gain": rng.normal(size=turns),
        "turn_reward": rng.normal(size=turns), "tool": rng.integers(0, 2, turns),
    }  # fmt: skip
    columns["episode"] |= {"greedy": np.arange(n) % 3 == 0, "rarely": np.arange(n) == 1}
    columns["token"] |= {name: 1 + rng.random(places) for name in ("value", "other_value", "sum_pi_squared")}
    columns["token"]["log_prob"] = -rng.random(places)
    columns["token"]["value"] = rng.normal(size=places)
    return columns


def columns_of(preset, rows):
    """Return the table's arguments; V is a column of turns for the preset over turns."""
    if preset is not turn_gae:
        return rows
    token = {name: values for name, values in rows["token"].items() if name != "value"}
    return {**rows, "token": token}


@pytest.mark.parametrize(
    ("preset", "base", "change"), PAIRS, ids=[f"{preset.__name__}-{','.join(change)}" for preset, _, change in PAIRS]
)
def test_a_parameter_changes_the_program_and_its_numbers(preset, base, change, rows):
    plain, other = preset(**base), preset(**base, **change)
    assert plain.hash != other.hash
    assert str(Program.parse(str(other))) == str(other)
    table = Table(**columns_of(preset, rows))
    before, after = plain(table), other(table)
    steps = [step for step in ("advantage", "clip_scale") if step in before.columns]
    moved = [not np.allclose(before.per_token(step), after.per_token(step), atol=1e-4) for step in steps]
    assert any(moved)


@pytest.mark.parametrize("preset", list(CHANGES), ids=lambda preset: preset.__name__)
def test_every_parameter_is_tried(preset):
    tried = {name for tried, _, change in PAIRS if tried is preset for name in change}
    assert tried == set(inspect.signature(preset).parameters)


def test_the_presets_tried_here_and_those_tried_elsewhere_are_all():
    assert set(CHANGES) <= set(PRESETS.values())
    assert all(preset in CHANGES for name, preset in PRESETS.items() if "grpo" in name and name != "fold_grpo")


@pytest.mark.parametrize("preset", list(CHANGES), ids=lambda preset: preset.__name__)
def test_a_program_gives_the_same_twice_and_changes_no_column(preset, rows):
    arguments = columns_of(preset, rows)
    table, program = Table(**arguments), preset()
    names = [name for name in program.columns if name.removeprefix("context:") in table]
    before = {name: table[name].data.copy() for name in names}
    once, again = program(table).per_token(), program(table).per_token()
    np.testing.assert_array_equal(once, again)
    for name, values in before.items():
        np.testing.assert_array_equal(table[name].data, values, err_msg=name)
    np.testing.assert_array_equal(program(Table(**arguments)).per_token(), once)
