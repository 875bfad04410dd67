"""Tables: what episodes become, scopes, keys, masks, and what does not fit."""

import numpy as np
import pytest

from turnwise.agents.rollouts import Episode, Tokens
from turnwise.agents.rollouts.episode import Column
from turnwise.reward_shaping.credit import Program, Table, centre, fill, grpo, reduce, spread, total


def episode(**given):
    """Return an episode of two turns."""
    usual = {
        "run": "run", "task": "maze 0", "group": 0, "observations": ["start", "middle", "end"],
        "actions": ["left", "right"], "rewards": [0.25, 1.5], "paid": {"outcome": [0.0, 1.0], "bonus": [0.25, 0.5]},
        "successes": [False, True], "valid": [True, True], "errors": ["", ""], "terminated": True,
        "channels": {"level": [0.5, None]}, "opening": {"channels": {"level": 0.25}, "success": False},
    }  # fmt: skip
    return Episode(**{**usual, **given})


def crashed():
    """Return an episode that crashed before its first turn."""
    empty = {"observations": ["start"], "actions": [], "rewards": [], "paid": {}, "successes": [], "valid": []}
    return episode(**empty, errors=[], terminated=False, crash="ValueError: gone", channels={}, episode=1)


def test_episodes_become_columns():
    table = Table.from_episodes([episode(), crashed(), episode(group=1, task="maze 1", terminated=False)])
    assert table.turns.tolist() == [2, 0, 2]
    for name in ("outcome", "term:outcome"):
        np.testing.assert_array_equal(table[name].data, [0, 1, 0, 1])
    np.testing.assert_array_equal(table["reward"].data, [0.25, 1.5] * 2)
    np.testing.assert_array_equal(table["channel:level"].data, [0.5, np.nan] * 2)
    np.testing.assert_array_equal(table["level@start"].data, [0.25] * 3)
    np.testing.assert_array_equal(table["success"].data, [0, 1, 0, 1])
    np.testing.assert_array_equal(table["solved"].data, [1, 0, 1])
    np.testing.assert_array_equal(table["turn"].data, [0, 1, 0, 1])
    np.testing.assert_array_equal(table["turns"].data, [2, 0, 2])
    assert table.terminated.tolist() == [True, False, False]
    assert table.codes(["group"], "episode")[0].tolist() == [0, 0, 1]
    assert table.codes(["anchor"], "turn")[0].tolist() == [0, 1, 0, 1]
    assert table["outcome"].scope == "turn"
    assert table["level@start"].scope == table["turns"].scope == "episode"


def test_an_episode_without_turns_counts_in_no_statistic():
    result = grpo()(Table.from_episodes([episode(), crashed(), episode(rewards=[0.0, 0.0])]))
    np.testing.assert_allclose(result.advantage, np.repeat([1, -1], 2) / np.sqrt(2), atol=1e-5)


def test_terms_known_late_are_read_at_their_exact_place():
    late = episode(paid={"outcome": [0, 1.0], "gain": [0.0, 0.5]}, late={"gain": [0.75, -0.25]}, rewards=[0.0, 1.5])
    table = Table.from_episodes([late])
    np.testing.assert_array_equal(table["gain"].data, [0.75, -0.25])
    np.testing.assert_array_equal(table["reward"].data, [0.75, 0.75])
    np.testing.assert_array_equal(table["paid"].data, [0.0, 1.5])


def test_a_channel_comes_before_a_term_of_its_name():
    table = Table.from_episodes([episode(channels={"bonus": [7.0, 8.0]})])
    np.testing.assert_array_equal(table["bonus"].data, [7, 8])
    np.testing.assert_array_equal(table["term:bonus"].data, [0.25, 0.5])


def test_a_channel_of_an_episode_has_one_value_an_episode():
    columns = {"level": Column(scope="episode")}
    other = episode(columns=columns, channels={"level": [None, 0.75]})
    table = Table.from_episodes([episode(columns=columns), crashed(), other])
    assert table["level"].scope == "episode"
    np.testing.assert_array_equal(table["level"].data, [0.5, np.nan, 0.75])


def test_tokens_are_kept_by_their_spans():
    tokens = [Tokens([1, 2, 3], [("observation", 0, 1), ("action", 1, 3)], [None, -1.0, -2.0]), None]
    table = Table.from_episodes([episode(tokens=tokens), crashed(), episode()])
    assert table.tokens.tolist() == [3, 0, 0, 0]
    assert table.keep.tolist() == [False, True, True]
    np.testing.assert_array_equal(table["log_prob"].data, [-1, -2])
    np.testing.assert_array_equal(table["context:log_prob"].data, [np.nan, -1, -2])
    np.testing.assert_array_equal(table["length"].data, [2, 0, 0, 0])
    assert sorted(table.kinds) == ["action", "observation"]
    everything = Table.from_episodes([episode(tokens=tokens)], keep=["action", "observation"])
    assert everything.keep.all()


