"""Text is only text: no byte of a story, a save or a typed line reaches the terminal as control."""

import json
import re
import sys
from pathlib import Path

import pytest

from engine.playing.events import keep
from engine.playing.script import Script
from engine.reading.check import check, stops
from engine.reading.load import read_story
from engine.session import Session
from tests.pseudo import Pseudo, anora, kinds
from tests.pty import hostile
from tests.pty.hostile import CONTROLS, LONG, PASTE_END, RED, TEXTS

LINE_ENDS = {"U+000A", "U+000D"}
KEYS = ("enter", "1", "l", "i", "p", "h", "escape", "m", "escape", "g", "escape", "f", "escape", "n")
BYTES = {"enter": "\r", "escape": "\x1b"}


def written(home: Path, *arguments: str, typed: str = "", code: int = 0) -> bytes:
    """What a call writes to its terminal."""
    with anora(home, *arguments, screen=False) as program:
        for line in typed.splitlines():
            program.until(lambda: program.raw.endswith(b"> "), "the prompt")
            program.send(line + "\n")
        assert program.ended() == code, program.text
        return bytes(program.raw)


def app_kinds(home: Path, *arguments: str, pastes: tuple[str, ...] = ()) -> set[str]:
    """What the app sends, by kind, while its pages are opened one after the other."""
    with anora(home, *arguments, size=(120, 40)) as program:
        program.until(lambda: b"The jetty" in program.raw or "JETTY" in program.text or "Dusk" in program.text)
        program.quiet()
        for key in KEYS:
            program.send(BYTES.get(key, key))
            program.quiet(0.12)
        for paste in pastes:
            program.send(f"\x1b[200~{paste}{PASTE_END}")
            program.quiet(0.12)
        program.send("\r")
        program.quiet(0.12)
        program.send("\x11")
        program.quiet(0.12)
        if program.process.poll() is None:
            program.send("y")
        assert program.ended() == 0, program.text
        return kinds_of_its_own(program.raw)


