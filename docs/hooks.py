"""What the documentation's build does beside rendering: refuse undocumented names, and write the generated pages."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import public_names
import tables
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

COMMANDS = "<!-- the commands' own help -->"


def on_pre_build(config: MkDocsConfig) -> None:
    """Stop the build at a public name without documentation.

    Raises:
        mkdocs.exceptions.PluginError: there is one.
    """
    missing = public_names.undocumented()
    if missing:
        raise PluginError("public names without documentation:\n  " + "\n  ".join(missing))


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages."""
    pages = {
        "environments.md": tables.environments(),
        "wrappers.md": tables.wrappers(),
        "estimators.md": tables.estimators(),
    }
    names = [name for name, _ in public_names.modules()]
    for room, package in public_names.ROOMS.items():
        inner = [other for other in public_names.ROOMS.values() if other != package and other.startswith(package)]
        own = [name for name in names if name.startswith(package) and not name.startswith(tuple(inner))]
        pages[f"reference/{room}.md"] = tables.reference(package, own)
    for path, content in pages.items():
        files.append(File.generated(config, path, content=content))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the commands' help where a page asks for it."""
    return markdown.replace(COMMANDS, tables.commands()) if COMMANDS in markdown else markdown
