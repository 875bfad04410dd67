"""Clarify: requests, specifications, and questions that are worth most."""

from functools import cache
from itertools import combinations, product

import gymnasium as gym
import numpy as np
import pytest

import turnwise  # noqa: F401 - registers the ids
from turnwise.envs.text.clarify import rules, text
from turnwise.envs.text.clarify.catalogue import BY_SLOTS, DOMAINS, SLOTS
from turnwise.envs.text.clarify.env import ClarifyEnv
from turnwise.envs.text.dialogue import belief
from turnwise.envs.text.dialogue.interview import Interview
from turnwise.envs.text.dialogue.topics import Cell, Part, Question, Topic

CAKE = "flavour=lemon, size=small, icing=cream, day=friday, writing=thanks"


def test_domains_are_well_formed():
    assert len(BY_SLOTS) == len(DOMAINS) == 12
    for domain in DOMAINS.values():
        assert len(domain.slots) == SLOTS
        assert all(3 <= len(slot.options) <= 4 for slot in domain.slots)
        assert all(len(slot.topic().cell(name).sentences) >= 3 for slot in domain.slots for name in slot.part().values)


@pytest.mark.parametrize("name", DOMAINS)
def test_the_opening_tells_what_is_told_and_nothing_else(name):
    env = ClarifyEnv(domain=name, missing=2)
    for seed in range(5):
        opening, _ = env.reset(seed=seed)
        level = env.state.level
        openings = {
            env.opening(env.state._replace(level=level._replace(profile=profile)))
            for profile in product(*level.candidates)
        }
        assert openings == {opening}
        said = level.setting[1]
        for slot, values in zip(DOMAINS[name].slots, level.candidates, strict=True):
            told = [value for value in slot.part().values if any(s in said for s in slot.topic().cell(value).sentences)]
            assert told == (list(values) if len(values) == 1 else [])


@pytest.mark.parametrize(
    "told",
    [
        CAKE,
        "flavour: Lemon; SIZE = small, icing=cream , day='Friday', writing=thanks,",
        "writing=thanks, day=friday, icing=cream, size=small, flavour=lemon, flavour=lemon",
    ],
)
def test_a_specification_is_read_in_any_order_and_spelling(told):
    assert text.read_specification(told, DOMAINS["cake"]) == (tuple(CAKE.split(", ")), "")


LINES = CAKE.replace("=", ": ").replace(", ", "\n- ")
DELIVERIES = [
    f"deliver {CAKE}",
    f"**Deliver {{{CAKE}}}**",
    'deliver {"flavour": "lemon", "size": "small", "icing": "cream", "day": "friday", "writing": "thanks"}',
    f"deliver\n- {LINES}",
    f"I know all I need.\n\n**Deliver:**\n\n- {LINES}",
    f"<think>all known</think>Now then.\n<action>deliver\n- {LINES}\n</action>",
    f"Thank you. This is what I make of it.\ndeliver {CAKE}\nEnjoy the cake!",
    f"deliver:\n- {LINES}\nEnjoy the cake!",
    "deliver - **flavour**: Lemon; `size`: enough for four, icing: whipped cream, day=Friday, writing='Thank you'.",
]


@pytest.mark.parametrize("message", DELIVERIES)
def test_a_delivery_is_read_however_it_is_laid_out(message):
    env = ClarifyEnv(domain="cake", missing=5)
    opening, _ = env.reset(seed=0)
    level = env.state.level
    env.state = env.state._replace(level=level._replace(profile=tuple(CAKE.split(", "))))
    observation, *_, info = env.step(message)
    assert (info["error"], info["success"]) == ("", True)
    told = env.likelihoods(env.hypotheses(), [opening, message, observation])
    assert [name for name, chance in zip(env.hypotheses(), told, strict=True) if chance] == [CAKE]


@pytest.mark.parametrize(
    "message", ["Can you deliver?\nWhat size should it be: small?", "deliver\nWhat size?", "Deliver!"]
)
def test_a_question_about_delivery_is_none(message):
    assert text.COMMANDS.read(message)[0].name == "ask"


@pytest.mark.parametrize("name", DOMAINS)
def test_the_example_in_the_opening_is_understood_in_its_domain(name):
    env = ClarifyEnv(domain=name)
    opening, _ = env.reset(seed=0)
    example = opening.partition("For example <action>")[2].partition("</action>")[0]
    assert env.step(example)[4]["channels"]["understood"] == 1.0


def test_spaces_in_an_option_are_hyphens():
    profile, _ = text.read_specification(
        "departure=dawn, class=first, seat=window, return=same day, luggage=dog", DOMAINS["train"]
    )
    assert profile[3] == "return=same-day"


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("lemon", "'lemon' is no slot=option"),
        ("flavour=mud", "'mud' is no option of flavour; options: chocolate, lemon"),
        ("taste=lemon", "There is no slot 'taste'; slots: flavour, size"),
        ("flavour=lemon, flavour=carrot", "The slot flavour is filled twice, with lemon and carrot."),
        ("flavour=lemon, size=small", "The specification lacks icing, day, writing."),
        (",", "The specification lacks flavour, size"),
        ("a=b=c", "'a=b=c' is no slot=option"),
        ("=", "'=' is no slot=option"),
    ],
)
def test_a_specification_that_is_none_is_explained(told, why):
    profile, error = text.read_specification(told, DOMAINS["cake"])
    assert profile is None
    assert why in error


