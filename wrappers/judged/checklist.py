"""CM2's checklist: binary criteria, each of which pays once, at the step that first satisfies it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import gymnasium as gym

from ...reward_shaping.judged.checklist import FORMS, checklist_reward, newly_met
from ...reward_shaping.judged.verdict import number_or_nan
from ..base import RewardTerm, load
from .entries import add_channels
from .judge import Item, Items, ItemsJudge, ItemsOf, JudgedTerm, ask_items, items_of, read_items

TURNS = ("segment", "step")
"""What numbers the turns of a dialogue: ``info["segment"]``, or every step is one."""

Lists = Items | Sequence[Sequence[str | Item]]


class Checklist(JudgedTerm):
    """Pay each item of a checklist its weight once, on the step that first meets it.

    An item is a text, or a mapping with its ``criterion`` and any of: ``name``; ``weight`` (the items share 1 equally
    where none has one); ``required`` (before the turn it belongs to ends); ``depends_on``, names of items; ``turn``,
    the turn of the dialogue to which it belongs, all if absent; ``check``, a rule ``check(history, info)`` or its
    dotted path that is asked instead of the judge; ``evidence``, ``focus_on`` and whatever else the judge reads.
    A list of lists holds one list for each turn of the dialogue.

    ``info["checklist"]`` holds each item's ``met``, the ``step`` it was met on (from 0), ``weight`` and ``evidence``;
    the channel ``checklist.unscored`` counts items that could not be told. Where none could be, the turn is missing.
    The formula and its doubts stand in :mod:`turnwise.reward_shaping.judged.checklist`.

    Args:
        env: the environment.
        items: the checklist; or ``items(info)``, called at each reset, or its dotted path.
        judge: ``judge(items, history, info)``, which returns for each item whether it is satisfied by now, None where
            it cannot tell; or its dotted path. It may be left out where every item has a ``check``.
        form: ``"first"``, or ``"all"``, which pays all weights when the last item is met.
        turns: what numbers the turns of the dialogue: ``"segment"``, ``info["segment"]``, which stays 0 where it is
            not reported; or ``"step"``, every step is a turn.
        end_on_unmet: terminate the episode when a turn of the dialogue ends and a required item of it is not met.
        weight: of the whole term.
        name: another name for the term.

    Raises:
        ValueError: an argument or an item is not allowed.
        gymnasium.error.ResetNeeded: in a step after such an end.
    """

    term = "checklist"
    memory = ("history", "items", "met", "untold", "turn", "steps", "ended")
    ended = False

    def __init__(
        self,
        env: gym.Env[Any, Any],
        items: Lists | ItemsOf | str,
        judge: ItemsJudge | str | None = None,
        *,
        form: str = "first",
        turns: str = "segment",
        end_on_unmet: bool = False,
        weight: float = 1.0,
        name: str | None = None,
    ) -> None:
        self.judge: ItemsJudge | None = None if judge is None else load(judge)
        super().__init__(env, [self.judge], per="turn", weight=weight, name=name)
        if form not in FORMS or turns not in TURNS:
            raise ValueError(
                f"Checklist needs form to be one of {list(FORMS)} and turns one of {list(TURNS)}; "
                f"got form={form!r}, turns={turns!r}."
            )
        listed = items_of("Checklist", unfolded(items))
        self.given: list[dict[str, Any]] | ItemsOf = listed if callable(listed) else self._checked(listed)
        self.form = form
        self.turns = turns
        self.end_on_unmet = end_on_unmet
        self.can_be_negative = callable(self.given) or weight < 0 or any(item["weight"] < 0 for item in self.given)
        if end_on_unmet:  # otherwise a step is any reward term's, and is linked with its neighbours'
            self.step = self._step_to_an_end  # type: ignore[method-assign]

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Take up the checklist of this task."""
        super().begin(observation, info)
        given = self.given
        self.items = self._checked(read_items("Checklist", unfolded(given(info)))) if callable(given) else given
        self.met: dict[str, int] = {}
        self.untold: list[str] = []
        self.steps, self.ended = 0, False
        self.turn = self._turn(info)

    def score(self, history: tuple[Any, ...], info: dict[str, Any]) -> float:
        """Return the weights of the items met on this step, NaN where not one could be told."""
        asked = [k for k, item in enumerate(self.items) if item["name"] not in self.met and self._due(item)]
        passes = [0.0] * len(self.items)
        for k, passed in zip(asked, self._ask([self.items[k] for k in asked], history, info), strict=True):
            passes[k] = passed
        names = [item["name"] for item in self.items]
        needs = [[names.index(other) for other in item["depends_on"]] for item in self.items]
        fresh = newly_met(passes, [each in self.met for each in names], needs)
        self.met |= {names[k]: self.steps for k in fresh}
        self.untold = [names[k] for k in asked if passes[k] != passes[k]]
        self._move_on(info)
        self._tell(info)
        if asked and len(self.untold) == len(asked):
            return float("nan")
        weights = [float(item["weight"]) for item in self.items]
        return checklist_reward(fresh, weights, len(self.met) == len(names), self.form)

    def _step_to_an_end(self, action: Any) -> tuple[Any, float, bool, bool, dict[str, Any]]:
        """Step the environment, add the term, and end the episode where a required item is unmet."""
        if self.ended:
            raise gym.error.ResetNeeded("An unmet required item ended the episode; call reset() before step().")
        observation, reward, terminated, truncated, info = RewardTerm.step(self, action)
        return observation, reward, terminated or self.ended, truncated and not self.ended, info

    def _move_on(self, info: dict[str, Any]) -> None:
        """Go on to the next step; where it begins another turn of the dialogue, see what the last one left unmet."""
        self.steps += 1
        last, self.turn = self.turn, self._turn(info)
        if self.end_on_unmet and self.turn != last:
            self.ended = any(
                item.get("required") and item.get("turn") == last and item["name"] not in (*self.met, *self.untold)
                for item in self.items
            )

    def _turn(self, info: dict[str, Any]) -> int:
        return self.steps if self.turns == "step" else int(info.get("segment", 0))

    def _due(self, item: dict[str, Any]) -> bool:
        return item.get("turn") in (None, self.turn)

    def _ask(self, items: list[dict[str, Any]], history: tuple[Any, ...], info: dict[str, Any]) -> list[float]:
        """Return what each item's own check or the judge says of it."""
        unruled = [item for item in items if not item.get("check")]
        judged = iter(ask_items(self.judge, unruled, history, info) if self.judge is not None else [])
        return [number_or_nan(i["check"](history, info)) if i.get("check") else next(judged) for i in items]

    def _tell(self, info: dict[str, Any]) -> None:
        info["checklist"] = {
            item["name"]: {
                "met": item["name"] in self.met,
                "step": self.met.get(item["name"]),
                "weight": item["weight"],
                "evidence": item.get("evidence"),
            }
            for item in self.items
        }
        add_channels(info, self.term, {"unscored": len(self.untold)})

    def _checked(self, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return items whose dependencies exist and which somebody can check."""
        names = [item["name"] for item in items]
        for item in items:
            needs = item.setdefault("depends_on", [])
            if isinstance(needs, str) or not set(needs) <= set(names) or (not item.get("check") and not self.judge):
                raise ValueError(
                    f"Checklist needs items that depend on names of the list, and a judge or a `check` for each; "
                    f"got judge={self.judge!r} and {item!r} among {names}."
                )
            if item.get("check"):
                item["check"] = load(item["check"])
        return items


def unfolded(items: Any) -> Any:
    """Return one list of items from a list for each turn, each item with its turn; weights are shared equally.

    Args:
        items: a list of items, or of lists of items, or anything else, which is returned as it is.
    """
    if not isinstance(items, Sequence) or isinstance(items, str) or not items:
        return items
    if all(isinstance(each, Sequence) and not isinstance(each, str) for each in items):
        items = [{**_mapping(item), "turn": turn} for turn, each in enumerate(items) for item in each]
    mappings = [_mapping(item) for item in items]
    weighed = any("weight" in item for item in mappings)
    return mappings if weighed else [{**item, "weight": 1.0 / len(mappings)} for item in mappings]


def _mapping(item: Any) -> dict[str, Any]:
    return dict(item) if isinstance(item, Mapping) else {"criterion": item}
