import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.playing.events import REDO, UNDO, Event, begin, choose, decode, encode, jump, keep, look
from engine.playing.moment import Moment
from engine.playing.playthrough import PlayError, Playthrough, replay
from tests.building import door, make_script, random_script


def played(*events: Event) -> Playthrough:
    play = Playthrough(door())
    for event in events:
        play.do(event)
    return play


def told(moment: Moment) -> list[str]:
    return [paragraph.text for paragraph in moment.turn.told]


def test_begin_tells_the_first_scene_and_its_choices() -> None:
    moment = played(begin("first")).moment()
    assert told(moment) == ["A hall.", "A *long* one."]
    assert [option.id for option in moment.options] == ["knock", "wait", "force"]
    assert [option.why for option in moment.options] == ["", "", "Weak."]
    assert moment.heading.number == 1 and not moment.can_undo and not moment.ended


def test_a_choice_tells_what_it_brought_then_the_scene() -> None:
    moment = played(begin("first"), choose("first/hall", "wait")).moment()
    assert told(moment) == ["You wait.", "A hall.", "A *long* one.", "Again the hall."]
    assert moment.turn.said == "Wait a while"
    assert [paragraph.kind for paragraph in moment.turn.told] == ["after", "scene", "scene", "scene"]


def test_once_only_choices_go_and_come_back_with_undo() -> None:
    play = played(begin("first"), choose("first/hall", "wait"))
    assert "wait" not in [option.id for option in play.moment().options]
    with pytest.raises(PlayError, match="has been done"):
        play.do(choose("first/hall", "wait"))
    play.do(UNDO)
    assert "wait" in [option.id for option in play.moment().options]


def test_effects_stay_within_bounds_and_scene_effects_come_before_its_text() -> None:
    play = played(begin("first"), choose("first/hall", "knock"))
    assert told(play.moment()) == ["It opens."]
    assert play.values["mood"] == "bold"
    play.do(choose("first/door", "back"))
    assert play.values["nerve"] == -5
    play.do(choose("first/hall", "knock"))
    assert told(play.moment()) == ["It creaks."]


def test_closed_choices_are_refused_and_change_nothing() -> None:
    play = played(begin("first"))
    before = dict(play.values), dict(play.chosen), play.log
    with pytest.raises(PlayError, match="Weak"):
        play.do(choose("first/hall", "force"))
    with pytest.raises(PlayError, match="Not now"):
        play.do(choose("first/hall", "sing"))
    with pytest.raises(PlayError, match="no choice"):
        play.do(choose("first/hall", "dance"))
    with pytest.raises(PlayError, match="not in first/door"):
        play.do(choose("first/door", "in"))
    assert (dict(play.values), dict(play.chosen), play.log) == before


def test_a_look_tells_and_stays_and_can_open_another() -> None:
    play = played(begin("first"), look("first/hall", "lamp"))
    assert told(play.moment()) == ["It is lit."]
    assert [(sight.name, sight.seen) for sight in play.moment().sights] == [("the lamp", True)]
    assert play.turns == 0 and play.seen == {"first/hall": 1}
    play.do(look("first/hall", "lamp"))
    assert [sight.id for sight in play.moment().sights] == ["lamp", "cat"]
    with pytest.raises(PlayError, match="nothing called"):
        play.do(look("first/hall", "moon"))


def test_a_jump_ahead_takes_the_declared_way_and_a_jump_back_the_reader_s_own() -> None:
    play = played(begin("first"), jump("second"))
    assert play.values["nerve"] == 3 and play.values["mood"] == "shy"
    assert told(play.moment()) == ["A room."]
    own = played(begin("first"), choose("first/hall", "wait"), choose("first/hall", "knock"))
    own.do(choose("first/door", "in"))
    assert told(own.moment()) == ["You waited for this.", "A room."]
    own.do(choose("second/room", "sit"))
    assert own.ended and own.moment().ended
    own.do(jump("second"))
    assert own.values["nerve"] == 2 and own.values["mood"] == "bold"
    with pytest.raises(PlayError, match="no chapter"):
        own.do(jump("third"))


def test_chapters_reached_follow_undo() -> None:
    play = played(begin("first"), jump("second"))
    assert play.chapters_reached == {"first", "second"}
    play.do(UNDO)
    assert play.chapters_reached == {"first"}


def test_undo_needs_a_turn_and_redo_an_undone_one() -> None:
    play = played(begin("first"))
    with pytest.raises(PlayError, match="nothing to undo"):
        play.do(UNDO)
    with pytest.raises(PlayError, match="nothing to redo"):
        play.do(REDO)
    play.do(choose("first/hall", "knock"))
    play.do(UNDO)
    play.do(choose("first/hall", "wait"))
    with pytest.raises(PlayError, match="nothing to redo"):
        play.do(REDO)


def test_kept_words_outlive_undo_and_can_be_taken_back() -> None:
    play = played(begin("first"), choose("first/hall", "knock"), keep("own:x", "a\nb"), UNDO)
    assert play.kept == {"own:x": "a\nb"}
    play.do(keep("own:x", ""))
    assert play.kept == {} and play.log == (begin("first"),)


def test_beginning_twice_or_jumping_first_is_refused() -> None:
    with pytest.raises(PlayError, match="begun already"):
        played(begin("first"), begin("first"))
    with pytest.raises(PlayError, match="not begun"):
        played(jump("first"))
    with pytest.raises(PlayError, match="not begun"):
        played().moment()
    with pytest.raises(PlayError, match="no event"):
        played(Event("dance"))


