"""The information games."""

from .case import Case

CASES = [
    Case("TwentyQuestions-v0", guessing=True, wrong=(("kinds", ["people"]), ("kinds", "birds"), ("split", "half"))),
    Case("TwentyQuestions-v0", {"kinds": ["mammals", "birds"]}, guessing=True, hostile=2000, random_rate=0.2),
    Case("GuessTheNumber-v0", guessing=True, wrong=(("low", -1), ("high", 1), ("split", "half"))),
    Case("Mastermind-v0", guessing=True, wrong=(("pegs", 0), ("colours", 10), ("repeats", 1), ("split", "half"))),
    Case("Mastermind-v0", {"pegs": 5, "colours": 7, "repeats": False}, guessing=True),
    Case("GuessTheCity-v0", guessing=True, wrong=(("hints", "maps"), ("rounding", 10), ("split", "half"))),
    Case("GuessTheCity-v0", {"hints": "distance", "rounding": 500}, guessing=True, hostile=2000, random_rate=0.15),
    Case("GuessTheCity-v0", {"hints": "questions"}, guessing=True, hostile=2000),
    Case("Wordle-v0", guessing=True, wrong=(("words", ["stone"]), ("words", ["Stone", "x"]), ("strict", 2))),
    Case(
        "Diagnosis-v0",
        guessing=True,
        noiseless=False,
        stochastic=True,
        random_rate=0.35,
        wrong=(("illnesses", 1), ("noise", 0.5), ("tests", 8), ("budget", 0), ("world", -1), ("split", "half")),
    ),
]
