"""At each moment of a random walk, nothing that the app can show tells of a chapter that was not reached."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from textual.content import Content
from textual.widgets.option_list import Option

from engine.playing.events import UNDO, Event, begin, choose, jump, look
from engine.playing.playthrough import Playthrough
from engine.playing.script import Script
from engine.playing.search import search
from engine.reading.load import load_story
from engine.session import Session
from engine.terminal import palette
from engine.terminal.lists import ChapterSheet, HistorySheet, MapSheet
from engine.terminal.panes.cards import card_rows
from engine.terminal.panes.note_rows import NotesState, note_rows
from engine.terminal.panes.room_rows import room_rows
from engine.terminal.panes.rows import Columns, Kept, Row
from engine.terminal.panes.sources import source_rows
from engine.terminal.rail import chapter_lines
from tests.plain.test_spoilers import secrets, words

STORIES = {
    "lighthouse": Path(__file__).parent.parent / "stories" / "lighthouse",
    "retelling": Path(__file__).parent.parent.parent / "story",
}
WIDTH = 40
STARTS = [("lighthouse", 0, 10), ("lighthouse", 10, 20), *(("retelling", at, at + 4) for at in range(0, 16, 4))]


def panes(session: Session, turn_state: NotesState) -> Iterator[Row]:
    commentary, turn = session.commentary, session.moment.turn
    for pane in session.script.story.panes:
        match pane.kind:
            case "notes":
                yield from note_rows(commentary, pane, turn, turn_state).rows
            case "readings":
                yield from card_rows(commentary, pane, ("thanks", "power")).rows
            case "sources":
                yield from source_rows(commentary, pane)
    yield from room_rows(commentary)


def lists(session: Session) -> Iterator[str]:
    """Chapter lists, history, map, palette: what only names things."""
    yield from (line.plain for line in chapter_lines(session.play, session.settings.spoilers, 60))
    for sheet in (ChapterSheet(session), HistorySheet(session), MapSheet(session)):
        for row in sheet.rows():
            prompt = row.prompt if isinstance(row, Option) else row
            yield prompt.plain if isinstance(prompt, Content) else str(prompt)
    screen = SimpleNamespace(commands=(), story=session.script.story, session=session, offers=lambda command: True)
    yield from (f"{entry.name} {entry.help}" for entry in palette._of_play(screen))  # type: ignore[arg-type]


def next_event(play: Playthrough, chance: random.Random, chapters: tuple[str, ...]) -> Event:
    moment, kind = play.moment(), chance.random()
    if kind < 0.02:
        return jump(chance.choice(chapters))
    if kind < 0.08 and play.can_undo:
        return UNDO
    if kind < 0.16 and moment.sights:
        return look(play.scene.id, chance.choice(moment.sights).id)
    taken = [option.id for option in moment.options if option.open]
    return choose(play.scene.id, chance.choice(taken)) if taken else jump(chance.choice(chapters))


class Watch:
    """Reads what is shown, each text once for each set of chapters that lies ahead."""

    def __init__(self, script: Script) -> None:
        self.hidden = secrets(script)
        self.chapters = script.story.chapters
        self.kept = Kept()
        self.read: set[tuple[int, str]] = set()

    def ahead(self, play: Playthrough) -> list[int]:
        return [n for n, chapter in enumerate(self.chapters) if chapter.id not in play.chapters_reached]

    def look(self, session: Session, state: NotesState) -> None:
        ahead = self.ahead(session.play)
        if not ahead:
            return
        key = sum(1 << number for number in ahead)
        for row in panes(session, state):
            for piece in (*row.left, *row.right) if isinstance(row, Columns) else (row,):
                self.check(" ".join(line.plain.strip() for line in self.kept.lines(piece, WIDTH)), ahead, key)
        for hit in search(session.play, "the"):
            self.check(hit.text, ahead, key)
        titles = [self.chapters[number].title for number in ahead]
        for text in lists(session):
            self.check(text, ahead, key)
            if (key, f"list {text}") not in self.read:
                self.read.add((key, f"list {text}"))
                assert not [title for title in titles if f"  {title}" in text or f": {title}" in text]

    def check(self, text: str, ahead: list[int], key: int) -> None:
        if (key, text) in self.read:
            return
        self.read.add((key, text))
        said = words(text)
        assert not [(n, one) for n in ahead for one in self.hidden[n] if one in said], said
        titles = [f"{number + 1} {self.chapters[number].title}" for number in ahead]
        assert said not in titles


def walk(name: str, seeds: range, data: Path, moves: int = 150) -> int:
    """Walk and look at each step; how many different texts were looked through."""
    script = Script(load_story(STORIES[name], cache=None))
    chapters = tuple(chapter.id for chapter in script.story.chapters)
    watch = Watch(script)
    for seed in seeds:
        chance = random.Random(seed)
        session = Session(script, data)
        session.play = Playthrough(script)
        session.play.do(begin(chapters[0]))
        for _ in range(moves):
            everything = chance.random() < 0.5
            watch.look(
                session, NotesState(column=chance.randint(0, len(chapters)), listed=True, everything=everything)
            )
            if not watch.ahead(session.play) or session.play.ended:
                break
            session.play.do(next_event(session.play, chance, chapters))
    return len(watch.read)


@pytest.mark.parametrize(("name", "start", "stop"), STARTS)
def test_nothing_ahead_is_shown(
    name: str, start: int, stop: int, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    texts = walk(name, range(start, stop), tmp_path)
    record_property("walks", stop - start)
    record_property("texts", texts)
    assert texts


@pytest.mark.soak
@pytest.mark.parametrize("part", range(40))
def test_nothing_ahead_is_shown_on_two_thousand_walks(
    part: int, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    texts = walk("lighthouse" if part % 4 == 0 else "retelling", range(1000 + part * 50, 1050 + part * 50), tmp_path)
    record_property("walks", 50)
    record_property("texts", texts)


def test_a_reader_who_does_not_mind_is_shown_what_lies_ahead(tmp_path: Path) -> None:
    script = Script(load_story(STORIES["lighthouse"], cache=None))
    session = Session(script, tmp_path)
    session.play.do(begin("dusk"))
    session.change(spoilers=True)
    shown = [line.plain for row in panes(session, NotesState()) for line in _lines(row)]
    assert any("What speaks" in line or "Duty" in line for line in shown)
    assert any("Night" in text for text in lists(session))


def _lines(row: Row) -> list[Content]:
    pieces = (*row.left, *row.right) if isinstance(row, Columns) else (row,)
    return [line for piece in pieces for line in piece.made(WIDTH)]
