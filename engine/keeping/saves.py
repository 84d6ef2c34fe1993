"""Save slots: the journals of one story, in one folder."""

import os
from pathlib import Path

from msgspec import Struct

from engine.keeping.files import keep_date, set_aside, write_new_bytes, write_whole
from engine.keeping.following import follow
from engine.keeping.journal import Header, OpenSave, compact, contents, written
from engine.keeping.lock import Lock
from engine.keeping.names import LONGEST, file_name, named, names, valid_name
from engine.playing.events import Event
from engine.playing.script import Script
from engine.problems import EngineError
from engine.reading.load import display_name
from engine.reading.prose import plain

AUTO = "autosave"
"""The slot that is kept without being asked."""
_SUFFIX = ".save"
_WORTH_COMPACTING = 64
_FAR_OFF = 1000
_ANOTHER = "see that you may read it, or choose another save"
OLDER = " (older story)"
"""Stands after the name of a save that could not be followed to its end."""
EARLIER = "earlier"
"""What a playthrough is called that was left for another in its slot."""


class SaveError(EngineError):
    """A slot that cannot be used."""


class Slot(Struct, frozen=True):
    """A slot as listed: where it stands, its first words there, its choices taken, and when (seconds since 1970)."""

    name: str
    chapter: int
    title: str
    words: str
    turns: int
    when: float
    ended: bool


class Unreadable(Struct, frozen=True):
    """A file among the slots that gives none: the name it goes by, and what is wrong with it."""

    name: str
    error: str


