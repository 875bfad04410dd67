"""The invented world agrees with itself: lives, works, offices, families and names."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from turnwise.envs.text.search_qa.encyclopaedia import words
from turnwise.envs.text.search_qa.encyclopaedia.general_knowledge import KNOWN
from turnwise.envs.text.search_qa.encyclopaedia.graph import COUNTS, ENTITIES, WORDS, YEARS
from turnwise.envs.text.search_qa.encyclopaedia.world import generate

SEEDS = range(6)


@pytest.fixture(scope="module", params=SEEDS)
def graph(request):
    return generate(request.param, 600, 0.2)


def life(graph, person):
    return graph.number(person, "born"), graph.number(person, "died")


def in_life(graph, person, year, least=0):
    """Whether somebody was alive and at least so old."""
    born, died = life(graph, person)
    return born + least <= year <= died


def pairs(graph, relation):
    return list(graph.facts[relation].items())


@given(st.integers(0, 10**6), st.integers(100, 400))
@settings(max_examples=15)
def test_there_are_exactly_as_many_entities_as_asked_for(seed, articles):
    assert len(generate(seed, articles, 0.1).entities) == articles


def test_the_seed_alone_decides(graph):
    one, other, third = generate(3, 300, 0.1), generate(3, 300, 0.1), generate(4, 300, 0.1)
    assert (one.entities, one.facts, one.terms) == (other.entities, other.facts, other.terms)
    assert one.entities != third.entities


def test_titles_and_other_names_are_nobody_elses(graph):
    titles = Counter(entity.title.casefold() for entity in graph.entities)
    aliases = [alias.casefold() for entity in graph.entities for alias in entity.aliases]
    names = {entity.name.casefold() for entity in graph.entities}
    assert max(titles.values()) == 1
    assert len(set(aliases)) == len(aliases)
    assert not names & set(aliases)
    assert not names & {known.title.casefold() for known in KNOWN}


def test_people_of_the_same_name_have_different_trades(graph):
    people = [graph.entities[person] for person in graph.of("person")]
    assert len({(person.name, person.trait) for person in people}) == len(people)
    shared = [name for name, count in Counter(person.name for person in people).items() if count > 1]
    assert shared


def test_there_are_no_namesakes_where_none_are_wanted():
    graph = generate(1, 600, 0.0)
    assert len({entity.name for entity in graph.entities}) == len(graph.entities)


def test_values_are_of_the_kind_that_the_relation_says(graph):
    for relation, values in graph.facts.items():
        for value in values.values():
            if relation in ENTITIES:
                assert 0 <= value < len(graph.entities)
            else:
                assert isinstance(value, str) if relation in WORDS else value > 0
    assert set(graph.facts) == {*ENTITIES, *YEARS, *COUNTS, *WORDS}


def test_people_live_for_48_to_92_years(graph):
    assert all(48 <= died - born <= 92 for born, died in (life(graph, person) for person in graph.of("person")))


@pytest.mark.parametrize(
    ("relation", "least"), [("creator", 23), ("discoverer", 22), ("architect", 26), ("leader", 25)]
)
def test_everything_is_made_in_the_life_of_its_maker(graph, relation, least):
    for thing, person in pairs(graph, relation):
        assert in_life(graph, person, graph.number(thing, "year"), least), graph.entities[thing]


def test_makers_have_the_trade_of_what_they_make(graph):
    for work, person in pairs(graph, "creator"):
        assert words.CREATORS[graph.entities[person].trait] == graph.entities[work].kind
    for found, person in pairs(graph, "discoverer"):
        assert words.SCIENTISTS[graph.entities[person].trait] == graph.entities[found].kind


def test_films_are_as_old_as_film(graph):
    assert all(graph.number(film, "year") >= 1908 for film in graph.of("film"))
    assert all(graph.number(studio, "founded") >= 1898 for studio in graph.of("company", "film"))


def test_companies_and_prizes_are_founded_in_the_life_of_their_founder(graph):
    for thing, person in pairs(graph, "founder"):
        assert in_life(graph, person, graph.number(thing, "founded"), 24)


def test_what_something_is_made_from_was_there_before(graph):
    for relation in ("source", "venue"):
        for work, older in pairs(graph, relation):
            assert graph.number(older, "year") < graph.number(work, "year")
    for work, company in pairs(graph, "publisher"):
        assert graph.number(company, "founded") <= graph.number(work, "year")
    for company, owner in pairs(graph, "owner"):
        assert graph.number(company, "owned_since") > max(
            graph.number(company, "founded"), graph.number(owner, "founded")
        )
    for person, company in pairs(graph, "employer"):
        assert graph.number(company, "founded") <= graph.number(person, "born") + 30
    for person, school in pairs(graph, "school"):
        assert graph.number(school, "founded") <= graph.number(person, "born")


def test_teachers_are_older_of_the_same_trade_and_alive(graph):
    for pupil, teacher in pairs(graph, "teacher"):
        born = graph.number(pupil, "born")
        assert 14 <= born - graph.number(teacher, "born") <= 40
        assert in_life(graph, teacher, born + 24)
        assert graph.entities[pupil].trait == graph.entities[teacher].trait


def test_parents_are_a_couple_who_live_to_see_their_child(graph):
    assert set(graph.facts["mother"]) == set(graph.facts["father"])
    for child, mother in pairs(graph, "mother"):
        father, born = graph.number(child, "father"), graph.number(child, "born")
        assert graph.get(mother, "spouse") == father
        assert (graph.entities[mother].pronoun, graph.entities[father].pronoun) == ("she", "he")
        assert in_life(graph, mother, born, 20)
        assert born - graph.number(mother, "born") <= 38
        assert in_life(graph, father, born, 12)
        assert graph.entities[child].name.split()[-1] == graph.entities[father].name.split()[-1]


def test_couples_and_twin_cities_and_borders_are_mutual(graph):
    for relation in ("spouse", "twin"):
        for one, other in pairs(graph, relation):
            assert one != other
            assert graph.get(other, relation) == one
    for person, spouse in pairs(graph, "spouse"):
        assert graph.entities[person].pronoun != graph.entities[spouse].pronoun
        assert abs(graph.number(person, "born") - graph.number(spouse, "born")) <= 8
        assert graph.get(person, "mother") is None or graph.get(person, "mother") != graph.get(spouse, "mother")
    for country, neighbours in graph.borders.items():
        assert len(set(neighbours)) == len(neighbours)
        assert country not in neighbours
        assert all(country in graph.borders[other] for other in neighbours)


def test_every_country_has_its_capital_within_it(graph):
    for country in graph.of("country"):
        assert graph.get(graph.number(country, "capital"), "country") == country


def test_holders_follow_each_other_in_their_lives(graph):
    assert graph.terms
    for subject, terms in graph.terms.items():
        prize = graph.entities[subject].kind == "prize"
        assert len({term.holder for term in terms}) == len(terms)
        for term in terms:
            assert in_life(graph, term.holder, term.start, 24)
            assert in_life(graph, term.holder, term.end)
            assert term.start == term.end if prize else term.start < term.end
        for before, after in pairwise(terms):
            assert before.end < after.start if prize else before.end == after.start


def test_prizes_go_to_the_trades_of_their_field(graph):
    for prize in graph.of("prize"):
        trades = words.FIELDS[graph.get(prize, "field")]
        assert {graph.entities[term.holder].trait for term in graph.terms[prize]} <= set(trades)


def test_cities_and_bridges_differ_in_what_they_are_compared_by(graph):
    sizes = list(graph.facts["population"].values())
    assert len(set(sizes)) == len(sizes)
