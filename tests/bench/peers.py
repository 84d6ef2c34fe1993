"""The players and engines measured beside ours, where they are installed, and small stories for them."""

import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    n = 0
    def compose(self):
        yield Static("MARK-0.", id="s")
    def on_key(self, event):
        self.n += 1
        self.query_one("#s", Static).update(f"MARK-{self.n}.")
Bare().run()
"""
"""The floor: a Textual app with one Static, which any key changes."""

BARD = """@start Start

:: Start
~ n = 0

MARK-{n}.

+ [On] -> Next

:: Next
~ n = n + 1

MARK-{n}.
The lamp is low and the river is loud beyond the quiet garden wall.

+ [On] -> Next
+ [Back] -> Next
"""

INSTALL = {
    "bardic": "pip install bardic",
    "bink": "pip install bink",
    "inkjs": "npm install inkjs, then NODE_PATH=.../node_modules",
}


def has(name: str) -> bool:
    """Whether a peer is there."""
    if name == "inkjs":
        return bool(shutil.which("node")) and any(
            (Path(one) / "inkjs").is_dir() for one in os.environ.get("NODE_PATH", "").split(os.pathsep) if one
        )
    return find_spec(name) is not None


def bardic() -> str:
    """The bardic command beside this interpreter."""
    return str(Path(sys.executable).parent / "bardic")
