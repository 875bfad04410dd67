"""Who works here."""

from __future__ import annotations

from ..functions import FailedCallError, Function, Input, found
from ..world import World

PERSON = Input("person", ("name", "person", "full_name", "employee"), "first and last name")


def _leader(world: World, name: str) -> str:
    manager = found(world.people, name, "person").manager
    if not manager:
        raise FailedCallError(f"{name} has no manager")
    return str(manager)


def _reports(world: World, name: str) -> list[str]:
    found(world.people, name, "person")
    return [other for other, person in world.people.items() if person.manager.casefold() == name.casefold().strip()]


FUNCTIONS = (
    Function(
        "staff",
        ("get_hire_date", "hired_on", "lookup_start_date"),
        "Return the date on which a person was hired.",
        (PERSON,),
        "date",
        "the hiring date of {0}",
        lambda world, name: found(world.people, name, "person").hired,
    ),
    Function(
        "staff",
        ("get_salary", "salary_of", "lookup_salary"),
        "Return the monthly salary of a person in euros.",
        (PERSON,),
        "euros",
        "the monthly salary of {0}",
        lambda world, name: found(world.people, name, "person").salary,
        "the monthly salaries of {0}",
    ),
    Function(
        "staff",
        ("get_bonus", "bonus_of", "yearly_bonus"),
        "Return the yearly bonus of a person in euros.",
        (PERSON,),
        "euros",
        "the yearly bonus of {0}",
        lambda world, name: found(world.people, name, "person").bonus,
        "the yearly bonuses of {0}",
    ),
    Function(
        "staff",
        ("get_office", "office_of", "find_workplace"),
        "Return the city in which a person works.",
        (PERSON,),
        "city",
        "the workplace of {0}",
        lambda world, name: found(world.people, name, "person").city,
    ),
    Function(
        "staff",
        ("get_manager", "manager_of", "find_supervisor"),
        "Return the name of a person's manager.",
        (PERSON,),
        "person",
        "the manager of {0}",
        _leader,
    ),
    Function(
        "staff",
        ("list_reports", "team_of", "find_team"),
        "Return the names of all people whose manager a person is.",
        (PERSON,),
        "people",
        "all who report to {0}",
        _reports,
    ),
)
