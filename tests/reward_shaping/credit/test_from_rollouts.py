"""From episodes that were played to advantages: rewards and channels of wrappers, late terms, crashes, token spans."""

import copy
import json
import pickle
import subprocess
import sys

import gymnasium as gym
import numpy as np
import pytest

import turnwise  # noqa: F401 - registers the ids
from turnwise.agents import Agent, ExpertAgent, RandomAgent, Reply
from turnwise.agents.rollouts import collect, read_run
from turnwise.reward_shaping.credit import (
    PRESETS,
    Program,
    Table,
    centre,
    diff,
    fill,
    gae,
    gigpo,
    grpo,
    reduce,
    reinforce_plus_plus,
    returns,
    spread,
    total,
)
from turnwise.wrappers import GatedRewards, Milestones

GROUP, TASKS = 4, 3


def quest():
    """Return a small environment with milestones that count only where it is solved."""
    env = Milestones(gym.make("turnwise/KeyRooms-v0", rooms=2, locked=1, max_episode_steps=12))
    return GatedRewards(env, terms=["milestones"])


class Speaker(RandomAgent):
    """A random agent that says its words as tokens: a thought, then the action, each letter a token."""

    def act(self, conversations):
        replies = []
        for reply in super().act(conversations):
            letters = [ord(letter) for letter in reply.text]
            spans = [("observation", 0, 2), ("thought", 2, 3), ("action", 3, 3 + len(letters))]
            log_probs = [None, None, *([-0.5] * (1 + len(letters)))]
            replies.append(Reply(reply.text, token_ids=[0, 0, 1, *letters], log_probs=log_probs, spans=spans))
        return replies


@pytest.fixture(scope="module")
def episodes():
    """Return three groups of four episodes."""
    run = collect(quest, ExpertAgent(0.5), episodes=GROUP * TASKS, group_size=GROUP, seed=5, progress=False)
    return list(run.episodes)


@pytest.fixture(scope="module")
def spoken():
    """Return episodes with tokens."""
    agent: Agent = Speaker()
    return list(collect(quest, agent, episodes=4, group_size=2, seed=5, progress=False).episodes)


def test_the_table_holds_what_the_episodes_hold(episodes):
    table = Table.from_episodes(episodes)
    assert table.turns.tolist() == [len(episode) for episode in episodes]
    assert table.size("group") == TASKS
    np.testing.assert_array_equal(table.index("episode", "group"), np.repeat(np.arange(TASKS), GROUP))
    for name in ("outcome", "milestones", "gate"):
        expected = np.concatenate([episode.column(name) for episode in episodes])
        np.testing.assert_array_equal(table[name].data, expected)
    np.testing.assert_allclose(table["paid"].data, np.concatenate([episode.rewards for episode in episodes]))
    np.testing.assert_array_equal(table.terminated, [episode.terminated for episode in episodes])
    np.testing.assert_array_equal(table.truncated, [episode.truncated for episode in episodes])


def test_the_total_of_the_ledger_is_the_total_reward(episodes):
    table = Table.from_episodes(episodes)
    p = Program("total")
    p.advantage = total(p["reward"])
    found = p(table).columns["advantage"].data
    np.testing.assert_allclose(found, [episode.total_reward for episode in episodes], atol=1e-9)
    p = Program("terms")
    p.advantage = total(p["outcome"]) + total(p["milestones"]) + total(p["gate"])
    np.testing.assert_allclose(p(table).columns["advantage"].data, found, atol=1e-9)


def test_grpo_of_a_run_is_grpo_of_its_returns(episodes):
    result = grpo("milestones")(Table.from_episodes(episodes))
    for start in range(0, len(episodes), GROUP):
        group = np.array([sum(episode.paid["milestones"]) for episode in episodes[start : start + GROUP]])
        spread_out = group.std(ddof=1) + 1e-6
        for episode, row in zip(range(start, start + GROUP), group, strict=True):
            np.testing.assert_allclose(result.by_episode()[episode], (row - group.mean()) / spread_out, atol=1e-6)
    assert np.abs(result.advantage).max() > 0.5


