"""Ways in which customers say the same."""

HELLO = (
    "Hello, this is {name}.",
    "Good morning, my name is {name}.",
    "Hi, {name} here.",
    "Good day! I am {name}.",
)
YES = ("Yes, please do that.", "Yes, go ahead.", "That is right, please do it.", "Yes, that is what I want.")
AS_SAID = ("Yes, as I said.", "I have said yes to that already.")
NOT_THAT = ("No, not {other}.", "What about {other}? I did not ask for that.", "No. {other} has nothing to do with it.")
WHAT = (
    "What exactly would you do? Please tell me with all the numbers.",
    "I can't say yes before I know exactly what you would do, numbers included.",
)
UNSURE = ("I am not sure what you mean. {ask}", "Sorry, I can't answer that. {ask}", "I don't know. {ask}")
FINE = ("All right.", "Okay, thank you.", "I see.", "Fine.")
INSIST = (
    "But I really need this. Can't you make an exception?",
    "That can't be true. Please try again, it is important to me.",
    "Other companies do it without any trouble. Please just do it.",
)
ACCEPT = ("That is a pity, but all right.", "I see. I am not happy about it, but so be it.", "Well, rules are rules.")
NOT_LOOKED = (
    "How do you know? Please look it up first.",
    "Are you sure? Please have a look at my records before you say so.",
)
NOT_YET = ("Wait, we are not done yet. {ask}", "First things first, please. {ask}")
MORE = ("Yes, there is one more thing. {ask}", "Oh, yes. {ask}", "While I have you here: {ask}")
NOTHING_ELSE = ("No, that is all. Thank you.", "No, thank you. Goodbye!", "That was everything, thanks.")
