from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from engine.playing.commentary import Closed, Commentary, NoteView
from engine.playing.events import UNDO, begin, choose, jump, keep, look
from engine.playing.playthrough import Playthrough
from engine.playing.script import Script
from engine.reading.load import read_story
from engine.reading.model import Pane
from tests.reading.broken import LOG, change, lighthouse

FOLDER = Path(__file__).parent.parent / "stories" / "lighthouse"


@pytest.fixture(scope="module")
def script() -> Script:
    story = read_story(FOLDER).story
    assert story is not None
    return Script(story)


@pytest.fixture
def play(script: Script) -> Playthrough:
    made = Playthrough(script)
    made.do(begin("dusk"))
    return made


def pane(script: Script, name: str) -> Pane:
    return next(one for one in script.story.panes if one.id == name)


def go_on(play: Playthrough, *choices: str) -> None:
    for choice in choices:
        play.do(choose(play.scene.id, choice))


def test_a_note_opens_with_its_scene_and_says_what_the_reader_did(script: Script, play: Playthrough) -> None:
    log = pane(script, "log")
    first = Commentary(play).notes(log)
    assert [view.note.id for view in first if isinstance(view, NoteView)] == ["the-letter"]
    assert isinstance(first[0], NoteView)
    assert (first[0].lines, first[0].turn, first[0].chapter) == ((), 0, 1)
    assert first[0].source == "The log of Skerry Point"
    go_on(play, "carry")
    view = Commentary(play).notes(log)[0]
    assert isinstance(view, NoteView)
    assert [line.text for line in view.lines] == ["Carry the cans up first"]


