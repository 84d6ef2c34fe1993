"""A program in a real pseudo-terminal: its raw bytes, its screen, and the state in which it leaves the terminal."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyte

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60.0
"""Seconds after which a wait is given up; nothing is measured."""
_KEPT = ("PATH", "LANG", "LC_ALL", "COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")
_TOKEN = re.compile(
    "\x1b\\[(?P<csi>[0-?]*[ -/]*[@-~])"
    "|\x1b\\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\\\)"
    "|\x1b(?P<string>[PX^_])[^\x1b]*\x1b\\\\"
    "|\x1b(?P<short>[ -/]*[0-~])"
    "|(?P<control>[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u061c\u180e\u2028-\u202e\u2060-\u206f\ufeff])"
)


def environment(home: Path, **more: str) -> dict[str, str]:
    """The least that the command needs, with a home of its own."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    usual = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_ANIMATIONS": "none"}
    own = {"ANORA_HOME": str(home), "HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return {**kept, **usual, **own, **more}


def kinds(raw: bytes | bytearray) -> set[str]:
    """What a terminal would obey in the bytes, by kind: `CSI m`, `CSI ?1049h`, `OSC 52`, `U+0007`, and so on."""
    found = set()
    for match in _TOKEN.finditer(raw.decode(errors="replace")):
        if (csi := match["csi"]) is not None:
            found.add(f"CSI {csi}" if csi[:1] in "?<=>" else f"CSI {csi[-1]}")
        elif (osc := match["osc"]) is not None:
            found.add(f"OSC {osc.partition(';')[0]}")
        elif match["string"] is not None:
            found.add(f"string {match['string']}")
        elif match["short"] is not None:
            found.add(f"ESC {match['short']}")
        else:
            found.add(f"U+{ord(match['control']):04X}")
    return found


class Pseudo:
    """Starts a command in a pseudo-terminal of its own; a context manager that ends it."""

    def __init__(
        self,
        argv: list[str],
        env: Mapping[str, str],
        size: tuple[int, int] = (80, 24),
        cwd: Path | None = None,
        screen: bool = True,
    ) -> None:
        self.raw = bytearray()  # grows by hundreds of screens: bytes would be copied whole at each read
        self.size = size
        self._screen: pyte.Screen | None = None
        self._stream: pyte.ByteStream | None = None
        self.watch(screen)
        self.fd, self.slave = pty.openpty()
        self.resize(*size, tell=False)
        self.before = termios.tcgetattr(self.slave)
        self.process = subprocess.Popen(
            argv,
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            env=dict(env),
            cwd=cwd,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 (no threads here)
        )

    def __enter__(self) -> "Pseudo":
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)  # it leads a session, a shell with the program in it perhaps
        self.process.wait()
        for fd in (self.fd, self.slave):
            with contextlib.suppress(OSError):
                os.close(fd)

    def watch(self, screen: bool = True) -> None:
        """Begin to draw what comes on an empty screen, or stop drawing it, which takes its time."""
        self._screen = pyte.Screen(*self.size) if screen else None
        self._stream = pyte.ByteStream(self._screen) if self._screen else None

    def resize(self, columns: int, rows: int, tell: bool = True) -> None:
        """Change the window."""
        self.size = (columns, rows)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        if tell and self._screen is not None:
            self._screen.resize(rows, columns)

    def send(self, keys: str | bytes) -> None:
        """Type, reading meanwhile so that neither side waits for the other."""
        rest = keys.encode() if isinstance(keys, str) else keys
        while rest:
            self.read(0)
            with contextlib.suppress(BlockingIOError):
                rest = rest[os.write(self.fd, rest[:512]) :]

    def read(self, seconds: float) -> bool:
        """Take what comes within so long; whether anything came."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:
            return False
        self.raw += data
        if self._stream is not None:
            self._stream.feed(_for_pyte(data))
        if b"\x1b[6n" in data:
            os.write(self.fd, b"\x1b[1;1R")
        if b"\x1b[?2026$p" in data:
            os.write(self.fd, b"\x1b[?2026;2$y")
        return bool(data)

    def until(self, what: Callable[[], Any], told: str = "") -> None:
        """Read until something is so."""
        end = time.monotonic() + PATIENCE
        while not what():
            self.read(0.05)
            if self.process.poll() is not None and not self.read(0) and not what():
                raise AssertionError(f"ended with {self.process.returncode} before {told}:\n{self.text}")
            if time.monotonic() > end:
                raise AssertionError(f"waited in vain for {told}:\n{self.text}")

    def until_shown(self, words: str) -> None:
        """Read until words are on the screen, or have been written where there is none."""
        self.until(lambda: words in self.text, repr(words))

    def quiet(self, seconds: float = 0.25) -> None:
        """Read until nothing has come for so long."""
        end = time.monotonic() + PATIENCE
        while self.read(seconds) and time.monotonic() < end:
            pass

    def ended(self) -> int:
        """Read until the program ends; its exit code."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            self.read(0.05)
            assert time.monotonic() < end, f"does not end:\n{self.text}"
        while self.read(0.05):
            pass
        return self.process.returncode

    def vanish(self) -> None:
        """Close the terminal's own side, as when its window is closed."""
        os.close(self.fd)
        self.fd = -1

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        self.process.send_signal(number)

    def stopped(self) -> bool:
        """Whether the program has been stopped, as by SIGSTOP."""
        stat = Path(f"/proc/{self.process.pid}/stat")
        return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "T"

    @property
    def lines(self) -> list[str]:
        """The screen's rows."""
        assert self._screen is not None
        return [line.rstrip() for line in self._screen.display]

    @property
    def text(self) -> str:
        """The screen as text; without a screen, all that was written."""
        return "\n".join(self.lines) if self._screen is not None else self.raw.decode(errors="replace")

    @property
    def modes(self) -> dict[str, bool]:
        """The private modes that were set or reset last: `?1049` and so on."""
        found: dict[str, bool] = {}
        for numbers, sign in re.findall(rb"\x1b\[\?([\d;]+)([hl])", self.raw):
            for number in numbers.split(b";"):
                found[f"?{number.decode()}"] = sign == b"h"
        return found

    def given_back(self) -> list[str]:
        """What is not as it was before the program was started; empty when all is."""
        wrong = []
        if termios.tcgetattr(self.slave) != self.before:
            wrong.append("stty")
        modes = self.modes
        wrong += [mode for mode, on in modes.items() if on and mode not in ("?25", "?7")]
        if not modes.get("?25", True):
            wrong.append("cursor hidden")
        pushed = len(re.findall(rb"\x1b\[>\d+u", self.raw))
        if pushed and len(re.findall(rb"\x1b\[<\d*u", self.raw)) < pushed:
            wrong.append("keyboard protocol")
        return wrong

    @property
    def memory(self) -> int:
        """The program's resident size, in KiB."""
        return (
            int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024
        )


def anora(home: Path, *arguments: str, env: Mapping[str, str] | None = None, **more: Any) -> Pseudo:
    """The command in a pseudo-terminal."""
    command = [sys.executable, "-m", "engine", *arguments]
    return Pseudo(command, environment(home, **(env or {})), cwd=home, **more)


def _for_pyte(data: bytes) -> bytes:
    """Without the sequences that pyte takes for text: private CSI that end in u, q, p or t, and SGR with colons."""
    return re.sub(rb"\x1b\[[<>=?][\d;]*[$ ]?[uqptm]", b"", data)
