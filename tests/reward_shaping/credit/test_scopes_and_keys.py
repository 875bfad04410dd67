"""Scopes, how columns meet, and keys as numbers."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from ragged_tables import SEEDS, table

from turnwise.reward_shaping.credit import Program, Table, Value, add, column, fill, reduce, spread
from turnwise.reward_shaping.credit.units import compact
from turnwise.reward_shaping.credit.value import SCOPES, is_complete, lies_within, meet

ORDER = ["token", "turn", "segment", "episode", "group", "batch", "run"]


@pytest.fixture
def rows():
    """Return two runs of two groups of episodes, with segments, roles and tokens."""
    return Table(
        [2, 1, 1, 2],
        [2, 1, 3, 1, 2, 2],
        keep=[1, 0, 1, 1, 1, 0, 0, 1, 1, 0, 1],
        keys={
            "run": ["a", "a", "a", "b"], "group": [0, 0, 1, 0], "task": ["x", "x", "y", "x"],
            "segment": [0, 1, 0, 0, 0, 0], "role": ["white", "black", "white", "white", "white", "black"],
        },
        turn={"t": [1.0, 2, 3, 4, 5, 6]}, episode={"e": [10.0, 20, 30, 40]}, group={"g": [100.0, 200, 300]},
    )  # fmt: skip


def test_scopes_lie_within_coarser_ones():
    for fine, coarse in itertools.combinations_with_replacement(ORDER, 2):
        assert lies_within(fine, coarse)
    for fine, coarse in itertools.combinations(ORDER, 2):
        assert not lies_within(coarse, fine)
    for one, other in itertools.permutations(["segment", "thread", "role"], 2):
        assert not lies_within(one, other)
    assert not lies_within("token", "context")
    assert not lies_within("context", "token")
    assert lies_within("context", "turn")
    assert set(ORDER) | {"thread", "role", "context"} == set(SCOPES)


def test_sizes_of_every_scope(rows):
    expected = {"context": 11, "token": 7, "turn": 6, "segment": 5, "thread": 4, "role": 6, "episode": 4,
                "group": 3, "batch": 2, "run": 2}  # fmt: skip
    assert {scope: rows.size(scope) for scope in SCOPES} == expected


def test_each_row_lies_in_one_row_of_a_coarser_scope(rows):
    assert rows.index("turn", "episode").tolist() == [0, 0, 1, 2, 3, 3]
    assert rows.index("turn", "segment").tolist() == [0, 1, 2, 3, 4, 4]
    assert rows.index("segment", "episode").tolist() == [0, 0, 1, 2, 3]
    assert rows.index("turn", "role").tolist() == [0, 1, 2, 3, 4, 5]
    assert rows.index("episode", "group").tolist() == [0, 0, 1, 2]
    assert rows.index("group", "run").tolist() == [0, 0, 1]
    assert rows.index("token", "turn").tolist() == [0, 1, 2, 2, 4, 4, 5]
    assert rows.index("context", "turn").tolist() == [0, 0, 1, 2, 2, 2, 3, 4, 4, 5, 5]
    assert rows.index("turn", "turn").tolist() == list(range(6))
    assert rows.index("role", "group").tolist() == [0, 0, 0, 1, 2, 2]


@given(SEEDS)
def test_going_up_in_steps_is_going_up_at_once(seed):
    rows = table(seed)
    for fine, middle, coarse in itertools.combinations(["token", "turn", "thread", "episode", "group", "run"], 3):
        np.testing.assert_array_equal(
            rows.index(middle, coarse)[rows.index(fine, middle)], rows.index(fine, coarse), err_msg=f"{fine} {coarse}"
        )


def test_columns_meet_at_the_finest_scope(rows):
    model, arrays = meet(rows["t"], rows["e"], rows["g"], 7.0)
    assert model.scope == "turn"
    assert [array.tolist() for array in arrays] == [
        [1, 2, 3, 4, 5, 6], [10, 10, 20, 30, 40, 40], [100, 100, 100, 200, 300, 300], 7.0,
    ]  # fmt: skip
    assert meet(rows["e"], rows["g"])[0].scope == "episode"
    by_segment = Value(np.arange(5.0), "segment", rows)
    by_role = Value(np.arange(6.0), "role", rows)
    assert meet(by_segment, by_role)[0].scope == "turn"
    assert meet(by_segment, rows["e"])[0].scope == "segment"


def test_every_pair_of_scopes_mixes(rows):
    p = Program("pairs")
    p.token = spread(p["t"])
    p.segment = reduce(p["t"], to="segment")
    p.role = reduce(p["t"], to="role")
    p.group = reduce(p["e"], to="group", how="max")
    p.run = reduce(p["e"], to="run", how="count")
    p.advantage = add(p.token, p.segment, p.role, p["e"], p.group, p.run)
    found = p(rows)
    turns = np.sum([[1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 11, 11], [1, 2, 3, 4, 5, 6]], axis=0)
    episodes = np.sum([[10, 20, 30, 40], [20, 20, 30, 40], [3, 3, 3, 1]], axis=0)
    expected = (turns + episodes[[0, 0, 1, 2, 3, 3]])[[0, 1, 2, 2, 4, 4, 5]]
    assert found.scope == "token"
    np.testing.assert_allclose(found.advantage, expected)


def test_a_column_is_itself_and_a_number_needs_a_column_beside_it(rows):
    assert column(rows["t"]) is rows["t"]
    constant = column(2.5, rows["t"])
    assert (constant.scope, constant.at("turn").tolist()) == ("run", [2.5] * 6)
    with pytest.raises(ValueError, match="a column is needed here"):
        column(2.5)


def test_complete_columns_are_told_from_those_with_gaps():
    assert is_complete(np.zeros(0))
    assert is_complete(np.array([1.0, -np.inf, np.inf]))
    assert not is_complete(np.array([1.0, np.nan, np.inf]))
    assert not is_complete(np.array([np.nan], dtype=np.float32))


def test_keys_combine_to_the_same_numbers_where_all_are_the_same(rows):
    one, n = rows.codes(["group", "role"], "turn")
    labels = list(zip([0, 0, 0, 1, 2, 2], ["w", "b", "w", "w", "w", "b"], strict=True))
    assert n >= len(set(labels)) == len(set(one.tolist()))
    for a, b in itertools.combinations(range(6), 2):
        assert (one[a] == one[b]) == (labels[a] == labels[b])


def test_a_key_of_many_labels_is_numbered_without_gaps_in_memory():
    n = 3000
    rows = Table([n], keys={"anchor": [f"place {place}" for place in range(n)], "fork": list(range(n))})
    codes, keys = rows.codes(["anchor", "fork", "turn"], "turn")
    assert keys <= 4 * n + 1024
    assert len(set(codes.tolist())) == n


def test_a_turn_index_and_a_position_count_from_the_start_of_the_episode(rows):
    assert rows.codes(["turn"], "turn")[0].tolist() == [0, 1, 0, 0, 0, 1]
    assert rows.codes(["position"], "token")[0].tolist() == [0, 1, 0, 1, 0, 1, 2]
    assert rows.codes(["position"], "context")[0].tolist() == [0, 1, 2, 0, 1, 2, 0, 0, 1, 2, 3]
    assert rows.codes(["turn"], "token")[0].tolist() == [0, 1, 0, 0, 0, 0, 1]


def test_keys_of_units_are_read_at_their_first_row(rows):
    assert rows.codes(["segment"], "segment")[0].tolist() == [0, 1, 0, 0, 0]
    assert rows.codes(["group", "segment"], "segment")[0].tolist() != rows.codes(["segment"], "segment")[0].tolist()
    with pytest.raises(ValueError, match="the key 'role' has one label for each turn, and the rows are of scope 'segm"):
        rows.codes(["role"], "segment")
    with pytest.raises(ValueError, match="the key 'episode' has one label for each episode, and the rows"):
        rows.codes(["episode"], "group")


def test_keys_that_a_table_does_not_have_are_the_same_everywhere_or_refused():
    rows = Table([2, 1])
    for name in ("task", "segment", "thread", "role", "fork"):
        assert rows.codes([name], "turn")[0].tolist() == [0, 0, 0]
    with pytest.raises(ValueError, match="no key 'anchor'"):
        rows.codes(["anchor"], "turn")


def test_numbers_in_place_of_labels_keep_their_order_of_appearance():
    assert [compact(np.array(codes))[0].tolist() for codes in ([5, 5, 9], [9, 2, 9, 5])] == [[0, 0, 1], [0, 1, 0, 2]]
    assert compact(np.array([5, 5, 9]))[1] == 2
    assert compact(np.array([9, 2, 9, 5]))[1] == 3
    assert compact(np.zeros(0, dtype=np.int64))[1] == 0


def test_what_a_program_computes_is_computed_on_the_scope_it_needs(rows):
    p = Program("scopes")
    p.advantage = fill(p["g"]) * 1
    assert p(rows).scope == "group"
    assert p(rows).per_turn().tolist() == [100, 100, 100, 200, 300, 300]
    assert p(rows).per_token().tolist() == [100, 0, 100, 100, 100, 0, 0, 300, 300, 0, 300]
