"""The moment: the one value that a presenter shows. Presenters decide nothing; they draw it and send commands."""

from typing import Literal

from msgspec import Struct


class Paragraph(Struct, frozen=True):
    """A paragraph to show.

    `text` has emphasis marks (see `prose.spans`). `kind` is `scene`, `after` (what a choice brought about) or `look`.
    `notes` are the ids of the notes tied to it.
    """

    text: str
    kind: Literal["scene", "after", "look"] = "scene"
    notes: tuple[str, ...] = ()


class Option(Struct, frozen=True):
    """A choice as the reader sees it: `why` says why it is closed, and is empty when it is open."""

    id: str
    text: str
    why: str = ""
    taken: bool = False
    """It was taken before in this playthrough."""

    @property
    def open(self) -> bool:
        """Whether it can be taken."""
        return not self.why


class Sight(Struct, frozen=True):
    """Something that can be looked at; `seen` when it has been."""

    id: str
    name: str
    aka: tuple[str, ...]
    seen: bool


class Heading(Struct, frozen=True):
    """Where a scene stands: its chapter, counted from 1, and its minute in the chapter's part.

    `minute` and `minutes` count within the part (`reality, 12 of 90`); `fraction` is how far the chapter has come.
    """

    chapter: str
    number: int
    title: str
    palette: str
    part: str
    part_name: str
    minute: int
    minutes: int
    fraction: float


class Turn(Struct, frozen=True):
    """One turn as it was told.

    `number` counts from 0 (begin). `kind` is the event's. `scene` is the scene that the turn led to, `came_from` the
    one that it was made in. `said` is the choice's text or the look's name; `told` what was told after it.
    """

    number: int
    kind: Literal["begin", "choose", "look", "jump"]
    scene: str
    came_from: str
    item: str
    said: str
    told: tuple[Paragraph, ...]
    opens_chapter: bool
    """A chapter's card stands before it."""

    def note_key(self, paragraph: int) -> str:
        """What a reader's own note to a paragraph of it, counted from 0, is kept under."""
        return f"note:{self.number}:{self.scene}:{max(paragraph, 0)}"


class Moment(Struct, frozen=True):
    """What is to be shown now."""

    turn: Turn
    heading: Heading
    title: str
    options: tuple[Option, ...]
    sights: tuple[Sight, ...]
    ended: bool
    can_undo: bool
    can_redo: bool
