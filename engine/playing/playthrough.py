"""One reader's way through a story: a log of events, and what follows from it.

No clock, no files, no chance: the same story and the same log give the same playthrough. Each turn keeps what it
changed, so undo costs the same at any length, and nothing is copied a turn.
"""

from collections.abc import Iterable
from itertools import chain
from typing import Any, Literal

from msgspec import Struct

from engine.playing.events import Event
from engine.playing.moment import Moment, Option, Paragraph, Sight, Turn
from engine.playing.script import Passage, PlayChoice, PlayScene, Script
from engine.problems import EngineError
from engine.reading.expressions import Effect, Value

_Change = tuple[Any, Any, Any]
"""A mapping, the key that was changed in it, and the value that stood there (or _ABSENT)."""
_ABSENT = object()


class PlayError(EngineError):
    """An event that cannot happen here; nothing was changed."""


class Stop(Struct, frozen=True):
    """Where a replay could not go on: the event, its place in the log (from 0), and why."""

    place: int
    event: Event
    why: str


class _Step(Struct, frozen=True):
    """A turn with what it needs to be taken back."""

    turn: Turn
    event: Event
    changes: list[_Change]
    before: dict[str, Value] | None
    """All values before a jump, which replaces them."""


class Playthrough:
    """Plays events over a script, takes them back, and says what is to be shown."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.values: dict[str, Value] = dict(script.story.start_values)
        self.seen: dict[str, int] = {}
        self.chosen: dict[str, int] = {}
        self.looked: dict[str, int] = {}
        self.turns = 0
        """How many choices have been taken."""
        self.kept: dict[str, str] = {}
        """The reader's own words, by key; undo leaves them."""
        self._steps: list[_Step] = []
        self._undone: list[Event] = []
        self._entered: dict[str, dict[str, Value]] = {}
        self._scene: PlayScene | None = None

    def do(self, event: Event) -> None:
        """Let an event happen. Raises PlayError, having changed nothing, when it cannot."""
        match event.kind:
            case "choose":
                self._choose(event)
            case "look":
                self._look(event)
            case "begin" | "jump":
                self._enter_chapter(event)
            case "undo":
                self._undo()
            case "redo":
                self._redo()
            case "keep":
                self.kept.pop(event.where, None)
                if event.what:
                    self.kept[event.where] = event.what
            case _:
                raise PlayError(f"no event {event.kind!r}")

    def _choose(self, event: Event, redo: bool = False) -> None:
        scene = self._here(event.where)
        option = scene.choices.get(event.what)
        if option is None:
            raise PlayError(f"no choice {event.what!r} in {scene.id}")
        if why := self._closed(option):
            raise PlayError(f"the choice {event.what!r} in {scene.id} is closed: {why}")
        try:
            entered = self.script.scene(option.to)
        except KeyError:
            raise PlayError(f"the choice {event.what!r} leads to no scene") from None
        changes: list[_Change] = []
        _count(self.chosen, option.key, changes)
        _apply(option.effects, self, changes)
        told = _told(option.after, self)
        self.turns += 1
        opens = entered.chapter.id != scene.chapter.id
        if opens and entered.chapter.id not in self._entered:
            _set(self._entered, entered.chapter.id, dict(self.values), changes)
        self._enter(entered, changes)
        told += _told(entered.text, self)
        turn = Turn(len(self._steps), "choose", entered.id, scene.id, event.what, option.choice.text, told, opens)
        self._add(_Step(turn, event, changes, None), redo)

    def _look(self, event: Event, redo: bool = False) -> None:
        scene = self._here(event.where)
        look = scene.looks.get(event.what)
        if look is None or (look.when is not None and not look.when(self)):
            raise PlayError(f"nothing called {event.what!r} to look at in {scene.id}")
        changes: list[_Change] = []
        _count(self.looked, look.key, changes)
        _apply(look.effects, self, changes)
        told = _told(look.text, self)
        turn = Turn(len(self._steps), "look", scene.id, scene.id, event.what, look.look.name, told, False)
        self._add(_Step(turn, event, changes, None), redo)

    def _enter_chapter(self, event: Event, redo: bool = False) -> None:
        story = self.script.story
        index = story.chapter_index.get(event.where)
        if index is None:
            raise PlayError(f"no chapter {event.where!r}")
        if event.kind == "begin" and self._steps:
            raise PlayError("this playthrough has begun already")
        if event.kind == "jump" and not self._steps:
            raise PlayError("this playthrough has not begun")
        chapter = story.chapters[index]
        before, came_from = self.values, self._scene.id if self._scene else ""
        self.values = dict(self._entered.get(chapter.id) or self.script.story.start_values | chapter.enter)
        changes: list[_Change] = []
        if chapter.id not in self._entered:
            _set(self._entered, chapter.id, dict(self.values), changes)
        entered = self.script.scene(story.chapter_start(chapter))
        self._enter(entered, changes)
        told = _told(entered.text, self)
        kind: Literal["begin", "jump"] = "begin" if event.kind == "begin" else "jump"
        turn = Turn(len(self._steps), kind, entered.id, came_from, chapter.id, chapter.title, told, True)
        self._add(_Step(turn, event, changes, before), redo)

    def _enter(self, scene: PlayScene, changes: list[_Change]) -> None:
        self._scene = scene
        _count(self.seen, scene.id, changes)
        _apply(scene.effects, self, changes)

    def _add(self, step: _Step, redo: bool) -> None:
        self._steps.append(step)
        if not redo:
            self._undone.clear()

    def _undo(self) -> None:
        if not self.can_undo:
            raise PlayError("nothing to undo")
        step = self._steps.pop()
        for mapping, key, old in reversed(step.changes):
            if old is _ABSENT:
                del mapping[key]
            else:
                mapping[key] = old
        if step.before is not None:
            self.values = step.before
        if step.event.kind == "choose":
            self.turns -= 1
        self._scene = self.script.scene(self._steps[-1].turn.scene)
        self._undone.append(step.event)

    def _redo(self) -> None:
        if not self._undone:
            raise PlayError("nothing to redo")
        event = self._undone.pop()
        match event.kind:
            case "choose":
                self._choose(event, redo=True)
            case "look":
                self._look(event, redo=True)
            case _:
                self._enter_chapter(event, redo=True)

    @property
    def begun(self) -> bool:
        """Whether anything has happened."""
        return bool(self._steps)

    @property
    def can_undo(self) -> bool:
        """Whether there is a turn to take back; the beginning stays."""
        return len(self._steps) > 1

    @property
    def can_redo(self) -> bool:
        """Whether an undone turn can be had again."""
        return bool(self._undone)

    @property
    def log(self) -> tuple[Event, ...]:
        """The events that give this playthrough, what was undone left out, the reader's kept words last."""
        kept = tuple(Event("keep", key, text) for key, text in self.kept.items())
        return tuple(step.event for step in self._steps) + kept

    @property
    def length(self) -> int:
        """How many turns there are, the beginning included."""
        return len(self._steps)

    def turn(self, number: int) -> Turn:
        """The turn of that number; negative numbers count from the last. Raises IndexError."""
        return self._steps[number].turn

    def history(self, start: int = 0, stop: int | None = None) -> list[Turn]:
        """The turns from `start` up to `stop`."""
        return [step.turn for step in self._steps[start:stop]]

    @property
    def chapters_reached(self) -> frozenset[str]:
        """The ids of the chapters that have been entered."""
        return frozenset(self._entered)

    @property
    def scene(self) -> PlayScene:
        """Where the reader is. Raises PlayError before the beginning."""
        if self._scene is None:
            raise PlayError("this playthrough has not begun")
        return self._scene

    @property
    def ended(self) -> bool:
        """Whether the reader stands at an ending."""
        return self._scene is not None and self._scene.ending

    def open_choices(self) -> list[PlayChoice]:
        """The choices that can be taken now."""
        return [option for option in self.scene.choices.values() if not self._closed(option)]

    def moment(self) -> Moment:
        """What is to be shown now. Raises PlayError before the beginning."""
        scene = self.scene
        chosen, looked = self.chosen, self.looked
        options = []
        for option in scene.choices.values():
            why = self._closed(option)
            if not why or (option.choice.closed and not (option.choice.once and option.key in chosen)):
                options.append(Option(option.choice.id, option.choice.text, why, option.key in chosen))
        sights = tuple(
            Sight(one.look.id, one.look.name, one.look.aka, one.key in looked)
            for one in scene.looks.values()
            if one.when is None or one.when(self)
        )
        return Moment(
            self._steps[-1].turn,
            scene.heading,
            scene.title,
            tuple(options),
            sights,
            scene.ending,
            len(self._steps) > 1,
            bool(self._undone),
        )

    def _here(self, scene_id: str) -> PlayScene:
        scene = self.scene
        if scene.id != scene_id:
            raise PlayError(f"the reader is in {scene.id}, not in {scene_id}")
        return scene

    def _closed(self, option: PlayChoice) -> str:
        """Why the choice cannot be taken; empty when it can."""
        if option.choice.once and option.key in self.chosen:
            return "It has been done."
        if option.when is not None and not option.when(self):
            return option.choice.closed or "Not now."
        return ""


