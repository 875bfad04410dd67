"""ONI's three back-ends, and the count that keeps repeats cheap."""

import json

import numpy as np
import pytest
from published_numbers import example

from turnwise.agents.rollouts import Episode
from turnwise.reward_shaping.learners import LabelClassifier, LabelTable, Learner, MessageRanking
from turnwise.reward_shaping.learners.message_rewards import MessageRewards, counted_reward, ranked_value

NAN = float("nan")
ROOMS = ["a red key", "a red door", "a blue wall", "a blue floor", "a red box", "a blue lamp"]


def seen(*messages):
    return Episode(observations=["start", *messages], actions=["go"] * len(messages))


def is_red(message):
    return float("red" in message)


def redder(first, second):
    return 0.5 + (is_red(first) - is_red(second)) / 2


def trained(learner, annotator, rounds=3):
    for _ in range(rounds):
        learner.update([seen(*ROOMS)])
        learner.queue.annotate(annotator)
    learner.update([seen(*ROOMS)])
    return learner


def test_the_published_numbers():
    given, expected = example("oni")
    count, exponent = given["N (times message seen in episode)"], given["exponent"]
    assert counted_reward(given["LLM label for message"], count, exponent) == expected["hash reward"]
    value = ranked_value(*given["rank model score, mean, std, threshold"])
    assert value == pytest.approx(2.0)
    assert counted_reward(value, count, exponent) == pytest.approx(expected["rank reward"])


def test_a_score_is_kept_only_above_the_threshold():
    assert ranked_value(0.0, 0.4, 1.0) == pytest.approx(-0.4)
    assert ranked_value(0.0, 0.5, 1.0) == pytest.approx(-0.5, abs=1e-6)
    assert ranked_value(0.0, 0.6, 1.0) == 0.0
    assert ranked_value(0.0, 0.6, 1.0, threshold=-1.0) == pytest.approx(-0.6)


def test_a_label_pays_from_the_update_after_it_came_in():
    table = LabelTable()
    assert isinstance(table, Learner)
    assert table.update([seen("a red key", "a blue wall", "a red key")]) == {"answers": 0, "waiting": 2, "labels": 0}
    table.queue.annotate(is_red)
    assert table("a red key") == 0.0
    assert table.update([])["labels"] == 2
    assert [table("a red key"), table("a blue wall"), table("never seen")] == [1.0, 0.0, 0.0]
    assert (table.version, table.identity) == (2, "LabelTable")


def test_what_the_annotator_cannot_tell_is_no_label():
    table = LabelTable()
    table.update([seen("a", "b")])
    table.queue.annotate(lambda message: 1.0 if message == "a" else NAN)
    assert table.update([])["answers"] == 1
    assert table.labels == {"a": 1.0}


def test_a_part_of_the_message_may_be_what_is_labelled():
    table = LabelTable(message=lambda observation: observation.split()[0])
    table.update([seen("door 12:01", "door 12:02")])
    assert len(table.queue) == 1


def test_a_classifier_knows_messages_that_nobody_labelled():
    classifier = LabelClassifier()
    assert classifier("a red hat") == 0.0
    trained(classifier, is_red)
    assert [classifier("a red hat"), classifier("a blue hat")] == [1.0, 0.0]
    assert classifier.update([])["labels"] == len(ROOMS)


def test_without_a_threshold_a_classifier_says_how_probable_it_is():
    classifier = trained(LabelClassifier(threshold=None), is_red)
    assert 0 < classifier("a blue hat") < 0.5 < classifier("a red hat") < 1


def test_a_ranking_puts_what_is_preferred_above_the_rest():
    ranking = MessageRanking(pairs=20)
    assert ranking("a red hat") == 0.0
    trained(ranking, redder)
    assert ranking("a red hat") > 0.5
    assert ranking("a blue hat") == 0.0
    low = trained(MessageRanking(pairs=20, threshold=-9.0), redder)
    assert low("a blue hat") < -0.5
    scores = np.array([low(message) for message in ROOMS])
    assert scores.mean() == pytest.approx(0.0, abs=0.2)
    assert scores.std() == pytest.approx(1.0, abs=0.3)


def test_the_pairs_follow_from_the_seed():
    asked = []
    for seed in (1, 1, 2):
        ranking = MessageRanking(pairs=5, seed=seed)
        ranking.update([seen(*ROOMS)])
        asked.append(ranking.queue.state_dict()["waiting"])
    assert asked[0] == asked[1] != asked[2]
    alone = MessageRanking()
    assert alone.update([seen("only one")])["waiting"] == 0


