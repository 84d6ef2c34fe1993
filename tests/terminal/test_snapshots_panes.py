"""What the panes, the reading room and the second reading look like at three sizes."""

from typing import Any

import pytest

from .conftest import MakeApp

SIZES = [(80, 24), (120, 40), (200, 50)]
WAY = ("2", "1", "1", "1")
"""To the end of the lighthouse's story."""


def named(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


@pytest.mark.parametrize("size", SIZES, ids=named)
@pytest.mark.parametrize("key", ["l", "i", "p"], ids=["notes", "readings", "sources"])
def test_a_pane(snap_compare: Any, make_app: MakeApp, key: str, size: tuple[int, int]):
    assert snap_compare(make_app(chapter="dusk"), press=["2", "1", "1", key], terminal_size=size)


@pytest.mark.parametrize("size", SIZES, ids=named)
def test_the_balance(snap_compare: Any, make_app: MakeApp, size: tuple[int, int]):
    async def pick(pilot: Any) -> None:
        await pilot.press("2", "1", "1", "l")
        pane = pilot.app.screen.panes["log"]
        pane.focus()
        await pilot.pause()
        pane.view.move_to("balance")
        await pilot.press("right", "enter")

    assert snap_compare(make_app(chapter="dusk"), run_before=pick, terminal_size=size)


def test_three_panes_at_once(snap_compare: Any, make_app: MakeApp):
    app = make_app(chapter="night", panes=("papers", "log", "inquiry"))
    assert snap_compare(app, press=["tab"], terminal_size=(240, 50))


def test_a_pane_without_colour(snap_compare: Any, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(make_app(chapter="dusk", panes=("log",)), press=["2"], terminal_size=(120, 40))


@pytest.mark.parametrize("size", SIZES, ids=named)
def test_the_room(snap_compare: Any, make_app: MakeApp, size: tuple[int, int]):
    assert snap_compare(make_app(chapter="dusk"), press=[*WAY, "o"], terminal_size=size)


@pytest.mark.parametrize("size", SIZES, ids=named)
def test_the_second_reading(snap_compare: Any, make_app: MakeApp, size: tuple[int, int]):
    assert snap_compare(make_app(chapter="dusk"), press=[*WAY, "e", "down"], terminal_size=size)
