"""The numbers of the report."""

import pytest

from turnwise.agents.rollouts.episode import Episode
from turnwise.report.summary import outcome, summarise


def episode(env="Lake-v0", agent="a", run="r", terms=None, success=True, valid=None, **columns):
    terms = {"outcome": [0.0, 1.0]} if terms is None else terms
    turns = len(next(iter(terms.values())))
    return Episode(
        run=run, env=env, agent=agent, paid=terms,
        rewards=[sum(column[turn] or 0.0 for column in terms.values()) for turn in range(turns)],
        observations=["o"] * (turns + 1), actions=["a"] * turns, successes=[False] * (turns - 1) + [success],
        valid=valid or [True] * turns, errors=[""] * turns, **columns,
    )  # fmt: skip


def only(episodes):
    (cell,) = summarise(episodes).cells.values()
    return cell


def test_success_counts_what_the_environment_judged():
    cell = only([episode(), episode(success=False), episode(success=None), episode(crash="boom")])
    assert cell.outcomes == {"solved": 1, "not solved": 1, "crashed": 1, "unknown": 1}
    assert cell.judged == 3
    assert cell.success == pytest.approx(1 / 3)
    assert cell.interval == pytest.approx((0.06149, 0.79234), abs=1e-5)


def test_nothing_is_said_of_success_where_nobody_judged():
    cell = only([episode(success=None)])
    assert cell.success is None
    assert cell.interval == (0.0, 1.0)


def test_an_episode_without_turns_has_the_outcome_of_its_opening():
    assert outcome(Episode(opening={"success": True})) == "solved"
    assert outcome(Episode()) == "unknown"


def test_the_return_is_the_sum_of_its_parts():
    gated = {"outcome": [0.0, 1.0], "milestones": [0.5, 0.5], "gate": [-0.5, 0.5]}
    failed = {"outcome": [0.0, 0.0], "milestones": [0.5, 0.0], "gate": [-0.5, 0.0]}
    cell = only([episode(terms=gated), episode(terms=failed, success=False)])
    assert cell.parts == {"outcome": (0.5, 0.0), "milestones": (0.75, 0.0), "gate": (0.25, -0.5)}
    assert cell.mean_return == pytest.approx(sum(paid + taken for paid, taken in cell.parts.values()))


def test_a_term_that_is_missing_on_a_turn_paid_nothing_there():
    assert only([episode(terms={"a": [None, 2.0]})]).parts == {"a": (2.0, 0.0)}


def test_a_term_that_some_episodes_lack_is_averaged_over_all():
    cell = only([episode(terms={"a": [1.0]}), episode(terms={"b": [1.0]})])
    assert cell.parts == {"a": (0.5, 0.0), "b": (0.5, 0.0)}


def test_lengths_limits_and_invalid_messages_are_counted():
    long = {"outcome": [0.0] * 10}
    cell = only([episode(), episode(terms=long, truncated=True, valid=[True] * 7 + [False] * 3)])
    assert cell.quartiles == [2.0, 4.0, 6.0, 8.0, 10.0]
    assert (cell.truncated, cell.turns, cell.invalid) == (1, 12, 3)
    assert cell.invalid_rate == 0.25
    assert cell.histogram(10, bins=5) == ([1, 0, 0, 0, 1], 2)


def test_without_a_message_none_is_invalid():
    assert only([Episode(run="r", env="e", agent="a")]).invalid_rate == 0.0


def test_cells_stand_by_environment_in_the_order_that_was_asked_for():
    summary = summarise([episode(env="B"), episode(env="A", agent="b"), episode(env="A")])
    assert list(summary.environments) == ["B", "A"]
    summary.order = ["missing", "A", "B"]
    assert [[cell.agent for cell in cells] for cells in summary.environments.values()] == [["b", "a"], ["a"]]
    assert summary.agents == ["a", "b"]
    assert (summary.episodes, summary.turns) == (3, 6)


def test_an_agent_is_told_apart_by_its_run_where_two_runs_have_it_in_one_environment():
    summary = summarise([episode(run="x"), episode(run="y"), episode(run="x", env="B")])
    assert [cell.label for cell in summary.cells.values()] == ["a · x", "a · y", "a"]


def test_no_episode_gives_an_empty_summary():
    summary = summarise([])
    assert (summary.episodes, summary.environments, summary.terms) == (0, {}, [])
