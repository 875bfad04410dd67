"""What clients come for, and what else they say first: nothing of what they hide."""

GOALS = (
    "I want to run ten kilometres next spring.",
    "My doctor told me to move more.",
    "I want to keep up with my dog.",
    "I have bought new shoes and would like to deserve them.",
    "I want to sleep better.",
    "My back is stiff in the mornings.",
    "I have a wager with my brother.",
    "I want to climb a mountain before my next birthday.",
    "My trousers no longer fit.",
    "I was told that you work wonders.",
    "I want to dance through a whole night again.",
    "I signed up for a relay race, in a weak moment.",
)

REMARKS = (
    "I don't like to talk about myself, so please ask.",
    "Ask me whatever you need to know.",
    "I have never had a coach before.",
    "I hope that it won't be all push-ups.",
    "I can be lazy, I warn you.",
    "I am ready to begin whenever you are.",
    "My last coach gave me the wrong plan altogether.",
    "I brought a notebook.",
)
