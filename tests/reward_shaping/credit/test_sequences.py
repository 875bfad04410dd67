"""Sequences: places, edges, shifts, reductions and folds, of neighbours and of rows that lie apart."""

import numpy as np
import pytest

from turnwise.reward_shaping.credit.sequences import BLOCK, Sequences

NAN = np.nan
X = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
TOGETHER = Sequences(np.array([0, 0, 2, 2, 2]), 4)
APART = Sequences(np.array([2, 0, 2, 0, 2]), 4)


def test_places_and_edges_of_neighbours():
    assert TOGETHER.order is None
    assert TOGETHER.sizes.tolist() == [2, 0, 3, 0]
    assert TOGETHER.place.tolist() == [0, 1, 0, 1, 2]
    assert [rows.tolist() for rows in TOGETHER.edges()] == [[0, 2], [1, 4]]


def test_places_and_edges_of_rows_that_lie_apart():
    assert APART.order is not None
    assert APART.place.tolist() == [0, 0, 1, 1, 2]
    assert [rows.tolist() for rows in APART.edges()] == [[1, 0], [3, 4]]


def test_sorting_is_undone():
    assert APART.sort(X).tolist() == [2, 4, 1, 3, 5]
    assert APART.unsort(APART.sort(X)).tolist() == X.tolist()
    assert TOGETHER.sort(X) is X


def test_sizes_alone_make_the_same_sequences():
    made = Sequences.of_sizes(np.array([2, 0, 3, 0]))
    assert made.unit.tolist() == TOGETHER.unit.tolist()
    assert made.place.tolist() == TOGETHER.place.tolist()
    np.testing.assert_array_equal(made.shift(X, 1), TOGETHER.shift(X, 1))
    with pytest.raises(AttributeError):
        made.nothing


@pytest.mark.parametrize(
    ("k", "together", "apart"),
    [
        (0, [1, 2, 3, 4, 5], [1, 2, 3, 4, 5]),
        (1, [NAN, 1, NAN, 3, 4], [NAN, NAN, 1, 2, 3]),
        (-1, [2, NAN, 4, 5, NAN], [3, 4, 5, NAN, NAN]),
        (2, [NAN, NAN, NAN, NAN, 3], [NAN, NAN, NAN, NAN, 1]),
        (-2, [NAN, NAN, 5, NAN, NAN], [5, NAN, NAN, NAN, NAN]),
        (5, [NAN] * 5, [NAN] * 5),
        (-7, [NAN] * 5, [NAN] * 5),
    ],
)
def test_shifts_stay_within_their_sequence(k, together, apart):
    np.testing.assert_array_equal(TOGETHER.shift(X, k), together)
    np.testing.assert_array_equal(APART.shift(X, k), apart)
    np.testing.assert_array_equal(APART.shift(X, k, -1.0), np.nan_to_num(apart, nan=-1.0))


@pytest.mark.parametrize("how", ["sum", "max", "min", "first", "last", "count"])
def test_reductions_of_units_without_rows(how):
    together = {
        "sum": [3, 0, 12, 0], "max": [2, NAN, 5, NAN], "min": [1, NAN, 3, NAN], "first": [1, NAN, 3, NAN],
        "last": [2, NAN, 5, NAN], "count": [2, 0, 3, 0],
    }  # fmt: skip
    apart = {
        "sum": [6, 0, 9, 0], "max": [4, NAN, 5, NAN], "min": [2, NAN, 1, NAN], "first": [2, NAN, 1, NAN],
        "last": [4, NAN, 5, NAN], "count": [2, 0, 3, 0],
    }  # fmt: skip
    np.testing.assert_array_equal(TOGETHER.reduce(X, how), together[how])
    np.testing.assert_array_equal(APART.reduce(X, how), apart[how])


@pytest.mark.parametrize("how", ["sum", "max", "min", "first", "last", "count"])
def test_reductions_of_no_rows(how):
    empty = Sequences(np.zeros(0, dtype=np.int64), 2)
    expected = [0, 0] if how in ("sum", "count") else [NAN, NAN]
    np.testing.assert_array_equal(empty.reduce(np.zeros(0), how), expected)
    assert Sequences(np.zeros(0, dtype=np.int64), 0).reduce(np.zeros(0), how).shape == (0,)


