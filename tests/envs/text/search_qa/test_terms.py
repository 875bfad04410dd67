"""What questions mean and how they are put, on an encyclopaedia that is small enough to know by heart."""

import numpy as np
import pytest
from small_world import EMIL, FIRE, HARBOUR, MAREN, MAYORS, ORSK, ROAD, SALT, VELDRA, ZANLAND, small_book, small_graph

from turnwise.envs.text.search_qa.encyclopaedia.chance import Chance
from turnwise.envs.text.search_qa.questions.reading import Reader
from turnwise.envs.text.search_qa.questions.terms import (
    Ask,
    Between,
    By,
    Holder,
    Named,
    Next,
    Of,
    When,
    Which,
    answers,
    asks_entity,
    denoted,
    key,
)
from turnwise.envs.text.search_qa.questions.wording import Wording

pytestmark = pytest.mark.needs("bm25s")

FIRE_YEAR = When("year", Named(FIRE))
AUTHOR = Of("creator", Named(HARBOUR))
MAYOR = Holder(By("city", "office", Named(VELDRA)), FIRE_YEAR)
LATER_NOVEL = Next("novel", Named(MAREN), When("", 1890))
LARGER = Which("population", True, Named(ORSK), Named(VELDRA))
ELDER = Which("born", False, AUTHOR, Of("creator", Named(ROAD)))

QUESTIONS = [
    (Ask("born", AUTHOR), [1850], 'In which year was the author of the novel "The Glass Harbour" born?'),
    (Ask("river", Of("born_in", Named(EMIL))), ["Umber"], "On which river does the birthplace of Emil Rasp lie?"),
    (Ask("capital", Of("country", Named(ORSK))), [VELDRA], "What is the capital of the country of Orsk?"),
    (
        Ask("year", By("source", "film", By("setting", "novel", Named(ORSK)))),
        [1920],
        "In which year was the film based on the novel set in Orsk first shown?",
    ),
    (
        Ask("", By("mother", "person", AUTHOR)),
        [EMIL],
        'Who was the child of the author of the novel "The Glass Harbour"?',
    ),
    (Ask("", MAYOR), [EMIL], "Who was mayor of Veldra in the year in which the Great Fire of Orsk took place?"),
    (Ask("", Holder(MAYOR.office, When("", 1916))), [MAREN], "Who was mayor of Veldra in 1916?"),
    (
        Ask("born", MAYOR),
        [1880],
        "Consider the mayor of Veldra in the year in which the Great Fire of Orsk took place. "
        "In which year was that person born?",
    ),
    (Ask("", LATER_NOVEL), [SALT], "What is the title of the first novel that Maren Holt published after 1890?"),
    (
        Ask("country", LARGER),
        [ZANLAND],
        "Consider the more populous of Orsk and Veldra. In which country is that city?",
    ),
    (
        Ask("", ELDER),
        [MAREN],
        'Who was born earlier: the author of the novel "The Glass Harbour" or the director of the film "Salt Road"?',
    ),
    (
        Between(When("born", Named(MAREN)), FIRE_YEAR),
        [62],
        "How many years lie between the year in which Maren Holt was born and the year in which the Great Fire of Orsk "
        "took place?",
    ),
]


@pytest.mark.parametrize(("question", "right", "text"), QUESTIONS, ids=[text for *_, text in QUESTIONS])
def test_answers_and_words_by_hand(question, right, text):
    graph = small_graph()
    assert answers(graph, question) == right
    said = {Wording(graph, set()).ask(question, Chance(np.random.default_rng(seed))) for seed in range(8)}
    assert text in said


def test_a_description_that_fits_several_or_none_has_no_single_answer():
    graph = small_graph()
    both = By("creator", "novel", Named(MAREN))
    assert denoted(graph, both) == [HARBOUR, SALT]
    assert answers(graph, Ask("", both)) == [HARBOUR, SALT]
    assert answers(graph, Ask("setting", Of("source", both))) == []
    assert denoted(graph, Of("twin", Named(ORSK))) == []
    assert answers(graph, Ask("died", Of("mother", Named(MAREN)))) == []


