"""What the rooms, furniture and things of a quest are called."""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(","))


DIRECTIONS = {"north": (0, -1), "east": (1, 0), "south": (0, 1), "west": (-1, 0)}
"""Each direction, as steps to the right and down."""

KITCHEN, TERRACE = "kitchen", "terrace"

ROOMS = _words(
    "library, pantry, workshop, attic, cellar, hall, study, conservatory, laundry, gallery, nursery, parlour, studio, "
    "porch, chapel, observatory, bedroom, bathroom, stable, music room, dining room, guest room, tower room, wine vault"
)
STANDS = _words(
    "oak table, stone bench, window sill, marble pedestal, reading desk, wicker chair, long shelf, low stool, "
    "iron rack, writing desk, corner shelf, side table, workbench, mantelpiece, card table, plant stand, music stand, "
    "tea trolley, velvet sofa, garden seat, folding table, glass shelf, round table, wooden crate"
)
BOXES = _words(
    "cedar chest, tin trunk, wall cupboard, glass cabinet, wicker hamper, sea chest, hat box, steel locker, "
    "walnut wardrobe, pine drawer, copper urn, leather case, corner cupboard, toy box, tool chest, bread bin, "
    "blanket box, jewel case, filing cabinet, old barrel, coal bin, sewing box, wall safe, picnic basket"
)
WORKTOP, FRIDGE, COOKBOOK = "worktop", "fridge", "cookbook"
APPLIANCES = ("frying pan", "oven", "cooking pot", "grill")
"""All stand in the kitchen but the last."""

DOORS = tuple(f"{colour} door" for colour in _words("red, green, blue, white, black, yellow, grey, brown"))
METALS = _words("brass, iron, copper, silver, bronze, steel, nickel, pewter")
KEY_PARTS = ("blade", "handle")
COIN, KNIFE, MEAL = "gold coin", "kitchen knife", "meal"
TREASURES = _words(
    "silver crown, golden goblet, jade dragon, ruby ring, pearl necklace, amber idol, ebony mask, opal brooch, "
    "emerald sceptre, sapphire pendant, gilded mirror, jewelled dagger"
)
JUNK = _words(
    "candle, coil of rope, wooden spoon, blanket, empty bottle, old newspaper, umbrella, feather, pebble, broom, "
    "postcard, woollen scarf, cork, walking stick"
)
FOODS = _words(
    "carrot, potato, onion, tomato, red pepper, courgette, mushroom, leek, turnip, parsnip, aubergine, apple, pear, "
    "trout, sausage, pumpkin"
)
DISHES = _words("harvest plate, farmhouse supper, garden bowl, traveller's dinner, sunday platter, hearty tray")

WHOLE, RAW = 0, 0
FORMS = ("whole", "slices", "cubes", "strips")
"""What a food can be cut into; the first is uncut."""

WAYS = ("raw", "fried", "baked", "boiled", "grilled")
"""What the appliances, in their order, make of a food; the first is uncooked."""

COOKS = ("", "fry", "bake", "boil", "grill")
