"""Ways of life, and what is typical of each."""

from __future__ import annotations

from ..dialogue.topics import Cell, Part, row_topic, singletons

LIFESTYLES = {
    "office worker": ("seven", "seated", "free", "partner", "rarely"),
    "night nurse": ("changing", "standing", "working", "alone", "rarely"),
    "student": ("late", "seated", "free", "alone", "rarely"),
    "parent at home": ("early", "none", "family", "children", "rarely"),
    "travelling salesman": ("early", "seated", "working", "partner", "often"),
    "builder": ("early", "heavy", "free", "partner", "rarely"),
    "farmer": ("early", "heavy", "working", "children", "rarely"),
    "waiter": ("late", "standing", "working", "alone", "rarely"),
    "flight attendant": ("changing", "standing", "free", "alone", "often"),
    "pensioner": ("seven", "none", "free", "partner", "rarely"),
    "freelance designer": ("late", "seated", "working", "partner", "rarely"),
    "touring musician": ("late", "standing", "working", "alone", "often"),
    "lorry driver": ("changing", "seated", "free", "children", "often"),
    "shopkeeper": ("seven", "standing", "family", "children", "rarely"),
    "consultant": ("early", "seated", "working", "alone", "often"),
    "forester": ("seven", "heavy", "free", "alone", "rarely"),
}
"""Ways of life: when they get up, what their work is like, their evenings, whom they live with, how they travel."""

WAKING = row_topic(
    LIFESTYLES,
    0,
    "waking",
    "lifestyle",
    "when they get up",
    "When do you get up in the morning?",
    'Do you get up "{it}"?',
    ("get up", "wake", "wake up", "waking", "rise", "sleep", "morning", "bedtime", "alarm"),
    Cell(
        "early",
        "before six",
        ("before six", "at five", "early bird"),
        ("I am up before six.", "Five o'clock, most days.", "Before the sun, as a rule."),
        "up before six",
    ),
    Cell(
        "seven",
        "around seven",
        ("around seven", "at seven", "about seven"),
        ("Around seven.", "I get up at seven, like most people.", "My alarm rings at seven."),
        "up around seven",
    ),
    Cell(
        "late",
        "after nine",
        ("not before nine", "after nine", "sleep in"),
        ("Not before nine.", "Late. Mornings and I are no friends.", "Some time after nine."),
        "up after nine",
    ),
    Cell(
        "changing",
        "at changing hours",
        ("at changing hours", "changing hours", "irregular", "shifts"),
        ("That changes from week to week.", "At another hour every few days.", "It depends on the roster."),
        "up at changing hours",
    ),
)

WORK = row_topic(
    LIFESTYLES,
    1,
    "work",
    "lifestyle",
    "what their work is like",
    "What is your work like?",
    'Is your work "{it}"?',
    ("work like", "work", "job", "occupation", "profession", "for a living", "working day", "employed"),
    Cell(
        "seated",
        "done sitting down",
        ("sitting", "sit", "seated", "desk"),
        ("I sit all day.", "I spend my working day in a chair.", "Mostly sitting, and it shows."),
        "sits at work",
    ),
    Cell(
        "standing",
        "done on my feet",
        ("on my feet", "on your feet", "standing", "walk around"),
        ("I am on my feet all the time.", "My work is standing and walking.", "I hardly ever sit down at work."),
        "on their feet at work",
    ),
    Cell(
        "heavy",
        "heavy work with my hands",
        ("heavy", "manual", "physical", "lift"),
        ("It is heavy work.", "I lift and carry things all day.", "After work my arms know what they did."),
        "heavy work",
    ),
    Cell(
        "none",
        "without pay",
        ("without pay", "unpaid", "unemployed", "no job", "paid for"),
        ("I don't go to work.", "Nobody pays me for what I do.", "I have no employer at present."),
        "no paid work",
    ),
)