def test_in_the_year_of_a_change_an_office_has_two_holders():
    graph = small_graph()
    assert [len(denoted(graph, Holder(Named(MAYORS), When("", year)))) for year in (1907, 1908, 1914, 1918, 1919)] == [
        0,
        1,
        2,
        1,
        0,
    ]


def test_two_that_are_equal_cannot_be_told_apart():
    graph = small_graph()
    assert denoted(graph, Which("population", True, Named(ORSK), Named(ORSK))) == []
    assert denoted(graph, Which("population", False, Named(ORSK), Named(VELDRA))) == [ORSK]


def test_whether_an_entity_is_asked_for():
    asked = [asks_entity(question) for question, *_ in QUESTIONS]
    assert asked == [right[0] in range(10) for _, right, _ in QUESTIONS]


def test_a_key_tells_questions_apart_but_not_the_order_of_two():
    keys = [key(question) for question, *_ in QUESTIONS]
    assert len(set(keys)) == len(keys)
    turned = Ask("country", LARGER._replace(first=LARGER.second, second=LARGER.first))
    assert key(turned) == key(Ask("country", LARGER))
    assert key(Ask("country", LARGER._replace(more=False))) != key(turned)


def route(question, links=True, aliases=0.0):
    return [(hop.article, hop.query) for hop in Reader(small_book(aliases), links).read(question)]


def test_the_articles_to_read_by_hand():
    assert route(Ask("born", AUTHOR)) == [(HARBOUR, 'the novel "The Glass Harbour"'), (MAREN, "")]
    assert route(Ask("", By("mother", "person", AUTHOR))) == [
        (HARBOUR, 'the novel "The Glass Harbour"'),
        (EMIL, "child of Maren Holt"),
    ]
    assert route(Ask("born", MAYOR)) == [(FIRE, "the Great Fire of Orsk"), (MAYORS, "mayors of Veldra"), (EMIL, "")]
    assert route(Ask("country", LARGER)) == [(ORSK, "Orsk"), (VELDRA, "Veldra")]
    assert route(Ask("", ELDER)) == [
        (HARBOUR, 'the novel "The Glass Harbour"'),
        (ROAD, 'the film "Salt Road"'),
        (MAREN, ""),
        (EMIL, ""),
    ]
    assert route(Ask("", LATER_NOVEL)) == [(MAREN, "Maren Holt")]


def test_without_links_or_under_another_name_the_reader_searches():
    question = Ask("born", AUTHOR)
    assert route(question, links=False)[1] == (MAREN, "Maren Holt")
    assert route(question, aliases=1.0)[1] == (MAREN, "Liv Birk")


def test_there_is_no_route_where_the_reader_would_have_to_guess_who_bears_a_name():
    # with other names throughout, the novels say that Liv Birk wrote them, and only Maren Holt's article who that is
    film = By("source", "film", By("setting", "novel", Named(ORSK)))
    child = By("mother", "person", Named(MAREN))
    assert route(Ask("born", child)) == [(EMIL, "child of Maren Holt")]
    assert route(Ask("born", child), aliases=1.0) == []
    assert route(Ask("", By("mother", "person", AUTHOR)), aliases=1.0)[-1] == (EMIL, "child of Liv Birk")
    assert route(Ask("year", film), aliases=1.0) != []
    assert route(Ask("", Holder(By("city", "office", Of("born_in", Named(MAREN))), When("", 1916)))) != []
    assert route(Ask("", Holder(By("city", "office", Of("born_in", Named(MAREN))), When("", 1916))), aliases=1.0) == []


def test_an_article_that_states_the_same_will_do():
    book = small_book()
    book.graph.also["creator", HARBOUR] = MAREN
    one, other = Reader(book, True).read(Ask("born", AUTHOR))
    assert (one.others, other.others) == ((MAREN,), ())
    assert [hop.others for hop in Reader(book, True).read(Ask("setting", Named(HARBOUR)))] == [()]


def test_a_namesake_is_named_with_the_trade():
    wording = Wording(small_graph(), {"Maren Holt"})
    assert [wording.name(person) for person in (MAREN, EMIL)] == ["the novelist Maren Holt", "Emil Rasp"]
