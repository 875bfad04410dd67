"""Curiosity: what a turn earns, over which memory, and what it looks at."""

from __future__ import annotations

import copy

import gymnasium as gym
import numpy as np
import pytest
from published_numbers import example

from turnwise.reward_shaping.intrinsic import METHODS, Bonus, method
from turnwise.wrappers import Curiosity
from turnwise.wrappers.intrinsic.memory import Memory


def seen(observation, info):
    """What the script says is seen."""
    return info.get("seen")


def script(tools, *episodes, **opening):
    """Return an environment that shows these states, episode by episode; the first of each is where it starts."""

    class Shown(tools.Scripted):
        episode = -1

        def reset(self, **keywords):
            self.episode += 1
            first, *later = episodes[self.episode % len(episodes)]
            self.opening = {**opening, "seen": first}
            self.turns = [{"seen": state} for state in later]
            return super().reset(**keywords)

    return Shown([])


def paid(env, count, seed=0):
    """Return what the term pays on the turns of an episode."""
    env.reset(seed=seed)
    return [env.step("go")[4]["reward_terms"][env.term] for _ in range(count)]


def curiosity(env, *arguments, **keywords):
    return Curiosity(env, *arguments, **{"feature": seen, "weight": 1.0, **keywords})


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        ({"scope": "run"}, ("global 1/sqrt(N), ep1", "global ep2")),
        ({"scope": "episode"}, ("episodic 1/sqrt(N_e) ep1", "episodic ep2")),
    ],
)
def test_worked_numbers_of_counts_over_two_episodes(arguments, names, tools):
    inputs, expected = example("counts")
    first, second = inputs["episode 1"], inputs["episode 2"]
    env = curiosity(script(tools, ["start", *first], ["start", *second]), "counts", **arguments)
    assert paid(env, len(first)) == pytest.approx(expected[names[0]], abs=1e-6)
    assert paid(env, len(second)) == pytest.approx(expected[names[1]], abs=1e-6)


def test_both_scopes_are_multiplied(tools):
    _, expected = example("counts")
    env = curiosity(script(tools, "saaba", "sac"), scope="both")
    assert paid(env, 4) == pytest.approx([1, 1 / 2, 1, 1 / 3])
    assert paid(env, 2) == pytest.approx(expected["product ep2"])


def test_the_start_counts_as_seen_in_every_scope(tools):
    for scope, again in (("episode", 2**-0.5), ("run", 4**-0.5)):
        env = curiosity(script(tools, "aa"), scope=scope)
        assert paid(env, 1) == pytest.approx([2**-0.5])
        assert paid(env, 1) == pytest.approx([again])


def test_a_reset_alone_changes_no_memory_that_outlives_the_episode(tools):
    env = curiosity(script(tools, "ab"), scope="run")
    paid(env, 1)
    before = env.shared.state()
    for _ in range(3):
        env.reset()
    copy.deepcopy(env).reset()
    assert env.shared.state() == before


def test_a_copy_has_a_memory_of_its_own(tools):
    env = curiosity(script(tools, "ab"), scope="run")
    env.reset()
    twin = copy.deepcopy(env)
    assert twin.step("go")[1] == 1.0
    assert env.step("go")[1] == 1.0
    assert twin.shared.state() == env.shared.state()


@pytest.mark.parametrize("opening", [{"task": {"id": "one"}}, {}])
def test_tasks_are_told_apart_by_id_or_else_by_seed(opening, tools):
    inner = script(tools, "ab", **opening)
    env = curiosity(inner, scope="task")
    assert [paid(env, 1, seed) for seed in (1, 1, 2)] == [[1.0], [2**-0.5], [3**-0.5 if opening else 1.0]]


def test_a_task_without_name_or_seed_is_refused(tools):
    env = curiosity(script(tools, "ab"), scope="task")
    with pytest.raises(ValueError, match=r"Curiosity of scope 'task' needs info\['task'\]\['id'\].*Give a seed"):
        env.reset()


def test_our_tasks_have_ids():
    env = Curiosity(gym.make("turnwise/FrozenLake-v0"), scope="task", feature="facts", weight=1.0)
    rewards = [paid(env, 1, seed)[0] for seed in (3, 3, 4)]
    assert rewards[2] > rewards[1] < rewards[0]


