"""How questions are put. Keys are a relation, or a relation and a kind where the words depend on it.

Every description branches to its right, "the birthplace of the author of …", so that it can be read however long it is.
"""

from __future__ import annotations

from ..encyclopaedia.words import LANDMARKS

OF: dict[tuple[str, str], str] = {
    ("born_in", ""): "the birthplace of {x}",
    ("died_in", ""): "the place of death of {x}",
    ("mother", ""): "the mother of {x}",
    ("father", ""): "the father of {x}",
    ("spouse", ""): "the {spouse} of {x}",
    ("school", ""): "the university attended by {x}",
    ("teacher", ""): "the teacher of {x}",
    ("employer", ""): "the employer of {x}",
    ("country", ""): "the country of {x}",
    ("twin", ""): "the twin city of {x}",
    ("capital", ""): "the capital of {x}",
    ("city", ""): "the home city of {x}",
    ("city", "event"): "the starting point of {x}",
    **{("city", kind): "the location of {x}" for kind in LANDMARKS},
    ("city", "comet"): "the city of discovery of {x}",
    ("city", "mineral"): "the city nearest to the first find of {x}",
    ("city", "flower"): "the city nearest to the first find of {x}",
    ("founder", ""): "the founder of {x}",
    ("owner", ""): "the owner of {x}",
    ("creator", "novel"): "the author of {x}",
    ("creator", "film"): "the director of {x}",
    ("creator", "opera"): "the composer of {x}",
    ("setting", ""): "the setting of {x}",
    ("publisher", "novel"): "the publisher of {x}",
    ("publisher", "film"): "the studio behind {x}",
    ("source", ""): "the novel behind {x}",
    ("venue", ""): "the theatre that first staged {x}",
    ("discoverer", ""): "the discoverer of {x}",
    ("leader", ""): "the leader of {x}",
    ("architect", ""): "the architect of {x}",
}

BY: dict[tuple[str, str], str] = {
    ("creator", "novel"): "the novel by {x}",
    ("creator", "film"): "the film directed by {x}",
    ("creator", "opera"): "the opera composed by {x}",
    ("source", "film"): "the film based on {x}",
    ("setting", "novel"): "the novel set in {x}",
    ("setting", "film"): "the film set in {x}",
    ("setting", "opera"): "the opera set in {x}",
    ("venue", "opera"): "the opera first staged at {x}",
    ("publisher", "novel"): "the novel published by {x}",
    ("publisher", "film"): "the film produced by {x}",
    ("founder", "company"): "the company founded by {x}",
    ("founder", "prize"): "the prize founded by {x}",
    ("owner", "company"): "the company owned by {x}",
    ("employer", "person"): "the engineer employed by {x}",
    ("discoverer", "comet"): "the comet discovered by {x}",
    ("discoverer", "mineral"): "the mineral discovered by {x}",
    ("discoverer", "flower"): "the flower discovered by {x}",
    ("leader", "event"): "the expedition led by {x}",
    ("teacher", "person"): "the pupil of {x}",
    ("mother", "person"): "the child of {x}",
    ("father", "person"): "the child of {x}",
    ("capital", "country"): "the country with the capital {x}",
    ("city", "university"): "the university in {x}",
    ("city", "prize"): "the prize awarded in {x}",
    **{("architect", kind): f"the {kind} designed by {{x}}" for kind in LANDMARKS},
    **{("city", kind): f"the {kind} in {{x}}" for kind in LANDMARKS},
}
"""Which descriptions lead backwards along a relation to its one subject of a kind."""

