r"""What two SQL texts have in common, without running them (Reasoning-SQL): n-grams, and tables and columns.

    ngram   Jaccard of the sets of n-grams of tokens
    schema  Jaccard of the sets of tables and columns of the database that the texts name

Tokens are words, numbers, quoted names without their quotes, texts in quotes, and single signs, in lower case; comments
are none. Aliases and constants name nothing of the schema, and two texts that name nothing agree. Neither knows
meaning: ``a < b`` and ``b > a`` share no bigram, and a query that names every table of a small database links well.

Defaults: bigrams.
Certainty: abstract (arXiv 2503.23157 names both); Jaccard is recalled, tokens are ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from .tool_calls import blocks

TOKEN = re.compile(
    r"""--[^\n]* | /\*.*?(?:\*/|\Z)                         # comments
    | '(?:[^']|'')*(?:'|\Z)                                # texts
    | "([^"]*)(?:"|\Z) | `([^`]*)(?:`|\Z) | \[([^\]]*)(?:\]|\Z)  # quoted names
    | \w+ | [^\w\s]                                        # words, numbers, signs
    """,
    re.VERBOSE | re.DOTALL,
)
COMMAND = re.compile(r"(?:answer|run)\b:?\s*", re.IGNORECASE)


def extract_sql(message: str) -> str:
    """Return the query of a message: its last fenced block, tag ``sql``, ``answer`` or ``action``, or the whole of it.

    A command before the query, ``answer`` or ``run``, is no part of it.

    Args:
        message: the agent's message.
    """
    fenced = [_unlabelled(block) for block in message.split("```")[1:-1:2]]
    found = fenced or blocks(message, "sql") or blocks(message, "answer") or blocks(message, "action") or [message]
    return COMMAND.sub("", found[-1].strip()).rstrip("; \n")


def _unlabelled(block: str) -> str:
    """Return a fenced block without the line that names its language."""
    label, _, rest = block.partition("\n")
    return rest if label.strip().lower() in ("", "sql", "sqlite") else block


def sql_tokens(query: str) -> list[str]:
    """Return the tokens of a query.

    Args:
        query: any text.
    """
    tokens = []
    for match in TOKEN.finditer(query):
        text = next((name for name in match.groups() if name is not None), match.group()).lower()
        if not match.group().startswith(("--", "/*")):
            tokens.append(text)
    return tokens


def ngram_similarity(predicted: str, gold: str, n: int = 2) -> float:
    """Return the Jaccard index of the n-grams of two queries.

    Args:
        predicted: a query.
        gold: another.
        n: tokens in a row; a query of fewer is one n-gram.

    Raises:
        ValueError: ``n`` is not positive.
    """
    if n < 1:
        raise ValueError(f"ngram_similarity needs n >= 1; got {n}.")
    grams = []
    for query in (predicted, gold):
        tokens = sql_tokens(query)
        grams.append({tuple(tokens[start : start + n]) for start in range(max(len(tokens) - n + 1, 1))})
    return jaccard(*grams)


def schema_items(query: str, schema: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the tables and columns that a query names, in lower case.

    Args:
        query: any text.
        schema: the columns of each table.
    """
    known = {name.lower() for table, columns in schema.items() for name in (table, *columns)}
    return known & {token for token in sql_tokens(query) if not token.startswith("'")}


def schema_linking(predicted: str, gold: str, schema: Mapping[str, Sequence[str]]) -> float:
    """Return the Jaccard index of the tables and columns that two queries name.

    Args:
        predicted: a query.
        gold: another.
        schema: the columns of each table.
    """
    return jaccard(schema_items(predicted, schema), schema_items(gold, schema))


def jaccard(one: set[Any], other: set[Any]) -> float:
    """Return the size of the intersection over that of the union; two empty sets agree.

    Args:
        one: a set.
        other: another.
    """
    union = len(one | other)
    return len(one & other) / union if union else 1.0
