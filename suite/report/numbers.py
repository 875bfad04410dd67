"""How the report writes numbers: few digits, a true minus, counts with their noun."""

from __future__ import annotations

import math

from .figures import Bar

MINUS = "\N{MINUS SIGN}"
NOTHING = 1e-9
"""Sums this small are the rounding of floats, and written as zero."""


def number(value: float, form: str = "plain") -> str:
    """Return ``value`` as the report writes it.

    Args:
        value: any number.
        form: ``plain`` (``1.5``), ``signed`` (``+1.50``), ``percent`` of a share (``80 %``) or ``whole``, the same
            without its sign (``80``).

    Raises:
        ValueError: another form.
    """
    if form in ("percent", "whole"):
        return _percent(100 * value) + (" %" if form == "percent" else "")
    if form not in ("plain", "signed"):
        raise ValueError(f"Numbers are written plain, signed, percent or whole; got form={form!r}.")
    if not math.isfinite(value):
        return str(value).replace("-", MINUS)
    size = abs(value) if abs(value) > NOTHING else 0.0
    sign = "" if size == 0 else MINUS if value < 0 else "+" if form == "signed" else ""
    text = f"{size:,.2g}" if 0 < size < 0.005 else f"{size:,.2f}"
    return sign + (text.rstrip("0").rstrip(".") if form == "plain" and "." in text and "e" not in text else text)


def _percent(share: float) -> str:
    """Return a percentage, with a decimal where rounding would make it look like none or all."""
    if 0 < share < 1 or 99 < share < 100:
        return f"{min(max(share, 0.1), 99.9):.1f}"
    return f"{share:.0f}"


def counted(count: int, noun: str) -> str:
    """Return ``1 episode`` or ``2,000 episodes``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def span(bar: Bar) -> str:
    """Return the lengths a bar counts: ``7`` or ``7–9``."""
    return str(bar.first) if bar.first == bar.last else f"{bar.first}–{bar.last}"
