"""A journal: one line a turn, written and flushed when the turn happens.

    anora-save 1 {"story":"lamp","version":"1","name":"the proud one"}
    b first
    c first/door knock
    u

The first line names the format, the others are events (see `playing.events`), `u` and `r` among them. A last line
without its end was cut short and is dropped. Whole files are only ever replaced, never rewritten in place.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import msgspec

from engine.keeping.files import write_whole
from engine.keeping.lock import Lock
from engine.playing.events import UNDO, Event, decode, encode

FORMAT = 1
_MAGIC = "anora-save"
_LARGEST = 64 * 2**20


class Header(msgspec.Struct, frozen=True):
    """A journal's first line: the story and its version, and the slot's name."""

    story: str
    version: str
    name: str


def written(header: Header, events: Iterable[Event]) -> bytes:
    """A whole journal."""
    return f"{_MAGIC} {FORMAT} {msgspec.json.encode(header).decode()}\n".encode() + _lines(events)


def parse(content: bytes) -> tuple[Header, tuple[Event, ...], bool]:
    """A save's header, its events, and whether its last line is whole. Raises ValueError for what is no save."""
    text, end, torn = content.rpartition(b"\n")
    if not end:
        raise ValueError("not a save" if content else "an empty file, not a save")
    try:
        first, *lines = text.decode().split("\n")
    except UnicodeDecodeError:
        raise ValueError("not a save, or damaged") from None
    words = first.split(" ", 2)
    if len(words) != 3 or words[0] != _MAGIC or not words[1].isdigit():
        raise ValueError("not a save")
    if words[1] != str(FORMAT):
        raise ValueError(f"a save of a newer version (format {words[1][:9]}), which an update can open")
    try:
        header = msgspec.json.decode(words[2], type=Header)
        if not f"{header.story}{header.name}".isprintable():
            raise ValueError("its first line holds what is no text")
        events = tuple([decode(line) for line in lines])
    except (ValueError, msgspec.MsgspecError) as error:
        raise ValueError(f"a damaged save ({error})") from None
    except RecursionError:
        raise ValueError("a damaged save (its first line is nested too deep)") from None
    return header, events, not torn


def contents(path: Path) -> tuple[Header, tuple[Event, ...], bool]:
    """What a save of any story holds, as `parse` says it. Raises OSError, and ValueError for any other file."""
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):  # reading what is no file may never end
        raise ValueError("not a file")
    with path.open("rb") as file:
        content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise ValueError("too large for a save")
    return parse(content)


def compact(events: tuple[Event, ...], redo: bool = False) -> tuple[Event, ...]:
    """The events without those that were undone and the words that were kept over.

    With `redo`, what could be had again at the end still can.
    """
    done: list[Event] = []
    undone: list[Event] = []
    kept: dict[str, str] = {}
    for event in events:
        match event.kind:
            case "undo":
                if len(done) > 1:
                    undone.append(done.pop())
            case "redo":
                if undone:
                    done.append(undone.pop())
            case "keep":
                kept.pop(event.where, None)
                kept[event.where] = event.what
            case _:
                done.append(event)
                undone.clear()
    again = (*reversed(undone), *[UNDO] * len(undone)) if redo else ()
    return (*done, *again, *(Event("keep", key, text) for key, text in kept.items() if text))


class OpenSave:
    """A slot that is being played: appends events; keeps trying when the disk does not take them."""

    def __init__(self, path: Path, header: Header, events: tuple[Event, ...], notice: str, lock: Lock | None) -> None:
        self.path = path
        self.events = events
        """What stood in the slot when it was opened."""
        self.notice = notice
        self._header = header
        self._events = [*events]
        self._lock = lock
        self._file: IO[bytes] | None = None
        self._good = 0
        self._unsaved = 0
        self._troubled = False

    @property
    def name(self) -> str:
        """The slot's name."""
        return self._header.name

    def append(self, event: Event) -> str:
        """Keep an event; empty, or a line for the reader when keeping begins to fail, or works again."""
        self._events.append(event)
        self._unsaved += 1
        return self.write()

    def write(self) -> str:
        """Write what is not written yet; empty, or a line for the reader as for `append`."""
        try:
            self._write()
        except OSError as error:
            self._drop_file()
            if self._troubled:
                return ""
            self._troubled = True
            why = error.strerror or str(error)
            return f"Not saved ({why}): {self.path}. Play goes on, and saving is tried again each turn."
        if self._troubled:
            self._troubled = False
            return "Saving works again; everything is kept."
        return ""

    @property
    def all_events(self) -> tuple[Event, ...]:
        """What stood in the slot when it was opened, and all since."""
        return tuple(self._events)

    @property
    def lost(self) -> bool:
        """Whether the slot was taken away with its lock, so that another program may play it by now."""
        return self._lock is not None and self._lock.lost

    @property
    def whole(self) -> bool:
        """Whether all that was played is on disk."""
        return not self._unsaved and not self._troubled

    def settle(self) -> str:
        """Write what is not written yet, and all of it where the file was taken away; a line as for `append`."""
        return "" if self.whole and self._stands() else self.write()

    def close(self) -> None:
        """Let go of the file and its lock."""
        self._drop_file()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _stands(self) -> bool:
        """Whether what was written is still what is found under the name."""
        if self._file is None:
            return True
        try:
            there, written_to = self.path.stat(), os.fstat(self._file.fileno())
        except OSError:
            return False
        return os.path.samestat(there, written_to) and there.st_size == self._good

    def _write(self) -> None:
        if not self._stands():
            self._drop_file()
        if self._file is None:
            self._open()
        assert self._file is not None
        content = _lines(self._events[len(self._events) - self._unsaved :])
        if self._file.write(content) != len(content):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._good += len(content)
        self._unsaved = 0

    def _open(self) -> None:
        """Open for appending; write all of it anew when what stands there is not what was last known good."""
        size = self.path.stat().st_size if self.path.exists() else -1
        if size != self._good or not self._good:
            content = written(self._header, self._events)
            write_whole(self.path, content)
            self._good, self._unsaved = len(content), 0
        self._file = self.path.open("ab", buffering=0)

    def cut(self, events: tuple[Event, ...]) -> "OpenSave":
        """The same slot with other events in place of what stands there, written at the next turn."""
        return OpenSave(self.path, self._header, events, self.notice, self._lock)

    def know(self, size: int) -> "OpenSave":
        """Take the file on disk, of that many bytes, for what the lines say."""
        self._good = size
        return self

    def _drop_file(self) -> None:
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.close()
            self._file = None


def _lines(events: Iterable[Event]) -> bytes:
    return "".join(f"{encode(event)}\n" for event in events).encode()
