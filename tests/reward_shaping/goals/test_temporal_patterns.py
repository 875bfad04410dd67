"""The usual patterns of specifications, each against traces written as words: a state is a letter for what holds."""

from __future__ import annotations

import pytest

from turnwise.reward_shaping.goals import FormulaMachine, parse

# Of each pattern: the formula, words that satisfy it and words that do not. "-" is a state in which nothing holds,
# "(ab)" one in which both do.
PATTERNS = {
    "absence": ("G not a", ["-", "--b", "bbb"], ["a", "--a", "a--"]),
    "existence": ("F a", ["a", "--a", "a--"], ["-", "bbb"]),
    "universality": ("G a", ["a", "aaa"], ["-", "aa-", "-aa"]),
    "at the end": ("F G a", ["a", "--a", "-aa"], ["a-", "-"]),
    "at the first state": ("a", ["a", "a--"], ["-", "-a"]),
    "twice": ("F (a and X F a)", ["aa", "a-a", "-aaa"], ["a", "-a-", "-"]),
    "at most once": ("G (a -> not X F a)", ["-", "a", "-a-"], ["aa", "a--a"]),
    "exactly once": ("F a and G (a -> not X F a)", ["a", "-a-", "--a"], ["-", "aa", "a-a"]),
    "sequence": ("F (a and F (b and F c))", ["abc", "a-b-c", "-a(bc)", "(abc)"], ["acb", "ab", "bca", "cab"]),
    "strict sequence": ("F (a and X F b)", ["ab", "a-b", "ba-b"], ["(ab)", "ba", "a"]),
    "immediate response": ("G (a -> X b)", ["-", "ab", "abab", "b-"], ["a", "a-b", "aba"]),
    "response": ("G (a -> F b)", ["-", "b", "ab", "a-b", "(ab)"], ["a", "ba", "ab-a"]),
    "precedence": ("not b W a", ["-", "a", "ab", "-ab", "(ab)"], ["b", "-ba"]),
    "precedence that must come": ("not b U a", ["a", "-ab", "(ab)"], ["-", "b", "-ba", "--"]),
    "absence before": ("F b -> (not a U b)", ["-", "a", "b", "-ba", "aa"], ["ab", "-a-b"]),
    "absence after": ("G (b -> G not a)", ["-", "a", "ab", "b--", "aab-"], ["ba", "ab-a"]),
    "existence between": ("G (a and X F b -> X (not b U c))", ["acb", "a", "a-c-b", "cc"], ["ab", "a-b", "acb-ab"]),
    "absence between": ("G (a -> (not c W b))", ["ab", "a-bc", "c", "a--"], ["ac", "a-c-b"]),
    "reach and avoid": ("F a and G not b", ["a", "--a", "a-"], ["-", "ab", "ba", "-b"]),
    "avoid until": ("not b U a", ["a", "--ab"], ["ba", "-"]),
    "stay once reached": ("F a and G (a -> (G a))", ["a", "-aa"], ["a-", "-", "-a-a"]),
    "choice": ("F a or F b", ["a", "-b", "ab"], ["-", "cc"]),
    "one and never the other": ("(F a and G not b) or (F b and G not a)", ["a", "-b", "aa"], ["ab", "-"]),
    "in three turns": ("a or X a or X X a", ["a", "-a", "--a"], ["---a", "-", "--"]),
    "not in the first turns": ("not a and not X a", ["-", "--a", "b-a"], ["a", "-a"]),
    "alternation": ("G (a -> not X a) and G (not a -> not X not a)", ["a-a", "-a-", "a"], ["aa", "--", "a--"]),
    "nothing is asked": ("True", ["-", "abc"], []),
    "the impossible": ("False", [], ["-", "abc"]),
}


def states(word):
    """Yield what holds in each state of a word."""
    letters = iter(word)
    for letter in letters:
        group = letter
        if letter == "(":
            group = ""
            while (letter := next(letters)) != ")":
                group += letter
        yield {name: name in group for name in "abc"}


def accepts(machine, word):
    state = 0
    for facts in states(word):
        state = machine.advance(state, facts)
    return machine.accepting[state]


@pytest.mark.parametrize(("text", "satisfying", "violating"), PATTERNS.values(), ids=PATTERNS)
def test_a_pattern_tells_its_words_apart(text, satisfying, violating):
    machine = FormulaMachine(parse(text))
    assert [word for word in satisfying if not accepts(machine, word)] == []
    assert [word for word in violating if accepts(machine, word)] == []


@pytest.mark.parametrize(
    ("text", "word", "verdicts"),
    [
        ("G not a", "--a-", [0, 0, -1, -1]),
        ("F a", "--a-", [0, 0, 1, 1]),
        ("not b W a", "-ab", [0, 1, 1]),
        ("not b U a", "-b-", [0, -1, -1]),
        ("G (a -> F b)", "ab-", [0, 0, 0]),
        ("F (a and X F b)", "-a-b", [0, 0, 0, 1]),
        ("a or X a or X X a", "---", [0, 0, -1]),
        ("X X a", "--a", [0, 0, 1]),
        ("not a and not X a", "--", [0, 1]),
        ("F a and G not b", "ab", [0, -1]),
        ("True", "-", [1]),
        ("False", "-", [-1]),
        ("F G a", "aa", [0, 0]),
    ],
)
def test_a_verdict_comes_as_soon_as_it_can(text, word, verdicts):
    machine, state, given = FormulaMachine(parse(text)), 0, []
    for facts in states(word):
        state = machine.advance(state, facts)
        given.append(machine.verdicts[state])
    assert given == verdicts


@pytest.mark.parametrize(
    ("text", "word", "nearness"),
    [
        ("F a", "--a", [0, 0, 1]),
        ("F (a and F (b and F c))", "-a-bc", [0, 1 / 3, 1 / 3, 2 / 3, 1]),
        ("F a and F b", "-b-a", [0, 0.5, 0.5, 1]),
        ("G not a", "--a", [1, 1, 0]),
        ("F a and G not b", "-ab", [0, 1, 0]),
        ("X X X a", "---a", [0.25, 0.5, 0.75, 1]),
    ],
)
def test_nearness_rises_with_what_is_done(text, word, nearness):
    machine, state, given = FormulaMachine(parse(text)), 0, []
    for facts in states(word):
        state = machine.advance(state, facts)
        given.append(machine.nearness[state])
    assert given == pytest.approx(nearness)


def test_conditions_that_exclude_each_other_are_taken_as_independent():
    machine = FormulaMachine(parse("F (room == '1') and F (room == '2')"))
    state = machine.advance(0, {"room": "1"})
    assert machine.nearness[state] == 0.5
    late = FormulaMachine(parse("room == '1' and room == '2' or X room == '3'"))
    assert late.verdicts[late.advance(0, {"room": "1"})] == 0  # as if both could hold
