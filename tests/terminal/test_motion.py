"""New words come up in an eighth of a second, where the reader lets them, and no key waits for it."""

import pytest
from textual.types import AnimationLevel

from engine.terminal.app import ReaderApp
from engine.terminal.blocks import BlockView

from .conftest import MakeApp, play_screen


def told_last(app: ReaderApp) -> list[BlockView]:
    screen, last = play_screen(app), app.session.play.length - 1
    return [view for view in screen.prose.live_blocks if view.block is not None and view.block.turn == last]


async def test_new_words_fade_in_and_old_ones_stay(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, object]] = []
    app = make_app(chapter="dusk", motion=True)
    app.animation_level = "full"
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.2)
        old = told_last(app)
        monkeypatch.setattr(app.animator, "animate", lambda *_, **more: asked.append(more))
        await play_screen(app).take(1)
        new = told_last(app)
        assert {view.styles.text_opacity for view in new} == {0.4}
        assert {view.styles.text_opacity for view in old} == {1.0}
        assert len(asked) == len(new)
        assert {one["duration"] for one in asked} <= {0.12}


async def test_the_fade_ends_in_full_colour(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk", motion=True)
    app.animation_level = "full"
    async with app.run_test(size=(80, 24)) as pilot:
        await play_screen(app).take(1)
        await pilot.wait_for_animation()
        await pilot.pause()
        assert {view.styles.text_opacity for view in told_last(app)} == {1.0}


async def test_a_key_does_not_wait_for_the_fade(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk", motion=True)
    app.animation_level = "full"
    async with app.run_test(size=(80, 24)) as pilot:
        screen = play_screen(app)
        await screen.take(1)
        assert app.animator.is_being_animated(told_last(app)[0].styles, "text_opacity")
        await screen.take(0)
        assert app.session.play.length == 3
        await pilot.wait_for_animation()


@pytest.mark.parametrize(("motion", "level"), [(False, "full"), (True, "none")])
async def test_no_fade_for_who_does_not_want_it(make_app: MakeApp, motion: bool, level: AnimationLevel) -> None:
    app = make_app(chapter="dusk", motion=motion)
    app.animation_level = level if motion else app.animation_level
    async with app.run_test(size=(80, 24)):
        await play_screen(app).take(1)
        assert {view.styles.text_opacity for view in told_last(app)} == {1.0}
