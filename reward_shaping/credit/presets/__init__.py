"""Published estimators by name. Each is a function of its paper's parameters that returns a program."""

from __future__ import annotations

from collections.abc import Callable

from ..program import Program
from .a2tgpo import a2tgpo
from .aem import aem
from .bopo import bopo
from .cm2 import cm2
from .fold_grpo import fold_grpo
from .gae import token_gae, turn_gae
from .gigpo import gigpo
from .gpg import gpg
from .grpo import dr_grpo, grpo
from .hiper import hiper
from .igpo import igpo, igpo_released
from .infopo import infopo
from .maxrl import maxrl
from .meow_tea import meow_tea
from .mt_grpo import mt_grpo, mt_grpo_by_turn
from .multi_reward import normalize_then_sum, sum_then_normalize
from .opo import opo
from .optimal_token_baseline import optimal_token_baseline
from .pass_at_k import pass_at_k
from .portool import portool
from .prime import istar, prime
from .progrs import progrs
from .prpo import prpo
from .pure import pure
from .ragen import bi_level_gae
from .rebn import rebn
from .redistributed import attribution, redistributed, rrd
from .reinforce_plus_plus import reinforce_plus_plus, reinforce_plus_plus_baseline
from .remax import remax
from .rise import rise
from .rloo import rloo
from .spa import spa
from .spiral import spiral
from .utterance_critic import critic_targets, utterance_critic

PRESETS: dict[str, Callable[..., Program]] = {
    preset.__name__: preset
    for preset in (
        a2tgpo,
        aem,
        attribution,
        bi_level_gae,
        bopo,
        cm2,
        critic_targets,
        dr_grpo,
        fold_grpo,
        gigpo,
        gpg,
        grpo,
        hiper,
        igpo,
        igpo_released,
        infopo,
        istar,
        maxrl,
        meow_tea,
        mt_grpo,
        mt_grpo_by_turn,
        normalize_then_sum,
        opo,
        optimal_token_baseline,
        pass_at_k,
        portool,
        prime,
        progrs,
        prpo,
        pure,
        rebn,
        reinforce_plus_plus,
        reinforce_plus_plus_baseline,
        remax,
        rise,
        rloo,
        rrd,
        spa,
        spiral,
        sum_then_normalize,
        token_gae,
        turn_gae,
        utterance_critic,
    )
}
"""Every preset by name; each has defaults for all of its arguments."""

__all__ = [
    "PRESETS",
    "a2tgpo",
    "aem",
    "attribution",
    "bi_level_gae",
    "bopo",
    "cm2",
    "critic_targets",
    "dr_grpo",
    "fold_grpo",
    "gigpo",
    "gpg",
    "grpo",
    "hiper",
    "igpo",
    "igpo_released",
    "infopo",
    "istar",
    "maxrl",
    "meow_tea",
    "mt_grpo",
    "mt_grpo_by_turn",
    "normalize_then_sum",
    "opo",
    "optimal_token_baseline",
    "pass_at_k",
    "portool",
    "prime",
    "progrs",
    "prpo",
    "pure",
    "rebn",
    "redistributed",
    "reinforce_plus_plus",
    "reinforce_plus_plus_baseline",
    "remax",
    "rise",
    "rloo",
    "rrd",
    "spa",
    "spiral",
    "sum_then_normalize",
    "token_gae",
    "turn_gae",
    "utterance_critic",
]
