"""Random decision processes to hold the diagnostics' laws to."""

import numpy as np

from turnwise.reward_shaping.diagnostics.tabular import MDP


def random_mdp(seed, states=5, actions=3, ends=1):
    """Return a process in which every state may follow every other, the last ``ends`` of them ending the episode."""
    rng = np.random.default_rng(seed)
    transition = rng.dirichlet(np.ones(states), size=(states, actions))
    ended = np.arange(states) >= states - ends
    transition[ended] = 0.0
    return MDP.dense(transition, ended)


def shaped(mdp, rewards, potential, gamma):
    """Return rewards with potential-based shaping added; the caller says whether the potential is 0 at the ends."""
    return rewards + gamma * potential[mdp.next_state] - potential[:, None, None]
