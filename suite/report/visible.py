"""Make any text safe to look at: what cannot be seen, or would reorder what is seen, gets a visible sign.

Observations and messages are whatever an environment or a model wrote. Control characters become their pictures (␀),
lone surrogates, which no file can hold, and characters that change the direction of the text around them become their
code points (‹U+202E›). Right-to-left letters stay as they are. Escaping for HTML or JSON is not done here.
"""

from __future__ import annotations

import re

_PICTURES = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n"} | {0x7F: 0x2421}
_HIDDEN = re.compile("[\x80-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\uffff]")
_LONGEST = 4000


def visible(text: str) -> str:
    """Return ``text`` with every invisible or reordering character shown; lines end in one newline character."""
    text = text.replace("\r\n", "\n").translate(_PICTURES)
    return _HIDDEN.sub(lambda found: f"‹U+{ord(found[0]):04X}›", text)


def shortened(text: str, limit: int = _LONGEST) -> str:
    """Return ``text`` with its middle left out, and said so, if it has more than ``limit`` characters."""
    if len(text) <= limit:
        return text
    half = limit // 2
    return f"{text[:half]}\n‹ {len(text) - 2 * half:,} characters left out ›\n{text[-half:]}"
