"""Searching for answers."""

from functools import partial

from .case import Case

WRONG = (
    ("articles", 100),
    ("hops", 7),
    ("hops", [3, 2]),
    ("level", "L4"),
    ("kinds", ["riddle"]),
    ("closed_book", 1.5),
    ("results", 1),
    ("page_size", 10),
    ("links", 1),
    ("scoring", "bleu"),
    ("questions", "no-such-file.jsonl"),
    ("split", "half"),
    ("info_keys", "x"),
)

Search = partial(Case, found=True, random_rate=0.05, wrong=WRONG, needs=("bm25s",))

CASES = [
    Search("SearchQA-v0"),
    Search("SearchQA-v0", {"articles": 300, "level": "L3", "links": False, "closed_book": 0.2, "scoring": "f1"}),
]