@pytest.mark.parametrize("make", [LabelTable, LabelClassifier, lambda: MessageRanking(pairs=6)])
def test_it_goes_on_exactly_from_its_state(make):
    learner, twin = make(), make()
    annotator = redder if isinstance(learner, MessageRanking) else is_red
    trained(learner, annotator, rounds=1)
    twin.load_state_dict(json.loads(json.dumps(learner.state_dict(), default=lambda array: array.tolist())))
    for each in (learner, twin):
        each.update([seen(*ROOMS, "a red hat")])
        each.queue.annotate(annotator)
        each.update([])
    assert twin.version == learner.version == 4
    assert [twin(message) for message in ROOMS] == [learner(message) for message in ROOMS]
    assert twin.state_dict()["queue"] == learner.state_dict()["queue"]


def test_an_update_without_episodes_or_answers_only_counts():
    for learner in (LabelTable(), LabelClassifier(), MessageRanking()):
        told = learner.update([])
        assert (told["answers"], told["waiting"], learner.version) == (0, 0, 1)


def test_the_base_leaves_what_to_say_and_learn_to_its_back_ends():
    with pytest.raises(NotImplementedError):
        MessageRewards()("a")
    with pytest.raises(NotImplementedError):
        MessageRewards().update([])


def test_a_classifier_says_of_what_was_labelled_what_the_table_says():
    table, classifier = trained(LabelTable(), is_red), trained(LabelClassifier(), is_red)
    assert [classifier(message) for message in ROOMS] == [table(message) for message in ROOMS]


@pytest.mark.parametrize("make", [LabelTable, LabelClassifier, lambda: MessageRanking(pairs=8)])
def test_what_an_annotator_answers_is_the_same_however_many_work_and_however_fast(make):
    """Two halves of the questions, the later answered first, against all at once."""
    slow, fast = make(), make()
    annotator = redder if isinstance(slow, MessageRanking) else is_red
    for learner in (slow, fast):
        learner.update([seen(*ROOMS)])
    fast.queue.annotate(annotator)
    waiting = [tuple(question) for question in slow.queue.state_dict()["waiting"]]
    half = len(waiting) // 2
    with_gaps = slow.queue.state_dict()
    with_gaps["waiting"] = [list(question) for question in waiting[half:] + waiting[:half]]
    slow.queue.load_state_dict(with_gaps)
    slow.queue.annotate(annotator, limit=half)
    slow.queue.annotate(annotator)
    for learner in (slow, fast):
        learner.update([])
    assert [slow(message) for message in ROOMS] == [fast(message) for message in ROOMS]


@pytest.mark.parametrize("make", [LabelTable, LabelClassifier, lambda: MessageRanking(pairs=8)])
def test_between_updates_nothing_changes_whatever_is_annotated(make):
    learner = trained(make(), redder if make not in (LabelTable, LabelClassifier) else is_red, rounds=1)
    before = [learner(message) for message in [*ROOMS, "a red hat"]]
    learner.queue.annotate(lambda *asked: 1.0)
    assert [learner(message) for message in [*ROOMS, "a red hat"]] == before


@pytest.mark.parametrize("exponent", [0.0, 1.0, 3.0])
def test_however_often_a_message_comes_its_rewards_stay_below_what_the_exponent_allows(exponent):
    paid = [counted_reward(1.0, count, exponent) for count in range(1, 50)]
    assert paid[0] == 1.0
    assert paid == sorted(paid, reverse=True)
    assert sum(paid) == pytest.approx({0.0: 49.0, 1.0: 4.479, 3.0: 1.2018}[exponent], abs=1e-3)


def test_a_ranking_s_scores_are_centred_on_what_was_seen_last_and_before():
    ranking = MessageRanking(pairs=30, threshold=-9.0)
    for _ in range(3):
        ranking.update([seen(*ROOMS)])
        ranking.queue.annotate(redder)
    first = float(ranking.moments.count)
    ranking.update([seen(*ROOMS), seen("a red hat")])
    assert float(ranking.moments.count) == first + len(ROOMS) + 1


def test_messages_are_counted_once_an_update_however_often_they_came():
    table = LabelTable()
    assert table.update([seen(*["a"] * 50), seen("a", "b")])["waiting"] == 2
