"""What the tests of saves begin with."""

from pathlib import Path

import pytest

from engine.keeping.saves import Saves
from tests.building import door


@pytest.fixture
def saves(tmp_path: Path) -> Saves:
    """The saves of a small story, of which there are none yet."""
    return Saves(tmp_path, door())
