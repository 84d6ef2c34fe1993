"""The map of a playthrough: roads taken, roads known from other playthroughs, and how many more there are."""

from collections.abc import Set
from typing import NamedTuple

from engine.playing.playthrough import Playthrough
from engine.reading.prose import plain


class Taken(NamedTuple):
    """A choice that was taken: its words, and the turn that it made (the latest)."""

    turn: int
    text: str


class Road(NamedTuple):
    """A scene on the map, with the choices taken there and how many were not."""

    scene: str
    title: str
    turn: int
    """The turn at which it was last entered, to go back to."""
    taken: tuple[Taken, ...]
    before: tuple[str, ...]
    """Choices taken there in other playthroughs only."""
    unseen: int
    """How many of its choices no playthrough has taken."""
    here: bool


class Band(NamedTuple):
    """A chapter on the map; of one that was not reached, only its number."""

    chapter: str
    number: int
    title: str
    reached: bool
    roads: tuple[Road, ...]
    before: tuple[str, ...]
    """Titles of its scenes that only other playthroughs have seen."""
    unseen: int
    """How many of its scenes no playthrough has seen."""


def bands(play: Playthrough, scenes: Set[str] = frozenset(), choices: Set[str] = frozenset()) -> list[Band]:
    """The map; `scenes` and `choices` are what all playthroughs have seen and taken."""
    story = play.script.story
    entered: dict[str, int] = {}
    taken: dict[str, dict[str, Taken]] = {}
    for turn in play.history():
        if turn.kind != "look":
            entered[turn.scene] = turn.number
        if turn.kind == "choose":
            taken.setdefault(turn.came_from, {})[turn.item] = Taken(turn.number, plain(turn.said))
    here = play.scene.id if play.begun else ""
    found = []
    for index, chapter in enumerate(story.chapters):
        reached = chapter.id in play.chapters_reached
        ids = [f"{chapter.id}/{local}" for local in chapter.scenes]
        roads = []
        for scene_id in ids:
            if scene_id not in entered:
                continue
            scene, own = story.places[scene_id].scene, taken.get(scene_id, {})
            known = [one for one in scene.choices if f"{scene_id}.{one.id}" in choices and one.id not in own]
            roads.append(
                Road(
                    scene_id,
                    scene.title,
                    entered[scene_id],
                    tuple(sorted(own.values())),
                    tuple(plain(one.text) for one in known),
                    len(scene.choices) - len(own) - len(known),
                    scene_id == here,
                )
            )
        elsewhere = [one for one in ids if one in scenes and one not in entered]
        found.append(
            Band(
                chapter.id,
                index + 1,
                chapter.title if reached else "",
                reached,
                tuple(sorted(roads, key=lambda road: road.turn)),
                tuple(story.places[one].scene.title or one for one in elsewhere) if reached else (),
                len(ids) - len(roads) - (len(elsewhere) if reached else 0),
            )
        )
    return found
