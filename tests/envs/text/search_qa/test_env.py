"""SearchQA as an agent and as wrappers see it."""

import json
import math
import pickle
import subprocess
import sys

import gymnasium as gym
import pytest

import turnwise
from turnwise.envs.text.search_qa.encyclopaedia.edition import encyclopaedia
from turnwise.envs.text.search_qa.env import SearchQAEnv
from turnwise.wrappers import InformationGain, KnowledgeBoundary, ToolCalls

pytestmark = pytest.mark.needs("bm25s")

ID = "turnwise/SearchQA-v0"


@pytest.fixture
def env():
    return gym.make(ID, hops=2, kinds=["chain"])


def begin(env, seed=3):
    env.reset(seed=seed)
    return env.unwrapped.state.task


def title_of(env, number):
    return env.unwrapped.view.library.articles[number].title


def test_the_question_stands_at_the_end_of_the_opening(env):
    observation, info = env.reset(seed=0)
    assert observation.endswith(f"Question: {info['task']['question']}")
    for part in ("1,000 articles", "5 at a time", *env.unwrapped.command_words()):
        assert part in observation


def test_results_are_numbered_and_go_on_with_more(env):
    begin(env)
    first = env.step("search novel")[0].split("\n")
    assert first[0].startswith("Results 1 to 5 of ")
    assert [line.split(".")[0] for line in first[1:6]] == ["1", "2", "3", "4", "5"]
    second = env.step("more")[0].split("\n")
    assert second[0].startswith("Results 6 to 10 of ")
    assert second[1].startswith("6. ")
    for _ in range(8):
        last = env.step("more")[0]
    assert "Results 46 to 50 of " in last
    assert last.endswith("(no more than 50 results are shown; search for other words)")
    assert "(more shows further results)" not in last
    *_, info = env.step("more")
    assert (info["valid"], info["error"]) == (False, "There is nothing more to show.")


def test_an_article_shows_its_text_and_links(env):
    task = begin(env)
    article = env.unwrapped.view.library.articles[task.route[0].article]
    observation, *_, info = env.step(f"open {article.title.upper()}")
    assert observation.startswith(f"{article.title}\n{' '.join(article.sentences)}")
    assert observation.endswith(f"Linked articles: {'; '.join(article.links)}.")
    assert info["milestones"]["hop_1_found"]
    assert info["channels"]["evidence_recall"] == 0.5
    assert info["facts"]["article.title"] == article.title


def test_without_links_none_are_shown():
    env = gym.make(ID, links=False)
    task = begin(env)
    assert "Linked articles" not in env.step(f"open {title_of(env, task.route[0].article)}")[0]


def test_an_unknown_title_is_refused_and_says_what_is_accepted(env):
    begin(env)
    before = env.unwrapped.state
    observation, *_, info = env.step("open Atlantis")
    assert observation.startswith('There is no article with the title "Atlantis"')
    assert "search {query}" in observation
    assert env.unwrapped.state == before
    assert not info["valid"]


def test_find_shows_sentences_of_the_open_article_also_after_another_search(env):
    task = begin(env)
    assert env.step("find was")[4]["error"] == "No article is open, so nothing can be found in it."
    number = task.route[0].article
    env.step(f"open {title_of(env, number)}")
    env.step("search something else")
    word = env.unwrapped.view.library.articles[number].sentences[0].split()[0].strip('"')
    observation, *_, info = env.step(f"find {word.upper()}")
    assert env.unwrapped.view.library.articles[number].sentences[0] in observation
    assert info["channels"]["state_changed"] == 0.0
    assert "does not stand in the article" in env.step("find qqqq")[0]


def test_small_pages_show_an_article_in_parts_and_the_links_last():
    env = gym.make(ID, page_size=200)
    begin(env)
    library = env.unwrapped.view.library
    title, pages = next(
        (article.title, library.pages(number, 200))
        for number, article in enumerate(library.articles)
        if len(library.pages(number, 200)) == 3 and article.links
    )
    shown = [env.step(message)[0] for message in (f"open {title}", "more", "more")]
    for place, (page, text) in enumerate(zip(shown, pages, strict=True), 1):
        assert page.startswith(f"{title} (part {place} of 3)\n{text}")
        assert ("Linked articles" in page) == (place == 3)
        assert ("(more shows the next part)" in page) == (place < 3)
    assert env.step("more")[4]["error"] == "There is nothing more to show."


