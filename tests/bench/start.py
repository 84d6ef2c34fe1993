"""From the command to the first words: (1)."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench import peers
from tests.bench.rows import Absent, Row, median_of, process_seconds
from tests.bench.terminal import Terminal, anora


def first_words(argv: list[str], needle: bytes, env: dict[str, str], runs: int = 9) -> float:
    """The median time from exec to the words, in ms."""

    def once() -> float:
        terminal = Terminal(argv, env)
        seconds = terminal.wait(needle, terminal.started)
        terminal.close()
        if seconds is None:
            raise RuntimeError(f"{argv}: {needle!r} never came: {terminal.raw[-300:]!r}")
        return seconds * 1e3

    return median_of(runs, once)


def rows(story: Path, title: bytes, scene: bytes) -> Iterator[Row | Absent]:
    """The rows of the table; `title` and `scene` are words of the title page and of the first scene."""
    python = sys.executable
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "bare.py").write_text(peers.BARE)
        (Path(folder) / "s.bard").write_text(peers.BARD)
        env = {"ANORA_HOME": f"{folder}/home"}
        command = anora()
        first_words([*command, "play", str(story), "--plain"], scene, env, 1)
        bare = first_words([python, f"{folder}/bare.py"], b"MARK-0.", env)
        shown = first_words([*command, "play", str(story)], title, env)
        yield Row("start to title", shown, "ms", "bare Textual", bare, 1.12)
        resume = first_words([*command, "play", str(story), "--resume"], scene, env)
        yield Row("start to scene, --resume", resume, "ms", "bare Textual", bare, 1.20)
        plain = first_words([*command, "play", str(story), "--plain"], scene, env)
        if peers.has("bardic"):
            bard = first_words([peers.bardic(), "play", f"{folder}/s.bard"], b"MARK-0.", env)
            yield Row("start of --plain", plain, "ms", "bardic play", bard, 0.9)
        else:
            yield Absent("bardic play", peers.INSTALL["bardic"])
        nothing = process_seconds([python, "-c", "pass"])
        for flag in ("--version", "--help"):
            took = process_seconds([*command, flag])
            yield Row(f"anora {flag}", took * 1e3, "ms", "python -c pass", nothing * 1e3, 3)
