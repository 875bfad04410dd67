"""Published estimators by name. Each is a function of its paper's parameters that returns a program."""

from __future__ import annotations

from collections.abc import Callable

from ..program import Program
from .a2tgpo import a2tgpo
from .gae import token_gae, turn_gae
from .gigpo import gigpo
from .gpg import gpg
from .grpo import dr_grpo, grpo
from .igpo import igpo, igpo_released
from .maxrl import maxrl
from .mt_grpo import mt_grpo, mt_grpo_by_turn
from .multi_reward import normalize_then_sum, sum_then_normalize
from .opo import opo
from .optimal_token_baseline import optimal_token_baseline
from .pass_at_k import pass_at_k
from .prpo import prpo
from .ragen import bi_level_gae
from .rebn import rebn
from .reinforce_plus_plus import reinforce_plus_plus, reinforce_plus_plus_baseline
from .remax import remax
from .rloo import rloo

PRESETS: dict[str, Callable[..., Program]] = {
    preset.__name__: preset
    for preset in (
        a2tgpo,
        bi_level_gae,
        dr_grpo,
        gigpo,
        gpg,
        grpo,
        igpo,
        igpo_released,
        maxrl,
        mt_grpo,
        mt_grpo_by_turn,
        normalize_then_sum,
        opo,
        optimal_token_baseline,
        pass_at_k,
        prpo,
        rebn,
        reinforce_plus_plus,
        reinforce_plus_plus_baseline,
        remax,
        rloo,
        sum_then_normalize,
        token_gae,
        turn_gae,
    )
}
"""Every preset by name; each has defaults for all of its arguments."""

__all__ = [
    "PRESETS",
    "a2tgpo",
    "bi_level_gae",
    "dr_grpo",
    "gigpo",
    "gpg",
    "grpo",
    "igpo",
    "igpo_released",
    "maxrl",
    "mt_grpo",
    "mt_grpo_by_turn",
    "normalize_then_sum",
    "opo",
    "optimal_token_baseline",
    "pass_at_k",
    "prpo",
    "rebn",
    "reinforce_plus_plus",
    "reinforce_plus_plus_baseline",
    "remax",
    "rloo",
    "sum_then_normalize",
    "token_gae",
    "turn_gae",
]
