"""Every dataset of reasoning-gym: right answers are right, and nothing else is."""

import importlib.util
import random

import gymnasium as gym
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.envs.text.reasoning.integrals import may_be_antiderivative
from turnwise.envs.text.reasoning.safety import may_be_verified
from turnwise.envs.text.reasoning.source import Source, names
from turnwise.envs.text.reasoning.strictness import FORMS, ONE_ANSWER, is_strict
from turnwise.wrappers import Retry

pytestmark = pytest.mark.needs("reasoning_gym")
EVERY = names() if importlib.util.find_spec("reasoning_gym") else []
JUNK = (
    "nan",
    "nan, nan",
    "inf",
    "NaN + NaNi",
    "what? {[(9",
    "x" * 50,
    "True or False",
    "-7",
    "[]",
    "{}",
    "-1e400",
    "None",
    "ABC",
    "1 2 3",
)


def make(**kwargs):
    return gym.make("turnwise/Reasoning-v0", **kwargs)


@pytest.mark.parametrize("name", EVERY)
def test_the_expert_is_right_and_a_right_answer_among_words_is_not(name):
    env = make(dataset=name, attempts=20)
    _, info = env.reset(seed=1)
    answer = info["answer"]
    assert answer.strip()
    for wrong in (f"The answer is {answer}", f"{answer}\nor not, zzz", f"{answer} or zzz"):
        _, reward, terminated, _, info = env.step(f"answer {wrong}")
        assert (reward, terminated) == (0.0, False), wrong
        assert info["valid"]
    observation, reward, terminated, *_ = env.step(next(env.unwrapped.expert()))
    assert (observation, reward, terminated) == ("That is right.", 1.0, True)


def test_nonsense_is_right_nowhere_but_where_it_is_the_answer():
    for name in EVERY:
        source = Source(name, {}, 0)
        item = source.item(2)
        right = [junk for junk in JUNK if junk != item.answer and source.score(item, junk) >= 1]
        assert right == [], name


def test_a_wrong_answer_is_told_nothing_but_to_try_again():
    env = make(attempts=3, message="Once more.")
    env.reset(seed=0)
    seen = [env.step(f"answer {answer}") for answer in ("x", "x", "y")]
    assert [step[0] for step in seen[:2]] == ["Once more."] * 2
    assert seen[2][:3] == ("That is wrong, and it was your last attempt.", 0.0, True)
    assert [step[4]["channels"]["repeated"] for step in seen] == [0.0, 1.0, 0.0]


def test_graded_pays_the_score_of_the_last_answer_only():
    env = make(dataset="countdown", attempts=2, scoring="graded")
    env.reset(seed=0)
    assert env.step("answer 1 + 1")[1] == 0.0
    _, reward, terminated, _, info = env.step("answer 1 + 1")
    assert terminated
    assert not info["success"]
    assert reward == info["channels"]["score"] > 0
    strict = make(dataset="countdown", attempts=1)
    strict.reset(seed=0)
    assert strict.step("answer 1 + 1")[1] == 0.0


def test_retry_around_one_attempt_pays_as_ufo_does():
    env = Retry(make(attempts=1), attempts=5, gamma=0.5, penalty=0.5)
    _, info = env.reset(seed=0)
    right = f"answer {info['answer']}"
    assert env.step("answer x")[:3] == ("Let's try again.", 0.0, False)
    assert env.step("answer x")[:3] == ("Let's try again.", 0.0, False)
    reward = env.step(right)[1]
    assert reward == pytest.approx(0.25 - 0.5 * (1 - 2 / 3))


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("n_queens", "__import__('os').getcwd()"),
        ("spiral_matrix", "[x for x in 'abc']"),
        ("binary_matrix", "9**9**9"),
        ("string_insertion", "exit()"),
        ("countdown", "9**9**9**9"),
        ("puzzle24", "().__class__"),
        ("polynomial_multiplication", "(x + y + z)**300"),
        ("simple_integration", "((x + 1)**30)**30"),
        ("intermediate_integration", "x**(9**9)"),
        ("simple_integration", "x**(10 + 10)"),
        ("simple_integration", "open('x')"),
        ("simple_integration", "x.__class__"),
        ("simple_integration", "True"),
        ("polynomial_multiplication", "2**(99999999999*y/y)"),
        ("polynomial_multiplication", "2**(9*9*9*9*9*9*9*y/y)"),
        ("polynomial_multiplication", "2**exp(log(10**50))"),
        ("polynomial_multiplication", "exp(99999999999*log(2))"),
        ("intermediate_integration", "(sin(x) + cos(x) + tan(x) + exp(x))**12"),
        ("intermediate_integration", "Integral(x, x)"),
        ("rubiks_cube", "U99999999"),
        ("rubiks_cube", "A+99999999"),
        ("rush_hour", "A+99999999"),
        ("coin_flip", "1E+999999999"),
        ("coin_flip", "1e10000000"),
        ("propositional_logic", "¬" * 3000),
        ("chain_sum", "1" * 30_000),
    ],
)
def test_answers_that_would_be_run_or_take_long_are_turned_away(name, answer):
    source = Source(name, {}, 0)
    assert not may_be_verified(name, answer, source.item(0).entry["metadata"])
    assert source.score(source.item(0), answer) == 0.0


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("n_queens", "[['Q', '_'], ['_', 'Q']]"),
        ("spiral_matrix", "1 2 3"),
        ("countdown", "(49*(85 - 1))/14 - 42"),
        ("polynomial_multiplication", "-26*x**2 + 3*x*y - 1"),
        ("simple_integration", "5*X**2/2 - 3*X**(7/2) + C"),
        ("intermediate_integration", "exp(2*x)*sin(x) + log(Abs(x)) - x**-2 + C"),
    ],
)
def test_plain_values_and_formulas_are_let_through(name, answer):
    slopes = {"5*X**2/2 - 3*X**(7/2) + C": ("X", "5*X - 21*X**(5/2)/2")}
    slopes["exp(2*x)*sin(x) + log(Abs(x)) - x**-2 + C"] = ("x", "2*exp(2*x)*sin(x) + exp(2*x)*cos(x) + 1/x + 2/x**3")
    variable, integrand = slopes.get(answer, ("x", "0"))
    assert may_be_verified(name, answer, {"variable": variable, "integrand": integrand})


