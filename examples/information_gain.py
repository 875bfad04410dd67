"""Information gain without a model: where every secret can be listed, Bayes' rule is the scorer.

A number up to 15 is hidden; each guess is told higher or lower. However the turns are taken they earn 1 - 1/16 in all,
or 4 bits; guesses in the middle earn it in fewer turns, and what was known already earns nothing.
"""

import gymnasium as gym

from turnwise.wrappers import EntropyReduction, InformationGain
from turnwise.wrappers.information import ExactBelief


def told(secret, guess):
    return "right" if secret == int(guess) else "higher" if secret > int(guess) else "lower"


class HigherLower(gym.Env):
    """Hides a number up to 15; the answer is in ``info``, where agents do not look."""

    observation_space = action_space = gym.spaces.Text(20)

    def reset(self, *, seed=None, options=None):
        """Hide a number."""
        super().reset(seed=seed)
        self.secret = int(self.np_random.integers(16))
        return "Which number from 0 to 15 is it?", {"answer": str(self.secret)}

    def step(self, action):
        """Compare a guess."""
        reply = told(self.secret, action)
        return reply, float(reply == "right"), reply == "right", False, {}


belief = ExactBelief(range(16), lambda secret, history: told(secret, history[-2]) == history[-1])
env = EntropyReduction(InformationGain(HigherLower(), belief, answer_turn=True), belief)
for name, guesses in (("middle", [7, 11, 13, 12]), ("again", [7, 7, 11, 11, 13, 12]), ("upwards", range(13))):
    env.reset(seed=3)
    paid = [env.step(str(guess))[4]["reward_terms"] for guess in guesses]
    gains, bits = ([row[term] for row in paid] for term in ("information_gain", "entropy_reduction"))
    print(f"{name:8}", *(f"{gain:.3f}" for gain in gains), f"= {sum(gains)}, {sum(bits):.0f} bits")