def replay(
    script: Script, events: Iterable[Event], left_out: list[Event] | None = None
) -> tuple[Playthrough, Stop | None]:
    """Play a log as far as it goes, following renamed ids; says where and why it stopped, if it did.

    Words that the reader kept are taken over even from beyond the place where it stopped. With `left_out`, a look
    that cannot be had stops nothing and is added there; the log may then hold no undo, which would take back another.
    """
    play = Playthrough(script)
    stop: Stop | None = None
    for index, event in enumerate(events):
        if stop is not None and event.kind != "keep":
            continue
        try:
            play.do(event)
        except PlayError as error:
            now = renamed(script, event)
            try:
                if now == event:
                    raise
                play.do(now)
            except PlayError:
                if event.kind == "look" and left_out is not None and play.begun:
                    left_out.append(event)
                else:
                    stop = Stop(index, event, str(error))
    return play, stop


def renamed(script: Script, event: Event) -> Event:
    """The event with ids that the story has renamed brought up to date."""
    aliases = script.story.aliases
    where = aliases.get(event.where, event.where)
    if where == event.where and "/" in where and where not in script.story.places:
        chapter, _, local = where.partition("/")
        moved = f"{aliases.get(chapter, chapter)}/{local}"
        where = aliases.get(moved, moved)
    if event.kind == "look":
        return Event(event.kind, where, _renamed_look(script, where, event.what))
    what = event.what
    for key in (f"{where}.{what}", f"{event.where}.{what}"):
        if new := aliases.get(key):
            what = new.rpartition(".")[2]
            break
    return Event(event.kind, where, what)


