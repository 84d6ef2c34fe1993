"""Whatever a story's files hold: a story that plays, or problems with positions, never a traceback.

What that costs is bounded as well, by what a good story costs in the same run.
"""

import json
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.playing.commentary import Commentary
from engine.playing.events import begin, choose, jump
from engine.playing.playthrough import Playthrough
from engine.playing.script import Script
from engine.problems import Problem, StoryError
from engine.reading.check import RULES, check, stops
from engine.reading.load import load_story, read_story
from engine.reading.story import Story
from engine.reading.textfile import LARGEST_FILE
from tests.reading.broken import DUSK, LIGHTHOUSE, NIGHT, STORY, lighthouse, problems
from tests.reading.measured import cost, ordinary, seconds
from tests.reading.mutate import VALUES, Files, mutate

GOOD: Files = {str(path.relative_to(LIGHTHOUSE)): path.read_bytes() for path in sorted(LIGHTHOUSE.rglob("*.yaml"))}
CASES, IN_ONE_TEST = 200, 25
SOAK, IN_ONE_SOAK = 50_000, 1000
MOST_TIMES, MOST_MIB = 10, 500
"""How many times a good story's processor time a bad one may take, and how much memory."""


def write(folder: Path, files: Files) -> None:
    for path in folder.rglob("*.yaml"):
        path.unlink()
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def hold(folder: Path) -> tuple[Problem, ...]:
    """The folder gives a story that plays, or problems with positions."""
    try:
        loaded = read_story(folder)
    except StoryError as error:
        assert str(error).isprintable()
        return ()
    found = check(loaded)
    assert list(found) == sorted(found)
    for one in found:
        assert one.rule in RULES
        assert one.line >= 1
        assert one.column >= 1
        assert str(one).isprintable()
        assert len(one.message) < 500
        lines = Path(one.file).read_bytes().count(b"\n") + 1 if Path(one.file).is_file() else 1
        assert one.line <= lines, one
    stopping = [one for one in found if stops(one)]
    assert {one.rule for one in stopping} == {one.rule for one in check(loaded, "stops")}
    try:
        story = load_story(folder, cache=None)
    except StoryError as error:
        assert list(error.problems) == list(check(loaded, "stops"))
        assert error.problems
    else:
        assert not stopping
        play(story)
    return found


def play(story: Story) -> None:
    """Every scene can be made ready, every chapter entered, and every pane shown."""
    script = Script(story)
    for scene in story.places:
        script.scene(scene)
    start = Playthrough(script)
    start.do(begin(script.first_chapter))
    for chapter in story.chapters:
        start.do(jump(chapter.id))
        for _ in range(5):
            options = [one.id for one in start.moment().options if not one.why]
            if not options:
                break
            start.do(choose(start.scene.id, options[-1]))
    for spoilers in (False, True):
        commentary = Commentary(start, spoilers)
        for pane in story.panes:
            commentary.gate(pane)
            commentary.notes(pane)
            commentary.readings(pane)
            commentary.pages(pane)
            commentary.balance(pane)


def run(folder: Path, first: int, count: int) -> tuple[int, float]:
    """So many mutated stories; says how many had problems, and how many times the good story's time one took."""
    had = 0
    spent: dict[int, float] = {}
    good: list[float] = []
    for seed in range(first, first + count):
        write(folder, mutate(GOOD, seed))
        try:
            had += bool(hold(folder))
        except BaseException as error:
            error.add_note(f"seed {seed}")
            raise
        spent[seed] = seconds(folder)
        if seed % 5 == 0:
            good.append(seconds(LIGHTHOUSE))
    bound = MOST_TIMES * median(good)
    for seed, took in spent.items():
        spent[seed] = within(bound, took, partial(_mutated_again, folder, seed))
        assert spent[seed] <= bound, f"seed {seed}"
    return had, max(spent.values()) / median(good)


