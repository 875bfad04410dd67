"""Whatever is done to a queue, in whatever order, no question is lost, none is asked twice, and order is kept."""

import math

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from turnwise.reward_shaping.learners import AnnotationQueue

MESSAGES = st.sampled_from("abcdefgh")


class Unanswered(Exception):
    """Raised by an annotator that cannot be reached."""


class Queue(RuleBasedStateMachine):
    """A queue beside a plain account of what should be in it."""

    def __init__(self):
        super().__init__()
        self.queue = AnnotationQueue()
        self.put_so_far = []
        self.waiting = []
        self.answered = []

    @rule(message=MESSAGES)
    def put(self, message):
        new = message not in self.put_so_far
        assert self.queue.put(message) == new
        if new:
            self.put_so_far.append(message)
            self.waiting.append(message)

    @rule(limit=st.none() | st.integers(0, 4))
    def annotate(self, limit):
        asked = []
        count = self.queue.annotate(lambda message: asked.append(message) or float(ord(message)), limit)
        expected = self.waiting if limit is None else self.waiting[:limit]
        assert asked == expected
        assert count == len(expected)
        self.answered += expected
        self.waiting = self.waiting[len(expected) :]

    @rule()
    def cannot_tell(self):
        self.queue.annotate(lambda message: math.nan, 1)
        if self.waiting:
            self.answered.append(self.waiting.pop(0))

    @rule()
    def put_while_asking(self):
        def ask(message):
            self.put("z")
            return 0.0

        before = list(self.waiting)
        done = self.queue.annotate(ask, 1)
        assert done == bool(before)
        if before:
            self.answered.append(before[0])
            self.waiting.remove(before[0])

    @precondition(lambda self: self.waiting)
    @rule()
    def fail(self):
        def unreachable(message):
            raise Unanswered

        with pytest.raises(Unanswered):
            self.queue.annotate(unreachable)

    @rule()
    def take(self):
        taken = [question for question, _ in self.queue.take()]
        assert taken == [(message,) for message in self.put_so_far if message in self.answered]
        self.answered = []

    @rule()
    def save_and_load(self):
        twin = AnnotationQueue()
        twin.load_state_dict(self.queue.state_dict())
        self.queue = twin

    @invariant()
    def nothing_is_lost(self):
        assert len(self.queue) == len(self.waiting)


TestQueue = Queue.TestCase
TestQueue.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
