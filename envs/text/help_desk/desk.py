"""What a company's help desk is made of: tools that act on the database, and the rules of its policy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ..function_calls import FunctionCall, FunctionCalls, Parameter, Tool
from .database import Database, Row, ToolRefusalError

if TYPE_CHECKING:
    from .drafts import Draft
    from .requests import Request

NO_REASON = "none"
SILENT = ("customer_id", "reason")
"""Arguments that a customer need not hear to agree to a write."""

GENERAL_REASONS = ("not_identified", "other_account")
"""Rules of every company for which a wish is refused."""


@dataclass(frozen=True)
class Office:
    """What a tool may look at besides its arguments.

    Attributes:
        today: the date of the episode.
        terms: the numbers of the policy.
    """

    today: date
    terms: Row


Run = Callable[[Database, Office, Mapping[str, Any]], tuple[Database, Any]]
Breaks = Callable[[Database, Office, Mapping[str, Any]], Iterable[str]]


def nothing(database: Database, office: Office, arguments: Mapping[str, Any]) -> Iterable[str]:
    """Break no rule."""
    return ()


@dataclass(frozen=True)
class Action:
    """A tool and what it does.

    Attributes:
        tool: how it is called.
        run: returns the database after a call and what the tool answers; raises :class:`ToolRefusalError`.
        writes: whether it changes the database.
        public: whether it may be used before the customer is identified.
        owned: the argument and the table of the record that a write changes, which must be the customer's own.
        verbs: words of which one says what a write does.
        breaks: the names of the policy's rules that a call would break.
    """

    tool: Tool
    run: Run
    writes: bool = False
    public: bool = False
    owned: tuple[str, str] = ("", "")
    verbs: tuple[str, ...] = ()
    breaks: Breaks = nothing


Kind = Callable[["Draft", str], "Request"]


@dataclass(frozen=True)
class Domain:
    """A company with a help desk.

    Attributes:
        name: the value of the environment's argument.
        company: what it is, for the agent.
        actions: the company's own tools.
        identity: the parameters by which a customer is found, with how the customer tells each.
        owned: tables whose rows belong to customers.
        terms: draws the numbers of the policy.
        rules: the policy's rules on these terms, each a name, empty for one that is no reason to refuse, and a text.
        stock: draws what the company offers.
        people: draws one more customer, returns their id.
        crowd: draws records of a customer that nobody will ask about.
        kinds: what a customer may want, each with the rules for which it may be forbidden.
        topics: what the agent may ask about: a pattern, and words that ask for it.
        departments: for wishes that no rule covers: what each is for, and what a customer says.
    """

    name: str
    company: str
    actions: Mapping[str, Action]
    identity: Mapping[str, str]
    owned: tuple[str, ...]
    terms: Callable[[Any], Row]
    rules: Callable[[Row], Sequence[tuple[str, str]]]
    stock: Callable[[Draft], None]
    people: Callable[[Draft], str]
    crowd: Callable[[Draft, str], None]
    kinds: Mapping[str, tuple[Kind, tuple[str, ...]]]
    topics: Mapping[str, tuple[str, str]]
    departments: Mapping[str, tuple[str, Sequence[str]]]

    @property
    def reasons(self) -> tuple[str, ...]:
        """The names of the rules for which a wish is refused."""
        named = {rule: "" for _, rules in self.kinds.values() for rule in rules}
        return (*GENERAL_REASONS, *named)


class Desk:
    """A company's tools together with those of every help desk.

    Args:
        domain: the company.
    """

    def __init__(self, domain: Domain) -> None:
        self.domain = domain
        actions = [_find_customer(domain), _get_customer(domain), *domain.actions.values(), *_ends(domain), _SAY]
        self.actions = {action.tool.name: action for action in actions}
        self.calls = FunctionCalls([action.tool for action in actions], speech="say", example=_example(domain))

    def normal(self, call: FunctionCall) -> FunctionCall:
        """Return the call with its arguments in the tool's order and values as :func:`_normal` writes them."""
        order = self.actions[call.name].tool.parameters
        given = {name: call.arguments[name] for name in order if name in call.arguments}
        return call._replace(arguments={name: _normal(value) for name, value in given.items()})

    def run(self, database: Database, office: Office, call: FunctionCall) -> tuple[Database, Any]:
        """Return the database after a call, writes logged, and what the tool answers.

        Raises:
            ToolRefusalError: the tool refuses.
        """
        action = self.actions[call.name]
        database, result = action.run(database, office, call.arguments)
        return (database.logged(call) if action.writes else database), result

    def owner(self, database: Database, call: FunctionCall) -> str:
        """Return the customer whose record a write changes."""
        argument, table = self.actions[call.name].owned
        return str(database.row(table, call.arguments[argument])["customer_id"])

    def broken(self, database: Database, office: Office, call: FunctionCall) -> list[str]:
        """Return the company's rules that a call would break."""
        return list(self.actions[call.name].breaks(database, office, call.arguments))