def _mutated_again(folder: Path, seed: int) -> float:
    write(folder, mutate(GOOD, seed))
    return seconds(folder)


def within(bound: float, took: float, again: Callable[[], float]) -> float:
    """The time that something took; the least of three more if it is out of bounds: something may have come by."""
    return took if took <= bound else min(again() for _ in range(3))


@pytest.mark.parametrize("first", range(0, CASES, IN_ONE_TEST))
def test_mutated_stories(first: int, tmp_path: Path) -> None:
    had, _ = run(tmp_path, first, IN_ONE_TEST)
    assert had > IN_ONE_TEST / 2


@pytest.mark.soak
@pytest.mark.parametrize("first", range(CASES, SOAK, IN_ONE_SOAK))
def test_mutated_stories_by_the_thousand(first: int, tmp_path: Path, record_property: Any) -> None:
    had, times = run(tmp_path, first, min(IN_ONE_SOAK, SOAK - first))
    record_property("stories", min(IN_ONE_SOAK, SOAK - first))
    record_property("had problems", had)
    record_property("times the good story's time", times)
    assert had > IN_ONE_SOAK / 2


def test_the_mutator_copies_files_and_swaps_them() -> None:
    made = [mutate(GOOD, seed) for seed in range(CASES)]
    assert any(len(files) > len(GOOD) for files in made)
    assert any(files.keys() == GOOD.keys() and sorted(files.values()) == sorted(GOOD.values()) for files in made)


def test_the_mutator_is_the_same_every_time() -> None:
    assert all(mutate(GOOD, seed) == mutate(GOOD, seed) for seed in range(20))
    assert mutate(GOOD, 1) != mutate(GOOD, 2)
    before = repr(VALUES)
    for seed in range(1000):
        mutate(GOOD, seed)
    assert repr(VALUES) == before, "what is put in is a copy, for it is changed afterwards"


ANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NAMES = st.sampled_from(sorted(GOOD))
WORDS = st.text(max_size=20) | st.sampled_from(["id", "text", "scenes", "choices", "to", "when", "night", "oil > 0"])
DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=20,
)


@ANY
@given(name=NAMES, data=st.binary(max_size=300))
def test_any_bytes_in_the_place_of_a_file(name: str, data: bytes, tmp_path: Path) -> None:
    write(tmp_path, {**GOOD, name: data})
    hold(tmp_path)


@ANY
@given(name=NAMES, text=st.text(max_size=300))
def test_any_text_in_the_place_of_a_file(name: str, text: str, tmp_path: Path) -> None:
    write(tmp_path, {**GOOD, name: text.encode(errors="surrogatepass")})
    hold(tmp_path)


@ANY
@given(name=NAMES, data=DATA)
def test_any_data_in_the_place_of_a_file(name: str, data: Any, tmp_path: Path) -> None:
    write(tmp_path, {**GOOD, name: json.dumps(data).encode()})
    hold(tmp_path)


@ANY
@given(scenes=st.dictionaries(WORDS, DATA, max_size=3), extra=st.dictionaries(WORDS, DATA, max_size=3))
def test_any_data_in_a_chapter(scenes: Any, extra: Any, tmp_path: Path) -> None:
    chapter = {**extra, "id": "night", "title": "Night", "scenes": {**scenes, "lamp": {"text": "x", **extra}}}
    write(tmp_path, {**GOOD, NIGHT: json.dumps(chapter).encode()})
    hold(tmp_path)