def test_replay_says_where_it_stopped_and_takes_kept_words_from_beyond() -> None:
    log = [begin("first"), choose("first/hall", "knock"), choose("first/hall", "wait"), keep("k", "v")]
    play, stop = replay(door(), log)
    assert stop is not None and stop.place == 2 and "first/door" in stop.why
    assert play.scene.id == "first/door" and play.kept == {"k": "v"}


def test_replay_follows_renamed_chapters_scenes_and_choices() -> None:
    new = make_script(
        {
            "start": {
                "aka": ["first"],
                "scenes": {
                    "lobby": {
                        "aka": ["hall", "first/vestibule"],
                        "text": "A lobby.",
                        "choices": [{"id": "rap", "aka": ["knock"], "text": "Rap on it", "to": "gate"}],
                    },
                    "gate": {"aka": ["door"], "text": "A gate.", "ending": True},
                },
            }
        }
    )
    play, stop = replay(new, [begin("first"), choose("first/hall", "knock")])
    assert stop is None and play.scene.id == "start/gate"
    assert play.log == (begin("start"), choose("start/lobby", "rap"))
    play, stop = replay(new, [begin("start"), choose("first/vestibule", "rap")])
    assert stop is None and play.scene.id == "start/gate"


def test_minutes_pass_whichever_way_a_choice_names_a_scene_of_its_own_chapter() -> None:
    def minutes(to: str) -> list[int]:
        deck = {"text": "x", "choices": [{"id": "c", "text": "Go in now", "to": to}]}
        cabin = {"text": "y", "choices": [{"id": "c", "text": "Lie down now", "to": "bunk"}]}
        bunk = {"text": "z", "ending": True}
        script = make_script({"one": {"minutes": 9, "scenes": {"deck": deck, "cabin": cabin, "bunk": bunk}}})
        return [script.scene(f"one/{scene}").heading.minute for scene in ("deck", "cabin", "bunk")]

    assert minutes("cabin") == minutes("one/cabin") == [0, 3, 9]


def test_a_heading_counts_the_minutes_of_its_part() -> None:
    scene = {"text": "x", "choices": [{"id": "on", "text": "On we go", "to": "b"}]}
    last = {"text": "y", "ending": True}
    script = make_script(
        {
            "one": {
                "part": "p",
                "minutes": 10,
                "scenes": {"a": scene, "b": {**scene, "choices": [{"id": "on", "text": "On we go", "to": "two"}]}},
            },
            "two": {"part": "p", "minutes": 20, "scenes": {"a": scene, "b": last}},
        },
        parts=[{"id": "p", "name": "Part", "minutes": 30}],
    )
    minutes = [script.scene(scene).heading.minute for scene in ("one/a", "one/b", "two/a", "two/b")]
    assert minutes == [0, 5, 10, 30], "where it ends, all have passed"
    heading = script.scene("two/b").heading
    assert (heading.part_name, heading.minutes, heading.fraction) == ("Part", 30, 1.0)


LINE = st.sampled_from(["a", "b", "c", "look", "undo", "redo", "one", "two", "keep"])


def step(play: Playthrough, name: str) -> None:
    here = play.scene.id
    events = {
        "look": look(here, "it"),
        "undo": UNDO,
        "redo": REDO,
        "one": jump("one"),
        "two": jump("two"),
        "keep": keep("own:x", "words"),
    }
    with contextlib.suppress(PlayError):
        play.do(events.get(name) or choose(here, name))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 50), st.lists(LINE, max_size=60))
def test_everything_follows_from_the_log(seed: int, names: list[str]) -> None:
    """Whatever was done and undone, replaying the log gives the same state, moment and history."""
    script = random_script(seed)
    play = Playthrough(script)
    play.do(begin("one"))
    for name in names:
        step(play, name)
    again, stop = replay(script, [decode(encode(event)) for event in play.log])
    assert stop is None
    for field in ("values", "seen", "chosen", "looked", "turns", "kept", "chapters_reached", "log"):
        assert getattr(again, field) == getattr(play, field), field
    assert again.history() == play.history()
    assert again.moment().options == play.moment().options


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 50), st.lists(LINE, max_size=40))
def test_undoing_all_and_redoing_all_ends_where_it_began(seed: int, names: list[str]) -> None:
    play = Playthrough(random_script(seed))
    play.do(begin("one"))
    for name in names:
        step(play, name)
    while play.can_redo:
        play.do(REDO)
    state = dict(play.values), dict(play.seen), dict(play.chosen), dict(play.looked), play.turns, play.log
    while play.can_undo:
        play.do(UNDO)
    assert play.seen == {"one/s0": 1} and play.turns == 0
    while play.can_redo:
        play.do(REDO)
    assert state == (dict(play.values), dict(play.seen), dict(play.chosen), dict(play.looked), play.turns, play.log)


KEYS = st.text("abcdefgh:-/", min_size=1)
ANY_EVENT = st.one_of(
    st.builds(begin, KEYS),
    st.builds(jump, KEYS),
    st.builds(choose, KEYS, KEYS),
    st.builds(look, KEYS, KEYS),
    st.builds(keep, KEYS, st.text()),
    st.just(UNDO),
    st.just(REDO),
)


@given(ANY_EVENT)
def test_an_event_is_one_line_and_comes_back(event: Event) -> None:
    line = encode(event)
    assert "\n" not in line and decode(line) == event


@pytest.mark.parametrize("line", ["", "x", "c", "c a", "b", "u u", "k a", 'k a "', "k a 3", "c  b", "choose a b"])
def test_a_line_that_is_no_event_is_refused(line: str) -> None:
    with pytest.raises(ValueError):
        decode(line)
