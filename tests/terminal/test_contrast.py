import re
from itertools import product
from pathlib import Path
from typing import get_args

import pytest
from textual.theme import Theme

import engine.terminal
from engine.keeping.settings import Settings
from engine.keeping.settings import Theme as Chosen
from engine.reading.load import load_story
from engine.reading.model import Palette, StoryFile
from engine.terminal.contrast import blend, contrast, readable
from engine.terminal.themes import OTHER_CONTRAST, PROSE_CONTRAST, legible, theme_name, theme_named

STORIES = [Path(__file__).parent.parent.parent / "story", Path(__file__).parent.parent / "stories/lighthouse"]
SHEETS = sorted(Path(engine.terminal.__file__).parent.rglob("*.tcss"))
MODULES = sorted(Path(engine.terminal.__file__).parent.rglob("*.py"))
GROUNDS = ("background", "surface", "panel", "mark")
WORDS = {
    "foreground": PROSE_CONTRAST,
    "text": PROSE_CONTRAST,
    "text-muted": OTHER_CONTRAST,
    "text-accent": OTHER_CONTRAST,
}
LINES = {"rule"}
"""Tokens of lines and scrollbars, which hold no words."""


def themes_of(file: StoryFile) -> list[Theme]:
    """All themes that a story can be read in."""
    themes = get_args(Chosen)
    assert len(themes) == 5
    names = {theme_name(Settings(theme=theme), file, palette) for theme in themes for palette in file.palettes}
    return [theme_named(name, file) for name in sorted(names)]


def story_file(folder: Path) -> StoryFile:
    return load_story(folder, cache=None).file


def test_contrast_is_counted_as_wcag_counts_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1
    assert blend("#000000", "#ffffff", 0.5) == "#808080"


@pytest.mark.parametrize("folder", STORIES, ids=lambda folder: folder.name)
def test_every_theme_can_be_read(folder: Path) -> None:
    for theme in themes_of(story_file(folder)):
        if theme.ansi:
            continue
        own = ("foreground", "background", "surface", "panel")
        colours = {name: str(getattr(theme, name)) for name in own} | theme.variables
        for (word, least), ground in product(WORDS.items(), GROUNDS):
            reached = contrast(colours[word], colours[ground])
            assert reached >= least, f"{theme.name}: {word} on {ground} has {reached:.2f}"
        for word, ground in (
            ("block-cursor-foreground", "block-cursor-background"),
            ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
            ("input-cursor-foreground", "input-cursor-background"),
        ):
            assert contrast(colours[word], colours[ground]) >= OTHER_CONTRAST


@pytest.mark.parametrize("folder", STORIES, ids=lambda folder: folder.name)
def test_a_marked_row_stands_out_wherever_it_is(folder: Path) -> None:
    for theme in themes_of(story_file(folder)):
        if theme.ansi:
            assert "underline" in theme.variables["block-cursor-text-style"]
            continue
        for ground, least in ((str(theme.background), 1.15), (str(theme.surface), 1.05)):
            assert contrast(theme.variables["mark"], ground) > least, f"{theme.name}: a mark on {ground}"


@pytest.mark.parametrize("folder", STORIES, ids=lambda folder: folder.name)
def test_the_storys_palettes_need_no_mending(folder: Path) -> None:
    for name, palette in story_file(folder).palettes.items():
        assert legible(palette) == palette, name


def test_a_palette_that_cannot_be_read_is_mended() -> None:
    grey = Palette("#777777", "#808080", "#888888", "#7a7a7a", "#707070")
    mended = legible(Palette("#101010", "#202020", "#444444", "#333333", "#222222"))
    assert contrast(mended.text, "#202020") >= PROSE_CONTRAST
    assert contrast(mended.muted, "#202020") >= OTHER_CONTRAST
    assert legible(grey).text == "#000000"
    assert readable("#ffffff", ("#000000",), 7) == "#ffffff"


def test_style_sheets_use_no_colours_but_those_that_are_checked() -> None:
    for sheet in SHEETS:
        css = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r":[^;{]*#[0-9a-f]{3}", css), sheet.name
        assert "!important" not in css
        for rule in re.findall(r"(?<![-\w])color:\s*([^;]+);", css):
            assert rule.strip().lstrip("$") in WORDS, f"{sheet.name}: color {rule}"
        for rule in re.findall(r"(?<!-)background:\s*([^;]+);", css):
            ground = rule.strip().split()[0].lstrip("$")
            assert ground in (*GROUNDS, "transparent"), f"{sheet.name}: background {rule}"
            assert len(rule.split()) == 1, f"{sheet.name}: a ground that dims what is under it: {rule}"
        assert not re.search(r"(?<![-\w])(opacity|text-opacity|tint|background-tint):(?!\s*0%;)", css), sheet.name


def test_words_are_styled_with_checked_tokens_only() -> None:
    for module in MODULES:
        for token in re.findall(r'"[^"\n]*\$([a-z-]+)[^"\n]*"', module.read_text(encoding="utf-8")):
            assert token in WORDS, f"{module.name}: ${token}"