def test_states_that_come_again_are_anchors(episodes):
    table = Table.from_episodes(episodes)
    texts = [text for episode in episodes for text in episode.observations[:-1]]
    codes = table.codes(["anchor"], "turn")[0]
    assert len(set(codes.tolist())) == len(set(texts))
    assert all(texts[a] == texts[b] for a, b in enumerate(np.unique(codes, return_index=True)[1][codes]))
    found = gigpo("milestones")(table).diagnostics
    assert 0 < found["step.centre.single"] < found["step.centre.keys"]


def test_a_run_on_disk_gives_the_same(tmp_path, episodes):
    run = collect(
        quest, ExpertAgent(0.5), episodes=GROUP * TASKS, group_size=GROUP, seed=5, out=tmp_path / "run", progress=False
    )
    read = list(read_run(tmp_path / "run").episodes)
    assert len(read) == len(list(run.episodes)) == len(episodes)
    for preset in (grpo("milestones"), gigpo("milestones")):
        memory, disk = preset(Table.from_episodes(episodes)), preset(Table.from_episodes(read))
        np.testing.assert_array_equal(memory.advantage, disk.advantage)


def test_tokens_of_a_run_are_kept_by_their_spans(spoken):
    table = Table.from_episodes(spoken)
    counts = [len(turn.ids) for episode in spoken for turn in episode.tokens]
    assert table.tokens.tolist() == counts
    assert table.kept.tolist() == [count - 2 for count in counts]
    only_actions = Table.from_episodes(spoken, keep=["action"])
    assert only_actions.kept.tolist() == [count - 3 for count in counts]
    result = grpo("milestones")(table)
    tokens = result.per_token()
    assert tokens.shape == (sum(counts),)
    np.testing.assert_array_equal(tokens[~table.mask], 0)
    np.testing.assert_allclose(tokens[table.mask], np.repeat(result.advantage, table.kept), rtol=1e-6)
    np.testing.assert_allclose(table["log_prob"].data, -0.5)
    assert np.isnan(table["context:log_prob"].data[~table.mask]).all()


def test_a_token_of_the_last_action_sees_the_whole_return(spoken):
    turns = sum(len(episode) for episode in spoken)
    table = Table.from_episodes(spoken, turn={"score": np.random.default_rng(0).normal(size=turns)})
    p = Program("to_go")
    p.token = returns(spread(p["score"], how="last"))
    p.turn = reduce(p.token, to="turn", how="first")
    p.advantage = p.turn - returns(p["score"])
    np.testing.assert_allclose(p(table).advantage, 0, atol=1e-5)
    whitened = reinforce_plus_plus("score")(table).advantage
    assert whitened.mean() == pytest.approx(0, abs=1e-5)
    assert whitened.std(ddof=1) == pytest.approx(1, abs=1e-5)


def test_tokens_of_one_kind_alone_may_get_it(spoken):
    table = Table.from_episodes(spoken)
    p = Program("thoughts")
    p.advantage = spread(fill(p["milestones"]) * 0 + 1, kind="thought")
    found = p(table).per_token()
    np.testing.assert_array_equal(found, table.kinds["thought"].astype(float))


def test_episodes_with_and_without_tokens_stand_beside_each_other(episodes, spoken):
    table = Table.from_episodes([*episodes[:2], *spoken[:1]])
    assert table.kept[: table.turns[:2].sum()].sum() == 0
    result = grpo("milestones")(table)
    assert result.per_token().shape == (table.tokens.sum(),)


