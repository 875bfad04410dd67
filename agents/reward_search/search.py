"""The search for a reward: who writes it proposes, it is examined, judged, told what came of it, and asked again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...reward_shaping.search import reflection
from ..rollouts import Episode
from .examine import examine
from .fitness import Judge, PreferenceFitness
from .recordings import Recordings
from .request import Candidate, Found, Proposal, Request, proposal_of
from .sandbox import STRICT, Limits

Propose = Callable[[Request], Sequence[str | Proposal | Mapping[str, Any]]]
"""``propose(request)``: rewards as code, ``request.samples`` of them; none where it gives up."""

Train = Callable[[dict[str, Any]], Mapping[str, Any]]
"""``train(layer)``: trains with a reward; ``{"score": ..., "curves": {name: values}, "episodes": [...]}``."""

Critic = Callable[[str, Request], str]
"""``critic(source, request)``: what is wrong with a reward; empty if nothing is."""

Analyse = Callable[[Sequence[Episode], Candidate], str]
"""``analyse(episodes, candidate)``: why episodes failed, and what a reward should do about it."""

Human = Callable[[Candidate], str]
"""``human(candidate)``: what a person says of a reward and its numbers."""


@dataclass(frozen=True, kw_only=True)
class RewardSearch:
    """Search for a reward by having it written, tried and written again.

    Each iteration asks for rewards. Each is examined before any rollout (:func:`examine`), read by a critic, judged
    on recorded episodes and, where training is given, trained with. The best of the iteration goes into the next
    request with what came of it; the best of all is kept. A rejected reward is sent back with the reason and written
    anew.

    - Eureka: ``propose``, ``train``, ``samples``, ``iterations`` and the reflection on each component;
    - Auto MC-Reward: ``critic`` and ``analyse``;
    - Text2Reward: ``human``;
    - CARD: the recorded episodes alone, and no training for what ranks them wrongly (``least``).

    The defaults of ``iterations``, ``samples`` and ``retries`` are those of Eureka's released configuration; its paper
    ran 5 iterations of 16 (recalled). A search overfits to what judges it: look at what was found before it is
    trained on (``turnwise diagnose``), and judge by episodes that are unlike those of the training.

    Attributes:
        env: what rollouts play; it needs an expert, or ``recordings`` made otherwise.
        propose: writes rewards; a language model given ``request.text``, say.
        inputs: the names that rewards may declare; None allows all but ``success``.
        iterations: N.
        samples: K, rewards an iteration.
        retries: how often a rejected reward may be written anew.
        fitness: ``judge(layer) -> Fitness``; None ranks the recorded episodes.
        train: trains with a reward; None does without.
        least: rewards whose fitness is below it are not trained with.
        critic: reads a reward before it is judged.
        analyse: reads episodes that failed: those of the training, or recorded ones.
        human: reads what came of the best of an iteration.
        recordings: the episodes; None plays ``tasks`` of them with the expert and with worse players.
        tasks: how many tasks are recorded.
        examples: the turns that a reward is examined on.
        limits: what examining may use.
        seed: of the recordings.
    """

    env: Any
    propose: Propose
    inputs: Sequence[str] | None = None
    iterations: int = 1
    samples: int = 3
    retries: int = 5
    fitness: Judge | None = None
    train: Train | None = None
    least: float = 0.5
    critic: Critic | None = None
    analyse: Analyse | None = None
    human: Human | None = None
    recordings: Recordings | None = None
    tasks: int = 8
    examples: int = 32
    limits: Limits = STRICT
    seed: int = 0

    def run(self) -> Found:
        """Search; return the best reward and the whole history.

        Raises:
            ValueError: a number is out of its range, or nothing was proposed.
        """
        if min(self.iterations, self.samples, self.examples) < 1 or self.retries < 0:
            raise ValueError(
                "RewardSearch needs iterations, samples and examples >= 1 and retries >= 0; got "
                f"iterations={self.iterations}, samples={self.samples}, examples={self.examples}, "
                f"retries={self.retries}."
            )
        return _Running(self).run()


class _Running:
    """One search as it goes."""

    def __init__(self, search: RewardSearch) -> None:
        self.search = search
        self.recordings = search.recordings or Recordings(search.env, tasks=search.tasks, seed=search.seed)
        self.judge = search.fitness or PreferenceFitness(self.recordings)
        self.names = list(self.recordings.available if search.inputs is None else search.inputs)
        self.cases = self.recordings.cases(self.names, search.examples)
        self.known: dict[str, Candidate] = {}
        self.history: list[Candidate] = []

    def run(self) -> Found:
        """Go through the iterations."""
        task = self.recordings.episodes[0].observations[0]
        best, request = None, Request(task, self.cases[0], self.search.samples)
        for iteration in range(self.search.iterations):
            request = replace(request, iteration=iteration)
            written = self.search.propose(request)
            if not written:
                raise ValueError(f"RewardSearch asked for {request.samples} rewards and was given none.")
            tried = [self._follow(request, proposal_of(each), place) for place, each in enumerate(written)]
            accepted = [candidate for candidate in tried if not candidate.rejected]
            top = max(accepted, key=lambda candidate: candidate.score, default=None)
            if top is not None and (best is None or top.score > best.score):
                best = top
            request = replace(request, best=top or request.best, feedback=self._feedback(top, tried))
        return Found(best, self.history)

    def _follow(self, request: Request, proposal: Proposal, sample: int) -> Candidate:
        """Try a reward, and have it written anew while it is rejected."""
        candidate = self._try(request, proposal, sample, 0)
        for attempt in range(1, self.search.retries + 1):
            if not candidate.rejected:
                break
            again = self.search.propose(replace(request, samples=1, refused=candidate))
            if not again:
                break
            candidate = self._try(request, proposal_of(again[0]), sample, attempt)
        return candidate

    def _try(self, request: Request, proposal: Proposal, sample: int, attempt: int) -> Candidate:
        """Examine, judge and train; note what came of it."""
        search = self.search
        candidate = Candidate(proposal.source, proposal.declared, request.iteration, sample, attempt)
        key = f"{candidate.id} {candidate.inputs}"
        if key in self.known:
            known = self.known[key]
            candidate = replace(known, iteration=request.iteration, sample=sample, attempt=attempt)
        else:
            candidate = replace(candidate, rejected=self._reason(candidate, request))
            if not candidate.rejected:
                candidate = replace(candidate, fitness=self.judge(candidate.layer))
            if search.train and candidate.fitness and candidate.fitness.score >= search.least:
                candidate = replace(candidate, trained=search.train(candidate.layer))
            self.known[key] = candidate
        self.history.append(candidate)
        return candidate

    def _reason(self, candidate: Candidate, request: Request) -> str:
        """Return why a reward is rejected, "" if it is not."""
        reason = examine(
            candidate.source, candidate.inputs, self.cases, available=self.names, limits=self.search.limits
        )
        if not reason and self.search.critic is not None:
            reason = self.search.critic(candidate.source, request)
        return reason

    def _feedback(self, top: Candidate | None, tried: Sequence[Candidate]) -> str:
        """Return what is told of an iteration."""
        lines = [f"A reward was rejected: {each.rejected}" for each in tried if each.rejected]
        if top is None or top.fitness is None:
            return "\n".join(lines)
        lines.append(top.fitness.text)
        if top.trained is not None:
            lines += [f"Training with it scored {float(top.trained['score']):.2f}.", _curves(top.trained)]
        if self.search.analyse is not None:
            episodes = (top.trained or {}).get("episodes") or self.recordings.episodes
            lines.append(self.search.analyse([each for each in episodes if not each.solved], top))
        if self.search.human is not None:
            lines.append(self.search.human(top))
        return "\n".join(line for line in lines if line)


def _curves(trained: Mapping[str, Any]) -> str:
    """Return the curves of a training as text."""
    return reflection({}, trained.get("curves"))
