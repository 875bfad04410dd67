import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.cli.specs import Spec, parse_spec, parse_value, suggestion


@pytest.mark.parametrize(
    ("text", "name", "arguments"),
    [
        ("random", "random", {}),
        ("expert:noise=0.2", "expert", {"noise": 0.2}),
        ("Sokoban-v0:size=[6, 7],boxes=2", "Sokoban-v0", {"size": [6, 7], "boxes": 2}),
        ("FrozenLake-v0:is_slippery=false", "FrozenLake-v0", {"is_slippery": False}),
        ("Milestones:mode=first", "Milestones", {"mode": "first"}),
        ("GatedRewards:terms=[milestones, curiosity],on=outcome", "GatedRewards",
         {"terms": ["milestones", "curiosity"], "on": "outcome"}),
        ('Milestones:weight={key = 0.5, "door, red" = 1}', "Milestones", {"weight": {"key": 0.5, "door, red": 1}}),
        ('X:weight={"key": 0.5}', "X", {"weight": {"key": 0.5}}),
        ("X:limit=null", "X", {"limit": None}),
        ("X:text=\"a,b=c]\",n=1", "X", {"text": "a,b=c]", "n": 1}),
        ("X:call=package.module:name", "X", {"call": "package.module:name"}),
        ("package.module:Name:seed=1", "package.module:Name", {"seed": 1}),
        ("package.module:Name", "package.module:Name", {}),
        ("X: a = 1 , b = [ ]", "X", {"a": 1, "b": []}),
    ],
)  # fmt: skip
def test_a_spec_is_a_name_and_literals(text, name, arguments):
    assert parse_spec(text) == Spec(name, arguments)


@pytest.mark.parametrize("text", ["", ":a=1", "X:", "X:a=1,b", "X:a=1,a=2", "X:a=1,2b=3", "X:a="])
def test_a_spec_that_is_not_one_is_refused(text):
    with pytest.raises(ValueError, match=r"is not|twice"):
        parse_spec(text)


def test_a_bare_word_with_a_line_break_cannot_smuggle_in_a_second_key():
    assert parse_value("1\nw = 2") == "1\nw = 2"


plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text("ab \"'\\,=:[]{}()\né\u2028😀", max_size=8),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(["a", "b_c", "weight2"]), plain))
def test_what_a_spec_writes_it_reads_back(arguments):
    spec = Spec("Name-v0", arguments)
    assert parse_spec(str(spec)) == spec


IDS = ["turnwise/Sokoban-v0", "turnwise/FrozenLake-v0", "turnwise/KeyRooms-v0"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("turnwise/Sokobam-v0", IDS[0]), ("sokobam", IDS[0]), ("frozenlake", IDS[1]), ("Keyroom", IDS[2])],
)
def test_a_misspelt_id_is_answered_with_the_right_one(typed, meant):
    assert f"Did you mean {meant!r}" in suggestion(typed, IDS)


def test_nothing_is_suggested_for_a_name_like_no_other():
    assert suggestion("Chess", IDS) == ""
