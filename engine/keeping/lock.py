"""A lock that a program holds while it plays a slot, gone with the program however it ends."""

import contextlib
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # no such thing on Windows: there, the last program to write a slot wins
    fcntl = None  # type: ignore[assignment]


class Lock:
    """An exclusive lock on a file beside the slot."""

    def __init__(self, file: IO[bytes] | None) -> None:
        self._file = file

    @classmethod
    def take(cls, path: Path) -> "Lock | None":
        """The lock, or None when another program holds it; where no file can be made there is nothing to share."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            file = path.open("ab")
        except OSError:
            return cls(None)
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.close()
                return None
            except OSError:
                file.close()
                return cls(None)
        return cls(file)

    def release(self) -> None:
        """Let another program have it."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.close()
            self._file = None
