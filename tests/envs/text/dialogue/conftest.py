"""Everything that can be asked in the three dialogues."""

import pytest

from turnwise.envs.text.clarify.catalogue import DOMAINS
from turnwise.envs.text.clarify.env import ClarifyEnv
from turnwise.envs.text.coach.env import CoachEnv
from turnwise.envs.text.tutor.env import TutorEnv


def interviews():
    """Return by name what can be asked in every dialogue and domain."""
    clarify = ClarifyEnv()
    found = {"tutor": TutorEnv(levels=9).interview(()), "coach": CoachEnv().interview(())}
    for name, domain in DOMAINS.items():
        found[name] = clarify.interview([slot.part().values[0] for slot in domain.slots])
    return found


INTERVIEWS = interviews()


@pytest.fixture(params=INTERVIEWS, scope="session")
def interview(request):
    return INTERVIEWS[request.param]


@pytest.fixture(scope="session")
def named_interviews():
    return INTERVIEWS
