"""Things that are designed or written."""

from .domain import Domain, Slot, plain

WEBSITE = Domain(
    "website",
    ("I need a website.", "Please make a website for me.", "My shop should be on the web."),
    (
        Slot(
            "pages",
            "How many pages should it have?",
            ("page", "pages", "how big", "how long"),
            ("I want {it}.", "{it} should do.", "It should have {it}."),
            {"one": "one page", "five": "five pages", "dozen": "a dozen pages"},
        ),
        Slot(
            "style",
            "What should it look like?",
            ("style", "look", "look like", "design", "appearance"),
            ("It should look {it}.", "I like it {it}.", "Make it {it}."),
            plain("plain playful elegant old-fashioned"),
        ),
        Slot(
            "language",
            "In what language should it be?",
            ("language", "speak", "translation"),
            ("It should be in {it}.", "My customers read {it}.", "Write it in {it}."),
            {"english": "English", "polish": "Polish", "spanish": "Spanish", "arabic": "Arabic"},
        ),
        Slot(
            "payment",
            "How will people pay there?",
            ("payment", "pay", "checkout", "money"),
            ("They pay {it}.", "People should pay {it}.", "Let them pay {it}."),
            {"card": "by card", "invoice": "by invoice", "cash": "in cash when they fetch it"},
        ),
        Slot(
            "deadline",
            "When must it be ready?",
            ("deadline", "ready", "when", "finished", "launch"),
            ("I need it {it}.", "It must be ready {it}.", "{it} would be early enough."),
            {"week": "within a week", "month": "within a month", "summer": "by the summer"},
        ),
    ),
)

REPORT = Domain(
    "report",
    ("I need a report on our sales.", "Please write up our sales.", "The board wants a report on sales."),
    (
        Slot(
            "period",
            "Which period should it cover?",
            ("period", "cover", "time span", "which months", "how far back"),
            ("It should cover {it}.", "It is about {it}.", "They asked for {it}."),
            {"month": "the last month", "quarter": "the last quarter", "year": "the whole year"},
        ),
        Slot(
            "form",
            "In what form do you want it?",
            ("form", "format", "file"),
            ("I want it as {it}.", "Send it as {it}.", "{it}, please."),
            {"slides": "slides", "letter": "a letter", "spreadsheet": "a spreadsheet", "poster": "a poster"},
        ),
        Slot(
            "readers",
            "Who will read it?",
            ("reader", "readers", "read it", "audience", "who"),
            ("It is for {it}.", "It will be read by {it}.", "{it} will read it."),
            {"directors": "the directors", "staff": "the staff", "press": "the press", "investors": "our investors"},
        ),
        Slot(
            "length",
            "How long should it be?",
            ("length", "how long", "pages", "words"),
            ("It should be {it}.", "No more than {it}.", "Make it {it}."),
            {"short": "half a page", "medium": "three pages", "long": "ten pages"},
        ),
        Slot(
            "currency",
            "In what currency should the figures be?",
            ("currency", "figures", "money"),
            ("We count in {it}.", "Put everything in {it}.", "The figures are wanted in {it}."),
            {"euro": "euros", "dollar": "dollars", "yen": "yen", "franc": "francs"},
        ),
    ),
)

GARDEN = Domain(
    "garden",
    ("My garden needs a plan.", "Please design my garden.", "I have a garden and no idea."),
    (
        Slot(
            "light",
            "How much light does it get?",
            ("light", "sun", "bright"),
            ("It lies {it}.", "It is {it}.", "Most of the day it is {it}."),
            {"sun": "in full sun", "half": "in half shade", "shade": "in deep shade"},
        ),
        Slot(
            "soil",
            "What is the soil like?",
            ("soil", "earth", "ground"),
            ("The soil is {it}.", "We have {it} soil.", "It is {it}, that soil."),
            plain("sandy stony loamy boggy"),
        ),
        Slot(
            "crop",
            "What do you want to grow?",
            ("crop", "grow", "plant", "plants", "harvest"),
            ("I want to grow {it}.", "There should be {it}.", "I dream of {it}."),
            {"herbs": "herbs", "roses": "roses", "berries": "berries", "cabbage": "cabbage"},
        ),
        Slot(
            "care",
            "How much time do you have for it?",
            ("care", "time", "effort", "work"),
            ("I have {it} for it.", "I can give it {it}.", "There is {it} for it."),
            {"little": "an hour a month", "some": "an hour a week", "much": "an hour a day"},
        ),
        Slot(
            "border",
            "What should stand around it?",
            ("border", "around it", "fence or", "edge", "enclose"),
            ("I want {it} around it.", "Around it I think of {it}.", "Put {it} around it."),
            {"hedge": "a hedge", "fence": "a wooden fence", "wall": "a low wall", "open": "nothing"},
        ),
    ),
)

PORTRAIT = Domain(
    "portrait",
    ("I would like a portrait.", "Please paint a portrait for me.", "There should be a picture over the sofa."),
    (
        Slot(
            "sitter",
            "Who is to be in it?",
            ("sitter", "who", "whom", "show", "subject"),
            ("It should show {it}.", "I want {it} in it.", "Paint {it}."),
            {"grandmother": "my grandmother", "twins": "the twins", "horse": "my horse", "self": "my own face"},
        ),
        Slot(
            "medium",
            "In what medium should it be done?",
            ("medium", "paint", "technique", "material"),
            ("I want it in {it}.", "{it} would be best.", "Do it in {it}."),
            {"oil": "oil", "charcoal": "charcoal", "ink": "ink", "pastel": "pastel"},
        ),
        Slot(
            "format",
            "What size should it have?",
            ("format", "size", "how big", "how large", "dimensions"),
            ("It should be {it}.", "I think of something {it}.", "Make it {it}."),
            {"postcard": "as big as a postcard", "window": "as big as a window", "door": "as big as a door"},
        ),
        Slot(
            "mood",
            "What mood should it have?",
            ("mood", "feeling", "atmosphere", "expression"),
            ("It should be {it}.", "I want it {it}.", "Let it be {it}."),
            plain("cheerful solemn dreamy stern"),
        ),
        Slot(
            "background",
            "What should be behind them?",
            ("background", "behind", "scenery", "setting"),
            ("I see {it} behind.", "Put {it} behind.", "With {it} in the background."),
            {"sea": "the sea", "library": "a library", "orchard": "an orchard", "bare": "a bare wall"},
        ),
    ),
)

PROJECTS = (WEBSITE, REPORT, GARDEN, PORTRAIT)
