r"""Message format: is a message made of the declared tags, in their order?

    <think> ... </think> <answer> ... </answer>

Tags are declared as names, in order, each with an optional count: ``"think"`` exactly once, ``"think?"`` at most
once, ``"search*"`` any number, ``"search+"`` at least once. A tag's content must not be blank and holds no declared
tag. The check reads the message once, so a hostile message costs no more than its length.

Certainty: recalled (the format reward of DeepSeek-R1); the counts are ours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

Compiled = tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]


@lru_cache(maxsize=256)
def _compile(tags: tuple[str, ...]) -> Compiled:
    names = [tag.rstrip("?*+") for tag in tags]
    counts = [tag[len(name) :] for tag, name in zip(tags, names, strict=True)]
    well_formed = all(re.fullmatch(r"[A-Za-z][\w-]*", name) for name in names)
    if not tags or not well_formed or len(set(names)) < len(names) or any(len(count) > 1 for count in counts):
        raise ValueError(
            "A message format is a list of different tag names, each with at most one of ?, *, + behind it, "
            f"such as ['think?', 'answer']; got {list(tags)!r}."
        )
    letters = {name: chr(0x100 + index) for index, name in enumerate(names)}
    order = "".join(letters[name] + count for name, count in zip(names, counts, strict=True))
    return re.compile(rf"<(/?)({'|'.join(map(re.escape, names))})>"), re.compile(order), letters


def follows_format(message: str, tags: Sequence[str], *, strict: bool = True) -> bool:
    """Whether a message consists of the declared tags.

    Args:
        message: the agent's whole message.
        tags: names in order, each with an optional count.
        strict: allow only white space outside the tags; otherwise other text may stand between them.

    Raises:
        ValueError: ``tags`` is not such a list.
    """
    return _follows(message, tuple(tags), strict)


@lru_cache(maxsize=256)
def _follows(message: str, tags: tuple[str, ...], strict: bool) -> bool:
    mark, order, letters = _compile(tags)
    found, inside, end = [], "", 0
    for match in mark.finditer(message):
        closing, name = match.groups()
        blank = not message[end : match.start()].strip()
        if bool(closing) != bool(inside):
            return False
        if closing:
            if name != inside or blank:
                return False
            found.append(letters[name])
            inside = ""
        else:
            if strict and not blank:
                return False
            inside = name
        end = match.end()
    outside_blank = not message[end:].strip()
    return not inside and (outside_blank or not strict) and order.fullmatch("".join(found)) is not None
