"""The words that invented names, titles and traits are made of."""

from __future__ import annotations


def _parted(text: str) -> tuple[str, ...]:
    return tuple(text.split())


PLACE_STARTS = _parted(
    "Vel Kor Mar Tol Bren Ask Dun Fal Gar Hal Il Jor Kes Lum Morr Nar Ost Pel Quil Ras Sel Tarn Ulv Var Wen Yar Zel "
    "Ard Bel Cal Dor Esk Fen Gol Hest Iv Kal Lor Mel Nor Or Pras Rov Sund Thal Urs Vost Wick Zan Brae Crev Drim "
    "Ember Frost Grav Holl Ister Kest"
)
PLACE_ENDS = _parted(
    "dra ham mere stad ova ington na burg wick haven eth or mond ia ford una berg ley ost ara gate minster ven holm "
    "elle ique ask ento ira mouth"
)
PLACE_SIDES = ("Port", "Upper", "Lower", "New", "Saint", "North", "South", "East", "West", "Little")
COUNTRY_ENDS = ("land", "avia", "onia", "mark", "istan", "essa", "oria", "una", "ethia", "aria")
RIVER_ENDS = ("ne", "de", "ra", "sk", "va", "by", "lo", "mel", "th", "ru")

WOMEN = _parted(
    "Maren Ilse Tova Adela Brenna Corin Dagny Elsbet Fenna Greta Hedda Inga Jorun Katrin Liv Mathilde Nadia Odile "
    "Petra Ragna Sigrid Thea Ulla Vera Wilma Ylva Zofia Anouk Beatrix Celia Dorothea Edda Freya Gisela Hanna Irena "
    "Josefa Klara Leonie Mira Nora Ottilie Paula Rosa Saskia Tilda Ursula Valeria Wanda Xenia"
)
MEN = _parted(
    "Anders Bertil Caspar Dietmar Emil Folke Gerrit Henrik Ivo Jannik Kaspar Lorenz Milan Nils Oskar Piet Quentin "
    "Rolf Stellan Tobias Ulrich Viktor Willem Yorick Zeno Albin Bruno Corvin Darius Edgar Felix Gustav Hugo Ignaz "
    "Jasper Konrad Ludvik Matthis Niklas Orlan Pavel Rasmus Severin Theodor Urban Valentin Wenzel Anselm Benedikt "
    "Clemens"
)
SURNAME_STARTS = _parted(
    "Hol Ard Bren Cass Dahl Eber Fenn Grav Harn Isak Jans Kell Lind Mort Norr Olm Prest Quar Rosen Sand Tarr Ulm "
    "Vald Wess Yor Zim Alder Bock Crane Drew Elk Fars Gund Hasp Ingel Jour Kron Lask Mend Nyk Orm Pell Rask Stro "
    "Thorn Umb Vink Wyk Abel Birk Clem Dorn Esp Falk"
)
SURNAME_ENDS = _parted(
    "berg man sen ley ström ova ton wick hoff rup ell ard qvist er sted by ing mark fell gren ow son dal ske lund "
    "horn win is ander ow"
)
EPITHETS = _parted(
    "Heron Fox Lark Badger Falcon Otter Raven Swan Lynx Magpie Kestrel Wolf Hare Owl Stag Wren Marten Crane Thrush "
    "Sparrow"
)