def _normal(value: Any) -> Any:
    """Return a list sorted, and a number without decimals as a whole one."""
    if isinstance(value, list):
        return sorted(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _find_customer(domain: Domain) -> Action:
    def run(database: Database, office: Office, arguments: Mapping[str, Any]) -> tuple[Database, Any]:
        for row in database.tables["customers"].values():
            if all(str(row[name]).casefold() == arguments[name].strip().casefold() for name in domain.identity):
                return database, {"customer_id": row["customer_id"], "name": row["name"]}
        raise ToolRefusalError("No customer has these details.")

    parameters = {name: Parameter(description=f"the customer's {words}") for name, words in domain.identity.items()}
    tool = Tool("find_customer", "Identify the customer by details that they tell.", parameters)
    return Action(tool, run, public=True)


def _get_customer(domain: Domain) -> Action:
    def run(database: Database, office: Office, arguments: Mapping[str, Any]) -> tuple[Database, Any]:
        key = arguments["customer_id"]
        row = database.row("customers", key)
        shown = {name: value for name, value in row.items() if name != "pin"}
        keys = {table: [owned[f"{table[:-1]}_id"] for owned in database.owned(table, key)] for table in domain.owned}
        return database, {**shown, **keys}

    tables = " and ".join(domain.owned)
    tool = Tool("get_customer", f"Show a customer's account with the numbers of their {tables}.", _CUSTOMER)
    return Action(tool, run)


_CUSTOMER = {"customer_id": Parameter()}


def _ends(domain: Domain) -> list[Action]:
    """Return the tools that end the conversation."""
    departments = Parameter(options=tuple(domain.departments))
    outcome = Parameter(options=("solved", "refused"))
    reason = Parameter(description="the rule for which something was refused", options=(NO_REASON, *domain.reasons))
    transfer = Tool("transfer_case", "Hand the customer over to a department and end.", {"department": departments})
    close = Tool("close_case", "Write down how the case went and end.", {"outcome": outcome, "reason": reason})
    return [Action(transfer, _transfer, writes=True, public=True), Action(close, _close, writes=True, public=True)]


def _transfer(database: Database, office: Office, arguments: Mapping[str, Any]) -> tuple[Database, Any]:
    return database, {"transferred_to": arguments["department"]}


def _close(database: Database, office: Office, arguments: Mapping[str, Any]) -> tuple[Database, Any]:
    if (arguments["outcome"] == "solved") != (arguments["reason"] == NO_REASON):
        raise ToolRefusalError(f"A solved case has the reason {NO_REASON}, a refused one the rule that forbids it.")
    return database, {"closed_as": arguments["outcome"]}


def _speak(database: Database, office: Office, arguments: Mapping[str, Any]) -> tuple[Database, Any]:
    return database, None


_SAY = Action(
    Tool("say", "Speak to the customer.", {"message": Parameter(description="what you say")}), _speak, public=True
)


def _example(domain: Domain) -> str:
    return f"say Good morning. Please tell me your {' and your '.join(domain.identity.values())}."
