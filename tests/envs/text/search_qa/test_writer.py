"""What articles state is what the graph holds: nothing is missing, nothing is made up."""

import re

import numpy as np
import pytest
from small_world import EMIL, HARBOUR, MAREN, MAYORS, VELDRA, small_book, small_graph

from turnwise.envs.text.search_qa.encyclopaedia.chance import Chance
from turnwise.envs.text.search_qa.encyclopaedia.graph import ENTITIES
from turnwise.envs.text.search_qa.encyclopaedia.world import generate
from turnwise.envs.text.search_qa.encyclopaedia.writer import Writer, shown, with_article

IMPLIED = {"field"}
"""Told by another relation's sentence."""


@pytest.fixture(scope="module", params=[(0, 0.0), (1, 0.5), (2, 1.0)])
def printed(request):
    """Return a graph and the article on each of its entities."""
    seed, aliases = request.param
    graph = generate(seed, 500, 0.2)
    writer = Writer(graph, Chance(np.random.default_rng(seed)), aliases)
    return graph, [writer.write(number) for number in range(len(graph.entities))]


def held(graph, fact):
    """Whether the graph holds what a sentence states."""
    relation, subject, value = fact
    terms = graph.terms.get(subject, ())
    if relation in ("term", "start", "end"):
        return any(value == {"term": term.holder, "start": term.start, "end": term.end}[relation] for term in terms)
    return value in graph.borders[subject] if relation == "border" else graph.get(subject, relation) == value


def test_every_fact_stated_is_in_the_graph(printed):
    graph, pages = printed
    assert [
        fact for page in pages for sentence in page.sentences for fact in sentence.facts if not held(graph, fact)
    ] == []


def test_every_fact_of_the_graph_is_stated_in_the_article_on_its_subject(printed):
    graph, pages = printed
    stated = [{fact for sentence in page.sentences for fact in sentence.facts} for page in pages]
    for relation, values in graph.facts.items():
        missing = [(relation, subject, value) for subject, value in values.items()]
        assert [fact for fact in missing if fact not in stated[fact[1]]] == []
    for subject, terms in graph.terms.items():
        assert all(("term", subject, term.holder) in stated[subject] for term in terms)


def test_a_sentence_says_the_values_of_its_facts(printed):
    graph, pages = printed
    for number, page in enumerate(pages):
        for sentence in page.sentences:
            for relation, subject, value in sentence.facts:
                other = value if subject == number else subject
                if relation in (*ENTITIES, "term", "border"):
                    if graph.entities[other].kind == "office" and "mayor of" in sentence.text:
                        other = graph.number(other, "city")
                    assert page.called[other].casefold() in sentence.text.casefold()
                else:
                    assert shown(relation, value) in sentence.text


def test_years_and_names_in_a_sentence_belong_to_its_facts(printed):
    graph, pages = printed
    people = [graph.entities[person].name for person in graph.of("person")]
    for number, page in enumerate(pages):
        for sentence in page.sentences:
            values = {value for _, _, value in sentence.facts}
            about = {subject for _, subject, _ in sentence.facts} | {number}
            meant = {
                graph.entities[other].name for other in (*values, *about) if other in page.called or other == number
            }
            assert {int(year) for year in re.findall(r"\b1[89]\d\d\b", sentence.text)} <= values
            assert {name for name in people if re.search(rf"\b{name}\b", sentence.text)} <= meant


def test_every_sentence_begins_with_a_capital_and_ends_with_a_stop(printed):
    for page in printed[1]:
        for sentence in page.sentences:
            assert re.match(r'["A-ZÄÖÜ]', sentence.text)
            assert not re.search(r"\. [a-z]", sentence.text)
            assert sentence.text.endswith(".")
            assert not re.search(r"[{}]|  | ,|\bNone\b|the the ", sentence.text)


def test_other_names_are_used_as_often_as_asked_for():
    never, always = small_book(0.0), small_book(1.0)
    assert never.called[EMIL][MAREN] == "Maren Holt"
    assert always.called[EMIL][MAREN] == "Liv Birk"
    assert "Maren Holt" not in " ".join(always.library.articles[HARBOUR].sentences)
    assert always.library.articles[HARBOUR].links == ("Orsk",)
    assert never.library.articles[HARBOUR].links == ("Maren Holt", "Orsk")


def test_what_is_named_after_a_city_calls_it_by_that_name():
    assert small_book(1.0).called[MAYORS][VELDRA] == "Veldra"


def test_the_article_on_a_novelist_by_hand():
    writer = Writer(small_graph(), Chance(np.random.default_rng(0)), 0.0)
    text = " ".join(sentence.text for sentence in writer.write(MAREN).sentences)
    for part in (
        "Maren Holt",
        "novelist",
        "1850",
        "1920",
        "Liv Birk",
        '"The Glass Harbour" (1890) and "Salt" (1900)',
        "Orsk",
    ):
        assert part in text
    assert re.search(r"\bHer\b|\bShe\b", text)


@pytest.mark.parametrize(("word", "told"), [("engineer", "an engineer"), ("novelist", "a novelist")])
def test_the_indefinite_article_goes_by_the_first_letter(word, told):
    assert with_article(word) == told
