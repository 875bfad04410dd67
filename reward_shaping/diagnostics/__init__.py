"""What a reward did, and what it would do.

Before training: ``tabular`` (EPIC, STARC, what is optimal, exactly), ``faults`` (inert and un-zeroed potentials,
amnesties, what can be earned again), ``farming`` (the most reward without the outcome), ``preferences`` (does it rank
what it must know) and ``reward_variance``. During and after: ``training``. Of judges: ``judges``.
"""
