"""What learners are like: styles of lessons and what speaks for each, levels, subjects."""

from __future__ import annotations

from collections.abc import Sequence

from ..dialogue.topics import Cell, Part, Topic, singletons

STYLES = {
    "pictures": ("sees", "alone", "planned"),
    "films": ("sees", "alone", "free"),
    "demonstrations": ("sees", "together", "planned"),
    "stories": ("hears", "alone", "free"),
    "lectures": ("hears", "together", "planned"),
    "debates": ("hears", "together", "free"),
    "worksheets": ("does", "alone", "planned"),
    "experiments": ("does", "alone", "free"),
    "games": ("does", "together", "free"),
}
"""Styles of lessons, and whom each suits: what they remember, in what company they learn, in what order."""

SUBJECTS = (
    "fractions", "chess openings", "Spanish verbs", "photography", "music theory", "statistics", "bread baking",
    "bookkeeping", "gardening", "first aid", "astronomy", "sewing", "spreadsheet formulas", "bird songs", "carpentry",
    "map reading", "probability", "French cooking", "electric circuits", "poetry", "geology", "watercolours", "sailing",
    "typography", "wine tasting", "Latin", "programming", "bicycle repair", "calligraphy", "weather forecasting",
)  # fmt: skip

REASONS = (
    "I have wanted to do this for years.",
    "My sister says I would enjoy it.",
    "I need it for my work.",
    "There is an examination in the summer.",
    "I promised a friend that we would take it up.",
    "My children talk of nothing else.",
    "I saw something about it and could not stop thinking of it.",
    "I have a free month and want to use it well.",
)

CHANNEL = Topic(
    "memory",
    "style",
    "what they remember best",
    "What helps you to remember things?",
    'Is it "{it}" that helps you to remember?',
    ("remember", "memory", "memorise", "memorize", "recall", "stick", "stuck"),
    (
        Cell(
            "sees",
            "what I have seen",
            ("seen", "seeing", "visual", "visually", "eyes"),
            (
                "I remember what I have seen.",
                "Show me something once and it stays.",
                "My eyes learn faster than the rest of me.",
            ),
            "remembers what was seen",
        ),
        Cell(
            "hears",
            "what I have heard",
            ("heard", "hearing", "listening", "ears", "read aloud"),
            ("I remember what I have heard.", "Tell me about it and it stays.", "My ears do most of my learning."),
            "remembers what was heard",
        ),
        Cell(
            "does",
            "what I have done myself",
            ("done myself", "done yourself", "hands", "hands-on", "practice", "practise", "trying"),
            (
                "I remember what I have done myself.",
                "It stays once my hands have done it.",
                "I have to try a thing to keep it.",
            ),
            "remembers what was done",
        ),
    ),
    {style: channel for style, (channel, _, _) in STYLES.items()},
)

COMPANY = Topic(
    "company",
    "style",
    "the company in which they learn",
    "In what company do you learn best?",
    'Do you learn best "{it}"?',
    ("company", "people around", "learn with", "study with", "whom"),
    (
        Cell(
            "alone",
            "on my own",
            ("alone", "on your own", "on my own", "by yourself", "solitary"),
            ("I learn best on my own.", "I like to be left in peace with it.", "Other people only distract me."),
            "learns alone",
        ),
        Cell(
            "together",
            "with other people",
            ("other people", "with others", "together", "group", "class", "team"),
            ("I learn best with other people.", "I like to have others around me.", "Alone I give up at once."),
            "learns with others",
        ),
    ),
    {style: company for style, (_, company, _) in STYLES.items()},
)

ORDER = Topic(
    "order",
    "style",
    "the order in which they like to take things",
    "In what order do you like to take things?",
    'Do you like to take things "{it}"?',
    ("order", "sequence", "pace", "go about", "organise", "organize"),
    (
        Cell(
            "planned",
            "step by step, to a plan",
            ("step by step", "plan", "planned", "structure", "systematic"),
            ("One step after the other, please.", "I want to know the plan.", "I like to see what comes next."),
            "goes step by step",
        ),
        Cell(
            "free",
            "wherever my curiosity goes",
            ("curiosity", "freely", "explore", "spontaneous", "wander"),
            ("I go where my curiosity takes me.", "No plan for me, please.", "I like to jump in anywhere."),
            "follows their curiosity",
        ),
    ),
    {style: order for style, (_, _, order) in STYLES.items()},
)

