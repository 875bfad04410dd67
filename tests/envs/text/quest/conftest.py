"""What the tests of Quest share."""

import numpy as np
import pytest


@pytest.fixture
def numbers():
    return np.random.default_rng(0)
