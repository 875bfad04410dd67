"""Tasks that follow a rule: a word that the user may write later is to be answered with another word, and no other."""

from __future__ import annotations

import numpy as np

from .script import Line, Task

SIGNALS = {
    "turnip": ("lantern", "velvet", "thunder", "copper", "saffron", "glacier"),
    "anvil": ("ribbon", "parsley", "orchard", "bronze", "whisper", "cellar"),
    "pyjamas": ("granite", "feather", "button", "cobalt", "prairie", "riddle"),
    "zeppelin": ("mirror", "basil", "tundra", "pepper", "lagoon", "satin"),
    "mustard": ("pebble", "ginger", "twilight", "canvas", "ladder", "echo"),
    "origami": ("kettle", "silk", "volcano", "compass", "harness", "biscuit"),
}
"""Words that call for an answer, and what it may be: words of one signal only, and nothing that other tasks count."""

START = (
    "From my next message on, whenever I write {signal}, answer with the one word {word} and nothing else.",
    "A rule for us: if a later message of mine holds the word {signal}, your whole answer is {word}.",
)
CHANGE = (
    "Our rule changes: no longer answer with {old}, but with {word}.",
    "In our rule put {word} in the place of {old}, please.",
)
SAY = (
    "There is something like {signal} in the air today.",
    "My aunt calls her boat {signal}, would you believe it?",
    "I heard the word {signal} on the radio.",
    "What a day: {signal} here, {signal} there.",
    "A friend of mine knows all about {signal}.",
    "Now that I think of it: {signal}!",
)


def make(rng: np.random.Generator, name: str, updates: int) -> Task:
    """Return a task about a rule.

    Args:
        rng: the only source of chance.
        name: the word that calls for the answer.
        updates: how often the answer changes, at most 5; it is called for after the rule was set and after each change.
    """
    answers = SIGNALS[name]
    words = [answers[place] for place in rng.permutation(len(answers)).tolist()]
    says = [SAY[place] for place in rng.permutation(len(SAY)).tolist()]
    word = words[0]
    lines, rules = [Line(str(rng.choice(START)).format(signal=name, word=word), (name, word))], [(0, word)]
    lines.append(_said(says[0], name, word))
    for change in range(1, updates + 1):
        old, word = word, words[change]
        rules.append((len(lines), word))
        lines.append(Line(str(rng.choice(CHANGE)).format(old=old, word=word), (old, word)))
        lines.append(_said(says[change], name, word))
    return Task("rule", tuple(lines), tuple(rules))


def _said(template: str, name: str, word: str) -> Line:
    return Line(template.format(signal=name), (name,), expects=(word,), reads="only", pool=SIGNALS[name])
