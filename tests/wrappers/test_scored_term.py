"""Terms that ask a callable: what they keep, what is missing, and which version paid."""

from __future__ import annotations

from turnwise.agents import ReplayAgent
from turnwise.agents.rollouts import Episode, collect, read_run
from turnwise.wrappers.scored_term import ScoredTerm, each_loaded, identity_of, note_version


class Asked(ScoredTerm):
    """Pays what a callable says."""

    term = "asked"

    def __init__(self, env, score, *, name=None):
        super().__init__(env, name=name)
        self.score = score

    def begin(self, observation, info):
        super().begin(observation, info)
        note_version(self.term, self.score, info)

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        return self.paid(self.score(self.hear(action, observation), info), info)


class Learned:
    """Scores by the number of messages it has heard, and cannot tell of the second turn."""

    version = 3
    identity = "a learned score"

    def __call__(self, history, info):
        return float("nan") if len(history) == 5 else len(history)


TURNS = [{}, {}, {"terminated": True}]


def test_a_callable_is_given_the_history_and_what_it_cannot_tell_is_missing_and_pays_nothing(tools):
    env = Asked(tools.Scripted(TURNS), Learned())
    for _ in range(2):
        _, info = env.reset()
        assert info["versions"] == {"asked": {"identity": "a learned score", "version": 3}}
        told = [env.step(message) for message in ("a", "b", "c")]
        assert [row[1] for row in told] == [3.0, 0.0, 7.0]
        assert [row[4].get("missing") for row in told] == [None, ["asked"], None]
        assert env.history == ["turn 0", "a", "turn 1", "b", "turn 2", "c", "turn 3"]


def test_a_trace_keeps_what_is_missing_apart_from_zero_and_the_version_that_paid(tools, tmp_path):
    agent = ReplayAgent([Episode(actions=["a", "b", "c"])])
    run = collect(lambda: Asked(tools.Scripted(TURNS), Learned()), agent, seeds=[0], out=tmp_path / "run")
    for episode in (run[0], read_run(tmp_path / "run")[0]):
        assert episode.paid == {"outcome": [0.0, 0.0, 0.0], "asked": [3.0, None, 7.0]}
        assert episode.rewards == [3.0, 0.0, 7.0]
        assert episode.opening["versions"]["asked"]["version"] == 3
        assert "asked" not in episode.turns[1].reward_terms


def test_what_has_no_version_is_not_written(tools):
    _, info = Asked(tools.Scripted(TURNS), lambda history, info: 0.0).reset()
    assert "versions" not in info


def test_a_callable_names_itself_or_goes_by_its_path():
    assert identity_of(Learned()) == "a learned score"
    assert identity_of(identity_of) == "turnwise.wrappers.scored_term:identity_of"
    assert identity_of(Asked.__new__) == "turnwise.wrappers.base:RewardTerm.__new__"
    assert identity_of({}) == "builtins:dict"


def test_callables_are_given_as_themselves_or_as_dotted_paths():
    assert each_loaded([identity_of, "wrapper_cases.shaping:eager"])[0] is identity_of
    assert each_loaded(["wrapper_cases.shaping:eager"])[0](["a"], {}) == 0.1


def test_none_and_infinities_are_missing_too(tools):
    told = iter([None, float("inf"), -float("inf")])
    env = Asked(tools.Scripted(TURNS), lambda history, info: next(told))
    env.reset()
    for message in ("a", "b", "c"):
        _, reward, _, _, info = env.step(message)
        assert (reward, info["missing"]) == (0.0, ["asked"])
