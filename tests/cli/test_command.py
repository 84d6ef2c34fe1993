import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

from engine import __version__
from engine.cli import _unexpected
from engine.keeping.folders import user_folders
from engine.problems import EngineError
from tests.cli.running import LIGHTHOUSE, environment, run

STORY = str(LIGHTHOUSE)
LISTED = f"`anora saves --story {STORY}` lists them"


def test_version_and_help(tmp_path: Path) -> None:
    assert run(tmp_path, "--version").out == f"anora {__version__}\n"
    assert run(tmp_path, "--help").out.startswith("anora: plays annotated, choice-based stories\n")
    assert "--walks N" in run(tmp_path, "check", "--help").out


@pytest.mark.parametrize(
    ("words", "options"),
    [
        (["version"], ["--version"]),
        (["check", "--version"], ["--version"]),
        (["help"], ["--help"]),
        (["help", "check"], ["check", "--help"]),
    ],
)
def test_version_and_help_under_other_names(tmp_path: Path, words: list[str], options: list[str]) -> None:
    asked = run(tmp_path, *words)
    assert (asked.code, asked.out, asked.err) == (0, run(tmp_path, *options).out, "")


def test_a_call_that_is_misspelt_is_told_from_a_folder(tmp_path: Path) -> None:
    wrong = run(tmp_path, "chek")
    assert (wrong.code, wrong.err) == (2, "anora: there is no folder 'chek'; did you mean anora check?\n")
    run(tmp_path, "new", "chek")
    assert "Chapter 1. The Crossing." in run(tmp_path, "chek").out


def test_playing_from_a_pipe(tmp_path: Path) -> None:
    played = run(tmp_path, STORY, typed="2\n2\n1\n")
    assert (played.code, played.err) == (0, "")
    assert "The end." in played.out
    assert run(tmp_path, "--plain", STORY, "--resume").out.count("The end.") == 1


def test_the_story_that_comes_with_it(tmp_path: Path) -> None:
    played = run(tmp_path, "--plain", typed="1\n1\n")
    assert (played.code, played.err) == (0, "")
    assert "Chapter 1." in played.out


def test_a_chapter_by_id_or_number(tmp_path: Path) -> None:
    for chapter in ("night", "2"):
        assert "Chapter 2. Night." in run(tmp_path, "play", "--plain", STORY, "--chapter", chapter).out
    wrong = run(tmp_path, STORY, "--chapter", "noon")
    assert wrong.err == "anora: no chapter 'noon'; there are dusk, night\n"
    assert wrong.code == 2


