"""What all playthroughs of a story have seen, for the map and for what opens after the end."""

import contextlib
from pathlib import Path

import msgspec

from engine.keeping.files import set_aside, write_whole
from engine.playing.moment import Turn


class _Remembered(msgspec.Struct):
    scenes: set[str] = msgspec.field(default_factory=set)
    choices: set[str] = msgspec.field(default_factory=set)
    ended: bool = False


_DAMAGED = (msgspec.MsgspecError, ValueError, RecursionError)


def _damaged(path: Path, error: Exception) -> str:
    """Keep a damaged file beside, and say so. Raises OSError."""
    kept = set_aside(path).name
    return f"{path}: a damaged list of what you have seen ({error}); it is kept as {kept}, and the map begins anew"


class Memory:
    """Scenes and choices seen in any playthrough; a damaged file is kept beside, one that is shut stays."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._kept = _Remembered()
        self._shut = ""
        self._changed = False
        self._troubled = False
        self.notice = ""
        """A line for the reader about a file that was damaged."""
        try:
            self._kept = msgspec.json.decode(path.read_bytes(), type=_Remembered)
        except PermissionError as error:
            self._shut = error.strerror or "no rights"
        except OSError:
            pass
        except _DAMAGED as error:
            with contextlib.suppress(OSError):
                self.notice = _damaged(path, error)

    @property
    def scenes(self) -> frozenset[str]:
        """Global ids of scenes seen in any playthrough."""
        return frozenset(self._kept.scenes)

    @property
    def choices(self) -> frozenset[str]:
        """Global ids of choices taken in any playthrough."""
        return frozenset(self._kept.choices)

    @property
    def ended(self) -> bool:
        """Whether an ending has been reached in any playthrough."""
        return self._kept.ended

    def remember(self, turn: Turn, ended: bool) -> None:
        """Add a turn."""
        kept = self._kept
        kept.scenes.add(turn.scene)
        if turn.kind == "choose":
            kept.choices.add(f"{turn.came_from}.{turn.item}")
        kept.ended = kept.ended or ended
        self._changed = True

    def write(self) -> str:
        """Keep it on disk if anything is new; an empty line, or what went wrong, which is told once."""
        if not self._changed:
            return ""
        if self._shut:
            self._changed = False
            return self._trouble(f"cannot be read ({self._shut})")
        notice = ""
        try:
            with contextlib.suppress(FileNotFoundError):
                notice = self._take_over()
            write_whole(self.path, msgspec.json.encode(self._kept, order="deterministic"))
        except OSError as error:
            return self._trouble(f"cannot be written ({error.strerror})")
        self._changed = self._troubled = False
        return notice

    def _take_over(self) -> str:
        """Add what another program has written; a line for the reader where that is damaged. Raises OSError."""
        try:
            other = msgspec.json.decode(self.path.read_bytes(), type=_Remembered)
        except _DAMAGED as error:
            return _damaged(self.path, error)
        kept = self._kept
        kept.scenes |= other.scenes
        kept.choices |= other.choices
        kept.ended = kept.ended or other.ended
        return ""

    def _trouble(self, what: str) -> str:
        if self._troubled:
            return ""
        self._troubled = True
        return f"{self.path}: {what}; the map forgets this sitting; see that it can be before the next"
