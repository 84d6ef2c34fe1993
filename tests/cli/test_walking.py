import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from multiprocessing import active_children
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from engine.cli.walking import walk_in
from engine.playing.script import Script
from engine.playing.walks import walk
from engine.reading.load import read_story
from tests.cli.running import LIGHTHOUSE, environment


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
    for end in ("terminate", "kill"):
        monkeypatch.setattr(BaseProcess, end, ended.append)
    walk_in(3, script, 230, 1)
    assert ended == []
    assert active_children() == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for the processes where Linux lists them")
@pytest.mark.parametrize("delay", [0, 0.3])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_all_that_walk_without_a_word(tmp_path: Path, number: signal.Signals, delay: float) -> None:
    """To all of them, as a terminal sends it; and another at once."""
    command = [sys.executable, "-m", "engine", "check", str(LIGHTHOUSE), "--walks", "100000", "--jobs", "3"]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, env=environment(tmp_path), cwd=tmp_path, start_new_session=True
    ) as program:
        children = Path(f"/proc/{program.pid}/task/{program.pid}/children")
        while program.poll() is None and not children.read_text():
            pass
        time.sleep(delay)
        try:
            os.killpg(program.pid, number)
            os.killpg(program.pid, number)
            assert program.communicate(timeout=20)[1] == b""  # whose end comes when the last of them has ended
        finally:
            with suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)
        assert program.returncode == 128 + number


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for the processes where Linux lists them")
def test_a_process_that_is_ended_from_outside_is_said(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "engine", "check", str(LIGHTHOUSE), "--walks", "100000", "--jobs", "3"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment(tmp_path), cwd=tmp_path) as program:
        children = Path(f"/proc/{program.pid}/task/{program.pid}/children")
        while program.poll() is None and len(children.read_text().split()) < 3:
            pass
        os.kill(int(children.read_text().split()[1]), signal.SIGKILL)
        said = program.communicate(timeout=60)[1].decode()
        assert said == "anora: a process that walked was ended from outside; walk again, or with --jobs 1\n"
        assert program.returncode == 1
