"""Rules on the prose itself."""

import re
from collections.abc import Iterator
from pathlib import Path

from engine.reading.check.report import Keys, Report
from engine.reading.model import Scene
from engine.reading.story import Story
from engine.reading.textfile import shown
from engine.reading.words import WORD, blocks, sentences, words


def check_prose(story: Story, report: Report) -> None:
    """Ask all rules on sentences, phrases and openings."""
    rules = story.file.prose
    banned = _phrases(rules.banned) if report.wants("banned-phrase") else None
    longest = rules.longest_sentence if report.wants("long-sentence") else 0
    length = rules.same_opening if report.wants("same-opening") else 0
    if banned is None and longest <= 0 and length <= 0:
        return
    openings = _Openings(length, report)
    for chapter, path in zip(story.chapters, report.loaded.chapters, strict=True):
        for local, scene in chapter.scenes.items():
            for keys, text in _told(local, scene):
                if banned is not None:
                    _banned(text, banned, path, keys, report)
                if longest > 0:
                    _long(text, longest, path, keys, report)
            if banned is not None:
                for at, choice in enumerate(scene.choices):
                    here: Keys = ("scenes", local, "choices", at)
                    _banned(choice.text, banned, path, (*here, "text"), report)
                    _banned(choice.closed, banned, path, (*here, "closed"), report)
            if length > 0:
                openings.add(f"{chapter.id}/{local}", path, local, scene)


def _phrases(banned: tuple[str, ...]) -> re.Pattern[str] | None:
    """One expression for all phrases: whole words, over line ends, with either apostrophe."""
    found = [r"\s+".join(map(re.escape, phrase.split())) for phrase in banned if phrase.strip()]
    if not found:
        return None
    either = "|".join(found).replace("'", "['’]").replace("’]’]", "’]")
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def _told(local: str, scene: Scene) -> Iterator[tuple[Keys, str]]:
    """Every text that a scene can tell."""
    for keys, text in blocks(scene.text):
        yield ("scenes", local, "text", *keys), text
    for at, choice in enumerate(scene.choices):
        if choice.after:
            for keys, text in blocks(choice.after):
                yield ("scenes", local, "choices", at, "after", *keys), text
    for at, look in enumerate(scene.looks):
        for keys, text in blocks(look.text):
            yield ("scenes", local, "looks", at, "text", *keys), text


def _banned(text: str, banned: re.Pattern[str], path: Path, keys: Keys, report: Report) -> None:
    for match in banned.finditer(text):
        message = f"the phrase `{shown(match[0])}` is banned in story.yaml; say it another way"
        report.add("banned-phrase", path, keys, message, inside=match[0])


def _long(text: str, longest: int, path: Path, keys: Keys, report: Report) -> None:
    # Two characters are the least that a word and its space take: most texts need no counting.
    if len(text) < 2 * longest:
        return
    for sentence in sentences(text):
        if len(sentence) >= 2 * longest and (count := words(sentence)) > longest:
            message = f"a sentence of {count} words, and {longest} is the most; cut it in two"
            report.add("long-sentence", path, keys, message, inside=sentence)


class _Openings:
    """The words that scenes begin with, each with the first scene that does."""

    def __init__(self, length: int, report: Report) -> None:
        self.length, self.report = length, report
        self.first: dict[tuple[str, ...], str] = {}

    def add(self, here: str, path: Path, local: str, scene: Scene) -> None:
        for keys, text in blocks(scene.text):
            if keys and keys[0] != 0:
                return
            words = tuple(match[0].lower() for match, _ in zip(WORD.finditer(text), range(self.length), strict=False))
            if len(words) == self.length and (first := self.first.setdefault(words, here)) != here:
                message = f"this begins with the same {self.length} words as `{shown(first)}`; change one of them"
                path_in: Keys = ("scenes", local, "text", *keys)
                self.report.add("same-opening", path, path_in, message, inside=" ".join(words))
