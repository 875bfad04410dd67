"""Planted faults are found by name, in tables, episodes and stacks, and sound rewards have none."""

from itertools import pairwise

import gymnasium as gym
import pytest
from played import Played

from turnwise.reward_shaping.diagnostics.faults import (
    AMNESTY,
    DISCOUNT,
    INERT,
    KINDS,
    RE_EARNABLE,
    UNZEROED,
    honest_return,
    inspect_episodes,
    inspect_stack,
    inspect_table,
    is_potential,
)
from turnwise.reward_shaping.diagnostics.tabular import tabulate
from turnwise.wrappers import (
    GatedRewards,
    GoalDistance,
    Milestones,
    PotentialShaping,
    RepetitionPenalty,
    Retry,
    RewardTerm,
)


def lake(**settings):
    return gym.make("turnwise/FrozenLake-v0", **{"size": 4} | settings)


def maze():
    return gym.make("turnwise/Maze-v0", size=7)


def high_in_holes(observation, info):
    return 3.0 * info["facts"]["agent.fallen"] + info["facts"]["agent.row"]


class Kept(PotentialShaping):
    """A potential that is not zeroed at the end."""

    term = "kept"

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        return super().turn_reward(action, observation, reward, False, truncated, info)


class AgainAndAgain(RewardTerm):
    """Pays a milestone whenever it begins to hold, so that it can be undone and earned again."""

    term = "again"
    memory = ("held",)

    def begin(self, observation, info):
        self.held = info["milestones"]["halfway"]

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        before, self.held = self.held, info["milestones"]["halfway"]
        return float(self.held and not before)


def kinds(findings):
    return [(finding.kind, finding.fault) for finding in findings]


@pytest.mark.parametrize(
    ("stack", "gamma", "expected"),
    [
        (lambda: Milestones(lake()), 1.0, []),
        (lambda: Milestones(maze()), 0.99, []),
        (lambda: GatedRewards(Milestones(lake()), ["milestones"]), 1.0, []),
        (lambda: GoalDistance(lake()), 1.0, [(INERT, False)]),
        (lambda: GoalDistance(maze(), gamma=0.9), 0.9, [(INERT, False)]),
        (lambda: GoalDistance(lake(slippery=True), gamma=0.9), 0.9, [(INERT, False)]),
        (lambda: GoalDistance(lake()), 0.99, [(DISCOUNT, False), (INERT, False)]),
        (lambda: Kept(lake(), high_in_holes), 1.0, [(UNZEROED, True)]),
        (lambda: Kept(lake(), high_in_holes, gamma=0.9), 0.9, [(UNZEROED, True)]),
        (lambda: PotentialShaping(lake(), high_in_holes, gamma=0.9), 0.9, [(INERT, False)]),
        (lambda: Milestones(lake(), "level"), 1.0, [(RE_EARNABLE, True)]),
        (lambda: AgainAndAgain(lake()), 0.99, [(RE_EARNABLE, True)]),
        (lambda: AgainAndAgain(maze()), 1.0, [(RE_EARNABLE, True)]),
    ],
)
def test_what_a_table_shows(stack, gamma, expected):
    assert kinds(inspect_table(tabulate(stack()), gamma=gamma)) == expected


def test_the_loop_that_is_found_can_be_played():
    env = AgainAndAgain(lake())
    (found,) = inspect_table(tabulate(env), turns=30)
    evidence = found.evidence
    assert evidence["gain"] == pytest.approx(1.0)
    assert found.term == "again"
    assert "'again'" not in found.says
    assert "again can be earned for ever without success" in found.says
    env.reset(seed=0)
    for message in evidence["path"]:
        env.step(message)
    earned = sum(env.step(message)[1] for _ in range(3) for message in evidence["loop"])
    assert earned == pytest.approx(3.0)


def test_a_loop_that_cannot_beat_an_honest_episode_is_no_fault():
    table = tabulate(Milestones(lake(), "level", weight=0.01))
    short, endless = inspect_table(table, turns=30), inspect_table(table)
    assert kinds(short) == [(RE_EARNABLE, False)]
    assert kinds(endless) == [(RE_EARNABLE, True)]
    assert short[0].evidence["honest"] == pytest.approx(honest_return(table, 30))
    assert honest_return(table, 30) > 1.0


def test_where_two_terms_pay_the_one_that_pays_the_loop_is_named():
    (found,) = inspect_table(tabulate(AgainAndAgain(Milestones(lake()))))
    assert found.term == "again"


def test_where_a_potential_differs_between_ends_says_by_how_much():
    (found,) = inspect_table(tabulate(Kept(lake(), high_in_holes)))
    assert found.term == "kept"
    assert found.evidence["most"] - found.evidence["least"] == pytest.approx(3.0 + 2 - 1, abs=2.0)
    assert not found.evidence["solved"]
    assert "Zero it at a termination" in found.says


def test_stacks_show_their_gates_levels_and_potentials():
    penalties = RepetitionPenalty(lake(), window=3)
    gate = GatedRewards(penalties, ["repetition"], allow_negative=True)
    assert kinds(inspect_stack(gate)) == [(AMNESTY, True)]
    assert inspect_stack(gate)[0].evidence == {"gated": ["repetition"]}
    assert inspect_stack(GatedRewards(Milestones(lake()), ["milestones"], allow_negative=True)) == []
    assert kinds(inspect_stack(Milestones(lake(), "level"))) == [(RE_EARNABLE, True)]
    assert kinds(inspect_stack(GoalDistance(lake()))) == [(INERT, False)]
    assert kinds(inspect_stack(GoalDistance(lake()), gamma=0.99)) == [(INERT, False), (DISCOUNT, False)]
    assert inspect_stack(Milestones(lake()), gamma=0.99) == []
    assert inspect_stack(lake()) == []
    assert not is_potential(Retry(lake()))


