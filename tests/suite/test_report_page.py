"""The page, read without a browser; and the same as text."""

import json
import re

import pytest
from report_pages import outline, printed

from turnwise.report import Report, read_report
from turnwise.report.page import inert_json, render
from turnwise.report.terminal import strip


def embedded(page):
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)[1])


@pytest.fixture(scope="module")
def page(recorded):
    return render(read_report([recorded], title="Lakes"))


def test_the_page_refers_to_nothing_outside_itself(page):
    assert [address for address in outline(page).addresses if not address.startswith("#")] == []
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src 'none'" in page


def test_the_page_is_the_same_each_time(recorded, page):
    assert render(read_report([recorded], title="Lakes")) == page


def test_every_id_is_used_once_and_every_link_leads_somewhere(page):
    found = outline(page)
    assert len(found.ids) == len(set(found.ids))
    assert {address[1:] for address in found.addresses} <= set(found.ids)


def test_every_chart_stands_in_a_table_that_says_the_same(page):
    found = outline(page)
    assert found.tags.count("caption") == 6
    assert page.count("<svg") == 12
    assert page.count('<svg aria-hidden="true"') + page.count('<svg class="tall" aria-hidden="true"') == 12


def test_the_numbers_are_the_summary_s(recorded, page):
    cell = next(iter(read_report([recorded / "random"]).summary.cells.values()))
    assert f'title="{cell.outcomes["solved"]} of 8 episodes"' in page
    assert "32 episodes and" in page
    assert "2 agents in 2 environments" in page


def test_the_embedded_episodes_are_the_recorded_ones(recorded, page):
    data = embedded(page)
    first = data["episodes"][0]
    texts = [data["texts"][number] for number in first["saw"]]
    assert texts[0].startswith("You are on a frozen lake of 4 by 4 cells.")
    assert len(first["saw"]) == len(first["said"]) + 1
    assert data["terms"] == ["outcome", "milestones", "gate"]
    assert data["gates"] == ["gate"]
    assert {entry["env"] for entry in data["episodes"]} == {"FrozenLake-v0", "FrozenLake-v0 slippery=true"}


def test_a_smaller_page_says_what_cannot_be_looked_at(recorded):
    page = render(read_report([recorded], keep=1))
    shown = len(embedded(page)["episodes"])
    assert f"{shown} of 32 episodes: the first 1 of each" in page
    assert f"{32 - shown} cannot be looked at here" in page


def test_hostile_texts_stay_inside_the_data(hostile):
    page = render(read_report([hostile]))
    found = outline(page)
    assert found.scripts == 2
    assert not {"img", "b", "u", "i"} & set(found.tags)
    page.encode("utf-8")
    assert not re.search("[\0\x1b\u202e\u2066\u2028]", page)
    assert "{{ 7 * 7 }}{% raw %}" in embedded(page)["texts"]


def test_inert_json_reads_back():
    data = {"a": "</script><!-- & \u2028 \ud800 \0"}
    text = inert_json(data)
    assert text.isascii()
    assert not set("<>&") & set(text)
    assert json.loads(text) == data


def test_an_empty_report_is_a_page_too():
    page = render(Report("Nothing"))
    assert "0 episodes and 0 turns" in page
    assert embedded(page)["episodes"] == []


def test_the_text_says_what_the_page_says(recorded):
    text = printed(read_report([recorded], title="Lakes"))
    assert text.startswith("Lakes\n32 episodes and")
    row = next(line for line in text.splitlines() if "expert(noise=0.2)" in line)
    assert "%" in row
    assert "█" in row
    assert "milestones" in text
    assert 'GatedRewards(terms=["milestones"])' in text


def test_hostile_texts_stay_texts_in_the_terminal(hostile):
    text = printed(read_report([hostile]))
    assert not re.search("[\0\x1b\u202e\ud800]", text)
    assert "<b>term</b>‹U+202E›" in text
    assert "Crashed episodes, counted as not solved: 1." in text


def test_a_strip_shows_every_bin_that_is_not_empty():
    assert strip([0, 1, 50, 100]) == " ▁▄█"
    assert strip([]) == ""