BOMB = b"a: &a [x, x, x, x, x, x, x, x, x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (one, one, b", ".join([b"*%c" % (one - 1)] * 9)) for one in b"bcdefghi"
)
LARGE = [
    ("alias bomb", BOMB),
    ("flow, 10,000 deep", b"id: " + b"[" * 10_000),
    ("flow mappings, 10,000 deep", b"id: " + b"{a: " * 10_000),
    ("block, 10,000 deep", b"- " * 10_000 + b"x"),
    ("keys, as deep as a file can hold", b"".join(b" " * n + b"a:\n" for n in range(4000))),
    ("question marks", b"? " * 10_000),
    ("a scalar that fills the largest file", b"id: " + b"x" * (LARGEST_FILE - 4)),
    ("a scalar that is too large", b"id: " + b"x" * LARGEST_FILE),
    ("a quoted scalar of 6 MiB of escapes", b'id: "' + b"\\u0041" * (1 << 20) + b'"'),
    ("100,000 small lists", b"id: [" + b"[]," * 100_000 + b"]"),
    ("100,000 words", b"id: [" + b"ab," * 100_000 + b"]"),
    ("an integer of a million digits", b"id: " + b"9" * 1_000_000),
    ("100,000 tags", b"".join(b"k%d: !t x\n" % n for n in range(100_000))),
    ("100,000 directives", b"%TAG !a! b\n" * 100_000 + b"---\na: b\n"),
    ("20,000 unknown keys", b"".join(b"k%d: x\n" % n for n in range(20_000))),
    ("100,000 equal keys", b"k: x\n" * 100_000),
    ("100,000 control characters", b"id: " + b"\x1b\x07" * 50_000),
    ("a long condition", b"scenes: {lamp: {text: [{text: x, when: '" + b"oil + " * 100_000 + b"1 > 2'}]}}"),
]


LARGER = [
    ("90,000 unknown keys", b"".join(b"k%d: x\n" % n for n in range(90_000))),
    ("a million small lists", b"id: [" + b"[]," * (1 << 20) + b"]"),
    ("two million words", b"id: [" + b"ab," * (1 << 21) + b"]"),
]
BLOWN = [
    *(pytest.param(*one, id=one[0]) for one in LARGE),
    *(pytest.param(*one, id=one[0], marks=pytest.mark.soak) for one in LARGER),
]


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], float]:
    """The time of an ordinary story by its size: it grows with the size, so that one size tells of the others."""
    large = ordinary(tmp_path_factory.mktemp("ordinary") / "story", 4000)
    size = sum(path.stat().st_size for path in large.rglob("*.yaml"))
    assert check(read_story(large)) == ()
    small_time, large_time = (median(cost(one).seconds for _ in range(3)) for one in (LIGHTHOUSE, large))
    return lambda bytes_: small_time + large_time / size * bytes_


@pytest.mark.parametrize(("what", "data"), BLOWN)
def test_what_is_made_to_blow_up_does_not(
    what: str, data: bytes, tmp_path: Path, usual: Callable[[int], float]
) -> None:
    write(tmp_path, {**GOOD, NIGHT if len(data) % 2 else STORY: data})
    assert hold(tmp_path)
    spent, bound = cost(tmp_path), MOST_TIMES * usual(len(data))
    assert spent.mib < MOST_MIB
    assert within(bound, spent.seconds, lambda: cost(tmp_path).seconds) <= bound


def test_a_file_of_100_mib_is_not_read_to_its_end(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    with (folder / NIGHT).open("ab") as file:
        file.truncate(100 << 20)
    (found,) = problems(folder)
    assert (found.rule, found.line, found.message) == ("yaml-syntax", 1, "the file is larger than 8 MiB; split it")


def test_a_scene_of_ten_thousand_choices(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    many = "".join(f"      - {{id: x{n}, text: Go on, to: stairs, when: oil == {n % 4}}}\n" for n in range(10_000))
    text = (folder / DUSK).read_text().replace("      - id: hurry", many + "      - id: hurry")
    (folder / DUSK).write_text(text)
    assert {one.rule for one in hold(folder)} <= {"too-many-choices", "same-choice-text"}


def test_a_copy_of_the_lighthouse_holds(tmp_path: Path) -> None:
    shutil.copytree(LIGHTHOUSE, tmp_path / "x")
    assert hold(tmp_path / "x") == ()
