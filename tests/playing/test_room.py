from pathlib import Path

import pytest

from engine.playing.commentary import Commentary
from engine.playing.events import Event, begin, choose, jump, look
from engine.playing.playthrough import Playthrough
from engine.playing.roads import bands
from engine.playing.room import Room, reading_room
from engine.playing.script import Script
from engine.playing.search import search
from engine.reading.load import read_story
from tests.building import make_script

FOLDER = Path(__file__).parent.parent / "stories" / "lighthouse"
WAY = (
    begin("dusk"),
    look("dusk/jetty", "letter"),
    choose("dusk/jetty", "carry"),
    choose("dusk/stairs", "go-up"),
    choose("night/lamp", "feed"),
)


@pytest.fixture(scope="module")
def script() -> Script:
    story = read_story(FOLDER).story
    assert story is not None
    return Script(story)


def played(script: Script, *events: Event) -> Playthrough:
    play = Playthrough(script)
    for event in events:
        play.do(event)
    return play


def room_of(script: Script, *events: Event) -> Room:
    return reading_room(Commentary(played(script, *events)))


def test_the_readers_way_beside_the_sources(script: Script) -> None:
    room = room_of(script, *WAY)
    assert room.ended
    first, second = room.beside
    assert (first.chapter, first.title, first.source) == (
        1,
        "Does the keeper open the letter?",
        "The log of Skerry Point",
    )
    assert [line.text for line in first.yours] == ["Carry the cans up first"]
    assert first.source_says == "The log says only that a letter came."
    assert [line.text for line in second.yours] == ["Go up to the lamp"]


def test_what_the_source_says_is_its_own_field_where_there_is_one() -> None:
    note = {
        "id": "n",
        "at": "a/s",
        "title": "Why?",
        "text": "Long.",
        "source_says": "Short.",
        "kind": "fact",
        "source": "x",
    }
    pane = {"id": "p", "name": "P", "key": "p", "command": "pp", "kind": "notes"}
    made = make_script(
        {"a": {"s": {"text": "x", "ending": True}}}, None, [{"pane": "p", "panes": [pane], "notes": [note]}]
    )
    assert room_of(made, begin("a")).beside[0].source_says == "Short."


def test_roads_are_counted(script: Script) -> None:
    room = room_of(script, *WAY)
    assert [(count.what, count.met, count.all) for count in room.roads] == [
        ("chapters", 2, 2),
        ("scenes", 4, 6),
        ("choices", 3, 9),
        ("things looked at", 1, 1),
    ]
    assert room.unmet == 2


def test_readings_lean(script: Script) -> None:
    ((pane, view),) = room_of(script, *WAY).readings
    assert (pane, view.reading.name, view.leaning) == ("The inquiry", "Duty", "your turns lean neither way")


def test_what_has_moved(script: Script) -> None:
    (shift,) = room_of(script, *WAY).shifts
    assert (shift.name, shift.start, shift.now) == ("oil", 2, 1)


def test_what_another_playthrough_would_change(script: Script) -> None:
    others = room_of(script, *WAY).others
    assert [(one.chapter, one.place, one.turn, one.left) for one in others] == [
        (1, "The jetty", 1, 1),
        (1, "The stairs", 2, 1),
        (2, "The lamp", 3, 1),
    ]


def test_before_the_end_nothing_is_told_of_what_lies_ahead(script: Script) -> None:
    room = room_of(script, *WAY[:3])
    assert not room.ended and not room.readings
    assert [one.title for one in room.beside] == ["Does the keeper open the letter?"]
    assert {one.place for one in room.others} == {"The jetty", "The stairs"}


def test_the_map_names_only_what_was_reached(script: Script) -> None:
    dusk, night = bands(played(script, *WAY[:3]))
    assert [(road.title, road.turn, road.unseen, road.here) for road in dusk.roads] == [
        ("The jetty", 0, 1, False),
        ("The stairs", 2, 2, True),
    ]
    assert dusk.unseen == 2 and not dusk.before
    assert (night.title, night.reached, night.roads, night.unseen) == ("", False, (), 2)


def test_the_map_knows_what_other_playthroughs_saw(script: Script) -> None:
    seen = {"dusk/jetty", "dusk/letter", "night/lamp"}
    dusk, night = bands(played(script, *WAY[:3]), seen, {"dusk/jetty.read"})
    assert dusk.before == ("The letter",) and dusk.unseen == 1
    assert dusk.roads[0].before == ("Break the seal",) and dusk.roads[0].unseen == 0
    assert night.before == () and night.title == ""


def test_the_map_after_a_jump(script: Script) -> None:
    dusk, night = bands(played(script, begin("dusk"), jump("night")))
    assert [road.title for road in dusk.roads] == ["The jetty"]
    assert [(road.title, road.here) for road in night.roads] == [("The lamp", True)]


def test_searching_finds_what_was_read_and_chosen(script: Script) -> None:
    play = played(script, *WAY[:3])
    hits = list(search(play, "the  cans"))
    assert [(hit.turn, hit.chapter, hit.paragraph, hit.text[hit.start : hit.end]) for hit in hits] == [
        (2, 1, -1, "the cans")
    ]
    assert not list(search(play, "wick")) and not list(search(play, "  "))


def test_an_excerpt_keeps_whole_words(script: Script) -> None:
    (hit,) = search(played(script, *WAY[:1]), "HAS LEFT")
    assert hit.excerpt(12) == "… jetty it has left you two …"
