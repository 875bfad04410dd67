r"""SQL partial rewards (Reasoning-SQL): running right, running at all, naming the right things, looking alike.

    R = Σ_k w_k s_k
    execution  1 where the query returns the rows of the gold query
    syntax     1 where it runs
    schema     Jaccard of the tables and columns that it and the gold query name
    ngram      Jaccard of their bigrams
    judge      what a judge says of it, if one is asked

With the default weights 3, 1, 1, 1 a wrong query earns less than 3 (a query that looks exactly like the gold one is
it) and a right one at least 4, so partial rewards never rank a wrong query above a right one. Rows count as often as
they occur; their order counts where the gold query ends in ORDER BY. A gold query without rows is matched by any query
without rows: such a task tells little.

Certainty: abstract (arXiv 2503.23157: execution accuracy, syntax check, schema linking, n-gram similarity, AI
feedback); the weights and the comparison of rows are ours.
"""

from __future__ import annotations

from collections.abc import Mapping

from .sql_execution import Database, Rows, is_ordered, same_result
from .sql_text import ngram_similarity, schema_linking

WEIGHTS = {"execution": 3.0, "syntax": 1.0, "schema": 1.0, "ngram": 1.0}
"""What each part is worth; ``judge`` is worth 1 where a judge is asked."""


def sql_parts(
    query: str, gold: str, gold_rows: Rows, database: Database, schema: Mapping[str, list[str]]
) -> dict[str, float]:
    """Return the parts of a query's reward by name, each from 0 to 1.

    Args:
        query: what the agent wrote.
        gold: the gold query.
        gold_rows: its result.
        database: to run the query on.
        schema: the columns of each table.
    """
    rows, _ = database.run(query)
    right = rows is not None and same_result(rows, gold_rows, ordered=is_ordered(gold))
    return {
        "execution": float(right),
        "syntax": float(rows is not None),
        "schema": schema_linking(query, gold, schema),
        "ngram": ngram_similarity(query, gold),
    }


def sql_reward(parts: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the weighted sum of parts; NaN if one that has a weight is.

    Args:
        parts: by name.
        weights: by name; a part without one is worth nothing.
    """
    return float(sum(weights[name] * part for name, part in parts.items() if weights.get(name)))
