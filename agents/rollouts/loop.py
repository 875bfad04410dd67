"""The loop: the agent answers all running episodes at once, and a slot that falls free is filled at once."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass
from time import perf_counter

from ..agent import Agent, Conversation, Reply
from .episode import Episode
from .sources import Environments, Source
from .tape import Tape

__all__ = ["Setting", "play", "play_in_threads"]


@dataclass(slots=True)
class Setting:
    """What holds for every episode of a run.

    Attributes:
        agent: who plays.
        sources: the environments.
        record: entries of ``info`` to record.
        tolerate: exceptions of a step that end the episode (see ``Episode.crash``) and not the run.
    """

    agent: Agent
    sources: Sequence[Source]
    record: Sequence[str] = ()
    tolerate: tuple[type[Exception], ...] = ()

    def start(self, job: Episode, environments: Environments) -> Tape:
        """Begin an episode in an environment that nobody plays."""
        started = perf_counter()
        privileged = bool(getattr(self.agent, "privileged", False))
        env = environments.take(job.env_index)
        tape = Tape(env, job, self.record, privileged, self.tolerate)
        tape.begin()
        tape.env_seconds = perf_counter() - started
        return tape

    def ask(self, conversations: Sequence[Conversation]) -> Sequence[Reply]:
        """Return the agent's replies.

        Raises:
            ValueError: there is not exactly one for each conversation.
        """
        replies = self.agent.act(conversations)
        if len(replies) != len(conversations):
            raise ValueError(
                f"{type(self.agent).__name__}.act was given {len(conversations)} conversations and returned "
                f"{len(replies)} replies; it must return one for each, in the same order."
            )
        return replies

    def finish(self, tape: Tape, environments: Environments) -> None:
        """Fill the episode's columns, and put its environment back unless it broke."""
        tape.finish()
        if tape.episode.crash:
            environments.discard(tape.env)
        else:
            environments.give_back(tape.episode.env_index, tape.env)


def play(jobs: Iterator[Episode], setting: Setting, slots: int) -> Generator[Episode, None, None]:
    """Play ``jobs``, at most ``slots`` at a time, in this thread; yield each episode when it ends.

    Args:
        jobs: episodes with their keys and seeds; they are filled and yielded.
        setting: what holds for every episode.
        slots: how many episodes run at the same time.
    """
    environments = Environments(setting.sources)
    ask = setting.ask
    active: list[Tape] = []
    agent_clock = env_clock = 0.0  # seconds per episode that was active all the time
    try:
        while True:
            while len(active) < slots and (job := next(jobs, None)) is not None:
                tape = setting.start(job, environments)
                tape.mark = (agent_clock, env_clock)
                active.append(tape)
            if not active:
                return
            conversations = [tape.conversation for tape in active]
            roles = any(tape.roles is not None for tape in active)
            share = 1.0 / len(active)
            ended: list[Tape] = []
            now = perf_counter()
            while not ended:
                replies = ask(conversations)
                asked = perf_counter()
                ended = [tape for tape, reply in zip(active, replies, strict=True) if tape.play(reply)]
                agent_clock += (asked - now) * share
                now = perf_counter()
                env_clock += (now - asked) * share
                if roles:  # another role may be to move, with a conversation of its own
                    conversations = [tape.conversation for tape in active]
            active = [tape for tape in active if not tape.ended]
            for tape in ended:
                agent_seconds, env_seconds = agent_clock - tape.mark[0], env_clock - tape.mark[1]
                tape.env_seconds += env_seconds
                setting.finish(tape, environments)
                yield _billed(tape, agent_seconds)
    finally:
        environments.close()


def play_in_threads(
    jobs: Iterator[Episode], setting: Setting, slots: int, threads: int
) -> Generator[Episode, None, None]:
    """Play ``jobs`` with the environments stepped in threads; the agent answers whoever waits for it.

    An environment is made, played and closed by one and the same thread. The agent is asked in the calling thread.

    Args:
        jobs: episodes with their keys and seeds; they are filled and yielded.
        setting: what holds for every episode.
        slots: how many episodes run at the same time; they are shared out over the threads.
        threads: how many threads step environments.
    """
    lanes = [Lane(setting) for _ in range(min(threads, slots))]
    free = [lanes[slot % len(lanes)] for slot in range(slots)][::-1]
    running: dict[Future[tuple[Tape, bool]], Lane] = {}
    try:
        while True:
            while free and (job := next(jobs, None)) is not None:
                lane = free.pop()
                running[lane.pool.submit(lane.start, job)] = lane
            if not running:
                return
            done = wait(running, return_when=FIRST_COMPLETED).done
            waiting: list[tuple[Tape, Lane]] = []
            for future in [future for future in running if future in done]:
                lane = running.pop(future)
                tape, ended = future.result()
                if ended:
                    free.append(lane)
                    yield _billed(tape, tape.mark[0])
                else:
                    waiting.append((tape, lane))
            if waiting:
                started = perf_counter()
                replies = setting.ask([tape.conversation for tape, _ in waiting])
                share = (perf_counter() - started) / len(waiting)
                for (tape, lane), reply in zip(waiting, replies, strict=True):
                    tape.mark = (tape.mark[0] + share, 0.0)
                    running[lane.pool.submit(lane.play, tape, reply)] = lane
    finally:
        for future in running:
            future.cancel()
        with ExitStack() as closing:
            for lane in lanes:
                closing.callback(lane.close)


class Lane:
    """One thread and the environments that it alone touches."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.environments = Environments(setting.sources)
        self.pool = ThreadPoolExecutor(max_workers=1)

    def start(self, job: Episode) -> tuple[Tape, bool]:
        """Begin an episode."""
        return self.setting.start(job, self.environments), False

    def play(self, tape: Tape, reply: Reply) -> tuple[Tape, bool]:
        """Play one turn, and finish the episode when it is over."""
        started = perf_counter()
        ended = tape.play(reply)
        tape.env_seconds += perf_counter() - started
        if ended:
            self.setting.finish(tape, self.environments)
        return tape, ended

    def close(self) -> None:
        """Close the environments and end the thread."""
        closed = self.pool.submit(self.environments.close)
        self.pool.shutdown(wait=True)
        closed.result()


def _billed(tape: Tape, agent_seconds: float) -> Episode:
    """Return the finished episode with what it cost."""
    tape.episode.costs |= {"agent_seconds": agent_seconds, "env_seconds": tape.env_seconds}
    return tape.episode
