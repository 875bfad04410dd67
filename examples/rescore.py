"""Play once, pay many ways: a recorded run under other rewards, without stepping an environment again.

A potential whose value ends at zero pays failures as much as successes: it moves credit between turns, not episodes.
"""

import tempfile

import turnwise  # noqa: F401 - registers the ids
from turnwise.agents import ExpertAgent
from turnwise.agents.rollouts import collect, read_run, replay, rescore

with tempfile.TemporaryDirectory() as folder:
    collect("turnwise/FrozenLake-v0", ExpertAgent(noise=0.5), episodes=100, out=f"{folder}/run")
    run = read_run(f"{folder}/run")
    print(f"{len(run)} episodes, played again: {len(replay(run))} differences")

    for layers in (
        [],
        [{"name": "Milestones", "mode": "first"}],
        [{"name": "Milestones", "mode": "potential", "gamma": 0.99}],
        [{"name": "GoalDistance"}],
    ):
        solved, failed = [], []
        for episode in rescore(run, layers):
            (solved if episode.solved else failed).append(episode.total_reward)
        means = sum(solved) / len(solved), sum(failed) / len(failed)
        print(f"solved {means[0]:+.3f}, failed {means[1]:+.3f} under {layers}")
