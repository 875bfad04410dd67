"""Things that are made to order."""

from .domain import Domain, Slot, plain

CAKE = Domain(
    "cake",
    ("I would like to order a cake.", "Could you bake a cake for me?", "I need one of your cakes."),
    (
        Slot(
            "flavour",
            "What flavour should the cake have?",
            ("flavour", "flavor", "taste"),
            ("I'd love a {it} cake.", "Make it {it}, please.", "{it} is what they like best."),
            plain("chocolate lemon carrot vanilla"),
        ),
        Slot(
            "size",
            "What size should it be?",
            ("size", "how big", "how large", "how many guests", "how many people"),
            ("It should be {it}.", "It has to be {it}.", "We want it {it}."),
            {"small": "enough for four|four", "medium": "enough for eight|eight", "large": "enough for twenty|twenty"},
        ),
        Slot(
            "icing",
            "What icing do you want on it?",
            ("icing", "frosting", "topping", "on top"),
            ("I want {it} on it.", "With {it} on top.", "It should be covered with {it}."),
            {"cream": "whipped cream", "marzipan": "marzipan", "sugar": "sugar icing", "none": "nothing|bare"},
        ),
        Slot(
            "day",
            "On what day do you need it?",
            ("day", "when", "date"),
            ("I need it on {it}.", "I will fetch it on {it}.", "It is for {it}."),
            {"friday": "Friday", "saturday": "Saturday", "sunday": "Sunday"},
        ),
        Slot(
            "writing",
            "What should be written on it?",
            ("written", "writing", "message", "inscription", "words", "text"),
            ("It should say {it}.", "Please write {it} on it.", "Let it say {it}."),
            {"birthday": "Happy birthday", "thanks": "Thank you", "farewell": "Good luck", "empty": "nothing"},
        ),
    ),
)

BICYCLE = Domain(
    "bicycle",
    ("I am looking for a bicycle.", "I want to buy a bicycle.", "I need a bicycle, at last."),
    (
        Slot(
            "terrain",
            "Where will you ride it?",
            ("terrain", "where", "ride", "riding", "ground"),
            ("I ride {it}.", "It is for riding {it}.", "You will see me {it}."),
            {"city": "in the city", "forest": "in the forest", "road": "on open roads", "gravel": "on gravel paths"},
        ),
        Slot(
            "frame",
            "What frame do you want?",
            ("frame", "step over"),
            ("I want {it}.", "It should have {it}.", "{it} would be best for me."),
            {"low": "a low frame", "high": "a high frame", "folding": "a folding frame"},
        ),
        Slot(
            "gears",
            "How many gears should it have?",
            ("gear", "gears", "speeds"),
            ("{it} will do.", "I want {it}.", "It needs {it}."),
            {"three": "three gears", "eight": "eight gears", "twenty": "twenty gears", "single": "one gear"},
        ),
        Slot(
            "colour",
            "What colour should it be?",
            ("colour", "color"),
            ("I would like it {it}.", "It must be {it}.", "{it}, if you have it."),
            plain("red green black silver"),
        ),
        Slot(
            "carrier",
            "What will you carry on it?",
            ("carrier", "carry", "transport", "luggage", "load"),
            ("I will carry {it}.", "I'll have {it} with me.", "It has to take {it}."),
            {"child": "my child", "shopping": "my shopping", "bags": "two bags for touring", "bare": "nothing at all"},
        ),
    ),
)

LAPTOP = Domain(
    "laptop",
    ("I need a laptop.", "Please choose a laptop for me.", "My old laptop died. I want another."),
    (
        Slot(
            "use",
            "What will you use it for?",
            ("use", "used for", "what for", "purpose", "tasks"),
            ("I need it for {it}.", "It is for {it}.", "Mostly for {it}."),
            {"writing": "writing", "films": "cutting films", "games": "playing games", "music": "making music"},
        ),
        Slot(
            "screen",
            "What size of screen do you want?",
            ("screen", "display", "inches"),
            ("{it}, please.", "The screen should have {it}.", "I am used to {it}."),
            {"thirteen": "thirteen inches", "fifteen": "fifteen inches", "seventeen": "seventeen inches"},
        ),
        Slot(
            "storage",
            "How much storage do you need?",
            ("storage", "disk", "drive", "space", "memory"),
            ("I need {it}.", "{it} is enough for me.", "It should hold {it}."),
            {"quarter": "a quarter of a terabyte", "half": "half a terabyte", "full": "a whole terabyte"},
        ),
        Slot(
            "keyboard",
            "What layout should the keyboard have?",
            ("keyboard", "keys", "layout"),
            ("I type on {it}.", "It must be {it}.", "{it}, please."),
            {"british": "a British layout", "german": "a German layout", "french": "a French layout"},
        ),
        Slot(
            "budget",
            "How much may it cost?",
            ("budget", "cost", "price", "spend", "expensive", "pay"),
            ("I can spend {it}.", "It may cost {it}.", "My limit is {it}."),
            {"low": "five hundred", "middle": "a thousand", "high": "two thousand", "open": "whatever it takes"},
        ),
    ),
)

SHIRTS = Domain(
    "shirts",
    ("Our club needs shirts.", "Please print shirts for our club.", "We want shirts with our name on them."),
    (
        Slot(
            "number",
            "How many shirts do you need?",
            ("number", "how many", "quantity", "amount"),
            ("We need {it}.", "{it}, please.", "There should be {it}."),
            {"ten": "ten of them", "twenty": "twenty of them", "fifty": "fifty of them"},
        ),
        Slot(
            "fabric",
            "What fabric should they be made of?",
            ("fabric", "material", "cloth", "made of"),
            ("They should be of {it}.", "{it} is best for us.", "We want {it}."),
            plain("cotton wool linen polyester"),
        ),
        Slot(
            "sleeves",
            "What sleeves should they have?",
            ("sleeve", "sleeves", "arms"),
            ("They should have {it}.", "We want {it}.", "{it} would be right."),
            {"long": "long sleeves", "short": "short sleeves", "without": "no sleeves"},
        ),
        Slot(
            "print",
            "What shall we print on them?",
            ("print", "printed", "picture", "logo", "design"),
            ("Print {it} on them.", "We want {it} on the front.", "{it} should be on them."),
            {"owl": "an owl", "anchor": "an anchor", "star": "a star", "letters": "our letters"},
        ),
        Slot(
            "delivery",
            "How shall you get them?",
            ("delivery", "get them", "send", "ship", "shipping", "collect", "receive"),
            ("We would like them {it}.", "Best {it}.", "I want them {it}."),
            {"post": "by post", "courier": "by courier", "shop": "kept at the shop for us"},
        ),
    ),
)

ORDERS = (CAKE, BICYCLE, LAPTOP, SHIRTS)
