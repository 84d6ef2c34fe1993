from engine.terminal.app import ReaderApp
from engine.terminal.panes.room import RoomScreen

from .conftest import MakeApp, play_screen

WAY = ("2", "1", "1", "1")


def room(app: ReaderApp) -> RoomScreen:
    assert isinstance(app.screen, RoomScreen)
    return app.screen


def said(app: ReaderApp) -> str:
    return " ".join(room(app).view.plain.split())


async def test_the_room_is_closed_before_the_end(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("o")
        assert play_screen(app).prose.has_focus


async def test_the_end_leads_to_the_room_and_back(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*WAY)
        assert "reading room" in str(play_screen(app).prose.after.content)
        await pilot.press("o")
        await pilot.pause()
        text = said(app)
        assert text.startswith("The keeper, as you played it The keeper, as the source tells it")
        assert "1 Dusk" in text
        assert "Does the keeper open the letter?" in text
        assert "You: “Carry the cans up first”" in text
        assert "2 of 2 chapters" in text
        assert "scene lies on" in text or "scenes lie on" in text
        assert "Duty Of your own: your turns lean for it. In your eyes: not weighed yet." in text
        await pilot.press("escape")
        assert play_screen(app).prose.has_focus


async def test_two_columns_from_100_columns_and_one_under_it(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*WAY, "o")
        await pilot.pause()

        def row() -> str:
            lines = room(app).view.plain.splitlines()
            return next(line for line in lines if "Does the keeper open" in line)

        assert "The source:" in row()
        await pilot.resize_terminal(99, 30)
        await pilot.pause()
        assert "The source:" not in row()


async def test_a_line_in_the_room_leads_to_its_turn(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*WAY, "o")
        await pilot.pause()
        key = next(key for key in room(app).view.keys if key.startswith("line:"))
        room(app).view.move_to(key)
        await pilot.press("enter")
        await pilot.pause()
        block = play_screen(app).prose.top_block
        assert block is not None
        assert block.turn == 1


async def test_the_room_offers_another_way_and_the_annotated_edition(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*WAY, "o")
        await pilot.pause()
        assert "do:second" in room(app).view.keys
        key = next(key for key in room(app).view.keys if key.startswith("back:"))
        turn = int(key.rpartition(":")[2])
        room(app).view.move_to(key)
        await pilot.press("enter")
        await pilot.press("y")
        await pilot.pause()
        assert app.session.play.length == turn + 1


async def test_the_title_leads_to_the_room_once_an_end_was_reached(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*WAY)
    app.session.close()
    again = make_app()
    async with again.run_test(size=(120, 40)) as pilot:
        await pilot.press("o")
        await pilot.pause()
        await pilot.pause()
        assert "2 of 2 chapters" in said(again)
