"""Corpora and questions from files, in the shapes of published data sets; what is malformed is named by its line."""

import json

import gymnasium as gym
import pytest

from turnwise.envs.text.search_qa.files import LONGEST_SENTENCE
from turnwise.envs.text.search_qa.library import Article, told_apart

pytestmark = pytest.mark.needs("bm25s")

ID = "turnwise/SearchQA-v0"
CORPUS = [
    {"title": "Veldra", "text": "Veldra is a city in Zanland. It lies on the Anse.", "id": 7},
    {"title": "Orsk", "text": ["Orsk is a town.", "It was founded in 1200."]},
    {"title": "Anse", "text": "The Anse is a river.", "extra": None},
    {"title": "Anse", "text": "Anse is also the name of a song."},
]
HOTPOT = {
    "_id": "x1",
    "question": "In which country is the city on the Anse?",
    "answer": "Zanland",
    "type": "bridge",
    "supporting_facts": [["Anse", 0], ["Veldra", 0], ["Veldra", 1]],
    "context": [
        ["Veldra", ["Veldra is a city in Zanland.", " It lies on the Anse."]],
        ["Anse", ["The Anse is a river."]],
    ],
}
HOTPOT_COLUMNS = {
    "question": "When was Orsk founded?",
    "answer": "1200",
    "supporting_facts": {"title": ["Orsk"], "sent_id": [1]},
    "context": {"title": ["Orsk"], "sentences": [["Orsk is a town.", "It was founded in 1200."]]},
}
NQ = {"question": "where is veldra", "answer": ["Zanland", "in Zanland"]}
TWO_WIKI = {"question": "Is Orsk older?", "answer": "no", "evidences": [["Orsk", "founded", "1200"]], "context": []}
LABELLED = {"question": "What is the Anse?", "answers": ["a river"], "known": True}


@pytest.fixture
def write(tmp_path):
    """Return a function that writes lines, dictionaries as JSON, and returns the path."""

    def lines(name, rows):
        path = tmp_path / name
        texts = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        path.write_text("\n".join(texts) + "\n", encoding="utf-8")
        return str(path)

    return lines


@pytest.fixture
def make(write):
    """Return a function that makes the environment of some rows."""

    def made(questions, corpus=CORPUS, **kwargs):
        paths = {"questions": write("questions.jsonl", questions)}
        if corpus is not None:
            paths["corpus"] = write("corpus.jsonl", corpus)
        return gym.make(ID, **paths, **kwargs)

    return made


def solve(env, seed=0):
    """Play the expert; return its messages and info of the first and of the last turn."""
    _, opening = env.reset(seed=seed)
    opening.complete()
    messages = []
    for message in env.unwrapped.expert():
        messages.append(message)
        *_, terminated, _, info = env.step(message)
        if terminated:
            break
    return messages, opening, info


def test_a_question_of_hotpotqa_s_shape_is_solved_by_its_supporting_articles(make):
    messages, opening, info = solve(make([HOTPOT]))
    assert messages == ["search Anse", "open Anse", "search Veldra", "open Veldra", "answer Zanland"]
    assert opening["task"]["evidence"] == ["Anse", "Veldra"]
    assert (opening["task"]["kind"], opening["task"]["hops"], opening["task"]["level"]) == ("file", 2, "L1")
    assert "known" not in opening["task"]
    assert list(info["milestones"]) == ["searched", "article_opened", "hop_1_found", "hop_2_found", "answered"]
    assert info["success"]


def test_its_contexts_are_a_corpus_of_their_own(make):
    env = make([HOTPOT, HOTPOT_COLUMNS, HOTPOT], corpus=None)
    titles = [article.title for article in env.unwrapped.view.library.articles]
    assert titles == ["Veldra", "Anse", "Orsk"]
    assert all(solve(env, seed)[2]["success"] for seed in range(6))


def test_questions_in_columns_are_read_too(make):
    messages, _, info = solve(make([HOTPOT_COLUMNS]))
    assert messages == ["search Orsk", "open Orsk", "answer 1200"]
    assert info["success"]


def test_any_answer_of_nq_s_list_is_right(make):
    env = make([NQ])
    for reply, right in [("zanland", True), ("In Zanland.", True), ("Orsk", False)]:
        _, info = env.reset()
        assert (info["answer"], info["task"]["aliases"]) == ("Zanland", ["in Zanland"])
        assert env.step(f"answer {reply}")[4]["success"] is right


