"""Terms that ask two callables note the version of both."""

import pytest

from turnwise.wrappers import DensityRatio, QuestionValue, ValueOfInformation


class Versioned:
    def __init__(self, identity, version=None):
        self.identity = identity
        if version is not None:
            self.version = version

    def __call__(self, history, *given):
        return {}


@pytest.mark.parametrize("wrapper", [DensityRatio, QuestionValue, ValueOfInformation])
@pytest.mark.parametrize(
    ("first", "second", "noted"),
    [(3, 7, {"": ("one", 3), ".1": ("other", 7)}), (3, None, {"": ("one", 3)}), (None, 7, {"": ("other", 7)})],
)
def test_both_callables_are_noted_at_the_reset(tools, wrapper, first, second, noted):
    env = wrapper(tools.Scripted([{}]), Versioned("one", first), Versioned("other", second), name="term")
    expected = {f"term{place}": {"identity": who, "version": version} for place, (who, version) in noted.items()}
    assert env.reset()[1]["versions"] == expected


@pytest.mark.parametrize("wrapper", [DensityRatio, QuestionValue, ValueOfInformation])
def test_where_neither_learns_nothing_is_noted(tools, wrapper):
    assert "versions" not in wrapper(tools.Scripted([{}]), Versioned("one"), Versioned("other")).reset()[1]
