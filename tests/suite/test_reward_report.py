"""The document of a reward: what it says, and how it goes on from the one before."""

import json

import gymnasium as gym
import pytest

import turnwise
from turnwise.agents import ExpertAgent, RandomAgent
from turnwise.agents.rollouts.rollout import rollout
from turnwise.diagnose import diagnose, reward_report
from turnwise.diagnose.changes import changes
from turnwise.diagnose.file import read_reward_report, write_reward_report
from turnwise.diagnose.layers import argument_texts, formula_data, formula_modules, prose
from turnwise.wrappers import FormatReward, GoalDistance, Milestones, PotentialShaping

LAKE = {"id": "turnwise/FrozenLake-v0", "size": 4}
GATED = ["Milestones", {"name": "GatedRewards", "terms": ["milestones"], "threshold": 0.5}]
EVERY = [*GATED, {"name": "GoalDistance", "gamma": 0.9}]


def lake(layers=EVERY, **settings):
    return turnwise.stack(LAKE | settings, layers)


@pytest.fixture(scope="module")
def report():
    diagnosis = diagnose(LAKE, EVERY, seeds=2, gamma=0.95, budget=8_000)
    episodes = [rollout(lake(), agent, seed=seed) for agent in (RandomAgent(), ExpertAgent()) for seed in range(3)]
    return reward_report(lake(), diagnosis, episodes=episodes, date="2026-01-02")


def test_it_names_every_term_with_what_it_pays_its_arguments_and_its_formula(report):
    text = report.markdown()
    for part in (
        "# Reward report: turnwise/FrozenLake-v0",
        "Version 1, 2026-01-02; turnwise ",
        "| size | `4` |",
        "sum of `outcome`, `milestones`, `gate` and `goal_distance`",
        "### `milestones` – Milestones",
        '| mode | `"first"` | default |',
        "| gamma | `0.9` |  | the learner's discount per turn. |",
        "F_t = γ Φ(s_{t+1}) - Φ(s_t)",
        "> Certainty: recalled (ICML 1999",
        "It cannot be negative.",
    ):
        assert part in text
    assert "stand in turnwise" not in text


def test_it_says_which_gate_opens_when(report):
    assert (
        "## Gates\n\n`gate`, by episode, highest priority first:\n\n1. `milestones` if outcome > 0.5."
        in report.markdown()
    )


def test_it_says_what_is_assumed(report):
    assumed = report.data["assumptions"]
    assert "Episodes are cut after 30 turns; what a term has paid by then counts." in assumed
    assert "`goal_distance`: the learner discounts by 0.9 a turn." in assumed
    assert any('reports `info["milestones"]`' in each for each in assumed)


def test_it_says_which_checks_passed_and_failed(report):
    text = report.markdown()
    assert "The reward is **sound**" in text
    assert "| another-discount | warning |" in text


def test_it_says_how_the_reward_behaved(report):
    random, expert = report.data["behaviour"]
    assert (random["agent"], expert["agent"]) == ("random", "expert")
    assert (expert["episodes"], expert["solved"]) == (3, 1.0)
    assert expert["terms"]["milestones"]["mean"] > 0
    assert "### expert\n\n3 episodes, 100% solved (" in report.markdown()


def test_it_is_plain_data_and_the_same_each_time(report):
    assert json.loads(json.dumps(report.data, allow_nan=False)) == report.data
    assert reward_report(lake()).markdown() == reward_report(lake()).markdown()


def test_without_checks_and_episodes_it_says_so():
    text = reward_report(lake()).markdown()
    assert "The reward was not diagnosed." in text
    assert "Behaviour" not in text


def test_what_changed_stands_in_the_log_and_raises_the_version():
    first = reward_report(lake(), date="2026-01-01")
    same = reward_report(lake(), earlier=first.data, date="2026-01-02")
    assert (same.version, same.data["changes"]) == (1, first.data["changes"])
    other = lake([{"name": "Milestones", "weight": 0.5}, {"name": "GoalDistance", "gamma": 0.9}], size=5)
    second = reward_report(other, earlier=same.data, date="2026-01-03")
    assert second.version == 2
    assert second.data["changes"][0] == {
        "version": 2,
        "date": "2026-01-03",
        "what": [
            "The environment has size=5; it had size=4.",
            "`gate` was removed (GatedRewards).",
            "`milestones` has weight=0.5; it had weight=null.",
        ],
    }
    assert "### Version 2 (2026-01-03)" in second.markdown()
    assert "### Version 1 (2026-01-01)\n\n- First version." in second.markdown()


