"""Questions are asked once, answered by any thread, and handed over in order."""

import json
import math
import pickle
import threading

import pytest

from turnwise.reward_shaping.learners import AnnotationQueue

NAN = float("nan")


def queue_of(*messages):
    queue = AnnotationQueue()
    for message in messages:
        queue.put(message)
    return queue


def test_a_question_waits_is_answered_once_and_is_taken_once():
    queue = queue_of("a", "b", "c")
    assert not queue.put("a")
    assert len(queue) == 3
    assert queue.annotate(len, limit=2) == 2
    assert len(queue) == 1
    assert queue.take() == [(("a",), 1.0), (("b",), 1.0)]
    assert queue.take() == []
    assert not queue.put("a")
    assert queue.annotate(len) == 1
    assert queue.annotate(len) == 0


def test_nothing_is_asked_that_nobody_wants():
    queue = queue_of("a")
    assert queue.annotate(len, limit=0) == 0
    assert len(queue) == 1


def test_two_messages_make_one_question():
    queue = AnnotationQueue()
    queue.put("long", "x")
    queue.annotate(lambda first, second: float(len(first) > len(second)))
    assert queue.take() == [(("long", "x"), 1.0)]


def test_what_the_annotator_cannot_tell_is_answered_and_not_a_number():
    queue = queue_of("a")
    queue.annotate(lambda message: NAN)
    ((_, answer),) = queue.take()
    assert math.isnan(answer)


def test_a_question_whose_annotator_fails_waits_again_at_the_front():
    queue = queue_of("a", "b")

    def fails(message):
        raise ConnectionError(message)

    with pytest.raises(ConnectionError, match="a"):
        queue.annotate(fails)
    assert len(queue) == 2
    asked = []
    queue.annotate(lambda message: asked.append(message) or 1.0)
    assert asked == ["a", "b"]


def test_many_threads_ask_everything_once_and_answers_keep_the_order_of_the_questions():
    messages = [f"m{number}" for number in range(200)]
    queue, asked, start = queue_of(*messages), [], threading.Barrier(5)

    def work():
        start.wait()
        queue.annotate(lambda message: asked.append(message) or float(message[1:]))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    start.wait()
    for extra in range(200, 260):
        queue.put(f"m{extra}")
    for thread in threads:
        thread.join()
    queue.annotate(lambda message: asked.append(message) or float(message[1:]))
    assert sorted(asked) == sorted(f"m{number}" for number in range(260))
    assert [answer for _, answer in queue.take()] == list(range(260))


def test_a_question_put_while_another_is_answered_is_new_only_once():
    queue = queue_of("a")

    def curious(message):
        queue.put("a")
        queue.put("b")
        return 1.0

    assert queue.annotate(curious) == 2
    assert [question for question, _ in queue.take()] == [("a",), ("b",)]


def test_it_goes_on_exactly_and_what_was_being_asked_waits():
    queue, states = queue_of("a", "b", "c"), []
    queue.annotate(len, limit=1)
    queue.annotate(lambda message: states.append(queue.state_dict()) or 2.0, limit=1)
    twin = AnnotationQueue()
    twin.load_state_dict(json.loads(json.dumps(states[0])))
    assert len(twin) == 2
    asked = []
    twin.annotate(lambda message: asked.append(message) or 3.0)
    assert asked == ["b", "c"]
    assert twin.take() == [(("a",), 1.0), (("b",), 3.0), (("c",), 3.0)]
    assert not twin.put("a")


def test_it_can_be_copied_with_what_waits():
    twin = pickle.loads(pickle.dumps(queue_of("a", "b")))
    assert twin.annotate(len) == 2
