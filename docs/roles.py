"""How the sources are read: references (``:meth:`reset```) become code, and what a module imports is left out."""

from __future__ import annotations

import re
from typing import Any

import griffe

ROLE = re.compile(r":(?:attr|class|data|func|meth|mod|exc):`~?\.?([^`]+)`")


def plain(text: str) -> str:
    """Return ``text`` with each reference as inline code."""
    return ROLE.sub(r"`\1`", text)


class Roles(griffe.Extension):
    """Rewrite docstrings, and drop re-exported names, which the pages show where they are defined."""

    def on_object(self, *, obj: griffe.Object, **kwargs: Any) -> None:
        """Rewrite one object's docstring."""
        if obj.docstring is not None:
            obj.docstring.value = plain(obj.docstring.value)

    def on_module(self, *, mod: griffe.Module, **kwargs: Any) -> None:
        """Forget what a module only imports."""
        for name in [name for name, member in mod.members.items() if member.is_alias]:
            del mod.members[name]
