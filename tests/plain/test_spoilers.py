"""At each moment of a random walk, nothing that can be asked for tells of a chapter that was not reached."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.playing.playthrough import Playthrough
from engine.playing.script import Script
from engine.reading.load import read_story
from engine.reading.model import Block, Prose
from engine.reading.prose import paragraphs, plain
from tests.plain.typing import LIGHTHOUSE, Reader

RETELLING = Path(__file__).parent.parent.parent / "story"
ASKED = (
    "chapters",
    "map",
    "history",
    "notes",
    "saves",
    "help",
    "room",
    "second",
    "search the",
    "note",
    "hold",
    "weigh x",
)


def words(text: str) -> str:
    return " ".join(plain(" ".join(text.split())).split())


def told(prose: Prose) -> Iterator[str]:
    for block in (prose,) if isinstance(prose, str) else prose:
        texts = (block.text, block.otherwise) if isinstance(block, Block) else (block,)
        yield from (words(one) for text in texts for one in paragraphs(text))


def secrets(script: Script) -> dict[int, set[str]]:
    """What only a chapter itself tells, by the chapter's number from 0: prose, choices, notes, readings."""
    story = script.story
    found: dict[int, set[str]] = {number: set() for number in range(len(story.chapters))}
    for place in story.places.values():
        scene = place.scene
        texts = [*told(scene.text), scene.title, *(choice.text for choice in scene.choices)]
        for prose in (*(one.after for one in scene.choices), *(one.text for one in scene.looks)):
            texts += told(prose)
        found[place.chapter] |= set(map(words, texts))
    for pane in story.panes:
        for note in story.notes(pane.id):
            found[story.places[note.at].chapter] |= {words(note.title), words(note.text)}
        if pane.opens:
            found[story.chapter_index[pane.opens.partition("/")[0]]] |= {
                words(one.claim) for one in story.readings(pane.id)
            }
    counts: dict[str, int] = {}
    for texts_of in found.values():
        for text in texts_of:
            counts[text] = counts.get(text, 0) + 1
    return {number: {one for one in of if counts[one] == 1 and len(one) > 16} for number, of in found.items()}


@pytest.mark.parametrize(("folder", "walks"), [(LIGHTHOUSE, 15), (RETELLING, 5)])
def test_nothing_ahead_is_told(folder: Path, walks: int, tmp_path: Path) -> None:
    story = read_story(folder).story
    assert story is not None
    script = Script(story)
    hidden = secrets(script)
    asked = (*ASKED, *(pane.command for pane in story.panes))
    for seed in range(walks):
        chance = random.Random(seed)
        reader = Reader(script, tmp_path / str(seed))
        page = reader.types(*asked, slot="walk")
        for _ in range(200):
            play: Playthrough = reader.session.play
            ahead = [n for n, chapter in enumerate(story.chapters) if chapter.id not in play.chapters_reached]
            shown = words(page)
            assert not [text for number in ahead for text in hidden[number] if text in shown]
            if play.ended or not ahead:
                break
            way = [str(chance.randint(1, 4)) for _ in range(4)]
            page = reader.types(*way, *asked, slot="walk", resume=True)