def test_without_supporting_facts_the_expert_searches_for_the_question(make):
    messages, opening, info = solve(make([NQ]))
    assert messages == ["search where is veldra", "open Veldra", "answer Zanland"]
    assert opening["task"]["evidence"] == []
    assert list(info["milestones"]) == ["searched", "article_opened", "answered"]
    assert info["channels"]["evidence_recall"] == 0.0


def test_without_supporting_facts_the_subjects_of_2wiki_s_evidences_are_read(make):
    messages, _, info = solve(make([TWO_WIKI]))
    assert messages == ["search Orsk", "open Orsk", "answer no"]
    assert info["success"]


def test_a_label_of_what_is_known_is_passed_on(make):
    _, opening, _ = solve(make([LABELLED]))
    assert opening["task"]["known"] is True


def test_support_that_is_not_in_the_corpus_is_left_out(make):
    _, opening, info = solve(make([{**HOTPOT, "supporting_facts": [["Nowhere", 0], ["Veldra", 0]]}]))
    assert opening["task"]["evidence"] == ["Veldra"]
    assert info["success"]


def test_titles_that_repeat_are_told_apart(make):
    env = make([NQ])
    env.reset(seed=0)
    assert "song" in env.step("open Anse (2)")[0]
    assert "river" in env.step("open Anse")[0]


def test_a_title_that_a_search_does_not_show_is_opened_at_once(make):
    crowd = [{"title": f"Salt {number}", "text": "salt salt salt"} for number in range(9)]
    lone = {"title": "The", "text": "Nothing else."}
    messages, *_ = solve(make([{"question": "q?", "answer": "x", "supporting_facts": [["The", 0]]}], [*crowd, lone]))
    assert messages == ["open The", "answer x"]


def test_questions_are_split_between_training_and_test(make):
    rows = [{"question": f"Question {number}?", "answer": "x"} for number in range(60)]
    seen = {}
    for split in ("train", "test"):
        env = make(rows, split=split)
        seen[split] = {env.reset(seed=seed)[1]["task"]["question"] for seed in range(150)}
    assert seen["train"].isdisjoint(seen["test"])
    assert len(seen["train"]) > len(seen["test"]) > 4


def test_a_sentence_of_any_length_is_shown_in_parts(make):
    corpus = [{"title": "Long", "text": "word " * 1000}]
    env = make([NQ], corpus, page_size=700)
    env.reset()
    first = env.step("open Long")[0]
    assert first.startswith("Long (part 1 of 9)")
    assert len(first) < LONGEST_SENTENCE + 100
    assert env.step("more")[0].startswith("Long (part 2 of 9)")


def test_a_corpus_without_searchable_words_finds_nothing(make):
    env = make([NQ], [{"title": "The", "text": "It is."}])
    env.reset()
    assert env.step("search veldra")[0] == 'Nothing was found for "veldra".'
    assert solve(env)[0] == ["search where is veldra", "answer Zanland"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "Expecting property name"),
        ("[1, 2]", "a JSON object is wanted, not list"),
        ('{"text": "x"}', "'title' must be a text"),
        ('{"title": "", "text": "x"}', "'title' must be a text"),
        ('{"title": 3, "text": "x"}', "'title' must be a text"),
        ('{"title": "a"}', "'text' must be a list of texts; got None"),
        ('{"title": "a", "text": ["x", 1]}', "'text' must be a list of texts"),
        ('{"title": "a", "text": "  "}', "'text' is empty"),
        (json.dumps({"title": "a" * 201, "text": "x"}), "200 characters; got 201"),
        ("[" * 100_000, "recursion"),
    ],
)
def test_a_malformed_article_is_named_by_file_and_line(make, line, why):
    with pytest.raises(ValueError, match=r"corpus\.jsonl, line 3: ") as error:
        make([NQ], [CORPUS[0], "", line, CORPUS[1]])
    assert why in str(error.value)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"question": None}, "'question' must be a text"),
        ({"question": " "}, "'question' must be a text"),
        ({"answer": []}, "'answer' must be a text, or a list of texts"),
        ({"answer": [" "]}, "'answer' must be a text, or a list of texts"),
        ({"answer": 7}, "'answer' must be a list of texts; got 7"),
        ({"answer": "x" * 201}, "of 1 to 200 characters"),
        ({"supporting_facts": [3]}, "'supporting_facts' must be a list of lists"),
        ({"supporting_facts": [[3, 0]]}, "'supporting_facts' must be a list of texts"),
        ({"supporting_facts": {"titles": []}}, "'supporting_facts' must be a list of texts"),
        ({"supporting_facts": None, "evidences": "x"}, "'evidences' must be a list of lists"),
        ({"context": [["a"]]}, "'context' must be a list of [title, sentences]"),
        ({"context": [["a", 3]]}, "'text' must be a list of texts"),
        ({"context": {"title": ["a"], "sentences": []}}, "as many 'sentences' as it has 'title'"),
        ({"known": "yes"}, "'known' must be true or false"),
        ({"known": 1}, "'known' must be true or false; got 1"),
        ({"answer": "..."}, "'answer' must have a letter or a digit"),
        ({"answer": "<action>open x</action>"}, "no tag that agents use"),
        ({"question": "why " * 2501}, "'question' may have 10000 characters; got 10003"),
        ({"question": "half \ud800 of a character"}, "surrogates not allowed"),
    ],
)
def test_a_malformed_question_is_named_by_file_and_line(make, change, why):
    with pytest.raises(ValueError, match=r"questions\.jsonl, line 2: ") as error:
        make([HOTPOT, {**HOTPOT, **change}])
    assert why in str(error.value)


