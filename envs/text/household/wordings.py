"""What the goals are called: one plain wording of each task and some paraphrases."""

from __future__ import annotations

from .catalogue import PLACES, THINGS
from .home import Level

PLAIN = {
    "place": "Put {a} {where}.",
    "clean": "Put a clean {name} {where}.",
    "heat": "Put a hot {name} {where}.",
    "cool": "Put a cold {name} {where}.",
    "examine": "Examine {a} in the light of a lamp.",
    "pair": "Put two {names} {where}.",
}

PARAPHRASES = {
    "place": (
        "Could you see to it that {a} ends up {where}?",
        "I would like to have {a} {where}.",
        "Find {a} and leave it {where}.",
        "{A} should be {where}; please bring one there.",
        "Something is missing {where}: {a}.",
    ),
    "clean": (
        "Wash {a}, then leave it {where}.",
        "There should be {a} {where}, but not before it has been washed.",
        "{A} needs a wash; afterwards it goes {where}.",
        "Please rinse off {a} and bring it {where_to}.",
        "I would like to find a freshly washed {name} {where}.",
    ),
    "heat": (
        "Warm up {a} and leave it {where}.",
        "I would like to find {a} {where}, and it should be hot.",
        "Make {a} hot, then see that it gets {where_to}.",
        "Heat {a} for me; I will pick it up {where}.",
        "{A} is wanted {where}, and only a hot one will do.",
    ),
    "cool": (
        "Chill {a} and leave it {where}.",
        "I would like to find {a} {where}, and it should be cold.",
        "Make {a} cold, then see that it gets {where_to}.",
        "Cool down {a} for me; I will pick it up {where}.",
        "{A} is wanted {where}, and only a cold one will do.",
    ),
    "examine": (
        "Study {a} by lamplight.",
        "Have a close look at {a}, with a lamp switched on beside you.",
        "I need {a} examined where a lamp is shining.",
        "Take {a} to a lamp, light it, and examine what you hold.",
        "{A} wants a closer look under a lamp that is on.",
    ),
    "pair": (
        "Gather two {names} {where}.",
        "I would like to find two {names} {where}.",
        "Bring two {names} {where_to}, one after the other.",
        "Find two {names} and leave both {where}.",
        "A pair of {names} should be {where}.",
    ),
}
"""Task → wordings; each can be said with the usual words for things and places or with other words for them."""


def wordings(task: str) -> int:
    """Return how many wordings paraphrase a task; they are numbered from 0."""
    return 2 * len(PARAPHRASES[task])


def with_article(name: str) -> str:
    """Return the name with "a" or "an"."""
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def goal_text(level: Level, *, paraphrased: bool) -> str:
    """Return the sentence that says what is to be done.

    Args:
        level: its goal is told.
        paraphrased: in the goal's own wording, not in the plain one.
    """
    goal = level.goal
    template, other_words = PLAIN[goal.task], False
    if paraphrased:
        template = PARAPHRASES[goal.task][goal.wording // 2]
        other_words = goal.wording % 2 == 1
    name, names = goal.kind, THINGS[goal.kind].plural
    if other_words and THINGS[goal.kind].alias:
        name = THINGS[goal.kind].alias
        names = f"{name}s"
    in_on, place = _where(level, other_words) if goal.target else ("", "")
    article = with_article(name)
    return template.format(
        name=name,
        names=names,
        a=article,
        A=article.capitalize(),
        where=f"{in_on} {place}",
        where_to=f"{in_on}to {place}",
    )


def _where(level: Level, other_words: bool) -> tuple[str, str]:
    """Return "in", "the fridge" of an only one; "on", "a shelf" of several, "the same shelf" for two things."""
    goal, kind = level.goal, PLACES[level.goal.target]
    name = kind.alias if other_words and kind.alias else goal.target
    if len(level.targets) == 1:
        name = f"the {name}"
    elif goal.task == "pair":
        name = f"the same {name}"
    else:
        name = with_article(name)
    return "in" if kind.inside else "on", name
