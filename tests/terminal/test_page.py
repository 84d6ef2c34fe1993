import pytest

from engine.reading.story import Story
from engine.terminal.app import ReaderApp
from engine.terminal.notice import Notice
from engine.terminal.prose import ProseView
from tests.building import make_script

from .conftest import MakeApp, play_screen, there
from .stories import long_story


async def test_a_pane_takes_the_proses_place_at_80_columns(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = play_screen(app)
        for key, name in (("l", "log"), ("i", "inquiry"), ("p", "papers")):
            await pilot.press(key)
            assert screen.panes[name].display
            assert not screen.prose.display
            await pilot.press(key)
            assert screen.prose.display
            assert screen.prose.has_focus
        await pilot.press("l", "escape")
        assert screen.prose.display


async def test_the_chapters_have_the_keys_when_they_are_first_asked_for(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c")
        rail = play_screen(app).rail
        assert rail is not None
        assert rail.has_focus


async def test_panes_stand_beside_the_prose_at_140_columns(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(140, 40)) as pilot:
        screen = play_screen(app)
        await pilot.press("l", "p")
        assert [name for name, pane in screen.panes.items() if pane.display] == ["log", "papers"]
        assert screen.prose.display
        assert there(screen.rail).display
        assert screen.prose.has_focus
        assert list(app.session.settings.panes) == ["log", "papers"]
        await pilot.press("l")
        assert list(app.session.settings.panes) == ["papers"]
        width = screen.pane_area.region.width
        await pilot.press("greater_than_sign")
        assert screen.pane_area.region.width == width + 4
        await pilot.press("c")
        assert not there(screen.rail).display
        assert not app.session.settings.rail


async def test_nobody_chooses_what_cannot_be_seen(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("l", "2")
        assert play_screen(app).prose.display
        assert app.session.play.length == 1
        await pilot.resize_terminal(50, 15)
        await pilot.press("2")
        assert app.session.play.length == 1
        await pilot.resize_terminal(80, 24)
        await pilot.press("2")
        assert app.session.play.length == 2


async def test_enter_reads_on_to_the_choices_before_it_takes_one(make_app: MakeApp) -> None:
    story = make_script(
        {
            "c": {
                "a": {"text": "Long. " * 600, "choices": [{"id": "on", "text": "Go on", "to": "b"}]},
                "b": {"text": "B."},
            }
        }
    ).story
    app = make_app(story=story, chapter="c")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        pressed = 0
        while app.session.play.length == 1:
            assert pressed < 10
            seen = play_screen(app).prose.choices_visible
            await pilot.press("enter")
            await pilot.pause()
            pressed += 1
        assert seen
        assert pressed > 2


def long_scene_with_a_look(choices: int) -> Story:
    roads = [{"id": f"c{one}", "text": f"Take road {one}", "to": "b"} for one in range(choices)]
    looks = [{"id": "lamp", "name": "the lamp", "text": "It is lit."}]
    return make_script(
        {"c": {"a": {"text": "Long. " * 200, "choices": roads, "looks": looks}, "b": {"text": "B."}}}
    ).story


@pytest.mark.parametrize("key", ["right", "left", "tab"])
async def test_nothing_is_looked_at_unseen(make_app: MakeApp, key: str) -> None:
    app = make_app(story=long_scene_with_a_look(2), chapter="c")
    async with app.run_test(size=(80, 24)) as pilot:
        prose = play_screen(app).prose
        await pilot.pause()
        assert not prose.in_view(prose.sights)
        await pilot.press(key)
        assert prose.in_view(prose.sights)
        await pilot.press("home")
        await pilot.pause()
        assert not prose.in_view(prose.sights)
        await pilot.press("enter")
        assert prose.in_view(prose.sights)
        assert app.session.play.length == 1
        await pilot.press("enter")
        assert app.session.play.turn(-1).kind == "look"


async def test_the_caret_is_seen_wherever_it_goes(make_app: MakeApp) -> None:
    app = make_app(story=long_scene_with_a_look(9), chapter="c")
    async with app.run_test(size=(80, 20)) as pilot:
        prose = play_screen(app).prose
        await pilot.pause()
        while not prose.choices_visible:
            await pilot.press("down")
        assert not prose.in_view(prose.sights)
        await pilot.press(*["down"] * 9)
        assert prose.sights.cursor == 0
        assert prose.in_view(prose.sights)
        await pilot.press("up")
        assert prose.in_view(prose.choices)


async def test_a_choice_that_is_pressed_twice_is_taken_once(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        prose = play_screen(app).prose
        for _ in range(2):
            prose.post_message(ProseView.Take("choice", 1, 1))
        await pilot.pause()
        assert app.session.play.length == 2


@pytest.mark.parametrize("size", [(59, 30), (80, 19)])
async def test_too_small_a_window_says_so_and_comes_back_by_itself(make_app: MakeApp, size: tuple[int, int]) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = play_screen(app)
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert screen.query_one("#too-small").display
        assert not screen.query_one("#page").display
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert not screen.query_one("#too-small").display
        await pilot.press("2")
        assert app.session.play.length == 2


async def test_the_footer_shows_only_what_can_be_done(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(120, 40)) as pilot:
        keys = play_screen(app).keys
        assert "undo" not in str(keys.render())
        assert "1-2 choose" in str(keys.render())
        await pilot.press("2")
        assert "u undo" in str(keys.render())


async def test_the_strip_says_where_the_reader_is(make_app: MakeApp) -> None:
    app = make_app(chapter="night")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        line = str(play_screen(app).strip.render())
        assert "2  Night" in line
        assert "The watch, 20 of 60 min" in line


async def test_a_first_start_explains_itself_until_the_first_choice(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk", welcomed=False)
    async with app.run_test(size=(80, 30)) as pilot:
        after = play_screen(app).prose.after
        assert "New here?" in str(after.content)
        await pilot.press("2")
        assert str(after.content) == ""
        assert app.session.settings.welcomed


async def test_markers_lead_to_their_notes(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(140, 40)) as pilot:
        screen = play_screen(app)
        assert [view.block.notes for view in screen.prose.live_blocks if view.block.notes] == [("the-letter",)]
        await pilot.press("d")
        assert screen.panes["log"].display
        app.session.change(commentary="off")
        await screen.follow_settings()
        assert not any(view.block.notes for view in screen.prose.live_blocks)
        app.session.change(commentary="full")
        await screen.follow_settings()
        (note,) = (view for view in screen.prose.live_blocks if view.block.kind == "note")
        said = str(note.content).splitlines()
        assert said[0] == "† Does the keeper open the letter?" and said[2].startswith("What it costs: ")


def marked(app: ReaderApp) -> list[tuple[str, bool]]:
    """What is marked, and whether it bears a marker."""
    blocks = play_screen(app).prose.live_blocks
    return [(view.block.text[:10], bool(view.block.notes)) for view in blocks if view.has_class("-marked")]


async def test_markers_lead_through_all_that_was_read(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(140, 40)) as pilot:
        screen = play_screen(app)
        for _ in range(30):
            app.session.look("letter")
        app.session.choose("carry")
        app.session.choose("go-up")
        await screen.show(app.session.moment)
        await pilot.pause()
        await pilot.press("D")
        assert marked(app) == [("Ninety ste", True)]
        await pilot.press("D")
        assert marked(app) == [("The letter", True)]
        assert there(screen.prose.top_block).turn == 0
        await pilot.press("d")
        assert marked(app) == [("Ninety ste", True)]
        await pilot.press("home", "d")
        assert marked(app) == [("The letter", True)], "the mark was out of view"


async def test_the_last_note_is_shown_again(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = play_screen(app)
        await pilot.press("d", "escape")
        await pilot.pause()
        assert not screen.panes["log"].display
        await pilot.press("d")
        assert screen.panes["log"].display
        assert [str(notice.content) for notice in app.screen.query(Notice)] == ["No note comes after this one."]


@pytest.mark.parametrize(
    ("chapter", "commentary", "said"),
    [("dusk", "off", "Notes are switched off"), ("night", "markers", "Nothing that you have read has a note yet")],
)
async def test_where_no_note_is_the_keys_say_why(make_app: MakeApp, chapter: str, commentary: str, said: str) -> None:
    app = make_app(chapter=chapter, commentary=commentary)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("d")
        assert [str(notice.content).startswith(said) for notice in app.screen.query(Notice)] == [True]


def footer(app: ReaderApp) -> str:
    return str(play_screen(app).keys.render())


async def test_the_footer_tells_of_more_to_read_as_long_as_there_is_more(make_app: MakeApp) -> None:
    app = make_app(story=long_story(), chapter="one")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        assert play_screen(app).prose.more_to_read
        assert "space on" in footer(app)
        await pilot.press("space", "space")
        await pilot.pause()
        assert play_screen(app).prose.choices_visible
        assert "space on" not in footer(app)
        await pilot.press("pageup")
        await pilot.pause()
        assert "space on" in footer(app)
        await pilot.resize_terminal(120, 70)
        await pilot.pause()
        assert "space on" not in footer(app)


async def test_the_footer_tells_the_way_back_where_a_pane_has_the_proses_place(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("l")
        await pilot.pause()
        assert footer(app).startswith("esc back")
        await pilot.press("escape")
        await pilot.pause()
        assert "esc back" not in footer(app)
        assert "choose" in footer(app)


async def test_the_footer_tells_what_keys_do_while_something_is_typed(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "colon")
        assert "enter do it" in footer(app)
        assert "choose" not in footer(app)
        await pilot.press("escape")
        assert "choose" in footer(app)
        await pilot.press("slash", *"weather")
        assert "enter go through" in footer(app)
        await pilot.press("enter")
        assert footer(app).startswith("n an older place")
        await pilot.press("escape")
        assert "choose" in footer(app)
        await pilot.press("n")
        assert "enter keep it" in footer(app)


async def test_a_notice_takes_the_place_of_the_keys_for_a_while(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = play_screen(app)
        screen.notify("[b]one[/b]", timeout=60)
        screen.notify("two", timeout=60)
        screen.notify("two", timeout=60)
        await pilot.pause()
        (notice,) = screen.query(Notice)
        assert str(notice.content) == "[b]one[/b]\ntwo"
        assert notice.region.bottom == 24
        assert notice.region.height == 2
        await pilot.click(Notice)
        await pilot.pause()
        assert not screen.query(Notice)
        screen.notify("three", timeout=60)
        screen.query_one(Notice).leave()
        screen.notify("four", timeout=0.01)
        assert [str(notice.content) for notice in screen.query(Notice)] == ["three", "four"]
        await pilot.pause(0.2)
        assert not screen.query(Notice)


async def test_a_notice_is_shown_on_the_page_that_is_seen(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f")
        play = app.screen_stack[0]
        play.notify("here", timeout=60)
        await pilot.pause()
        assert [str(notice.content) for notice in app.screen.query(Notice)] == ["here"]
        await pilot.press("escape")
        await pilot.pause()
        assert not app.screen.query(Notice)
