import pytest
from textual.widgets import Input, OptionList, Static

from engine.terminal.app import ReaderApp
from engine.terminal.panes.readings import ReadingsPane
from engine.terminal.panes.writing import Writing
from tests.building import make_script

from .conftest import MakeApp, play_screen


def inquiry(app: ReaderApp, name: str = "inquiry") -> ReadingsPane:
    pane = play_screen(app).panes[name]
    assert isinstance(pane, ReadingsPane)
    return pane


def said(pane: ReadingsPane) -> str:
    return " ".join(pane.plain.split())


async def test_before_its_chapter_a_pane_says_only_when_it_opens(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk", panes=("inquiry",))
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        assert said(inquiry(app)) == "The inquiry opens in chapter 2."
        await pilot.press("2", "1", "1")
        await pilot.pause()
        assert said(inquiry(app)).startswith("Duty Held by: The harbour master, at the inquiry The keeper did")


async def test_a_card_shows_what_speaks_for_it_and_the_readers_own(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk", panes=("inquiry",))
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press("2", "1", "1")
        await pilot.pause()
        pane = inquiry(app)
        assert "Speaks for it [ ] The lamp burned until six. Fact. Source: Minutes of the inquiry." in said(pane)
        assert "Yours for it [ ] You saw to the oil before anything else." in said(pane)
        assert "Chapter 1, turn 1: “Carry the cans up first”" in said(pane)
        assert "In your eyes: not weighed yet. Of your own: your turns lean for it." in said(pane)
        pane.focus()
        pane.view.move_to("yours:took-cans")
        await pilot.press("enter")
        await pilot.pause()
        block = play_screen(app).prose.top_block
        assert block is not None
        assert block.turn == 1


async def test_the_reader_weighs_and_takes_back(make_app: MakeApp) -> None:
    app = make_app(chapter="night", panes=("inquiry",))
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        pane, kept = inquiry(app), app.session.play.kept
        pane.focus()
        pane.view.move_to("weigh:lamp-burned")
        await pilot.press("plus")
        await pilot.pause()
        assert kept["weigh:lamp-burned"] == "convincing"
        assert "[+] The lamp burned until six." in said(pane)
        assert "In your eyes: one of one point for it convinced you." in said(pane)
        assert pane.view.cursor == "weigh:lamp-burned"
        await pilot.press("minus", "down", "minus")
        await pilot.pause()
        assert kept["weigh:lamp-burned"] == kept["weigh:burned-low"] == "not convincing"
        assert "In your eyes: nothing has convinced you yet." in said(pane)
        await pilot.press("minus")
        await pilot.pause()
        assert "weigh:burned-low" not in kept


async def test_the_mouse_weighs_too(make_app: MakeApp) -> None:
    app = make_app(chapter="night", panes=("inquiry",))
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        pane = inquiry(app)
        for expected in ("convincing", "not convincing", ""):
            cell = pane.view.laid.cells[pane.view.laid.places["weigh:lamp-burned"]]
            await pilot.click(pane.view, offset=(3, cell.y))
            await pilot.pause()
            assert app.session.play.kept.get("weigh:lamp-burned", "") == expected


async def test_the_reader_holds_a_reading(make_app: MakeApp) -> None:
    app = make_app(chapter="night", panes=("inquiry",))
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        pane = inquiry(app)
        pane.focus()
        pane.view.move_to("weigh:lamp-burned")
        await pilot.press("asterisk")
        await pilot.pause()
        assert app.session.play.kept["hold:inquiry"] == "duty"
        assert "This is the reading that you hold." in said(pane)
        assert "You hold: Duty." in said(pane)
        await pilot.press("asterisk")
        await pilot.pause()
        assert "You have not named a reading that you hold." in said(pane)


def keys_told(app: ReaderApp) -> str:
    return str(app.screen.query_one("#writing-keys", Static).content)


async def test_the_reader_writes_a_sentence_and_answers(make_app: MakeApp) -> None:
    app = make_app(chapter="night", panes=("inquiry",))
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        pane, kept = inquiry(app), app.session.play.kept
        pane.focus()
        pane.view.move_to("own")
        await pilot.press("enter")
        assert isinstance(app.screen, Writing)
        assert "enter keep   esc leave as it was" in keys_told(app)
        await pilot.press(*"a [b]", "enter")
        await pilot.pause()
        assert kept["own:inquiry"] == "a [b]"
        assert "In your own words: a [b]" in said(pane)
        await pilot.press("enter")
        assert "enter keep, empty to take back   esc leave as it was" in keys_told(app)
        await pilot.press("escape")
        pane.view.move_to("question:why-low")
        await pilot.press("enter")
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert kept["answer:why-low"] == "The letter"
        assert "Why did the lamp burn low?" in said(pane)
        assert "You: The letter" in said(pane)


async def test_escape_leaves_what_was_written(make_app: MakeApp) -> None:
    app = make_app(chapter="night", panes=("inquiry",))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i")
        pane = inquiry(app)
        pane.view.move_to("question:why-low")
        await pilot.press("enter")
        assert app.screen.query_one(OptionList).highlighted is None
        app.screen.query_one(Input).value = "Nobody"
        await pilot.press("escape")
        assert app.session.play.kept == {}
        assert pane.view.has_focus


async def test_the_caret_is_in_view_after_the_window_changed_while_one_wrote(make_app: MakeApp) -> None:
    app = make_app(chapter="night")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "end", "enter")
        assert isinstance(app.screen, Writing)
        await pilot.resize_terminal(80, 20)
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        view = inquiry(app).view
        assert view.has_focus
        cell = view.laid.cells[view.laid.places[view.cursor]]
        assert view.scroll_offset.y <= cell.y and cell.end <= view.scroll_offset.y + view.size.height


def three_readings() -> dict[str, object]:
    def argument(name: str) -> dict[str, str]:
        return {"id": name, "text": f"Text of {name}.", "kind": "fact", "source": "s"}

    return {
        "panes": [{"id": "p", "name": "P", "key": "p", "command": "p", "kind": "readings"}],
        "pane": "p",
        "readings": [
            {
                "id": name, "name": f"Reading {name}", "holder": "H", "claim": f"Claim {name}.", "kind": "reading",
                "source": "s", "speaks_for": [argument(f"{name}-for")], "speaks_against": [argument(f"{name}-no")],
            }
            for name in ("one", "two", "three")
        ],
    }  # fmt: skip


async def test_a_pane_that_was_opened_before_its_time_opens_when_it_comes(make_app: MakeApp) -> None:
    panes = {**three_readings()}
    panes["panes"] = [{**panes["panes"][0], "opens": "d"}]  # type: ignore[index]
    story = make_script(
        {
            "c": {"a": {"text": "A.", "choices": [{"id": "on", "text": "Go on", "to": "d"}]}},
            "d": {"b": {"text": "B.", "ending": True}},
        },
        commentary=[panes],
    ).story
    app = make_app(story=story, chapter="c")
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("p")
        await pilot.pause()
        pane = play_screen(app).panes["p"]
        assert "opens in chapter 2" in pane.plain
        await pilot.press("escape", "1", "p")
        await pilot.pause()
        assert "opens in chapter 2" not in pane.plain
        assert "Claim one." in pane.plain


async def test_two_cards_stand_side_by_side_where_there_is_room(make_app: MakeApp) -> None:
    story = make_script({"c": {"a": {"text": "A.", "ending": True}}}, commentary=[three_readings()]).story
    app = make_app(story=story, chapter="c", panes=("p",), rail=False)
    async with app.run_test(size=(160, 40)) as pilot:
        await pilot.pause()
        pane = inquiry(app, "p")
        width = pane.region.width
        pane.focus()
        await pilot.press("equals_sign", "right", "right", "equals_sign")
        await pilot.pause()
        assert pane.region.width > width
        rows = [line for line in pane.plain.splitlines() if "Reading one" in line]
        assert "Reading three" in rows[0], "in one row"
        assert pane.view.cursor == "beside:card:one"
        await pilot.press("right", "down", "plus")
        await pilot.pause()
        assert app.session.play.kept == {"weigh:three-for": "convincing"}
        await pilot.press("left")
        assert pane.view.cursor.startswith("beside:weigh:one")
        await pilot.press("equals_sign")
        await pilot.pause()
        assert pane.beside == ("three",)
        assert pane.region.width == width
        assert not [line for line in pane.plain.splitlines() if "Reading one" in line and "Reading three" in line]


@pytest.mark.parametrize(("columns", "beside"), [(140, True), (136, False)])
async def test_cards_take_the_proses_room_only_where_they_come_to_stand_side_by_side(
    make_app: MakeApp, columns: int, beside: bool
) -> None:
    story = make_script({"c": {"a": {"text": "A.", "ending": True}}}, commentary=[three_readings()]).story
    app = make_app(story=story, chapter="c", panes=("p",), rail=True)
    async with app.run_test(size=(columns, 40)) as pilot:
        await pilot.pause()
        pane = inquiry(app, "p")
        width = pane.outer_size.width
        pane.focus()
        await pilot.press("equals_sign", "right", "equals_sign")
        await pilot.pause()
        rows = [line for line in pane.plain.splitlines() if "Reading one" in line]
        assert ("Reading two" in rows[0]) == (pane.outer_size.width > width) == beside


async def test_two_cards_stand_one_under_the_other_at_80_columns(make_app: MakeApp) -> None:
    story = make_script({"c": {"a": {"text": "A.", "ending": True}}}, commentary=[three_readings()]).story
    app = make_app(story=story, chapter="c")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("p", "equals_sign", "right", "equals_sign")
        await pilot.pause()
        pane = inquiry(app, "p")
        lines = [line.strip() for line in pane.plain.splitlines()]
        assert lines[:2] == ["The two that you chose", "Reading one"]
        assert lines.index("Text of one-no.") if "Text of one-no." in lines else True
        assert lines.index("Reading two") > lines.index("Speaks against it")


async def test_what_was_weighed_is_kept_in_the_save_and_in_the_transcript(make_app: MakeApp) -> None:
    from engine.exports.transcript import transcript

    app = make_app(chapter="night", panes=("inquiry",))
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        pane = inquiry(app)
        pane.focus()
        pane.view.move_to("weigh:lamp-burned")
        await pilot.press("plus", "asterisk")
        await pilot.pause()
    app.session.close()
    again = make_app(resume=True)
    again.session.resume()
    assert again.session.play.kept == {"weigh:lamp-burned": "convincing", "hold:inquiry": "duty"}
    assert "convincing: The lamp burned until six." in transcript(again.session)


async def test_sources_say_how_they_reached_us(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk", panes=("papers",))
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        plain = " ".join(play_screen(app).panes["papers"].plain.split())
        assert "Keepers of the light Eleven names, of which the last is yours." in plain
        assert "Fact. Source: The log of Skerry Point." in plain
        assert "Sources, and how they reached us The log of Skerry Point Kept by hand. Minutes" in plain
