"""Settings kept between sessions, in `settings.json` of the data folder."""

from pathlib import Path
from typing import Any, Literal

import msgspec

from engine.keeping.files import set_aside, write_whole

Theme = Literal["story", "light", "dark", "contrast", "terminal"]


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=False):
    """What a reader has set; each has a default that suits most."""

    theme: Theme = "story"
    column: int = 66
    """Width of the prose, 56 to 80 characters."""
    spacing: Literal[0, 1, 2] = 1
    """Blank lines between paragraphs."""
    motion: bool = True
    spoilers: bool = False
    """Whether commentary and chapters ahead of the reader may be shown."""
    commentary: Literal["off", "markers", "full"] = "markers"
    keys: dict[str, str] = {}
    """Keys of the reader's own, by command id, as in `{"undo": "b,backspace"}`."""
    rail: bool = True
    panes: tuple[str, ...] = ()
    """Ids of the panes that stand open, in their order."""
    pane_widths: dict[str, int] = {}
    welcomed: bool = False
    """The first start has explained itself."""

    def __post_init__(self) -> None:
        if not 56 <= self.column <= 80:
            raise ValueError("column is 56 to 80 characters")


FILE = "settings.json"


def load_settings(folder: Path) -> tuple[Settings, str]:
    """The settings, and a line for the reader when their file could not be used (it is then kept beside)."""
    path = folder / FILE
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Settings(), ""
    except OSError as error:
        return Settings(), f"{path}: cannot be read ({error.strerror}); the usual settings are used"
    try:
        return msgspec.json.decode(content, type=Settings), ""
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        try:
            kept = f"; it is kept as {set_aside(path).name}"
        except OSError:
            kept = ""
        return Settings(), f"{path}: not settings ({error}); the usual ones are used{kept}"


def settings_now(folder: Path, settings: Settings) -> Settings:
    """What the file says, which another program may have written; the settings in use where it says nothing."""
    return _read(folder / FILE) or settings


def _read(path: Path) -> Settings | None:
    """The settings in a file; none where it cannot be read or holds no settings."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Settings)
    except (OSError, msgspec.MsgspecError, ValueError, RecursionError):
        return None


def save_settings(folder: Path, settings: Settings) -> str:
    """Write the settings, a file that cannot be read being kept beside; an empty line, or what went wrong."""
    path = folder / FILE
    try:
        if path.exists() and _read(path) is None:
            set_aside(path)
        write_whole(folder / FILE, msgspec.json.format(msgspec.json.encode(settings), indent=2) + b"\n")
    except OSError as error:
        return f"{folder / FILE}: cannot be written ({error.strerror}); settings last until you quit"
    return ""


class Setting(msgspec.Struct, frozen=True):
    """A setting as a reader sees it: its name, what it is for, and what it may be."""

    name: str
    help: str
    values: str


SETTINGS = (
    Setting("theme", "Colours", "story, light, dark, contrast, terminal"),
    Setting("column", "Width of the prose in characters", "56 to 80"),
    Setting("spacing", "Blank lines between paragraphs", "0, 1, 2"),
    Setting("motion", "Slight movement", "on, off"),
    Setting("spoilers", "Whether what lies ahead may be shown", "on, off"),
    Setting("commentary", "How the notes make themselves known", "off, markers, full"),
)
_YES_OR_NO = {"on": True, "yes": True, "true": True, "off": False, "no": False, "false": False}


def in_words(settings: Settings, name: str) -> str:
    """A setting's value as a reader types it."""
    value = getattr(settings, name)
    return {True: "on", False: "off"}[value] if isinstance(value, bool) else str(value)


def understood(name: str, word: str) -> dict[str, Any]:
    """The change that a typed name and value ask for. Raises ValueError, which says what may be typed."""
    known = {one.name: one for one in SETTINGS}
    if name not in known:
        raise ValueError(f"Settings are {', '.join(known)}")
    value: Any = _YES_OR_NO.get(word, word) if isinstance(getattr(Settings(), name), bool) else word
    try:
        return {name: getattr(msgspec.convert({name: value}, Settings, strict=False), name)}
    except (msgspec.ValidationError, ValueError):
        raise ValueError(f"{name} can be {known[name].values}") from None
