r"""Intrinsic bonuses: what a method of exploration is, how methods are combined, and how they are found by name.

    r_t = bonus(φ(s_{t-1}), a_t, φ(s_t))        and the memory takes s_t in, once

A method knows features, not environments: a key (any string; equal for states that count as the same), a vector, or the
names of what there is in a state. Its memory is all it holds; whoever calls it decides when to :meth:`Bonus.forget`,
and thereby the memory's scope:

    episode  forgets at every reset               task  one method for each task
    run      never forgets                        both  one of scope episode and one of scope run, multiplied

The state an episode starts in pays nothing, but counts as seen: :meth:`Bonus.start` takes it in. Methods made of
several (RIDE, NGU, NovelD) are a :class:`Composition` of parts, each of a method and a scope of its own.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, ClassVar, TypeVar

SCOPES = ("episode", "task", "run", "both")
"""How long a memory may live."""

FEATURES = ("key", "vector", "elements")
"""What a method may be called with: a string, an array of shape (d,), or a list of strings: what is in a state."""


class Bonus:
    """A method: a memory, and what a transition is worth to it.

    A subclass sets ``needs``, ``scope`` and ``remembers`` and implements :meth:`bonus`, and :meth:`start` if it takes
    in the state an episode starts in; it is given its options by keyword and registers itself with :func:`method`.

    Attributes:
        needs: which of :data:`FEATURES` it is called with.
        scope: of its memory, where the user names none.
        remembers: the attributes that are its memory: numbers, arrays, lists and dictionaries of plain data, and
            objects with ``state``, ``load_state``, and ``clear`` or ``forget``.
        can_be_negative: whether it may take away.
        callables: the names of those options that may be given as the dotted path of a callable.
        memoryless: whether it remembers nothing, so that a scope means nothing to it.
        learner: what the bonus reads and others update between episodes, if there is such a thing; its version is
            noted in the trace.
    """

    needs: ClassVar[str] = "key"
    scope: ClassVar[str] = "run"
    remembers: ClassVar[tuple[str, ...]] = ()
    can_be_negative: ClassVar[bool] = False
    callables: ClassVar[tuple[str, ...]] = ()
    memoryless: ClassVar[bool] = False
    learner: Any = None

    @property
    def learned(self) -> tuple[str, int] | None:
        """The learner's name and its version; None where there is none."""
        if self.learner is None:
            return None
        return str(getattr(self.learner, "identity", type(self.learner).__name__)), int(self.learner.version)

    @classmethod
    def prepared(cls, options: Mapping[str, Any]) -> dict[str, Any]:
        """Return options as every copy of the method shall be given them: what copies share is made here, once.

        Args:
            options: of the method, as the user gave them.
        """
        return dict(options)

    def start(self, feature: Any) -> None:
        """Take in the state an episode starts in.

        Args:
            feature: of that state.
        """

    def bonus(self, before: Any, action: Any, after: Any, *, learn: bool = True) -> float:
        """Return what a transition is worth, and take it in.

        Args:
            before: the feature of the state the action was taken in.
            action: what was done.
            after: the feature of the state it led to.
            learn: change the memory, once. Without it any number of calls leave the memory as it is.

        Returns:
            The bonus; NaN where there is none to tell.
        """
        raise NotImplementedError

    def novelty(self, feature: Any) -> float:
        """Return what a state is worth that the memory has taken in, as NovelD asks of the state that is left.

        Args:
            feature: of the state.
        """
        return self.bonus(feature, None, feature, learn=False)

    def forget(self) -> None:
        """Empty the memory: what it is made of is emptied, numbers become 0."""
        for name in self.remembers:
            held = getattr(self, name)
            empty = getattr(held, "forget", None) or getattr(held, "clear", None)
            if empty is None:
                setattr(self, name, type(held)())
            else:
                empty()

    def state(self) -> dict[str, Any]:
        """Return the memory as a copy, in plain data (as JSON has it) and NumPy arrays."""
        held = {name: getattr(self, name) for name in self.remembers}
        return {name: each.state() if hasattr(each, "state") else copy(each) for name, each in held.items()}

    def load_state(self, state: Mapping[str, Any]) -> None:
        """Go back, in place, to what :meth:`state` returned, without keeping hold of it.

        Args:
            state: of a method made with the same options.
        """
        for name in self.remembers:
            held = getattr(self, name)
            if hasattr(held, "load_state"):
                held.load_state(state[name])
            else:
                setattr(self, name, copy(state[name]))


Combine = Callable[[Sequence[float], int], float]
"""``combine(bonuses, turn)``: what several bonuses of one transition are worth together; turns are counted from 0."""


