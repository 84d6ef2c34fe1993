"""A story's folder to its typed story: what is read, in which order, and what is said if it cannot be."""

import os
import stat
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from engine.collector import no_gc
from engine.problems import Problem, StoryError
from engine.reading import cache as kept
from engine.reading.model import Beat, BeatsFile, Chapter, CommentaryFile, StoryFile
from engine.reading.story import Story

if TYPE_CHECKING:
    from engine.reading.yamlfile import Plain

Step = str | int
T = TypeVar("T")


class Loaded(NamedTuple):
    """What a folder holds: a story as far as it could be read, and what was wrong with its files."""

    draft: Story | None
    """The story with stand-ins for what was wrong; None if story.yaml says nothing of use."""
    problems: tuple[Problem, ...]
    folder: Path
    chapters: tuple[Path, ...] = ()
    """The file of each of the draft's chapters."""
    commentary: tuple[Path, ...] = ()
    """The file of each of the draft's commentary files."""
    broken: frozenset[tuple[Path, tuple[Step, ...]]] = frozenset()
    """Files and paths in them that were wrong; a file that is no YAML at all has the empty path."""

    @property
    def story(self) -> Story | None:
        """The story, if its files are whole; whether it can be played is for the checker to say."""
        return None if any(one.severity == "error" for one in self.problems) else self.draft

    @property
    def story_file(self) -> Path:
        """Where story.yaml is."""
        return self.folder / "story.yaml"

    @property
    def beats_file(self) -> Path:
        """Where beats.yaml is, if there is one."""
        return self.folder / "beats.yaml"


def _is_yaml(name: str) -> bool:
    return name.endswith(".yaml") and not name.startswith(".")


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder / name for name in os.listdir(folder) if _is_yaml(name))  # noqa: PTH208
    except FileNotFoundError:
        return []
    except OSError as error:
        raise _unreadable(error, folder) from None


def _unreadable(error: OSError, folder: Path) -> StoryError:
    return StoryError(f"cannot read {display_name(folder)}: {error.strerror}; see to its rights")


def files_of(folder: Path) -> tuple[list[Path], list[Path]]:
    """The chapters' files and the commentary's, sorted by name. Links to folders are not followed."""
    commentary = []

    def failed(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError | NotADirectoryError):
            raise _unreadable(error, folder / "commentary")

    for place, inner, names in os.walk(folder / "commentary", onerror=failed):
        inner.sort()
        commentary += [Path(place) / name for name in names if _is_yaml(name)]
    return _listed(folder / "chapters"), sorted(commentary)


def _stamp(folder: Path) -> kept.Stamp:
    chapters, commentary = files_of(folder)
    found = []
    for path in (folder / "story.yaml", folder / "beats.yaml", *chapters, *commentary):
        try:
            status = path.stat()
        except OSError:
            continue
        found.append((str(path.relative_to(folder)), status.st_size, status.st_mtime_ns))
    return tuple(found)


def _require(folder: Path) -> None:
    try:
        there = stat.S_ISDIR(folder.stat().st_mode)
        listed = os.listdir(folder) if there else []  # noqa: PTH208
    except (FileNotFoundError, NotADirectoryError):
        raise StoryError(f"there is no folder {display_name(folder)}; name a story's folder") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise StoryError(f"cannot read the folder {display_name(folder)}: {why}") from None
    if not there:
        raise StoryError(f"{display_name(folder)} is not a folder; name a story's folder")
    if "story.yaml" not in listed:
        raise StoryError(f"there is no story.yaml in {display_name(folder)}; name a story's folder")


def display_name(path: Path) -> str:
    """A file's name as it may stand in a message."""
    text = str(path)
    return text if text.isprintable() else "".join(one if one.isprintable() else "\ufffd" for one in text)


class _Digest:
    """Tells one version of a story's files from another; no more is asked of it, so it is a cheap one."""

    def __init__(self) -> None:
        self._sums, self._size = [0, 1], 0

    def add(self, name: str, data: bytes) -> None:
        """Take a file in."""
        self._size += len(data)
        for part in (name.encode(errors="surrogateescape"), b"\0", data):
            self._sums = [zlib.crc32(part, self._sums[0]), zlib.adler32(part, self._sums[1])]

    def __str__(self) -> str:
        return f"{self._sums[0]:08x}{self._sums[1]:08x}{self._size:x}"