ADJECTIVES = _parted(
    "Glass Silent Amber Crooked Distant Golden Hollow Iron Jade Last Long Marble Narrow Open Pale Quiet Red Salt "
    "Silver Tall Unlit Velvet White Winter Burning Copper Drowned Empty Faithful Gilded Hidden Inner Lost Midnight "
    "Northern Old Paper Restless Second Southern Stolen Sunken Tidal Twin Wandering Weary Yellow Blue Broken Green"
)
NOUNS = _parted(
    "Harbour Lantern Orchard River Staircase Garden Mirror Compass Winter Bridge Clock Island Letter Window Meadow "
    "Tower Voyage Candle Forest Kingdom Ladder Market Night Ocean Palace Quarry Road Shadow Theatre Valley Watchman "
    "Anchor Bell Cathedral Door Echo Feather Gate Horizon Inn Journey Key Lighthouse Mill Needle Oath Promise Rain "
    "Ship Thread Umbrella Violin Well Archive Ballad Crown Drum Engine Fountain Glove"
)
PLURALS = _parted(
    "Lanterns Gardens Bells Shadows Letters Sailors Orchards Clocks Ravens Bridges Dancers Candles Strangers "
    "Mirrors Ferries Towers Widows Cartographers Weavers Children"
)
MINERALS = _parted("ite oite anite erite olite arite elite inite")
COMETS = _parted("os ion ara eus ix andra omeda ys aris une")
HABITATS = ("Valley", "Marsh", "Cliff", "Meadow", "Forest", "Island", "Dune", "Moor")
FLOWERS = ("orchid", "gentian", "saxifrage", "primrose", "campion")

PASTIMES = (
    "keeping bees",
    "collecting maps",
    "mending clocks",
    "growing roses",
    "playing the viola",
    "walking in the hills",
    "playing chess by post",
    "pressing flowers",
    "sketching boats",
    "baking bread",
    "feeding crows",
    "reading atlases",
    "swimming in cold lakes",
    "carving spoons",
    "telling ghost stories",
    "photographing clouds",
)

CREATORS = {"novelist": "novel", "film director": "film", "composer": "opera"}
"""Whose works are of which kind."""

SCIENTISTS = {"astronomer": "comet", "geologist": "mineral", "botanist": "flower"}
"""Who discovers what."""

TAUGHT = ("composer", "architect", "astronomer", "geologist", "botanist")
"""Who has a teacher of the same trade."""

TRADES = {
    "novelist": 16,
    "film director": 13,
    "composer": 9,
    "architect": 10,
    "astronomer": 7,
    "geologist": 7,
    "botanist": 7,
    "explorer": 5,
    "entrepreneur": 12,
    "engineer": 5,
    "politician": 9,
}
"""How often each trade is drawn."""

INDUSTRIES = {
    "publishing": ("Press", "Books", "Publishing House"),
    "film": ("Pictures", "Film Studios", "Films"),
    "shipping": ("Shipping Line", "Steamship Company"),
    "textile": ("Mills", "Weaving Company"),
    "railway": ("Railways", "Locomotive Works"),
    "glass": ("Glassworks", "Glass Company"),
    "chemical": ("Chemical Works", "Dye Works"),
    "instrument": ("Instruments", "Clock Company"),
}
"""Each industry and how names of its companies end."""

EVENTS = {
    "fire": "Great Fire of {}",
    "flood": "Great Flood of {}",
    "treaty": "Treaty of {}",
    "fair": "{} World's Fair",
    "strike": "{} Dockers' Strike",
    "congress": "Congress of {}",
}
"""What happens in cities, and how it is called."""

LANDMARKS = ("bridge", "tower", "library", "museum", "theatre", "lighthouse")
FIELDS = {
    "literature": ("novelist",),
    "music": ("composer",),
    "film": ("film director",),
    "architecture": ("architect",),
    "exploration": ("explorer",),
    "science": ("astronomer", "geologist", "botanist"),
    "industry": ("entrepreneur", "engineer"),
    "public service": ("politician",),
}
"""What prizes are given for, and the trades of their winners."""

HONOURS = ("Prize", "Medal", "Award")
COLOURS = (
    "amber",
    "blue",
    "brown",
    "crimson",
    "green",
    "grey",
    "orange",
    "pink",
    "purple",
    "violet",
    "white",
    "yellow",
)
MONTHS = ("March", "April", "May", "June", "July", "August", "September", "October")
LANGUAGE_ENDS = ("ish", "ese", "ic", "ian")
CURRENCIES = ("crown", "florin", "mark", "taler", "ducat", "shilling", "dinar", "real")
