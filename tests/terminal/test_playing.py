from engine.terminal.app import ReaderApp
from engine.terminal.ask import Ask
from engine.terminal.notice import Notice
from engine.terminal.text import CARET
from engine.terminal.title import TitleScreen
from engine.terminal.window import MOST_BLOCKS

from .conftest import MakeApp, play_screen, there
from .stories import long_story


def shown(app: ReaderApp) -> list[str]:
    return [view.block.text for view in play_screen(app).prose.live_blocks]


async def test_from_the_title_to_the_end_by_keys_alone(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, TitleScreen)
        await pilot.press("enter", "j", "enter", "down", "enter", "enter")
        assert app.session.play.ended
        assert [turn.said for turn in app.session.play.history()][1:] == [
            "Carry the cans up first",
            "Go up to the lamp",
            "Pour in another can",
        ]
        assert "By six the sea has gone flat and pale, and there is a boat in the lee of the rock." in shown(app)


async def test_each_way_to_choose(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("2")
        assert app.session.play.turn(-1).item == "carry"
        await pilot.press("k", "down", "up", "enter")
        assert app.session.play.turn(-1).item == "look-out"
        await pilot.press("u", "j", "enter")
        assert app.session.play.turn(-1).item == "go-up"
        await pilot.click("#choices", offset=(8, 0))
        assert app.session.play.turn(-1).item == "feed"


async def test_zero_is_the_tenth_choice(make_app: MakeApp) -> None:
    app = make_app(story=long_story(choices=10), chapter="one")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("0")
        assert app.session.play.turn(-1).item == "c9"


async def test_a_closed_choice_says_why_and_cannot_be_taken(make_app: MakeApp) -> None:
    app = make_app(chapter="night")
    async with app.run_test(size=(80, 24)) as pilot:
        play = app.session.play
        play.values["oil"] = 0
        await play_screen(app).show(app.session.moment)
        await pilot.pause()
        assert "The cans are empty." in str(play_screen(app).prose.choices.render())
        await pilot.press("1")
        assert play.length == 1
        assert [str(notice.content) for notice in app.screen.query(Notice)] == ["The cans are empty."]
        await pilot.press("2")
        await pilot.pause()
        assert play.length == 2 and not app.screen.query(Notice)
        app.session.tell("The disk is full.")
        play_screen(app).tell_notices()
        await pilot.press("u")
        await pilot.pause()
        assert play.length == 1 and app.screen.query(Notice), "what is not about a key stays"


async def test_undo_and_redo(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", "2")
        assert app.session.play.length == 3
        await pilot.press("u", "u")
        assert app.session.play.length == 1
        assert there(play_screen(app).prose.top_block).kind == "card"
        await pilot.press("U", "ctrl+r")
        assert app.session.play.scene.id == "dusk/stairs"
        assert there(play_screen(app).prose.top_block).text == "Put it in your coat"
        await pilot.press("U")
        assert [str(notice.content) for notice in app.screen.query(Notice)] == ["Nothing to redo."]


async def test_looks_by_key_and_by_mouse(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("right", "enter")
        turn = app.session.play.turn(-1)
        assert (turn.kind, turn.item) == ("look", "letter")
        await pilot.press("u")
        await pilot.click("#sights", offset=(15, 0))
        assert app.session.play.turn(-1).item == "letter"


async def test_there_is_one_caret_at_a_choice_or_at_a_thing_to_look_at(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 30)) as pilot:
        prose = play_screen(app).prose

        def carets() -> tuple[bool, bool]:
            return CARET in prose.choices.render().plain, CARET in prose.sights.render().plain

        await pilot.pause()
        assert carets() == (True, False)
        for key in ("right", "up", "down", "down", "up", "tab"):
            await pilot.press(key)
            assert carets() == ((False, True) if prose.sights.cursor >= 0 else (True, False)), key
        assert carets() == (False, True)
        await pilot.press("enter")
        assert carets() == (True, False)


async def test_new_words_begin_at_the_top_and_what_was_read_stays_above(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "2")
        prose = play_screen(app).prose
        first = next(view for view in prose.live_blocks if view.block.turn == 2)
        assert first.region.y == prose.scrollable_content_region.y
        assert prose.live_blocks[0].block.turn == 0
        offset = prose.scroll_y
        await pilot.pause(0.3)
        assert prose.scroll_y == offset


async def test_resume_lands_on_the_same_scene(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", "q")
    app.session.close()
    again = make_app(resume=True)
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert again.session.play.scene.id == "dusk/letter"
        assert there(play_screen(again).prose.top_block).text == "Break the seal"
        await pilot.press("u")
        assert again.session.play.scene.id == "dusk/jetty"


async def test_a_resize_keeps_the_paragraph_at_the_top(make_app: MakeApp) -> None:
    app = make_app(story=long_story(paragraphs=12), chapter="one")
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press("1", "pagedown", "pagedown")
        prose = play_screen(app).prose
        top = there(prose.top_block)
        assert top.place > 3
        for size in ((64, 30), (140, 50), (100, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            view = next(one for one in prose.live_blocks if one.block == top)
            assert view.region.y - 1 <= prose.scrollable_content_region.y < view.region.bottom
            assert prose.top_block == top
        app.session.change(column=56, spacing=2)
        await play_screen(app).follow_settings()
        await pilot.pause()
        assert prose.top_block == top


async def test_few_blocks_are_live_however_long_the_playthrough(make_app: MakeApp) -> None:
    app = make_app(story=long_story(), chapter="one")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = play_screen(app)
        for _ in range(40):
            await screen.take(0)
            await pilot.pause()
        prose = screen.prose
        assert len(prose.live_blocks) <= MOST_BLOCKS
        assert prose.live_blocks[-1].block.turn == 40
        for _ in range(30):
            await pilot.press("pageup")
            assert len(prose.live_blocks) <= MOST_BLOCKS + 12
        far = there(prose.top_block).turn
        assert 0 < far < 35
        await pilot.press("home")
        assert there(prose.top_block).turn == 0
        await pilot.press("end")
        assert there(prose.top_block).turn == 40
        assert prose.choices.display


async def test_a_choice_taken_from_far_above_comes_back_down(make_app: MakeApp) -> None:
    app = make_app(story=long_story(), chapter="one")
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(8):
            await play_screen(app).take(0)
        await pilot.press("home", "2")
        assert there(play_screen(app).prose.top_block).turn == 9
        assert play_screen(app).prose.at_newest


async def test_space_leads_to_the_decision(make_app: MakeApp) -> None:
    app = make_app(story=long_story(paragraphs=14), chapter="one")
    async with app.run_test(size=(80, 24)) as pilot:
        prose = play_screen(app).prose
        assert not prose.choices_visible
        for _ in range(12):
            await pilot.press("space")
        assert prose.choices_visible
        assert app.session.play.length == 1


async def test_a_chapter_ahead_asks_first(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = play_screen(app)
        await pilot.pause()
        assert "Night" not in str([option.prompt for option in there(screen.rail).options])
        there(screen.rail).focus()
        await pilot.press("down", "enter")
        assert isinstance(app.screen, Ask)
        await pilot.press("n")
        assert app.session.play.length == 1
        await pilot.press("g", "j", "enter", "y")
        assert app.session.play.scene.id == "night/lamp"
        await pilot.press("u")
        assert app.session.play.scene.id == "dusk/jetty"


async def test_a_chapter_that_lies_behind_does_not_ask_though_it_was_not_read(make_app: MakeApp) -> None:
    app = make_app(chapter="night")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("colon", *"go 1", "enter")
        assert app.session.play.scene.id == "dusk/jetty"


async def test_restart_asks_and_keeps_the_earlier_way(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", "colon", *"restart", "enter", "y")
        assert app.session.play.length == 1
        assert {slot.name for slot in app.session.slots()} == {"autosave", "earlier"}


async def test_story_words_are_never_markup(make_app: MakeApp) -> None:
    app = make_app(story=long_story())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("n", "h", "escape", "g", "escape", "m", "escape", "ctrl+p", *"chap")
        await pilot.pause()
        assert app.return_code is None