ASK: dict[tuple[str, str], tuple[str, ...]] = {
    ("born_in", ""): ("In which city was {x} born?", "What is the birthplace of {x}?"),
    ("died_in", ""): ("In which city did {x} die?",),
    ("mother", ""): ("Who was the mother of {x}?",),
    ("father", ""): ("Who was the father of {x}?",),
    ("spouse", ""): ("Who was married to {x}?", "Who was the {spouse} of {x}?"),
    ("school", ""): ("At which university did {x} study?",),
    ("teacher", ""): ("Who taught {x}?", "Who was the teacher of {x}?"),
    ("employer", ""): ("Which company employed {x}?",),
    ("country", ""): ("In which country is {x}?",),
    ("twin", ""): ("Which city is twinned with {x}?",),
    ("capital", ""): ("What is the capital of {x}?",),
    ("city", ""): ("In which city is {x}?",),
    ("city", "company"): ("In which city does {x} have its seat?",),
    ("city", "prize"): ("In which city is {x} awarded?",),
    ("city", "event"): ("From which city did {x} set out?",),
    ("city", "comet"): ("From which city was {x} discovered?",),
    ("city", "mineral"): ("Near which city was {x} discovered?",),
    ("city", "flower"): ("Near which city was {x} discovered?",),
    ("founder", ""): ("Who founded {x}?", "Who was the founder of {x}?"),
    ("owner", ""): ("Which company owns {x}?",),
    ("creator", "novel"): ("Who wrote {x}?", "Who is the author of {x}?"),
    ("creator", "film"): ("Who directed {x}?",),
    ("creator", "opera"): ("Who composed {x}?",),
    ("setting", ""): ("In which city is {x} set?",),
    ("publisher", "novel"): ("Which company published {x}?",),
    ("publisher", "film"): ("Which studio produced {x}?",),
    ("source", ""): ("On which novel is {x} based?",),
    ("venue", ""): ("At which theatre was {x} first staged?",),
    ("discoverer", ""): ("Who discovered {x}?",),
    ("leader", ""): ("Who led {x}?",),
    ("architect", ""): ("Who designed {x}?", "Who was the architect of {x}?"),
    ("born", ""): ("In which year was {x} born?",),
    ("died", ""): ("In which year did {x} die?",),
    ("founded", ""): ("In which year was {x} founded?",),
    ("founded", "country"): ("Since which year has {x} been independent?",),
    ("founded", "prize"): ("In which year was {x} first awarded?",),
    ("year", "novel"): ("In which year was {x} published?",),
    ("year", "film"): ("In which year was {x} first shown?",),
    ("year", "opera"): ("In which year was {x} first performed?",),
    ("year", "event"): ("In which year did {x} take place?",),
    **{("year", kind): ("In which year was {x} discovered?",) for kind in ("comet", "mineral", "flower")},
    **{("year", kind): ("In which year was {x} opened?",) for kind in LANDMARKS},
    ("population", ""): ("How many inhabitants does {x} have?",),
    ("students", ""): ("How many students does {x} have?",),
    ("employees", ""): ("How many people does {x} employ?",),
    ("pages", ""): ("How many pages does {x} have?",),
    ("minutes", ""): ("For how many minutes does {x} run?",),
    ("height", ""): ("How many metres high is {x}?",),
    ("period", ""): ("How many years does {x} take to go round the sun?",),
    ("river", ""): ("On which river does {x} lie?",),
    ("ship", ""): ("What was the name of the ship of {x}?",),
    ("pastime", ""): ("What did {x} enjoy doing?",),
}
"""The question for a fact of {x}."""

DATED: dict[tuple[str, str], str] = {
    ("born", ""): "{x} was born",
    ("died", ""): "{x} died",
    ("founded", "company"): "{x} was founded",
    ("founded", "prize"): "{x} was first awarded",
    ("year", "novel"): "{x} was published",
    ("year", "film"): "{x} was first shown",
    ("year", "opera"): "{x} was first performed",
    ("year", "event"): "{x} took place",
    **{("year", kind): "{x} was discovered" for kind in ("comet", "mineral", "flower")},
    **{("year", kind): "{x} was opened" for kind in LANDMARKS},
}
"""What happened in a year."""

COMPARED: dict[tuple[str, str], tuple[str, str]] = {
    ("born", "person"): ("elder", "younger"),
    ("founded", "company"): ("older", "younger"),
    ("founded", "university"): ("older", "younger"),
    ("population", "city"): ("less populous", "more populous"),
    ("year", "novel"): ("earlier", "later"),
    ("year", "film"): ("earlier", "later"),
    ("year", "opera"): ("earlier", "later"),
    **{("year", kind): ("older", "younger") for kind in LANDMARKS},
    **{("height", kind): ("lower", "taller") for kind in ("bridge", "tower", "lighthouse")},
}
"""What two of a kind are compared by, and what the one with less and the one with more are called."""

ASK_WHICH: dict[tuple[str, str], tuple[str, str]] = {
    ("born", "person"): ("Who was born earlier", "Who was born later"),
    ("founded", "company"): ("Which company was founded earlier", "Which company was founded later"),
    ("founded", "university"): ("Which university is older", "Which university is younger"),
    ("population", "city"): ("Which city has fewer inhabitants", "Which city has more inhabitants"),
    ("year", "novel"): ("Which novel was published earlier", "Which novel was published later"),
    ("year", "film"): ("Which film was first shown earlier", "Which film was first shown later"),
    ("year", "opera"): ("Which opera was first performed earlier", "Which opera was first performed later"),
    **{("year", kind): (f"Which {kind} is older", f"Which {kind} is younger") for kind in LANDMARKS},
    **{("height", kind): (f"Which {kind} is lower", f"Which {kind} is taller") for kind in LANDMARKS},
}

MADE = {"novel": "published", "film": "directed", "opera": "composed"}
OFFICES = {"office": "the mayor of {x}", "company": "the head of {x}", "prize": "the winner of {x}"}
ASK_HOLDER = {
    "office": ("Who was mayor of {x} {when}?",),
    "company": ("Who was the head of {x} {when}?", "Who headed {x} {when}?"),
    "prize": ("Who won {x} {when}?",),
}