def test_a_note_that_was_opened_under_an_old_id_is_opened(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    change(folder, (LOG, "- id: the-letter", "⟦- id: the-envelope\n    aka: [a-letter, the-letter]"))
    story = read_story(folder).story
    assert story is not None
    play = Playthrough(Script(story))
    play.do(begin("dusk"))
    for key, opened in (("the-storm", False), ("the-letter", True)):
        play.do(keep(f"opened:{key}", "1"))
        (view,) = Commentary(play).notes(story.panes[0])[:1]
        assert isinstance(view, NoteView)
        assert view.opened is opened


def test_a_chapter_not_reached_is_one_closed_line(play: Playthrough) -> None:
    script = play.script
    log = pane(script, "log")
    play.do(jump("night"))
    views = Commentary(play).notes(log)
    assert [view.note.id for view in views if isinstance(view, NoteView)] == ["the-letter"]
    alone = Playthrough(script)
    alone.do(begin("night"))
    assert Commentary(alone).notes(log) == [Closed(1)]
    assert str(Closed(1)) == "opens in chapter 1"
    assert len([one for one in Commentary(alone, spoilers=True).notes(log) if isinstance(one, NoteView)]) == 2


def test_a_note_on_the_chapter_waits_until_it_is_left(script: Script, play: Playthrough) -> None:
    log = pane(script, "log")
    go_on(play, "carry")
    assert len(Commentary(play).notes(log)) == 1
    go_on(play, "go-up")
    assert [view.note.id for view in Commentary(play).notes(log) if isinstance(view, NoteView)] == [
        "the-letter",
        "the-storm",
    ]


def test_readings_open_with_their_chapter_and_gather_the_reader_s_turns(script: Script, play: Playthrough) -> None:
    inquiry = pane(script, "inquiry")
    assert Commentary(play).gate(inquiry) == "opens in chapter 2"
    assert Commentary(play).readings(inquiry) == [] and Commentary(play).questions(inquiry) == []
    play.do(look("dusk/jetty", "letter"))
    go_on(play, "carry", "go-up")
    card = Commentary(play).readings(inquiry)[0]
    assert [(one.evidence.id, one.line.text, one.line.chapter) for one in card.yours_for] == [
        ("took-cans", "Carry the cans up first", 1)
    ]
    assert [(one.evidence.id, one.line.turn) for one in card.yours_against] == [("read-it", 1)]
    assert card.leaning == "your turns lean neither way" and card.weighed == "not weighed yet"


def test_readings_can_wait_for_a_scene(script: Script, play: Playthrough) -> None:
    inquiry = structs.replace(pane(script, "inquiry"), opens="night/morning")
    assert Commentary(play).gate(inquiry) == "opens in chapter 2"
    go_on(play, "carry", "go-up")
    assert Commentary(play).gate(inquiry) == "opens further on"
    assert Commentary(play).readings(inquiry) == [] and Commentary(play, spoilers=True).readings(inquiry)
    go_on(play, play.moment().options[0].id)
    assert play.scene.id == "night/morning"
    assert Commentary(play).gate(inquiry) == "" and Commentary(play).readings(inquiry)


def test_weights_are_summed_in_words_and_kept(script: Script, play: Playthrough) -> None:
    inquiry = pane(script, "inquiry")
    go_on(play, "carry", "go-up")
    play.do(keep("weigh:took-cans", "not convincing"))
    card = Commentary(play).readings(inquiry)[0]
    assert card.weighed == "nothing has convinced you yet" and card.yours_for[0].weight == "not convincing"
    play.do(keep("weigh:took-cans", "convincing"))
    play.do(keep("weigh:burned-low", "convincing"))
    card = Commentary(play).readings(inquiry)[0]
    assert card.weighed == ("one of two points for it convinced you; one of one point against it convinced you")
    assert card.leaning == "your turns lean for it" and not card.held
    play.do(keep("hold:inquiry", "duty"))
    play.do(keep("own:inquiry", "The oil was bad."))
    play.do(keep("answer:why-low", "The oil"))
    after = Commentary(play)
    assert after.readings(inquiry)[0].held and after.own_words(inquiry) == "The oil was bad."
    assert [answer for _, answer in after.questions(inquiry)] == ["The oil"]


def test_the_balance_counts_acts_by_chapter_with_their_turns(script: Script, play: Playthrough) -> None:
    log = pane(script, "log")
    go_on(play, "carry")
    columns = Commentary(play).balance(log)
    assert [[(act.id, line.turn) for act, line in column.acts] for column in columns] == [[("kept", 1)], []]
    assert [column.source_act.id if column.source_act else "" for column in columns] == ["kept", ""]
    go_on(play, "go-up", "feed")
    columns = Commentary(play).balance(log)
    assert [act.id for act, _ in columns[1].acts] == ["spent"]
    play.do(UNDO)
    assert Commentary(play).balance(log)[1].acts == ()


def everything_shown(commentary: Commentary, script: Script) -> str:
    """Every word that any pane would show."""
    shown: list[str] = []
    for one in script.story.panes:
        shown += [repr(view) for view in commentary.notes(one)]
        shown += [repr(view) for view in commentary.readings(one)]
        shown += [repr(view) for view in commentary.questions(one)]
        shown += [repr(page) for page in commentary.pages(one)]
        shown += [repr(column.source_act) for column in commentary.balance(one)]
    return "\n".join(shown)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 3), max_size=8), st.booleans())
def test_no_pane_shows_what_has_not_been_reached(picks: list[int], jumped: bool) -> None:
    story = read_story(FOLDER).story
    assert story is not None
    script = Script(story)
    play = Playthrough(script)
    play.do(begin("night" if jumped else "dusk"))
    for pick in [*picks, 0]:
        shown = everything_shown(Commentary(play), script)
        for note in (note for one in story.panes for note in story.notes(one.id)):
            if note.at not in play.seen:
                assert note.text not in shown
        if "night" not in play.chapters_reached:
            assert "The keeper did what keepers do" not in shown and "Why did the lamp" not in shown
        options = [option for option in play.moment().options if option.open]
        if not options:
            break
        play.do(choose(play.scene.id, options[pick % len(options)].id))
