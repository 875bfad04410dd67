"""Novelty, coverage gain, cross-turn novelty and the novelty archive by name."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pytest
from published_numbers import example

import turnwise
from turnwise.wrappers import CoverageGain, CrossTurnNovelty, Curiosity, EpisodicNovelty, GlobalNovelty, NoveltyArchive
from turnwise.wrappers.intrinsic.memory import Memory


def seen(observation, info):
    """What the script says is seen."""
    return info.get("seen")


def shown(tools, states, **last):
    """Return an environment that shows these states, the first at the reset."""
    turns = [{"seen": state} for state in states[1:]]
    turns[-1].update(last)
    return tools.Scripted(turns, {"seen": states[0]})


def paid(env, messages, term=None):
    env.reset(seed=0)
    return [env.step(message)[4]["reward_terms"][term or env.term] for message in messages]


def test_global_novelty_is_of_the_run_and_episodic_novelty_of_the_episode(tools):
    env = EpisodicNovelty(GlobalNovelty(shown(tools, "saab"), feature=seen, weight=1.0), feature=seen, weight=1.0)
    go = ["go"] * 3
    assert paid(env, go, "global_novelty") == pytest.approx([1, 2**-0.5, 1])
    assert paid(env, go, "global_novelty") == pytest.approx([3**-0.5, 4**-0.5, 2**-0.5])
    for _ in range(2):
        assert paid(env, go, "episodic_novelty") == pytest.approx([1, 2**-0.5, 1])
    assert paid(EpisodicNovelty(shown(tools, "saab"), "first_visit", feature=seen), go) == [0.5, 0.0, 0.5]


def test_scope_both_is_the_product_of_the_two(tools):
    both = Curiosity(shown(tools, "saab"), scope="both", feature=seen, weight=1.0)
    apart = [cls(shown(tools, "saab"), feature=seen, weight=1.0) for cls in (GlobalNovelty, EpisodicNovelty)]
    for _ in range(3):
        one, other = (paid(env, ["go"] * 3) for env in apart)
        assert paid(both, ["go"] * 3) == pytest.approx([a * b for a, b in zip(one, other, strict=True)])


def test_worked_numbers_of_coverage(tools):
    inputs, expected = example("coverage")
    states = [inputs["visited"], *([each] for each in inputs["new"])]
    env = CoverageGain(shown(tools, states), feature=seen)
    for _ in range(2):
        assert paid(env, ["go"] * 2) == pytest.approx([expected["gain for b"], expected["gain for c"]], abs=1e-6)


def test_coverage_of_facts_counts_each_of_them(tools):
    facts = [{"a.room": "hall", "a.key": False}, {"a.room": "hall", "a.key": True}, {"a.room": "attic", "a.key": True}]
    env = CoverageGain(tools.Scripted([{"facts": each} for each in facts[1:]], {"facts": facts[0]}), shape="log")
    assert paid(env, ["go"] * 2) == pytest.approx([log(4) - log(3), log(5) - log(4)])
    weighted = {"weights": {"a.room='attic'": 9.0}, "other": 0.0}
    env = CoverageGain(tools.Scripted([{"facts": each} for each in facts[1:]], {"facts": facts[0]}), **weighted)
    assert paid(env, ["go"] * 2) == [0.0, 3.0]


def test_coverage_of_a_text_or_an_array_is_one_element(tools):
    assert paid(CoverageGain(tools.Scripted([{}] * 2), feature="text"), ["go"] * 2) == pytest.approx(
        [sqrt(2) - 1, sqrt(3) - sqrt(2)]
    )
    assert paid(CoverageGain(shown(tools, [[1.0], [1.0], [2.0]]), feature=seen, shape="set"), ["go"] * 2) == [0.0, 1.0]


def test_coverage_over_the_run_pays_once_for_all(tools):
    env = CoverageGain(shown(tools, ["a", "b"]), feature=seen, scope="run")
    assert [paid(env, ["go"])[0] for _ in range(2)] == pytest.approx([sqrt(2) - 1, 0.0])


ACTIONS = ["Ask: what?", "ask again", "Tell them", "ask", ""]


def test_a_turn_that_does_something_else_pays(tools):
    env = CrossTurnNovelty(tools.Scripted([{}] * 9))
    for _ in range(2):
        assert paid(env, ACTIONS) == [1.0, 0.0, 1.0, 0.0, 0.0]
    assert paid(CrossTurnNovelty(tools.Scripted([{}] * 9), against="last"), ACTIONS) == [1.0, 0.0, 1.0, 1.0, 0.0]


def test_a_turn_without_a_label_is_missing_and_forgotten(tools):
    env = CrossTurnNovelty(tools.Scripted([{}] * 9), against="last")
    env.reset()
    infos = [env.step(action)[4] for action in ("ask", "...", "ask")]
    assert [info.get("missing") for info in infos] == [None, ["cross_turn_novelty"], None]
    assert [info["reward_terms"]["cross_turn_novelty"] for info in infos] == [1.0, 0.0, 0.0]


def test_rules_label_by_the_first_that_matches(tools):
    rules = {"question": r"\?", "advice": r"\bshould\b"}
    env = CrossTurnNovelty(tools.Scripted([{}] * 9), rules)
    assert paid(env, ["You SHOULD go", "should you?", "well", "Why?"]) == [1.0, 1.0, 0.0, 0.0]
    twin = turnwise.stack(tools.Scripted([{}] * 9), [{"name": "CrossTurnNovelty", "labeller": rules}])
    assert paid(twin, ["You SHOULD go", "should you?"]) == [1.0, 1.0]


def test_a_labeller_is_asked_with_the_history(tools):
    asked = []

    def labeller(history, info):
        asked.append((list(history), info["valid"]))
        return "same"

    env = CrossTurnNovelty(tools.Scripted([{}] * 9), labeller)
    for _ in range(2):
        assert paid(env, ["a", "b"]) == [1.0, 0.0]
    assert asked[1] == (["turn 0", "a", "turn 1", "b", "turn 2"], True)
    assert len(asked[2][0]) == 3


def test_labels_of_the_run_pay_once_for_all(tools):
    env = CrossTurnNovelty(tools.Scripted([{}] * 9), scope="run")
    assert [paid(env, ["ask", "tell"]) for _ in range(2)] == [[1.0, 1.0], [0.0, 0.0]]


def test_what_cross_turn_novelty_does_not_allow(tools):
    for arguments, message in [
        ({"against": "first"}, "got against='first'"),
        ({"labeller": "no.where:at_all"}, "leads nowhere"),
        ({"labeller": {"a": "("}}, "rules need regular expressions"),
        ({"scope": "world"}, "scope is one of"),
    ]:
        with pytest.raises(ValueError, match=message):
            CrossTurnNovelty(tools.Scripted([{}]), **arguments)


def archive(tools, paths, ends="terminated", **arguments):
    """Return an archive around episodes that go these ways, each a list of points on a line."""
    rewards = arguments.pop("rewards", [0.0] * len(paths))

    class Paths(tools.Scripted):
        episode = -1

        def reset(self, **keywords):
            self.episode += 1
            first, *later = paths[self.episode]
            self.opening = {"seen": first}
            self.turns = [{"seen": point} for point in later]
            self.turns[-1].update({ends: True, "reward": rewards[self.episode]})
            return super().reset(**keywords)

    return NoveltyArchive(Paths([]), **{"feature": seen, **arguments})


def novelties(env, paths):
    """Return what each episode pays on its last turn; the others pay nothing."""
    last = []
    for path in paths:
        *earlier, end = paid(env, ["go"] * (len(path) - 1))
        assert not any(earlier)
        last.append(end)
    return last


@pytest.mark.parametrize("ends", ["terminated", "truncated"])
@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({}, [0.0, 4.0, (2 + 2) / 2]),
        ({"descriptor": "last"}, [0.0, 6.0, (3 + 3) / 2]),
        ({"k": 1, "weight": 0.5}, [0.0, 2.0, 1.0]),
        ({"threshold": 10.0}, [0.0, 4.0, 2.0]),
        ({"capacity": 1}, [0.0, 4.0, 2.0]),
        ({"scope": "episode"}, [0.0, 0.0, 0.0]),
        ({"frozen": True}, [0.0, 0.0, 0.0]),
    ],
)
def test_an_episode_is_as_novel_as_it_is_far_from_those_kept(arguments, expected, ends, tools):
    paths = [[0.0, 0.0, 0.0], [2.0, 4.0, 6.0], [1.0, 2.0, 3.0]]
    assert novelties(archive(tools, paths, ends, **arguments), paths) == pytest.approx(expected)


def test_phases_pay_novelty_until_something_is_found_and_then_by_turns(tools):
    paths = [[0.0, float(2**episode)] for episode in range(7)]
    env = archive(tools, paths, explore=1, exploit=1, k=1, descriptor="last", rewards=[0, 0, 1, 0, 0, 0, 0])
    explored, last = [], []
    for path in paths:
        last += novelties(env, [path])
        explored.append(env.exploring)
    assert explored == [True, True, True, False, True, False, True]
    assert last == [0.0, 1.0, 2.0, 0.0, 8.0, 0.0, 32.0]


def test_an_episode_of_which_nothing_was_seen_is_missing(tools):
    env = archive(tools, [[None, None, None], [None, 2.0, None], [1.0, None, None]])
    env.reset()
    env.step("go")
    info = env.step("go")[4]
    assert (info["missing"], info["reward_terms"]["novelty_archive"]) == (["novelty_archive"], 0.0)
    assert novelties(env, [[0] * 3] * 2) == [0.0, 1.0]


def test_archives_of_a_vector_are_one(tools):
    memory = Memory()
    envs = [archive(tools, [[0.0, place]], memory=memory, descriptor="last") for place in (1.0, 4.0)]
    assert [novelties(env, [[0, 0]])[0] for env in envs] == [0.0, 3.0]


def test_texts_are_described_by_their_ngrams(tools):
    env = NoveltyArchive(tools.Scripted([{}, {"terminated": True}]), dimension=64)
    assert paid(env, ["go"] * 2) == [0.0, 0.0]
    env.env.seen = lambda: "something else"
    assert paid(env, ["go"] * 2)[1] == pytest.approx(np.sqrt(2), rel=0.5)


def test_an_unknown_descriptor_is_refused(tools):
    with pytest.raises(ValueError, match="got descriptor='first'"):
        NoveltyArchive(tools.Scripted([{}]), "first")
