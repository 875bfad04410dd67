"""Real models behind chat endpoints: read from plain data, and asked with notes on the fields that they know."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..endpoint import ChatEndpoint, Completion
from .levels import Level
from .pool import SKILLS, Model, Reply, recognised
from .world import FIELDS, Fact, Value, World

WANTED = ("name", "description", "price", "url", "model")
KNOWN = (*WANTED, "fields", "api_key_env")
_NUMBER = re.compile(r"\d[\d,]*")


def read_pool(given: Any) -> tuple[Model, ...]:
    """Return the models of plain data.

    Args:
        given: a list of mappings, or the path of a JSON file that holds one.

    Raises:
        ValueError: there is no such file, or an entry is not what is wanted.
    """
    entries = _loaded(given) if isinstance(given, str) else given
    listed = isinstance(entries, Sequence) and not isinstance(entries, str)
    _require("pool to be a list of models, or the path of a JSON file with one", entries, listed and len(entries) > 0)
    models = tuple(_model(place, entry) for place, entry in enumerate(entries))
    names = [model.name.lower() for model in models]
    _require("pool to hold models of different names", names, len(set(names)) == len(names))
    return models


def ask(level: Level, model: Model, query: str) -> tuple[Reply, int | None]:
    """Return what a real model replies, and how many tokens its endpoint counted.

    Args:
        level: whose notes it is given.
        model: who is asked.
        query: in English.

    Raises:
        EndpointError: there is no reply.
    """
    settings = {"api_key_env": model.api_key_env} if model.api_key_env else {}
    told = ChatEndpoint.of(model.address, **settings).complete(
        [
            {"role": "system", "content": f"Answer in one short sentence. {level.world.notes(model.fields)}"},
            {"role": "user", "content": query},
        ]
    )
    return read_reply(level.world, query, told.text), _counted(told)


def read_reply(world: World, query: str, text: str) -> Reply:
    """Return a reply with the fact and the value that stand in it, if they can be made out.

    Args:
        world: what can be spoken of.
        query: what was asked.
        text: what was said.
    """
    named = [thing for names in world.things.values() for thing in names if thing.lower() in query.lower()]
    fact = recognised(world, named[0], query) if len(named) == 1 else None
    return Reply(text) if fact is None else Reply(text, fact, _value(world, fact, text))


def _value(world: World, fact: Fact, text: str) -> Value | None:
    if fact.about.kind:
        things = world.things[fact.about.kind]
        return next((thing for thing in things if thing.lower() in text.lower() and thing != fact.thing), None)
    numbers = _NUMBER.findall(text)
    return int(numbers[-1].replace(",", "")) if numbers else None


def _counted(told: Completion) -> int | None:
    if told.prompt_tokens is None or told.completion_tokens is None:
        return None
    return told.prompt_tokens + told.completion_tokens


def _loaded(path: str) -> Any:
    try:
        return json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ValueError(f"RouterEnv cannot read pool={path!r}: {error}. Give a JSON file with a list.") from None


def _model(place: int, entry: Any) -> Model:
    where = f"pool[{place}] to be a mapping with {list(WANTED)}, and if need be {list(KNOWN[len(WANTED) :])}"
    _require(where, entry, isinstance(entry, Mapping) and set(WANTED) <= set(entry) <= set(KNOWN))
    texts = all(isinstance(entry[name], str) and entry[name].strip() for name in WANTED if name != "price")
    price, fields = entry["price"], entry.get("fields", FIELDS)
    priced = isinstance(price, int | float) and not isinstance(price, bool) and price >= 0
    listed = isinstance(fields, Sequence) and not isinstance(fields, str) and set(fields) <= set(FIELDS)
    wanted = f"pool[{place}] to have texts, a price from 0 and fields of {list(FIELDS)}"
    _require(wanted, entry, texts and priced and listed and len(entry["name"].split()) == 1)
    ChatEndpoint(entry["url"], entry["model"])  # says what is wrong with an address
    accuracy = tuple(float(skill in fields or skill == "arithmetic") for skill in SKILLS)
    address = f"{entry['url']}#{entry['model']}"
    return Model(
        entry["name"], entry["description"], float(price), accuracy, address, str(entry.get("api_key_env", ""))
    )


def _require(wanted: str, given: Any, ok: bool) -> None:
    if not ok:
        raise ValueError(f"RouterEnv needs {wanted}; got {given!r}.")
