"""The two presenters agree: random walks give word for word the same moments in the line-mode player and the app."""

import io
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.clean import clean
from engine.plain.page import Page
from engine.plain.player import Player
from engine.playing.line import understand
from engine.playing.moment import Moment
from engine.playing.script import Script
from engine.reading.load import load_story
from engine.reading.prose import plain
from engine.session import Session
from engine.terminal.app import ReaderApp
from engine.terminal.play import PlayScreen

STORY = Path(__file__).parent.parent / "story"
LIGHTHOUSE = Path(__file__).parent / "stories" / "lighthouse"
WORDS = ("scene", "after", "look")
LONGEST_WALK = 60
WALKS, SOAK = 24, 2000


@pytest.fixture(scope="module")
def scripts() -> dict[str, Script]:
    return {folder.name: Script(load_story(folder, cache=None)) for folder in (STORY, LIGHTHOUSE)}


def squeezed(text: str) -> str:
    """Words without how they are laid out."""
    return " ".join(text.split())


class Typist:
    """The line-mode player, a line at a time."""

    def __init__(self, script: Script, data: Path, chapter: str) -> None:
        self.session = Session(script, data)
        self.out = io.StringIO()
        self.player = Player(self.session, Page(self.out), lambda: None)
        self.session.start(chapter)
        self.player.tell(self.session.moment)

    def told(self) -> str:
        """What was printed since the last time."""
        words = squeezed(self.out.getvalue())
        self.out.seek(0)
        self.out.truncate()
        return words

    def does(self, line: str) -> None:
        self.player.answer(line)


def moves(session: Session, chance: random.Random) -> Iterator[tuple[str, str]]:
    """What to do next, as the app's command and as a typed line."""
    for _ in range(LONGEST_WALK):
        moment = session.moment
        kind = chance.random()
        numbers = [number for number, option in enumerate(moment.options, 1) if option.open]
        if kind < 0.08 and moment.can_undo:
            yield "undo", "back"
        elif kind < 0.12 and moment.can_redo:
            yield "redo", "redo"
        elif kind < 0.3 and moment.sights:
            sight = chance.choice(moment.sights)
            if understand(f"look at {sight.name}", moment, ()).sight == sight:
                yield f"sight {moment.sights.index(sight)}", f"look at {sight.name}"
        elif numbers:
            number = chance.choice(numbers[:10])
            yield f"choose {number}", str(number)
        else:
            return


async def app_does(screen: PlayScreen, what: str) -> None:
    """Give the app its command."""
    command, _, number = what.partition(" ")
    if command == "choose":
        await screen.action_choose(int(number))
    elif command == "sight":
        sight = screen.session.moment.sights[int(number)]
        await screen.act(lambda: screen.session.look(sight.id))
    else:
        await screen.action_do(command)


def app_shows(screen: PlayScreen) -> tuple[list[str], list[str]]:
    """The newest turn's paragraphs as they stand in the app, and the rows of its choices."""
    last = screen.session.play.length - 1
    blocks = [view.block for view in screen.prose.live_blocks if view.block is not None]
    told = [squeezed(plain(block.text)) for block in blocks if block.turn == last and block.kind in WORDS]
    rows = [squeezed(line.plain) for line in screen.prose.choices.lines_at(400)]
    return told, rows


def check(screen: PlayScreen, moment: Moment, told: str, undone: bool) -> None:
    paragraphs, rows = app_shows(screen)
    words = [squeezed(clean(plain(one.text))) for one in moment.turn.told]
    assert paragraphs == words
    at = 0
    for number, paragraph in enumerate(moment.turn.told):
        if undone and paragraph.kind != "scene":
            continue
        found = told.find(words[number], at)
        assert found >= 0, f"the line mode does not say {words[number]!r} after {told[:at]!r}"
        at = found + len(words[number])
    assert len(rows) == len(moment.options)
    offered = told[at:]
    for number, option in enumerate(moment.options, 1):
        text = squeezed(plain(option.text))
        assert f"{number % 10} {text}" in rows[number - 1] or number > 10
        if offered or not undone:
            assert f"{number}) {text}" in told or moment.turn.kind == "look"
        if option.why:
            assert option.why in rows[number - 1]


async def agree(script: Script, folder: Path, walks: range) -> int:
    """Walk; the turns that were compared."""
    compared = 0
    session = Session(script, folder / "app")
    session.change(motion=False, welcomed=True, commentary="off")
    app = ReaderApp(session, chapter=script.first_chapter)
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.pause()
        for walk in walks:
            chance = random.Random(walk)
            chapter = chance.choice(script.story.chapters).id
            app.play(chapter=chapter)
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, PlayScreen)
            typist = Typist(script, folder / "plain", chapter)
            typist.session.settings = session.settings
            check(screen, typist.session.moment, typist.told(), False)
            for what, line in moves(typist.session, chance):
                typist.does(line)
                await app_does(screen, what)
                assert session.moment == typist.session.moment, (walk, what)
                check(screen, session.moment, typist.told(), what == "undo")
                compared += 1
            assert session.play.log == typist.session.play.log
            typist.session.close()
            for save in (folder / "app" / "saves").rglob("earlier*"):
                save.unlink()
            for save in (folder / "plain" / "saves").rglob("earlier*"):
                save.unlink()
    session.close()
    return compared


@pytest.mark.parametrize("name", ["story", "lighthouse"])
async def test_walks(
    scripts: dict[str, Script], tmp_path: Path, name: str, record_property: Callable[[str, object], None]
) -> None:
    compared = await agree(scripts[name], tmp_path, range(WALKS // 2))
    record_property("walks", WALKS // 2)
    record_property("turns that were alike", compared)
    assert compared > WALKS


@pytest.mark.soak
@pytest.mark.parametrize("first", range(0, SOAK, 100))
async def test_walks_by_the_hundred(
    scripts: dict[str, Script], tmp_path: Path, first: int, record_property: Callable[[str, object], None]
) -> None:
    compared = await agree(scripts["story" if first % 500 else "lighthouse"], tmp_path, range(first, first + 100))
    record_property("walks", 100)
    record_property("turns that were alike", compared)
