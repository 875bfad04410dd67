"""What is sold."""

from __future__ import annotations

from ..functions import FailedCallError, Function, Input, found
from ..world import World

PRODUCT = Input("product", ("product", "item", "article", "name"), "what it is called, such as 'oak lamp'")
CITY = Input("city", ("city", "town", "place"), "the name of a city")
CATEGORY = Input("category", ("category", "department", "section"), "a kind of products")


def _stock(world: World, product: str, city: str) -> int:
    found(world.cities, city, "city")
    return int(found(found(world.products, product, "product").stock, city, "city"))


def _in_category(world: World, category: str) -> list[str]:
    names = [name for name, product in world.products.items() if product.category == category]
    if not names:
        raise FailedCallError(f"there is nothing in {category}")
    return names


FUNCTIONS = (
    Function(
        "shop",
        ("get_price", "price_of", "lookup_price"),
        "Return the price of a product in euros.",
        (PRODUCT,),
        "price",
        "the price of {0}",
        lambda world, product: found(world.products, product, "product").price,
        "the prices of {0}",
    ),
    Function(
        "shop",
        ("get_weight", "weight_of", "weigh"),
        "Return the weight of a product in kilograms.",
        (PRODUCT,),
        "kilograms",
        "the weight of {0}",
        lambda world, product: found(world.products, product, "product").weight,
        "the weights of {0}",
    ),
    Function(
        "shop",
        ("get_factory_city", "made_in", "origin_of"),
        "Return the city in which a product is made.",
        (PRODUCT,),
        "city",
        "the factory city of {0}",
        lambda world, product: found(world.products, product, "product").city,
    ),
    Function(
        "shop",
        ("get_stock", "stock_of", "count_stock"),
        "Return how many pieces of a product lie in a city.",
        (PRODUCT, CITY),
        "pieces",
        "the stock of {0} in {1}",
        _stock,
    ),
    Function(
        "shop",
        ("list_products", "products_in", "browse_category"),
        "Return the names of all products of a category.",
        (CATEGORY,),
        "products",
        "all products of the category {0}",
        _in_category,
    ),
)
