"""How facts are put in words. A slot named after a relation is filled with its value.

``{name}`` is the subject's name; ``{He}``, ``{he}``, ``{His}``, ``{his}`` are its pronouns; ``{a_trait}`` is its trade
or industry with an article. Of the forms in one row any may be drawn; all state the same facts.
"""

from __future__ import annotations

LEADS: dict[str, tuple[str, ...]] = {
    "person": (
        "{name} ({born} to {died}) was {a_trait} who was born in {born_in}.",
        "{name} was {a_trait}. {He} was born in {born_in} in {born} and died in {died}.",
        "Born in {born_in} in {born}, {name} was {a_trait}. {He} died in {died}.",
        "{name} was {a_trait}, born in {born} in {born_in}. {He} lived until {died}.",
    ),
    "country": (
        "{name} is a country with {capital} as its capital.",
        "{name} is a country. Its capital is {capital}.",
        "{capital} is the capital of {name}, a country.",
    ),
    "city": (
        "{name} is a city in {country}, on the river {river}.",
        "{name} lies on the river {river}. It is a city in {country}.",
        "{name} is one of the cities of {country}. The river {river} flows through it.",
    ),
    "university": (
        "{name} is a university in {city}, founded in {founded}.",
        "{name} has taught students in {city} since {founded}.",
        "Founded in {founded}, {name} is a university in {city}.",
    ),
    "company": (
        "{name} is {a_trait} company that {founder} founded in {founded}. It has its seat in {city}.",
        "{name}, based in {city}, is {a_trait} company. {founder} founded it in {founded}.",
        "In {founded} {founder} founded {name}, {a_trait} company with its seat in {city}.",
    ),
    "novel": (
        "{name} is a novel by {creator}, published in {year}.",
        "{name} is a novel that {creator} wrote. It came out in {year}.",
        "In {year} {creator} published the novel {name}.",
    ),
    "film": (
        "{name} is a film from {year}, directed by {creator}.",
        "{name} is a film that {creator} directed. It was first shown in {year}.",
        "{creator} directed {name}, a film that was released in {year}.",
    ),
    "opera": (
        "{name} is an opera by {creator}, first performed in {year}.",
        "{name} is an opera composed by {creator}. Its first performance was in {year}.",
        "{creator} composed the opera {name}, which was first performed in {year}.",
    ),
    "comet": (
        "{name} is a comet that {discoverer} discovered in {year} from {city}.",
        "{name} is a comet. {discoverer} discovered it in {year} while observing in {city}.",
    ),
    "mineral": (
        "{name} is a mineral that {discoverer} discovered in {year} near {city}.",
        "{name} is a mineral. It was discovered near {city} in {year} by {discoverer}.",
    ),
    "flower": (
        "{name} is a flower that {discoverer} discovered in {year} in the hills around {city}.",
        "{name} is a rare flower. {discoverer} discovered it in {year} not far from {city}.",
    ),
    "building": (
        "{name} is a {kind} in {city}. It was designed by {architect} and opened in {year}.",
        "{name}, a {kind} that {architect} designed, was opened in {city} in {year}.",
        "{name} was opened in {year}. It is a {kind} in {city}, designed by {architect}.",
    ),
    "fire": ("{name} destroyed much of {city} in {year}.", "{name} broke out in {city} in {year}."),
    "flood": ("{name} left much of {city} under water in {year}.", "In {year} {name} swept through {city}."),
    "treaty": ("{name} was signed in {city} in {year}.", "{name} is a treaty of {year}, signed in {city}."),
    "fair": ("{name} was held in {city} in {year}.", "{name} opened in {city} in {year} and drew great crowds."),
    "strike": ("{name} stopped all work in the harbour of {city} in {year}.", "{name} took place in {city} in {year}."),
    "congress": ("{name} met in {city} in {year}.", "{name} was a meeting of envoys in {city} in {year}."),
    "expedition": ("{name} set out from {city} in {year}.", "In {year} {name} left {city}."),
    "prize": (
        "{name} is a prize for {field}, awarded in {city} since {founded}.",
        "{name} honours achievements in {field}. It was first awarded in {founded}, in {city}.",
    ),
    "office": ("This is a list of the mayors of {city}.", "The mayors of {city} were the following."),
}
"""How the article on a kind, or on an event of a trait, begins."""

