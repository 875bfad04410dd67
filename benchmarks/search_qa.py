"""SearchQA's resets and searches by the size of the encyclopaedia, in one process.

Targets on 10,000 articles: a reset in at most 5 ms once the encyclopaedia is made, a search in at most 1 ms. A search
is of a drawn question's words, which are many, and of none that was searched for before. rank_bm25 scores the same
queries for comparison; it is left out, and named, where it isn't installed.
"""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Callable
from typing import Any

import gymnasium as gym
from measure import seconds_per_call

import turnwise  # noqa: F401 - registers the ids
from turnwise.envs.text.search_qa.index import Index, tokens

ID = "turnwise/SearchQA-v0"
SIZES = (1_000, 10_000, 50_000)
RESETS = 1_000
ROW = "{:<44}{:>12}{:>12}{:>12}"


def spent(call: Callable[[], object]) -> float:
    """Return the milliseconds of one call."""
    start = time.perf_counter()
    call()
    return 1e3 * (time.perf_counter() - start)


def resets(env: gym.Env[str, str], first: int) -> list[float]:
    """Return the milliseconds of resets with seeds not met before, the median and the 99th percentile."""
    taken = sorted(spent(lambda seed=seed: env.reset(seed=seed)) for seed in range(first, first + RESETS))
    return [statistics.median(taken), taken[int(0.99 * RESETS)]]


def queries(env: gym.Env[str, str], count: int) -> list[str]:
    """Return drawn questions."""
    asked: dict[str, None] = {}
    for seed in itertools.count(10**6):
        asked[env.reset(seed=seed)[1]["task"]["question"]] = None
        if len(asked) == count:
            return list(asked)
    return []


def documents(env: Any) -> list[str]:
    """Return what is searched of each article."""
    articles = env.unwrapped.view.library.articles
    return [f"{each.title} {each.title} {' '.join(each.sentences)}" for each in articles]


def searched(env: gym.Env[str, str], asked: list[str]) -> list[float]:
    """Return the milliseconds of a search and of a whole turn with one, each on queries that are new to it."""
    index = Index(documents(env))
    alone = statistics.median(spent(lambda query=query: index.search(query)) for query in asked)
    env.reset(seed=0)
    turns = []
    for place, query in enumerate(asked):
        if place % 25 == 0:
            env.reset(seed=0)
        turns.append(spent(lambda query=query: env.step(f"search {query[:250]}")))
    return [alone, statistics.median(turns)]


def played(env: gym.Env[str, str], episodes: int) -> float:
    """Return the steps a second of the expert, resets included."""
    start, steps = time.perf_counter(), 0
    for seed in range(episodes):
        env.reset(seed=seed)
        for message in env.unwrapped.expert():
            steps += 1
            if any(env.step(message)[2:4]):
                break
    return steps / (time.perf_counter() - start)


def beside_rank_bm25(env: gym.Env[str, str], asked: list[str]) -> None:
    """Compare one query's scores of all articles."""
    try:
        from rank_bm25 import BM25Okapi
    except ImportError as error:
        print(f"rank_bm25 is left out: {error}")
        return
    texts = documents(env)
    index, other = Index(texts), BM25Okapi([tokens(text) for text in texts])
    ours, theirs = itertools.cycle(asked), itertools.cycle(asked)
    calls = {
        "ours": lambda: index.scores(next(ours)),
        "rank_bm25": lambda: other.get_scores(tokens(next(theirs))),
    }
    taken = seconds_per_call(calls, repeats=5, seconds=0.2)
    print(f"scores of {len(texts):,} articles: {taken['rank_bm25'] / taken['ours']:.0f}× as fast as rank_bm25")


def main() -> None:
    print(ROW.format("", *(f"{size:,}" for size in SIZES)))
    columns = []
    for size in SIZES:
        start = time.perf_counter()
        env = gym.make(ID, articles=size)
        columns.append(
            [
                1e3 * (time.perf_counter() - start),
                *resets(env, 0),
                *resets(gym.make(ID, articles=size, split="test"), RESETS),
            ]
        )
        columns[-1] += [*searched(env, queries(env, 500)), played(env, 200)]
        if size == SIZES[1]:
            compared = env
    names = ["make the encyclopaedia, ms", "reset, median, ms", "reset, 99 of 100 within, ms"]
    names += ["reset with split='test', median, ms", "the same, 99 of 100 within, ms"]
    names += ["search for a question's words, median, ms", "turn with such a search, median, ms"]
    for name, values in zip([*names, "expert, steps/s, resets included"], zip(*columns, strict=True), strict=True):
        print(ROW.format(name, *(f"{value:,.0f}" if value >= 100 else f"{value:.2f}" for value in values)))
    beside_rank_bm25(compared, queries(compared, 50))


if __name__ == "__main__":
    main()
