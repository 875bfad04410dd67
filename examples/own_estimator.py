"""A credit assignment that nobody has published, as a program of five steps.

The distance to the goal says how a rollout moves, its worst turn to come (PURE's minimum) where it went wrong, states
that rollouts share (GiGPO's key) against what to compare, and the spread of the outcomes (InfoPO's gate) when to listen
to all of that: only where outcomes tell nothing apart.
"""

from turnwise.agents import ExpertAgent
from turnwise.agents.rollouts import collect
from turnwise.reward_shaping.credit import Program, Table, centre, min_to_go, sigmoid, statistic, total

stack = {"env": "turnwise/KeyRooms-v0", "layers": ["GoalDistance"]}
run = collect(stack, ExpertAgent(noise=0.7), episodes=64, group_size=8)

p = Program("gated_worst_turn")
p.outcome = total(p["outcome"])
p.A_outcome = centre(p.outcome, by="group", scale="std")
p.worst = centre(min_to_go(p["goal_distance"]), by=("group", "anchor"))
p.gate = sigmoid(-20.0 * statistic(p.outcome, by="group", how="std"))
p.advantage = p.A_outcome + p.gate * p.worst

result = p(Table.from_episodes(run))
print(p)
print(f"{(result['A_outcome'] == 0).mean():.0%} of turns learn nothing from the outcome alone")
print(f"{(result.advantage == 0).mean():.0%} of turns learn nothing from the program")
