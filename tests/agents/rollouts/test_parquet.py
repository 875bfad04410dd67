"""A run as a table with a row a turn."""

import json
import sys

import pytest
from gymnasium.error import DependencyNotInstalled

from turnwise.agents import RandomAgent, Reply
from turnwise.agents.rollouts import CONTRACT, collect, write_parquet

needs_pyarrow = pytest.mark.needs("pyarrow")


class Talker(RandomAgent):
    """A random agent with tokens, but not for every reply."""

    def act(self, conversations):
        said = [reply.text for reply in super().act(conversations)]
        return [
            Reply(text, [1, 2], [("action", 1, 2)], [None, -0.5]) if text == "left" else Reply(text) for text in said
        ]


@needs_pyarrow
def test_every_turn_is_a_row(corridor, tmp_path):
    from pyarrow import parquet

    run = collect([corridor, corridor], Talker(), episodes=4, group_size=2, record=CONTRACT)
    rows = parquet.read_table(write_parquet(run, tmp_path / "turns.parquet")).to_pylist()
    turns = [turn for episode in run for turn in episode.turns]
    assert len(rows) == len(turns)
    for row, turn in zip(rows, turns, strict=True):
        for name in (
            "run",
            "task",
            "group",
            "episode",
            "turn",
            "role",
            "anchor",
            "action",
            "reward",
            "success",
            "error",
        ):
            assert row[name] == getattr(turn, name)
        assert dict(row["reward_terms"]) == turn.reward_terms
        assert dict(row["channels"]) == turn.channels
        assert dict(row["milestones"]) == turn.milestones
        assert json.loads(row["facts"]) == turn.facts
        assert row["token_ids"] == (turn.tokens and [1, 2])
        assert row["log_probs"] == (turn.tokens and [None, -0.5])
        assert row["spans"] == (turn.tokens and [{"kind": "action", "start": 1, "end": 2}])
    assert {row["env"] for row in rows} == {"Corridor#1", "Corridor#2"}
    assert rows[-1]["agent_seed"] == run[-1].agent_seed


@needs_pyarrow
def test_a_run_without_episodes_is_a_table_without_rows(tmp_path):
    from pyarrow import parquet

    assert parquet.read_table(write_parquet([], tmp_path / "none.parquet")).num_rows == 0


def test_a_missing_package_is_named_with_how_to_install_it(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(DependencyNotInstalled, match=r'needs pyarrow.*pip install "turnwise\[report\]"'):
        write_parquet([], tmp_path / "none.parquet")