@pytest.mark.parametrize(
    "message",
    [
        "search Great Fire",
        "<search>Great Fire</search>",
        "<think>Hm.</think>\n<search> Great Fire </search>",
        "> SEARCH Great Fire",
    ],
)
def test_a_search_may_be_written_in_tags(env, message):
    begin(env)
    assert 'for "Great Fire":' in env.step(message)[0]


def test_the_same_episode_by_commands_tags_and_tool_calls():
    plain, called = gym.make(ID), ToolCalls(gym.make(ID))
    for seed in range(5):
        assert plain.reset(seed=seed)[1]["task"] == called.reset(seed=seed)[1]["task"]
        for message in plain.unwrapped.expert():
            name, _, value = message.partition(" ")
            slot = {"search": "query", "open": "title", "answer": "answer"}[name]
            call = json.dumps({"name": name, "arguments": {slot: value}})
            one, other = plain.step(message), called.step(f"<tool_call>{call}</tool_call>")
            assert one[0] in other[0]
            assert one[1:3] == other[1:3]
            if one[2]:
                break


def test_tools_are_declared_with_their_arguments(env):
    tools = {tool["function"]["name"]: tool["function"]["parameters"]["required"] for tool in env.unwrapped.tools()}
    assert tools == {"search": ["query"], "open": ["title"], "find": ["text"], "more": [], "answer": ["answer"]}


def test_the_answer_ends_the_episode_and_other_names_are_right():
    env = gym.make(ID, kinds=["temporal"], hops=1)
    seed = next(seed for seed in range(99) if len(begin(env, seed).accepted) > 1)
    for place in (0, 1):
        name = begin(env, seed).accepted[place]
        observation, reward, terminated, truncated, info = env.step(f"<answer>{name.upper()}.</answer>")
        assert (observation, reward, terminated, truncated) == ("That is right.", 1.0, True, False)
        assert (info["success"], info["channels"]["exact"], info["channels"]["f1"]) == (True, 1.0, 1.0)


@pytest.mark.parametrize(("scoring", "paid"), [("exact", 0.0), ("f1", 2 / 3)])
def test_a_part_of_the_answer_is_paid_by_f1_only(scoring, paid):
    env = gym.make(ID, kinds=["temporal"], hops=1, scoring=scoring)
    seed = next(seed for seed in range(99) if len(begin(env, seed).accepted[0].split()) == 2)
    surname = begin(env, seed).accepted[0].split()[-1]
    observation, reward, terminated, _, info = env.step(f"answer {surname}")
    assert (observation, terminated, info["success"]) == ("That is not right.", True, False)
    assert reward == pytest.approx(paid)
    assert info["channels"]["f1"] == pytest.approx(2 / 3)


def test_searches_are_counted_on_their_turns(env):
    begin(env)
    counts = [env.step(message)[4]["channels"]["searches"] for message in ("search a", "more", "search b", "find x")]
    assert counts == [1.0, 0.0, 1.0, 0.0]
    assert env.unwrapped.state.searches == 2


def test_an_article_that_states_the_same_counts_as_the_evidence():
    env = gym.make(ID, hops=1)
    seed = next(seed for seed in range(999) if begin(env, seed).route[0].others)
    (other,) = begin(env, seed).route[0].others
    assert env.step(f"open {title_of(env, other)}")[4]["milestones"]["hop_1_found"]


def test_the_expert_goes_on_from_wherever_it_stands(env):
    for seed in range(10):
        task = begin(env, seed)
        for message in (
            f"open {title_of(env, task.route[-1].article)}",
            "search nonsense",
            f"search {task.route[0].query}",
        ):
            env.step(message)
        for message in env.unwrapped.expert():
            *_, reward, terminated, _, _ = env.step(message)
        assert (terminated, reward) == (True, 1.0)


def test_the_distance_counts_down_with_the_expert_and_is_back_after_a_wrong_answer(env):
    _, info = env.reset(seed=3)
    length = info["task"]["expert_length"]
    assert info["channels"]["goal_distance"] == length
    left = [env.step(message)[4]["channels"]["goal_distance"] for message in env.unwrapped.expert()]
    assert left == list(range(length - 1, -1, -1))
    env.reset(seed=3)
    assert env.step("answer nothing")[4]["channels"]["goal_distance"] == length


def test_the_task_tells_the_experimenter_what_is_asked():
    env = gym.make(ID, level="L2", closed_book=0.0)
    _, info = env.reset(seed=1)
    task = info["task"]
    assert (task["level"], task["hops"] in (3, 4), task["known"]) == ("L2", True, False)
    assert len(task["evidence"]) == task["hops"]
    assert task["parameters"]["hops"] == [3, 4]
    assert task["expert_length"] == sum(1 for _ in _expert(env))


