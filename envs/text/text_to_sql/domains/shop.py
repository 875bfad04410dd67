"""A shop: customers order products and review them."""

from ..schema import Domain, Table
from .columns import CITIES, PEOPLE, choice, date, key, link, money, name, whole

KINDS = ("kettle", "lamp", "chair", "clock", "basket", "blanket", "teapot", "mirror")
GOODS = tuple(f"{look} {kind}" for kind in KINDS for look in ("Blue", "Folding", "Oak", "Small"))

DOMAIN = Domain(
    "shop",
    (
        Table(
            "customers",
            "customer",
            "customers",
            (
                key("customer number"),
                name("name", PEOPLE),
                choice("city", "city", "cities", CITIES, odd="region"),
                whole("points", "number of bonus points", 0, 300, odd="score", optional=True),
                date("joined", "date of joining", 2018, 2023, odd="updated"),
            ),
            people=True,
        ),
        Table(
            "products",
            "product",
            "products",
            (
                key("product number"),
                name("name", GOODS, odd="label"),
                choice("category", "category", "categories", ("garden", "home", "kitchen", "office"), odd="type"),
                money("price", "price", 5, 120, odd="value"),
                whole("stock", "number in stock", 0, 60, odd="size", optional=True),
            ),
        ),
        Table(
            "orders",
            "order",
            "orders",
            (
                key("order number"),
                link("customer_id", "customers", "number of the customer", "placed by", "have placed", odd="owner"),
                date("ordered", "order date", 2021, 2024, odd="date_2"),
                date("delivered", "delivery date", 2021, 2024, odd="date", optional=True),
                choice("status", "status", "statuses", ("open", "paid", "returned", "shipped"), odd="class"),
            ),
            share=1.6,
        ),
        Table(
            "order_lines",
            "order line",
            "order lines",
            (
                key("line number"),
                link("order_id", "orders", "number of the order", "belonging to", "have"),
                link("product_id", "products", "number of the product", "for", "are in", odd="item"),
                whole("quantity", "quantity", 1, 12, odd="total"),
                money("discount", "discount", 0, 20, odd="rate", optional=True),
            ),
            share=2.2,
        ),
        Table(
            "reviews",
            "review",
            "reviews",
            (
                key("review number"),
                link("product_id", "products", "number of the product", "of", "have"),
                link("customer_id", "customers", "number of the customer", "written by", "have written"),
                whole("stars", "number of stars", 1, 5, odd="level"),
                date("written", "date of writing", 2021, 2024, odd="created"),
            ),
            share=1.6,
        ),
    ),
)