def test_frozen_pays_without_remembering_beyond_the_episode(tools):
    env = curiosity(script(tools, "abb"), scope="both", normalise=True, decay=0.1)
    paid(env, 2)
    env.frozen = True
    before = env.shared.state()
    first = paid(env, 2)
    assert first[0] > first[1]
    assert paid(env, 2) == first
    assert env.shared.state() == before
    env.frozen = False
    paid(env, 2)
    assert env.shared.state() != before


def test_the_weight_fades_and_the_scale_is_the_runs(tools):
    env = curiosity(script(tools, "abc"), "first_visit", decay=0.5, weight=2.0)
    assert paid(env, 2) == [2.0, 1.0]
    assert paid(env, 2) == [0.5, 0.25]
    env = curiosity(script(tools, "abc"), "first_visit", normalise=True)
    first, second = paid(env, 2), paid(env, 2)
    assert first[0] == pytest.approx(1 / np.sqrt(1.5 / 2))
    assert second[0] > first[1] > first[0]


def test_a_missing_state_pays_nothing_is_listed_and_not_remembered(tools):
    env = curiosity(script(tools, ["a", None, "b", "b"]), scope="episode")
    env.reset()
    infos = [env.step("go")[4] for _ in range(3)]
    assert [info["reward_terms"]["curiosity"] for info in infos] == pytest.approx([0.0, 1.0, 2**-0.5])
    assert [info.get("missing") for info in infos] == [["curiosity"], None, None]


def test_where_the_start_is_missing_the_first_state_is_no_change(tools):
    env = curiosity(script(tools, [None, [1.0, 2.0], [1.0, 4.0]]), "ride", scope="episode")
    assert paid(env, 2) == [0.0, 2.0]
    env = curiosity(script(tools, [None, "a", "a"]), scope="run")
    assert paid(env, 2) == pytest.approx([1.0, 2**-0.5])


def test_what_a_method_cannot_tell_is_missing(tools):
    @method("silent")
    class Silent(Bonus):
        def bonus(self, before, action, after, *, learn=True):
            return float("nan")

    try:
        env = curiosity(script(tools, "ab"), "silent", normalise=True)
        env.reset()
        _, reward, _, _, info = env.step("go")
        assert (reward, info["missing"]) == (0.0, ["curiosity"])
    finally:
        del METHODS["silent"]


def test_a_state_is_told_apart_by_what_is_looked_at(tools):
    turns = [
        {"facts": {"a.x": 1, "a.y": 1}, "channels": {"depth": 1.0}},
        {"facts": {"a.x": 1, "a.y": 2}, "channels": {"depth": 1.0}},
        {"facts": {"a.x": 2, "a.y": 2}, "channels": {"depth": 2.0}},
    ]
    for feature, expected in {
        "text": [1.0, 1.0, 1.0],
        "facts": [0.0, 1.0, 1.0],
        ("a.x",): [0.0, 0.0, 1.0],
        "channel:depth": [0.0, 0.0, 1.0],
        "ngrams": [1.0, 1.0, 1.0],
    }.items():
        env = curiosity(tools.Scripted(turns, turns[0]), "first_visit", feature=feature)
        assert paid(env, 3) == expected, feature


def test_the_noisy_screen_pays_until_its_noise_is_ignored(tools):
    class Noisy(tools.Scripted):
        def seen(self):
            return f"It is 12:0{self.turn}. The wall is white. Visitor {self.turn * 37}."

    turns = [{}] * 5
    for method_name in ("counts", "e3b", "re3", "ride"):
        noisy = sum(paid(curiosity(Noisy(turns), method_name, feature="text"), 5))
        calm = sum(paid(curiosity(Noisy(turns), method_name, feature="text", ignore=["timestamps", "digits"]), 5))
        assert calm < 0.7 * noisy, method_name
    assert paid(curiosity(Noisy(turns), "first_visit", feature="text", ignore=["digits"]), 5) == [0.0] * 5