def test_another_wrapper_order_limit_and_status_are_changes():
    before = reward_report(lake(["Milestones", "GoalDistance"])).data
    now = reward_report(turnwise.stack(LAKE | {"max_episode_steps": 9}, ["GoalDistance", "Milestones"])).data
    assert changes(before, now) == [
        "The turn limit is 9; it was 30.",
        "The order of the layers is goal_distance, milestones; it was milestones, goal_distance.",
    ]
    swapped = reward_report(GoalDistance(gym.make(**LAKE), name="milestones")).data
    assert "`milestones` is paid by GoalDistance; it was paid by Milestones." in changes(before, swapped)
    found = [{"name": "noise", "status": status} for status in ("passed", "failed")]
    checked = [before | {"diagnosis": {"findings": [each]}} for each in found]
    assert changes(*checked) == ["The check noise: passed became failed."]


def test_an_earlier_report_that_is_none_is_refused():
    with pytest.raises(ValueError, match="not one that turnwise wrote"):
        reward_report(lake(), earlier={"version": 1})


def test_a_report_is_written_for_people_and_for_the_next_one(tmp_path, report):
    file = tmp_path / "new" / "reward.md"
    assert read_reward_report(file) is None
    write_reward_report(file, report)
    assert file.read_text(encoding="utf-8") == report.markdown()
    assert read_reward_report(file) == report.data
    file.with_suffix(".json").write_text("{")
    with pytest.raises(ValueError, match=r"reward\.json cannot be read"):
        read_reward_report(file)


def test_live_arguments_are_named_and_code_is_said_to_belong_to_the_report():
    env = PotentialShaping(gym.make(**LAKE), lambda observation, info: 0.0)
    (layer,) = reward_report(env).data["layers"]
    assert "<lambda>" in next(each["value"] for each in layer["arguments"] if each["name"] == "potential")
    text = lake([{"name": "PotentialShaping", "potential": "planted_faults:upwards"}])
    assert (
        "`potential`: potential is code of the experiment; it goes with the report."
        in reward_report(text).data["assumptions"]
    )


def test_a_wrapper_that_pays_nothing_is_documented_too():
    text = reward_report(lake([{"name": "Retry"}])).markdown()
    assert "Retry" in text


def test_the_formulas_of_a_wrapper_are_those_it_names_or_else_calls():
    assert formula_modules(Milestones) == ["turnwise.reward_shaping.milestones"]
    assert formula_modules(FormatReward) == ["turnwise.reward_shaping.message_format"]
    assert formula_modules(gym.wrappers.TimeLimit) == []


def test_a_formula_s_symbols_and_doubts_are_read_from_its_file():
    found = formula_data("turnwise.reward_shaping.milestones")
    assert found["says"].startswith("Milestones (MiRA)")
    assert found["formula"].splitlines()[0].startswith("level_t = ")
    assert "level      r_t = level_t" in found["formula"]
    assert found["certainty"].startswith("Certainty: secondary")


def test_every_reward_wrapper_can_be_documented():
    from turnwise import wrappers

    for name in wrappers.__all__:
        cls = getattr(wrappers, name)
        assert all(formula_data(module)["says"] for module in formula_modules(cls)), name
        assert prose(cls.__doc__), name


def test_arguments_and_prose_are_read_from_a_docstring():
    text = (
        "Do it.\n\nMore of\nit, see :func:`~a.b`.\n\n"
        "Args:\n    one: the first,\n        in two lines.\n    two (int): the second.\n\nRaises:\n    ValueError: no."
    )
    assert argument_texts(text) == {"one": "the first, in two lines.", "two": "the second."}
    assert prose(text) == "Do it.\n\nMore of it, see a.b."
