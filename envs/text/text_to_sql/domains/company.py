"""A company: employees work on the projects of clients."""

from ..schema import Domain, Table
from .columns import CITIES, COUNTRIES, PEOPLE, choice, date, key, link, money, name, whole

TEAMS = ("Design", "Finance", "Logistics", "Research", "Sales", "Support")
FIRMS = tuple(f"{first} {last}" for first in ("Amber", "Birch", "Cobalt", "Delft", "Ember") for last in ("Ltd", "& Co"))
PLANS = tuple(f"{first} {last}" for first in ("Atlas", "Beacon", "Comet", "Dune") for last in ("One", "Two", "Plus"))

DOMAIN = Domain(
    "company",
    (
        Table(
            "departments",
            "department",
            "departments",
            (
                key("department number"),
                name("name", TEAMS),
                choice("city", "city", "cities", CITIES, odd="manager"),
                money("budget", "budget", 100, 900, odd="spent"),
            ),
            share=0.5,
        ),
        Table(
            "employees",
            "employee",
            "employees",
            (
                key("employee number", odd="badge"),
                name("name", PEOPLE),
                link("department_id", "departments", "number of the department", "working in", "employ", odd="unit"),
                choice("title", "job title", "job titles", ("analyst", "clerk", "director", "engineer"), odd="level"),
                whole("salary", "salary", 2500, 9500, odd="bonus", optional=True),
                date("hired", "date of hiring", 2005, 2023, odd="reviewed"),
                date("left_on", "date of leaving", 2018, 2024, odd="start_date", optional=True),
            ),
            share=1.3,
            people=True,
        ),
        Table(
            "clients",
            "client",
            "clients",
            (
                key("client number"),
                name("name", FIRMS),
                choice("industry", "industry", "industries", ("energy", "food", "media", "transport"), odd="status"),
                choice("country", "country", "countries", COUNTRIES, odd="currency", optional=True),
            ),
            share=0.7,
        ),
        Table(
            "projects",
            "project",
            "projects",
            (
                key("project number"),
                name("name", PLANS),
                link("client_id", "clients", "number of the client", "ordered by", "have ordered", odd="sponsor"),
                choice("state", "state", "states", ("active", "done", "planned", "stopped"), odd="area"),
                money("budget", "budget", 10, 500, odd="cost"),
                date("started", "starting date", 2019, 2024, odd="ended"),
            ),
        ),
        Table(
            "assignments",
            "assignment",
            "assignments",
            (
                key("assignment number"),
                link("employee_id", "employees", "number of the employee", "held by", "hold", odd="client_no"),
                link("project_id", "projects", "number of the project", "to", "have"),
                choice("role", "role", "roles", ("advisor", "builder", "lead", "tester"), odd="title"),
                whole("hours", "number of hours", 5, 200, odd="days", optional=True),
            ),
            share=2.0,
        ),
    ),
)
