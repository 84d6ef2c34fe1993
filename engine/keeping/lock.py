"""A lock that a program holds while it plays a slot, gone with the program however it ends."""

import contextlib
import os
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # no such thing on Windows: there, the last program to write a slot wins
    fcntl = None  # type: ignore[assignment]


class Lock:
    """An exclusive lock on a file beside the slot."""

    def __init__(self, path: Path, file: IO[bytes] | None) -> None:
        self._path = path
        self._file = file

    @classmethod
    def take(cls, path: Path) -> "Lock | None":
        """The lock, or None when another program holds it; where no file can be made there is nothing to share."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            file = path.open("ab")
        except OSError:
            return cls(path, None)
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.close()
                return None
            except OSError:
                file.close()
                return cls(path, None)
        return cls(path, file)

    @property
    def lost(self) -> bool:
        """Whether the file was taken away, so that another program may hold a new one in its place."""
        if self._file is None:
            return False
        try:
            return not os.path.samestat(os.fstat(self._file.fileno()), self._path.stat())
        except OSError:
            return True

    def release(self) -> None:
        """Let another program have it."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.close()
            self._file = None
