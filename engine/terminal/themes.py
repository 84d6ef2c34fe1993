"""Textual themes: one for each of the story's palettes, and four that every story has."""

import os

from textual.theme import Theme

from engine.keeping.settings import Settings
from engine.reading.model import Palette, StoryFile
from engine.terminal.contrast import blend, contrast, readable

PROSE_CONTRAST = 7.0
OTHER_CONTRAST = 4.5

_LIGHT = Palette("#fbfaf7", "#f0eee8", "#1d1c1a", "#5b5851", "#8a3d12", dark=False)
_DARK = Palette("#14161a", "#1d2026", "#e6e4df", "#a0a3a8", "#e3b067")
_CONTRAST = Palette("#000000", "#000000", "#ffffff", "#e6e6e6", "#ffe45c")

_NAMES = {
    "light": "reader-light",
    "dark": "reader-dark",
    "contrast": "reader-contrast",
    "terminal": "reader-terminal",
}


def theme_name(settings: Settings, file: StoryFile, palette: str) -> str:
    """The theme to use now; under NO_COLOR the terminal's own colours are not to be had."""
    if settings.theme == "story":
        return f"story-{palette}" if palette in file.palettes else _NAMES["dark"]
    if settings.theme == "terminal" and no_colour():
        return _NAMES["contrast"]
    return _NAMES[settings.theme]


def theme_named(name: str, file: StoryFile) -> Theme:
    """The theme of a name that `theme_name` gives; made when it is first wanted, for making one is slow."""
    if name == _NAMES["terminal"]:
        return _terminal()
    built_in = {_NAMES["light"]: _LIGHT, _NAMES["dark"]: _DARK, _NAMES["contrast"]: _CONTRAST}
    return theme_of(name, built_in.get(name) or file.palettes[name.removeprefix("story-")])


def no_colour() -> bool:
    """Whether the reader has asked every program to do without colour."""
    return bool(os.environ.get("NO_COLOR"))


def legible(palette: Palette) -> Palette:
    """The palette with whatever could not be read on its backgrounds moved until it can."""
    grounds = (palette.background, palette.surface)
    return Palette(
        palette.background,
        palette.surface,
        readable(palette.text, grounds, PROSE_CONTRAST),
        readable(palette.muted, grounds, OTHER_CONTRAST),
        readable(palette.accent, grounds, OTHER_CONTRAST),
        palette.dark,
    )


def mark_of(seen: Palette) -> str:
    """The shade of a marked row and of a line to write in: it stands out, and all words can be read on it."""
    needs = ((seen.text, PROSE_CONTRAST), (seen.muted, OTHER_CONTRAST), (seen.accent, OTHER_CONTRAST))
    for share in (0.24, 0.2, 0.16, 0.12, 0.08, 0.04):
        shade = blend(seen.surface, seen.text, share)
        if all(contrast(colour, shade) >= least for colour, least in needs):
            return shade
    return seen.surface


def theme_of(name: str, palette: Palette) -> Theme:
    """A theme of the tokens that the style sheets use."""
    seen = legible(palette)
    rule = blend(seen.background, seen.text, 0.24)
    mark = mark_of(seen)
    return Theme(
        name,
        primary=seen.accent,
        secondary=seen.muted,
        accent=seen.accent,
        warning=seen.accent,
        error=seen.accent,
        success=seen.accent,
        foreground=seen.text,
        background=seen.background,
        surface=seen.surface,
        panel=seen.surface,
        dark=seen.dark,
        variables={
            "text": seen.text,
            "text-muted": seen.muted,
            "text-accent": seen.accent,
            "foreground-muted": seen.muted,
            "rule": rule,
            "faint": seen.surface,
            "mark": mark,
            "border": seen.accent,
            "border-blurred": rule,
            "block-cursor-background": mark,
            "block-cursor-foreground": seen.accent,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": seen.surface,
            "block-cursor-blurred-foreground": seen.text,
            "block-hover-background": seen.surface,
            "input-cursor-background": seen.text,
            "input-cursor-foreground": seen.background,
            "input-selection-background": rule,
            "screen-selection-background": rule,
            "scrollbar": rule,
            "scrollbar-hover": seen.muted,
            "scrollbar-active": seen.accent,
            "scrollbar-background": seen.background,
            "scrollbar-background-hover": seen.background,
            "scrollbar-background-active": seen.background,
        },
    )


def _terminal() -> Theme:
    plain = "ansi_default"
    return Theme(
        _NAMES["terminal"],
        ansi=True,
        primary="ansi_blue",
        secondary=plain,
        accent="ansi_blue",
        warning="ansi_yellow",
        error="ansi_red",
        success="ansi_green",
        foreground=plain,
        background=plain,
        surface=plain,
        panel=plain,
        boost=plain,
        dark=True,
        variables={
            "text": plain,
            "text-muted": plain,
            "text-accent": plain,
            "foreground-muted": plain,
            "rule": "ansi_bright_black",
            "faint": "ansi_bright_black",
            "mark": plain,
            "border": plain,
            "border-blurred": plain,
            "block-cursor-background": plain,
            "block-cursor-foreground": plain,
            "block-cursor-text-style": "bold underline",
            "block-cursor-blurred-background": plain,
            "block-cursor-blurred-foreground": plain,
            "block-hover-background": plain,
            "input-cursor-background": "ansi_white",
            "input-cursor-foreground": "ansi_black",
            "input-cursor-text-style": "none",
            "input-selection-background": "ansi_bright_blue",
            "input-selection-foreground": "ansi_black",
            "screen-selection-background": "ansi_bright_blue",
            "screen-selection-foreground": "ansi_black",
            "scrollbar": "ansi_bright_black",
            "scrollbar-hover": plain,
            "scrollbar-active": plain,
            "scrollbar-background": plain,
            "scrollbar-background-hover": plain,
            "scrollbar-background-active": plain,
            "ansi-background": "ansi_black",
            "ansi-foreground": "ansi_white",
        },
    )
