"""The page: one HTML file that holds its style, its script and its data, and loads nothing."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

import jinja2
from markupsafe import Markup, escape

from .. import __version__
from ..diagnose.finding import BAD
from . import figures, findings
from .numbers import counted, number, span
from .reading import Report
from .sample import BUDGET
from .summary import CRASHED, Cell
from .visible import visible

COLOURS = 8
"""How many colours of reward terms the style has; further terms begin again."""

_STYLES = ("report.css", "viewer.css", "diagnosis.css")
_SCRIPTS = ("drawing.js", "episode.js", "viewer.js")


def render(report: Report, *, budget: int = BUDGET) -> str:
    """Return the page as text.

    Args:
        report: what it says.
        budget: the most bytes of embedded episodes.
    """
    summary, sample = report.summary, report.sample
    gates = [visible(name) for name in report.gates]
    data = sample.data(budget, list(summary.environments)) | {
        "terms": [visible(name) for name in summary.terms],
        "gates": gates,
    }
    script = "".join(map(_asset, _SCRIPTS))
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    page = _environment().get_template("report.html.j2").render(
        summary=summary,
        columns=list(dict.fromkeys(cell.label for cell in summary.cells.values())),
        colours={name: place % COLOURS for place, name in enumerate(summary.terms)},
        crashes=sum(cell.outcomes[CRASHED] for cell in summary.cells.values()),
        title=visible(report.title),
        notes=[visible(note) for note in report.notes],
        stacks=[(visible(term), visible(meaning)) for term, meaning in report.terms.items()],
        diagnosed=list(zip(findings.labels(report.diagnoses), report.diagnoses, strict=True)),
        bad=sum(each.verdict == BAD for each in report.diagnoses),
        check_names=findings.check_names(report.diagnoses),
        played=not report.only_diagnosed,
        sampling=_sampling(len(data["episodes"]), data["left_out"], sample.keep),
        data=Markup(inert_json(data)),
        style=Markup("".join(map(_asset, _STYLES))),
        script=Markup(script),
        script_hash=f"sha256-{digest}",
        version=__version__,
    )  # fmt: skip
    return page + "\n"


def inert_json(data: Any) -> str:
    """Return JSON in ASCII that no HTML parser can leave, whatever texts it holds."""
    text = json.dumps(data, separators=(",", ":"), allow_nan=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def breakable(text: str) -> Markup:
    """Return a label, escaped, that a narrow column breaks at a parenthesis or an underscore rather than anywhere."""
    return Markup(re.sub(r"(?=[(_·])", "<wbr>", str(escape(visible(text)))))


def _sampling(shown: int, left_out: int, keep: int) -> str:
    if not left_out:
        return f"All {shown:,} episodes."
    return (
        f"{shown:,} of {shown + left_out:,} episodes: the first {keep} of each environment, agent and outcome, as far "
        f"as they fit into this file. The numbers above count all; {left_out:,} cannot be looked at here."
    )


def _asset(name: str) -> str:
    return (resources.files(__package__) / "templates" / name).read_text(encoding="utf-8")


def reward_axis(cells: Sequence[Cell]) -> figures.Axis:
    """Return the axis that holds the stacked bars of all cells."""
    return figures.axis(end for cell in cells for end in figures.extent(cell.parts))


def length_axis(cells: Sequence[Cell]) -> tuple[int, figures.Axis]:
    """Return the longest episode of the cells (at least 1) and an axis that holds it."""
    limit = max(1, *(max(cell.lengths) for cell in cells))
    scale = figures.axis([limit], ticks=4)
    return limit, scale._replace(ticks=tuple(tick for tick in scale.ticks if tick == int(tick)))


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader(__package__ or "turnwise.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"visible": visible, "label": breakable, "count": counted, "number": number, "span": span}
    environment.globals |= {
        "stacked": figures.stacked,
        "bars": figures.bars,
        "reward_axis": reward_axis,
        "length_axis": length_axis,
        "signs": findings.SIGNS,
        **{each.__name__: each for each in (findings.attempts, findings.attempt_axis, findings.evidence)},
        **{each.__name__: each for each in (findings.looked_at, findings.tally, findings.under)},
        "percent_axis": figures.Axis(0.0, 1.0, (0.0, 0.25, 0.5, 0.75, 1.0)),
    }
    return environment
