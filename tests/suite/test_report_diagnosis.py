"""The diagnosis in the report: its words, its page, and the same as text."""

import io
import re

import pytest
from report_pages import outline, printed
from rich.console import Console

from turnwise.diagnose import Diagnosis, Finding
from turnwise.diagnose.file import write_diagnoses
from turnwise.report import Report, read_report
from turnwise.report.diagnosis_text import verdicts
from turnwise.report.findings import attempts, check_names, evidence, labels, shown, tally, under
from turnwise.report.page import render
from turnwise.report.terminal import print_tables
from turnwise.report.told import told


@pytest.fixture(scope="module")
def page(diagnosed):
    return render(read_report([diagnosed]))


@pytest.mark.parametrize(
    ("messages", "line"),
    [
        ([], ""),
        (["left"], "left"),
        (["left"] * 3, "left ×3"),
        (["left", "right"] * 14, "(left, right) ×14"),
        (["up", "up", *["left", "right"] * 3, "up"], "up ×2, (left, right) ×3, up"),
        (["a", "b", "c", "d"] * 2, "(a, b, c, d) ×2"),
        (["", "a,b", " a "], "“”, “a,b”, “a”"),
        (list("abcdefghij"), "a, b, c, d, e, f, g, h, … (10 in all)"),
        (["x" * 100], f"“{'x' * 40} … {'x' * 16}”"),
    ],
)
def test_what_is_repeated_is_said_once(messages, line):
    assert told(messages) == line


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.5, "0.5"),
        (True, "yes"),
        (None, ""),
        ("why", "why"),
        ([1, 2.5], "1, 2.5"),
        (list(range(13)), "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …"),
        ({"a": 1, "b": [0.25]}, "a 1, b 0.25"),
        ([float("nan"), "nan", float("inf")], "–, –, inf"),
    ],
)
def test_evidence_is_shown_as_a_person_reads_it(value, text):
    assert shown(value) == text


def diagnosis(*findings, env="E", rewards=()):
    return Diagnosis(env, rewards, findings)


def test_a_tally_counts_checks_and_not_findings():
    found = diagnosis(
        Finding("a", "failed", ""), Finding("a", "warning", ""), Finding("b", "warning", ""), Finding("c", "passed", "")
    )
    assert tally(found) == "1 failed, 1 warning, 1 passed"


def test_names_come_in_their_usual_order_and_unknown_ones_last():
    found = diagnosis(Finding("of mine", "passed", ""), Finding("inert", "passed", ""), Finding("noise", "passed", ""))
    assert check_names([found]) == ["noise", "inert", "of mine"]


def test_environments_that_share_a_name_are_told_apart_by_their_rewards():
    both = [diagnosis(rewards=("A", "B")), diagnosis(), diagnosis(env="F")]
    assert labels(both) == ["E · A + B", "E · the outcome alone", "F"]
    assert under(both[0]) == "A + B"


def test_attempts_are_those_that_came_to_an_end():
    tried = {"idle": 2.0, "oscillate": "nan", "stall": float("nan")}
    found = diagnosis(Finding("farming", "failed", "", "", {"tried": tried, "honest": 1.0}))
    assert attempts(found) == ([("idle", 2.0)], 1.0)
    assert attempts(diagnosis(Finding("farming", "not defined", ""))) == ([], 0.0)


def test_messages_are_told_and_other_evidence_is_shown():
    finding = Finding("a", "failed", "", "", {"messages": ["x", "x"], "share": 0.5, "nothing": None})
    assert list(evidence(finding)) == [("messages", "x ×2"), ("share", "0.5")]


def test_the_page_has_a_section_with_every_check_and_every_verdict(page):
    assert '<a href="#diagnosis">Diagnosis</a>' in page
    assert page.count('<span class="verdict bad">bad</span>') == 2
    assert page.count('<span class="verdict sound">sound</span>') == 2
    assert "1 of 2 rewards diagnosed is bad" in page
    rows = re.findall(r'<tr><th scope="row">([a-z-]+)</th><td><span class="check', page)
    assert {"farming", "re-earnable", "noise", "policy-invariance"} <= set(rows)


def test_the_charts_stand_in_tables_and_links_lead_somewhere(page):
    found = outline(page)
    assert len(found.ids) == len(set(found.ids))
    assert {address[1:] for address in found.addresses} <= set(found.ids)
    assert page.count("<svg") == page.count('<svg aria-hidden="true"') + page.count(
        '<svg class="tall" aria-hidden="true"'
    )
    assert "an honest episode" in page


def test_the_page_is_the_same_each_time(diagnosed, page):
    assert render(read_report([diagnosed])) == page


def test_a_report_without_a_diagnosis_does_not_speak_of_one(recorded):
    page = render(read_report([recorded]))
    assert 'id="diagnosis"' not in page
    assert "#diagnosis" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)


def test_a_folder_of_diagnoses_alone_makes_a_report(tmp_path):
    write_diagnoses(tmp_path, [diagnosis(Finding("noise", "passed", "Said."), env="Alone-v0")])
    report = read_report([tmp_path])
    assert report.only_diagnosed
    page = render(report)
    assert "1 reward diagnosed, and no episode." in page
    assert 'id="success"' not in page
    assert '<section id="viewer" hidden' in page
    text = printed(report)
    assert "Alone-v0 under the outcome alone: sound" in text
    assert "Results" not in text


def test_hostile_texts_stay_texts_on_the_page(hostile):
    page = render(read_report([hostile]))
    found = outline(page)
    assert found.scripts == 2
    assert not {"img", "b", "u", "i"} & set(found.tags)
    assert not re.search("[\0\x1b\u202e\u2066\u2028]", page)
    assert 'id="diagnosis"' in page


def test_hostile_texts_stay_texts_in_the_terminal(hostile):
    text = printed(read_report([hostile]))
    assert not re.search("[\0\x1b\u202e\ud800]", text)
    assert "</script><script>window.broken = 1</script>" in text


def test_the_terminal_says_the_worst_first_and_what_was_done():
    found = diagnosis(
        Finding("noise", "passed", "Fine."),
        Finding("distance", "not defined", "No table."),
        Finding("inert", "warning", "Telescopes.", "t"),
        Finding("farming", "failed", "Can be farmed.", "t", {"messages": ["left"] * 9}),
    )
    console = Console(width=100, file=io.StringIO())
    print_tables(verdicts([found]), console)
    lines = [line.rstrip() for line in console.file.getvalue().splitlines()]
    assert lines[0] == "E under the outcome alone: bad"
    assert [line.split()[0] for line in lines[2:]] == ["✗", "messages:", "!", "–", "✓"]
    assert lines[3].strip() == "messages: left ×9"


def test_nothing_to_say_is_no_text():
    console = Console(width=100, file=io.StringIO())
    print_tables(verdicts([]), console)
    assert not console.file.getvalue().strip()
    assert Report("x").only_diagnosed is False
