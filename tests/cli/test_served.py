"""The served app, whole: the server as it is started, and visitors who speak to it as a browser does."""

import asyncio
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import aiohttp
import pytest

from tests.cli.running import LIGHTHOUSE, environment, run

PATIENCE = 60
_CONTROL = re.compile(r"\x1b\[[0-9;?<]*[a-zA-Z]|\x1b[=>()][0-9A-B]?")


class Server:
    """`anora serve`, with its visitors' folders where they can be seen."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "visitors"
        self.folder.mkdir()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        # With -P, as the installed command does not look for modules in the current folder.
        command = [sys.executable, "-P", "-m", "engine", "serve", str(LIGHTHOUSE), "--port", str(self.port)]
        self.process = subprocess.Popen(
            command, env=environment(home, TMPDIR=str(self.folder)), cwd=home,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        end = time.monotonic() + PATIENCE
        while not self.answers("127.0.0.1"):
            assert self.process.poll() is None and time.monotonic() < end, "the server did not start"
            time.sleep(0.05)

    def answers(self, host: str) -> bool:
        """Whether anybody listens there."""
        with socket.socket() as asked:
            asked.settimeout(1)
            return asked.connect_ex((host, self.port)) == 0

    @property
    def visitors(self) -> list[Path]:
        """The folders of those who are playing."""
        return sorted(self.folder.glob("anora-visitor-*"))

    @property
    def saves(self) -> list[Path]:
        """What they keep while they play."""
        return sorted(self.folder.glob("anora-visitor-*/saves/**/*.save"))

    async def visitors_are(self, count: int) -> None:
        """Wait until so many are there."""
        end = time.monotonic() + PATIENCE
        while len(self.visitors) != count:
            assert time.monotonic() < end, f"{len(self.visitors)} visitors' folders, not {count}"
            await asyncio.sleep(0.05)


class Visitor:
    """A browser with the app in it."""

    def __init__(self, server: Server, session: aiohttp.ClientSession, *, width: int = 100, height: int = 30) -> None:
        self._url = f"{server.address}/ws?width={width}&height={height}"
        self._server, self._session = server, session
        self.shown = ""

    async def __aenter__(self) -> "Visitor":
        self._socket = await self._session.ws_connect(self._url, headers={"Origin": self._server.address})
        self._listening = asyncio.create_task(self._listen())
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        await self._socket.close()
        await self._listening

    async def _listen(self) -> None:
        """Take all that comes, as a browser does also while nobody looks: the server asks whether it is there."""
        async for message in self._socket:
            if message.type == aiohttp.WSMsgType.BINARY:
                self.shown += _CONTROL.sub(" ", message.data.decode())

    async def press(self, keys: str) -> None:
        """Press a key, and forget what was shown before."""
        self.shown = ""
        await self._socket.send_json(["stdin", keys])

    async def reads(self, words: str) -> None:
        """Wait until the words are drawn."""
        async with asyncio.timeout(PATIENCE):
            while words not in " ".join(self.shown.split()):
                assert not self._listening.done(), f"closed: {self.shown}"
                await asyncio.sleep(0.02)

    async def closed(self) -> None:
        """Wait until the server has closed the page."""
        async with asyncio.timeout(PATIENCE):
            await asyncio.shield(self._listening)


@contextmanager
def serving(home: Path) -> Iterator[Server]:
    served = Server(home)
    try:
        yield served
    finally:
        served.process.kill()
        served.process.communicate()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path) as served:
        yield served


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as made:
        yield made


async def test_each_visitor_plays_on_their_own(server: Server, session: aiohttp.ClientSession) -> None:
    async with Visitor(server, session) as other:
        await other.reads("Begin")
        async with Visitor(server, session) as one:
            await one.reads("Begin")
            await one.press("\r")
            await one.reads("Break the seal")
            await one.press("1")
            await one.reads("Fifty pounds")
            await server.visitors_are(2)
            assert len(server.saves) == 1
            await other.press("f")
            await other.reads("No saves")
        await server.visitors_are(1)
        assert server.saves == []
        await other.press("\x1b")
        await other.reads("Begin")
    await server.visitors_are(0)


async def test_nothing_that_lies_in_the_current_folder_is_run(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    ran = tmp_path / "ran"
    (tmp_path / "engine").mkdir()
    for module in ("engine/__init__.py", "tempfile.py", "select.py"):
        (tmp_path / module).write_text(f"open({str(ran)!r}, 'a').write(__file__)\n")
    with serving(tmp_path) as served:
        async with Visitor(served, session) as one:
            await one.reads("Begin")
    assert not ran.exists()


async def test_a_key_is_heard_before_the_browser_tells_that_it_looks(
    server: Server, session: aiohttp.ClientSession
) -> None:
    async with Visitor(server, session) as one:
        await one.reads("Begin")
        await one.press("g")
        await one.reads("not reached yet")


def test_the_server_listens_on_the_loopback_address_alone(server: Server) -> None:
    assert server.answers("127.0.0.1")
    assert not server.answers("127.0.0.2")


async def test_no_other_page_plays_through_a_visitors_browser(server: Server, session: aiohttp.ClientSession) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await session.ws_connect(f"{server.address}/ws", headers={"Origin": "http://elsewhere.example"})
    assert refused.value.status == 403
    async with session.get(server.address, headers={"Host": "elsewhere.example"}) as answer:
        assert answer.status == 403
    assert server.visitors == []


async def test_the_page_gives_the_app_its_keys_and_asks_nobody_else(
    server: Server, session: aiohttp.ClientSession
) -> None:
    async with session.get(server.address) as answer:
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'self';")
        assert ".focus()" in await answer.text()


async def test_a_killed_server_leaves_no_visitor_behind(server: Server, session: aiohttp.ClientSession) -> None:
    async with Visitor(server, session) as one:
        await one.reads("Begin")
        await server.visitors_are(1)
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
        await server.visitors_are(0)


async def test_a_window_without_end_ends_one_visit_alone(server: Server, session: aiohttp.ClientSession) -> None:
    async with Visitor(server, session) as other:
        await other.reads("Begin")
        async with Visitor(server, session, width=20_000, height=20_000) as one:
            await one.closed()
        await server.visitors_are(1)
        await other.press("g")
        await other.reads("not reached yet")


def test_an_address_that_is_not_here_is_told_in_a_line(tmp_path: Path) -> None:
    done = run(tmp_path, "serve", str(LIGHTHOUSE), "--host", "256.0.0.1")
    assert done.code == 1
    assert done.err.count("\n") == 1 and "256.0.0.1" in done.err and "--host" in done.err