def test_an_old_id_of_a_scene_is_no_chapter_and_nothing_is_put_away(tmp_path: Path) -> None:
    run(tmp_path, "new", "own")
    chapter = tmp_path / "own" / "chapters" / "01-crossing.yaml"
    text = chapter.read_text().replace("id: crossing\n", "id: crossing\naka: [passage]\n")
    chapter.write_text(text.replace("  cabin:\n", "  cabin:\n    aka: [oldcabin]\n"))
    run(tmp_path, "--plain", "own", typed="1\n")
    kept = run(tmp_path, "saves", "--story", "own").out
    wrong = run(tmp_path, "--plain", "own", "--chapter", "crossing/oldcabin")
    assert (wrong.code, wrong.out) == (2, "")
    assert wrong.err == "anora: no chapter 'crossing/oldcabin'; there are crossing, landing\n"
    assert run(tmp_path, "saves", "--story", "own").out == kept
    assert "Chapter 1. The Crossing." in run(tmp_path, "--plain", "own", "--chapter", "passage").out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--frob"], 2, "anora: no option '--frob' for play; see anora play --help\n"),
        (["nowhere"], 2, "anora: there is no folder nowhere; name a story's folder\n"),
        (["check", "nowhere"], 2, "anora: there is no folder nowhere; name a story's folder\n"),
        ([STORY, "--resume", "--slot", "x"], 1, f"anora: no save called 'x'; {LISTED}\n"),
        ([STORY, "--slot", " "], 1, "anora: a save's name has 1 to 40 printable characters; choose another name\n"),
        ([""], 2, "anora: the folder's name is empty; name one: anora play [STORY]\n"),
        (["new"], 2, "anora: new needs a folder to write to: anora new FOLDER\n"),
        (["saves", "frob"], 2, "anora: saves takes list, rename, delete, export, import, not 'frob'\n"),
        (["saves", "delete"], 2, "anora: it is anora saves delete NAME; see anora saves --help\n"),
        (["saves", "delete", "x"], 1, "anora: no save called 'x'; `anora saves` lists them\n"),
        (["saves", "rename", "x", "y", "--story", STORY], 1, f"anora: no save called 'x'; {LISTED}\n"),
        (["saves", "export", "x", "y", "--story", STORY], 1, f"anora: no save called 'x'; {LISTED}\n"),
        (["export", STORY, "--slot", "x"], 1, f"anora: no save called 'x'; {LISTED}\n"),
        (["export", "--slot", "x"], 1, "anora: no save called 'x'; `anora saves` lists them\n"),
        (
            ["saves", "import", "x", "--story", STORY],
            1,
            "anora: x: cannot be read (No such file or directory); name another file\n",
        ),
        (
            ["export", STORY, "--slot", "x", "--format", "ink"],
            2,
            "anora: a transcript is Markdown, not ink; leave out --format\n",
        ),
        (["\x1b[31m\u202e"], 2, None),
    ],
)  # fmt: skip
def test_errors_are_one_line(tmp_path: Path, arguments: list[str], code: int, said: str | None) -> None:
    done = run(tmp_path, *arguments)
    assert done.code == code
    assert said is None or done.err == said
    assert done.err.count("\n") == 1 and done.err.startswith("anora: ")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", done.err)


