"""Stories as plain data, edits of them, and the plainest replay of a log over them."""

import random
from collections.abc import Callable
from typing import Any

from engine.playing.events import Event
from engine.playing.script import Script
from tests.building import make_script

FLAGS = tuple(f"f{number}" for number in range(4))


class Draft:
    """A story as plain data, so that it can be edited: its scenes by chapter, old ids of chapters, variables."""

    def __init__(self, seed: int) -> None:
        chance = random.Random(seed)
        names = {chapter: [f"{chapter[:2]}{n}" for n in range(6)] for chapter in ("one", "two", "three")}
        everywhere = [f"{chapter}/{name}" for chapter, own in names.items() for name in own]
        self.flags = list(FLAGS)
        self.aka: dict[str, list[str]] = {}
        self.chapters: dict[str, dict[str, Any]] = {
            chapter: {
                name: {
                    "text": f"Text of {name}.",
                    "looks": [
                        {"id": f"l{n}", "name": f"thing {n}", "text": "It is.", "aka": ["it"]} for n in range(2)
                    ],
                    "choices": [
                        {
                            "id": f"c{n}",
                            "text": f"Choice number {n}",
                            "to": chance.choice(everywhere),
                            "effects": [f"{chance.choice(FLAGS)} = true"],
                            **({"when": chance.choice(FLAGS)} if n == 2 else {}),
                        }
                        for n in range(3)
                    ],
                }
                for name in own
            }
            for chapter, own in names.items()
        }

    @property
    def script(self) -> Script:
        chapters = {
            chapter: {"aka": self.aka.get(chapter, []), "scenes": scenes} for chapter, scenes in self.chapters.items()
        }
        return make_script(chapters, {flag: {"start": False} for flag in self.flags})

    @property
    def scenes(self) -> dict[str, Any]:
        return {f"{chapter}/{name}": scene for chapter, own in self.chapters.items() for name, scene in own.items()}

    @property
    def choices(self) -> list[dict[str, Any]]:
        return [choice for scene in self.scenes.values() for choice in scene["choices"]]

    def lead(self, to: dict[str, str]) -> None:
        """Let choices lead elsewhere."""
        for choice in self.choices:
            choice["to"] = to.get(choice["to"], choice["to"])

    def lead_on(self) -> None:
        """Let choices that lead nowhere lead to the first scene."""
        scenes = self.scenes
        for choice in self.choices:
            choice["to"] = choice["to"] if choice["to"] in scenes else next(iter(scenes))


def rename_scene(draft: Draft, chance: random.Random) -> None:
    at = chance.choice(list(draft.scenes))
    chapter, _, name = at.partition("/")
    scenes = draft.chapters[chapter]
    scenes[name]["aka"] = [*scenes[name].get("aka", []), name]
    draft.chapters[chapter] = {(f"{name}-new" if key == name else key): scene for key, scene in scenes.items()}
    draft.lead({at: f"{at}-new"})


def rename_chapter(draft: Draft, chance: random.Random) -> None:
    old = chance.choice(list(draft.chapters))
    new = f"{old}-new"
    draft.aka[new] = [*draft.aka.pop(old, []), old]
    draft.lead({f"{old}/{name}": f"{new}/{name}" for name in draft.chapters[old]})
    draft.chapters = {(new if key == old else key): scenes for key, scenes in draft.chapters.items()}


def rename_choice(draft: Draft, chance: random.Random) -> None:
    choice = chance.choice(draft.choices)
    choice["aka"] = [*choice.get("aka", []), choice["id"]]
    choice["id"] += "x"


def rename_look(draft: Draft, chance: random.Random) -> None:
    if looks := chance.choice(list(draft.scenes.values()))["looks"]:
        one = chance.choice(looks)
        one["aka"] = [*one["aka"], one["id"]]
        one["id"] += "x"


def remove_look(draft: Draft, chance: random.Random) -> None:
    if looks := chance.choice(list(draft.scenes.values()))["looks"]:
        looks.pop(chance.randrange(len(looks)))


def reword(draft: Draft, chance: random.Random) -> None:
    scene = chance.choice(list(draft.scenes.values()))
    scene["text"] += " And more."
    chance.choice(scene["choices"])["text"] = "In other words"
    chance.shuffle(scene["choices"])