def test_group_terms_and_values_are_handed_in(episodes):
    turns = [len(episode) for episode in episodes]
    table = Table.from_episodes(
        episodes,
        episode={"win_rate": np.linspace(0, 1, len(episodes))},
        turn={"value": [[0.1] * n for n in turns]},
        group={"pass_rate": [0.0, 0.5, 1.0]},
    )
    p = Program("handed")
    p.advantage = centre(p["win_rate"], by="group") * (1 - p["pass_rate"]) + gae(p["outcome"], p["value"])
    expected = (np.tile([-1.5, -0.5, 0.5, 1.5], TASKS) / (len(episodes) - 1)) * np.repeat([1, 0.5, 0], GROUP)
    late = [sum(episode.paid["outcome"]) - 0.1 for episode in episodes]
    for episode, row in enumerate(p(table).by_episode()):
        np.testing.assert_allclose(row, expected[episode] + late[episode], atol=1e-9)


def test_a_level_read_at_reset_starts_its_differences():
    def episode(start, levels):
        run = collect(quest, RandomAgent(), episodes=1, seed=1, progress=False)
        made = copy.deepcopy(next(iter(run.episodes)))
        made.actions, made.rewards = made.actions[: len(levels)], made.rewards[: len(levels)]
        made.successes, made.valid = made.successes[: len(levels)], made.valid[: len(levels)]
        made.observations = made.observations[: len(levels) + 1]
        made.paid = {name: column[: len(levels)] for name, column in made.paid.items()}
        made.late = {}
        made.channels, made.opening["channels"] = {"progress": levels}, {"progress": start}
        return made

    table = Table.from_episodes([episode(0.25, [0.5, 0.25]), episode(None, [0.5])])
    p = Program("progress")
    p.advantage = diff(p["progress"], p["progress@start"], terminal="keep")
    np.testing.assert_allclose(p(table).columns["advantage"].data, [0.25, -0.25, np.nan])


def test_a_run_in_which_everything_crashed_gives_nothing_and_breaks_nothing(episodes):
    gone = []
    for episode in copy.deepcopy(episodes[:3]):
        episode.actions, episode.rewards, episode.paid, episode.channels = [], [], {}, {}
        episode.late = {}
        episode.successes, episode.valid, episode.observations = [], [], episode.observations[:1]
        episode.crash, episode.terminated, episode.truncated = "RuntimeError: gone", False, False
        gone.append(episode)
    table = Table.from_episodes(gone)
    assert grpo()(table).advantage.shape == (0,)
    assert gigpo()(table).by_episode()[0].shape == (0,)
    some = Table.from_episodes([*gone, *episodes[3:5]])
    assert grpo("milestones")(some).advantage.shape == (sum(map(len, episodes[3:5])),)


def test_a_table_is_read_by_attribute_alone(episodes):
    class Foreign:
        def __init__(self, episode):
            for name in dir(episode):
                if not name.startswith("_") and name not in ("turns", "column"):
                    setattr(self, name, getattr(episode, name))

    theirs = Table.from_episodes([Foreign(episode) for episode in episodes])
    np.testing.assert_array_equal(
        gigpo("milestones")(theirs).advantage, gigpo("milestones")(Table.from_episodes(episodes)).advantage
    )


def test_advantages_are_the_same_under_every_hash_seed():
    code = (
        "import json, numpy as np\n"
        "from turnwise.reward_shaping.credit import Table, PRESETS\n"
        "rng = np.random.default_rng(3)\n"
        "keys = {'group': list('aabbc'), 'anchor': [f'room {n}' for n in rng.integers(0, 4, 15)]}\n"
        "table = Table([3] * 5, keys=keys, turn={'reward': rng.normal(size=15)})\n"
        "print(json.dumps([PRESETS[name]()(table).advantage.tolist() for name in ('grpo', 'gigpo', 'rebn')]))\n"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={"PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout
    assert len(json.loads(runs[0].stdout)) == 3


def test_a_program_travels_as_text_or_pickle_and_gives_the_same(episodes):
    table = Table.from_episodes(episodes)
    program = PRESETS["gigpo"]("milestones")
    for other in (Program.parse(str(program)), pickle.loads(pickle.dumps(program)), copy.deepcopy(program)):
        assert other == program
        np.testing.assert_array_equal(other(table).advantage, program(table).advantage)
