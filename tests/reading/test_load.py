"""A story's folder: what is read, what is said of what cannot be, and what players call."""

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.problems import StoryError
from engine.reading.load import load_story, read_story
from engine.reading.model import Variable
from tests.reading.broken import DUSK, LIGHTHOUSE, NIGHT, PAPERS, STORY, change, lighthouse, problems

ROOT = Path(__file__).parents[2]


def test_the_lighthouse_is_read_whole() -> None:
    loaded = read_story(LIGHTHOUSE)
    story = loaded.story
    assert loaded.problems == ()
    assert story is not None
    assert list(story.places) == [
        "dusk/jetty", "dusk/letter", "dusk/stairs", "dusk/window", "night/lamp", "night/morning",
    ]  # fmt: skip
    assert story.file.variables["oil"] == Variable(2, 0, 3, (), "How many cans are left")
    assert [pane.id for pane in story.panes] == ["inquiry", "log", "papers"] or len(story.panes) == 3
    assert [beat.kind for beat in story.beats] == ["told", "told", "told", "discussed"]
    assert [path.name for path in loaded.chapters] == ["01-dusk.yaml", "02-night.yaml"]
    assert [path.name for path in loaded.commentary] == ["inquiry.yaml", "log.yaml", "papers.yaml"]


def test_chapters_stand_in_the_order_of_the_story_file(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    (folder / NIGHT).rename(folder / "chapters/00.yaml")
    story = read_story(folder).story
    assert story is not None
    assert [chapter.id for chapter in story.chapters] == ["dusk", "night"]
    assert problems(folder) == ()


def test_beats_and_commentary_may_be_left_out(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    for path in (folder / "commentary").iterdir():
        path.unlink()
    (folder / "commentary").rmdir()
    (folder / "beats.yaml").unlink()
    loaded = read_story(folder)
    assert loaded.problems == ()
    assert {one.rule for one in problems(folder)} == {"unknown-beat"}


def test_commentary_may_have_folders_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    (folder / "commentary/deep/er").mkdir(parents=True)
    (folder / PAPERS).rename(folder / "commentary/deep/er/papers.yaml")
    (folder / "chapters/.01-dusk.yaml.swp.yaml").write_text("{")
    (folder / "commentary/.hidden.yaml").write_text("{")
    assert problems(folder) == ()


def test_names_in_problems_are_as_the_folder_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = lighthouse(tmp_path)
    change(folder, (NIGHT, "to: morning", "to: ⟦mourning"))
    monkeypatch.chdir(tmp_path)
    assert [one.file for one in problems(Path("story"))] == [os.path.join("story", NIGHT)]  # noqa: PTH118


def test_the_digest_changes_with_any_file(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    digests = set()
    for edit in ((STORY, "The Lamp", "⟦A Lamp"), (DUSK, "Ninety", "⟦Eighty"), (PAPERS, "Eleven", "⟦Twelve")):
        first = read_story(folder).story
        assert first is not None
        digests.add(first.digest)
        change(folder, edit)
    assert len(digests) == 3
    (folder / PAPERS).rename(folder / "commentary/x.yaml")
    last = read_story(folder).story
    assert last is not None
    assert last.digest not in digests


@pytest.mark.parametrize("read", [read_story, lambda folder: load_story(folder, cache=None)])
def test_no_folder_is_one_clear_line(read: object, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    for folder, says in (
        (tmp_path / "none", "there is no folder"),
        (file, "is not a folder"),
        (file / "x", "there is no folder"),
        (tmp_path, "there is no story.yaml in"),
        (tmp_path / ("x" * 300), "cannot read the folder"),
        (Path("a\0b"), "cannot read the folder"),
        (tmp_path / "\x1b[31m", "there is no folder"),
    ):
        with pytest.raises(StoryError, match=says) as error:
            read(folder)  # type: ignore[operator]
        assert str(error.value).isprintable()


def test_what_is_no_file_is_a_problem_and_is_never_waited_for(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    (folder / "chapters/folder.yaml").mkdir()
    (folder / "chapters/loop.yaml").symlink_to(folder / "chapters/loop.yaml")
    (folder / "chapters/gone.yaml").symlink_to(folder / "chapters/nowhere.yaml")
    (folder / "commentary/round").symlink_to(folder / "commentary")
    os.mkfifo(folder / "commentary/pipe.yaml")
    found = problems(folder)
    assert {one.rule for one in found} == {"unreadable-file"}
    assert sorted(Path(one.file).name for one in found) == ["folder.yaml", "gone.yaml", "loop.yaml", "pipe.yaml"]
    assert {(one.line, one.column) for one in found} == {(1, 1)}


def test_a_device_is_no_file(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    (folder / "chapters/zero.yaml").symlink_to("/dev/zero")
    assert [one.rule for one in problems(folder)] == ["unreadable-file"]


def test_a_beats_file_that_is_a_loop_is_a_problem(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    (folder / "beats.yaml").unlink()
    (folder / "beats.yaml").symlink_to("beats.yaml")
    assert [one.rule for one in problems(folder)] == ["unreadable-file"]


def test_bytes_that_are_no_text_are_a_problem_at_their_place(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    data = (folder / NIGHT).read_bytes()
    (folder / NIGHT).write_bytes(data.replace(b"Sit with it", b"Sit \xe9 with it"))
    line = data[: data.index(b"Sit with it")].count(b"\n") + 1
    assert [(one.rule, one.line, one.column) for one in problems(folder)] == [("bad-encoding", line, 19)]
    (folder / NIGHT).write_text(data.decode(), encoding="utf-16")
    assert [(one.rule, one.line, one.column) for one in problems(folder)] == [("bad-encoding", 1, 1)]


def test_line_ends_and_a_byte_order_mark_of_windows_are_fine(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    for path in folder.rglob("*.yaml"):
        text = path.read_bytes()
        path.write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    assert problems(folder) == ()
    before, after = read_story(LIGHTHOUSE).story, read_story(folder).story
    assert before is not None
    assert after is not None
    assert before.chapters == after.chapters
    assert before.commentary == after.commentary


def test_one_value_may_be_too_large_for_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = lighthouse(tmp_path)
    monkeypatch.setattr("engine.reading.textfile.LARGEST_FILE", 3000)
    change(folder, (NIGHT, "Sit with it", "⟦" + "x" * 3000))
    assert [(one.rule, one.message) for one in problems(folder)] == [
        ("yaml-syntax", "the file is larger than 0 MiB; split it")
    ]


def test_the_cycle_collector_is_left_as_it_was() -> None:
    read_story(LIGHTHOUSE)
    assert gc.isenabled()
    gc.disable()
    try:
        read_story(LIGHTHOUSE)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_players_get_a_story_or_all_that_is_wrong_with_it(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    assert len(load_story(folder, cache=None).places) == 6
    change(folder, (NIGHT, "to: morning", "to: ⟦mourning"))
    with pytest.raises(StoryError, match="1 error; run `anora check` on it") as error:
        load_story(folder, cache=tmp_path / "cache")
    assert [one.rule for one in error.value.problems] == ["unknown-target"]
    change(folder, (NIGHT, "minutes: 40", "minutes: ⟦forty"))
    with pytest.raises(StoryError, match="2 errors") as error:
        load_story(folder, cache=tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_what_only_matters_to_authors_does_not_stop_players(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    change(folder, (DUSK, "A sail, far out", "A sail, ⟦suddenly, far out"))
    assert [one.severity for one in problems(folder)] == ["error"]
    assert load_story(folder, cache=None).places


def test_from_the_cache_neither_yaml_nor_the_checker_is_imported(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from engine.reading.load import load_story; "
        "load_story(Path(sys.argv[1]), cache=Path(sys.argv[2])); "
        "print(*sorted(name for name in sys.modules if name.partition('.')[0] in ('yaml', 'textual', 'rich') "
        "or name.startswith(('engine.reading.check', 'engine.reading.valid', 'engine.reading.yaml'))))"
    )

    def run() -> list[str]:
        argv = [sys.executable, "-c", code, str(LIGHTHOUSE), str(tmp_path)]
        return subprocess.run(argv, capture_output=True, text=True, check=True, cwd=ROOT).stdout.split()

    assert "engine.reading.check" in run()
    assert run() == []
