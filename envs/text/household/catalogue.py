"""What homes are furnished with: kinds of places, kinds of things, what each is good for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

ROOMS = ("kitchen", "bathroom", "bedroom", "living room", "study", "hall")
"""The first is in every home of several rooms; a home of one room is a flat with the furniture of all."""

FLAT = "flat"


class PlaceKind(NamedTuple):
    """A kind of place.

    Attributes:
        groups: of things, that are kept here.
        rooms: where it is found.
        most: how many of them a home has at most.
        inside: things are in it, not on it.
        lid: it can be opened and closed.
        alias: another word for it, for paraphrased goals.
    """

    groups: tuple[str, ...]
    rooms: tuple[str, ...]
    most: int = 1
    inside: bool = False
    lid: bool = False
    alias: str = ""


class ThingKind(NamedTuple):
    """A kind of thing.

    Attributes:
        group: decides where it is kept.
        uses: what can be done with it: ``"clean"``, ``"heat"``, ``"cool"``, ``"examine"`` (it is worth a closer look).
        alias: another word for it, for paraphrased goals.
        plural: of its name.
    """

    group: str
    uses: frozenset[str]
    alias: str
    plural: str


def _place(groups: str, rooms: str, most: int = 1, form: str = "on", alias: str = "") -> PlaceKind:
    """Return a kind of place; its form is "on", "in" or "lid", its rooms are given by their first letters."""
    known = {room[0] if room != "bathroom" else "w": room for room in ROOMS}
    return PlaceKind(
        tuple(groups.split()), tuple(known[room] for room in rooms), most, form != "on", form == "lid", alias
    )


PLACES = {
    "armchair": _place("paper cloth leisure", "lbs", 2, alias="easy chair"),
    "bathtub": _place("bath", "w", form="in"),
    "bed": _place("cloth paper leisure", "b"),
    "bedside table": _place("paper treasure leisure", "b", 2, alias="nightstand"),
    "bookcase": _place("paper leisure treasure", "lbs", 2, form="in"),
    "bread bin": _place("food", "k", form="lid"),
    "chest": _place("cloth leisure treasure", "bhl", form="lid", alias="trunk"),
    "coat rack": _place("cloth", "h"),
    "coffee table": _place("paper leisure crockery treasure", "l"),
    "console table": _place("paper treasure leisure", "h"),
    "counter": _place("food crockery", "k", 3, alias="worktop"),
    "cupboard": _place("crockery food bath leisure", "klw", 4, form="lid"),
    "desk": _place("paper office treasure", "sb", 2, alias="writing table"),
    "dining table": _place("food crockery paper", "kl"),
    "dishwasher": _place("crockery", "k", form="lid"),
    "drawer": _place("crockery office cloth treasure paper", "kbslh", 5, form="lid"),
    "filing cabinet": _place("paper office", "s", 2, form="lid"),
    "freezer": _place("food", "k", form="lid"),
    "fridge": _place("food crockery", "k", form="lid", alias="refrigerator"),
    "laundry basket": _place("cloth bath", "wb", form="in"),
    "microwave": _place("food crockery", "k", form="lid"),
    "mirror cabinet": _place("bath treasure", "w", 2, form="lid"),
    "oven": _place("food", "k", form="lid"),
    "pantry": _place("food", "k", form="lid", alias="larder"),
    "safe": _place("treasure", "s", form="lid", alias="strongbox"),
    "shelf": _place("crockery paper bath leisure office", "kwbls", 4),
    "shoe rack": _place("cloth", "h"),
    "sideboard": _place("crockery leisure", "l", form="lid"),
    "sink": _place("crockery food", "k", form="in"),
    "sofa": _place("paper cloth leisure", "l", alias="couch"),
    "stool": _place("cloth bath paper leisure", "kwb", 2),
    "towel rail": _place("bath", "w"),
    "toy box": _place("leisure", "bl", form="lid"),
    "wardrobe": _place("cloth", "b", form="lid"),
    "washbasin": _place("bath", "w", form="in"),
    "waste bin": _place("food paper", "kws", 2, form="in", alias="rubbish bin"),
    "window sill": _place("crockery paper bath leisure treasure", "wbls", 2, alias="window ledge"),
}

TOOLS = {
    "clean": ("sink", "washbasin"),
    "heat": ("microwave", "oven"),
    "cool": ("fridge", "freezer"),
}
"""What is done with a thing in the hand, and at which kinds of places."""

LAMP_STANDS = (
    "bedside table",
    "coffee table",
    "console table",
    "counter",
    "desk",
    "dining table",
    "shelf",
    "window sill",
)
"""Kinds of places that lamps stand on."""

REQUIRED = ("counter", "fridge", "microwave", "sink")
"""Every home has one of each, so that every task can be done in it."""


def _things(group: str, rows: Iterable[str]) -> dict[str, ThingKind]:
    """Return kinds from rows "name | uses | alias | plural"."""
    found = {}
    for row in rows:
        name, uses, alias, plural, *_ = (*(part.strip() for part in row.split("|")), "", "", "")
        found[name] = ThingKind(group, frozenset(uses.split()), alias, plural or f"{name}s")
    return found


THINGS = {
    **_things(
        "food",
        (
            "apple | clean cool",
            "bread roll | heat | bun",
            "carrot | clean heat cool",
            "corn cob | clean heat",
            "fish cake | heat cool",
            "leek | clean heat | | leeks",
            "lemon | clean cool",
            "melon | clean cool",
            "pasty | heat cool | turnover | pasties",
            "pear | clean cool",
            "pie | heat cool",
            "potato | clean heat | spud | potatoes",
            "pudding | heat cool",
            "sausage | heat cool",
            "turnip | clean heat",
        ),
    ),
    **_things(
        "crockery",
        (
            "bowl | clean heat cool",
            "chopping board | clean | cutting board",
            "fork | clean",
            "glass | clean cool | tumbler | glasses",
            "jug | clean cool | pitcher",
            "ladle | clean",
            "lunch box | clean heat cool | | lunch boxes",
            "mug | clean heat cool | coffee cup",
            "pan | clean cool | frying pan",
            "plate | clean heat cool",
            "teapot | clean heat",
            "whisk | clean | egg beater",
        ),
    ),
    **_things(
        "bath",
        (
            "comb | clean",
            "flannel | clean | washcloth",
            "rubber duck | clean",
            "sponge | clean",
            "toothbrush | clean | | toothbrushes",
            "towel |",
        ),
    ),
    **_things(
        "cloth",
        (
            "glove |",
            "handkerchief | clean | hankie",
            "jumper | | sweater",
            "scarf | | | scarves",
            "sock | clean",
            "woolly hat |",
        ),
    ),
    **_things(
        "paper",
        (
            "comic | examine",
            "envelope | examine",
            "magazine | examine",
            "map | examine | chart",
            "notebook | examine | jotter",
            "novel | examine",
            "postcard | examine",
            "sketchbook | examine | drawing pad",
        ),
    ),
    **_things(
        "office", ("calculator |", "eraser | | rubber", "marker | | felt-tip", "pencil |", "ruler |", "stapler |")
    ),
    **_things(
        "treasure",
        (
            "brooch | examine | | brooches",
            "coin | examine",
            "medal | examine",
            "photograph | examine | snapshot",
            "ring | examine",
            "stamp album | examine",
            "wristwatch | examine | | wristwatches",
        ),
    ),
    **_things(
        "leisure",
        (
            "candle |",
            "chess set |",
            "cushion | | pillow",
            "jigsaw | | puzzle",
            "remote control | | remote",
            "toy car | clean",
            "vase | clean",
        ),
    ),
}
