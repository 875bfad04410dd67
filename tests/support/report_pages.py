"""A report read without a browser or a terminal."""

import io
from html.parser import HTMLParser

from rich.console import Console

from turnwise.report.terminal import print_tables, tables


class Outline(HTMLParser):
    """Collects the tags, the texts of tables and the addresses of a page."""

    def __init__(self):
        super().__init__()
        self.tags, self.ids, self.addresses, self.scripts = [], [], [], 0

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        values = dict(attributes)
        self.ids += [values["id"]] if "id" in values else []
        self.addresses += [values[name] for name in ("src", "href", "action", "poster", "data") if name in values]
        self.scripts += tag == "script"


def outline(page):
    parser = Outline()
    parser.feed(page)
    return parser


def printed(report, width=150):
    console = Console(width=width, file=io.StringIO())
    print_tables(tables(report), console)
    return console.file.getvalue()