SYNONYMS = {
    "pictures": ("picture", "diagram", "drawing"),
    "films": ("film", "video", "movie"),
    "demonstrations": ("demonstration", "demo"),
    "stories": ("story", "stories", "storytelling"),
    "lectures": ("lecture",),
    "debates": ("debate", "discussion"),
    "worksheets": ("worksheet", "drills"),
    "experiments": ("experiment",),
    "games": ("game", "playing"),
}

STYLE_PART = Part("style", tuple(STYLES))

STYLE = singletons(
    "style",
    STYLE_PART,
    "whether a certain style of lesson would suit them",
    "Which style of lesson suits you?",
    "Would {it} suit you?",
    ("style", "kind of lesson", "type of lesson", "way of teaching", "like to learn", "prefer to learn", "learn best"),
    [Cell(style, style, SYNONYMS[style]) for style in STYLES],
)


EXPERIENCE = (
    Cell(
        "none",
        "a beginner's",
        ("beginner", "none at all", "never"),
        ("I have never done any of it.", "It is all new to me."),
        "no experience",
    ),
    Cell(
        "some",
        "a little",
        ("a little", "some lessons"),
        ("I know a little of it.", "I have had some lessons."),
        "a little experience",
    ),
    Cell(
        "much",
        "many years of it",
        ("many years", "years", "a lot"),
        ("I have done it for years.", "I have a lot of it behind me."),
        "years of experience",
    ),
)

CONFIDENCE = (
    Cell(
        "low",
        "quite lost",
        ("lost", "unsure", "insecure"),
        ("I feel lost most of the time.", "Not sure at all, I'm afraid."),
        "feels lost",
    ),
    Cell(
        "middling",
        "fairly sure",
        ("fairly sure", "fairly confident"),
        ("I manage, with some trouble.", "Sure of some things, not of others."),
        "feels fairly sure",
    ),
    Cell(
        "high",
        "very sure",
        ("very sure", "very confident", "completely sure"),
        ("I feel at home in it.", "Very sure, most of the time."),
        "feels very sure",
    ),
)


def _cuts(levels: Sequence[str], low: int, high: int) -> dict[str, int]:
    """Return 0 for the levels below ``low``, 1 for those below ``high``, 2 for the others, counted from 1."""
    return {level: (place >= low) + (place >= high) for place, level in enumerate(levels, 1)}


def level_topics(levels: Sequence[str]) -> list[Topic]:
    """Return the topics that tell about the level, and the exercises.

    Two topics cut the levels in three, at different places; an exercise of level n is solved from level n on.
    """
    part, half = Part("level", tuple(levels)), (len(levels) + 3) // 2
    experience = Topic(
        "experience",
        "level",
        "their experience with the subject",
        "How much experience do you have with the subject?",
        'Is your experience with the subject "{it}"?',
        ("experience", "background", "so far", "how long", "done before", "history"),
        EXPERIENCE,
        {level: EXPERIENCE[cut].name for level, cut in _cuts(levels, 2, half).items()},
    )
    confidence = Topic(
        "confidence",
        "level",
        "how sure they feel about it",
        "How sure do you feel about the subject?",
        'Do you feel "{it}" about the subject?',
        ("sure", "confident", "confidence", "comfortable", "feel about the subject"),
        CONFIDENCE,
        {level: CONFIDENCE[cut].name for level, cut in _cuts(levels, min(3, half), half + 1).items()},
    )
    cells = [Cell(level, f"level {level}", (f"level {level}",)) for level in levels]
    naming = ("level", "grade", "how good")
    about = "whether a certain level is theirs"
    own = singletons("level", part, about, "What is your level?", "Is {it} yours?", naming, cells)
    same = {level: level for level in levels}
    exercise = Topic("exercise", "level", "exercises", "", "", (), tuple(cells), same, named=False, kind="tried")
    return [experience, confidence, own, exercise]
