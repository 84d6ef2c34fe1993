"""Stories, saves and lines that would do something to a terminal, a browser or another program if they could."""

import json
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml

LIGHTHOUSE = Path(__file__).resolve().parent.parent / "stories" / "lighthouse"
RED = "\x1b[38;5;123m"
"""A colour that nothing else asks for, so that it is known whose it is where it is found."""
PASTE_END = "\x1b[201~"
CONTROLS = {
    "escape": f"{RED}red",
    "clear": "\x1bc",
    "c1": "\x9b38;5;123m",
    "c1 osc": "\x9d52;c;eA==\x9c",
    "bell": "\x07",
    "backspace": "ab\x08\x08",
    "null": "\x00",
    "delete": "\x7f",
    "osc 8": "\x1b]8;;file:///etc/passwd\x1b\\here\x1b]8;;\x1b\\",
    "osc 52": "\x1b]52;c;cm0gLXJmIC8=\x07",
    "title": "\x1b]0;mine now\x07",
    "dcs": "\x1bP1$r0m\x1b\\",
    "bidi": "\u202egnp.exe",
    "isolate": "\u2067abc",
    "zero width": "a\u200bb",
    "left to right": "a\u200eb",
    "right to left": "a\u200fb",
    "arabic letter": "a\u061cb",
    "vowel separator": "a\u180eb",
    "application": "a\u2061b",
    "plus": "a\u2064b",
    "joiners": "a" + "\u200d" * 30,
    "marks": "e" + "\u0301" * 60,
    "tag": "\U000e0041",
    "line end": "one\u2028two",
}
"""What the checker refuses wherever it stands."""
TEXTS = (
    "[bold red]markup[/]",
    "[/",
    "[@click=app.quit]here[/]",
    "[link=file:///etc/passwd]there[/link]",
    "[a](javascript:alert(1))",
    "![b](file:///etc/passwd)",
    "{braces} {0} {turns!r} {{",
    "%s %d %(name)s %%",
    "<script>alert(1)</script>&lt;",
    "]]-->\"'`;\\",
    "${HOME} $(id) `id`",
    "-> END",
    "~ x = 1 | # tag // no",
    ":: Start",
    "👩‍👩‍👧‍👦 ❤️ 🇫🇷",
    "e\u0301a\u0308\u0323 שלום 日本語",
    "*no **end",
    "$foreground $text-muted",
)
"""What is text, and has to be shown as it is."""
LONG = "w" * 10_000
_WORDS = {
    "title", "subtitle", "name", "text", "after", "closed", "epigraph", "about", "welcome", "spoiler_notice",
    "content_notice", "claim", "holder", "heading", "costs", "stood_open", "by", "balance_title", "you",
}  # fmt: skip


def write(folder: Path, change: Callable[[str, str], str]) -> Path:
    """The lighthouse with its words changed: `change` is given the key and the words."""
    for path in sorted(LIGHTHOUSE.rglob("*.yaml")):
        data = _changed(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader), "", change)
        target = folder / path.relative_to(LIGHTHOUSE)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(yaml.safe_dump(data, allow_unicode=False, sort_keys=False), encoding="utf-8")
    return folder


def _changed(data: Any, key: str, change: Callable[[str, str], str]) -> Any:
    if isinstance(data, dict):
        return {_key(name): _changed(value, name, change) for name, value in data.items()}
    if isinstance(data, list):
        return [_changed(one, key, change) for one in data]
    return change(key, data) if isinstance(data, str) and key in _WORDS and data[:1] != "#" else data


def _key(name: Any) -> Any:
    """YAML 1.1 reads the key `on` as yes."""
    return "on" if name is True else name


def textual_story(folder: Path) -> Path:
    """All words of the lighthouse with some of TEXTS in them; one paragraph holds a word of 10,000 letters."""
    texts: Iterator[str] = cycle(TEXTS)
    first = iter([f" {LONG}"])

    def change(key: str, words: str) -> str:
        if key == "text" and words.startswith("The supply boat"):
            return f"{words.rstrip()}\n\n{' '.join(TEXTS)}{next(first)}"
        return f"{words.rstrip()} {next(texts)}"

    return write(folder, change)


def harmless_story(folder: Path) -> Path:
    """The same with as many harmless words."""

    def change(key: str, words: str) -> str:
        if key == "text" and words.startswith("The supply boat"):
            return f"{words.rstrip()}\n\n{'word ' * 60} {LONG}"
        return f"{words.rstrip()} and two more"

    return write(folder, change)


def controlled_story(folder: Path, controls: list[str]) -> Path:
    """One control after the other put into the words."""
    waiting = cycle(controls)
    return write(folder, lambda key, words: f"{words.rstrip()} {next(waiting)}")


def hostile_save(folder: Path, name: str = "autosave", story: str = "lighthouse") -> Path:
    """A save whose kept words hold every control."""
    kept = {f"note:0:dusk/jetty:{n}": f"{words} mine" for n, words in enumerate(CONTROLS.values())}
    kept |= {"own:inquiry": "".join(CONTROLS.values()), "answer:why-low": "\x1b]52;c;eA==\x07 The oil"}
    kept |= {"note:0:dusk/jetty:1": "[@click=app.quit]x[/] \x1b[2J {braces}"}
    lines = ["b dusk", "c dusk/jetty carry"]
    lines += [f"k {key} {json.dumps(text, ensure_ascii=False)}" for key, text in kept.items()]
    return _save(folder / f"{name}.save", story, name, lines)


def refused_saves(folder: Path) -> list[Path]:
    """Saves with controls where there is no room for words: in the header, in ids."""
    red = CONTROLS["escape"]
    return [
        _save(folder / "name.save", "lighthouse", f"slot {red}", ["b dusk"]),
        _save(folder / "story.save", f"light{red}", "story", ["b dusk"]),
        _save(folder / "scene.save", "lighthouse", "scene", ["b dusk", f"c dusk/{red} carry"]),
        _save(folder / "choice.save", "lighthouse", "choice", ["b dusk", f"c dusk/jetty {red}"]),
        _save(folder / "chapter.save", "lighthouse", "chapter", [f"b {red}"]),
    ]


def _save(path: Path, story: str, name: str, lines: list[str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    header = json.dumps({"story": story, "version": "1", "name": name}, ensure_ascii=False)
    path.write_bytes("\n".join([f"anora-save 1 {header}", *lines, ""]).encode())
    return path
