"""Diagnosis in words."""

from __future__ import annotations

from ..commands import Command, Commands, Slot
from .clinic import Clinic

FOUND, ABSENT = "The patient has {0}.", "The patient does not have {0}."
POSITIVE, NEGATIVE = "The {0} is positive.", "The {0} is negative."


def commands(clinic: Clinic) -> Commands:
    """Return what an agent may say."""
    symptoms, tests = clinic.signs[: clinic.symptoms], clinic.signs[clinic.symptoms :]
    named = {"symptom": symptoms, "test": tests, "illness": clinic.illnesses}
    slots = {name: Slot("word", options=options) for name, options in named.items()}
    return Commands(
        [
            Command(
                "ask",
                ("ask about {symptom}", "ask {symptom}"),
                "Ask the patient about a symptom.",
                {"symptom": slots["symptom"]},
            ),
            Command("order", ("order {test}",), "Order a test.", {"test": slots["test"]}),
            Command("diagnose", ("diagnose {illness}",), "Name the illness and end.", {"illness": slots["illness"]}),
        ],
        example=f"ask about {symptoms[0]}",
    )


def opening(clinic: Clinic, accepted: str) -> str:
    """Return the first observation."""
    symptoms = [f"- {name} (cost {cost})" for name, cost in zip(clinic.signs, clinic.costs, strict=True)]
    lines = []
    for number, name in enumerate(clinic.illnesses):
        row = clinic.chance[number]
        shown = ", ".join(f"{sign} {_percent(share)}" for sign, share in zip(clinic.signs, row, strict=True))
        lines.append(f"- {name} ({_percent(clinic.prior[number])} of patients): {shown}")
    return (
        "A patient has one of the illnesses below. Find out which, and name it; the first diagnosis counts. You may "
        f"ask about symptoms and order tests for at most {clinic.budget} in all; asking again for what is known costs "
        "nothing and tells nothing.\n\nSymptoms and tests:\n"
        + "\n".join(symptoms)
        + "\n\nIllnesses, how frequent they "
        "are, and how often each shows a symptom or a positive test:\n" + "\n".join(lines) + f"\n\n{accepted}"
    )


def _percent(share: float) -> str:
    """Return a share in percent, to three digits, so that the exact belief can be worked out from the text."""
    return f"{100 * share:.3g}%"


def result(clinic: Clinic, sign: int, there: bool) -> str:
    """Return what is said of a sign."""
    forms = (ABSENT, FOUND) if sign < clinic.symptoms else (NEGATIVE, POSITIVE)
    return forms[there].format(clinic.signs[sign])


def examined(clinic: Clinic, sign: int, there: bool, left: int) -> str:
    """Return the reply to a question or a test."""
    return f"{result(clinic, sign, there)} Budget left: {left}."


def diagnosed(name: str, right: bool) -> str:
    """Return the reply to a diagnosis."""
    return f"Right: it is {name}." if right else f"Wrong: it is not {name}."
