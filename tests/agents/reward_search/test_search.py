"""The search for a reward, from the first request to the best that was found, with scripted writers."""

from __future__ import annotations

import json

import pytest

import turnwise
from turnwise.agents import ExpertAgent
from turnwise.agents.reward_search import (
    Candidate,
    Fitness,
    Limits,
    PreferenceFitness,
    Proposal,
    Recordings,
    Request,
    RewardSearch,
)
from turnwise.agents.rollouts import collect

LAKE = {"env": {"id": "turnwise/FrozenLake-v0", "size": 4, "max_episode_steps": 20}}
NEARER = """
def reward(inputs):
    nearer = inputs["previous.channels.goal_distance"] - inputs["channels.goal_distance"]
    fell = -5.0 if inputs["agent.fallen"] else 0.0
    return nearer + fell, {"nearer": nearer, "fell": fell}
"""
FARTHER = (
    "def reward(inputs):\n    return inputs['channels.goal_distance'] - inputs['previous.channels.goal_distance']\n"
)
ALIVE = "def reward(inputs):\n    return 1.0\n"
WRONG = {
    "undeclared": "def reward(inputs):\n    return inputs['agent.speed']\n",
    "raises": "def reward(inputs):\n    return 1 / (inputs['turn'] - 1)\n",
    "loops": "def reward(inputs):\n    while inputs['turn']:\n        pass\n",
    "nan": "def reward(inputs):\n    return float('nan')\n",
    "changes": "SEEN = []\ndef reward(inputs):\n    SEEN.append(1)\n    return len(SEEN)\n",
}
BRIEF = Limits(seconds=60.0, processor_seconds=1)


@pytest.fixture(scope="module")
def recordings():
    return Recordings(LAKE, tasks=6)


class Writer:
    """Hands out rewards from a script, one list a request, and keeps the requests; writes nothing anew."""

    def __init__(self, *rounds):
        self.rounds = list(rounds)
        self.requests = []

    def __call__(self, request):
        self.requests.append(request)
        return [] if request.refused else self.rounds.pop(0)


def search(recordings, propose, **arguments):
    return RewardSearch(env=LAKE, propose=propose, recordings=recordings, limits=BRIEF, **arguments)


def test_the_good_reward_is_found_among_bad_ones_and_bad_code_never_reaches_a_rollout(recordings):
    judged = []

    def judge(layer):
        judged.append(layer["source"])
        return PreferenceFitness(recordings)(layer)

    writer = Writer([ALIVE, *WRONG.values(), FARTHER, NEARER])
    found = search(recordings, writer, fitness=judge).run()
    assert found.best.source == NEARER
    assert found.best.score == (1, 1.0)
    assert judged == [ALIVE, FARTHER, NEARER]
    reasons = [candidate.rejected for candidate in found.history if candidate.rejected]
    for reason, words in zip(
        reasons,
        [
            "declares the inputs ['agent.speed'], which are not there",
            "raises ZeroDivisionError",
            "did not end within 1 s of the processor",
            "returned nan, which is not finite",
            "for the same inputs",
        ],
        strict=True,
    ):
        assert words in reason
    assert all(candidate.score[1] < 1.0 for candidate in found.history if candidate.source != NEARER)


def test_what_was_found_is_a_wrapper_as_plain_data(recordings):
    found = search(recordings, Writer([NEARER])).run()
    assert found.best.inputs == ["previous.channels.goal_distance", "channels.goal_distance", "agent.fallen"]
    env = turnwise.stack(LAKE["env"], [json.loads(json.dumps(found.best.layer))])
    env.reset(seed=0)
    for message in env.unwrapped.expert():
        assert env.step(message)[4]["reward_terms"]["written"] == 1.0
    assert env.function.id == found.best.id
    assert json.loads(json.dumps(found.describe()))["best"] == found.best.id


def test_the_next_request_tells_the_best_and_why_others_were_rejected(recordings):
    writer = Writer([ALIVE, WRONG["nan"]], [NEARER])
    found = search(recordings, writer, iterations=2, samples=2).run()
    first, nothing, second = writer.requests
    assert (first.best, first.feedback, first.iteration) == (None, "", 0)
    assert nothing.refused.rejected.startswith("returned nan")
    assert nothing.samples == 1
    assert second.best.source == ALIVE
    assert second.iteration == 1
    assert "A reward was rejected: returned nan" in second.feedback
    assert "reward, episodes that did not: Max: 1.00, Mean: 1.00, Min: 1.00" in second.feedback
    for words in (ALIVE, "goal_distance", first.task, "Only `import math`", "returned nan"):
        assert words in second.text
    assert WRONG["nan"] in nothing.text
    assert found.best.source == NEARER


def test_a_rejected_reward_is_written_anew(recordings):
    asked = []

    def propose(request):
        asked.append(request.refused)
        return [WRONG["nan"] if len(asked) < 3 else NEARER]

    found = search(recordings, propose, samples=1).run()
    assert [(each.attempt, bool(each.rejected)) for each in found.history] == [(0, True), (1, True), (2, False)]
    asked.clear()
    assert search(recordings, propose, samples=1, retries=1).run().best is None


def test_the_best_of_all_is_kept_whatever_comes_later(recordings):
    found = search(recordings, Writer([NEARER], [FARTHER], [WRONG["nan"]]), iterations=3).run()
    assert found.best.source == NEARER
    assert found.best.iteration == 0
    assert [each.iteration for each in found.history] == [0, 1, 2]