def test_any_embedder_may_look(tools):
    asked = []

    def embed(observation, info):
        asked.append(observation)
        return [float(len(observation)), 1.0]

    env = curiosity(tools.Scripted([{}] * 2), "impact", feature=embed)
    assert paid(env, 2) == [0.0, 0.0]
    assert asked == ["turn 0", "turn 1", "turn 2"]
    assert paid(curiosity(tools.Scripted([{}] * 2), feature="wrapper_cases.intrinsic:place"), 1) == [2**-0.5]


def test_observations_may_be_numbers(tools):
    assert paid(Curiosity(tools.Scripted([{}] * 3, text=False), "ride", weight=1.0), 3) == [1.0, 1.0, 1.0]


def test_a_truncated_episode_pays_its_last_state(tools):
    env = gym.wrappers.TimeLimit(script(tools, "abc"), 2)
    assert paid(curiosity(env, scope="run"), 2) == [1.0, 1.0]


def test_versions_of_learners_are_noted(tools):
    class Learner:
        version, identity = 3, "net"

    @method("learned_here")
    class Learned(METHODS["counts"]):
        callables = ("learner",)

        def __init__(self, *, learner):
            super().__init__()
            self.learner = learner

    try:
        for scope in ("run", "episode"):
            learner = Learner()
            env = curiosity(script(tools, "ab"), "learned_here", scope=scope, options={"learner": learner})
            assert env.reset()[1]["versions"] == {"curiosity": {"identity": "net", "version": 3}}
            assert env.learners == [learner]
        both = curiosity(script(tools, "ab"), "learned_here", scope="both", options={"learner": learner})
        assert sorted(both.reset()[1]["versions"]) == ["curiosity/0/learned_here", "curiosity/1/learned_here"]
    finally:
        del METHODS["learned_here"]
    assert "versions" not in curiosity(script(tools, "ab")).reset()[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"method": "cuonts"}, r"There is no method 'cuonts'. Did you mean 'counts'\? Known are \['archive'"),
        ({"scope": "world"}, "scope is one of"),
        ({"options": {"powers": 1}}, "Did you mean 'power'"),
        ({"feature": "txt"}, r"got 'txt'. Did you mean 'text'"),
        ({"feature": "nowhere.at.all:embed"}, "leads nowhere"),
        ({"ignore": ["digit"]}, "Did you mean 'digits'"),
        ({"dimension": 0}, "dimension >= 1; got 0"),
        ({"decay": 2.0}, "0 <= decay < 1"),
        ({"method": "e3b", "options": {"ridge": -1}}, "E3B needs ridge > 0"),
        ({"method": "e3b", "scope": "run", "options": {"ridge": -1}}, "E3B needs ridge > 0"),
        ({"method": "re3", "options": {"k": 0}}, "RE3 needs k >= 1"),
    ],
)
def test_what_is_not_allowed_is_refused_at_once(arguments, message, tools):
    with pytest.raises(ValueError, match=message):
        Curiosity(tools.Scripted([{}]), **arguments)


@pytest.mark.parametrize(
    ("feature", "message"),
    [
        ("facts", r"looks at 'facts', which .* does not report; its facts are \[\]"),
        (["room"], r"looks at \['room'\], .* its facts are \['place'\]"),
        ("channel:depth", r"its channels are \['width'\]. Change `feature`"),
    ],
)
def test_what_the_environment_does_not_report_is_refused_at_the_reset(feature, message, tools):
    facts = {} if feature == "facts" else {"place": 1}
    env = Curiosity(tools.Scripted([{}], {"facts": facts, "channels": {"width": 1.0}}), feature=feature)
    with pytest.raises(ValueError, match=message):
        env.reset()


def test_a_term_that_may_take_away_says_so(tools):
    assert not Curiosity(tools.Scripted([{}])).can_be_negative
    assert Curiosity(tools.Scripted([{}]), weight=-1.0).can_be_negative


def test_a_memory_that_is_an_object_is_not_written_into_the_spec():
    lake = gym.make("turnwise/FrozenLake-v0")
    assert "refuse_to_rebuild" in Curiosity(lake, memory=Memory()).spec.additional_wrappers[-1].entry_point
    plain = Curiosity(lake, memory="wrapper_cases.intrinsic:experienced").spec.additional_wrappers[-1]
    assert plain.kwargs == {"memory": "wrapper_cases.intrinsic:experienced"}
