"""`anora serve`: the app in a browser, a playthrough of their own for each visitor."""

import os
import shlex
import subprocess
import sys
from importlib import import_module
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from engine.clean import clean
from engine.cli.calls import Asked
from engine.cli.opening import folder_of, open_story
from engine.problems import EngineError

_HOME = "127.0.0.1"
_FROM_HERE = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " connect-src 'self' ws: wss:"
)
"""The page's own server is all that the browser asks for anything; the page as it comes asks for a font elsewhere."""
_FOCUS = """<script>
  new MutationObserver(() => document.querySelector(".xterm-helper-textarea")?.focus())
    .observe(document.body, { attributes: true });
</script>"""
"""Gives the app the keys when it is first drawn, which the page marks on its body; they would wait for a click."""

_PACKAGES = Path(__file__).parents[2]
_VISIT = (
    "import sys; sys.path[:0] = {sys.argv[2]}.difference(sys.path);"
    " from engine.cli.visit import visit; visit(sys.argv[1])"
)
"""For Python with -P, which takes nothing in the current folder for a module; a checkout is found if it is named."""


def serve(asked: Asked) -> int:
    """Serve until stopped."""
    argument = asked.arguments[0] if asked.arguments else ""
    host, port = asked.get("--host", _HOME), asked.number("--port", 8000, 1, 65535)
    story = open_story(argument)
    try:
        make = _server_class()
    except ImportError:
        raise EngineError(
            "the browser needs the extra `web`, which is not installed; run pip install 'anora-retold[web]'"
        ) from None
    if not _means_this_machine(host):
        print(f"Anybody who can reach {clean(host)} can play; each has a playthrough of their own.", flush=True)
    command = [sys.executable, "-P", "-c", _VISIT, str(folder_of(argument).resolve()), str(_PACKAGES)]
    joined = subprocess.list2cmdline(command) if os.name == "nt" else shlex.join(command)
    try:
        make(joined, host=host, port=port, title=clean(story.file.title)).serve()
    except (OSError, UnicodeError) as error:
        raise EngineError(f"{host}, port {port}: cannot be served there ({error}); see --host and --port") from None
    return 0


def _server_class() -> Any:
    web = import_module("aiohttp.web")
    server: Any = import_module("textual_serve.server").Server

    class OwnServer(server):  # type: ignore[misc]
        """Lets no other site's page play through a visitor's browser."""

        async def handle_index(self, request: Any) -> Any:
            if not _asked_by_name(request.host, self.host):
                raise web.HTTPForbidden(text="Not served under that name.")
            self.public_url = f"{request.scheme}://{request.host}"
            page = await super().handle_index(request)
            page.text = page.text.replace("</body>", f"{_FOCUS}</body>")
            page.headers["Content-Security-Policy"] = _FROM_HERE
            return page

        async def handle_websocket(self, request: Any) -> Any:
            try:
                same = urlsplit(request.headers.get("Origin", "")).netloc == request.host
            except ValueError:
                same = False
            if not same or not _asked_by_name(request.host, self.host):
                raise web.HTTPForbidden(text="Open the page itself.")
            return await super().handle_websocket(request)

    return OwnServer


def _asked_by_name(asked: str, host: str) -> bool:
    """Whether a loopback server is asked for by a loopback name; a name of the web's that points here is a trick."""
    try:
        return not _means_this_machine(host) or _means_this_machine(urlsplit(f"//{asked}").hostname or "")
    except ValueError:
        return False


def _means_this_machine(host: str) -> bool:
    """Whether a name or an address is of the kind that never leaves the machine."""
    if host.casefold() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
