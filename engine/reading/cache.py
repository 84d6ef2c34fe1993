"""The compiled story: typed msgpack in the reader's cache folder, good for as long as the files are what they were.

A cache can only save time: one that is stale, torn, somebody else's or cannot be written is passed over in silence.
"""

import os
import zlib
from pathlib import Path

import msgspec

from engine import __version__
from engine.reading import model
from engine.reading.model import Beat, Chapter, CommentaryFile, StoryFile
from engine.reading.story import Story

_FORMAT = 1
Stamp = tuple[tuple[str, int, int], ...]
"""Name, size and time of change of each of a story's files."""


class _Body(msgspec.Struct, array_like=True):
    file: StoryFile
    chapters: tuple[Chapter, ...]
    beats: tuple[Beat, ...]
    commentary: tuple[CommentaryFile, ...]
    digest: str


class _Head(msgspec.Struct, array_like=True):
    schema: str
    folder: str
    stamp: Stamp
    check: int


_HEAD_SIZE = 4
"""Bytes at the beginning of the file that say how long the head is; the body follows it."""


def schema() -> str:
    """Changes with the engine and with the model's fields, so that no cache outlives what it was made for."""
    structs = [one for one in vars(model).values() if isinstance(one, type) and issubclass(one, msgspec.Struct)]
    fields = ";".join(f"{one.__name__}:{','.join(one.__struct_fields__)}" for one in structs)
    return f"{_FORMAT} {__version__} {zlib.crc32(fields.encode()):08x}"


def path_of(cache: Path, folder: str) -> Path:
    """Where the story in that folder (its real path) is kept."""
    return cache / f"{zlib.crc32(folder.encode(errors='surrogatepass')):08x}.story"


def read(cache: Path, folder: Path, stamp: Stamp) -> Story | None:
    """The story as it was kept, if it was kept for just these files."""
    place = os.path.realpath(folder)
    try:
        with path_of(cache, place).open("rb") as file:
            if hasattr(os, "getuid") and os.fstat(file.fileno()).st_uid != os.getuid():
                return None
            head = msgspec.msgpack.decode(file.read(int.from_bytes(file.read(_HEAD_SIZE))), type=_Head)
            if head.schema != schema() or head.folder != place or head.stamp != stamp:
                return None
            kept = file.read()
        if zlib.crc32(kept) != head.check:
            return None
        body = msgspec.msgpack.decode(kept, type=_Body)
    except (OSError, ValueError, RecursionError):  # msgspec's errors are ValueErrors
        return None
    return Story(body.file, body.chapters, body.beats, body.commentary, body.digest)


def write(cache: Path, folder: Path, stamp: Stamp, story: Story) -> None:
    """Keep a story; nothing happens if that is not possible."""
    place = os.path.realpath(folder)
    try:
        body = msgspec.msgpack.encode(_Body(story.file, story.chapters, story.beats, story.commentary, story.digest))
        head = msgspec.msgpack.encode(_Head(schema(), place, stamp, zlib.crc32(body)))
        target = path_of(cache, place)
        cache.mkdir(parents=True, exist_ok=True)
        beside = target.with_suffix(f".{os.getpid()}.new")
        try:
            with beside.open("wb") as file:
                file.writelines((len(head).to_bytes(_HEAD_SIZE), head, body))
            beside.replace(target)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except (OSError, ValueError):
        return
