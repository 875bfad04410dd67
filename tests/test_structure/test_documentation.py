"""The documentation says what is there: names, papers, pages and the README's example."""

import contextlib
import importlib.util
import io
import re
import sys

import pytest

PATH = re.compile(r"`([\w./-]+\.(?:py|toml|md))`")


@pytest.fixture(scope="module")
def public_names(root):
    spec = importlib.util.spec_from_file_location("public_names", root / "docs" / "public_names.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(page):
    """Yield the cells of each row of the page's tables."""
    for line in page.splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if cells and not set(cells[0]) <= {"-", ":"}:
            yield cells


def test_every_public_name_is_documented(public_names):
    assert public_names.undocumented() == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('"""Said."""', []),
        ("", ["turnwise.case has no docstring"]),
        ('"""Said."""\ndef f(): ...', ["turnwise.case.f has no docstring"]),
        ('"""Said."""\ndef _f(): ...', []),
        (
            '"""Said."""\nclass C:\n    def f(self): ...',
            ["turnwise.case.C has no docstring", "turnwise.case.C.f has no docstring"],
        ),
        (
            '"""Said."""\ndef f(a, b):\n    """Do.\n\n    Args:\n        a: first.\n    """',
            ["turnwise.case.f lists its arguments but not 'b'"],
        ),
    ],
)
def test_what_lacks_documentation_is_named(source, found, public_names, tmp_path):
    (tmp_path / "suite").mkdir()
    (tmp_path / "suite" / "case.py").write_text(source)
    assert public_names.undocumented(tmp_path) == found


def test_every_row_of_papers_is_not_yet_or_names_a_file_and_its_test(root):
    unclear = []
    for *_, system, _, _, where in (
        cells for cells in rows((root / "docs" / "papers.md").read_text()) if len(cells) == 5
    ):
        files = PATH.findall(where)
        tested = any(path.startswith("tests/") for path in files)
        coded = any(not path.startswith("tests/") for path in files)
        if where not in ("not yet", "where") and not (tested and coded):
            unclear.append(f"{system}: {where}")
    assert unclear == []


@pytest.mark.parametrize(
    "page", ["docs/papers.md", "docs/contract.md", "docs/decisions.md", "CONTRIBUTING.md", "README.md"]
)
def test_every_file_that_a_page_names_exists(page, root):
    named = [path for path in PATH.findall((root / page).read_text()) if "/" in path]
    made = ("runs/", "site/", "build/")
    assert [path for path in named if not path.startswith(made) and not (root / path).exists()] == []


def test_every_page_stands_in_the_navigation(root):
    navigation = (root / "mkdocs.yml").read_text()
    pages = [path.relative_to(root / "docs").as_posix() for path in (root / "docs").rglob("*.md")]
    assert [page for page in pages if f" {page}" not in navigation] == []


def test_the_readme_s_example_prints_what_the_readme_shows(root):
    readme = (root / "README.md").read_text()
    (source, shown), *_ = re.findall(r"```python\n(.*?)```\s+```(?:text)?\n(.*?)```", readme, re.DOTALL)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(source, "README.md", "exec"), {"__name__": "readme"})
    assert printed.getvalue().split("\n") == shown.split("\n")


def test_the_readme_s_local_links_and_pictures_exist(root):
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", (root / "README.md").read_text())
    assert [link for link in links if not (root / link).exists()] == []


PAGES = ("algebra", "contract", "curiosity", "diagnostics", "ledger", "rollouts")


@pytest.mark.parametrize("page", PAGES)
def test_the_code_on_a_page_runs_and_prints_what_stands_below_it(page, root, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```(python|text)\n(.*?)```", (root / "docs" / f"{page}.md").read_text(), re.DOTALL)
    assert blocks
    names, printed = {"__name__": page}, ""
    for kind, block in blocks:
        if kind == "text":
            assert printed == block
            continue
        shown = io.StringIO()
        with contextlib.redirect_stdout(shown):
            exec(compile(block, f"{page}.md", "exec"), names)
        printed = shown.getvalue()


def test_every_page_with_code_is_run(root):
    assert sorted(PAGES) == sorted(
        path.stem for path in (root / "docs").glob("*.md") if "```python" in path.read_text()
    )


def test_python_is_new_enough_for_what_the_project_declares(pyproject):
    minimum = re.search(r"(\d+)\.(\d+)", pyproject["project"]["requires-python"])
    assert sys.version_info >= (int(minimum[1]), int(minimum[2]))
