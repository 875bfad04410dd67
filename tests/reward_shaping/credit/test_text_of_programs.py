"""Random programs: the text is read back to the same program, which gives the same numbers."""

import ast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ragged_tables import SEEDS, table

from turnwise.reward_shaping.credit import (
    Program,
    absolute,
    add,
    centre,
    clip,
    fill,
    known,
    lag,
    maximum,
    minimum,
    only,
    returns,
    sigmoid,
    statistic,
    total,
    where,
)

NAMES = st.sampled_from(["reward", "other", "level", "outcome", "turn", "turns"])
NUMBERS = st.one_of(
    st.integers(-3, 3), st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 3)), st.just(1e-9)
)
KEYS = st.sampled_from(["group", ("group", "turn"), (), ["anchor"]])
ONE = [
    absolute,
    sigmoid,
    known,
    fill,
    total,
    lambda x: -x,
    lambda x: clip(x, -1, 2.5),
    lambda x: clip(x, high=0),
    lambda x: 1.5 - x,
    lambda x: x**2,
]
TWO = [
    lambda a, b: a + b,
    lambda a, b: a - b,
    lambda a, b: a * b,
    lambda a, b: a / b,
    lambda a, b: a > b,
    lambda a, b: a <= b,
    maximum,
    minimum,
    only,
    lambda a, b: add(a, b, 0.5, missing="skip"),
    lambda a, b: where(a >= 0, b, 2),
    lambda a, b: a - (b - 3) * 2,
    lambda a, b: (a + b) / (1 + absolute(a)),
]
BASES = st.one_of(NAMES.map(lambda name: Program("base")[name]))


def along(draw, expression):
    """Return the expression after an operator that takes plain data."""
    by, number = draw(KEYS), draw(st.sampled_from([0, 0.5, 1]))
    return draw(
        st.sampled_from(
            [
                lambda x: returns(x, gamma=number),
                lambda x: returns(x, number, over="n"),
                lambda x: lag(x, k=-1),
                lambda x: statistic(x, by=by, how="max"),
                lambda x: centre(x, by=by, scale="std", eps=number + 1e-3, min_count=2),
                lambda x: centre(x, by, loo=True, missing="keep"),
            ]
        )
    )(add(expression, 0 * Program("base")["reward"]))


@st.composite
def programs(draw):
    """Return a program of a few random steps."""
    p = Program(draw(st.text("abc xyz'\"\\", min_size=1)))
    made = []
    for number in range(draw(st.integers(1, 4))):
        expression = draw(BASES)
        for _ in range(draw(st.integers(0, 4))):
            kind = draw(st.integers(0, 3))
            other = draw(st.one_of(BASES, NUMBERS, st.sampled_from(made) if made else BASES))
            if kind == 0:
                expression = draw(st.sampled_from(ONE))(expression)
            elif kind == 1:
                expression = along(draw, expression)
            else:
                expression = draw(st.sampled_from(TWO))(expression, other)
        setattr(p, f"step_{number}", expression + 0)
        made.append(getattr(p, f"step_{number}"))
    p.advantage = made[-1] * 1
    return p


@given(programs())
@settings(max_examples=200)
def test_the_text_is_read_back_to_the_same_program(program):
    again = Program.parse(str(program))
    assert again == program
    assert str(again) == str(program)
    assert again.columns == program.columns
    assert again.hash == program.hash
    assert list(again.steps) == list(program.steps)


@given(programs())
def test_the_text_is_python(program):
    tree = ast.parse(str(program))
    assert all(isinstance(statement, ast.Assign) for statement in tree.body)
    namespace = {
        name: value
        for name, value in globals().items()
        if getattr(value, "__module__", "").startswith("turnwise.reward_shaping.credit")
    }
    exec(str(program), namespace)
    assert namespace["p"] == program


@given(programs(), SEEDS)
@settings(max_examples=50)
def test_the_program_that_was_read_gives_the_same_numbers(program, seed):
    rows = table(seed, missing=0.2)
    with np.errstate(over="ignore"):
        found, again = program(rows), Program.parse(str(program))(rows)
    for name in program.steps:
        np.testing.assert_array_equal(found.columns[name].data, again.columns[name].data)
    assert found.diagnostics == again.diagnostics


@given(programs())
def test_changing_one_number_changes_the_hash(program):
    changed = Program.parse(str(program).replace("p.advantage = ", "p.more = ") + "\np.advantage = p.more * 1.5")
    assert changed.hash != program.hash
    assert changed != program


@pytest.mark.parametrize(
    ("given", "usual"),
    [({"ddof": True}, {}), ({"ddof": 1.0}, {}), ({"loo": 0}, {}), ({"eps": 1}, {"eps": 1.0}),
     ({"min_count": 3.0}, {"min_count": 3}), ({"weight": -0.0}, {"weight": 0.0}),
     ({"by": ["group"]}, {"by": ("group",)})],
)  # fmt: skip
def test_arguments_that_mean_the_same_have_one_text_and_one_hash(given, usual):
    programs = []
    for arguments in (given, usual):
        p = Program("same")
        p.advantage = centre(p["reward"], **{"by": "group", **arguments})
        programs.append(p)
    assert programs[0] == programs[1] == Program.parse(str(programs[0]))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [({"by": 3}, "by to be str or tuple"), ({"eps": "a"}, "eps to be float"), ({"ddof": 1.5}, "ddof to be int"),
     ({"loo": 2}, "loo to be bool"), ({"population": 1}, "population to be str or None")],
)  # fmt: skip
def test_an_argument_of_another_type_is_refused_when_the_program_is_written(arguments, says):
    p = Program("wrong")
    with pytest.raises(ValueError, match=says):
        centre(p["reward"], **{"by": "group", **arguments})


@pytest.mark.parametrize("text", ["p['x']" + " + p['x']" * 5000, "-" * 5000 + "p['x']"])
def test_what_is_nested_too_deeply_is_refused_like_any_other_text(text):
    with pytest.raises(ValueError, match=r"Program\.parse"):
        Program.parse(f"p = Program('deep')\np.advantage = {text}")


def test_an_argument_given_twice_is_refused_as_in_python():
    with pytest.raises(ValueError, match="twice"):
        Program.parse("p = Program('x')\np.advantage = centre(p['r'], by='group', by='task')")


@pytest.mark.parametrize("name", ["a b", "class", "1st", "ﬁrst"])
def test_a_step_has_a_name_that_can_be_written_and_read_back(name):
    p = Program("names")
    with pytest.raises(ValueError, match="cannot be called"):
        setattr(p, name, p["reward"] * 2.0)


@pytest.mark.parametrize("name", [3, "", None])
def test_a_column_is_named_by_a_text(name):
    with pytest.raises(ValueError, match="named by a text"):
        Program("names")[name]