def test_a_broken_story_says_the_first_problem(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    assert run(tmp_path, "new", str(broken)).code == 0
    chapter = broken / "chapters" / "01-crossing.yaml"
    chapter.write_text(chapter.read_text().replace("to: landing", "to: nowhere"))
    played = run(tmp_path, "--plain", str(broken))
    assert played.code == 1
    assert re.match(
        r"anora: .*01-crossing\.yaml:\d+:\d+: error: .*nowhere.*\[unknown-target\].*; run anora check ", played.err
    )
    assert played.err.count("\n") == 1
    checked = run(tmp_path, "check", str(broken), "--walks", "5")
    assert checked.code == 1
    assert "no walks: the story cannot be played as it is" in checked.out
    as_json = json.loads(run(tmp_path, "check", str(broken), "--walks", "5", "--json").out)
    assert (as_json["walks"], as_json["no_walks"]) == (None, "the story cannot be played as it is")
    assert "no_walks" not in json.loads(run(tmp_path, "check", str(broken), "--json").out)


def test_check(tmp_path: Path) -> None:
    done = run(tmp_path, "check", STORY)
    assert done.code == 0
    assert done.out == (
        "2 chapters, 6 scenes, 9 choices, 1 look, 5 conditional passages, 184 words\n0 errors, 0 warnings\n"
    )


def test_check_with_walks(tmp_path: Path) -> None:
    done = run(tmp_path, "check", STORY, "--walks", "300", "--seed", "7", "--jobs", "1")
    assert "300 walks with seed 7, " in done.out
    assert "reached: scenes 100%, choices 100%, looks 100%, passages 71.4%\n" in done.out
    assert "never met: dusk/letter passage 2\n" in done.out
    assert "dead ends: none\n" in done.out
    assert done.code == 0


def test_check_says_where_a_walk_went_round(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(LIGHTHOUSE, tmp_path / "round"))
    night = folder / "chapters" / "02-night.yaml"
    night.write_text(night.read_text().replace("to: morning", "to: lamp"))
    out = run(tmp_path, "check", str(folder), "--walks", "2", "--jobs", "1").out
    assert re.search(
        r"\n2 walks came to no end; the first went round in night/lamp, where oil is \d, letter is ", out
    )
    walks = json.loads(run(tmp_path, "check", str(folder), "--walks", "2", "--json").out)["walks"]
    assert walks["endless"] == 2 and walks["round"]["scenes"] == ["night/lamp"]
    assert list(walks["round"]["values"]) == ["oil", "letter"]


def test_check_as_json(tmp_path: Path) -> None:
    made = json.loads(run(tmp_path, "check", STORY, "--json", "--walks", "100").out)
    assert list(made) == ["story", "walks", "problems"]
    assert list(made["story"]) == ["chapters", "scenes", "choices", "looks", "conditional_passages", "words"]
    walks = made["walks"]
    assert (walks["count"], walks["seed"]) == (100, 1)
    assert list(walks["words"]) == ["min", "median", "max"]
    assert 0 < walks["shared_words"] <= 1
    assert list(walks["reached"]) == ["scenes", "choices", "looks", "passages"]
    assert made["problems"] == []


def test_problems_as_json(tmp_path: Path) -> None:
    run(tmp_path, "new", str(tmp_path / "own"))
    story = tmp_path / "own" / "story.yaml"
    story.write_text(story.read_text() + "colour: red\n")
    done = run(tmp_path, "check", "own", "--json")
    (problem,) = json.loads(done.out)["problems"]
    assert list(problem) == ["file", "line", "column", "severity", "rule", "message"]
    assert (problem["rule"], problem["severity"], done.code) == ("unknown-key", "error", 1)


def test_the_rules(tmp_path: Path) -> None:
    assert "dead-end" in run(tmp_path, "check", "--rules").out
    assert any(rule["name"] == "dead-end" for rule in json.loads(run(tmp_path, "check", "--rules", "--json").out))


def test_a_new_story_plays_and_checks_clean(tmp_path: Path) -> None:
    made = run(tmp_path, "new", "own")
    assert made.code == 0 and "anora play own" in made.out
    checked = run(tmp_path, "check", "own", "--walks", "500")
    assert "0 errors, 0 warnings" in checked.out
    assert "reached: scenes 100%, choices 100%, looks 100%, passages 100%" in checked.out
    assert "The end." in run(tmp_path, "own", typed="1\n2\n1\n").out
    again = run(tmp_path, "new", "own")
    assert (again.code, again.err) == (1, "anora: own is there already and not empty; name another folder\n")


def test_what_stdout_cannot_write_is_no_failure(tmp_path: Path) -> None:
    run(tmp_path, STORY, typed="2\nsave café\n")
    listed = run(tmp_path, "saves", "--story", STORY, PYTHONIOENCODING="ascii")
    assert (listed.code, listed.err) == (0, "")
    assert "caf?: chapter 1" in listed.out


def test_json_is_utf_8_whatever_stdout_can_write(tmp_path: Path) -> None:
    run(tmp_path, STORY, typed="2\nsave café\n")
    slots = json.loads(run(tmp_path, "saves", "--json", "--story", STORY, PYTHONIOENCODING="ascii").out)
    assert "café" in {slot["name"] for slot in slots}


def test_an_early_closed_stdout_is_quiet(tmp_path: Path) -> None:
    for arguments in (["map"], ["export"], ["check", "--rules"]):
        process = subprocess.Popen(
            [sys.executable, "-m", "engine", *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(tmp_path), cwd=tmp_path,
        )  # fmt: skip
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0
        process.stderr.close()


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_are_quiet_and_the_save_is_whole(tmp_path: Path, number: signal.Signals) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "engine", "--plain", STORY],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=environment(tmp_path), cwd=tmp_path,
    )  # fmt: skip
    assert process.stdin is not None and process.stdout is not None and process.stderr is not None
    process.stdin.write(b"2\n")
    process.stdin.flush()
    while b"Ninety steps" not in process.stdout.readline():
        pass
    process.send_signal(number)
    process.stdin.close()
    assert process.wait(60) == 128 + number
    assert process.stderr.read() == b""
    assert "Ninety steps" in run(tmp_path, "--plain", STORY, "--resume").out


