r"""Implicit process reward model: trained on outcomes alone, it rewards every turn (PRIME, iStar/OPRL, implicit PRM).

    r_t = β · head(turn t)
    "ce"    PRIME: cross-entropy of σ(Σ_t r_t) against success
    "dpo"   iStar/OPRL: -log σ(Σ r of a success - Σ r of a failure of the same task and group), one to one

The head stands for the log-ratio of a reward language model to its reference, summed over the tokens of a turn. With
two language models at hand their log-probabilities are used instead
(:mod:`turnwise.reward_shaping.redistribution.implicit_reward`, and :class:`~turnwise.wrappers.ImplicitProcessReward`);
this learner needs none.

Score the episodes before the update that learns from them, or their labels leak into their rewards; PRIME leaves that
an option. iStar adds the advantage of these step rewards to that of the episode, with weight 1.

Default: β = 1. β scales the log-ratios of language models (0.05 there); a head has whatever scale it is trained to.
Certainty: code for both losses; the head in place of the language models is ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..number import Floats
from ..redistribution.implicit_reward import one_to_one_pairs
from .learner import load_torch
from .outcomes import SUCCESS, outcome_of
from .turn_features import TurnFeatures
from .turn_model import Batch, TurnModel

if TYPE_CHECKING:
    import torch

LOSSES = ("ce", "dpo")


class ImplicitPRM(TurnModel):
    """Reward each turn by a model of which rollouts succeed.

    Args:
        features: ``features(history)``; hashed n-grams of the last turn if None.
        size: how long its vectors are; its attribute ``size`` if None.
        loss: ``"ce"`` or ``"dpo"``.
        beta: β, > 0.
        of: what decides success: ``"success"``, or a reward term whose sum is the label, in [0, 1]; for pairs an
            episode has succeeded where it is above 1/2.
        training: ``hidden``, ``head``, ``lr``, ``steps``, ``seed`` of :class:`~.turn_model.TurnModel`.

    Raises:
        ValueError: an argument is out of its range.
    """

    def __init__(
        self,
        features: TurnFeatures | None = None,
        size: int | None = None,
        *,
        loss: str = "ce",
        beta: float = 1.0,
        of: str = SUCCESS,
        **training: Any,
    ) -> None:
        if loss not in LOSSES or not beta > 0:
            raise ValueError(
                f"ImplicitPRM needs loss to be one of {list(LOSSES)} and beta > 0; got loss={loss!r}, beta={beta}."
            )
        super().__init__(features, size, **training)
        self.loss_name = loss
        self.beta = beta
        self.of = of

    @property
    def identity(self) -> str:
        """The name under which a trace notes this learner."""
        return f"ImplicitPRM({self.loss_name})"

    def target(self, episode: Any) -> float:
        """Return the label of an episode.

        Args:
            episode: finished; one of which nobody knows how it ended is left out.
        """
        return outcome_of(episode, self.of)

    def read(self, values: Floats) -> Floats:
        """Return β times what the head says.

        Args:
            values: shape (N,).
        """
        return self.beta * values

    def loss(self, values: torch.Tensor, batch: Batch) -> torch.Tensor:
        """Return the mean cross-entropy, or the mean loss of the pairs (0 where there is none).

        Args:
            values: shape (N,); what the head says of each turn.
            batch: the turns, and one label an episode.
        """
        functional = load_torch("ImplicitPRM").nn.functional
        logits = self.beta * batch.sums(values)
        loss: torch.Tensor
        if self.loss_name == "ce":
            loss = functional.binary_cross_entropy_with_logits(logits, batch.targets)
            return loss
        tasks = [(episode.task, episode.group) for episode in batch.episodes]  # groups of several runs count anew
        pairs = one_to_one_pairs((batch.targets > 0.5).tolist(), tasks)
        winners, losers = ([pair[side] for pair in pairs] for side in (0, 1))
        loss = functional.softplus(logits[losers] - logits[winners]).sum() / max(len(pairs), 1)
        return loss

    def success_probability(self, episode: Any) -> float:
        """Return σ(Σ_t r_t), what the model thinks of an episode.

        Args:
            episode: with ``observations`` and ``actions``.
        """
        torch = load_torch("ImplicitPRM")
        return float(torch.sigmoid(torch.tensor(self.values(episode).sum())))


class OnlinePRM(ImplicitPRM):
    """OPRL's model: trained on pairs of a success and a failure of one task, alternately with the policy.

    Args:
        features: ``features(history)``; hashed n-grams of the last turn if None.
        size: how long its vectors are; its attribute ``size`` if None.
        arguments: the others of :class:`ImplicitPRM`.
    """

    def __init__(self, features: TurnFeatures | None = None, size: int | None = None, **arguments: Any) -> None:
        super().__init__(features, size, loss="dpo", **arguments)


def ranking_accuracy(model: TurnModel, episodes: Sequence[Any]) -> float:
    """Return the share of pairs of a success and a failure in which the success has the larger Σ r_t.

    Args:
        model: rewards turns.
        episodes: all successes are compared with all failures; those of unknown outcome are left out.

    Returns:
        In [0, 1], 1/2 by chance, a tie counts half; NaN where there is no pair.
    """
    won, lost = ([float(model.values(each).sum()) for each in episodes if each.solved is how] for how in (True, False))
    ahead = [(success > failure) + 0.5 * (success == failure) for success in won for failure in lost]
    return sum(ahead) / len(ahead) if ahead else float("nan")
