import re

import pytest

from turnwise.envs.grid.minigrid import rules, sight, tasks, text

ROOM = "####### #G....# #>.K.L# #..B.~# #######"


def test_egocentric_is_what_lies_ahead_seen_from_below(sketched):
    told = text.told(sketched(ROOM), "egocentric").splitlines()
    assert told == [
        "?? ?? ?? ?? ?? ?? ??",
        "?? ## ## ## ## ## ??",
        "?? ## .. Ly ~~ ## ??",
        "?? ## .. .. .. ## ??",
        "?? ## .. Ky Be ## ??",
        "?? ## .. .. .. ## ??",
        "?? ## GG ^^ .. ## ??",
        "You face east and carry nothing.",
    ]


def test_what_walls_and_closed_doors_hide_is_out_of_sight(sketched):
    told = text.told(sketched("######### #>D...#O# #########"), "egocentric")
    assert told.splitlines()[3:7] == ["?? ?? ?? ?? ?? ?? ??"] * 2 + ["?? ?? ## Dr ## ?? ??", "?? ?? ## ^^ ## ?? ??"]
    opened = rules.transition(sketched("######### #>D...#O# #########"), rules.TOGGLE)
    assert "Og" not in text.told(opened, "egocentric")
    assert "_r" in text.told(opened, "egocentric")


def test_sentences_tell_the_same_things_by_steps(sketched):
    assert text.told(sketched(ROOM), "sentences") == (
        "You face east and carry nothing. Before you is free floor for 1 step, then a yellow key. On your left is the "
        "goal, on your right free floor. You see the goal 1 step to the left; a yellow key 2 steps ahead; a grey box "
        "2 steps ahead and 1 step to the right; a locked yellow door 4 steps ahead; lava 4 steps ahead and 1 step to "
        "the right."
    )


def test_ascii_is_the_whole_map_inside_the_surrounding_wall(sketched):
    assert text.told(sketched(ROOM), "ascii").splitlines() == [
        "GG .. .. .. ..",
        ">> .. Ky .. Ly",
        ".. .. Be .. ~~",
        "You face east and carry nothing.",
    ]


def test_coordinates_list_everything_and_run_walls_together(sketched):
    state = sketched("######### ######### ##>.K#### ##.#O##~# ######### #########")
    assert text.told(state, "coordinates").splitlines() == [
        "You are at (1, 1). You face east and carry nothing.",
        "yellow key: (3, 1)",
        "green ball: (3, 2)",
        "lava: (6, 2)",
        "walls: row 0: columns 0-6; row 1: columns 0, 4-6; row 2: columns 0, 2, 4-5; row 3: columns 0-6",
    ]


def test_every_look_has_signs_of_its_own():
    signs = [text.sign(look) for look in (*range(len(rules.LOOKS)), rules.UNSEEN)]
    plain = [sign for sign in signs if sign not in ("##", "GG", "~~")]
    assert len(set(plain)) == len(plain) == len(rules.LOOKS) + 1 - 18
    assert all(len(sign) == 2 for sign in signs)
    letters = set("".join(plain)) - set(".?^#")
    assert all(letter in text.LEGEND or letter == "," for letter in letters)


def test_what_is_carried_is_told(sketched):
    state = rules.transition(sketched("##### #>k.# #####"), rules.PICK_UP)
    for style in text.STYLES:
        assert (
            text.told(state, style)
            .splitlines()[0 if style in ("sentences", "coordinates") else -1]
            .find("carry a blue key")
            > 0
        )


@pytest.mark.parametrize("style", list(text.STYLES))
def test_what_a_box_holds_is_told_only_when_it_is_open(sketched, style):
    state = sketched("##### #>B.# #####", content="k")
    hidden, shown = text.told(state, style), text.told(rules.transition(state, rules.TOGGLE), style)
    assert not re.search("blue key|Kb", hidden)
    assert re.search("blue key|Kb", shown)


def test_the_opening_says_mission_rules_words_and_what_is_special(sketched):
    for task in (tasks.Task(), tasks.Fetch("key", "blue"), tasks.SayDone(8)):
        opening = text.opening(sketched("##### #>.k# #####", task), "egocentric", 3)
        assert opening.startswith("Mission: go.\n")
        assert all(f"- {move}" in opening or f", {move}" in opening for move in rules.MOVES)
        assert "1 to 3 of" in opening
        assert ("ends the episode" in opening.split("Cells hold")[0]) == (type(task) in text.SPECIAL)


def test_words_relative_to_the_start_are_explained_where_they_occur(sketched):
    from dataclasses import replace

    state = sketched("##### #>.k# #####")
    behind = state._replace(level=replace(state.level, mission="open the door behind you"))
    assert "from where you begin" in text.opening(behind, "sentences", 1)
    assert "from where you begin" not in text.opening(state, "sentences", 1)


@pytest.mark.parametrize(
    ("picture", "move", "words"),
    [
        ("#### #>G# ####", rules.FORWARD, "Mission accomplished."),
        ("#### #>~# ####", rules.FORWARD, "You walked into lava. The episode is over."),
    ],
)
def test_endings_are_told(sketched, picture, move, words):
    assert text.ending(rules.transition(sketched(picture), move)) == words


def test_a_failed_mission_and_a_collision_are_told_apart(sketched):
    state = sketched("##### #>.k# #####")
    assert text.ending(state._replace(verdict=rules.FAILURE)) == "The mission has failed."
    assert text.ending(state._replace(verdict=rules.COLLISION)).startswith("You walked into something.")


@pytest.mark.parametrize(
    ("message", "command"),
    [
        ("LEFT", "turn left"),
        ("I turn right now", "turn right"),
        ("<action>move forward</action>", "forward"),
        ("pick_up", "pick up"),
        ("take the key", "pick up"),
        ("put down", "drop"),
        ("unlock", "toggle"),
        ('{"action": "done"}', "done"),
    ],
)
def test_natural_words_are_understood(message, command):
    assert text.GRAMMAR.read(message) == ((command,), "")


def test_light_passes_beside_a_wall_as_in_minigrid():
    wall = next(index for index, look in enumerate(rules.LOOKS) if look.kind == "wall")
    looks = bytes([0] * 9)
    assert sight.shaded(looks, 3) == looks
    blocked = bytes([0, 0, 0, wall, wall, wall, 0, 0, 0])
    assert sight.shaded(blocked, 3) == bytes([rules.UNSEEN] * 3 + [wall] * 3 + [0] * 3)
