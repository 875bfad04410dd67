"""What is read of an agent's message, whatever the environment: not its thoughts, and only what is tagged."""

from __future__ import annotations

import re

_THINK = re.compile(r"<think>.*?(?:</think>|\Z)", re.IGNORECASE | re.ASCII | re.DOTALL)
_TAG = re.compile(r"<(/?)action>", re.IGNORECASE | re.ASCII)


def said(message: str) -> str:
    """Return what is read of a message: all but thoughts, or what the last ``<action>`` holds if there is one."""
    return (_tagged(_THINK.sub(" ", message)) if "<" in message else message).strip()


def _tagged(text: str) -> str:
    """Return the text inside the last ``<action>…</action>``, or all of it; in one pass, however many tags."""
    found, start = text, -1
    for tag in _TAG.finditer(text):
        if not tag.group(1):
            start = tag.end()
        elif start >= 0:
            found, start = text[start : tag.start()], -1
    return found