def test_a_source_that_was_tried_is_not_tried_again(recordings):
    judged = []

    def judge(layer):
        judged.append(layer)
        return Fitness(0.5)

    found = search(recordings, Writer([ALIVE, ALIVE], [ALIVE]), iterations=2, fitness=judge).run()
    assert len(judged) == 1
    assert len(found.history) == 3
    assert len({each.id for each in found.history}) == 1


def test_training_decides_where_it_is_given_and_hopeless_rewards_are_spared_it(recordings):
    trained = []

    def train(layer):
        trained.append(layer["source"])
        return {"score": 0.25, "curves": {"task_score": [0.0, 0.25]}, "episodes": []}

    writer = Writer([FARTHER, NEARER], [NEARER])
    found = search(recordings, writer, iterations=2, train=train).run()
    assert trained == [NEARER]
    assert found.best.score == (2, 0.25)
    assert "Training with it scored 0.25." in writer.requests[-1].feedback
    assert "task_score: [0.00, 0.25], Max: 0.25, Mean: 0.12, Min: 0.00" in writer.requests[-1].feedback


def test_critic_analyser_and_person_are_heard(recordings):
    def critic(source, request):
        return "it pays for staying alive" if source == ALIVE else ""

    def analyse(episodes, candidate):
        return f"{len(episodes)} episodes failed" if not any(each.solved for each in episodes) else "?"

    writer = Writer([ALIVE, FARTHER], [NEARER])
    found = search(
        recordings, writer, iterations=2, critic=critic, analyse=analyse, human=lambda candidate: "Mind the holes."
    ).run()
    feedback = writer.requests[-1].feedback
    failed = sum(not episode.solved for episode in recordings.episodes)
    assert "A reward was rejected: it pays for staying alive" in feedback
    assert f"{failed} episodes failed\nMind the holes." in feedback
    assert found.best.source == NEARER


def test_inputs_may_be_narrowed_and_success_is_not_offered(recordings):
    cheat = "def reward(inputs):\n    return 1.0 if inputs['success'] else 0.0\n"
    found = search(recordings, Writer([cheat])).run()
    assert found.best is None
    assert "declares the inputs ['success']" in found.history[0].rejected
    found = search(recordings, Writer([NEARER]), inputs=["turn"]).run()
    assert "declares the inputs ['previous.channels.goal_distance'" in found.history[0].rejected


def test_rewards_come_in_several_forms(recordings):
    message = f"Here it is:\n```python\n{NEARER}```\nIt pays for coming nearer."
    given = [message, Proposal(ALIVE, ["turn"]), {"source": FARTHER, "inputs": ["channels.goal_distance"]}]
    found = search(recordings, Writer(given)).run()
    assert found.history[0].source.strip() == NEARER.strip()
    found = search(recordings, Writer([f"```py\n{NEARER}```"])).run()
    assert found.history[0].source.strip() == NEARER.strip()
    found = search(recordings, Writer(given)).run()
    assert found.history[1].inputs == ["turn"]
    assert "reads the undeclared input 'previous.channels.goal_distance'" in found.history[2].rejected


def test_the_fitness_by_hand(recordings):
    fitness = PreferenceFitness(recordings)(Candidate(ALIVE, []).layer)
    assert fitness.returns == [float(len(episode)) for episode in recordings.episodes]
    lengths = [(len(recordings.episodes[a]), len(recordings.episodes[b])) for a, b in recordings.pairs]
    assert fitness.score == pytest.approx(sum((a > b) + 0.5 * (a == b) for a, b in lengths) / len(lengths))
    halves = "def reward(inputs):\n    return 1.0 / (inputs['turn'] % 2)\n"
    assert "turns it could not be worked out" in PreferenceFitness(recordings)(Candidate(halves, ["turn"]).layer).text


def test_the_recordings_pair_episodes_of_one_task(recordings):
    assert len(recordings.episodes) == 18
    for better, worse in recordings.pairs:
        one, other = recordings.episodes[better], recordings.episodes[worse]
        assert (one.seed, one.solved, other.solved) == (other.seed, True, False)
    assert {"agent.row", "previous.agent.row", "channels.goal_distance", "action"} <= set(recordings.available)
    cases = recordings.cases(["turn", "agent.row", "previous.agent.row"], 10)
    assert len(cases) == 10
    assert cases[0] == {"previous.agent.row": 0, "turn": 1, "agent.row": cases[0]["agent.row"]}
    assert recordings.episodes[0].rewards == collect(LAKE, ExpertAgent(), episodes=6, progress=False)[0].rewards


def test_recordings_without_a_pair_are_refused():
    with pytest.raises(ValueError, match=r"of 2 episodes 2 were solved.*tasks=1, noise=\[0.0\]"):
        Recordings(LAKE, tasks=1, noise=[0.0])


@pytest.mark.parametrize("arguments", [{"iterations": 0}, {"samples": 0}, {"examples": 0}, {"retries": -1}])
def test_numbers_out_of_their_range_are_refused(recordings, arguments):
    with pytest.raises(ValueError, match="iterations, samples and examples >= 1 and retries >= 0"):
        search(recordings, Writer([]), **arguments).run()


def test_a_writer_that_writes_nothing_is_refused(recordings):
    with pytest.raises(ValueError, match="asked for 3 rewards and was given none"):
        search(recordings, Writer([])).run()


def test_a_request_is_a_text():
    text = Request("Cross the lake.", {"turn": 1, "agent.row": 0}, 3).text
    assert text.index("Cross the lake.") < text.index("- agent.row: 0") < text.index("defines `reward(inputs)`")
