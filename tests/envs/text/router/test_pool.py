"""Models and whom to believe: what is said follows from the seed, and votes are weighed by skill."""

import math
from itertools import product

import numpy as np
import pytest

from turnwise.envs.text.router import expert, pool, voting
from turnwise.envs.text.router.rules import State, cost_of, normalised
from turnwise.envs.text.router.world import FIELDS, WRONG


def test_a_pool_has_a_small_model_a_large_one_and_specialists():
    for seed in range(30):
        models = sorted(pool.draw_pool(np.random.default_rng(seed), 5, 0.9, 0.3), key=lambda model: model.price)
        assert len({model.name for model in models}) == 5
        assert len(models[0].fields) == 1
        assert models[-1].fields == FIELDS
        assert all(2 <= len(model.fields) <= 3 for model in models[1:-1])
        assert models[-1].price > 20 * models[0].price
        assert models[0].description.startswith("A small model. It is right in 90 of 100 questions on ")
        assert "in 30 of 100 on the other fields" in models[0].description


@pytest.mark.parametrize(("noise", "weak"), [(0.0, 0.3), (0.2, 0.5)])
def test_models_are_right_as_often_as_they_are_said_to_be(level, noise, weak):
    told = {"strong": [], "weak": []}
    for seed in range(12):
        drawn = level(seed, noise=noise, weak=weak)
        for model, fact in product(drawn.pool, drawn.world.values):
            reply = pool.say(model, drawn.world, drawn.seed, expert.query_for(drawn, fact))
            assert reply.fact == fact
            told["strong" if fact.field in model.fields else "weak"].append(reply.value == drawn.world.values[fact])
    assert np.mean(told["strong"]) == pytest.approx(1 - noise, abs=0.02)
    assert np.mean(told["weak"]) == pytest.approx(weak, abs=0.03)


def test_the_same_fact_gets_the_same_reply_however_it_is_asked(level, model):
    drawn = level()
    town = drawn.world.things["town"][0]
    weak = model(accuracy=0.3)
    replies = {
        pool.say(weak, drawn.world, 7, query.format(town))
        for query in ("population {}?", "How many people live in {}?")
    }
    assert len(replies) == 1


def test_wrong_replies_spread_over_all_wrong_values(level, model):
    drawn = level()
    fact = next(iter(drawn.world.values))
    liar = model(accuracy=0.0)
    told = [pool.say(liar, drawn.world, seed, expert.query_for(drawn, fact)).value for seed in range(500)]
    shares = [told.count(value) / 500 for value in drawn.world.wrong[fact]]
    assert sum(shares) == pytest.approx(1.0)
    assert min(shares) > 0.5 / WRONG


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("hello", "I do not understand."),
        ("2 + 40", "The result is 42."),
        ("1 / 3", "The result is 0.3333."),
        ("Compare {0} with {1}", "Ask me one plain question about one thing at a time."),
        ("Tell me of {0}", "You can ask for its population, year of foundation, altitude in metres."),
    ],
)
def test_what_is_not_one_plain_question_gets_a_hint(level, model, query, said):
    drawn = level()
    reply = pool.say(model(), drawn.world, 1, query.format(*drawn.world.things["town"]))
    assert said in reply.text
    assert reply.fact is None


def test_costs_by_hand(model):
    assert cost_of(model(price=10.0), "one two three", "four five") == 0.05
    assert cost_of(model(price=10.0), "one two three", "four five", counted=100) == 1.0


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("The Silent Oath!", "silent oath"),
        ("1,234", "1234"),
        ("1234.0", "1234"),
        (" 42. ", "42"),
        ("-5", "-5"),
        ("An answer", "answer"),
        ("3.25", "3.25"),
        ("$ 7", "7"),
        ("", ""),
    ],
)
def test_answers_are_compared_without_case_articles_and_punctuation(given, kept):
    assert normalised(given) == kept


def test_weights_by_hand():
    assert voting.weight(1.0) == math.inf
    assert voting.weight(0.0) == -math.inf
    assert voting.weight(1 / (WRONG + 1)) == pytest.approx(0.0)
    assert voting.weight(0.5) == pytest.approx(math.log(WRONG))