def test_a_line_that_is_no_text_is_named(tmp_path, write):
    path = tmp_path / "corpus.jsonl"
    path.write_bytes(b'{"title": "a", "text": "b"}\n{"title": "\xff\xfe", "text": "b"}\n')
    with pytest.raises(ValueError, match=r"corpus\.jsonl, line 2: .*utf-8"):
        gym.make(ID, corpus=str(path), questions=write("q.jsonl", [NQ]))


def test_a_byte_order_mark_and_line_ends_of_other_systems_are_passed_over(tmp_path, write):
    path = tmp_path / "questions.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(NQ).encode() + b"\r\n\r\n" + json.dumps(TWO_WIKI).encode())
    env = gym.make(ID, questions=str(path), corpus=write("corpus.jsonl", CORPUS))
    assert {env.reset(seed=seed)[1]["task"]["question"] for seed in range(9)} == {NQ["question"], TWO_WIKI["question"]}


def test_a_file_may_repeat_a_title_as_often_as_it_likes():
    titles = [article.title for article in told_apart([Article("A (3)", ()), *[Article("A", ())] * 30_000])]
    assert titles[:5] == ["A (3)", "A", "A (2)", "A (4)", "A (5)"]
    assert len(set(titles)) == 30_001


def test_the_opening_asks_for_no_name_or_year_where_a_file_may_want_something_else(make):
    assert "name, year" not in make([TWO_WIKI]).reset()[0]
    assert "name, year" in gym.make(ID, articles=200).reset()[0]


@pytest.mark.parametrize("rows", [[], ["", "  "]])
def test_empty_files_are_refused(make, rows):
    with pytest.raises(ValueError, match="holds no article"):
        make([NQ], rows)
    with pytest.raises(ValueError, match="holds no question"):
        make(rows)


def test_questions_without_articles_and_articles_without_questions_are_refused(make, write):
    with pytest.raises(ValueError, match="come without articles"):
        make([NQ], corpus=None)
    with pytest.raises(ValueError, match="questions to be the path of a file; got questions=None"):
        gym.make(ID, corpus=write("c.jsonl", CORPUS))
    with pytest.raises(ValueError, match=r"corpus to be the path of a file; got corpus='no\.jsonl'"):
        gym.make(ID, corpus="no.jsonl", questions=write("q.jsonl", [NQ]))


@pytest.mark.parametrize(
    "kwargs",
    [{"hops": 2}, {"level": "L1"}, {"articles": 500}, {"kinds": ["chain"]}, {"closed_book": 0.5}, {"links": False}],
)
def test_arguments_of_generated_questions_are_refused_beside_files(make, kwargs):
    (name,) = kwargs
    with pytest.raises(ValueError, match=f"{name} to be left at .* with questions from a file"):
        make([NQ], **kwargs)


def test_a_changed_file_is_read_again(make, write):
    assert solve(make([NQ]))[1]["answer"] == "Zanland"
    assert solve(make([{**NQ, "answer": "Zanland in the north"}]))[1]["answer"] == "Zanland in the north"
