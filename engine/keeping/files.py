"""Writing whole files so that a crash leaves the old one or the new one, never half of one."""

import contextlib
import os
from itertools import count
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write through a temporary file in the same folder and a replace. Raises OSError; the old file then stays."""
    path = Path(os.path.realpath(path))  # a link stays one
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = _beside(path)
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def write_new_bytes(path: Path, content: bytes) -> None:
    """Write a file that is not there yet. Raises OSError, and leaves no half of it."""
    with path.open("xb") as file:
        try:
            file.write(content)
            file.flush()
        except OSError:
            path.unlink()
            raise


def _beside(path: Path) -> Path:
    """A new empty file in the same folder, for its owner alone."""
    for number in count(os.getpid()):
        beside = path.with_name(f".{path.name[:80]}.{number}.new")
        with contextlib.suppress(FileExistsError):
            os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            return beside
    raise AssertionError


def set_aside(path: Path) -> Path:
    """Keep a file that could not be read beside its place, as `.unreadable-1` and so on. Raises OSError."""
    number = 1
    while (aside := path.with_name(f"{path.name}.unreadable-{number}")).exists():
        number += 1
    path.rename(aside)
    return aside


def keep_date(old: Path, new: Path) -> None:
    """Give a file the date of another, by which saves are listed."""
    with contextlib.suppress(OSError):
        when = old.stat()
        os.utime(new, ns=(when.st_atime_ns, when.st_mtime_ns))
