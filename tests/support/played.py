"""Episodes for the diagnostics to read, made by hand."""

from dataclasses import dataclass, field


@dataclass
class Played:
    """What the diagnostics read of an episode."""

    observations: list[str] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    paid: dict[str, list[float]] = field(default_factory=dict)
    solved: bool = False
    terminated: bool = True
    task: str = "task"

    @classmethod
    def along(cls, seen, solved=False, terminated=True, task="task", **paid):
        """Return an episode through observations, each a letter, with what each term paid on each turn."""
        return cls(list(seen), [f"to {each}" for each in seen[1:]], paid, solved, terminated, task)
