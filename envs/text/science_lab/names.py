"""What stands in the laboratory, and what it is called."""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(","))


HEAT, CIRCUIT, MIXING, GROWING = STATIONS = ("heat", "circuit", "mixing", "growing")

STATION_OF = {
    "melt": HEAT,
    "boil": HEAT,
    "freeze": HEAT,
    "melting_point": HEAT,
    "conductivity": CIRCUIT,
    "mixing": MIXING,
    "reaction": MIXING,
    "growing": GROWING,
}
"""The experiments, and the station at which each is done."""

EXPERIMENTS = tuple(STATION_OF)
QUESTIONS = ("melting_point", "conductivity", "reaction")
"""The experiments in which something is to be found out."""

SUBSTANCES = _words(
    "velium, tarsine, quorite, belmium, osrine, calvite, dremine, lurium, fenolite, sabrine, morvite, zelane"
)
PHASES = ("solid", "liquid", "gas")
BENCH, OVEN = "bench", "oven"
HEATERS = {"warming plate": (65, 145), "hot plate": (205, 395), "gas burner": (505, 895), "furnace": (1005, 1595)}
COOLERS = {"ice bath": (-15, 5), "freezer": (-65, -25), "cryostat": (-195, -95)}
"""Devices and the range of their temperature, from the weakest to the strongest."""

OBJECTS = _words(
    "grey rod, clear disc, black cube, dull ring, striped plate, heavy bar, bent strip, speckled bead, rough pin, "
    "smooth tile"
)
REFERENCES = ("copper wire", "rubber band")
"""A thing that is known to conduct, and one that is known not to."""

BATTERIES = ("square battery", "round battery")
TABLE, RED_BOX, BLUE_BOX = BOXES = ("table", "red box", "blue box")

LIQUIDS = tuple(
    f"{colour} solution"
    for colour in _words("amber, teal, crimson, ivory, violet, ochre, indigo, olive, coral, azure, umber, jade")
)
BEAKERS = ("glass beaker", "steel beaker")
FOAM = "white foam"
PRODUCTS = _words(
    "lumen gel, frost gel, ember oil, night oil, silver paste, copper paste, cloud balm, river balm, dusk resin, "
    "dawn resin"
)

SPECIES = _words("mirabell, tansel, oriva, pellora, quillane, sevrine, halmora, brackwort")
SOILS = ("sand", "loam", "clay")
WINDOW, SHELF, CUPBOARD = SPOTS = ("window", "shelf", "cupboard")
POT = "pot"
STAGES = ("seed", "sprout", "leafy plant", "budding plant", "flowering plant")
