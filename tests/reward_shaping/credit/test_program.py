"""Programs: written, printed, parsed, compared, and refused."""

import json
import pickle
import subprocess
import sys

import numpy as np
import pytest

from turnwise.reward_shaping.credit import (
    OPERATORS,
    PRESETS,
    Operand,
    Program,
    Table,
    Value,
    centre,
    column,
    gae,
    lag,
    operator,
    returns,
    total,
    where,
)

TEXT = """p = Program('case')
p.z = centre(total(p['reward']), by=('group', 'turn'), scale='std', ddof=0)
p.advantage = where(p.z > 0.5, -1.0 * p.z, 2.0 - p['other'] / 3.0)"""


def case():
    """Return the program that `TEXT` is of."""
    p = Program("case")
    p.z = centre(total(p["reward"]), by=("group", "turn"), scale="std", ddof=0, eps=1e-6)
    p.advantage = where(p.z > 0.5, -p.z, 2 - p["other"] / 3)
    return p


def test_the_text_is_what_was_written_less_the_defaults():
    assert str(case()) == TEXT == repr(case())


@pytest.mark.parametrize("name", list(PRESETS))
def test_every_preset_is_read_back_from_its_text(name):
    program = PRESETS[name]()
    parsed = Program.parse(str(program))
    assert parsed == program
    assert str(parsed) == str(program)
    assert parsed.hash == program.hash
    assert pickle.loads(pickle.dumps(program)) == program
    assert Program.parse(json.loads(json.dumps(str(program)))) == program


def test_the_hash_is_of_what_is_computed():
    same, other = Program("another name"), Program("case")
    for program, ddof in [(same, 0), (other, 1)]:
        program.z = centre(total(program["reward"]), by=("group", "turn"), scale="std", ddof=ddof)
        program.advantage = where(program.z > 0.5, -program.z, 2 - program["other"] / 3)
    assert same.hash == case().hash
    assert same != case()
    assert other.hash != case().hash
    assert len({case(), case(), other}) == 2


def test_a_default_that_is_written_out_changes_nothing():
    written, left = Program("p"), Program("p")
    written.advantage = returns(written["reward"], gamma=1, within="episode", over=None)
    left.advantage = returns(left["reward"])
    assert written == left


def test_the_hash_is_the_same_in_another_process():
    code = "from turnwise.reward_shaping.credit import PRESETS; print(PRESETS['a2tgpo']().hash)"
    command, hashes = [sys.executable, "-c", code], {"PYTHONHASHSEED": "7"}
    run = subprocess.run(command, capture_output=True, text=True, check=True, env=hashes)
    assert run.stdout.strip() == PRESETS["a2tgpo"]().hash


def test_spacing_quotes_and_comments_do_not_matter():
    text = 'p = Program("case")  # a comment\np.advantage = returns(\n    p["reward"], gamma = 0.9)\n'
    p = Program("case")
    p.advantage = returns(p["reward"], gamma=0.9)
    assert Program.parse(text) == p


def test_columns_are_those_it_reads():
    assert case().columns == ["reward", "other"]


def test_arithmetic_runs_as_in_python():
    p = Program("arithmetic")
    a, b = p["a"], p["b"]
    p.advantage = (a + 1) * (2 - b) / (a - 3) ** 2 + (a > b) - (a <= b) * -b + (1 + a) * (3 * a) + 2**a + 6 / a
    table = Table([3], turn={"a": [1.0, 2.0, 5.0], "b": [2.0, 2.0, -1.0]})
    x, y = table["a"].data, table["b"].data
    expected = (x + 1) * (2 - y) / (x - 3) ** 2 + (x > y) - (x <= y) * -y + (1 + x) * (3 * x) + 2**x + 6 / x
    np.testing.assert_allclose(p(table).advantage, expected)
    np.testing.assert_allclose(Program.parse(str(p))(table).advantage, expected)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the text is empty"),
        ("p.advantage = p['a']", "starts with p = Program"),
        ("p = Program('x')\np.a = centre(", "line 2"),
        ("p = Program('x')\np.a = centr(p['a'])", r"line 2: there is no operator 'centr'. Did you mean 'centre'\?"),
        ("p = Program('x')\np.a = __import__('os')", "line 2: there is no operator '__import__'"),
        ("p = Program('x')\np.a = p['a'].data", "columns p\\['name'\\], steps p.name"),
        ("p = Program('x')\np.a = [x for x in p['a']]", "got .\\[x for"),
        ("p = Program('x')\np.a = returns(p['a'], **{})", "got .returns"),
        ("p = Program('x')\nimport os", "a step of a credit program is written"),
        ("p = Program('x')\np.a = p.b", "has no step 'b' yet"),
        ("p = Program('x')\np.a = 1.0", "which is no expression"),
        ("p = Program('x')\np.a = p['a'] * (2 + 3)", "writes a number as one number"),
        ("p = Program('x')\np.a = p['a']\np.a = p['a']", "line 3: Program x: step 'a' is there already"),
        ("p = Program('x')\np.a = returns(p['a'], gamma=-'a')", "line 2"),
    ],
)
def test_a_text_that_is_no_program_is_refused_with_its_line(text, message):
    with pytest.raises(ValueError, match=message):
        Program.parse(text)


