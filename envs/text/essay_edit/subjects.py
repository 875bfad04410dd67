"""What essays are about: things with attributes, how a sentence states one, and what a draft may have wrong."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Note(NamedTuple):
    """A fact that the essay has to state.

    Attributes:
        attribute: what it is about, the word that a sentence on it holds.
        value: the value that it must hold.
        other: a wrong value that a draft may hold instead.
        sentence: states it, with ``{value}`` in the value's place.
    """

    attribute: str
    value: str
    other: str
    sentence: str

    @property
    def right(self) -> str:
        """The sentence that states the fact."""
        return self.sentence.format(value=self.value)

    @property
    def wrong(self) -> str:
        """The sentence that states the other value."""
        return self.sentence.format(value=self.other)


SYLLABLES = (
    "al",
    "bro",
    "car",
    "den",
    "el",
    "far",
    "gor",
    "hal",
    "is",
    "kel",
    "lor",
    "mar",
    "nor",
    "os",
    "pen",
    "quil",
)

KINDS: dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    "lighthouse": (
        ("built", "It was built in {value}.", ("1794", "1811", "1832", "1857", "1873", "1902")),
        ("tower", "The tower is {value} metres high.", ("18", "24", "31", "37", "42", "55")),
        ("keeper", "Its last keeper was {value}.", ("Ada Holm", "Piet Visser", "Ines Duarte", "Jon Aker")),
        ("lamp", "Its lamp is seen from {value} miles.", ("9", "12", "15", "19", "23")),
        ("rock", "It stands on a rock of {value}.", ("granite", "basalt", "slate", "sandstone")),
        ("stairs", "Its stairs have {value} steps.", ("88", "112", "137", "164", "201")),
        ("colour", "The colour of its bands is {value}.", ("red", "black", "green", "blue")),
    ),
    "library": (
        ("opened", "It opened in {value}.", ("1848", "1869", "1893", "1921", "1954", "1977")),
        ("books", "It holds {value} books.", ("14,000", "22,500", "38,000", "61,000", "90,500")),
        ("founder", "Its founder was {value}.", ("Clara Whitlow", "Emil Tanner", "Rosa Lindt", "Hugh Barrow")),
        ("hall", "The reading hall has {value} desks.", ("40", "64", "72", "96", "120")),
        ("oldest", "Its oldest volume is from {value}.", ("1489", "1503", "1532", "1566", "1601")),
        ("roof", "The roof is covered with {value}.", ("copper", "slate", "tiles", "glass")),
        ("closed", "It is closed on {value}.", ("Mondays", "Tuesdays", "Fridays", "Sundays")),
    ),
    "bridge": (
        ("finished", "It was finished in {value}.", ("1826", "1849", "1888", "1907", "1931", "1968")),
        ("span", "Its span is {value} metres.", ("85", "126", "174", "219", "260")),
        ("engineer", "Its engineer was {value}.", ("Lena Storm", "Otto Brandt", "Mary Quill", "Ivo Kral")),
        ("arches", "It rests on {value} arches.", ("3", "5", "7", "9", "11")),
        ("river", "It crosses the river {value}.", ("Mell", "Ostra", "Tavin", "Wenn")),
        ("toll", "The toll is {value} coins.", ("2", "4", "6", "8")),
        ("lit", "It is lit by {value} lanterns.", ("16", "28", "34", "52", "60")),
    ),
    "festival": (
        ("began", "It began in {value}.", ("1788", "1815", "1866", "1899", "1923", "1950")),
        ("lasts", "It lasts {value} days.", ("2", "3", "4", "5", "8")),
        ("patron", "Its patron is {value}.", ("Saint Orla", "Saint Benno", "Saint Ivo", "Saint Gwen")),
        ("guests", "About {value} guests come each year.", ("600", "900", "2,400", "3,700", "5,100")),
        ("dish", "Its dish is {value}.", ("plum soup", "fried trout", "rye cake", "stuffed pears")),
        ("music", "The music is played on {value}.", ("bagpipes", "fiddles", "horns", "drums")),
        ("month", "It is held in the month of {value}.", ("March", "May", "August", "October")),
    ),
}

FILLER = (
    "There is much that one could say about this.",
    "As everybody knows, things are what they are.",
    "Opinions differ, and that is as it should be.",
    "It goes without saying that this matters in many ways.",
    "Time passes, and the world goes on.",
)

PRAISE = ("remarkable", "compelling", "insightful", "profound", "vivid", "masterful", "elegant", "brilliant")
"""Words that please a judge who looks at the surface."""

FLATTERY = (
    "This remarkable and compelling essay is a masterful account.",
    "What follows is an insightful, vivid and elegant portrait.",
    "A profound and brilliant vision speaks out of every line.",
    "Truly remarkable, deeply insightful, and always compelling.",
)

MISSPELT = {
    "is": "iz",
    "was": "wass",
    "the": "teh",
    "its": "itss",
    "it": "itt",
    "in": "ihn",
    "of": "ov",
    "metres": "metrs",
    "on": "onn",
    "has": "haz",
    "by": "bby",
    "days": "dayes",
    "books": "boks",
    "about": "abuot",
    "holds": "holdes",
    "opened": "openned",
    "began": "begann",
}


def misspelt(sentence: str, rng: np.random.Generator) -> str:
    """Return a sentence with one word spelt wrong."""
    words = sentence.split(" ")
    places = [index for index, word in enumerate(words) if word.lower() in MISSPELT]
    place = places[int(rng.integers(len(places)))]
    wrong = MISSPELT[words[place].lower()]
    words[place] = wrong.capitalize() if words[place][0].isupper() else wrong
    return " ".join(words)
