r"""Tool use (TGRL): how efficiently tools were used, and whether the agent thought, acted and ended as told.

    efficiency = useful / made · min(1, free / useful),   useful calls: legal, and not made before in the episode
    reasoning  = share of messages of the form <think>...</think> then one of <tool>...</tool>, <response>...</response>
                 · [the last message, and no other, is a response]

Efficiency is 1 for an episode without calls, so by itself it teaches not to use tools: it is paid for solved episodes
only unless asked otherwise. The second factor charges useful calls beyond ``free``; none if ``free`` is None.

Certainty: abstract (arXiv 2510.11184: two components, tool efficiency and reasoning abstraction, a standard interface
with explicit termination, XML tags); both formulas are ours.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..message_format import follows_format


def tool_efficiency(useful: int, made: int, free: int | None = None) -> float:
    """Return the share of calls that were useful, less for those beyond ``free``, from 0 to 1.

    Args:
        useful: calls that were legal and new.
        made: all calls.
        free: this many useful calls are not charged; None for any number.

    Raises:
        ValueError: more were useful than made, or a number is negative.
    """
    if not 0 <= useful <= made or (free is not None and free < 0):
        raise ValueError(f"tool_efficiency needs 0 <= useful <= made and free >= 0; got {useful}, {made}, {free}.")
    if not made:
        return 1.0
    return useful / made * (1.0 if free is None or useful <= free else free / useful)


def reasoning_behaviour(
    messages: Sequence[str], *, think: str = "think", tool: str = "tool", response: str = "response"
) -> float:
    """Return the share of messages that think first and then act, 0 unless the last one, and no other, responds.

    Args:
        messages: of an episode, in order.
        think: the tag of thoughts.
        tool: the tag of tool calls.
        response: the tag that ends the episode.
    """
    if not messages:
        return 0.0
    ends = [follows_format(message, (think, response)) for message in messages]
    acts = [follows_format(message, (think, tool)) for message in messages]
    return (sum(acts) + 1) / len(messages) if ends[-1] and not any(ends[:-1]) else 0.0