def _expert(env):
    for message in env.unwrapped.expert():
        yield message
        env.step(message)


def test_one_wording_or_another_is_the_same_task():
    env = gym.make(ID, hops=1, kinds=["chain"])
    texts = {}
    for seed in range(3000):
        task = begin(env, seed)
        texts.setdefault(task.key, set()).add(task.text)
    assert any(len(worded) > 1 for worded in texts.values())


def test_environments_with_the_same_parameters_share_one_encyclopaedia():
    one, other, third = (gym.make(ID, articles=300, corpus_seed=seed).unwrapped for seed in (0, 0, 1))
    assert one.view.library is other.view.library
    assert one.view.library is not third.view.library
    assert one.view.library is encyclopaedia(0, 300, 0.3, 0.1).library


def test_the_episode_s_seed_changes_the_question_and_not_the_articles():
    env = gym.make(ID, articles=300)
    openings = {env.reset(seed=seed)[0] for seed in range(20)}
    assert len(openings) > 15
    library = env.unwrapped.view.library
    assert all(begin(env, seed) and env.unwrapped.view.library is library for seed in range(5))


def test_a_pickle_holds_no_articles_and_goes_on():
    env = SearchQAEnv(articles=2000)
    env.reset(seed=4)
    message = next(env.expert())
    stored = pickle.dumps(env)
    assert len(stored) < 10_000
    assert pickle.loads(stored).step(message)[:3] == env.step(message)[:3]


def test_another_process_prints_the_same_encyclopaedia():
    program = (
        "from turnwise.envs.text.search_qa.encyclopaedia.edition import encyclopaedia; import zlib;"
        "print(zlib.crc32(repr(encyclopaedia(7, 300, 0.3, 0.1).library.articles).encode()))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1


@pytest.mark.parametrize(("seed_of", "known"), [(True, True), (False, False)])
def test_the_knowledge_boundary_reads_what_is_known(seed_of, known):
    env = KnowledgeBoundary(gym.make(ID, closed_book=0.5), searches="searches")
    seed = next(seed for seed in range(99) if env.reset(seed=seed)[1]["task"]["known"] is known)
    paid = {}
    for searches in (0, 2):
        _, info = env.reset(seed=seed)
        for number in range(searches):
            env.step(f"search {number}")
        paid[searches] = sum(env.step(f"answer {info['answer']}")[4]["reward_terms"].values())
    # IKEA: two searches cost 0.4 of the bonus where the answer was known, and nothing where it was not
    assert paid == pytest.approx({0: 1.6, 2: 1.2 if known else 1.6})
    env.reset(seed=seed)
    env.step("search x")
    assert env.step("answer x")[1] == pytest.approx(0.0 if known else 0.05)


def test_the_boundary_counts_search_tags_too():
    env = KnowledgeBoundary(gym.make(ID, closed_book=1.0))
    _, info = env.reset(seed=0)
    env.step("<search>Paris</search>")
    assert env.step(f"<answer>{info['answer']}</answer>")[1] == pytest.approx(1.4)


def reads(history, answer):
    """Believe an answer the more the more of the observations it stands in; 0.1 where in none."""
    seen = sum(answer.casefold() in text.casefold() for text in history[::2])
    return math.log(1 - 0.9 * 0.5**seen)


def test_information_gain_pays_the_turns_that_find_the_answer():
    env = InformationGain(gym.make(ID, hops=3, kinds=["chain"]), reads)
    for seed in range(5):
        _, info = env.reset(seed=seed)
        gains, told = [], []
        for message in env.unwrapped.expert():
            observation, _, terminated, _, turn = env.step(message)
            if terminated:
                break
            gains.append(turn["reward_terms"]["information_gain"])
            told.append(info["answer"].casefold() in observation.casefold())
        assert [gain > 0 for gain in gains] == told
        assert sum(gains) == pytest.approx(
            math.exp(reads([""] + ["", info["answer"]] * sum(told), info["answer"])) - 0.1
        )


def test_a_fork_of_a_search_goes_its_own_way(env):
    task = begin(env)
    env.step("search Great Fire")
    fork = turnwise.snapshot(env)
    right = env.step(f"answer {task.accepted[0]}")[1]
    turnwise.restore(env, fork)
    assert "Results 6" in env.step("more")[0]
    assert (right, env.step("answer nothing")[1]) == (1.0, 0.0)
