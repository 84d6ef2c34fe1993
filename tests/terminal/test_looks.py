"""How the screens look; run `pytest --snapshot-update` after a change that is meant, and look at the report."""

import pytest

from .conftest import MakeApp

SIZES = {"80x24": (80, 24), "120x40": (120, 40)}
SCREENS: dict[str, list[str]] = {
    "title": [],
    "first scene": ["n"],
    "chapters ahead": ["n", "2", "g"],
    "map": ["n", "1", "2", "m"],
    "help": ["n", "question_mark"],
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("screen", SCREENS)
def test_screen(snap_compare, make_app: MakeApp, screen: str, size: str):
    assert snap_compare(make_app(welcomed=False), press=SCREENS[screen], terminal_size=SIZES[size])


@pytest.mark.parametrize("theme", ["light", "contrast", "terminal"])
def test_theme(snap_compare, make_app: MakeApp, theme: str):
    assert snap_compare(make_app(theme=theme, chapter="dusk"), press=["1"], terminal_size=(80, 24))


def test_without_colour(snap_compare, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(make_app(theme="terminal", chapter="dusk"), press=["1"], terminal_size=(80, 24))


def test_too_small(snap_compare, make_app: MakeApp):
    assert snap_compare(make_app(chapter="dusk"), terminal_size=(58, 18))
