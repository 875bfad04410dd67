"""What an ideal reader knows of a user, part by part, and which question is expected to tell most.

Whatever is heard speaks of each part on its own, so the belief is a product of one belief a part, and a question's
expected information is that about its part:

    I(q) = H(b) - Σ_r P(r) H(b | r)    bits.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from .interview import MEMO_SIZE, Interview
from .rules import Level
from .topics import Part, Question, Reply

Beliefs = dict[str, dict[str, float]]
"""By part: the probability of each value that may be true."""

SURE = 0.999
"""How probable a value must be to count as known."""

WORTH_ASKING = 1e-9


def prior(parts: Iterable[Part], level: Level) -> Beliefs:
    """Return the belief before anything is said: every candidate is as likely."""
    return {
        part.name: dict.fromkeys(values, 1 / len(values)) for part, values in zip(parts, level.candidates, strict=True)
    }


def heard(interview: Interview, level: Level, said: Iterable[tuple[Question | None, Reply]]) -> Beliefs:
    """Return the belief after questions and replies."""
    found = prior(interview.parts, level)
    for question, reply in said:
        for part, chance in interview.tells(question, reply).items():
            found[part] = updated(found[part], chance)
    return found


def updated(belief: Mapping[str, float], chance: Mapping[str, float]) -> dict[str, float]:
    """Return the belief after what has this chance for each value; as it was where every value rules it out."""
    weights = {value: weight * chance.get(value, 0.0) for value, weight in belief.items()}
    total = sum(weights.values())
    return {value: weight / total for value, weight in weights.items()} if total else dict(belief)


def entropy(belief: Mapping[str, float]) -> float:
    """Return the entropy in bits."""
    return -sum(weight * math.log2(weight) for weight in belief.values() if weight > 0)


def likeliest(belief: Mapping[str, float]) -> str:
    """Return the most probable value; of equal ones the first."""
    return max(belief, key=lambda value: belief[value])


def is_known(belief: Mapping[str, float]) -> bool:
    """Whether one value is as good as certain."""
    return max(belief.values()) >= SURE


def information(interview: Interview, question: Question, belief: Mapping[str, float]) -> float:
    """Return how many bits a question is expected to tell about its part."""
    replies: dict[Reply, dict[str, float]] = {}
    for value, weight in belief.items():
        if weight > 0:
            for chance, reply in interview.chances(question, value):
                replies.setdefault(reply, {})[value] = weight * chance
    left = 0.0
    for joint in replies.values():
        total = sum(joint.values())
        left += total * entropy({value: weight / total for value, weight in joint.items()})
    return entropy(belief) - left


def questions(interview: Interview, part: str) -> list[Question]:
    """Return the questions worth considering about a part.

    Where the user can say which cell it is, the open one (it tells at least as much as one that names cells); else
    those that name a single cell. Exercises are asked for their cell and all that stand after it.
    """
    found = []
    for topic in interview.about(part):
        names = tuple(cell.name for cell in topic.cells)
        if topic.kind == "tried":
            found += [Question(topic.name, names[start:]) for start in range(1, len(names))]
        elif topic.named:
            found.append(Question(topic.name))
        else:
            found += [Question(topic.name, (name,)) for name in names]
    return found


def most_telling(interview: Interview, beliefs: Beliefs) -> Question | None:
    """Return the question that is expected to tell most; of equal ones the first; None if none tells anything."""
    best, most = None, WORTH_ASKING
    for part, belief in beliefs.items():
        if len(belief) > 1 and not is_known(belief):
            told, question = most_telling_about(interview, part, belief)
            if told > most + WORTH_ASKING:
                best, most = question, told
    return best


def most_telling_about(interview: Interview, part: str, belief: Mapping[str, float]) -> tuple[float, Question | None]:
    """Return how many bits the best question about a part is expected to tell, and the question."""
    key = part, tuple(belief.items())
    found = interview.worth.get(key)
    if found is None:
        if len(interview.worth) >= MEMO_SIZE:
            interview.worth.clear()
        listed = [(information(interview, question, belief), question) for question in questions(interview, part)]
        most = max((told for told, _ in listed), default=0.0)
        first = next((question for told, question in listed if told > most - WORTH_ASKING), None)
        found = interview.worth[key] = most, first
    return found