INTERRUPTED = """
import sys
class Interrupt:
    def find_spec(self, name, path, target=None):
        if name == sys.argv[1]:
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupt())
from engine.__main__ import run
run()
"""


@pytest.mark.parametrize("module", ["engine.cli", "engine.cli.calls", "msgspec", "engine.cli.play"])
def test_an_interrupt_before_it_has_begun_is_quiet(tmp_path: Path, module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, module],
        capture_output=True, env=environment(tmp_path), cwd=tmp_path, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


WHILE_OPENING = """
import os, signal, sys
from engine.cli import opening
def open_story(argument):
    try:
        os.kill(os.getpid(), int(sys.argv.pop()))
    except BaseException:
        print("an exception in the middle of it", file=sys.stderr)
opening.open_story = open_story
from engine.__main__ import run
run()
"""


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_a_story_is_opened_raises_nothing_in_the_middle_of_it(
    tmp_path: Path, number: signal.Signals
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WHILE_OPENING, "--plain", str(int(number))],
        capture_output=True, env=environment(tmp_path), cwd=tmp_path, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (128 + number, b"", b"")


def test_a_fault_of_its_own_is_one_line_and_a_report(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert _unexpected(RuntimeError("a \x1b[31m wheel\ncame off")) == 1
    said = capsys.readouterr().err
    assert said.startswith(
        "anora: something went wrong inside (RuntimeError: a [31m wheel came off); a report is in "
    )
    assert said.count("\n") == 1
    (report,) = tmp_path.iterdir()
    assert "RuntimeError" in report.read_text()


def test_a_folder_that_cannot_be_written_still_plays(tmp_path: Path) -> None:
    home = tmp_path / "file"
    home.write_text("in the way")
    played = run(tmp_path, "--plain", STORY, typed="2\n", ANORA_HOME=str(home))
    assert played.code == 0
    assert "Ninety steps" in played.out and "Not saved" in played.out


@pytest.mark.parametrize("raises", [True, False])
def test_a_user_without_a_home_is_told_what_to_set(monkeypatch: pytest.MonkeyPatch, raises: bool) -> None:
    """Whether platformdirs says so, or gives a folder that begins with ~, as it once did."""

    def folder(_: object) -> str:
        if raises:
            raise RuntimeError("no home")
        return "~/.local/share"

    for name in ("user_data_dir", "user_cache_dir"):
        monkeypatch.setattr(platformdirs.PlatformDirs, name, property(folder))
    monkeypatch.delenv("ANORA_HOME", raising=False)
    with pytest.raises(EngineError, match="no home folder for saves; set ANORA_HOME"):
        user_folders()


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    process = subprocess.run(
        [sys.executable, "-m", "engine", "--plain", STORY],
        input=b"\xff\xfe\x00\x9b31m\n" + b"y" * 100_000 + b"\n2\n", capture_output=True,
        env=environment(tmp_path), cwd=tmp_path, timeout=60,
        check=False,
    )  # fmt: skip
    assert process.returncode == 0 and process.stderr == b""
    assert b"Ninety steps" in process.stdout
    assert not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", process.stdout)
    assert not re.search("[\x80-\x9f]", process.stdout.decode())


def test_a_terminal_that_knows_few_letters(tmp_path: Path) -> None:
    played = run(tmp_path, "--plain", STORY, typed="saves\n", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert played.code == 0


def test_serving_without_the_extra(tmp_path: Path) -> None:
    done = run(tmp_path, "serve", STORY, PYTHONPATH=f"{_without_web(tmp_path)}{os.pathsep}{LIGHTHOUSE.parents[2]}")
    assert done.code == 1
    assert done.err == (
        "anora: the browser needs the extra `web`, which is not installed; run pip install 'anora-retold[web]'\n"
    )


def _without_web(folder: Path) -> Path:
    """A folder in which aiohttp cannot be imported."""
    (folder / "aiohttp.py").write_text("raise ImportError('not here')\n")
    return folder