def test_a_constant_sum_over_different_outcomes_is_inert():
    episodes = [
        Played.along("abg", solved=True, shape=[0.5, -0.5], outcome=[0, 1]),
        Played.along("ach", shape=[0.2, -0.2], outcome=[0, 0]),
        Played.along("xyz", task="other", shape=[1.0, 2.0], outcome=[0, 0]),
    ]
    assert kinds(inspect_episodes(episodes)) == [(INERT, False)]
    episodes[1].paid["shape"] = [0.2, -0.1]
    assert inspect_episodes(episodes) == []
    assert inspect_episodes(episodes[::2]) == []  # no task with two outcomes: nothing can be said
    assert inspect_episodes([]) == []


def test_a_term_that_never_speaks_is_not_called_inert():
    episodes = [Played.along("ab", solved=True, quiet=[0.0]), Played.along("ac", quiet=[0.0])]
    assert inspect_episodes(episodes) == []


def test_a_potential_that_is_kept_shows_in_episodes_that_meet():
    phi = {"a": 0.0, "b": 1.0, "c": 2.0, "g": 4.0, "h": 3.0}

    def episode(seen, solved=False):
        return Played.along(seen, solved, kept=[phi[y] - phi[x] for x, y in pairwise(seen)])

    episodes = [episode("abacbg", True), episode("acabch")]
    found = inspect_episodes(episodes)
    assert kinds(found) == [(UNZEROED, True)]
    assert found[0].evidence == {"least": pytest.approx(3.0), "most": pytest.approx(4.0), "solved": True}
    (failing,) = inspect_episodes([episode("abacbg"), episode("acabch", True)])
    assert not failing.evidence["solved"]
    phi |= {"g": 0.0, "h": 0.0}
    assert (UNZEROED, True) not in kinds(inspect_episodes([episode("abacbg", True), episode("acabch")]))


def test_the_same_turn_paid_twice_is_re_earnable_unless_it_was_taken_back():
    again = Played.along("ababa", again=[1.0, 0.0, 1.0, 0.0])
    (found,) = inspect_episodes([Played.along("ab", again=[0.0]), again])
    assert (found.kind, found.fault, found.evidence) == (RE_EARNABLE, True, {"episode": 1, "turns": (0, 2), "gain": 1})
    rich = Played.along("ab", True, outcome=[9.0])
    assert kinds(inspect_episodes([again, rich])) == [(RE_EARNABLE, False)]  # for ever would be 2 in the longest
    back = Played.along("ababa", back=[1.0, -1.0, 1.0, -1.0])
    assert inspect_episodes([back]) == []
    once = Played.along("abacad", once=[1.0, 0.0, 0.5, 0.0, 0.2])
    assert inspect_episodes([once]) == []


def gated(solved, penalties, gate):
    return Played.along("a" * (len(penalties) + 1), solved, penalty=penalties, gate=gate)


def test_an_amnesty_is_seen_where_penalties_come_back_to_those_who_fail():
    episodes = [gated(False, [-1.0, -0.5], [1.0, 0.5]), gated(True, [-0.5, 0.0], [0.0, 0.0])]
    found = inspect_episodes(episodes)
    assert kinds(found) == [(AMNESTY, True)]
    assert found[0].evidence == {"gated": ["penalty"], "forgiven": 1.5}
    assert inspect_episodes([episodes[0]]) == []  # nobody succeeded with penalties: it may be a constant refund
    assert inspect_episodes([gated(False, [-1.0], [0.5]), episodes[1]]) == []


def test_a_gate_over_several_penalties_is_seen_too():
    episodes = [
        Played.along("aaa", noise=[-1.0, 0.0], length=[0.0, -2.0], gate=[1.0, 2.0]),
        Played.along("aaa", True, noise=[-0.5, 0.0], length=[0.0, -1.0], gate=[0.0, 0.0]),
    ]
    (found,) = inspect_episodes(episodes)
    assert (found.term, found.evidence["gated"]) == ("gate", ["noise", "length"])


def test_a_real_amnesty_is_seen_in_what_was_played():
    gate = GatedRewards(RepetitionPenalty(lake(), window=3), ["repetition"], allow_negative=True)
    episodes = []
    for messages in (["down", "down", "up", "down", "right", "right", "down", "right"], ["up", "up", "up"]):
        observations, paid = [gate.reset(seed=0)[0]], {}
        for message in messages:
            observation, _, terminated, _, info = gate.step(message)
            observations.append(observation)
            for term, value in info["reward_terms"].items():
                paid.setdefault(term, []).append(value)
        episodes.append(Played(observations, messages, paid, info["success"], terminated))
    assert [episode.solved for episode in episodes] == [True, False]
    assert AMNESTY in [finding.kind for finding in inspect_episodes(episodes)]


def test_the_names_of_the_kinds_are_known():
    assert KINDS == ("inert", "un-zeroed potential", "amnesty gate", "re-earnable", "another discount")
