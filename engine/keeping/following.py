"""Following a save over a story that may have changed since, and what the reader is told of it."""

from msgspec import Struct

from engine.keeping.journal import compact
from engine.playing.events import Event
from engine.playing.playthrough import Playthrough, Stop, renamed, replay
from engine.playing.script import Script

_MOST_NAMED = 3


class Followed(Struct, frozen=True):
    """What came of a save: the playthrough, where it stopped, what was replayed, and the looks left out of that."""

    play: Playthrough
    stop: Stop | None
    events: tuple[Event, ...]
    left_out: tuple[Event, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether the story still has everything that happened."""
        return self.stop is None and not self.left_out


def follow(script: Script, events: tuple[Event, ...]) -> Followed:
    """Replay what a save holds.

    Where the story has changed, that is without what the reader had taken back, and without looks that are gone.
    """
    play, stop = replay(script, events)
    if stop is None:
        return Followed(play, None, events)
    short = compact(events)  # a look that is left out may not be what an undo takes back
    left_out: list[Event] = []
    play, stop = replay(script, short, left_out)
    return Followed(play, stop, short, tuple(left_out))


def explain(found: Followed, events: tuple[Event, ...], kept_as: str) -> str:
    """A line for the reader about a save that could not be followed whole, and the nearest chapter to its end."""
    gone = _gone(found.left_out)
    kept = f' The whole of it is kept as "{kept_as}".' if kept_as else ""
    if found.stop is None:
        return f"The story has changed since this save.{gone}{kept}"
    why = found.stop.why.rstrip(".")
    story = found.play.script.story
    nearest = story.chapter_index.get(nearest_chapter(found.play.script, events), 0)
    title = story.chapters[nearest].title
    if not found.play.begun:
        return (
            f"This save was made on another version of the story and cannot be followed ({why}). "
            f"It begins anew in chapter {nearest + 1}, {title}.{kept}"
        )
    heading = found.play.moment().heading
    on = f' It had come to chapter {nearest + 1}, {title}; "go {nearest + 1}" takes you there.'
    return (
        f"The story has changed since this save. It goes on to turn {found.play.length - 1}, in chapter "
        f"{heading.number}, {heading.title}; there, {why}.{on if nearest + 1 > heading.number else ''}{gone}{kept}"
    )


def nearest_chapter(script: Script, events: tuple[Event, ...]) -> str:
    """The latest chapter that a log had come to and the story still has, or an empty id."""
    story = script.story
    for event in reversed(compact(events)):
        if event.kind == "keep":
            continue
        now = renamed(script, event)
        come_to = now.where
        if event.kind == "choose" and now.where in story.places:
            taken = script.scene(now.where).choices.get(now.what)
            come_to = taken.to if taken is not None else now.where
        chapter = come_to.partition("/")[0]
        if chapter in story.chapter_index:
            return chapter
    return ""


def _gone(left_out: tuple[Event, ...]) -> str:
    """A sentence on the looks that were left out; empty when there are none."""
    looks = list(dict.fromkeys(f"{one.what} in {one.where}" for one in left_out))
    if not looks:
        return ""
    more = len(looks) - _MOST_NAMED
    named = ", ".join(looks[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
    return f" What you looked at and can no longer be seen there is left out: {named}."
