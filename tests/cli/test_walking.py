from multiprocessing import active_children
from multiprocessing.process import BaseProcess

import pytest

from engine.cli.walking import walk_in
from engine.playing.script import Script
from engine.playing.walks import walk
from engine.reading.load import read_story
from tests.cli.running import LIGHTHOUSE


@pytest.fixture(scope="module")
def script() -> Script:
    story = read_story(LIGHTHOUSE).story
    assert story is not None
    return Script(story)


@pytest.mark.parametrize("jobs", [1, 2, 3, 256])
def test_any_number_of_jobs_gives_the_same(script: Script, jobs: int) -> None:
    assert walk_in(jobs, script, 231, 5) == walk(script, 231, 5)


@pytest.mark.parametrize("count", [0, 1, 51])
def test_few_walks_or_none(script: Script, count: int) -> None:
    assert walk_in(3, script, count, 1) == walk(script, count, 1)


def test_processes_that_walked_are_not_ended_but_end(script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[BaseProcess] = []
    monkeypatch.setattr(BaseProcess, "terminate", ended.append)
    walk_in(3, script, 230, 1)
    assert ended == []
    assert active_children() == []
