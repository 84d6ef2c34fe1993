"""Real pseudo-terminals: only where the system has them."""

import os
from pathlib import Path

import pytest

collect_ignore_glob = [] if os.name == "posix" else ["test_*.py"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home for one program, whose reader has been welcomed already."""
    made = tmp_path / "home"
    made.mkdir()
    (made / "settings.json").write_text('{"welcomed": true, "motion": false}')
    return made
