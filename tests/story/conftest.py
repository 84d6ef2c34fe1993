from pathlib import Path

import pytest

from engine.playing.script import Script
from engine.reading.load import read_story
from engine.reading.story import Story

FOLDER = Path(__file__).parent.parent.parent / "story"


@pytest.fixture(scope="session")
def story() -> Story:
    found = read_story(FOLDER).story
    assert found is not None
    return found


@pytest.fixture(scope="session")
def script(story: Story) -> Script:
    return Script(story)
