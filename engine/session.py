"""One sitting of one reader: the playthrough, its save, the settings. Both presenters go through this."""

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.clean import clean
from engine.collector import no_gc
from engine.keeping.following import explain, follow, nearest_chapter
from engine.keeping.journal import OpenSave
from engine.keeping.memory import Memory
from engine.keeping.saves import AUTO, EARLIER, Saves, Slot
from engine.keeping.settings import load_settings, save_settings, settings_now
from engine.playing.events import UNDO, Event, begin, choose, jump, look
from engine.playing.moment import Moment
from engine.playing.playthrough import Playthrough
from engine.playing.script import Script

if TYPE_CHECKING:
    from engine.playing.commentary import Commentary


class Session:
    """Plays events, keeps each at once, and never lets a failing disk stop the play.

    `notices` collects lines for the reader (a save that could not be written, a story that has changed); presenters
    show them and empty the list. `guest` says that the reader is at another machine: files they name then stay in
    the data folder.
    """

    def __init__(self, script: Script, data: Path, guest: bool = False, slot: str = AUTO) -> None:
        self.script = script
        self.guest = guest
        self.slot = slot
        """Where the playthrough is kept, unless another program is playing that slot."""
        self.data = data
        self.notices: list[str] = []
        self.settings, notice = load_settings(data)
        self.tell(notice)
        self.saves = Saves(data / "saves" / script.story.file.id, script)
        self.memory = Memory(data / "saves" / script.story.file.id / "memory.json")
        self.tell(self.memory.notice)
        self.play = Playthrough(script)
        self._save: OpenSave | None = None
        self._left_in = ""
        """Where the playthrough is that was let go of last, if it is not in the slot."""
        self._unkept: list[tuple[Event, ...]] = []
        """Playthroughs that were left for others while the disk did not take them."""

    @property
    def can_resume(self) -> bool:
        """Whether there is a playthrough to go on with."""
        return self._save is not None or self.saves.exists(self._resumable)

    @property
    def _resumable(self) -> str:
        return self._left_in if self.saves.exists(self._left_in) else self.slot

    @property
    def kept_in(self) -> str:
        """The slot that is being played; empty when nothing is."""
        return self._save.name if self._save is not None else ""

    def start(self, chapter: str = "") -> Moment:
        """Begin anew, at a chapter if one is named; what was played in the slot is kept as an older one."""
        self._leave()
        self.play = Playthrough(self.script)
        self._save = self.saves.begin(self.slot)
        self.tell(self._save.notice)
        return self.do(begin(chapter or self.script.first_chapter))

    def resume(self) -> Moment:
        """Go on with what was let go of last, or where the slot left off. Raises SaveError when there is none."""
        self.close()
        if self._save is not None:
            return self.moment  # it goes on from here, for the disk has less of it
        return self._open(self._resumable)

    def _open(self, slot: str) -> Moment:
        with no_gc():
            opened = self.saves.open(slot)
            self.tell(opened.notice)
            self._follow(opened)
        return self.moment

    def load(self, name: str) -> Moment:
        """Go on from a copy of a named slot, which stays as it is. Raises SaveError."""
        events, notice = self.saves.found(name)
        if name == self.slot == self.kept_in:
            return self.resume()
        self._leave()
        if name == self.slot:
            return self._open(name)
        opened = self.saves.begin(self.slot, events)
        self.tell(notice)
        self.tell(opened.notice)
        self._follow(opened, name)
        return self.moment

    def settle(self) -> bool:
        """Write what the disk has not taken yet; whether all that was played is kept."""
        if self._save is not None:
            self._save = self._found_again(self._save)
            self.tell(self._save.settle())
        self._unkept = [one for one in self._unkept if not self.saves.keep_whole(EARLIER, one, "")]
        return not self._unkept and (self._save is None or self._save.whole)

    def close(self) -> bool:
        """Let go of the save, in which everything is already; whether it is. If not, it is held on to."""
        kept = self.settle()
        if self._save is not None and self._save.whole:
            self._left_in = self._save.name
            self._save.close()
            self._save = None
        self.tell(self.memory.write())
        return kept

    def _leave(self) -> None:
        """Let go of the save; what the disk does not take is tried again whenever something is let go of."""
        self.close()
        if self._save is not None:
            self._unkept.append(self._save.all_events)
            self._save.close()
            self._save = None

    def _found_again(self, save: OpenSave) -> OpenSave:
        """The save; where it was taken away, its place again, or one beside it if another program was quicker."""
        if not save.lost:
            return save
        save.close()
        save = self.saves.begin(save.name, save.all_events)
        self.tell(save.notice)
        self.tell(save.write())
        return save

    def _follow(self, opened: OpenSave, kept_as: str = "") -> None:
        """Replay what a save holds; where the story has changed, the whole is kept, and play goes on from there.

        `kept_as` names the slot that has the whole already.
        """
        events = opened.events
        found = follow(self.script, events)
        self.play = found.play
        if found.whole and found.events != events:
            opened = opened.cut(found.events)
        elif not found.whole:
            kept_as = kept_as or self.saves.keep_whole(self.slot, events)
            self.tell(explain(found, events, kept_as))
            if kept_as:
                opened = opened.cut(self.play.log)
            else:  # the slot is left as it is, for nothing else has the whole
                opened.close()
                opened = self.saves.begin(self.saves.free_name(self.slot), self.play.log)
        self._save = opened
        self.tell(self._save.write())
        if not self.play.begun:
            self.do(begin(nearest_chapter(self.script, events) or self.script.first_chapter))
        for turn in self.play.history():
            self.memory.remember(turn, self.play.ended)

    @property
    def moment(self) -> Moment:
        """What is to be shown now."""
        return self.play.moment()

    @property
    def commentary(self) -> "Commentary":
        """What the panes show now."""
        from engine.playing.commentary import Commentary

        return Commentary(self.play, self.settings.spoilers)

    def do(self, event: Event) -> Moment:
        """Let an event happen and keep it. Raises PlayError, having changed nothing, when it cannot happen."""
        self.play.do(event)
        if self._save is not None:
            self._save = self._found_again(self._save)
            self.tell(self._save.append(event))
        if event.kind != "keep":
            self.memory.remember(self.play.turn(-1), self.play.ended)
        return self.moment

    def choose(self, choice: str) -> Moment:
        """Take a choice of the present scene."""
        return self.do(choose(self.play.scene.id, choice))

    def look(self, item: str) -> Moment:
        """Look at something in the present scene."""
        return self.do(look(self.play.scene.id, item))

    def go(self, chapter: str) -> Moment:
        """Go to a chapter."""
        return self.do(jump(chapter))

    def back_to(self, turn: int) -> Moment:
        """Take back turns until that one is the last."""
        while self.play.length > max(turn, 0) + 1:
            self.do(UNDO)
        return self.moment

    def save_as(self, name: str) -> None:
        """Keep a copy of the playthrough in a named slot. Raises SaveError."""
        self.tell(self.saves.write(name, self.play.log))

    def file(self, name: str) -> Path:
        """The file that the reader names, to write to or to read."""
        if self.guest:
            return self.data / Path(name).name
        try:
            return Path(name).expanduser()
        except RuntimeError:  # there is no such user, so it is a name like any other
            return Path(name)

    def slots(self) -> list[Slot]:
        """All slots, the latest first."""
        return self.saves.slots()

    def change(self, **changes: object) -> None:
        """Change settings, those of another program among them, and keep them. Raises ValueError for a bad value."""
        self.settings = replace(settings_now(self.data, self.settings), **changes)
        self.tell(save_settings(self.data, self.settings))

    def tell(self, notice: str) -> None:
        """Queue a line for the reader."""
        if notice:
            self.notices.append(clean(notice))
