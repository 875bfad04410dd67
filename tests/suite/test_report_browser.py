"""The page in a real Chromium: opened from disk, without a network."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from turnwise.agents.rollouts.episode import Episode
from turnwise.report import Report, read_report
from turnwise.report.page import render

pytestmark = pytest.mark.needs("chromium", "playwright")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


def short_episode(number, solved):
    """Return an episode of one turn without milestones or a gate, and with an environment of its own."""
    return Episode(
        env=f"E{number}", agent="a", episode=number, observations=["see", "end"], actions=["go"], rewards=[1.0],
        paid={"outcome": [1.0]}, successes=[solved], valid=[True], errors=[""],
    )  # fmt: skip


@pytest.fixture(scope="module")
def pages(recorded, hostile, diagnosed, tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    addresses = {}
    reports = {
        "lakes": read_report([recorded]),
        "hostile": read_report([hostile]),
        "diagnosed": read_report([diagnosed]),
    }
    reports["alone"] = Report("alone", diagnoses=reports["diagnosed"].diagnoses)
    for name, solved in (("bare", 2), ("failed", 9)):
        reports[name] = Report(name)
        for number in range(4):
            reports[name].sample.add(short_episode(number, solved=number == solved))
    for name, report in reports.items():
        file = folder / f"{name}.html"
        file.write_text(render(report), encoding="utf-8")
        addresses[name] = file.as_uri()
    return addresses


@dataclass
class Opened:
    """A page, and what it asked of the network or complained about."""

    page: object
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def current(self):
        return self.page.inner_text("#episodes button[aria-current=true]")


@pytest.fixture
def opened(browser, pages, request) -> Iterator[Opened]:
    """Open a page: ``lakes`` on a desktop in light, unless a test asks otherwise; it must not complain."""
    asked = {"name": "lakes", "width": 1280, "height": 900, "scheme": "light", **getattr(request, "param", {})}
    context = browser.new_context(
        viewport={"width": asked["width"], "height": asked["height"]},
        color_scheme=asked["scheme"],
        has_touch=asked["width"] < 500,
        offline=True,
        reduced_motion="reduce",
    )
    page = context.new_page()
    found = Opened(page)
    page.on("request", lambda sent: found.requests.append(sent.url))
    page.on("console", lambda message: found.complaints.append(message.text))
    page.on("pageerror", lambda error: found.complaints.append(str(error)))
    page.goto(pages[asked["name"]])
    yield found
    context.close()
    assert found.complaints == []
    assert found.requests == [pages[asked["name"]]]


def asked(**what):
    return pytest.mark.parametrize("opened", [what], indirect=True)


PHONE = {"width": 360, "height": 740}
DARK = "rgb(21, 23, 26)"


def paper(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_it_opens_from_disk_on_a_solved_episode_with_milestones_and_a_gate_that_opens(opened):
    assert opened.page.inner_text("h1")
    assert opened.page.locator(".multiples table").count() == 6
    assert opened.page.locator(".turn").count() > 1
    assert opened.page.inner_text(".facts dd >> nth=0") == "solved"
    assert opened.page.locator(".turn .reached").count() > 0
    assert opened.page.locator(".turn .opened").count() == 1
    assert opened.page.evaluate("scrollY") == 0


@pytest.mark.parametrize(
    ("opened", "first"), [({"name": "bare"}, "solved"), ({"name": "failed"}, "not solved")], indirect=["opened"]
)
def test_without_a_gate_it_opens_on_a_solved_episode_and_without_one_on_the_first(opened, first):
    assert opened.page.inner_text(".facts dd >> nth=0") == first
    if first == "not solved":
        assert "episode 0 " in opened.current()
    else:
        assert opened.page.locator("#episodes .sign.failed").count() > 0


@asked(scheme="dark")
def test_it_is_dark_where_the_reader_prefers_it(opened):
    assert paper(opened.page) == DARK


def test_the_toggle_turns_it_dark_and_back(opened):
    light = paper(opened.page)
    opened.page.click("#theme")
    assert paper(opened.page) == DARK
    opened.page.keyboard.press("t")
    assert paper(opened.page) == light


@pytest.mark.parametrize(
    "opened",
    [PHONE, {**PHONE, "name": "hostile"}, {"width": 800, "name": "hostile"}, {**PHONE, "name": "diagnosed"}],
    indirect=True,
)
def test_nothing_sticks_out_to_the_side(opened):
    page = opened.page
    page.evaluate("document.querySelectorAll('#diagnosis details').forEach((each) => { each.open = true; })")
    page.locator("#episodes button").first.click()
    for _ in range(9):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.keyboard.press("j")


SECTIONS = ["Success", "Reward", "Lengths", "Invalid messages", "Episodes"]
CUT = """
() => [...document.querySelectorAll('.bar nav a')].filter((link) => {
  const box = link.getBoundingClientRect(), nav = link.parentElement.getBoundingClientRect();
  return link.getClientRects().length > 1 || box.left < nav.left || box.right > Math.min(nav.right, innerWidth)
    || box.top < nav.top || box.bottom > nav.bottom;
}).map((link) => link.textContent)
"""


@pytest.mark.parametrize("opened", [{"width": width} for width in (320, 390, 660, 1280)], indirect=True)
def test_every_section_stands_whole_in_the_navigation(opened):
    assert opened.page.locator(".bar nav a").all_inner_texts() == SECTIONS
    assert opened.page.evaluate(CUT) == []


@pytest.mark.parametrize(
    "opened", [{"width": 320, "name": "diagnosed"}, {"width": 1280, "name": "diagnosed"}], indirect=True
)
def test_a_diagnosis_has_its_place_in_the_navigation(opened):
    assert opened.page.locator(".bar nav a").all_inner_texts() == [*SECTIONS[:-1], "Diagnosis", SECTIONS[-1]]
    assert opened.page.evaluate(CUT) == []


@asked(name="alone")
def test_diagnoses_alone_are_a_page_without_episodes(opened):
    assert opened.page.locator(".bar nav a").all_inner_texts() == ["Diagnosis"]
    assert not opened.page.is_visible("#viewer")
    opened.page.keyboard.press("j")
    opened.page.keyboard.press("t")
    assert paper(opened.page) == DARK


@asked(name="diagnosed")
def test_what_shows_a_finding_opens_by_keyboard(opened):
    summary = opened.page.locator(".finding.failed summary").first
    shown = opened.page.locator(".finding.failed .evidence").first
    assert not shown.is_visible()
    summary.focus()
    opened.page.keyboard.press("Enter")
    assert shown.is_visible()


@asked(name="diagnosed")
def test_every_check_has_a_word_beside_its_sign(opened):
    cells = opened.page.locator(".checks td").all_inner_texts()
    assert {cell.split(" ", 1)[1] for cell in cells} <= {"failed", "warning", "passed", "not defined"}
    assert len(cells) >= 40


@asked(name="diagnosed", **PHONE)
def test_the_names_of_the_checks_stay_in_sight_on_a_phone(opened):
    page = opened.page
    page.evaluate("document.querySelector('#diagnosis .scroll').scrollLeft = 200")
    assert page.locator(".checks tbody th").first.bounding_box()["x"] >= 0


@pytest.mark.parametrize("opened", [{"width": width} for width in (390, 660, 1280)], indirect=True)
def test_a_section_that_is_gone_to_is_not_hidden_by_the_navigation(opened):
    opened.page.click(".bar nav a >> nth=1")
    bar, title = (opened.page.locator(place).bounding_box() for place in ("header.bar", "#reward-title"))
    assert title["y"] >= max(0, bar["y"] + bar["height"])


@asked(**PHONE)
def test_a_phone_shows_saw_said_and_paid_below_each_other(opened):
    boxes = [opened.page.locator(f".turn >> nth=0 >> {part}").bounding_box() for part in (".saw", ".said", ".pay")]
    assert boxes[0]["y"] < boxes[1]["y"] < boxes[2]["y"]
    assert len({box["x"] for box in boxes}) == 1


def test_j_and_k_move_between_episodes(opened):
    opened.page.locator("#episodes button").first.click()
    first = opened.current()
    opened.page.keyboard.press("j")
    second = opened.current()
    assert second != first
    opened.page.keyboard.press("k")
    assert opened.current() == first
    opened.page.keyboard.press("k")
    assert opened.current() == first


def test_arrows_move_in_the_list_and_keep_the_focus(opened):
    opened.page.locator("#episodes button").first.click()
    opened.page.keyboard.press("ArrowDown")
    assert opened.page.evaluate("document.activeElement.getAttribute('aria-current')") == "true"
    assert (
        opened.page.evaluate("[...document.querySelectorAll('#episodes button')].indexOf(document.activeElement)") == 1
    )


def test_n_and_p_move_between_turns(opened):
    for key, turn in (("n", 0), ("n", 1), ("ArrowRight", 2), ("p", 1), ("ArrowLeft", 0), ("p", 0)):
        opened.page.keyboard.press(key)
        assert opened.page.get_attribute(".turn.current", "id") == f"turn-{turn}"


def test_a_click_into_the_ledger_goes_to_the_turn(opened):
    opened.page.locator(".ledger .hit >> nth=2").click()
    assert opened.page.get_attribute(".turn.current", "id") == "turn-2"


def test_a_slash_filters_and_escape_leaves_the_filter(opened):
    page = opened.page
    page.keyboard.press("/")
    page.keyboard.type("slippery=true")
    assert {text.split("\n")[0] for text in page.locator("#episodes button").all_inner_texts()} <= {
        "✓", "○", "FrozenLake-v0 slippery=true"
    }  # fmt: skip
    few = page.locator("#episodes button").count()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.input_value("#filter-text") == "slippery=true"
    page.fill("#filter-text", "")
    assert page.locator("#episodes button").count() > few > 0


def test_the_filters_combine_and_say_when_nothing_is_left(opened):
    page = opened.page
    page.select_option("select[name=agent]", "random")
    page.select_option("select[name=outcome]", "not solved")
    assert page.locator("#episodes .sign.solved").count() == 0
    assert page.locator("#episodes button").count() > 0
    page.fill("#filter-text", "no such text anywhere")
    assert "No episode matches" in page.inner_text("#episode")
    page.keyboard.press("Escape")
    for key in "jknp":
        page.keyboard.press(key)
    page.fill("#filter-text", "")
    assert page.locator(".turn").count() > 1


def test_a_question_mark_opens_the_help_and_escape_closes_it(opened):
    opened.page.keyboard.press("?")
    assert opened.page.is_visible("#help")
    opened.page.keyboard.press("j")
    opened.page.keyboard.press("Escape")
    assert not opened.page.is_visible("#help")


def test_a_gate_that_opens_is_shown_with_what_it_releases(opened):
    page = opened.page
    page.select_option("select[name=agent]", "expert(noise=0.2)")
    page.select_option("select[name=outcome]", "solved")
    assert page.inner_text(".opened >> nth=0") == "gate opens: +0.5 released"
    assert "✓ goal" in page.locator(".turn .reached").all_inner_texts()
    assert "worth 0 on this turn" in page.inner_text(".turns")


@asked(name="hostile")
def test_hostile_texts_are_shown_and_do_nothing(opened):
    page = opened.page
    page.locator("#episodes button").first.click()
    for _ in range(10):
        page.keyboard.press("j")
        for number in range(page.locator(".more").count()):
            page.locator(".more").nth(number).click()
    assert page.evaluate("window.broken") is None
    assert page.locator("#episode img, #episode b, #episode u").count() == 0
    assert page.locator("body > script").count() == 2
    page.fill("#filter-text", "<img")
    assert '<img src=x onerror="window.broken = 1">' in page.inner_text("#episode")


@asked(name="hostile", width=400)
def test_a_message_longer_than_a_screen_is_shortened_until_asked_for(opened):
    page = opened.page
    page.fill("#filter-text", "aaaaaaaa")
    page.locator(".more").first.click()
    grown = page.locator("pre:has(+ .more)").first
    assert grown.bounding_box()["height"] > 900
    assert page.get_attribute(".more >> nth=0", "aria-expanded") == "true"
    page.locator(".more").first.click()
    assert grown.bounding_box()["height"] < 600


CONTRAST = """
() => [...document.querySelectorAll('main *')].filter((e) => e.checkVisibility() && !e.closest('.unseen, svg, select')
    && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())).map((e) => {
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const bright = ([r, g, b]) => [r, g, b].map((c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
      .reduce((sum, c, place) => sum + c * [0.2126, 0.7152, 0.0722][place], 0);
  let box = e, back = [0, 0, 0, 0];
  for (; box && back[3] === 0; box = box.parentElement) back = rgb(getComputedStyle(box).backgroundColor);
  const [a, b] = [bright(rgb(getComputedStyle(e).color)), bright(back)].sort((x, y) => y - x);
  return [(a + 0.05) / (b + 0.05), e.className + ' ' + e.textContent.slice(0, 40)];
}).filter(([ratio]) => ratio < 4.5)
"""


@pytest.mark.parametrize(
    "opened",
    [{"scheme": scheme, "name": name} for scheme in ("light", "dark") for name in ("lakes", "diagnosed")],
    indirect=True,
)
def test_every_text_has_a_contrast_of_at_least_4_5(opened):
    opened.page.keyboard.press("n")
    opened.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert opened.page.evaluate(CONTRAST) == []
