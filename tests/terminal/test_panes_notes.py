from engine.playing.commentary import Commentary
from engine.playing.events import UNDO, begin, choose
from engine.playing.playthrough import Playthrough
from engine.reading.model import Pane
from engine.terminal.app import ReaderApp
from engine.terminal.panes import make_pane
from engine.terminal.panes.base import CommentaryPane
from engine.terminal.panes.note_rows import NotesState, note_rows
from engine.terminal.panes.notes import NotesPane
from engine.terminal.panes.rows import lay_out
from tests.building import make_script

from .conftest import MakeApp, play_screen


def log(app: ReaderApp) -> NotesPane:
    pane = play_screen(app).panes["log"]
    assert isinstance(pane, NotesPane)
    return pane


def kept(app: ReaderApp) -> dict[str, str]:
    return app.session.play.kept


async def test_a_pane_that_comes_back_shows_what_is_here_now(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("l")
        await pilot.pause()
        await pilot.press("escape", "2", "1", "l")
        await pilot.pause()
        view = play_screen(app).panes["log"].view
        assert view.render_line(0).text.strip() == "Here"
        assert view.cursor == view.keys[0]


async def test_a_note_is_shown_while_the_way_has_just_been_gone_back_on(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk", panes=("log",))
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        for _ in range(2):
            await play_screen(app).act(lambda: app.session.look("letter"))
        await pilot.pause()
        log(app).view.move_to("note:the-letter")
        log(app).action_aside(-1)
        assert "What it costs" not in log(app).plain
        for _ in range(2):
            app.session.do(UNDO)
        assert log(app).show_note("the-letter")  # before the pane knows of it
        assert "What it costs" in log(app).plain


async def test_another_playthrough_keeps_for_itself_which_notes_were_opened(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk", panes=("log",))
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        opened = [key for key in app.session.play.kept if key.startswith("opened:")]
        assert opened
        await play_screen(app).act(app.session.start)
        await pilot.pause()
        assert [key for key in app.session.play.kept if key.startswith("opened:")] == opened


async def test_a_note_tells_the_decision_its_cost_and_what_the_reader_did(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk", panes=("log",))
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        said = " ".join(log(app).plain.split())
        assert "† Does the keeper open the letter? The log says only that a letter came." in said
        assert "What it costs: The last quiet hour. What else stood open: Throwing it into the sea." in said
        assert "Reported, by the keeper. Source: The log of Skerry Point." in said
        assert "opens in chapter 2" not in said, "no note of the story stands in chapter 2"
        await pilot.press("2")
        await pilot.pause()
        said = " ".join(log(app).plain.split())
        assert said.startswith("Here No note on this moment. Just now † Does the keeper open the letter?")
        assert "You: “Carry the cans up first”" in said


async def test_a_note_shows_its_paragraph_whatever_is_marked_in_it(make_app: MakeApp) -> None:
    note = {"id": "n", "at": "one/a", "on": "The letter is heavy", "title": "N?", "text": "1", "kind": "fact"}
    script = make_script(
        {"one": {"a": {"text": "First.\n\nThe *letter*\nis heavy.\n\nLast.", "ending": True}}},
        commentary=[
            {"panes": [{"id": "p", "name": "P", "key": "p", "command": "p", "kind": "notes"}]},
            {"pane": "p", "notes": [{**note, "source": "s"}]},
        ],
    )
    app = make_app(story=script.story, chapter="one")
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press("p")
        play_screen(app).focus_pane("p")
        await pilot.press("enter")
        await pilot.pause()
        top = play_screen(app).prose.top_block
        assert top is not None
        assert top.place == 1


async def test_notes_of_chapters_ahead_are_closed_lines(make_app: MakeApp) -> None:
    story = make_script(
        {
            "one": {"a": {"text": "A.", "choices": [{"id": "on", "text": "Go right on", "to": "two"}]}},
            "two": {"b": {"text": "B.", "ending": True}},
        },
        commentary=[
            {"panes": [{"id": "p", "name": "P", "key": "p", "command": "p", "kind": "notes"}]},
            {
                "pane": "p",
                "notes": [
                    {"id": "n1", "at": "one/a", "title": "One?", "text": "1", "kind": "fact", "source": "s"},
                    {"id": "n2", "at": "two/b", "title": "Two?", "text": "2", "kind": "fact", "source": "s"},
                ],
            },
        ],
    ).story
    app = make_app(story=story, chapter="one", panes=("p",))
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        said = play_screen(app).panes["p"].plain
        assert "opens in chapter 2" in said
        assert "Two?" not in said
        await pilot.press("1")
        await pilot.pause()
        said = play_screen(app).panes["p"].plain
        assert said.index("Two?") < said.index("One?")
        assert "opens in" not in said


async def test_choosing_a_note_shows_its_paragraph_and_the_marker_shows_the_note(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk", panes=("log",))
    async with app.run_test(size=(140, 40)) as pilot:
        screen = play_screen(app)
        await pilot.press("2", "1", "1")
        log(app).focus()
        await pilot.press("end", "up")
        while log(app).view.cursor != "note:the-letter":
            await pilot.press("up")
        assert "The log says only" not in log(app).plain
        await pilot.press("enter")
        await pilot.pause()
        assert "The log says only" in log(app).plain
        block = screen.prose.top_block
        assert block is not None
        assert (block.turn, block.text[:19]) == (0, "The letter is heavy")
        assert log(app).view.has_focus, "where both are seen the keys stay"
        await pilot.press("left")
        assert "The log says only" not in log(app).plain
        await pilot.press("escape")
        assert screen.prose.has_focus
        await screen.show_note("the-letter")
        await pilot.pause()
        assert "The log says only" in log(app).plain
        assert log(app).view.cursor == "note:the-letter"


async def test_at_80_columns_a_note_is_opened_and_then_leads_to_the_prose(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "l")
        assert log(app).view.has_focus
        assert log(app).view.cursor == "note:the-letter"
        await pilot.press("enter")
        await pilot.pause()
        assert play_screen(app).prose.has_focus
        assert not log(app).display


async def test_a_line_of_the_readers_leads_to_its_turn(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk", panes=("log",))
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        log(app).focus()
        assert log(app).view.move_to("line:the-letter:1")
        await pilot.press("enter")
        await pilot.pause()
        block = play_screen(app).prose.top_block
        assert block is not None
        assert (block.turn, block.kind) == (1, "taken")


async def test_a_note_counts_as_opened_once_it_has_been_shown(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        assert kept(app) == {}
        await pilot.press("l")
        await pilot.pause()
        assert kept(app) == {"opened:the-letter": "1"}
        count = len(app.session.play.log)
        await pilot.press("l", "l")
        await pilot.pause()
        assert len(app.session.play.log) == count


async def test_the_balance_counts_what_was_done_and_leads_to_its_turns(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk", panes=("log",))
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press("2", "1", "1")
        await pilot.pause()
        pane = log(app)
        assert "as the log tells it" in pane.plain
        assert "+ kept 2   - spent 0" in pane.plain
        pane.focus()
        pane.view.move_to("balance")
        await pilot.press("right", "enter")
        await pilot.pause()
        said = " ".join(pane.plain.split())
        assert "Chapter 1, Dusk: 2 kept. + “Carry the cans up first” + “Take the last steps running”" in said
        await pilot.press("down", "enter")
        await pilot.pause()
        block = play_screen(app).prose.top_block
        assert block is not None
        assert block.turn == 1


def test_the_balance_fits_32_columns_and_says_no_title_ahead() -> None:
    chapters = {
        f"c{number}": {
            "s": {
                "text": "X.",
                "choices": [
                    {"id": "a", "text": "Do it now", "to": "s", "act": "kept" if number % 2 else "spent"},
                    {"id": "b", "text": "Go right on", "to": f"c{number + 1}" if number < 12 else "s"},
                ],
            }
        }
        for number in range(1, 13)
    }
    script = make_script(
        chapters,
        acts=[{"id": "kept", "name": "Kept", "sign": "+"}, {"id": "spent", "name": "Spent", "sign": "-"}],
        commentary=[
            {
                "panes": [
                    {
                        "id": "p", "name": "P", "key": "p", "command": "p", "kind": "notes",
                        "balance": {"c1": "kept", "c9": "spent"}, "balance_title": "as told",
                    }
                ]
            }
        ],
    )  # fmt: skip
    play = Playthrough(script)
    play.do(begin("c1"))
    for chapter in ("c1", "c2"):
        for _ in range(7):
            play.do(choose(f"{chapter}/s", "a"))
        play.do(choose(f"{chapter}/s", "b"))
    rows = note_rows(Commentary(play), script.story.panes[0], play.turn(-1), NotesState(column=5)).rows
    said = lay_out(rows, 32).plain()
    assert max(map(len, said.splitlines())) <= 32
    assert "Chapter 5: nothing counted yet." in " ".join(said.split())
    assert "C5" not in said
    assert "  ++   --" in said, "seven acts stand two in a row"
    assert " 12" in said


async def test_the_arrows_go_through_a_note_that_is_longer_than_the_pane(make_app: MakeApp) -> None:
    text = "\n\n".join(f"Paragraph {number} of a note that goes on and on." for number in range(40))
    story = make_script(
        {"one": {"a": {"text": "A.", "ending": True}}},
        commentary=[
            {"panes": [{"id": "p", "name": "P", "key": "p", "command": "p", "kind": "notes"}]},
            {
                "pane": "p",
                "notes": [
                    {"id": "n1", "at": "one/a", "title": "One?", "text": text, "kind": "fact", "source": "s"},
                    {"id": "n2", "at": "one/a", "title": "Two?", "text": "2", "kind": "fact", "source": "s"},
                ],
            },
        ],
    ).story
    app = make_app(story=story, chapter="one")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("p")
        view = play_screen(app).panes["p"].view
        seen = set()
        for _ in range(60):
            top = view.scroll_offset.y
            seen |= set(range(top, top + view.size.height))
            if view.cursor == "note:n2":
                break
            await pilot.press("down")
        assert view.cursor == "note:n2"
        assert set(range(len(view.laid.rows) - 1)) <= seen


async def test_the_mouse_chooses_and_marks_words(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk", panes=("log",))
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        view = log(app).view
        cell = view.laid.cells[view.laid.places["note:the-letter"]]
        await pilot.click(view, offset=(6, cell.y))
        await pilot.pause()
        assert view.has_focus
        block = play_screen(app).prose.top_block
        assert block is not None
        assert block.turn == 0
        view.text_select_all()
        await pilot.pause()
        assert "The log says only that a letter came." in " ".join((app.screen.get_selected_text() or "").split())


def test_a_pane_says_nothing_that_is_markup() -> None:
    script = make_script(
        {"one": {"a": {"text": "A.", "ending": True}}},
        commentary=[
            {
                "pane": "p",
                "panes": [{"id": "p", "name": "[b]P[/]", "key": "p", "command": "p", "kind": "notes"}],
                "notes": [
                    {
                        "id": "n", "at": "one/a", "title": "[/] [x]?", "text": "[@click=quit]q[/]",
                        "kind": "fact", "source": "s",
                    }
                ],
            }
        ],
    )  # fmt: skip
    play = Playthrough(script)
    play.do(begin("one"))
    said = lay_out(note_rows(Commentary(play), script.story.panes[0], play.turn(-1), NotesState()).rows, 60).plain()
    assert "† [/] [x]?" in said
    assert "[@click=quit]q[/]" in said


def test_every_pane_kind_is_a_commentary_pane() -> None:
    for kind in ("notes", "readings", "sources"):
        pane = make_pane(Pane("x", "X", "x", "x", kind))
        assert isinstance(pane, CommentaryPane)
        assert isinstance(pane.pane, Pane)