def test_every_dataset_of_formulas_takes_its_own_answers():
    for name in ("simple_integration", "intermediate_integration", "polynomial_multiplication"):
        source = Source(name, {}, 0)
        items = [source.item(number) for number in range(40)]
        assert [item.answer for item in items if source.score(item, item.answer) < 1] == []


@pytest.mark.parametrize(
    ("formula", "may_be"),
    [
        ("x**2/2", True),
        ("x**2/2 + C", True),
        ("(x + 1)**2/2 - x", True),
        ("x**2", False),
        ("x**2/2 + log(y)", True),
        ("x**2/2 + x/1000", False),
        ("1/0", False),
        ("", False),
        ("x +", False),
        ("open('x')", False),
        ("exp(exp(exp(exp(x))))", False),
        ("9**9**9**9", False),
    ],
)
def test_a_formula_may_be_an_integral_if_its_slope_is_the_integrand(formula, may_be):
    assert may_be_antiderivative(formula, "x", "x") is may_be


@given(st.sampled_from(["n_queens", "countdown", "simple_integration"]), st.text())
def test_reading_any_answer_raises_nothing(name, answer):
    assert may_be_verified(name, answer, {"variable": "x", "integrand": "x"}) in (True, False)


def test_strictness_by_hand():
    assert is_strict("gsm_symbolic", "41.", "41")
    assert is_strict("gsm_symbolic", "1,041", "1041.0")
    assert not is_strict("gsm_symbolic", "41 or 42", "41")
    assert is_strict("sokoban", " UDLR ", "")
    assert not is_strict("sokoban", "UDLR, I think", "")
    assert is_strict("chain_sum", "anything: its verifier is strict itself", "1")
    assert ONE_ANSWER.isdisjoint(FORMS)


def test_datasets_that_draw_from_the_process_wide_generators_neither_move_them_nor_depend_on_them():
    for name in ("pool_matrix", "list_functions"):
        random.seed(1)
        np.random.seed(1)  # noqa: NPY002
        before = random.getstate(), np.random.get_state()[1].tolist()  # noqa: NPY002
        first = Source(name, {}, 0).item(3)
        assert (random.getstate(), np.random.get_state()[1].tolist()) == before  # noqa: NPY002
        random.seed(2)
        np.random.seed(2)  # noqa: NPY002
        assert Source(name, {}, 0).item(3) == first


def test_unknown_names_and_settings_are_told():
    with pytest.raises(ValueError, match=r"got dataset='chain_sums'\. Did you mean chain_sum"):
        make(dataset="chain_sums")
    with pytest.raises(ValueError, match=r"cannot make the dataset 'chain_sum'.*min_terms"):
        make(dataset="chain_sum", config={"min_terms": 5, "max_terms": 2})
    with pytest.raises(ValueError, match=r"cannot make the dataset 'chain_sum'.*colour"):
        make(dataset="chain_sum", config={"colour": 2})
    with pytest.raises(ValueError, match="settings of one dataset"):
        make(dataset=["chain_sum", "gcd"], config={"size": 5})


def test_a_datasets_own_settings_make_its_tasks():
    env = make(dataset="chain_sum", config={"min_terms": 6, "max_terms": 6})
    opening, info = env.reset(seed=0)
    assert opening.split("\n")[0].count("+") + opening.split("\n")[0].count(" - ") == 5
    assert info["task"]["parameters"]["config"] == {"min_terms": 6, "max_terms": 6}
