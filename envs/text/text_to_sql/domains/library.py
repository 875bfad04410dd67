"""A library: members borrow books at branches."""

from ..schema import Domain, Table
from .columns import CITIES, COUNTRIES, PEOPLE, choice, date, key, link, money, name, whole

THINGS = ("Garden", "Harbour", "Letter", "Mountain", "Orchard", "River", "Tower", "Winter")
TITLES = tuple(f"The {look} {thing}" for thing in THINGS for look in ("Last", "Hidden", "Long", "Silent"))
BRANCHES = ("Castle Hill", "Mill Lane", "Old Market", "Park Side", "Station Road", "West Gate")

DOMAIN = Domain(
    "library",
    (
        Table(
            "authors",
            "author",
            "authors",
            (
                key("author number"),
                name("name", PEOPLE),
                choice("country", "country", "countries", COUNTRIES, odd="origin"),
                whole("born", "year of birth", 1900, 1985, odd="year", optional=True),
            ),
            share=0.7,
            people=True,
        ),
        Table(
            "books",
            "book",
            "books",
            (
                key("book number"),
                name("title", TITLES, "title"),
                link("author_id", "authors", "number of the author", "written by", "have written", odd="creator"),
                choice("genre", "genre", "genres", ("crime", "history", "poetry", "science", "travel"), odd="type"),
                whole("pages", "number of pages", 60, 700, odd="size", optional=True),
                whole("published", "year of publication", 1950, 2023, odd="edition"),
            ),
            share=1.3,
        ),
        Table(
            "branches",
            "branch",
            "branches",
            (
                key("branch number"),
                name("name", BRANCHES),
                choice("city", "city", "cities", CITIES, odd="zone"),
                whole("seats", "number of seats", 10, 90, odd="places"),
            ),
            share=0.5,
        ),
        Table(
            "members",
            "member",
            "members",
            (
                key("member number"),
                name("name", PEOPLE),
                link("branch_id", "branches", "number of the branch", "registered at", "have", odd="home"),
                choice("card", "kind of card", "kinds of card", ("adult", "child", "senior", "student"), odd="level"),
                date("joined", "date of joining", 2015, 2023, odd="expires"),
            ),
            people=True,
        ),
        Table(
            "loans",
            "loan",
            "loans",
            (
                key("loan number"),
                link("book_id", "books", "number of the book", "of", "have had", odd="item"),
                link("member_id", "members", "number of the member", "made by", "have made"),
                date("borrowed", "date of borrowing", 2022, 2024, odd="date_2"),
                date("returned", "date of return", 2022, 2024, odd="date", optional=True),
                money("fine", "fine", 0, 15, odd="price", optional=True),
            ),
            share=2.2,
        ),
    ),
)