def test_those_who_know_more_are_asked_first_and_the_cheaper_before_the_dearer(model):
    models = [
        model("Dear", 50, 0.9),
        model("Weak", 1, 0.3),
        model("Cheap", 5, 0.9),
        model("Blind", 1, 1 / (WRONG + 1) - 0.01),
    ]
    assert [each.name for each in voting.order(tuple(models), "art")] == ["Cheap", "Dear", "Weak"]


def test_the_value_that_weighs_most_is_believed_and_of_equals_the_first():
    assert voting.believed([]) is None
    assert voting.believed([("a", 1.0), ("b", 0.6), ("b", 0.6)]) == "b"
    assert voting.believed([("a", 1.0), ("b", 1.0)]) == "a"


@pytest.mark.parametrize(
    ("votes", "rest", "over"),
    [
        ([], [1.0], False),
        ([], [], True),
        ([("a", math.inf)], [math.inf], True),
        ([("a", 2.0)], [1.0], True),
        ([("a", 2.0)], [2.0], False),
        ([("a", 2.0), ("b", 1.5)], [1.0], False),
        ([("a", 2.0), ("a", 2.0)], [2.0, 1.0], True),
    ],
)
def test_when_nobody_else_need_be_asked(votes, rest, over):
    assert voting.decided(votes, rest) is over


def test_reliability_is_what_asking_everybody_in_every_case_gives():
    accuracies = (0.8, 0.6, 0.3)
    total = 0.0
    for told in product(range(WRONG + 1), repeat=3):
        share = math.prod(p if value == 0 else (1 - p) / WRONG for value, p in zip(told, accuracies, strict=True))
        sums = {}
        for value, p in zip(told, accuracies, strict=True):
            sums[value] = sums.get(value, 0.0) + math.log(p * WRONG / (1 - p))
        total += share * (max(sums, key=sums.get) == 0)
    assert voting.reliability(accuracies) == pytest.approx(total)
    assert voting.reliability((0.7,)) == pytest.approx(0.7)
    assert voting.reliability((1.0, 0.3)) == pytest.approx(1.0)


def test_asking_in_order_until_it_is_decided_is_as_good_as_asking_everybody(level):
    for seed in range(40):
        drawn = level(seed, facts=1, hops=1, noise=0.3)
        fact = drawn.facts[0]
        panel = voting.order(drawn.pool, fact.field)
        votes = [
            (
                pool.say(model, drawn.world, drawn.seed, expert.query_for(drawn, fact)).value,
                voting.weight(model.skill(fact.field)),
            )
            for model in panel
        ]
        everybody = voting.believed(votes) == drawn.world.values[fact]
        assert expert.played(drawn).right == everybody


def test_the_value_of_play_is_what_play_gives_on_average(level):
    drawn = [level(seed, noise=0.3) for seed in range(200)]
    won = np.array([expert.played(each).right for each in drawn], float)
    known = np.array([expert.value(each) for each in drawn])
    assert abs((won - known).mean()) < 4 * (won - known).std() / np.sqrt(200)
    assert 0.4 < known.mean() < 0.95


def test_without_noise_nobody_plays_right_for_less(level):
    for seed in range(30):
        drawn = level(seed)
        best = expert.played(drawn)
        assert best.right
        assert best.turns == 4
        for choice in product(*([m for m in drawn.pool if fact.field in m.fields] for fact in drawn.facts)):
            cost = sum(
                cost_of(
                    model,
                    (query := expert.query_for(drawn, fact)),
                    pool.say(model, drawn.world, drawn.seed, query).text,
                )
                for model, fact in zip(choice, drawn.facts, strict=True)
            )
            assert best.cost <= cost + 1e-9


def test_a_policy_of_one_model_costs_what_that_model_costs(level):
    drawn = level()
    small, large = (pick(drawn.pool, key=lambda model: model.price) for pick in (min, max))
    cheap, dear = expert.played(drawn, (small,)), expert.played(drawn, (large,))
    assert cheap.cost < expert.played(drawn).cost < dear.cost
    assert dear.right
    assert expert.next_query(State(drawn), (large,))[0] == large