BODIES: dict[str, tuple[tuple[str, ...], ...]] = {
    "person": (
        (
            "{He} was the {child} of {mother} and {father}.",
            "{His} parents were {mother} and {father}.",
            "{His} mother was {mother}, {his} father {father}.",
        ),
        ("{He} studied at {school}.", "{He} was a student at {school}.", "{He} took {his} degree at {school}."),
        ("{He} was a pupil of {teacher}.", "{His} teacher was {teacher}.", "{He} learned {his} trade from {teacher}."),
        ("{He} worked for {employer}.", "For most of {his} life {he} was employed by {employer}."),
        ("{He} was married to {spouse}.", "{His} {wife} was {spouse}."),
        ("In {his} spare time {he} enjoyed {pastime}.", "{He} was known to be fond of {pastime}."),
        ("{He} passed away in {died_in}.", "{He} spent {his} last years in {died_in}, where {he} died."),
    ),
    "country": (
        ("The official language is {language}.", "Most of its people speak {language}."),
        ("The currency is the {currency}.", "People pay with the {currency}."),
        ("The country has been independent since {founded}.", "It became independent in {founded}."),
    ),
    "city": (
        ("The city was founded in {founded}.", "It was founded in the year {founded}."),
        ("It has {population} inhabitants.", "About {population} people live there."),
        ("{twin} is its twin city.", "It is twinned with {twin}."),
    ),
    "university": (("It has {students} students.", "About {students} students are enrolled there."),),
    "company": (
        ("It employs {employees} people.", "It has {employees} workers."),
        ("In {owned_since} it was bought by {owner}.", "It has belonged to {owner} since {owned_since}."),
    ),
    "novel": (
        ("The story is set in {setting}.", "It tells of a family in {setting}.", "Its setting is {setting}."),
        ("It was published by {publisher}.", "Its publisher was {publisher}."),
        ("The first edition has {pages} pages.", "It fills {pages} pages."),
    ),
    "film": (
        ("It is based on the novel {source}.", "The script follows the novel {source}."),
        ("The story is set in {setting}.", "It is set in {setting}."),
        ("It was produced by {publisher}.", "The studio was {publisher}."),
        ("It runs for {minutes} minutes.", "It lasts {minutes} minutes."),
    ),
    "opera": (
        ("The plot is set in {setting}.", "Its three acts are set in {setting}."),
        ("The first performance took place at {venue}.", "It was first staged at {venue}."),
    ),
    "comet": (("It returns every {period} years.", "It takes {period} years to go round the sun."),),
    "mineral": (("Its crystals are {colour}.", "It is {colour}."),),
    "flower": (
        ("Its petals are {colour}.", "It has {colour} petals."),
        ("It blooms in {month}.", "It can be seen in flower in {month}."),
    ),
    "building": (("It is {height} metres high.", "Its height is {height} metres."),),
    "fire": (("It burned for {days} days.", "It took {days} days to put it out."),),
    "flood": (("The water stayed for {days} days.", "It lasted {days} days."),),
    "treaty": (("It ended talks of {days} days.", "The talks had taken {days} days."),),
    "fair": (("It was open for {days} days.", "It lasted {days} days."),),
    "strike": (("It lasted {days} days.", "It ended after {days} days."),),
    "congress": (("It sat for {days} days.", "It lasted {days} days."),),
    "expedition": (
        ("{leader} led it.", "Its leader was {leader}.", "It was led by {leader}."),
        ("It sailed in the ship {ship}.", "Its ship was called {ship}."),
        ("It returned after {days} days.", "It was away for {days} days."),
    ),
    "prize": (("It was founded by {founder}.", "{founder} gave the money for it."),),
}
"""What follows; a row is left out where the subject has no such fact."""

OTHER_NAMES: dict[str, tuple[str, ...]] = {
    "creator": ("{He} also worked under the name {alias}.", "Some of {his} work appeared under the name {alias}."),
    "person": ("{He} was also known as {alias}.", "The newspapers called {him} {alias}."),
    "city": ("It was formerly called {alias}.", "In older books it is called {alias}."),
    "company": ("It has also traded as {alias}.", "Its former name is {alias}."),
}

WORKS = {
    "novel": ("{He} wrote {list}.", "{He} is the author of {list}."),
    "film": ("{He} directed {list}.", "{He} made {list}."),
    "opera": ("{He} composed {list}.", "{He} is the composer of {list}."),
}

MADE = {
    "founder": ("{He} founded {thing}.", "{He} was the founder of {thing}."),
    "discoverer": ("{He} discovered {thing}.", "{He} is remembered as the discoverer of {thing}."),
    "architect": ("{He} designed {thing}.", "Among {his} buildings is {thing}."),
    "leader": ("{He} led {thing}.", "{He} was the leader of {thing}."),
}
"""What a person's article may state of the things they made, as their articles do."""

TERMS = {
    "office": ("{He} was mayor of {city} from {start} to {end}.", "From {start} to {end} {he} was mayor of {city}."),
    "prize": ("{He} won {thing} in {start}.", "In {start} {he} was awarded {thing}."),
}