def test_columns_may_be_handed_in_at_every_scope():
    tokens = [Tokens([1, 2], [("action", 0, 2)]), Tokens([3], [("action", 0, 1)])]
    table = Table.from_episodes(
        [episode(tokens=tokens), episode(tokens=tokens, group=1)],
        turn={"value": [[1, 2], [3, 4]], "outcome": [5, 6, 7, 8]},
        episode={"won": [1, 0]},
        token={"surprise": np.arange(6, dtype=np.float32)},
        group={"rate": [0.5, 0.25]},
        keys={"anchor": [["a", "b"], ["b", "b"]], "plan": ["x", "x", "y", "x"]},
    )
    np.testing.assert_array_equal(table["value"].data, [1, 2, 3, 4])
    np.testing.assert_array_equal(table["outcome"].data, [5, 6, 7, 8])
    np.testing.assert_array_equal(table["rate"].at("turn"), [0.5, 0.5, 0.25, 0.25])
    np.testing.assert_array_equal(table["rate"].at("token"), np.repeat([0.5, 0.25], 3))
    assert table["surprise"].data.dtype == np.float32
    assert table.codes(["anchor"], "turn")[0].tolist() == [0, 1, 1, 1]
    codes, _ = table.codes(["plan", "anchor"], "turn")
    assert len(set(codes.tolist())) == 3


def test_groups_of_different_batches_and_runs_are_different():
    table = Table([1] * 4, keys={"group": [0, 0, 0, 1], "batch": [0, 0, 1, 1], "run": ["a", "b", "b", "b"]})
    assert [table.size(scope) for scope in ("group", "batch", "run")] == [4, 3, 2]
    assert table.index("episode", "batch").tolist() == [0, 1, 2, 2]


def test_without_groups_the_tasks_are_groups_and_without_tasks_there_is_one():
    assert Table([1] * 3, keys={"task": ["a", "b", "a"]}).index("episode", "group").tolist() == [0, 1, 0]
    assert Table([1] * 3).index("episode", "group").tolist() == [0, 0, 0]
    assert Table([1] * 3).codes(["task"], "episode")[0].tolist() == [0, 0, 0]


def test_segments_threads_and_roles_lie_within_episodes():
    keys = {"segment": [0, 0, 1, 0], "thread": ["main", "side", "main", "main"]}
    table = Table([3, 1], keys=keys, turn={"x": [1.0, 2, 3, 4]})
    assert table.index("turn", "segment").tolist() == [0, 0, 1, 2]
    assert table.index("turn", "thread").tolist() == [0, 1, 0, 2]
    assert table.index("segment", "episode").tolist() == [0, 0, 1]
    assert table.size("role") == 2
    p = Program("x")
    p.advantage = reduce(p["x"], to="thread") + reduce(p["x"], to="segment")
    np.testing.assert_allclose(p(table).advantage, [4 + 3, 2 + 3, 4 + 3, 8])


def test_finer_values_are_not_used_for_coarser_ones():
    table = Table([2, 1], turn={"x": [1.0, 2, 3]}, episode={"y": [1.0, 2]})
    with pytest.raises(ValueError, match=r"scope 'turn' cannot be used at scope 'episode'.*Reduce it first"):
        table["x"].at("episode")
    np.testing.assert_array_equal(table["y"].at("turn"), [1, 1, 2])


def test_a_terminated_episode_is_not_truncated():
    table = Table([1, 1], terminated=[True, False], truncated=[True, True])
    assert table.truncated.tolist() == [False, True]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"turn": {"x": [1.0]}}, r"needs 'x' of shape \(3,\), one value for each turn; got shape \(1,\)"),
        ({"episode": {"x": [1.0] * 3}}, r"one value for each episode; got shape \(3,\)"),
        ({"token": {"x": [1.0]}}, r"shape \(0,\), one value for each token"),
        ({"tokens": [1, 2]}, "needs 'tokens' of shape"),
        ({"tokens": [1, 1, 1], "keep": [True]}, "needs 'keep' of shape"),
        ({"terminated": [True]}, "needs 'terminated' of shape"),
        ({"keys": {"group": [1, 2, 3]}}, "needs 'group' of shape"),
        ({"keys": {"turn": [1, 2, 3]}}, "Table numbers 'turn' itself"),
    ],
)
def test_what_does_not_fit_is_refused(given, message):
    with pytest.raises(ValueError, match=message):
        Table([2, 1], **given)


def test_per_token_fills_masked_tokens():
    table = Table([2], [2, 3], keep=[0, 1, 1, 0, 1], turn={"x": [1.0, 2.0]})
    p = Program("x")
    p.loss_mask = fill(p["x"]) * 0 + 1
    p.advantage = p["x"] * 1
    p.token = spread(p["x"], how="uniform")
    result = p(table)
    np.testing.assert_array_equal(result.per_token(), [0, 1, 2, 0, 2])
    np.testing.assert_array_equal(result.per_token("token", fill=-1), [-1, 1, 1, -1, 1])
    assert result.per_token().dtype == np.float32
    assert result.per_token(dtype=np.float64).dtype == np.float64
    np.testing.assert_array_equal(result.side_channels()["loss_mask"], [1, 1])
    assert result.scope == "turn"
    with pytest.raises(ValueError, match="'token' has one value a token; use per_token"):
        result.per_turn("token")


def test_advantages_by_episode_keep_empty_episodes():
    table = Table([2, 0, 1], turn={"x": [1.0, 2, 3]})
    p = Program("x")
    p.advantage = centre(total(p["x"]), by=())
    assert [row.tolist() for row in p(table).by_episode()] == [[0, 0], [], [0]]
    assert p(Table([], turn={"x": []})).by_episode() == []


def test_a_term_does_not_hide_a_column_of_the_table_itself():
    episode = Episode(actions=["a", "b"], observations=["o"] * 3, rewards=[1.0, 2.0], paid={"length": [1.0, 2.0]},
                      successes=[None, True], valid=[True, True], terminated=True)  # fmt: skip
    table = Table.from_episodes([episode])
    np.testing.assert_array_equal(table["length"].data, [0.0, 0.0])
    np.testing.assert_array_equal(table["term:length"].data, [1.0, 2.0])