def test_mistakes_are_named_where_they_are_made():
    p = Program("x")
    with pytest.raises(ValueError, match=r"centre\(x.*unexpected keyword argument 'dof'.* Did you mean 'ddof'\?"):
        centre(p["a"], by="group", dof=1)
    with pytest.raises(ValueError, match=r"missing a required argument: 'by'"):
        centre(p["a"])
    with pytest.raises(
        ValueError, match=r"scale to be one of \['std', 'mean', None\]; got 'sdt'. Did you mean 'std'\?"
    ):
        centre(p["a"], by="group", scale="sdt")
    with pytest.raises(ValueError, match=r"needs x to be a column .* got 'reward'"):
        total("reward")
    with pytest.raises(ValueError, match="finite number; got nan"):
        p["a"] + float("nan")
    with pytest.raises(ValueError, match="needs k as plain data, not as a column"):
        lag(p["a"], k=p["b"])
    with pytest.raises(ValueError, match=r"needs gamma as plain data .* got inf"):
        returns(p["a"], gamma=float("inf"))
    with pytest.raises(ValueError, match="neither true nor false"):
        bool(p["a"] > 0)
    with pytest.raises(AttributeError, match=r"has no step 'advantge' yet.*"):
        p.z = p.advantge + 1
    with pytest.raises(ValueError, match="a step cannot be called 'columns'"):
        p.columns = p["a"] + 1
    with pytest.raises(ValueError, match="needs a name; got ''"):
        Program("")


def test_what_cannot_run_names_the_step():
    table = Table([2], turn={"reward": [0.0, 1.0]})
    p = Program("x")
    p.z = total(p["reward"])
    with pytest.raises(ValueError, match=r"has no step 'advantage'; it has \['z'\]"):
        p(table)
    p.advantage = total(p["rewrd"])
    with pytest.raises(ValueError, match=r"step 'advantage' \(total.*no column 'rewrd'.* Did you mean 'reward'\?"):
        p(table)
    q = Program("y")
    q.advantage = centre(total(q["reward"]), by=("group", "turn"))
    with pytest.raises(
        ValueError, match=r"the key 'turn' has one label for each turn, and the rows are of scope 'episode'"
    ):
        q(table)
    r = Program("z")
    r.advantage = centre(r["reward"], by="grup")
    with pytest.raises(ValueError, match=r"no key 'grup'.* Did you mean 'group'\?"):
        r(table)


def test_an_operator_of_ones_own():
    @operator
    def squared_for_test(x: Operand, times: int = 1) -> Value:
        return column(x).like(column(x).data ** (2 * times))

    p = Program("own")
    p.advantage = squared_for_test(p["reward"], times=2) + 1
    assert str(p).endswith("p.advantage = squared_for_test(p['reward'], times=2) + 1.0")
    np.testing.assert_allclose(Program.parse(str(p))(Table([2], turn={"reward": [1.0, 2.0]})).advantage, [2, 17])
    del OPERATORS["squared_for_test"]


def test_an_operator_does_not_take_anothers_name():
    def clip(x: Operand) -> Value:
        return column(x)

    with pytest.raises(ValueError, match="there is an operator 'clip' already, of turnwise"):
        operator(clip)


def test_numbers_of_numpy_are_numbers():
    p, q = Program("p"), Program("p")
    p.advantage = np.float64(2.0) * returns(p["reward"], gamma=np.float32(0.5)) + np.int64(1)
    q.advantage = 2.0 * returns(q["reward"], gamma=0.5) + 1
    assert p == q


def test_an_operand_that_is_left_out_is_none():
    p = Program("p")
    p.advantage = gae(p["reward"], p["value"], bootstrap=None)
    assert "bootstrap" not in str(p)
    p = Program("p")
    p.advantage = gae(p["reward"], p["value"], bootstrap=p["last"])
    assert p.columns == ["reward", "value", "last"]
    assert Program.parse(str(p)) == p
