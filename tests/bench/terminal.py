"""A program in a pseudo-terminal of 120 by 40, timed by its raw bytes; nothing is drawn."""

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path


def compiled() -> dict[str, str]:
    """This environment, in which programs keep what they have compiled, as they do for whoever installed them."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def anora() -> list[str]:
    """The command as it is installed beside this interpreter, or as a module where it is not."""
    script = Path(sys.executable).with_name("anora")
    return [str(script)] if script.exists() else [sys.executable, "-m", "engine"]


class Terminal:
    """Starts a command and waits for words in what it writes."""

    def __init__(self, argv: Sequence[str], env: Mapping[str, str] | None = None, cwd: str | None = None) -> None:
        self.raw = bytearray()  # grows by thousands of screens: bytes would be copied whole at each read
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            if cwd:
                os.chdir(cwd)
            plain = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LINES": "40", "COLUMNS": "120"}
            os.execvpe(argv[0], list(argv), {**compiled(), **plain, **(env or {})})
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))

    def wait(self, needle: bytes, since: float, timeout: float = 10.0) -> float | None:
        """Seconds from `since` to the read that completed the needle, or None."""
        start = len(self.raw)
        end = since + timeout
        while time.perf_counter() < end:
            if not select.select([self.fd], [], [], 0.2)[0]:
                continue
            data = self._read()
            stamp = time.perf_counter() - since
            if not data:
                return None
            if self.raw.find(needle, max(0, start - len(needle))) >= 0:
                return stamp
        return None

    def quiet(self, seconds: float = 0.06) -> None:
        """Read until nothing has come for so long."""
        while select.select([self.fd], [], [], seconds)[0]:
            if not self._read():
                return

    def press(self, keys: str) -> float:
        """Send keys; the time at which they went."""
        now = time.perf_counter()
        os.write(self.fd, keys.encode())
        return now

    def rss(self) -> float:
        """The program's resident size, in MiB."""
        with open(f"/proc/{self.pid}/statm") as file:  # noqa: PTH123
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20

    def close(self) -> None:
        """End the program."""
        with contextlib.suppress(OSError):
            os.kill(self.pid, signal.SIGKILL)
        with contextlib.suppress(OSError):
            os.waitpid(self.pid, 0)
        with contextlib.suppress(OSError):
            os.close(self.fd)

    def _read(self) -> bytes:
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:
            return b""
        self.raw += data
        if b"\x1b[6n" in data:
            os.write(self.fd, b"\x1b[1;1R")
        if b"\x1b[?2026$p" in data:
            os.write(self.fd, b"\x1b[?2026;2$y")
        return data
