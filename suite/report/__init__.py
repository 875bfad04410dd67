"""The report: one self-contained HTML file, or the same as text.

``turnwise report DIR`` is :func:`read_report` and then :func:`turnwise.report.page.render`, which needs jinja2, or
:func:`turnwise.report.terminal.tables`, which needs rich.
"""

from .reading import Report, find_runs, read_report

__all__ = ["Report", "find_runs", "read_report"]