def test_sums_of_many_small_numbers_are_kept_in_float64():
    x = np.full(2**20, 0.1, dtype=np.float32)
    sums = Sequences.of_sizes(np.array([x.size])).reduce(x, "sum")
    assert sums.dtype == np.float64
    assert sums[0] == pytest.approx(x.size * float(np.float32(0.1)), rel=1e-7)


def test_folds_go_forward_and_backward():
    def add(here, carried, _):
        return here + carried

    np.testing.assert_array_equal(TOGETHER.fold(X, add, backward=False), [1, 3, 3, 7, 12])
    np.testing.assert_array_equal(TOGETHER.fold(X, add, backward=True), [3, 2, 12, 9, 5])
    np.testing.assert_array_equal(APART.fold(X, add, backward=False), [1, 2, 4, 6, 9])
    np.testing.assert_array_equal(APART.fold(X, add, backward=True), [9, 6, 8, 4, 5])


def test_a_fold_knows_its_rows():
    seen = []

    def note(here, carried, rows):
        seen.append(sorted(rows.tolist()))
        return here

    np.testing.assert_array_equal(TOGETHER.fold(X, note, backward=False), X)
    assert seen == [[1, 3], [4]]
    seen.clear()
    TOGETHER.fold(X, note, backward=True)
    assert seen == [[3], [0, 2]]


def test_a_fold_of_no_rows_is_empty():
    empty = Sequences(np.zeros(0, dtype=np.int64), 3)
    assert empty.fold(np.zeros(0), lambda here, carried, rows: here, backward=True).shape == (0,)
    assert empty.discount(np.zeros(0), 0.9).shape == (0,)
    assert empty.place.shape == (0,)


def test_a_decay_for_each_row():
    decay = np.array([0.5, 9.0, 0.0, 2.0, 9.0])
    np.testing.assert_array_equal(TOGETHER.discount(X, decay), [2, 2, 3, 14, 5])


@pytest.mark.parametrize("sizes", [[BLOCK * 4], [BLOCK * 4 + 1], [BLOCK * 3, 0, BLOCK * 3], [300, 201, 777]])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_blocks_give_what_steps_give(sizes, dtype):
    sequences = Sequences.of_sizes(np.array(sizes))
    x = np.random.default_rng(1).normal(size=sum(sizes)).astype(dtype)
    for decay in (1.0, 0.99, 0.3):
        by_steps = sequences.fold(
            x.astype(np.float64), lambda here, carried, _, d=decay: here + d * carried, backward=True
        )
        in_blocks = sequences.discount(x, decay)
        assert in_blocks.dtype == dtype
        np.testing.assert_allclose(in_blocks, by_steps, rtol=1e-4, atol=1e-4 if dtype == np.float32 else 1e-10)


def test_discounting_leaves_what_it_was_given_alone():
    for size in (5, BLOCK * 8):
        x = np.random.default_rng(1).normal(size=size)
        copy = x.copy()
        Sequences.of_sizes(np.array([size])).discount(x, 0.9)
        Sequences.of_sizes(np.array([size])).shift(x, -1)
        np.testing.assert_array_equal(x, copy)


def test_a_long_sequence_among_many_short_ones_needs_no_padding_to_its_length():
    sizes = np.ones(20_000, dtype=np.int64)
    sizes[7] = 20_000
    x = np.ones(sizes.sum(), dtype=np.float32)
    out = Sequences.of_sizes(sizes).discount(x, 1.0)
    assert out[7] == 20_000
    assert out[:7].tolist() == [1] * 7


@pytest.mark.parametrize("decay", [1.0, 0.9, 0.0])
@pytest.mark.parametrize("apart", [False, True])
def test_one_long_sequence_beside_many_short_ones_is_discounted_in_blocks_and_gives_the_same(decay, apart):
    rng = np.random.default_rng(4)
    sizes = np.array([3, 0, 20 * BLOCK + 7, 1, 5, *rng.integers(0, 4, 200)])
    unit = np.repeat(np.arange(sizes.size), sizes)
    unit = rng.permutation(unit) if apart else unit
    x = rng.normal(size=unit.size)
    sequences = Sequences(unit, sizes.size)
    assert sequences._long(x.size)
    assert x.size < 2 * BLOCK * np.count_nonzero(sizes)
    plain, carried = np.zeros(x.size), dict.fromkeys(range(sizes.size), 0.0)
    for row in reversed(range(x.size)):
        plain[row] = carried[unit[row]] = x[row] + decay * carried[unit[row]]
    np.testing.assert_allclose(sequences.discount(x, decay), plain, atol=1e-9)
