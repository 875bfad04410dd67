"""Credit assignment as a straight-line program: named steps over a table's columns, the last of them ``advantage``.

    p = Program("grpo")
    p.total = total(p["reward"])
    p.advantage = centre(p.total, by="group", scale="std")
    result = p(table)

``str(p)`` is that text, `Program.parse` reads it back (it is never evaluated as Python), and ``p.hash`` is the same in
every process. The order of steps is the method: normalising before or after adding are two programs. Steps called
``clip_scale``, ``loss_mask`` and ``sample_weight`` are for the loss; a trainer may ignore them and must say so.
"""

from __future__ import annotations

import ast
import difflib
import hashlib
import keyword
import unicodedata
from collections.abc import Mapping
from typing import Any, Self

from .expression import Call, Column, Expression, Operand, Step, full_tree
from .parsing import read_header, read_step
from .result import Result
from .table import Table
from .value import Value

SIDE_CHANNELS = ("clip_scale", "loss_mask", "sample_weight")


class Program:
    """A credit assignment: ``p["name"]`` is a column of the table, ``p.name = expression`` adds a step.

    Args:
        name: what the program is called; it changes neither what is computed nor the hash.

    Raises:
        ValueError: the name is empty.
    """

    name: str
    steps: Mapping[str, Expression]

    def __init__(self, name: str) -> None:
        if not name or not isinstance(name, str):
            raise ValueError(f"Program needs a name; got {name!r}.")
        self.__dict__.update(name=name, steps={})

    def __setattr__(self, name: str, expression: Operand) -> None:
        """Add a step.

        Raises:
            ValueError: the name is taken, or the value is no expression or uses a step that is not there.
        """
        if name in self.steps:
            raise ValueError(f"Program {self.name}: step {name!r} is there already; each name is given once.")
        if hasattr(type(self), name) or name in self.__dict__ or name.startswith("_") or not is_name(name):
            raise ValueError(f"Program {self.name}: a step cannot be called {name!r}; choose another name.")
        if not isinstance(expression, Expression):
            raise ValueError(f"Program {self.name}, step {name!r}: got {expression!r}, which is no expression.")
        for used in walk(expression):
            if isinstance(used, Step):
                self._known(used.name)
        self.__dict__["steps"] = {**self.steps, name: expression}

    def __getattr__(self, name: str) -> Step:
        """Return an earlier step.

        Raises:
            AttributeError: there is none of that name.
        """
        if name.startswith("__"):
            raise AttributeError(name)
        return self._known(name)

    def _known(self, name: str) -> Step:
        if name not in self.steps:
            close = difflib.get_close_matches(name, self.steps, 1)
            hint = f" Did you mean {close[0]!r}?" if close else ""
            raise AttributeError(f"Program {self.name} has no step {name!r} yet; it has {list(self.steps)}.{hint}")
        return Step(name)

    def __getitem__(self, name: str) -> Column:
        """Return a column of the table, to be looked up when the program runs.

        Raises:
            ValueError: the name is no text.
        """
        if not isinstance(name, str) or not name:
            raise ValueError(f"Program {self.name}: a column is named by a text, as p['reward']; got {name!r:.80}.")
        return Column(name)

    @property
    def columns(self) -> list[str]:
        """The columns it reads, in the order in which they first appear."""
        found = (part for expression in self.steps.values() for part in walk(expression))
        return list(dict.fromkeys(part.name for part in found if isinstance(part, Column)))

    def __str__(self) -> str:
        """Return the text; arguments that have their default value are left out."""
        lines = [f"p.{name} = {expression}" for name, expression in self.steps.items()]
        return "\n".join([f"p = Program({self.name!r})", *lines])

    __repr__ = __str__

    @property
    def hash(self) -> str:
        """The sha256 of the steps with every argument written out: what is computed, whatever the defaults become."""
        lines = [f"p.{name} = {ast.unparse(full_tree(expression))}" for name, expression in self.steps.items()]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def __eq__(self, other: object) -> bool:
        """Whether the other program has the same name and steps."""
        return isinstance(other, Program) and (self.name, self.hash) == (other.name, other.hash)

    def __hash__(self) -> int:
        """Return a number that is the same for equal programs."""
        return int(self.hash[:15], 16)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle and copy by the text."""
        return type(self).parse, (str(self),)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a program from its text.

        Args:
            text: what ``str`` gives, or a person wrote: ``p = Program("name")``, then ``p.step = expression`` lines.

        Raises:
            ValueError: the text is no such program; the message says which line and why.
        """
        try:
            statements = ast.parse(text).body
        except SyntaxError as error:
            raise ValueError(f"Program.parse: line {error.lineno or 1}: {error.msg}.") from None
        except RecursionError:
            raise ValueError("Program.parse: an expression is nested too deeply; give parts of it names.") from None
        if not statements:
            raise ValueError("Program.parse: the text is empty; a credit program starts with p = Program('name').")
        program = cls(read_header(statements[0]))
        for statement in statements[1:]:
            try:
                setattr(program, *read_step(statement))
            except (ValueError, AttributeError, TypeError) as error:
                raise ValueError(f"Program.parse: line {statement.lineno}: {error}") from None
        return program

    def __call__(self, table: Table) -> Result:
        """Run the program.

        Args:
            table: the trace.

        Raises:
            ValueError: a column is not in the table, or an operator cannot take what it was given; the message names
                the step.
        """
        if "advantage" not in self.steps:
            raise ValueError(f"Program {self.name} has no step 'advantage'; it has {list(self.steps)}.")
        columns: dict[str, Value] = {}
        notes: dict[str, float] = {}
        for name, expression in self.steps.items():
            try:
                columns[name] = _as_value(_evaluate(expression, table, columns, notes, name), table)
            except ValueError as error:
                raise ValueError(f"Program {self.name}, step {name!r} ({expression}): {error}") from None
        return Result(self, table, columns, notes)


def is_name(name: str) -> bool:
    """Return whether ``p.name`` can be written and read back.

    Args:
        name: of a step.
    """
    return name.isidentifier() and not keyword.iskeyword(name) and unicodedata.normalize("NFKC", name) == name


def walk(expression: Expression) -> list[Expression]:
    """Return an expression and everything it is made of, outside first.

    Args:
        expression: where to start.
    """
    return [expression, *(inner for part in expression.parts() for inner in walk(part))]


def _evaluate(
    expression: Operand, table: Table, columns: Mapping[str, Value], notes: dict[str, float], step: str
) -> Any:
    """Return what an expression or plain argument stands for, and gather its notes."""
    if isinstance(expression, Column):
        return table[expression.name]
    if isinstance(expression, Step):
        return columns[expression.name]
    if not isinstance(expression, Call):
        return expression
    operands = [_evaluate(operand, table, columns, notes, step) for operand in expression.operands]
    named = {key: _evaluate(value, table, columns, notes, step) for key, value in expression.arguments.items()}
    value = expression.operator.run(*operands, **named)
    for key, count in value.notes.items():
        notes[f"{step}.{key}"] = notes.get(f"{step}.{key}", 0.0) + count
    return value


def _as_value(value: Value | float, table: Table) -> Value:
    """Return a step's value as a column; a bare column is itself."""
    if isinstance(value, Value):
        return value
    raise ValueError(f"{value!r} is no column of {table!r}")
