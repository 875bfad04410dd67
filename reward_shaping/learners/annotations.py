"""A queue of questions for a slow annotator: asked between steps, answered at any time, by any thread.

    learner.update(episodes)            puts what is new into the queue, takes what was answered
    queue.annotate(ask, limit=100)      in another thread or process of one's own: answers what waits

Nothing that was answered reaches a reward before the next update, so a step pays the same however fast the annotator
is, and the version that paid it stands in the trace. Answers are handed over in the order of the questions.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any

Question = tuple[str, ...]
"""What one call of the annotator is given: a message, or two to be compared."""


class AnnotationQueue:
    """Hold the questions that wait, and the answers that nobody has taken."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._number: dict[Question, int] = {}
        self._waiting: dict[Question, None] = {}
        self._asking: dict[Question, None] = {}
        self._answered: dict[Question, float] = {}

    def __len__(self) -> int:
        """Return how many questions have no answer yet."""
        with self._lock:
            return len(self._waiting) + len(self._asking)

    def put(self, *question: str) -> bool:
        """Put a question at the end; one that was put before is not asked again.

        Args:
            question: what the annotator is to be called with.

        Returns:
            Whether it is new.
        """
        with self._lock:
            if question in self._number:
                return False
            self._number[question] = len(self._number)
            self._waiting[question] = None
            return True

    def annotate(self, ask: Callable[..., float], limit: int | None = None) -> int:
        """Answer questions that wait, the oldest first.

        Several threads may do so at once; no question is asked twice. If ``ask`` raises, its question waits again.

        Args:
            ask: ``ask(*question)``: a number; NaN where it cannot tell.
            limit: how many to answer at the most; all that wait if None.

        Returns:
            How many were answered.
        """
        done = 0
        while limit is None or done < limit:
            with self._lock:
                question = next(iter(self._waiting), None)
                if question is None:
                    break
                del self._waiting[question]
                self._asking[question] = None
            answer: float | None = None
            try:
                answer = float(ask(*question))
            finally:
                with self._lock:
                    del self._asking[question]
                    if answer is None:
                        self._waiting = {question: None, **self._waiting}
                    else:
                        self._answered[question] = answer
            done += 1
        return done

    def take(self) -> list[tuple[Question, float]]:
        """Take the answers that came in since the last time.

        Returns:
            Pairs of question and answer, in the order in which they were put; NaN where the annotator could not tell.
        """
        with self._lock:
            taken, self._answered = self._answered, {}
            return sorted(taken.items(), key=lambda item: self._number[item[0]])

    def state_dict(self) -> dict[str, Any]:
        """Return every question put, and the answers that nobody has taken; what is being asked waits."""
        with self._lock:
            open_ = {**self._asking, **self._waiting}
            return {
                "questions": [list(question) for question in self._number],
                "waiting": [list(question) for question in sorted(open_, key=self._number.__getitem__)],
                "answered": [[list(question), answer] for question, answer in self._answered.items()],
            }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from what :meth:`state_dict` returned.

        Args:
            state: of a queue.
        """
        with self._lock:
            self._number = {tuple(question): number for number, question in enumerate(state["questions"])}
            self._waiting = {tuple(question): None for question in state["waiting"]}
            self._asking = {}
            self._answered = {tuple(question): float(answer) for question, answer in state["answered"]}

    def __getstate__(self) -> dict[str, Any]:
        """Return the state without the lock, which cannot be copied."""
        return self.state_dict()

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Make a queue of the same state."""
        self._lock = Lock()
        self.load_state_dict(state)
