"""Things that are booked."""

from .domain import Domain, Slot, plain

TABLE = Domain(
    "table",
    ("Please book a table for us.", "I'd like to eat out this week.", "Could you reserve a table?"),
    (
        Slot(
            "cuisine",
            "What kind of food would you like?",
            ("cuisine", "food", "kitchen", "eat", "dishes", "restaurant"),
            ("We fancy {it} food.", "Somewhere {it}, please.", "The food should be {it}."),
            {"thai": "Thai", "greek": "Greek", "mexican": "Mexican", "ethiopian": "Ethiopian"},
        ),
        Slot(
            "guests",
            "How many guests will there be?",
            ("guest", "guests", "how many", "people", "party size", "persons"),
            ("We will be {it}.", "There will be {it} of us.", "A table for {it}."),
            plain("two three five nine"),
        ),
        Slot(
            "seating",
            "Where would you like to sit?",
            ("seating", "sit", "seat", "where"),
            ("We want to sit {it}.", "{it} would be lovely.", "A place {it}, please."),
            {"garden": "in the garden", "window": "by the window", "corner": "in a quiet corner"},
        ),
        Slot(
            "time",
            "At what time would you like to come?",
            ("time", "when", "hour", "o'clock"),
            ("We will come at {it}.", "{it} suits us.", "Around {it}, please."),
            {"noon": "noon", "six": "six o'clock", "eight": "eight o'clock", "ten": "ten o'clock"},
        ),
        Slot(
            "diet",
            "Is there a diet to be kept in mind?",
            ("diet", "allergy", "allergies", "allergic", "vegetarian or", "dietary"),
            ("Please note: {it}.", "About the dishes: {it}.", "For all of us: {it}."),
            {"vegan": "nothing from animals", "nuts": "no nuts", "gluten": "no gluten", "any": "we eat everything"},
        ),
    ),
)

TRAIN = Domain(
    "train",
    ("I need a train ticket to the coast.", "Please book me a train to the coast.", "I'm taking the train to the sea."),
    (
        Slot(
            "departure",
            "When do you want to leave?",
            ("departure", "leave", "depart", "when", "time of day", "start"),
            ("I want to leave {it}.", "I go {it}.", "The train should go {it}."),
            {"dawn": "at dawn", "noon": "at noon", "evening": "in the evening", "night": "at night"},
        ),
        Slot(
            "class",
            "Which class do you travel in?",
            ("class", "compartment", "comfort"),
            ("I travel in {it}.", "{it}, please.", "Book {it} for me."),
            {"first": "first class", "second": "second class", "sleeper": "the sleeping car"},
        ),
        Slot(
            "seat",
            "Which seat would you like?",
            ("seat", "sit", "place"),
            ("I like to sit {it}.", "A seat {it}, please.", "I want to be {it}."),
            {"window": "at the window", "aisle": "on the aisle", "table": "at a table"},
        ),
        Slot(
            "return",
            "When will you come back?",
            ("return", "come back", "way back", "back"),
            ("I come back {it}.", "The way back is {it}.", "I will be back {it}."),
            {"same-day": "the same day", "week": "after a week", "month": "after a month", "never": "by other means"},
        ),
        Slot(
            "luggage",
            "What do you take with you?",
            ("luggage", "baggage", "bag", "take with", "bring"),
            ("I take {it} with me.", "There is {it} to come along.", "I travel with {it}."),
            {"rucksack": "a rucksack", "trunk": "a big trunk", "bicycle": "my bicycle", "dog": "my dog"},
        ),
    ),
)

FLAT = Domain(
    "flat",
    ("I am looking for a flat.", "We want to move house.", "Please find me somewhere to live."),
    (
        Slot(
            "rooms",
            "How many rooms do you need?",
            ("room", "rooms", "bedroom", "how big", "size"),
            ("I need {it}.", "It should have {it}.", "{it} would do."),
            {"one": "one room", "two": "two rooms", "four": "four rooms"},
        ),
        Slot(
            "area",
            "Where should it be?",
            ("area", "where", "district", "neighbourhood", "part of town", "location"),
            ("I want to live {it}.", "It must be {it}.", "{it}, if you can."),
            {"centre": "in the centre", "river": "by the river", "hill": "on the hill", "village": "outside the town"},
        ),
        Slot(
            "floor",
            "On which floor should it be?",
            ("floor", "storey", "level", "stairs", "lift"),
            ("I'd like it {it}.", "It should be {it}.", "{it} is where I want to be."),
            {"ground": "on the ground floor", "middle": "on a middle floor", "top": "on the top floor"},
        ),
        Slot(
            "pet",
            "Do you have a pet?",
            ("pet", "animal", "animals"),
            ("I live with {it}.", "There is {it}.", "They must allow {it}."),
            {"cat": "a cat", "dog": "a dog", "parrot": "a parrot", "fish": "a tank of fish"},
        ),
        Slot(
            "rent",
            "How much rent can you pay?",
            ("rent", "pay", "budget", "cost", "price", "afford"),
            ("I can pay {it}.", "The rent may be {it}.", "My limit is {it}."),
            {"low": "six hundred", "middle": "nine hundred", "high": "fourteen hundred"},
        ),
    ),
)

PARTY = Domain(
    "party",
    ("I want to give a party.", "Please plan a party for me.", "There has to be a party."),
    (
        Slot(
            "occasion",
            "What is the occasion?",
            ("occasion", "celebrate", "reason", "what for"),
            ("It is {it}.", "We celebrate {it}.", "The reason is {it}."),
            {"wedding": "a wedding", "birthday": "a birthday", "graduation": "a graduation", "moving": "a new flat"},
        ),
        Slot(
            "place",
            "Where should it take place?",
            ("place", "where", "venue", "location"),
            ("It should be {it}.", "I want it {it}.", "We meet {it}."),
            {"garden": "in a garden", "boat": "on a boat", "barn": "in a barn", "rooftop": "on a roof"},
        ),
        Slot(
            "music",
            "What music would you like?",
            ("music", "band", "songs", "dance"),
            ("I want {it}.", "There should be {it}.", "I'd be glad of {it}."),
            {"jazz": "a jazz trio", "records": "somebody with records", "choir": "a choir", "silence": "no music"},
        ),
        Slot(
            "food",
            "What should there be to eat?",
            ("food", "eat", "catering", "menu", "meal"),
            ("I think of {it}.", "Let there be {it}.", "We would like {it}."),
            {"buffet": "a buffet", "barbecue": "a barbecue", "soup": "a big pot of soup", "cakes": "cakes only"},
        ),
        Slot(
            "dress",
            "How should the guests dress?",
            ("dress", "wear", "clothes", "dress code"),
            ("They should come {it}.", "Everybody comes {it}.", "Tell them to come {it}."),
            {"formal": "in evening dress", "costume": "in costume", "casual": "as they are"},
        ),
    ),
)

BOOKINGS = (TABLE, TRAIN, FLAT, PARTY)