class _Reader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.broken: set[tuple[Path, tuple[Step, ...]]] = set()
        self.digest = _Digest()

    def report(self, path: Path, rule: str, message: str, line: int = 1, column: int = 1) -> None:
        self.problems.append(Problem(display_name(path), line, column, "error", rule, message))

    def bytes_of(self, path: Path) -> bytes | None:
        from engine.reading.textfile import LARGEST_FILE

        try:
            if not stat.S_ISREG(path.stat().st_mode):
                self.report(path, "unreadable-file", "this is not a file; remove it or put a file in its place")
                return None
            with path.open("rb") as file:
                return file.read(LARGEST_FILE + 1)
        except OSError as error:
            why = (error.strerror or "it cannot be read").lower()
            self.report(path, "unreadable-file", f"cannot read this file: {why}")
            return None

    def typed(self, path: Path, model: type[T]) -> T | None:
        """The file as its model; with stand-ins where it is wrong, None if it is no YAML at all."""
        from engine.reading.yamlfile import Unusual

        # Neither the bytes nor the plain data have a name here: nothing of them outlives its use.
        try:
            return msgspec.convert(self.parsed(path), model)
        except FileNotFoundError:
            self.broken.add((path, ()))
            return None
        except (Unusual, msgspec.ValidationError):
            pass
        return self.thorough(path, model)

    def parsed(self, path: Path) -> "Plain":
        from engine.reading.yamlfile import plain

        data = self.bytes_of(path)
        if data is None:
            raise FileNotFoundError
        self.digest.add(str(path.relative_to(self.folder)), data)
        return plain(data)

    def thorough(self, path: Path, model: type[T]) -> T | None:
        from engine.reading.validate import validate
        from engine.reading.yamlfile import nodes

        tree = nodes(self.bytes_of(path) or b"")
        checked = validate(tree.root, model, tree.found)
        for one in (*tree.found, *checked.found):
            self.report(path, one.rule, one.message, one.line, one.column)
        self.broken.update((path, keys) for keys in checked.broken)
        return None if () in checked.broken else msgspec.convert(checked.data, model)

    def all_typed(self, paths: list[Path], model: type[T]) -> list[tuple[Path, T]]:
        return [(path, one) for path in paths if (one := self.typed(path, model)) is not None]

    def read(self) -> Loaded:
        folder = self.folder
        file = self.typed(folder / "story.yaml", StoryFile)
        beats_file = folder / "beats.yaml"
        beats: tuple[Beat, ...] = ()
        if os.path.lexists(beats_file) and (found := self.typed(beats_file, BeatsFile)):
            beats = found.beats
        chapter_files, commentary_files = files_of(folder)
        chapters = self.all_typed(chapter_files, Chapter)
        commentary = self.all_typed(commentary_files, CommentaryFile)
        draft = None
        if file is not None:
            order: dict[str, int] = {}
            for at, name in enumerate(file.chapters):
                order.setdefault(name, at)
            chapters.sort(key=lambda pair: order.get(pair[1].id, len(order)))
            draft = Story(
                file,
                tuple(one for _, one in chapters),
                beats,
                tuple(one for _, one in commentary),
                str(self.digest),
            )
        return Loaded(
            draft,
            tuple(sorted(self.problems)),
            folder,
            tuple(path for path, _ in chapters),
            tuple(path for path, _ in commentary),
            frozenset(self.broken),
        )


def read_story(folder: Path) -> Loaded:
    """Everything that a story's folder holds. Raises StoryError if it is no story's folder at all."""
    _require(folder)
    with no_gc():
        return _Reader(folder).read()


def load_story(folder: Path, *, cache: Path | None) -> Story:
    """A story to play, from the cache folder if it was kept there and is unchanged.

    Raises StoryError, with what was found, if the story cannot be played.
    """
    _require(folder)
    stamp = _stamp(folder)
    if cache is not None:
        with no_gc():
            story = kept.read(cache, folder, stamp)
        if story is not None:
            return story
    from engine.reading.check import check, stops

    loaded = read_story(folder)
    problems = tuple(one for one in check(loaded, "stops") if stops(one))
    if problems or loaded.story is None:
        many = "1 error" if len(problems) == 1 else f"{len(problems)} errors"
        raise StoryError(f"the story in {display_name(folder)} has {many}; run `anora check` on it", problems)
    if cache is not None and _stamp(folder) == stamp:
        kept.write(cache, folder, stamp, loaded.story)
    return loaded.story