EVENINGS = row_topic(
    LIFESTYLES,
    2,
    "evenings",
    "lifestyle",
    "their evenings",
    "What are your evenings like?",
    'Are your evenings "{it}"?',
    ("evening", "after dinner", "spare time", "free time", "leisure"),
    Cell(
        "free",
        "my own",
        ("my own", "your own", "free evenings"),
        ("My evenings are my own.", "After six I do as I please.", "I have every evening to myself."),
        "free evenings",
    ),
    Cell(
        "working",
        "full of work",
        ("full of work", "work in the evening", "work late"),
        ("In the evenings I work.", "Evenings are my busiest hours.", "There is always work left for the evening."),
        "works in the evenings",
    ),
    Cell(
        "family",
        "for the family",
        ("for the family", "family time"),
        ("My evenings belong to the family.", "Dinner, stories, bed: not mine.", "The little ones have my evenings."),
        "evenings for the family",
    ),
)

HOME = row_topic(
    LIFESTYLES,
    3,
    "home",
    "lifestyle",
    "whom they live with",
    "Whom do you live with?",
    'Do you live "{it}"?',
    ("live with", "live", "household", "at home", "home", "flat", "house"),
    Cell(
        "alone",
        "by myself",
        ("by myself", "by yourself", "alone", "single"),
        ("I live by myself.", "It is just me.", "Nobody but my plants."),
        "lives alone",
    ),
    Cell(
        "partner",
        "with my partner",
        ("partner", "husband", "wife", "girlfriend", "boyfriend", "married"),
        ("I live with my partner.", "There are two of us.", "We are a household of two."),
        "lives with a partner",
    ),
    Cell(
        "children",
        "with my children",
        ("children", "kids", "child", "son", "daughter"),
        ("There are children in the house.", "My children fill the place.", "With small children, so it's loud."),
        "lives with children",
    ),
)

TRAVEL = row_topic(
    LIFESTYLES,
    4,
    "travel",
    "lifestyle",
    "how much they travel",
    "How much do you travel?",
    'Do you travel "{it}"?',
    ("travel", "travelling", "traveling", "trip", "abroad", "hotel", "on the road", "away from home"),
    Cell(
        "rarely",
        "rarely",
        ("hardly ever", "rarely", "seldom"),
        ("I hardly ever travel.", "I sleep in my own bed, nearly always.", "Once a year, on holiday."),
        "hardly travels",
    ),
    Cell(
        "often",
        "most weeks",
        ("most weeks", "frequently", "a lot"),
        ("I am away most weeks.", "I live out of a suitcase.", "More nights in hotels than at home."),
        "travels most weeks",
    ),
)

SYNONYMS = {
    "office worker": ("office",),
    "night nurse": ("nurse",),
    "student": ("university",),
    "parent at home": ("stay-at-home",),
    "travelling salesman": ("salesman", "saleswoman", "sales rep"),
    "builder": ("construction",),
    "farmer": ("farm",),
    "waiter": ("waitress",),
    "flight attendant": ("steward", "stewardess"),
    "pensioner": ("retired", "pension"),
    "freelance designer": ("designer", "freelancer", "freelance"),
    "touring musician": ("musician",),
    "lorry driver": ("truck driver", "driver"),
    "shopkeeper": ("shop",),
    "consultant": ("consulting",),
    "forester": ("forest",),
}

LIFESTYLE_PART = Part("lifestyle", tuple(LIFESTYLES))

LIFESTYLE = singletons(
    "lifestyle",
    LIFESTYLE_PART,
    "whether a certain way of life is theirs",
    "Which way of life is yours?",
    "Are you {it}?",
    ("way of life", "lifestyle", "what are you"),
    [Cell(name, f"{'an' if name[0] in 'aeiou' else 'a'} {name}", (name, *SYNONYMS[name])) for name in LIFESTYLES],
)

TOPICS = (WAKING, WORK, EVENINGS, HOME, TRAVEL, LIFESTYLE)
