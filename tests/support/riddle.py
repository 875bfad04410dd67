"""A world of one question: an answer in words, which a loose world finds anywhere in a message."""

from turnwise.envs.base import TextEnv
from turnwise.wrappers import RewardTerm

CITIES = ("Paris", "Rome", "Lima", "Oslo")


class Riddle(TextEnv):
    """Guess a city; a wrong guess says no more than that.

    Args:
        loose: whether it suffices that the right city occurs in the message.
        advice: whether there is an expert.
    """

    def __init__(self, loose=False, advice=True):
        super().__init__()
        self.loose = loose
        self.advice = advice

    def begin(self, options):
        self.state = CITIES[int(self.np_random.integers(len(CITIES)))]
        return f"Which of these cities do I think of: {', '.join(CITIES)}?"

    def play(self, message):
        right = self.state in message if self.loose else message.strip() == self.state
        if right:
            return "Yes.", 1.0, True, True, ""
        return "No.", 0.0, False, False, "" if message in CITIES else "That is no city."

    def answer(self, state):
        return state

    def expert(self):
        if not self.advice:
            raise NotImplementedError
        yield self.state

    def actions(self):
        return list(CITIES)


class Mentions(RewardTerm):
    """Pays where the answer occurs in the message."""

    term = "mentions"
    memory = ("answer",)

    def begin(self, observation, info):
        self.answer = info["answer"]

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        return 0.5 * (self.answer in action)
