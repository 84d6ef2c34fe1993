"""The loop of the line-mode player: tell, ask, do."""

import sys
from collections.abc import Callable
from importlib import import_module

from engine.clean import clean
from engine.commands import Command, commands_for
from engine.keeping.saves import AUTO
from engine.plain.page import Page
from engine.playing.events import REDO, UNDO
from engine.playing.line import understand
from engine.playing.moment import Heading, Moment, Option, Turn
from engine.playing.own import open_panes
from engine.problems import EngineError
from engine.reading.prose import plain
from engine.session import Session


class LeaveError(Exception):
    """The reader leaves, or the input has ended."""


class Player:
    """Reads lines and answers on a page; all that it decides is how things are said."""

    def __init__(self, session: Session, page: Page, read: Callable[[], str | None]) -> None:
        self.session = session
        self.page = page
        self._read = read
        self._echo = not sys.stdin.isatty()
        self.story = session.script.story
        self.commands = tuple(one for one in commands_for(self.story.panes) if one.plain)
        self.panes = {f"pane-{pane.id}": pane for pane in self.story.panes}
        self._offered: tuple[Option, ...] | None = None

    def run(self, *, resume: bool = False, chapter: str = "") -> None:
        """Play from the start, from a chapter, or from where the reader left off, to the end of the input."""
        try:
            self._open(resume, chapter)
            while True:
                self._notices()
                self.answer(self.ask_line())
        except LeaveError:
            self.page.part()
        finally:
            self.session.close()
            self._notices()

    def _open(self, resume: bool, chapter: str) -> None:
        file = self.story.file
        self.page.say(f"{file.title}." if not file.subtitle else f"{file.title}. {file.subtitle}.")
        if resume and self.session.can_resume:
            moment = self.session.resume()
            self._notices()
            if chapter:
                moment = self.session.go(chapter)
                self.tell(moment)
            else:
                self.tell_again(moment)
            return
        for text in (file.spoiler_notice, file.content_notice):
            if text:
                self.page.say(text)
        self.page.say("Type the number of a choice, or its first words. Type help for all that can be typed.")
        moment = self.session.start(chapter)
        self._notices()
        self.tell(moment)

    def ask_line(self) -> str:
        """The reader's next line. Raises LeaveError at the end of the input."""
        self.page.prompt()
        line = self._read()
        if line is None:
            self.page.end()
            raise LeaveError
        line = clean(line)
        if self._echo:
            self.page.typed(line)
        return line

    def sure(self, question: str) -> bool:
        """Ask for a yes."""
        self.page.say(f"{question} Type yes or no.")
        if self.ask_line().strip().lower() in ("yes", "y"):
            return True
        self.page.say("Then not.")
        return False

    def answer(self, line: str) -> None:
        """Do what a line asks for; what cannot be done is said, and nothing has changed."""
        moment = self.session.moment
        if not line.strip():
            self.offer(moment)
            return
        understood = understand(line, moment, self.commands)
        try:
            if understood.option is not None:
                self.tell(self.session.choose(understood.option.id))
            elif understood.sight is not None:
                self.tell(self.session.look(understood.sight.id))
            elif understood.command is not None:
                self._command(understood.command, understood.argument)
            else:
                self.page.say(understood.message)
        except EngineError as error:
            self.page.say(error.sentence)

    def _command(self, command: Command, argument: str) -> None:
        if (pane := self.panes.get(command.id)) is not None:
            from engine.plain import panes

            panes.show(self, pane, argument)
        elif command.id in _OWN:
            _OWN[command.id](self, argument)
        else:
            module, function = _DO[command.id]
            getattr(import_module(f"engine.plain.{module}"), function)(self, argument)

    def tell(self, moment: Moment) -> None:
        """Tell the turn that has just happened."""
        self.tell_turn(moment.turn, moment.heading)
        self._point_out(moment)
        if moment.turn.kind == "look" and moment.options == self._offered:
            return
        self._offered = None
        self.offer(moment)

    def _point_out(self, moment: Moment) -> None:
        """Say after a scene which notes there are on it, or read them, as the reader has set it."""
        wanted = self.session.settings.commentary
        if wanted == "off" or moment.turn.kind == "look":
            return
        commentary = self.session.commentary
        found = [view for pane in open_panes(commentary, "notes") for view in commentary.notes_here(pane)]
        if wanted == "full":
            from engine.plain import panes

            for view in found:
                panes.note(self, view)
        elif found:
            titles = " ".join(plain(view.note.title) for view in found)
            self.page.say(f"{'A note' if len(found) == 1 else 'Notes'} here (type notes): {titles}")

    def tell_turn(self, turn: Turn, heading: Heading) -> None:
        """A turn's own words: the heading of a chapter that it opens, and its paragraphs."""
        paragraphs = list(turn.told)
        if turn.opens_chapter:
            while paragraphs and paragraphs[0].kind == "after":
                self.page.prose(paragraphs.pop(0).text)
            self._head(heading)
        for paragraph in paragraphs:
            self.page.prose(paragraph.text)

    def tell_again(self, moment: Moment) -> None:
        """The scene as it was told when the reader came to it."""
        self._head(moment.heading, epigraph=False)
        turn = moment.turn
        while turn.kind == "look":
            turn = self.session.play.turn(turn.number - 1)
        for paragraph in turn.told:
            if paragraph.kind == "scene":
                self.page.prose(paragraph.text)
        self._offered = None
        self.offer(moment)

    def _head(self, heading: Heading, epigraph: bool = True) -> None:
        self.page.say(heading_words(heading))
        chapter = self.story.chapters[heading.number - 1]
        if epigraph and chapter.epigraph:
            self.page.prose(chapter.epigraph)

    def offer(self, moment: Moment) -> None:
        """What can be looked at, and what can be chosen."""
        if moment.sights:
            names = [f"{sight.name} (seen)" if sight.seen else sight.name for sight in moment.sights]
            self.page.say(f"To look at: {', '.join(names)}.")
        self._offered = moment.options
        self.page.part()
        for number, option in enumerate(moment.options, 1):
            taken = " (taken before)" if option.taken and option.open else ""
            why = f". Closed: {option.why}" if option.why else ""
            self.page.line(f"{number}) {plain(option.text)}{taken}{why}", hang=4 if number > 9 else 3)
        if moment.ended:
            self.page.say(_END)
        elif not any(option.open for option in moment.options):
            self.page.say("Nothing can be chosen here. Type back, or chapters.")

    def _notices(self) -> None:
        for notice in self.session.notices:
            self.page.say(notice)
        self.session.notices.clear()

    def look(self, _: str) -> None:
        """Tell the scene again."""
        self.tell_again(self.session.moment)

    def undo(self, _: str) -> None:
        """Take the last turn back."""
        if not self.session.moment.can_undo:
            self.page.say("There is nothing to take back.")
            return
        self.went_back(self.session.do(UNDO))

    def redo(self, _: str) -> None:
        """Have an undone turn again."""
        if not self.session.moment.can_redo:
            self.page.say("There is nothing to take again.")
            return
        self.tell(self.session.do(REDO))

    def went_back(self, moment: Moment) -> None:
        """Say where the reader stands now."""
        self.page.say(f"Back at turn {moment.turn.number}.")
        self.tell_again(moment)

    def restart(self, _: str) -> None:
        """Begin again, if the reader is sure."""
        if self.sure("Begin this story again? What you have played is kept among your saves."):
            self.tell(self.session.start())

    def leave(self, _: str) -> None:
        """Leave."""
        name = self.session.kept_in
        if self.session.close():
            slot = f' --slot "{name}"' if name != AUTO else ""
            self.page.say(f"Everything is kept. Start with --resume{slot} to go on from here.")
        else:
            self.page.say("What you played last could not be kept.")
        raise LeaveError


