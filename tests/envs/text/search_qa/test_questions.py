"""Drawn questions have one answer, don't tell it, and can be answered by reading what the expert reads."""

import re

import gymnasium as gym
import numpy as np
import pytest

from turnwise.envs.text.search_qa.encyclopaedia.chance import Chance
from turnwise.envs.text.search_qa.encyclopaedia.edition import encyclopaedia
from turnwise.envs.text.search_qa.encyclopaedia.general_knowledge import KNOWN
from turnwise.envs.text.search_qa.questions import phrases
from turnwise.envs.text.search_qa.questions.draw import KINDS, LEAST_HOPS, Drawer
from turnwise.envs.text.search_qa.questions.terms import Named, Of, answers, denoted
from turnwise.envs.text.search_qa.scoring import normalised
from turnwise.envs.text.search_qa.settings import LEVELS, Settings
from turnwise.envs.text.search_qa.tasks import Questions

pytestmark = pytest.mark.needs("bm25s")

DRAWN = 40
ASKED = [(kind, hops) for kind in KINDS for hops in range(LEAST_HOPS[kind], 7)]


@pytest.fixture(scope="module")
def book():
    return encyclopaedia(5, 600, 0.3, 0.2)


def tasks(book, count=DRAWN, results=5, **settings):
    source = Questions(book, Settings(**settings), results)
    return [source.draw(np.random.default_rng(seed)) for seed in range(count)]


def plainly(graph, relation, value):
    """Return the subjects of a value, found by looking at every fact."""
    return [subject for subject, other in graph.facts[relation].items() if other == value]


@pytest.mark.parametrize(("kind", "hops"), ASKED)
def test_every_question_has_one_answer_by_the_graph(book, kind, hops):
    drawer = Drawer(book, Chance(np.random.default_rng(hops)))
    drawn = [question for _ in range(400) if (question := drawer.draw(kind, hops)) is not None]
    assert len(drawn) > 20
    assert {len(answers(book.graph, question)) for question in drawn} == {1}


def test_the_graph_s_inverse_is_what_looking_at_every_fact_finds(book):
    graph = book.graph
    for relation in ("creator", "city", "born_in", "teacher"):
        for value in sorted(set(graph.facts[relation].values()))[:40]:
            assert graph.inverse(value, relation) == plainly(graph, relation, value)


@pytest.mark.parametrize(("kind", "hops"), ASKED)
def test_a_question_has_the_hops_and_kind_that_were_asked_for_and_does_not_tell_its_answer(book, kind, hops):
    for task in tasks(book, 15, kinds=(kind,), hops=hops):
        assert (task.kind, task.hops, len(task.route), task.known) == (kind, hops, hops, False)
        assert len({hop.article for hop in task.route}) == hops
        for answer in task.accepted:
            assert f" {normalised(answer)} " not in f" {normalised(task.text)} "


def test_all_that_must_be_searched_is_on_the_first_page(book):
    for results in (3, 8):
        for task in tasks(book, results=results, hops=(1, 6)):
            for hop in task.route:
                assert not hop.query or hop.article in book.library.search(hop.query)[0][:results]


def test_questions_are_plain_sentences(book):
    for task in tasks(book, 150, hops=(1, 6)):
        assert re.fullmatch(r"(Consider [^?]+\. )?[A-Z][^?]+\?", task.text), task.text
        assert not re.search(r"[{}]|  |\bNone\b|the the |  ", task.text)


def test_every_form_of_words_fills_its_slots():
    for forms in (phrases.OF, phrases.BY, phrases.DATED):
        assert all(form.count("{x}") == 1 for form in forms.values())
    assert all(form.count("{x}") == 1 for forms in phrases.ASK.values() for form in forms)


def test_each_level_has_its_hops(book):
    for level, (least, most) in LEVELS.items():
        assert {task.hops for task in tasks(book, level=level)} == {least, most}


def test_hops_may_be_a_number_or_a_range(book):
    assert {task.hops for task in tasks(book, hops=3)} == {3}
    assert {task.hops for task in tasks(book, hops=[2, 4])} == {2, 3, 4}
    assert {task.hops for task in tasks(book, 100)} == {1, 2, 3, 4}


def test_nobody_with_a_namesake_is_an_answer(book):
    answered = {task.accepted[0] for task in tasks(book, 200, hops=(1, 2))}
    assert book.shared
    assert not answered & book.shared


def test_a_share_of_questions_asks_general_knowledge(book):
    drawn = tasks(book, 400, closed_book=0.25)
    known = [task for task in drawn if task.known]
    assert 60 <= len(known) <= 140  # 100 expected, standard deviation 8.7
    assert {(task.kind, task.hops) for task in known} == {("general", 1)}
    assert all(task.kind == "general" for task in tasks(book, 20, closed_book=1.0))


@pytest.mark.parametrize(("seed", "articles"), [(0, 200), (1, 1000), (2, 3000)])
def test_general_knowledge_can_be_looked_up_as_well(seed, articles):
    library = encyclopaedia(seed, articles, 0.3, 0.1).library
    assert len(library.articles) == articles
    for known in KNOWN:
        number = library.find(known.title)
        text = " ".join(library.articles[number].sentences)
        assert known.answers[0] in text
        assert known.answers[0] not in known.question
        assert number in library.search(known.question)[0][:3], known.question


def test_too_small_a_world_for_a_question_is_an_error(book, monkeypatch):
    monkeypatch.setattr(Drawer, "draw", lambda self, kind, hops: None)
    with pytest.raises(ValueError, match="enlarge articles or widen hops"):
        tasks(book, 1)


def test_a_drawn_step_denotes_what_it_says(book):
    drawer = Drawer(book, Chance(np.random.default_rng(0)))
    for entity in range(0, 500, 7):
        for step in drawer.steps(drawer._start(entity)):
            assert denoted(book.graph, step.term) == [step.entity]
            assert step.read == ({entity} if step.term == Of(step.term[0], Named(entity)) else {step.entity})


@pytest.mark.parametrize(
    "settings", [{}, {"links": False}, {"level": "L3"}, {"aliases": 1.0, "namesakes": 0.4}, {"closed_book": 0.5}]
)
def test_the_expert_says_only_what_it_has_read(settings):
    env = gym.make("turnwise/SearchQA-v0", articles=600, **settings)
    for seed in range(25):
        observation, info = env.reset(seed=seed)
        seen, read = observation.casefold(), [info["answer"], *info["task"]["aliases"]]
        years = info["task"]["question"].startswith("How many years lie")
        for message in env.unwrapped.expert():
            verb, _, words = message.partition(" ")
            words = words.casefold()
            if verb == "search":
                assert all(part in seen for part in re.findall(r"\w+", words) if part != "mayors"), message
            elif verb == "open":
                assert words in seen, message
            else:
                assert words in seen or years, message
            observation, reward, terminated, _, _ = env.step(message)
            seen += "\n" + observation.casefold()
        assert terminated
        assert reward == 1.0
        assert any(name.casefold() in seen for name in read) or years