def _renamed_look(script: Script, where: str, what: str) -> str:
    """The id of the scene's look that was once called so; the id as it is where there is none."""
    place = script.story.places.get(where)
    looks = place.scene.looks if place is not None else ()
    if any(one.id == what for one in looks):
        return what
    return next((one.id for one in looks if what in one.aka), what)


def _count(counts: dict[str, int], key: str, changes: list[_Change]) -> None:
    old = counts.get(key)
    if old is None:
        changes.append((counts, key, _ABSENT))
        counts[key] = 1
    else:
        changes.append((counts, key, old))
        counts[key] = old + 1


def _set(mapping: dict[str, Any], key: str, value: Any, changes: list[_Change]) -> None:
    changes.append((mapping, key, mapping.get(key, _ABSENT)))
    mapping[key] = value


def _apply(effects: tuple[Effect, ...], play: Playthrough, changes: list[_Change]) -> None:
    values = play.values
    for effect in effects:
        variable = effect.variable
        old, new = values[variable], effect.value(play)
        if new != old:
            changes.append((values, variable, old))
            values[variable] = new


def _told(passages: tuple[Passage, ...], condition_of: Any) -> tuple[Paragraph, ...]:
    if len(passages) == 1 and passages[0].when is None:
        return passages[0].told
    told = (one.told if one.when is None or one.when(condition_of) else one.otherwise for one in passages)
    return tuple(chain.from_iterable(told))
