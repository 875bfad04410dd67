"""What curiosity remembers beyond an episode: kept, saved, and shared by the environments of a vector.

One :class:`Memory` handed to several environments is theirs together. Environments of one process and of threads share
the object itself:

    memory = Memory()
    envs = gym.vector.SyncVectorEnv([lambda: Curiosity(make(), memory=memory)] * 8)

Environments in processes of their own share it through a process that holds it:

    with memory_process() as memory:
        envs = gym.vector.AsyncVectorEnv([lambda: Curiosity(make(), memory=memory)] * 8)
        ...
        memory.save("memory.npz")

A transition is one call of :meth:`Memory.pay`, under a lock: however many environments pay at once, each transition is
counted once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.managers import BaseManager
from pathlib import Path
from threading import RLock
from typing import Any

from ...reward_shaping.intrinsic.bonus import METHODS, Bonus
from ..base import load
from .plain_file import read_plain, write_plain


class Kept:
    """A state that nobody changes, so that a copy of it is itself.

    Args:
        state: of whatever kind; not changed from now on.
    """

    __slots__ = ("state",)

    def __init__(self, state: Any) -> None:
        self.state = state

    def __copy__(self) -> Kept:
        """Return itself."""
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Kept:
        """Return itself."""
        return self


def make_bonus(method: str, options: Mapping[str, Any]) -> Bonus:
    """Return a fresh method.

    Args:
        method: its registered name.
        options: by keyword; callables as themselves or as dotted paths.
    """
    cls = METHODS[method]
    named = [key for key in cls.callables if isinstance(options.get(key), str)]
    return cls(**{**options, **{key: load(options[key]) for key in named}})


class Memory:
    """Methods by the place they pay in, and for each task its own where a place asks for that.

    A place is a term's name and a part of its method, such as ``"curiosity/0/counts"``; environments that open the
    same place share what is in it.
    """

    def __init__(self) -> None:
        self._lock = RLock()
        self._opened: dict[str, tuple[str, dict[str, Any]]] = {}
        self._first: dict[str, Bonus] = {}
        self._bonuses: dict[str, dict[str, Bonus]] = {}
        self._waiting: dict[str, Any] = {}
        self._kept: Kept | None = None

    def open(self, place: str, method: str, options: Mapping[str, Any]) -> tuple[str, bool]:
        """Make a place, or join it.

        Args:
            place: its name.
            method: the registered name of the method that pays there.
            options: what it is made with.

        Returns:
            The feature the method is called with, and whether it may take away.

        Raises:
            ValueError: the place is open with another method or other options, or the method refuses its options.
        """
        with self._lock:
            given = (method, dict(options))
            if self._opened.get(place, given) != given:
                raise ValueError(
                    f"This memory holds {self._opened[place]} for {place!r}; got {given}. Give each its own memory, or "
                    "the terms other names; what reads a learner shares a memory only if given the same learner."
                )
            if place not in self._bonuses:
                self._first[place] = make_bonus(*given)
                self._opened[place], self._bonuses[place] = given, {}
                self._fill(place, self._waiting.pop(place, {}))
            return self._first[place].needs, self._first[place].can_be_negative

    def pay(
        self, place: str, task: str, before: Any, action: Any, after: Any, *, first: bool = False, learn: bool = True
    ) -> float:
        """Return what a transition is worth, and take it in.

        Args:
            place: an open one.
            task: whose memory it is; "" for the run's.
            before: the feature of the state the action was taken in.
            action: what was done.
            after: the feature of the state it led to.
            first: it is the first transition of an episode; the state it left is taken in before it.
            learn: change the memory.
        """
        with self._lock:
            bonus = self._bonus(place, task, keep=learn)
            if learn:
                self._kept = None
                if first:
                    bonus.start(before)
            return bonus.bonus(before, action, after, learn=learn)

    def version(self, place: str) -> tuple[str, int] | None:
        """Return the name and the version of the learner that a place reads; None where it reads none.

        Args:
            place: an open one.
        """
        with self._lock:
            return self._first[place].learned

    def learner(self, place: str) -> Any:
        """Return the learner that a place reads, to be trained; None where it reads none.

        Args:
            place: an open one.
        """
        return self._first[place].learner

    def teach(self, place: str, learner: Any) -> None:
        """Put another learner in the place of the one that a place reads.

        Args:
            place: an open one, whose method reads a learner.
            learner: of the same kind.
        """
        with self._lock:
            for bonus in (self._first[place], *self._bonuses[place].values()):
                bonus.learner = learner

    def state(self) -> dict[str, Any]:
        """Return everything remembered as a copy, in plain data and NumPy arrays."""
        with self._lock:
            filled = {
                place: {task: bonus.state() for task, bonus in tasks.items()} for place, tasks in self._bonuses.items()
            }
            return {"places": {**self._waiting, **filled}}

    def load_state(self, state: Mapping[str, Any]) -> None:
        """Go back, in place, to what :meth:`state` returned; what was opened since is emptied.

        Args:
            state: of a memory; places that are not open yet wait for it.
        """
        with self._lock:
            self._kept = None
            self._waiting = dict(state["places"])
            for place in self._bonuses:
                self._fill(place, self._waiting.pop(place, {}))

    def kept(self) -> Kept:
        """Return the state for a snapshot; it is copied once, however many snapshots there are of it."""
        with self._lock:
            if self._kept is None:
                self._kept = Kept(self.state())
            return self._kept

    def recall(self, kept: Kept) -> None:
        """Go back, in place, to what :meth:`kept` returned.

        Args:
            kept: of this memory, or one opened alike.
        """
        with self._lock:
            if kept is not self._kept:
                self.load_state(kept.state)
                self._kept = kept

    def save(self, path: str | Path) -> None:
        """Write everything remembered into one file, without pickle.

        Args:
            path: of the file; one that is there is replaced.
        """
        write_plain(path, self.state())

    def load(self, path: str | Path) -> None:
        """Go back, in place, to what :meth:`save` wrote.

        Args:
            path: of the file.

        Raises:
            ValueError: the file holds no memory.
        """
        self.load_state(read_plain(path))

    def _bonus(self, place: str, task: str, *, keep: bool = True) -> Bonus:
        bonus = self._bonuses[place].get(task)
        if bonus is None:
            bonus = make_bonus(*self._opened[place]) if task else self._first[place]
            if keep:
                self._bonuses[place][task] = bonus
        return bonus

    def _fill(self, place: str, states: Mapping[str, Any]) -> None:
        """Make the tasks of a place those of ``states``."""
        tasks = self._bonuses[place]
        for task in [task for task in tasks if task not in states]:
            tasks.pop(task).forget()
        for task, state in states.items():
            self._bonus(place, task).load_state(state)

    def __getstate__(self) -> dict[str, Any]:
        """Leave the lock behind; a copy is a memory of its own."""
        return {key: value for key, value in vars(self).items() if key != "_lock"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take a lock of its own."""
        vars(self).update(state, _lock=RLock())


def memory_of(given: Memory | str | None) -> Memory:
    """Return a memory: the one given, the one a function returns whose dotted path is given, or a fresh one.

    Args:
        given: a memory, ``"package.module:name"``, or None.
    """
    memory: Memory = Memory() if given is None else load(given)() if isinstance(given, str) else given
    return memory


class _Holder(BaseManager):
    """The process that holds a memory."""


_Holder.register(
    "Memory", Memory, exposed=["open", "pay", "version", "state", "load_state", "kept", "recall", "save", "load"]
)


@contextmanager
def memory_process() -> Iterator[Memory]:
    """Hold a memory in a process of its own, for environments in processes of theirs.

    Methods that read a learner are not for it: the learner would stand where nobody can train it.

    Yields:
        What stands for the memory: it is called as a :class:`Memory`, may be handed to other processes, and is gone
        with the context.
    """
    with _Holder() as holder:
        yield holder.Memory()  # type: ignore[attr-defined] # made by register
