"""Small stories made in a test's own words."""

import random
from typing import Any

import msgspec

from engine.playing.script import Script
from engine.reading.model import Beat, Chapter, CommentaryFile, StoryFile
from engine.reading.story import Story


def make_story(
    chapters: dict[str, dict[str, Any]],
    variables: dict[str, Any] | None = None,
    commentary: list[dict[str, Any]] | None = None,
    **file: Any,
) -> Story:
    """A story from plain data: chapter id to its scenes, or to a whole chapter when it has `scenes`."""
    whole = {"id": "made", "title": "Made", "chapters": list(chapters), "variables": variables or {}, **file}
    read = []
    for name, data in chapters.items():
        fields = data if "scenes" in data else {"scenes": data}
        read.append(msgspec.convert({"id": name, "title": name.title(), **fields}, Chapter))
    notes = tuple(msgspec.convert(one, CommentaryFile) for one in commentary or [])
    beats: tuple[Beat, ...] = ()
    return Story(msgspec.convert(whole, StoryFile), tuple(read), beats, notes)


def make_script(*args: Any, **more: Any) -> Script:
    """As make_story, ready to play."""
    return Script(make_story(*args, **more))


def door() -> Script:
    """Two chapters with a bit of everything: effects, bounds, once-only, closed and hidden choices, looks."""
    return make_script(
        {
            "first": {
                "scenes": {
                    "hall": {
                        "text": ["A hall.\n\nA *long* one.", {"when": "seen(hall) > 1", "text": "Again the hall."}],
                        "looks": [
                            {"id": "lamp", "name": "the lamp", "text": "It is lit.", "effects": ["nerve += 1"]},
                            {"id": "cat", "name": "the cat", "when": "nerve > 1", "text": "Asleep."},
                        ],
                        "choices": [
                            {"id": "knock", "text": "Knock at once", "to": "door", "effects": ["nerve += 2"]},
                            {"id": "wait", "text": "Wait a while", "to": "hall", "once": True, "after": "You wait."},
                            {"id": "force", "text": "Force it", "to": "door", "when": "nerve > 4", "closed": "Weak."},
                            {"id": "sing", "text": "Sing to it", "to": "door", "when": "sung"},
                        ],
                    },
                    "door": {
                        "text": [{"when": "nerve >= 2", "text": "It opens.", "else": "It creaks."}],
                        "effects": ["mood = 'bold'"],
                        "choices": [
                            {"id": "in", "text": "Go in now", "to": "second"},
                            {"id": "back", "text": "Go back again", "to": "hall", "effects": ["nerve -= 9"]},
                        ],
                    },
                }
            },
            "second": {
                "enter": {"nerve": 3},
                "scenes": {
                    "room": {
                        "text": [{"when": "chosen(first/hall.wait)", "text": "You waited for this."}, "A room."],
                        "choices": [{"id": "sit", "text": "Sit right down", "to": "end"}],
                    },
                    "end": {"text": "The end.", "ending": True},
                },
            },
        },
        {
            "nerve": {"start": 0, "min": -5, "max": 5},
            "sung": {"start": False},
            "mood": {"start": "shy", "values": ["shy", "bold"]},
        },
    )


def random_script(seed: int, scenes: int = 30) -> Script:
    """A seeded story without an ending: three choices a scene, one of them conditional, flags and a number."""
    chance = random.Random(seed)
    names = [f"s{number}" for number in range(scenes)]
    made = {
        name: {
            "text": [
                f"Scene {name}.",
                {"when": f"f{chance.randrange(6)}", "text": f"Flagged {name}.", "else": "No."},
            ],
            "effects": [f"f{chance.randrange(6)} = {chance.choice(['true', 'false'])}"],
            "looks": [{"id": "it", "name": "it", "text": "It.", "effects": ["n += 1"]}],
            "choices": [
                {"id": "a", "text": "One way on", "to": chance.choice(names), "effects": ["n += 1"]},
                {"id": "b", "text": "Another way", "to": chance.choice(names), "effects": ["n -= 2"]},
                {"id": "c", "text": "A third", "to": chance.choice(names), "when": f"f{chance.randrange(6)}"},
            ],
        }
        for name in names
    }
    half = scenes // 2
    first = {name: made[name] for name in names[:half]}
    second = {name: made[name] for name in names[half:]}
    for part, own, other in ((first, "one", "two"), (second, "two", "one")):
        for scene in part.values():
            for choice in scene["choices"]:  # type: ignore[attr-defined]
                if choice["to"] not in part:
                    choice["to"] = f"{other}/{choice['to']}"
        assert own
    flags = {f"f{number}": {"start": False} for number in range(6)}
    return make_script({"one": first, "two": second}, {**flags, "n": {"start": 0, "min": -5, "max": 5}})


def notes_in_the_second_chapter() -> Script:
    """Two chapters, and a pane of notes with one on the second."""
    note = {"id": "n", "at": "b/s", "title": "Why here?", "text": "So.", "kind": "reading", "source": "me"}
    pane = {"id": "p", "name": "Marginalia", "key": "p", "command": "margins", "kind": "notes"}
    return make_script(
        {
            "a": {"r": {"text": "Here.", "choices": [{"id": "on", "text": "Go on then", "to": "b"}]}},
            "b": {"s": {"text": "There.", "ending": True}},
        },
        None,
        [{"panes": [pane], "pane": "p", "notes": [note]}],
    )