def remove_scene(draft: Draft, chance: random.Random) -> None:
    scenes = chance.choice(list(draft.chapters.values()))
    if len(scenes) > 2:
        del scenes[chance.choice(list(scenes))]
        draft.lead_on()


def remove_chapter(draft: Draft, chance: random.Random) -> None:
    if len(draft.chapters) > 1:
        del draft.chapters[chance.choice(list(draft.chapters))]
        draft.lead_on()


def remove_choice(draft: Draft, chance: random.Random) -> None:
    choices = chance.choice(list(draft.scenes.values()))["choices"]
    if len(choices) > 1:
        choices.pop(chance.randrange(len(choices)))


def reorder(draft: Draft, chance: random.Random) -> None:
    chapter = chance.choice(list(draft.chapters))
    scenes = list(draft.chapters[chapter].items())
    chance.shuffle(scenes)
    draft.chapters[chapter] = dict(scenes)


def reorder_chapters(draft: Draft, _: random.Random) -> None:
    draft.chapters = dict(reversed(draft.chapters.items()))


def drop_flag(draft: Draft, chance: random.Random) -> None:
    """A variable goes, with all that sets it or asks for it."""
    if draft.flags:
        flag = draft.flags.pop(chance.randrange(len(draft.flags)))
        for choice in draft.choices:
            choice["effects"] = [one for one in choice["effects"] if not one.startswith(flag)]
            if choice.get("when") == flag:
                del choice["when"]


Edit = Callable[[Draft, random.Random], None]
KIND: list[Edit] = [rename_scene, rename_chapter, rename_choice, rename_look, reword, reorder_chapters]
UNKIND: list[Edit] = [*KIND, remove_look, remove_scene, remove_chapter, remove_choice, reorder, drop_flag]


class Walk:
    """A log replayed over a draft by the plainest means, to hold the engine's own replay against.

    `done` has the events under their present names, `left` how many looks are gone, `stopped` the first event that
    cannot happen, and `nearest` the chapter that the whole log had come to last.
    """

    def __init__(self, draft: Draft, events: tuple[Event, ...]) -> None:
        self.draft = draft
        self.done: list[Event] = []
        self.left = 0
        self.stopped: Event | None = None
        self.here = ""
        self.flags: set[str] = set()
        self._entered: dict[str, set[str]] = {}
        for event in events:
            try:
                self._take(event)
            except KeyError:
                if event.kind != "look" or not self.here:
                    self.stopped = event
                    break
                self.left += 1
        chapters = [self._come_to(event) for event in events]
        self.nearest = next((one for one in reversed(chapters) if one), next(iter(draft.chapters)))

    def _take(self, event: Event) -> None:
        if event.kind in ("begin", "jump"):
            chapter = self._chapter(event.where)
            if not chapter:
                raise KeyError(event.where)
            self.flags = self._entered.setdefault(chapter, set()).copy()
            self.here = f"{chapter}/{next(iter(self.draft.chapters[chapter]))}"
            self.done.append(Event(event.kind, chapter))
            return
        scene = self._scene(event.where)
        item = self._item(scene, "looks" if event.kind == "look" else "choices", event.what)
        if scene != self.here or not {item.get("when")} <= {None, *self.flags}:
            raise KeyError(scene)
        self.done.append(Event(event.kind, scene, item["id"]))
        if event.kind == "choose":
            self.flags |= {one.partition(" ")[0] for one in item["effects"]}
            self.here = item["to"]
            self._entered.setdefault(self.here.partition("/")[0], self.flags.copy())

    def _chapter(self, known_as: str) -> str:
        return next((one for one in self.draft.chapters if known_as in (one, *self.draft.aka.get(one, []))), "")

    def _scene(self, known_as: str) -> str:
        chapter, _, name = known_as.partition("/")
        chapter = self._chapter(chapter)
        scenes = self.draft.chapters[chapter]
        return f"{chapter}/" + {old: key for key, one in scenes.items() for old in (key, *one.get("aka", []))}[name]

    def _item(self, scene: str, kind: str, known_as: str) -> dict[str, Any]:
        ones: list[dict[str, Any]] = self.draft.scenes[scene][kind]
        return {old: one for one in ones for old in (*one.get("aka", []), one["id"])}[known_as]

    def _come_to(self, event: Event) -> str:
        try:
            scene = self._scene(event.where)
            return str(self._item(scene, "choices", event.what)["to"]).partition("/")[0]
        except KeyError:
            return self._chapter(event.where.partition("/")[0])