_END = (
    "The end. Type room for your way beside the source's, second to read it again with the notes, "
    "transcript to keep it as a file, chapters or restart to play on, quit to leave."
)


def heading_words(heading: Heading) -> str:
    """A heading as it is read aloud: `Chapter 5. The Knock. Reality, minute 12 of 90.`"""
    words = f"Chapter {heading.number}. {heading.title}."
    if heading.part_name and heading.minutes:
        words += f" {heading.part_name}, minute {heading.minute} of {heading.minutes}."
    return words


_DO: dict[str, tuple[str, str]] = {
    "search": ("lists", "search"),
    "history": ("lists", "history"),
    "map": ("lists", "show_map"),
    "chapters": ("lists", "chapters"),
    "go": ("lists", "go"),
    "help": ("lists", "help_page"),
    "room": ("room", "room"),
    "second": ("room", "second"),
    "notes": ("panes", "notes_here"),
    "note": ("weighing", "own_note"),
    "weigh": ("weighing", "weigh"),
    "hold": ("weighing", "hold"),
    "answer": ("weighing", "answer"),
    "own": ("weighing", "own"),
    "saves": ("keeping", "saves"),
    "save": ("keeping", "save"),
    "load": ("keeping", "load"),
    "rename": ("keeping", "rename"),
    "delete": ("keeping", "delete"),
    "transcript": ("keeping", "transcript"),
    "settings": ("keeping", "settings"),
}
"""Where each command is done, imported when it is asked for."""
_OWN: dict[str, Callable[[Player, str], None]] = {
    "look": Player.look,
    "undo": Player.undo,
    "redo": Player.redo,
    "restart": Player.restart,
    "quit": Player.leave,
}