def kinds_of_its_own(raw: bytes | bytearray) -> set[str]:
    """The kinds of what the app sends, among which colours are usual: none of them is one that a text asks for."""
    for asked in (RED, CONTROLS["c1"]):
        assert asked.encode() not in raw
    return kinds(raw)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile.textual_story(tmp_path_factory.mktemp("told"))


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What the app sends when it plays a harmless story."""
    folder = hostile.harmless_story(tmp_path_factory.mktemp("harmless"))
    home = tmp_path_factory.mktemp("home")
    (home / "settings.json").write_text('{"welcomed": true, "motion": false}')
    sent = app_kinds(home, str(folder), "--chapter", "dusk", pastes=("words", "more"))
    assert not any(kind.startswith("U+00") for kind in sent - LINE_ENDS), sent
    return sent


@pytest.mark.parametrize("name", CONTROLS)
def test_the_checker_refuses_controls_with_a_position(tmp_path: Path, name: str) -> None:
    loaded = read_story(hostile.controlled_story(tmp_path, [CONTROLS[name]]))
    found = [one for one in check(loaded) if stops(one)]
    assert found
    for one in found:
        assert one.line > 1 or one.column > 1
        assert str(one).isprintable()


def test_a_story_with_controls_is_refused_in_clean_words(home: Path, tmp_path: Path) -> None:
    folder = hostile.controlled_story(tmp_path / "story", list(CONTROLS.values()))
    for arguments in (("check",), ("check", "--json"), ("play", "--plain"), ("map",), ("export",), ("play",)):
        raw = written(home, *arguments, str(folder), code=1)
        assert kinds(raw) <= LINE_ENDS, arguments
        assert re.search(rb"\.yaml.*?\d+", raw, re.DOTALL)


def test_file_names_with_controls_are_shown_clean(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a\x1b[31m\x07\u202e"
    hostile.controlled_story(folder, ["\x1b[31m"])
    (folder / "chapters" / "x\x1b[2J\x9b.yaml").write_text("id: [")
    for arguments in (("check",), ("play", "--plain"), ("export",)):
        assert kinds(written(home, *arguments, str(folder), code=1)) <= LINE_ENDS
    for arguments, code in ((("check",), 2), (("play",), 2), (("export",), 2), (("new",), 0), (("new",), 1)):
        assert kinds(written(home, *arguments, f"{folder}/no\x1bthing/\x07here", code=code)) <= LINE_ENDS
    assert kinds(written(home, "--\x1b[31m", code=2)) <= LINE_ENDS
    assert kinds(written(home, "--chapter", "\x1b[31m", code=2)) <= LINE_ENDS
    assert kinds(written(home, "saves", "export", "\x1b[31m", "x", code=1)) <= LINE_ENDS


def test_the_line_mode_player_shows_text_as_text(home: Path, told: Path) -> None:
    typed = "carry\nlog\ninquiry\npapers\nhistory\nmap\nchapters\nnotes\nsaves\nhelp\nlook\nquit\n"
    raw = written(home, "play", "--plain", str(told), typed=typed)
    assert kinds(raw) <= LINE_ENDS
    shown = re.sub(r"\s+", "", raw.decode())
    for text in TEXTS:
        assert re.sub(r"\s+", "", text) in shown
    assert LONG in shown


def test_typed_lines_are_text(home: Path) -> None:
    """From a file, so that no terminal echoes them."""
    story = str(hostile.LIGHTHOUSE)
    typed = [*(words.replace("\x00", "").replace("\n", " ") for words in CONTROLS.values()), *TEXTS, LONG]
    lines = "".join(f"{one}\nnote {one}\nsave {one}\nsearch {one}\n" for one in typed)
    with Pseudo(
        ["sh", "-c", f'"$0" -m engine play --plain {story} < lines', sys.executable],
        _env(home, lines),
        cwd=home,
        screen=False,
    ) as program:
        assert program.ended() == 0
        assert kinds(program.raw) <= LINE_ENDS


def _env(home: Path, lines: str) -> dict[str, str]:
    from tests.pseudo import environment

    (home / "lines").write_bytes(lines.encode())
    return environment(home)


def test_the_app_shows_text_as_text(home: Path, told: Path, usual: set[str]) -> None:
    pastes = ("[@click=app.quit]x[/]", "{braces} [/")
    assert app_kinds(home, str(told), "--chapter", "dusk", pastes=pastes) <= usual


def test_the_app_shows_a_hostile_story_on_its_screen(home: Path, told: Path) -> None:
    with anora(home, str(told), "--chapter", "dusk", size=(120, 60)) as program:
        program.until_shown("[bold red]markup[/]")
        program.until_shown("[@click=app.quit]here[/]")
        program.until_shown("{braces} {0} {turns!r} {{")


def test_pastes_into_the_app_are_text(home: Path, usual: set[str]) -> None:
    pastes = (*CONTROLS.values(), f"first{PASTE_END}second")
    sent = app_kinds(home, str(hostile.LIGHTHOUSE), "--chapter", "dusk", pastes=pastes)
    assert sent <= usual
    kept = (home / "saves" / "lighthouse" / "autosave.save").read_bytes()
    assert kinds(kept) <= LINE_ENDS
    assert b"[38;5;123mred" in kept
    assert b"firstsecond" in kept


def test_a_paste_that_ends_early_is_only_keys(home: Path, usual: set[str]) -> None:
    """What comes after the mark comes as keys: escape, which leaves the note, and letters."""
    paste = f"first{PASTE_END}{''.join(CONTROLS.values())}"
    assert app_kinds(home, str(hostile.LIGHTHOUSE), "--chapter", "dusk", pastes=(paste,)) <= usual
    for kept in (home / "saves" / "lighthouse").glob("*.save"):
        assert kinds(kept.read_bytes()) <= LINE_ENDS


def test_names_of_folders_and_keys_are_text_in_the_app(tmp_path: Path, usual: set[str]) -> None:
    home = tmp_path / f"home{RED}"
    home.mkdir()
    keys = {"map": f"{RED}x", "history": "\x1b]0;mine now\x07"}
    (home / "settings.json").write_text(json.dumps({"welcomed": True, "motion": False, "keys": keys}))
    with anora(home, str(hostile.LIGHTHOUSE), "--chapter", "dusk", size=(140, 40)) as program:
        program.until_shown("is no key")
        program.send("t")
        program.until_shown("Written to")
        program.send(",")
        program.until_shown("Keys of your own are set in")
        program.send("q?")
        program.until_shown("The roads taken")
        program.send("q\x11")
        assert program.ended() == 0
        assert kinds_of_its_own(program.raw) <= usual


def test_a_hostile_save_is_shown_as_text(home: Path, usual: set[str]) -> None:
    saves = home / "saves" / "lighthouse"
    story = str(hostile.LIGHTHOUSE)
    hostile.hostile_save(saves)
    hostile.hostile_save(saves, "other")
    for arguments in (("saves", "--story", story), ("saves", "--json", "--story", story)):
        assert kinds(written(home, *arguments)) <= LINE_ENDS
    assert kinds(written(home, "export", story, "--slot", "other")) <= LINE_ENDS
    typed = "look\nlog\ninquiry\nnotes\nhistory\nsaves\nown\nload other\nsearch mine\nquit\n"
    assert kinds(written(home, "play", "--plain", "--resume", story, typed=typed)) <= LINE_ENDS
    hostile.hostile_save(saves)
    assert app_kinds(home, story, "--resume") <= usual


def test_saves_with_controls_in_their_ids_are_refused_in_clean_words(
    home: Path, tmp_path: Path, usual: set[str]
) -> None:
    story = str(hostile.LIGHTHOUSE)
    for path in hostile.refused_saves(tmp_path / "given"):
        raw = written(home, "saves", "import", str(path), "--story", story, code=1)
        assert kinds(raw) <= LINE_ENDS, path
        saves = home / "saves" / "lighthouse"
        saves.mkdir(parents=True, exist_ok=True)
        (saves / "autosave.save").write_bytes(path.read_bytes())
        (saves / "one.save").write_bytes(path.read_bytes())
        for arguments in (("saves", "--story", story), ("saves", "--json", "--story", story)):
            assert kinds(written(home, *arguments)) <= LINE_ENDS, path
        assert kinds(written(home, "export", story, "--slot", "one", code=1)) <= LINE_ENDS, path
        raw = written(home, "play", "--plain", "--resume", story, typed="load one\nsaves\nquit\n")
        assert kinds(raw) <= LINE_ENDS, path
        assert b"autosave.save.unreadable-" in raw.replace(b"\r\n", b"")
    (saves / "autosave.save").write_bytes(path.read_bytes())
    assert app_kinds(home, story, "--resume") <= usual


EXPORTS = [
    *(("export", "--format", form) for form in ("markdown", "twee", "ink")),
    *(("map", "--format", form) for form in ("text", "dot", "mermaid")),
]


@pytest.mark.parametrize("arguments", EXPORTS, ids=" ".join)
def test_exports_hold_no_control(home: Path, told: Path, arguments: tuple[str, ...]) -> None:
    raw = written(home, *arguments, str(told))
    assert kinds(raw) <= LINE_ENDS
    text = raw.decode().replace("\r\n", "\n")
    if "markdown" in arguments:
        assert r"\[a\](javascript:alert(1))" in text and r"\[b\](file:///etc/passwd)" in text
        targets = re.findall(r"\]\(([^)]*)", unmarked(text))
        assert targets and all(re.fullmatch(r"#[\w-]+", one) for one in targets)
        assert set(re.findall(r"</?\w+", unmarked(text))) == {"<a", "</a"}
    if "twee" in arguments:
        page = text.partition(":: StoryInit")[2]  # a title is read as it stands
        assert "&#91;a&#93;(javascript:alert(1))" in page and "&#60;script&#62;alert(1)" in page
        assert "](" not in page and not re.search(r"<\W*script", page)
        assert set(re.findall(r"\[\[([^|]*)", page)) == {"On", "Begin"}
    if "dot" in arguments:
        for line in text.splitlines():
            assert line.replace("\\\\", "").replace('\\"', "").count('"') % 2 == 0, line
    if "mermaid" in arguments:
        assert "<script" not in text


def unmarked(page: str) -> str:
    """Markdown without the signs that are marked as only text."""
    return re.sub(r"\\[^\w\s]", "", page)


def test_a_transcript_holds_no_control(tmp_path: Path) -> None:
    from engine.exports.transcript import transcript

    loaded = read_story(hostile.LIGHTHOUSE)
    assert loaded.story is not None
    session = Session(Script(loaded.story), tmp_path)
    session.start()
    for words in CONTROLS.values():
        session.do(keep("note:0:dusk/jetty:0", f"{words} mine"))
        page = transcript(session)
        assert kinds(page.encode()) <= LINE_ENDS
        assert "> Your note: " in page and " mine\n" in page
    for words in TEXTS:
        session.do(keep("note:0:dusk/jetty:0", words))
        page = transcript(session)
        assert f"> Your note: {words}\n" in re.sub(r"\\([^\w\s])", r"\1", page)
        assert "](" not in unmarked(page) and "<" not in unmarked(page)
    session.close()
    lines = (tmp_path / "saves" / "lighthouse" / "autosave.save").read_text().splitlines()
    kept = [json.loads(line.split(" ", 2)[2]) for line in lines if line.startswith("k ")]
    assert len(kept) == len(CONTROLS) + len(TEXTS)
    assert not set().union(*(kinds(words.encode()) for words in kept))
