"""What the customer has in mind: what they have told, heard and agreed to. Their words are in ``customer.py``."""

from __future__ import annotations

from dataclasses import dataclass

from ..function_calls import FunctionCall
from .requests import Request, Task, Wish


@dataclass(frozen=True)
class Mind:
    """A customer in the middle of a conversation.

    Attributes:
        versions: for each request, which of its wishes holds.
        raised: how many requests they have brought up.
        told: what they have told: ``(-1, detail)`` of themselves, ``(request, topic)`` of a request.
        agreed: the writes of each request to which they said yes, by number.
        refusals: the requests of which they were told, rightly or not, that they are not possible.
        pressing: whether they have just insisted.
        insisted: how often they did.
        content: whether they said that there is nothing else.
    """

    versions: tuple[int, ...]
    raised: int = 1
    told: tuple[tuple[int, str], ...] = ()
    agreed: tuple[tuple[int, int], ...] = ()
    refusals: tuple[int, ...] = ()
    pressing: bool = False
    insisted: int = 0
    content: bool = False

    def wish(self, task: Task, index: int) -> Wish:
        """Return what a request is at present."""
        return task.requests[index].wishes[self.versions[index]]

    def raised_requests(self, task: Task) -> list[tuple[int, Request]]:
        """Return the requests that were brought up, with their numbers."""
        return list(enumerate(task.requests[: self.raised]))

    def agreed_calls(self, task: Task) -> list[FunctionCall]:
        """Return the writes to which they said yes."""
        return [self.wish(task, request).wanted[number] for request, number in self.agreed]

    def agreed_to(self, task: Task, index: int) -> bool:
        """Whether they have agreed to all of a request."""
        wanted = self.wish(task, index).wanted
        return bool(wanted) and all((index, number) in self.agreed for number in range(len(wanted)))

    def resolved(self, task: Task, index: int) -> bool:
        """Whether they have agreed to all of a request, or were told that it is refused."""
        return index in self.refusals or self.agreed_to(task, index)


def first_mind(task: Task) -> Mind:
    """Return the mind of a customer who has brought up their first request."""
    return Mind((0,) * len(task.requests))
