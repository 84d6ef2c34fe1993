from pathlib import Path

import pytest

from engine.playing.script import Script
from tests.plain.typing import Reader, lighthouse


@pytest.fixture(scope="session")
def script() -> Script:
    return lighthouse()


@pytest.fixture
def reader(script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    monkeypatch.chdir(tmp_path)
    return Reader(script, tmp_path / "data")