class Saves:
    """The slots of one story, in one folder."""

    def __init__(self, folder: Path, script: Script) -> None:
        self.folder = folder
        self.script = script

    def exists(self, name: str) -> bool:
        """Whether there is such a slot; not where the folder lets nobody see."""
        return valid_name(name) and os.path.isfile(self._path(name))  # noqa: PTH113 (which never raises)

    def begin(self, name: str, events: tuple[Event, ...] = ()) -> OpenSave:
        """A slot begun anew, with events if given; what stood there is kept as an older slot. Raises SaveError."""
        lock = self._lock(name)
        notice = ""
        if lock is None:
            name, lock, notice = self._beside(name)
        name, lock, trouble, earlier = self._make_room(name, lock)
        if earlier and not notice and name != AUTO:
            notice = f'What "{name}" held is kept as "{earlier}"; --resume --slot "{earlier}" goes on with it.'
        return OpenSave(self._path(name), self._header(name), events, trouble or notice, lock)

    def open(self, name: str) -> OpenSave:
        """A slot to go on with. Raises SaveError when there is none of that name.

        One that cannot be read stays as it is, and the story begins anew in another.
        """
        self.require(name)
        path = self._path(name)
        lock = self._lock(name)
        if lock is None:
            events, notice, _ = self._load(path, keep_aside=False)
            other, lock, beside = self._beside(name)
            other, lock, trouble, _ = self._make_room(other, lock)
            return OpenSave(self._path(other), self._header(other), events, trouble or notice or beside, lock)
        try:
            events, notice, clean = self._load(path)
        except SaveError as error:
            free, lock = self._claim(name, lock)
            notice = f'{error}; it is left as it is, and the story begins anew, kept as "{free}"'
            return OpenSave(self._path(free), self._header(free), (), notice, lock)
        save = OpenSave(path, self._header(name), events, notice, lock)
        short = compact(events, redo=True)
        if clean and len(events) - len(short) < _WORTH_COMPACTING:
            return save.know(path.stat().st_size)
        if clean:
            save = OpenSave(path, self._header(name), short, notice, lock)
        return save

    def read(self, name: str) -> tuple[Event, ...]:
        """What a slot holds. Raises SaveError when it cannot be read."""
        return self.found(name)[0]

    def found(self, name: str) -> tuple[tuple[Event, ...], str]:
        """What a slot holds, and a line for the reader where it was cut short. Raises SaveError as `read` does."""
        self.require(name)
        path = self._path(name)
        try:
            _, events, whole = self._parsed(path)
        except OSError as error:
            raise SaveError(f"{path}: cannot be read ({error.strerror}); {_ANOTHER}") from None
        except ValueError as error:
            raise SaveError(f"{path}: {error}; choose another save") from None
        return events, "" if whole else _torn(path)

    def write(self, name: str, events: tuple[Event, ...], over: bool = True) -> str:
        """Keep events in a named slot, in place of what stood there; unless `over`, a name in use is refused.

        What was no save of this story is kept beside, and the line for the reader returned. Raises SaveError.
        """
        check_name(name)
        lock = self._lock(name)
        path, notice = self._path(name), ""
        try:
            if not over and self.exists(name):  # asked under the lock, as in `_write_free`
                raise SaveError(f"there is a save called {name!r} already; choose another name")
            if lock is None:
                raise SaveError(f"the save {name!r} is being played in another window; choose another name")
            notice = self._keep_foreign(path)
            write_whole(path, written(self._header(name), events))
        except OSError as error:
            told = f" ({notice})" if notice else ""
            raise SaveError(f"not saved: {path}: {error.strerror}; choose another place{told}") from None
        finally:
            if lock is not None:
                lock.release()
        return notice

    def rename(self, old: str, new: str) -> None:
        """Give a slot that nobody is playing another name. Raises SaveError."""
        events = self.read(old)
        if old == new:
            return
        lock = self._lock(old)
        if lock is None:
            raise SaveError(f"the save {old!r} is being played; it keeps its name")
        try:
            self.write(new, events, over=False)
            keep_date(self._path(old), self._path(new))
            self._unlink(old)
        finally:
            lock.release()

    def delete(self, name: str) -> None:
        """Delete a slot that nobody is playing. Raises SaveError."""
        self.require(name)
        lock = self._lock(name)
        if lock is None:
            raise SaveError(f"the save {name!r} is being played; it is left as it is")
        try:
            self._unlink(name)
        finally:
            lock.release()

    def _unlink(self, name: str) -> None:
        try:
            self._path(name).unlink()
        except OSError as error:
            raise SaveError(f"{self._path(name)}: cannot be deleted ({error.strerror})") from None

    def export(self, name: str, to: Path) -> None:
        """Copy a slot to a file of the reader's. Raises SaveError; never overwrites."""
        self.require(name)
        try:
            content = self._path(name).read_bytes()
        except OSError as error:
            raise SaveError(f"{self._path(name)}: cannot be read ({error.strerror}); {_ANOTHER}") from None
        try:
            write_new_bytes(to, content)
        except OSError as error:
            raise SaveError(f"{to}: cannot be written ({error.strerror}); choose another file") from None

    def take_in(self, file: Path) -> str:
        """Make a slot of a file, under a free name, which is returned. Raises SaveError."""
        try:
            header, events, _ = self._parsed(file)
        except OSError as error:
            raise SaveError(f"{file}: cannot be read ({error.strerror}); name another file") from None
        except ValueError as error:
            raise SaveError(f"{file}: {error}; name a file that saves export has written") from None
        try:
            return self._write_free(header.name if valid_name(header.name) else "imported", "", events)
        except OSError as error:
            raise SaveError(f"not saved: {self.folder}: {error.strerror}; see that you may write there") from None

    def slots(self) -> list[Slot]:
        """All readable slots, the latest first."""
        try:
            return self.listed()[0]
        except SaveError:
            return []

    def listed(self) -> tuple[list[Slot], list[Unreadable]]:
        """All slots, the latest first, and the files that give none. Raises SaveError where the folder is shut."""
        try:
            files = sorted(path for path in self.folder.iterdir() if path.suffix == _SUFFIX)
        except FileNotFoundError:
            return [], []
        except OSError as error:
            raise SaveError(f"{self.folder}: cannot be read ({error.strerror}); see that you may read it") from None
        found, others = [], []
        for path in files:
            try:
                found.append(self._slot(path))
            except FileNotFoundError:
                continue  # another program took it away just now
            except (OSError, ValueError) as error:
                why = error.strerror if isinstance(error, OSError) else error
                told = f"cannot be read ({why}); mend or move away {display_name(path)}"
                others.append(Unreadable(display_name(Path(path.stem)), told))
        return sorted(found, key=lambda slot: -slot.when), others

    def keep_whole(self, name: str, events: tuple[Event, ...], more: str = OLDER) -> str:
        """Keep events under a free name made from another; that name, or empty if that failed."""
        try:
            return self._write_free(name, more, events)
        except OSError:
            return ""

    def _write_free(self, name: str, more: str, events: tuple[Event, ...]) -> str:
        """Keep events under a free name made from another, which is returned. Raises OSError."""
        for free in names(name, more):
            lock = self._lock(free)
            if lock is None:
                continue
            try:
                if not self.exists(free):  # asked under the lock, for another program may look for a name as well
                    write_whole(self._path(free), written(self._header(free), events))
                    return free
            finally:
                lock.release()
        raise AssertionError

    def _slot(self, path: Path) -> Slot:
        """What a file holds, as listed. Raises OSError, and ValueError for what is no save."""
        header, events, _ = contents(path)
        # A file that was copied by hand, or by a program that keeps folders alike, goes by its own name.
        name = next((one for one in (header.name, path.stem) if self._path(one) == path), "")
        if not valid_name(name):
            raise ValueError("its name is none that a save can have")
        when = path.stat().st_mtime
        play = follow(self.script, events).play
        if not play.begun:
            return Slot(name, 0, "", "", 0, when, False)
        moment = play.moment()
        told = [one for one in moment.turn.told if one.kind == "scene"] or list(moment.turn.told)
        words = " ".join(plain(told[0].text).split()[:9]) if told else ""
        return Slot(name, moment.heading.number, moment.heading.title, words, play.turns, when, play.ended)

    def _parsed(self, path: Path) -> tuple[Header, tuple[Event, ...], bool]:
        """What a save of this story holds, as `contents` says it. Raises OSError, and ValueError for others."""
        header, events, whole = contents(path)
        if header.story != self.script.story.file.id:
            raise ValueError(f"a save of another story ({header.story})")
        return header, events, whole

    def _load(self, path: Path, keep_aside: bool = True) -> tuple[tuple[Event, ...], str, bool]:
        """A file's events, a line for the reader, and whether the file is whole and may be appended to."""
        try:
            _, events, whole = self._parsed(path)
        except OSError as error:
            raise SaveError(f"{path}: cannot be read ({error.strerror})") from None
        except ValueError as error:
            if not keep_aside:
                return (), f"{path}: {error}; the story begins anew", False
            try:
                kept = f"it is kept as {set_aside(path).name}"
            except OSError as trouble:
                raise SaveError(f"{path}: {error}, and cannot be moved aside ({trouble.strerror})") from None
            return (), f"{path}: {error}; {kept}, and the story begins anew", False
        return events, "" if whole or not keep_aside else _torn(path), whole

    def _keep_foreign(self, path: Path) -> str:
        """Keep what stands in a slot and is no save of this story beside it, and say so. Raises OSError."""
        try:
            self._parsed(path)
        except FileNotFoundError:
            return ""
        except ValueError as error:
            return f"{path}: {error}; it is kept as {set_aside(path).name}"
        return ""

    def _retire(self, path: Path) -> tuple[str, str]:
        """Move what stands in a slot out of the way, under a free name; what holds no choice is dropped.

        Returns a line for the reader where it could not be read, or not whole, and the name. Raises OSError.
        """
        if not path.is_file():
            return "", ""
        if told := self._keep_foreign(path):
            return told, ""
        header, events, whole = self._parsed(path)
        if not any(event.kind in ("choose", "keep") for event in events):
            path.unlink()
            return "", ""
        known = header.name != AUTO and valid_name(header.name)
        name = self._write_free(f"{EARLIER} {header.name}" if known else EARLIER, "", events)
        keep_date(path, self._path(name))
        path.unlink()
        return "" if whole else _torn(path), name

    def _beside(self, name: str) -> tuple[str, Lock | None, str]:
        """A slot of its own for a second program on the same one."""
        number = 2
        while (lock := self._lock(other := named(name, f"-{number}"))) is None and number < 100:
            number += 1
        return other, lock, f'"{name}" is being played in another window; this one is kept as "{other}".'

    def free_name(self, name: str, more: str = "") -> str:
        """A name of which no save is known, made from another; where nothing can be seen, one far off."""
        try:
            return next(free for free in names(name, more) if not self._path(free).is_file())
        except OSError:
            return named(name, f"{more} {_FAR_OFF}")

    def _make_room(self, name: str, lock: Lock | None) -> tuple[str, Lock | None, str, str]:
        """Keep what stands in a slot as an older one.

        Returns the slot to use with its lock, another if that failed, and then a line for the reader; and the name of
        the older slot.
        """
        path = self._path(name)
        try:
            return name, lock, *self._retire(path)
        except OSError as error:
            trouble = f"{path}: what stood there could not be kept beside ({error.strerror}); it is left as it is"
            return *self._claim(name, lock), trouble, ""

    def _claim(self, name: str, lock: Lock | None) -> tuple[str, Lock | None]:
        """A name made from another, of which no save is known and which nobody plays, for a lock on that other."""
        if lock is not None:
            lock.release()
        free = self.free_name(name)
        lock = self._lock(free)
        return (free, lock) if lock is not None else self._beside(free)[:2]

    def require(self, name: str, lists: str = "saves") -> None:
        """Raises SaveError when there is no such slot; `lists` is what the reader types for a list."""
        try:
            there = valid_name(name) and self._path(name).is_file()
        except OSError as error:
            raise SaveError(f"{self._path(name)}: cannot be read ({error.strerror}); {_ANOTHER}") from None
        if not there:
            raise SaveError(f"no save called {name[:60]!r}; `{lists}` lists them")

    def _lock(self, name: str) -> Lock | None:
        return Lock.take(self.folder / f"{file_name(name)}.lock")

    def _path(self, name: str) -> Path:
        path = self.folder / f"{file_name(name)}{_SUFFIX}"
        if name.isascii():
            return path
        # Signs beyond ASCII were once written as numbers, of which two names could share one.
        old = self.folder / f"{file_name(name, as_numbers=True)}{_SUFFIX}"
        return old if old != path and os.path.isfile(old) and not os.path.isfile(path) else path  # noqa: PTH113

    def _header(self, name: str) -> Header:
        file = self.script.story.file
        return Header(file.id, file.version, name)


def _torn(path: Path) -> str:
    """A line for the reader about a save whose last line has no end."""
    # That piece is not kept beside: it holds no whole turn, and none that was shown, for the line is written first.
    return f"{path}: its last line was cut short (by a power cut, say) and is left out; the turns before it are kept"


def check_name(name: str) -> None:
    """Raises SaveError for a name that a slot cannot have."""
    if not valid_name(name):
        raise SaveError(f"a save's name has 1 to {LONGEST} printable characters; choose another name")
