"""Levels of fitness, and what is typical of each."""

from __future__ import annotations

from ..dialogue.topics import Cell, Part, row_topic, singletons

FITNESS = {
    "very low": ("rest", "minute", "never"),
    "low": ("puffed", "minute", "never"),
    "fair": ("puffed", "while", "never"),
    "good": ("easy", "while", "weekly"),
    "excellent": ("easy", "hour", "weekly"),
}
"""Levels of fitness: three flights of stairs, how long they can run, how often they train."""

STAIRS = row_topic(
    FITNESS,
    0,
    "stairs",
    "fitness",
    "how they take the stairs",
    "How are you after three flights of stairs?",
    'Are you "{it}" after three flights of stairs?',
    ("stairs", "flights of stairs", "steps", "out of breath"),
    Cell(
        "rest",
        "in need of a rest",
        ("need of a rest", "exhausted", "half-way", "finished"),
        ("I have to rest on the way up.", "Three? I stop after the second.", "I need a chair at the top."),
        "must rest on the stairs",
    ),
    Cell(
        "puffed",
        "breathing hard",
        ("breathing hard", "puffed", "winded"),
        ("I get there, breathing hard.", "Puffed, but I make it.", "I can't talk for a minute, then it's fine."),
        "breathes hard on the stairs",
    ),
    Cell(
        "easy",
        "just as before",
        ("just as before", "fine", "easy", "no trouble"),
        ("I don't notice them.", "Just as before.", "I take two steps at a time."),
        "takes stairs with ease",
    ),
)

RUNNING = row_topic(
    FITNESS,
    1,
    "running",
    "fitness",
    "how long they can run",
    "How long can you run without a stop?",
    'Can you run "{it}"?',
    ("run", "running", "jog", "jogging", "stamina", "endurance"),
    Cell(
        "minute",
        "for a minute or two",
        ("a minute", "two minutes", "to the bus"),
        ("As far as the bus stop.", "A minute or two.", "Running? Hardly at all."),
        "runs for a minute or two",
    ),
    Cell(
        "while",
        "for twenty minutes",
        ("twenty minutes", "half an hour", "a while"),
        ("Some twenty minutes.", "Once around the lake, that's twenty minutes.", "Twenty minutes, on a good day."),
        "runs for twenty minutes",
    ),
    Cell(
        "hour",
        "for an hour and more",
        ("an hour", "hours", "marathon"),
        ("An hour, and more if I must.", "For an hour, easily.", "I stop when I am bored, after an hour or so."),
        "runs for an hour",
    ),
)

TRAINING = row_topic(
    FITNESS,
    2,
    "training",
    "fitness",
    "how often they train",
    "How often do you train?",
    'Do you train "{it}"?',
    ("train", "training", "exercise", "sport", "gym", "work out", "workout", "active"),
    Cell(
        "never",
        "zero times a week",
        ("zero times a week", "never", "not at all"),
        ("I don't train.", "Never, to be honest.", "Not since school."),
        "never trains",
    ),
    Cell(
        "weekly",
        "every week",
        ("every week", "weekly", "regularly", "twice a week", "three times a week"),
        ("Every week, without fail.", "Three times a week.", "Regularly, it is part of my week."),
        "trains every week",
    ),
)

FITNESS_PART = Part("fitness", tuple(FITNESS))


SHAPE = singletons(
    "shape",
    FITNESS_PART,
    "whether a certain fitness is theirs",
    "How fit are you?",
    'Would you call your fitness "{it}"?',
    ("fit", "fitness", "shape", "condition"),
    [Cell(name, name, (f"{name} fitness", f"fitness {name}", name)) for name in FITNESS],
)

TOPICS = (STAIRS, RUNNING, TRAINING, SHAPE)
