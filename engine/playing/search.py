"""Searching what has been read, and nothing else."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from engine.playing.playthrough import Playthrough
from engine.reading.prose import plain


class Hit(NamedTuple):
    """Where the words stand: the turn, the paragraph in it (-1 is the line that was chosen), and the text."""

    turn: int
    chapter: int
    paragraph: int
    text: str
    start: int
    end: int

    def excerpt(self, around: int = 28) -> str:
        """The words with some of what stands about them."""
        start, end = max(0, self.start - around), min(len(self.text), self.end + around)
        if start:
            start = self.text.find(" ", start - 1, self.start) + 1 or start
        if end < len(self.text):
            space = self.text.rfind(" ", self.end, end + 1)
            end = space if space >= 0 else end
        cut = self.text[start:end]
        return f"{'… ' if start else ''}{cut}{' …' if end < len(self.text) else ''}"


def pattern(words: str) -> re.Pattern[str]:
    """What the words match, in small letters or large, with any blanks between them; no words match anywhere."""
    return re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)


def search(play: Playthrough, words: str) -> Iterator[Hit]:
    """Each place where the words stand in what was told and what was chosen, in the order of reading."""
    if not words.strip():
        return
    wanted = pattern(words)
    places = play.script.story.places
    for number in range(play.length):
        turn = play.turn(number)
        chapter = places[turn.scene].chapter + 1
        if turn.kind in ("choose", "look"):
            yield from _in(wanted, turn.said, number, chapter, -1)
        for index, paragraph in enumerate(turn.told):
            yield from _in(wanted, paragraph.text, number, chapter, index)


def _in(wanted: re.Pattern[str], text: str, turn: int, chapter: int, paragraph: int) -> Iterator[Hit]:
    said = plain(text)
    for match in wanted.finditer(said):
        yield Hit(turn, chapter, paragraph, said, match.start(), match.end())
