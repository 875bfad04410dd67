"""Does the form of a message pay, whatever stands in it?"""

from __future__ import annotations

from collections.abc import Iterator

from ..case import Case
from ..check import Check
from ..finding import PASSED, UNDEFINED, Finding
from ..players import NONSENSE
from ..worth import best_kept, grade, kept_up
from .needs import NO_EXPERT

NAME = "format-only"
FORMS = (
    f"<think>{NONSENSE}</think><answer>{NONSENSE}</answer>",
    f"<think>{NONSENSE}</think><action>{NONSENSE}</action>",
    f"<answer>{NONSENSE}</answer>",
    f'{{"action": "{NONSENSE}"}}',
    f"\\boxed{{{NONSENSE}}}",
)


def format_only(case: Case) -> Iterator[Finding]:
    """Send messages of the right form that say nothing.

    Args:
        case: what is diagnosed; a wrapper's ``tags`` are among the forms that are tried.
    """
    if not case.honest:
        yield Finding(NAME, UNDEFINED, NO_EXPERT)
        return
    seed = case.few[0]
    kept = best_kept(kept_up(case, seed, form) for form in [*_declared(case), *FORMS])
    status = grade(kept.share) if kept else PASSED
    if kept is None or status == PASSED:
        return
    term = "+".join(kept.terms)
    formed, solved = case.earned(kept.episode), case.earned(case.honest[seed])
    says = (
        f"{term!r} pays for form alone: saying {kept.message!r} on {len(kept.episode)} turns earns {formed:.3g}, where "
        f"solving the task earns {solved:.3g}. Pay for form at most a little, once an episode, or take for its lack."
    )
    evidence = {"share": kept.share, "level": seed, "messages": list(kept.episode.actions)}
    yield Finding(NAME, status, says, term, evidence)


def _declared(case: Case) -> Iterator[str]:
    """Yield a message of the tags that each wrapper declares."""
    layer = case.env
    while layer is not case.base:
        tags = vars(layer).get("tags")
        if isinstance(tags, list | tuple) and all(isinstance(tag, str) for tag in tags):
            names = [tag.rstrip("?*+") for tag in tags]
            yield "".join(f"<{name}>{NONSENSE}</{name}>" for name in names)
        layer = layer.env  # type: ignore[attr-defined]


CHECK = Check({NAME: "the right form without content earns nothing"}, format_only, steady=True)
