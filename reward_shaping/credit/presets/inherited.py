"""A program that goes on from the steps of another."""

from __future__ import annotations

from ..expression import Call, Operand, Step
from ..program import Program


def inherited(base: Program, name: str, advantage: str) -> Program:
    """Return a program with the steps of another, whose advantage is a step of another name.

    Args:
        base: the program.
        name: what the new one is called.
        advantage: what the step ``advantage`` of ``base`` is called in it.

    Raises:
        ValueError: ``base`` has a step of that name already.
    """
    p = Program(name)
    names = {"advantage": advantage}
    for step, expression in base.steps.items():
        setattr(p, names.get(step, step), _renamed(expression, names))
    return p


def _renamed(operand: Operand, names: dict[str, str]) -> Operand:
    """Return an expression in which steps have other names."""
    if isinstance(operand, Step):
        return Step(names.get(operand.name, operand.name))
    if isinstance(operand, Call):
        operands = tuple(_renamed(each, names) for each in operand.operands)
        return Call(operand.operator, operands, {key: _renamed(x, names) for key, x in operand.arguments.items()})
    return operand
