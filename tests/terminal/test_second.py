from pathlib import Path

from textual.widgets import OptionList

from engine.exports.transcript import transcript
from engine.terminal.app import ReaderApp
from engine.terminal.panes.second import SecondScreen
from engine.terminal.rail import Rail

from .conftest import MakeApp, play_screen, there

WAY = ("2", "1", "1", "1")


def second(app: ReaderApp) -> SecondScreen:
    assert isinstance(app.screen, SecondScreen)
    return app.screen


def shown(app: ReaderApp) -> list[tuple[str, str]]:
    return [(view.block.kind, view.block.text) for view in second(app).prose.live_blocks if view.block is not None]


async def test_there_is_nothing_to_read_again_before_the_end(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("e")
        assert not isinstance(app.screen, SecondScreen)


async def test_a_finished_way_is_read_again_as_it_was(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*WAY)
        length = app.session.play.length
        await pilot.press("e")
        await pilot.pause()
        kinds = shown(app)
        assert kinds[0][0] == "card"
        assert ("taken", "Carry the cans up first") in kinds
        notes = [text for kind, text in kinds if kind == "note"]
        assert notes[0].startswith("The log says only that a letter came.\n*What it costs:*")
        await pilot.press("1", "u", "enter", "2")
        assert app.session.play.length == length
        assert not second(app).prose.choices.display
        await pilot.press("escape")
        assert play_screen(app).prose.has_focus
        assert not isinstance(app.screen, SecondScreen)


async def test_space_goes_from_turn_to_turn(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*WAY, "e")
        await pilot.pause()
        for turn in range(1, app.session.play.length):
            await pilot.press("space")
            assert second(app).turn.number == turn
        await pilot.press("space")
        assert second(app).turn.number == app.session.play.length - 1


async def test_a_pane_gives_back_the_place_that_was_read(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*WAY, "home")
        await pilot.pause()
        await pilot.press("l", "escape")
        await pilot.pause()
        assert there(play_screen(app).prose.top_block).turn == 0
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("space", "l", "escape")
        await pilot.pause()
        assert there(second(app).prose.top_block).turn == 1


async def test_what_was_changed_in_a_second_reading_is_there_afterwards(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press(*WAY)
        await pilot.pause()
        theme = app.theme
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("l", "escape", "n", *"mine", "enter", "escape")
        await pilot.pause()
        assert app.theme == theme
        assert play_screen(app).panes["log"].display
        await play_screen(app).prose.show_turn(0)
        assert "mine" in [view.block.text for view in play_screen(app).prose.live_blocks]


async def test_strip_rail_and_panes_follow_the_marked_paragraph(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press(*WAY, "e", "l")
        await pilot.pause()
        screen = second(app)
        assert "1  Dusk" in str(screen.strip.render())
        assert [str(option.prompt)[:9] for option in there(screen.rail).options] == ["▸ 1  Dusk", "  2  Nigh"]
        assert " ".join(screen.panes["log"].plain.split()).startswith("Here † Does the keeper open the letter?")
        assert "note" not in [kind for kind, _ in shown(app)], "the pane has them"
        await screen.prose.go_to(app.session.play.length - 1)
        await pilot.pause()
        assert "2  Night" in str(screen.strip.render())
        assert [str(option.prompt)[:9] for option in there(screen.rail).options] == ["  1  Dusk", "▸ 2  Nigh"]
        assert "When did the storm come in? After dark" in " ".join(screen.panes["log"].plain.split())


async def test_the_readers_notes_are_shown_kept_and_printed(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*WAY, "e")
        await pilot.pause()
        await pilot.press("down", "n", *"why[?]", "enter")
        await pilot.pause()
        kinds = shown(app)
        at = kinds.index(("own", "why[?]"))
        assert "The letter is heavy" in [text for kind, text in kinds[:at] if kind == "scene"][-1]
        await pilot.press("down", "up", "n")
        assert second(app).bar is not None
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert app.session.play.kept["note:0:dusk/jetty:1"] == "why[?]"
    app.session.close()
    again = make_app(resume=True)
    async with again.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await play_screen(again).prose.show_turn(0)
        await pilot.pause()
        blocks = [view.block for view in play_screen(again).prose.live_blocks if view.block is not None]
        assert "why[?]" in [block.text for block in blocks if block.kind == "own"], "in the first reading too"
    assert "> Your note: why" in transcript(again.session)


def marked(app: ReaderApp) -> list[str]:
    return [view.block.text[:19] for view in play_screen(app).prose.live_blocks if view.has_class("-marked")]


async def test_markers_lead_from_note_to_note_and_the_mark_with_them(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press(*WAY, "e")
        await pilot.pause()
        seen = []
        for key in "ddD":
            await pilot.press(key)
            await pilot.pause()
            seen += marked(app)
        assert seen == ["The letter is heavy", "Ninety steps, and a", "The letter is heavy"]
        assert second(app).panes["log"].display
        await pilot.press("n", *"mine", "enter")
        assert app.session.play.kept["note:0:dusk/jetty:1"] == "mine"


async def test_the_mark_outlives_what_draws_the_words_anew(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press(*WAY, "home", "d", "n", *"mine", "enter")
        await pilot.pause()
        assert marked(app) == ["The letter is heavy"]
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("down", "comma", "escape")
        await pilot.pause()
        assert marked(app) == ["The letter is heavy"]


async def test_what_is_found_is_walked_both_ways(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*WAY, "e")
        await pilot.pause()
        await pilot.press("slash", *"the", "enter")
        tops = []
        for key in "nnN":
            await pilot.press(key)
            await pilot.pause()
            prose = second(app).prose
            tops.append(prose.top_block)
            assert "the" in next(view.block.text.lower() for view in prose.live_blocks if view.has_class("-marked"))
            assert len(tops) == 1 or prose.place != (0, 0)
        assert tops[0] != tops[1]
        assert tops[2] == tops[0]


async def test_the_palette_offers_only_what_can_be_done(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")

    async def offered() -> set[str]:
        await pilot.press("ctrl+p")
        await pilot.pause()
        return {str(hit.prompt).split("\n")[0] for hit in app.screen.query_one(OptionList).options}

    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*WAY)
        everywhere = await offered()
        await pilot.press("escape", "e")
        await pilot.pause()
        here = await offered()
        assert {"Search", "The keeper's log", "Own note", "Read again", "Leave"} <= here < everywhere
        assert {"Undo", "Saves", "Chapter 1: Dusk"} <= everywhere - here


async def test_the_rail_leads_to_where_a_chapter_began(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press(*WAY, "e")
        await pilot.pause()
        screen = second(app)
        there(screen.rail).post_message(Rail.Asked("night"))
        await pilot.pause()
        assert screen.turn.opens_chapter
        assert screen.turn.scene == "night/lamp"
