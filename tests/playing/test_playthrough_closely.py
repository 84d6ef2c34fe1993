"""A playthrough, closely: why an event cannot happen, what each turn says, and where a replay stops."""

import pytest

from engine.playing.events import Event, begin, choose, jump, look
from engine.playing.playthrough import PlayError, Playthrough, Stop, replay
from tests.building import door, make_script


def test_a_playthrough_says_why_not() -> None:
    play = Playthrough(door())
    for event, why in (
        (choose("first/hall", "knock"), "this playthrough has not begun"),
        (jump("first"), "this playthrough has not begun"),
        (begin("nowhere"), "no chapter 'nowhere'"),
    ):
        with pytest.raises(PlayError, match=f"^{why}$"):
            play.do(event)
        assert not play.begun
    play.do(begin("first"))
    for event, why in (
        (begin("first"), "this playthrough has begun already"),
        (jump("nowhere"), "no chapter 'nowhere'"),
        (choose("first/door", "in"), "the reader is in first/hall, not in first/door"),
        (choose("first/hall", "fly"), "no choice 'fly' in first/hall"),
        (choose("first/hall", "force"), "the choice 'force' in first/hall is closed: Weak."),
        (choose("first/hall", "sing"), "the choice 'sing' in first/hall is closed: Not now."),
        (look("first/hall", "dog"), "nothing called 'dog' to look at in first/hall"),
        (look("first/hall", "cat"), "nothing called 'cat' to look at in first/hall"),
    ):
        with pytest.raises(PlayError) as caught:
            play.do(event)
        assert str(caught.value) == why
        assert play.length == 1
    play.do(choose("first/hall", "wait"))
    with pytest.raises(PlayError, match="is closed: It has been done"):
        play.do(choose("first/hall", "wait"))


def test_each_turn_says_what_it_was() -> None:
    play = Playthrough(door())
    made = []
    events = [begin("first"), look("first/hall", "lamp"), choose("first/hall", "wait"), jump("second"), jump("first")]
    for event in events:
        play.do(event)
        turn = play.turn(-1)
        made.append((turn.number, turn.kind, turn.scene, turn.came_from, turn.item, turn.said, turn.opens_chapter))
    assert made == [
        (0, "begin", "first/hall", "", "first", "First", True),
        (1, "look", "first/hall", "first/hall", "lamp", "the lamp", False),
        (2, "choose", "first/hall", "first/hall", "wait", "Wait a while", False),
        (3, "jump", "second/room", "first/hall", "second", "Second", True),
        (4, "jump", "first/hall", "second/room", "first", "First", True),
    ]
    assert play.values["nerve"] == 0, "a chapter that was entered is entered as it was then"
    assert [one.choice.id for one in play.open_choices()] == ["knock"]
    assert play.chapters_reached == {"first", "second"}
    moment = play.moment()
    assert [(one.id, one.open, one.taken) for one in moment.options] == [
        ("knock", True, False),
        ("force", False, False),
    ]
    assert [(one.id, one.name, one.seen) for one in moment.sights] == [("lamp", "the lamp", True)]
    assert (moment.ended, moment.can_undo, moment.can_redo, moment.title) == (False, True, False, "")


def test_a_replay_says_where_it_stopped() -> None:
    script = make_script(
        {
            "now": {
                "aka": ["then"],
                "scenes": {
                    "a": {
                        "text": "A.",
                        "choices": [{"id": "go", "aka": ["went"], "text": "Go on then", "to": "b"}],
                    },
                    "b": {"aka": ["bee"], "text": "B.", "choices": [{"id": "back", "text": "Go on back", "to": "a"}]},
                },
            }
        }
    )
    play, stop = replay(script, [begin("then"), choose("then/a", "went"), choose("then/bee", "back")])
    assert stop is None
    assert play.log == (begin("now"), choose("now/a", "go"), choose("now/b", "back"))
    play, stop = replay(script, [begin("now"), choose("now/a", "stay"), choose("now/a", "go")])
    assert stop == Stop(1, choose("now/a", "stay"), "no choice 'stay' in now/a")
    assert play.length == 1


def test_a_replay_passes_over_looks_that_cannot_be_had_if_it_may() -> None:
    looks = [{"id": "ring", "name": "the ring", "aka": ["band", "gem"], "text": "Gold."}]
    looks += [{"id": "gem", "name": "the gem", "text": "Green."}]
    choices = [{"id": "go", "aka": ["band"], "text": "Go on then", "to": "b"}]
    script = make_script({"now": {"a": {"text": "A.", "looks": looks, "choices": choices}, "b": {"text": "B."}}})
    events = [begin("now"), *[look("now/a", one) for one in ("band", "gem", "dog")], choose("now/a", "band")]
    assert replay(script, events)[1] == Stop(3, look("now/a", "dog"), "nothing called 'dog' to look at in now/a")
    left_out: list[Event] = []
    play, stop = replay(script, events, left_out)
    assert (stop, left_out) == (None, [look("now/a", "dog")])
    assert play.log == (begin("now"), look("now/a", "ring"), look("now/a", "gem"), choose("now/a", "go"))
    assert replay(script, events[1:], left_out)[1] == Stop(0, events[1], "this playthrough has not begun")


def test_a_scene_of_many_blocks_is_told_at_once() -> None:
    blocks = 300_000
    play = Playthrough(make_script({"a": {"s": {"text": ["So."] * blocks, "ending": True}}}))
    play.do(begin("a"))
    assert len(play.turn(0).told) == blocks