@dataclass(frozen=True)
class Part:
    """One method of a composition, in plain data.

    Attributes:
        method: the registered name of a :class:`Bonus`.
        scope: of its memory: ``"episode"``, ``"task"`` or ``"run"``.
        options: what it is made with.
    """

    method: str
    scope: str
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Composition:
    """Several methods that are one.

    Attributes:
        parts: which.
        combine: makes one bonus of theirs, given in the order of ``parts``.
    """

    parts: tuple[Part, ...]
    combine: Combine


METHODS: dict[str, type[Bonus]] = {}
"""Registered methods by name."""

COMPOSITIONS: dict[str, Callable[..., Composition]] = {}
"""Registered functions that return a composition, by name; they take ``scope`` (None: their own) and options."""

AnyBonus = TypeVar("AnyBonus", bound=type[Bonus])
AnyComposed = TypeVar("AnyComposed", bound=Callable[..., Composition])


def method(name: str) -> Callable[[AnyBonus], AnyBonus]:
    """Return a decorator that registers a class of bonuses.

    Args:
        name: of the method.
    """

    def register(cls: AnyBonus) -> AnyBonus:
        METHODS[name] = cls
        return cls

    return register


def composition(name: str) -> Callable[[AnyComposed], AnyComposed]:
    """Return a decorator that registers a function that returns a :class:`Composition`.

    Args:
        name: of the method it stands for.
    """

    def register(compose: AnyComposed) -> AnyComposed:
        COMPOSITIONS[name] = compose
        return compose

    return register


def product(bonuses: Sequence[float], turn: int = 0) -> float:
    """Return the product of several bonuses.

    Args:
        bonuses: of one transition.
        turn: not used.
    """
    paid = 1.0
    for bonus in bonuses:
        paid *= bonus
    return paid


def only(bonuses: Sequence[float], turn: int = 0) -> float:
    """Return the one bonus there is.

    Args:
        bonuses: one.
        turn: not used.
    """
    return bonuses[0]


def compose(name: str, scope: str | None = None, options: Mapping[str, Any] | None = None) -> Composition:
    """Return a method by name as a composition, of one part where it is one method.

    Args:
        name: of a method or a composition.
        scope: ``"episode"``, ``"task"``, ``"run"``, ``"both"`` (episode × run), or None for the method's own.
        options: of the method, by keyword.

    Raises:
        ValueError: there is no such method, it takes no such option, or the scope is unknown.
    """
    given = dict(options or {})
    known = [*(each for each, cls in METHODS.items() if cls.needs in FEATURES), *COMPOSITIONS]
    if name not in known:
        raise ValueError(f"There is no method {name!r}.{hint(name, known)} Known are {sorted(known)}.")
    if scope is not None and scope not in SCOPES:
        raise ValueError(f"A memory's scope is one of {list(SCOPES)}; got {scope!r}.{hint(scope, SCOPES)}")
    check_options(name, given)
    if name in COMPOSITIONS:
        return COMPOSITIONS[name](scope=scope, **given)
    parts = parts_of(name, scope, given)
    return Composition(parts, product if len(parts) > 1 else only)


def parts_of(name: str, scope: str | None, options: Mapping[str, Any]) -> tuple[Part, ...]:
    """Return one part of a scope, or for ``"both"`` two, to be multiplied.

    Args:
        name: of a registered :class:`Bonus`.
        scope: one of :data:`SCOPES`, or None for the method's own.
        options: of the method.
    """
    cls = METHODS[name]
    given = cls.prepared(options)
    if cls.memoryless:
        return (Part(name, "episode", given),)
    scopes = ("episode", "run") if scope == "both" else (scope or cls.scope,)
    return tuple(Part(name, each, dict(given)) for each in scopes)


def check_options(name: str, options: Mapping[str, Any]) -> None:
    """Check that a method takes these options.

    Args:
        name: of a registered method or composition.
        options: by keyword.

    Raises:
        ValueError: it does not, with those it takes, or it needs others.
    """
    makes: Callable[..., Any] = METHODS.get(name) or COMPOSITIONS[name]
    signature = inspect.signature(makes)
    takes = [key for key in signature.parameters if key != "scope"]
    for key in options:
        if key not in takes:
            raise ValueError(f"The method {name!r} takes the options {takes}; got {key!r}.{hint(key, takes)}")
    try:
        signature.bind(**options)
    except TypeError as error:
        raise ValueError(f"The method {name!r} takes the options {takes}; got {dict(options)}: {error}.") from error


def hint(name: object, known: Sequence[str]) -> str:
    """Return a suggestion of what may have been meant, or nothing.

    Args:
        name: what was given.
        known: what there is.
    """
    close = get_close_matches(str(name).lower(), known, n=1)
    return f" Did you mean {close[0]!r}?" if close else ""
