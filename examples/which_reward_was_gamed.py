"""What does failing pay? Three agents under milestones added up directly, and behind a gate.

A random agent reaches milestones by chance. Added up they pay it for failing; behind a gate they count only once the
task is solved.
"""

import turnwise  # noqa: F401 - registers the ids
from turnwise.agents import ExpertAgent, RandomAgent
from turnwise.agents.rollouts import collect

GATE = {"name": "GatedRewards", "terms": ["milestones"], "on": "outcome"}

for agent in (RandomAgent(), ExpertAgent(noise=0.5), ExpertAgent()):
    for name, layers in (("sum", ["Milestones"]), ("gate", ["Milestones", GATE])):
        episodes = collect({"env": "turnwise/FrozenLake-v0", "layers": layers}, agent, episodes=100)
        failures = [episode.total_reward for episode in episodes if not episode.solved]
        paid = f", and a failure pays {sum(failures) / len(failures):.3f}" if failures else ""
        print(f"{agent.name:17} {name:4}: {100 - len(failures)} of 100 solved{paid}")
