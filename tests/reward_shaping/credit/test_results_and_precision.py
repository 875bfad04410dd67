"""What a program returns, in which precision, and what it tells about itself."""

import numpy as np
import pytest
from hypothesis import given
from ragged_tables import SEEDS, ragged, table

from turnwise.reward_shaping.credit import Program, Table, centre, fill, gae, grpo, returns, spread, token_gae, total


def tokens(dtype, **more):
    """Return a table with one token column of this precision."""
    rng = np.random.default_rng(0)
    values = rng.normal(size=600).astype(dtype)
    return Table([2, 1], [200, 300, 100], turn={"reward": [1.0, 2, 3]}, token={"value": values}, **more)


def test_tokens_are_float32_unless_a_column_of_them_is_float64():
    assert tokens(np.float32).precision is np.float32
    assert tokens(np.float64).precision is np.float64
    assert Table([1], [2]).precision is np.float32
    for dtype in (np.float32, np.float64):
        result = token_gae()(tokens(dtype))
        assert result.advantage.dtype == dtype
        assert result.columns["reward"].data.dtype == dtype


def test_turns_are_float64_whatever_they_are_given_as():
    rows = Table([2, 1], turn={"int": [1, 2, 3], "bool": [True, False, True], "none": [1, None, 2]})
    for name in ("int", "bool", "none"):
        assert rows[name].data.dtype == np.float64
    assert np.isnan(rows["none"].data[1])


def test_single_precision_is_close_to_double():
    exact, close = (
        token_gae(gamma=0.99, lam=0.95)(tokens(dtype)).advantage for dtype in (np.float64, np.float32)
    )  # fmt: skip
    np.testing.assert_allclose(close, exact, atol=1e-5, rtol=1e-5)


@given(SEEDS)
def test_a_missing_advantage_is_zero_and_counted(seed):
    rows = table(seed, missing=0.3)
    p = Program("missing")
    p.raw = p["reward"] * 2
    p.advantage = p.raw * 1
    result = p(rows)
    gone = np.isnan(rows["reward"].data)
    np.testing.assert_array_equal(result.advantage, np.where(gone, 0, 2 * rows["reward"].data))
    np.testing.assert_array_equal(np.isnan(result["raw"]), gone)
    assert result.diagnostics["advantage.missing"] == gone.sum()


@given(SEEDS)
def test_per_token_repeats_turns_and_hides_masked_tokens(seed):
    rows = table(seed)
    p = Program("turns")
    p.advantage = p["reward"] * 1
    p.last = spread(p["reward"], how="last")
    result = p(rows)
    turn = rows.index("context", "turn")
    expected = np.where(rows.mask, rows["reward"].data[turn], 0)
    np.testing.assert_array_equal(result.per_token(dtype=np.float64), expected)
    assert result.per_token("last", dtype=np.float64).sum() == pytest.approx(rows["reward"].data[rows.kept > 0].sum())
    assert np.all(result.per_token(fill=-5.0)[~rows.mask] == -5)


@given(SEEDS)
def test_without_a_mask_every_token_counts(seed):
    columns = ragged(np.random.default_rng(seed))
    columns["keep"] = None
    rows = Table(**columns)
    assert rows.mask.all()
    assert rows.kept.tolist() == rows.tokens.tolist()
    p = Program("all")
    p.advantage = p["reward"] * 1
    np.testing.assert_array_equal(p(rows).per_token(dtype=np.float64), np.repeat(rows["reward"].data, rows.tokens))


@given(SEEDS)
def test_by_episode_cuts_at_episodes(seed):
    rows = table(seed)
    result = grpo("reward")(rows)
    each = result.by_episode()
    assert [row.size for row in each] == rows.turns.tolist()
    np.testing.assert_array_equal(np.concatenate([*each, []]), result.advantage)
    assert all(np.ptp(row) == 0 for row in each if row.size)


def test_side_channels_are_those_with_reserved_names():
    p = Program("side")
    p.z = centre(p["reward"], by=())
    p.clip_scale = 1 + 0.1 * p.z
    p.sample_weight = total(p["reward"])
    p.advantage = p.z * 1
    result = p(tokens(np.float32))
    assert sorted(result.side_channels()) == ["clip_scale", "sample_weight"]
    np.testing.assert_allclose(result.side_channels()["sample_weight"], [3, 3, 3])
    assert Program.parse(str(p)) == p


def test_every_step_is_there_by_name():
    p = Program("steps")
    p.total = total(p["reward"])
    p.advantage = centre(p.total, by=())
    result = p(tokens(np.float32))
    assert list(result.columns) == ["total", "advantage"]
    assert result.columns["total"].scope == "episode"
    assert result["total"].tolist() == [3, 3, 3]
    assert result.program is p
    with pytest.raises(ValueError, match="no step"):
        result["nothing"]


def test_two_baselines_in_one_step_are_counted_together():
    p = Program("two")
    p.advantage = centre(p["reward"], by=()) + centre(p["reward"], by=("group", "turn"))
    assert p(tokens(np.float32)).diagnostics["advantage.centre.keys"] == 3


def test_truncated_episodes_without_a_bootstrap_are_counted():
    p = Program("gae")
    p.advantage = gae(p["reward"], fill(p["reward"]) * 0)
    rows = Table([1, 1], terminated=[False, False], truncated=[True, False], turn={"reward": [1.0, 2]})
    assert p(rows).diagnostics["advantage.gae.truncated_without_bootstrap"] == 1


def test_advantages_of_long_episodes_hold_their_precision():
    turns = 40_000
    rows = Table([turns], turn={"reward": np.full(turns, 0.1)})
    p = Program("long")
    p.advantage = returns(p["reward"])
    np.testing.assert_allclose(p(rows).advantage, 0.1 * np.arange(turns, 0, -1), rtol=1e-10)


def test_a_step_that_is_not_there_is_said_with_the_nearest():
    result = grpo()(Table([1], turn={"reward": [1.0]}))
    for ask in (lambda: result["advantag"], lambda: result.per_turn("advantag"), lambda: result.per_token("advantag")):
        with pytest.raises(ValueError, match="mean 'advantage'"):
            ask()
