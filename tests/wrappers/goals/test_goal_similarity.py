"""Goal similarity as a reward: StateFactory's worked example, its forms, and where goal and objects come from."""

from __future__ import annotations

import numpy as np
import pytest
from published_numbers import example

from turnwise.wrappers import GoalSimilarity

GOAL = {"apple": {"location": "fridge"}}
STATES = [
    {"red apple.place": "counter", "red apple.colour": "red"},
    {"red apple.place": "fridge", "red apple.colour": "red"},
    {"apple.location": "fridge"},
]
TEXTS = ["apple", "red apple", "location", "place", "fridge", "counter", "colour", "red"]


def embed(text):
    """Return vectors whose cosines are those of the worked example."""
    inputs, _ = example("statefactory")
    cosines = np.eye(len(TEXTS))
    for pair, cosine in zip(
        ([0, 1], [2, 3], [4, 5]), inputs["cos(apple,red apple), cos(location,place), cos(fridge,counter)"], strict=True
    ):
        cosines[tuple(pair)] = cosines[tuple(pair[::-1])] = cosine
    return np.linalg.cholesky(cosines)[TEXTS.index(text)]


def episode(tools, states=STATES, end=(False, False), **opening):
    turns = [{"facts": facts} for facts in states[1:]]
    turns[-1] |= {"terminated": end[0], "truncated": end[1]}
    return tools.Scripted(turns, {"facts": states[0], **opening})


def paid(tools, env):
    return tools.terms(tools.play(env, ["go"] * 2), "similarity")


def test_the_worked_example(tools):
    _, expected = example("statefactory")
    levels = paid(tools, GoalSimilarity(episode(tools), GOAL, mode="level", embed=embed))
    assert levels == pytest.approx(expected["level reward (released code)"][1:])
    changes = paid(tools, GoalSimilarity(episode(tools), GOAL, embed=embed))
    assert changes == pytest.approx(expected["difference reward (ours, PBRS form gamma=1)"])


def test_the_potential_counts_as_nothing_where_the_episode_terminated(tools):
    for end, last in [((True, False), -0.8), ((False, True), 0.2), ((True, True), -0.8)]:
        env = GoalSimilarity(episode(tools, end=end), GOAL, mode="potential", embed=embed)
        assert paid(tools, env) == pytest.approx([0.32, last])
    ended = GoalSimilarity(episode(tools, end=(True, False)), GOAL, embed=embed)
    assert paid(tools, ended) == pytest.approx([0.32, 0.2])


def test_the_discount_and_the_cut(tools):
    env = GoalSimilarity(episode(tools), GOAL, embed=embed, gamma=0.5)
    assert paid(tools, env) == pytest.approx([0.4 - 0.48, 0.5 - 0.8])
    thirds = {"apple": {"location": "fridge", "colour": "green", "size": "small"}}
    env = GoalSimilarity(episode(tools, [STATES[2]] * 3), thirds, mode="level", cut=True)
    assert paid(tools, env) == [0.33, 0.33]


def test_without_a_model_texts_are_equal_or_alike_in_letters(tools):
    assert paid(tools, GoalSimilarity(episode(tools), GOAL, mode="level")) == [0.0, 1.0]
    places = [{"apples.location": place} for place in ("shelf", "a fridge", "fridge")]
    alike = paid(tools, GoalSimilarity(episode(tools, places), GOAL, mode="level", embed="ngrams"))
    assert 0.2 < alike[0] < alike[1] < 1.0


def test_the_goal_comes_from_info_or_from_a_callable(tools):
    for opening, goal in [
        ({"goal": GOAL}, "goal"),
        ({"task": {"wanted": GOAL}}, "wanted"),
        ({}, lambda observation, info: GOAL),
    ]:
        env = GoalSimilarity(episode(tools, **opening), goal, mode="level", embed=embed)
        assert paid(tools, env) == pytest.approx([0.8, 1.0])


def test_the_objects_come_from_a_callable(tools):
    def extract(observation, info):
        return {"apple": {"location": "fridge" if observation == "turn 2" else "counter"}}

    env = GoalSimilarity(tools.Scripted([{}, {}]), GOAL, extract=extract)
    assert paid(tools, env) == [0.0, 1.0]


def test_a_second_episode_begins_anew(tools):
    env = GoalSimilarity(episode(tools), GOAL, embed=embed)
    assert paid(tools, env) == paid(tools, env)


def test_the_level_stands_in_the_channels(tools):
    env = GoalSimilarity(episode(tools), GOAL, embed=embed)
    env.reset()
    assert [env.step("go")[4]["channels"]["similarity.level"] for _ in range(2)] == pytest.approx([0.8, 1.0])


def test_only_a_level_is_never_negative(tools):
    assert GoalSimilarity(episode(tools), GOAL).can_be_negative
    assert not GoalSimilarity(episode(tools), GOAL, mode="level").can_be_negative


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"mode": "first"}, r"mode to be one of \['difference', 'potential', 'level'\]"),
        ({"goal": {}}, "a goal of at least one object"),
        ({"embed": "mpnet"}, "leads nowhere"),
    ],
)
def test_wrong_arguments_are_refused(tools, arguments, words):
    with pytest.raises(ValueError, match=words):
        GoalSimilarity(episode(tools), **{"goal": GOAL, **arguments})


@pytest.mark.parametrize("goal", ["goal", lambda observation, info: {"apple": "fridge"}, lambda observation, info: {}])
def test_a_goal_that_is_none_is_refused_at_the_reset(tools, goal):
    with pytest.raises(ValueError, match=r"needs a goal \{object: \{attribute: value\}\}, at least one object"):
        GoalSimilarity(episode(tools), goal).reset()


def test_an_environment_without_facts_is_refused_at_the_reset(tools):
    with pytest.raises(ValueError, match=r"GoalSimilarity needs info\['facts'\], which .*Scripted.* does not report"):
        GoalSimilarity(tools.Scripted([{}]), GOAL).reset()
