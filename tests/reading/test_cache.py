"""The compiled story: good for as long as the files are what they were, and never in the way."""

import os
import random
import zlib
from pathlib import Path

import msgspec
import pytest

from engine.reading import cache as kept
from engine.reading import load, model
from engine.reading.load import load_story, read_story
from engine.reading.model import Choice
from engine.reading.story import Story
from tests.reading.broken import DUSK, NIGHT, PAPERS, STORY, change, lighthouse


class Counter:
    """Counts how often a story is really read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reads = 0
        real = load.read_story

        def counted(folder: Path) -> load.Loaded:
            self.reads += 1
            return real(folder)

        monkeypatch.setattr(load, "read_story", counted)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lighthouse(tmp_path)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "cache"


@pytest.fixture
def counter(monkeypatch: pytest.MonkeyPatch) -> Counter:
    return Counter(monkeypatch)


def whole(story: Story) -> tuple[object, ...]:
    return story.file, story.chapters, story.beats, story.commentary, story.digest, list(story.places)


def the_file(cache: Path) -> Path:
    (file,) = cache.iterdir()
    return file


def test_the_second_time_nothing_is_read(folder: Path, cache: Path, counter: Counter) -> None:
    first = load_story(folder, cache=cache)
    second = load_story(folder, cache=cache)
    assert counter.reads == 1
    assert whole(first) == whole(second)
    assert isinstance(second.choice("dusk/jetty", "read"), Choice)
    assert [path.name for path in cache.iterdir()] == [the_file(cache).name]


def test_without_a_cache_folder_nothing_is_kept(folder: Path, cache: Path, counter: Counter) -> None:
    load_story(folder, cache=None)
    load_story(folder, cache=None)
    assert counter.reads == 2
    assert not cache.exists()


@pytest.mark.parametrize(("name", "old", "new"), [
    (STORY, "The Lamp", "⟦A Light"), (DUSK, "Ninety", "⟦Eighty"), (PAPERS, "Eleven", "⟦Twelve"),
    ("beats.yaml", "The storm", "⟦A storm"),
])  # fmt: skip
def test_a_change_in_any_file_is_seen(
    name: str, old: str, new: str, folder: Path, cache: Path, counter: Counter
) -> None:
    before = load_story(folder, cache=cache)
    change(folder, (name, old, new))
    after = load_story(folder, cache=cache)
    assert counter.reads == 2
    assert before.digest != after.digest
    load_story(folder, cache=cache)
    assert counter.reads == 2


def test_a_file_that_comes_or_goes_is_seen(folder: Path, cache: Path, counter: Counter) -> None:
    load_story(folder, cache=cache)
    (folder / "commentary/more.yaml").write_text("sources: [{id: more, name: More}]\n")
    assert "more" in load_story(folder, cache=cache).sources
    (folder / "commentary/more.yaml").unlink()
    assert "more" not in load_story(folder, cache=cache).sources
    assert counter.reads == 3


def test_the_same_size_at_another_time_is_another_file(folder: Path, cache: Path, counter: Counter) -> None:
    load_story(folder, cache=cache)
    path = folder / NIGHT
    time = path.stat().st_mtime_ns
    change(folder, (NIGHT, "Sit with it", "⟦Sat with it"))
    os.utime(path, ns=(time + 1, time + 1))
    load_story(folder, cache=cache)
    assert counter.reads == 2


def test_two_folders_are_kept_apart_even_in_one_file(
    folder: Path, tmp_path: Path, cache: Path, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zlib, "crc32", lambda data, start=0: 7)
    other = lighthouse(tmp_path / "other")
    change(other, (STORY, "The Lamp", "⟦A Light"))
    for _ in range(2):
        assert load_story(folder, cache=cache).file.title == "The Lamp at Skerry Point"
        assert load_story(other, cache=cache).file.title == "A Light at Skerry Point"
    assert counter.reads == 4
    assert len(list(cache.iterdir())) == 1


def test_the_same_folder_by_another_name_is_the_same(
    folder: Path, cache: Path, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_story(folder, cache=cache)
    monkeypatch.chdir(folder.parent)
    load_story(Path(folder.name), cache=cache)
    assert counter.reads == 1


def test_another_engine_or_model_makes_its_own(
    folder: Path, cache: Path, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_story(folder, cache=cache)
    monkeypatch.setattr(kept, "__version__", "99")
    load_story(folder, cache=cache)
    assert counter.reads == 2
    monkeypatch.setattr(model, "Extra", msgspec.defstruct("Extra", ["x"]), raising=False)
    load_story(folder, cache=cache)
    assert counter.reads == 3


def test_what_is_torn_or_foreign_is_made_anew(folder: Path, cache: Path, counter: Counter) -> None:
    story = load_story(folder, cache=cache)
    good = the_file(cache).read_bytes()
    chance = random.Random(5)
    bad = [b"", b"\0", b"\xff" * 100, b"\0" * len(good), b"\x80\x04cos\nsystem\n.", good + b"\0", b"\xff\xff\xff\x7f"]
    bad += [good[: chance.randrange(len(good))] for _ in range(40)]
    for _ in range(80):
        at = chance.randrange(len(good))
        bad.append(good[:at] + bytes([good[at] ^ (1 << chance.randrange(8))]) + good[at + 1 :])
    for number, data in enumerate(bad, 2):
        the_file(cache).write_bytes(data)
        assert whole(load_story(folder, cache=cache)) == whole(story)
        assert counter.reads == number
        assert the_file(cache).read_bytes() == good


def test_a_cache_that_cannot_be_written_is_done_without(
    folder: Path, tmp_path: Path, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    for bad in (file, file / "x", Path("/proc/nowhere"), tmp_path / ("x" * 300)):
        assert load_story(folder, cache=bad).places
    assert file.read_text() == "x"

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    cache = tmp_path / "cache"
    monkeypatch.setattr(Path, "replace", full)
    assert load_story(folder, cache=cache).places
    assert list(cache.iterdir()) == []
    monkeypatch.undo()
    cache.rmdir()
    cache.mkdir()
    (cache / kept.path_of(cache, str(folder.resolve())).name).mkdir()
    assert load_story(folder, cache=cache).places


def test_somebody_elses_file_is_not_believed(
    folder: Path, cache: Path, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not hasattr(os, "getuid"):
        pytest.skip("files have no owners here")
    load_story(folder, cache=cache)
    real = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: real + 1)
    load_story(folder, cache=cache)
    assert counter.reads == 2


def test_a_story_that_changes_while_it_is_read_is_not_kept(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = load.read_story

    def meanwhile(name: Path) -> load.Loaded:
        loaded = real(name)
        change(folder, (NIGHT, "Sit with it", "⟦Sit long with it"))
        return loaded

    monkeypatch.setattr(load, "read_story", meanwhile)
    load_story(folder, cache=cache)
    assert not cache.exists()


def test_read_story_itself_has_nothing_to_do_with_it(folder: Path, cache: Path) -> None:
    load_story(folder, cache=cache)
    assert read_story(folder).problems == ()
