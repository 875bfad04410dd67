"""The games for two."""

from .case import Case

OPPONENT = (
    ("opponent", "nobody"),
    ("opponent", "no.such.module:agent"),
    ("seat", "third"),
    ("skill", 2),
    ("retries", -1),
)


def game(name, wrong=(), stochastic=True, **settings):
    """Return the case of a game against an opponent; its answer, a card or a strategy, is one that the rules name."""
    more = {key: settings.pop(key) for key in ("random_rate",) if key in settings}
    return Case(name, settings, stochastic=stochastic, posed=True, wrong=(*OPPONENT, *wrong), **more)


CASES = [
    game("TicTacToe-v0", (("misere", 1), ("drawn", 5)), random_rate=0.2),
    game("TicTacToe-v0", opponent="random", misere=True, drawn=2, random_rate=0.7),
    game("ConnectFour-v0", (("rows", 1), ("connect", 7), ("depth", 0)), random_rate=0.15),
    game("KuhnPoker-v0", (("hands", 0), ("bluff", 0.5)), opponent="random", hands=8, random_rate=0.65),
    game("KuhnPoker-v0", opponent="honest", hands=3, random_rate=0.65),
    game("LiarsDice-v0", (("dice", 0), ("faces", 7)), random_rate=0.35),
    game("LiarsDice-v0", opponent="random", dice=2, faces=2, random_rate=0.6),
    game("Negotiation-v0", (("kinds", 1), ("items", 3), ("patience", 0), ("split", "half")), random_rate=0.35),
    game("Negotiation-v0", opponent="mixed", rounds=2, random_rate=0.75),  # to accept whatever is offered is good play
    game("MatrixGame-v0", (("game", "poker"), ("rounds", 0), ("announced", 1)), stochastic=False),
    game("MatrixGame-v0", opponent="drawn", game="matching_pennies", seat="drawn", random_rate=0.1),
]