def test_one_delivery_decides_and_counts_the_slots_that_were_open():
    env = gym.make("turnwise/Clarify-v0", domain="cake", missing=4)
    _, info = env.reset(seed=0)
    observation, *_, refused = env.step("deliver flavour=lemon")
    assert not refused["valid"]
    assert "deliver {specification}" in observation
    told = dict(each.split("=") for each in info["answer"].split(", "))
    hidden = [name for name, values in zip(told, env.unwrapped.state.level.candidates, strict=True) if len(values) > 1]
    wrong = next(
        option for option in DOMAINS["cake"].slots[list(told).index(hidden[0])].options if option != told[hidden[0]]
    )
    told[hidden[0]] = wrong
    _, reward, terminated, _, info = env.step("deliver " + ", ".join(f"{name}={value}" for name, value in told.items()))
    assert (reward, terminated, info["success"]) == (0.0, True, False)
    assert info["channels"]["parts_right"] == pytest.approx(0.75)


@pytest.mark.parametrize(
    ("slots", "questions", "candour", "expected"),
    [
        (((4, 4),), 0, 1.0, 0.25),
        (((4, 4),), 1, 1.0, 1.0),
        (((3, 3), (4, 4)), 1, 1.0, 1 / 3),  # ask about the four
        (((2, 2),), 1, 0.6, 0.6 + 0.4 / 2),
        (((3, 3),), 1, 0.6, 0.6 + 0.2 / 3 + 0.2 / 2),  # complete, vague, one of two
        (((2, 3),), 1, 0.6, 0.6 + 0.2 / 2 + 0.2 * (0.5 + 0.5 / 2)),  # of the pair half the time the other is ruled out
    ],
)
def test_the_value_of_questions_by_hand(slots, questions, candour, expected):
    assert rules.value(slots, questions, candour) == pytest.approx(expected)


def every_question(topic):
    names = [cell.name for cell in topic.cells]
    return [Question(topic.name, named) for size in range(len(names) + 1) for named in combinations(names, size)]


@pytest.mark.parametrize(("sizes", "questions"), [((3, 3), 3), ((2, 4), 3), ((4,), 4), ((3, 2, 2), 2)])
@pytest.mark.parametrize("candour", [1.0, 0.6, 0.2])
def test_no_question_that_can_be_asked_at_all_is_worth_more_than_the_expert_s(sizes, questions, candour):
    parts = [Part(f"p{n}", tuple(f"p{n}={v}" for v in range(size))) for n, size in enumerate(sizes)]
    topics = [
        Topic(p.name, p.name, "", "", "", (), tuple(Cell(v, v, ()) for v in p.values), {v: v for v in p.values})
        for p in parts
    ]
    interview = Interview(parts, topics, candour, 0.0)

    @cache
    def best(held, left):
        stop = float(np.prod([max(weight for _, weight in each) for each in held]))
        if not left:
            return stop
        return max(
            stop,
            *(asked(held, left, n, question) for n, topic in enumerate(topics) for question in every_question(topic)),
        )

    def asked(held, left, place, question):
        before, replies = dict(held[place]), {}
        for value, weight in before.items():
            for chance, reply in interview.chances(question, value):
                replies.setdefault(reply, {})[value] = weight * chance
        total = 0.0
        for joint in replies.values():
            after = belief.updated(before, {value: weight / before[value] for value, weight in joint.items()})
            kept = tuple((value, round(weight, 12)) for value, weight in after.items() if weight)
            total += sum(joint.values()) * best((*held[:place], kept, *held[place + 1 :]), left - 1)
        return total

    start = tuple(tuple((value, 1 / len(part.values)) for value in part.values) for part in parts)
    ours = rules.value(tuple(sorted((size, size) for size in sizes)), questions, candour)
    assert ours == pytest.approx(best(start, questions))


def test_with_fewer_questions_than_slots_the_expert_guesses_as_well_as_can_be():
    env = gym.make("turnwise/Clarify-v0", missing=4, patience=2, candour=0.5)
    solved, known = 0, []
    for seed in range(400):
        _, info = env.reset(seed=seed)
        known.append(info["task"]["optimal_value"])
        for message in env.unwrapped.expert():
            *_, info = env.step(message)
        solved += info["success"]
    mean = np.mean(known)
    assert mean < 0.3
    assert abs(solved / 400 - mean) < 4 * np.sqrt(mean * (1 - mean) / 400)


def test_the_task_space_is_what_the_opening_leaves_open():
    for seed in range(10):
        env = gym.make("turnwise/Clarify-v0", missing=5)
        _, info = env.reset(seed=seed)
        domain = DOMAINS[env.unwrapped.state.level.setting[0]]
        assert len(env.unwrapped.hypotheses()) == np.prod([len(slot.options) for slot in domain.slots])
        assert list(info["milestones"]) == [
            *(f"{slot.name}_{what}" for slot in domain.slots for what in ("asked", "known")),
            "solved",
        ]
