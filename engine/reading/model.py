"""The typed story: the one place where the schema of a story's files is written down.

The reader converts files to these types, and the checker reports against them. All of them are frozen; unknown keys
are refused.
"""

from typing import Literal

from msgspec import Struct, field


class Part(Struct, frozen=True, forbid_unknown_fields=True):
    """A stretch of the whole (such as a film's first fifty minutes), shown in the progress strip."""

    id: str
    name: str
    minutes: int
    """How long the part is, in minutes."""


class Variable(Struct, frozen=True, forbid_unknown_fields=True):
    """A variable that the story remembers: a number, a yes or no, or one word of several."""

    start: bool | int | str
    """The value before anything has happened; its type is the variable's type."""
    min: int | None = None
    """Lowest value of a number; an effect that would go below stops here."""
    max: int | None = None
    """Highest value of a number."""
    values: tuple[str, ...] = ()
    """The words that a word variable may hold."""
    about: str = ""
    """What it stands for, for authors."""


class Act(Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of act that a choice can be (such as paid, given, taken, refused), counted in the balance."""

    id: str
    name: str
    sign: str
    """One character that stands for it in a chart; tells without colour."""


class Palette(Struct, frozen=True, forbid_unknown_fields=True):
    """The colours of a stretch of the story, as `#rrggbb`."""

    background: str
    surface: str
    """Panes, rail and strip."""
    text: str
    muted: str
    """Apparatus: numbers, sources, what was read before."""
    accent: str
    """The active choice, the marker, the focus."""
    dark: bool = True


class ProseRules(Struct, frozen=True, forbid_unknown_fields=True):
    """What the checker holds the prose against."""

    banned: tuple[str, ...] = ()
    """Phrases that no scene may use."""
    longest_sentence: int = 40
    """Words; a longer sentence is a warning."""
    same_opening: int = 4
    """Two scenes that begin with this many equal words are a warning."""
    most_choices: int = 10
    """More choices than this in one scene are a warning."""


class StoryFile(Struct, frozen=True, forbid_unknown_fields=True):
    """`story.yaml`: what holds for the whole story."""

    id: str
    title: str
    chapters: tuple[str, ...]
    """Chapter ids in order."""
    subtitle: str = ""
    about: str = ""
    """Shown on the about page."""
    welcome: str = ""
    """Shown on the title page."""
    spoiler_notice: str = ""
    content_notice: str = ""
    version: str = "1"
    language: str = "en"
    you: str = "you"
    """What the panes call the reader's character."""
    parts: tuple[Part, ...] = ()
    variables: dict[str, Variable] = {}
    acts: tuple[Act, ...] = ()
    palettes: dict[str, Palette] = {}
    prose: ProseRules = ProseRules()
    rules: dict[str, Literal["off", "warning", "error"]] = {}
    """Switches of the checker's rules, by rule name."""


class Block(Struct, frozen=True, forbid_unknown_fields=True):
    """A passage that is told only when its condition holds."""

    text: str
    when: str = ""
    """A condition; an empty one always holds."""
    otherwise: str = field(name="else", default="")
    """Told when the condition does not hold."""


Prose = str | tuple[str | Block, ...]
"""Markdown paragraphs, or a list of such and of conditional blocks."""


class Look(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Something that can be looked at without going on."""

    id: str
    name: str
    """What the reader sees and may type: `the ring`."""
    text: Prose
    when: str = ""
    effects: tuple[str, ...] = ()
    aka: tuple[str, ...] = ()
    """Other words a reader may type for it; an old id among them is kept alive for saves."""


class Choice(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One thing that can be done in a scene."""

    id: str
    text: str
    """What the reader chooses, two to nine words."""
    to: str
    """The scene it leads to: `scene` in the same chapter, or `chapter/scene`, or a chapter's id for its start."""
    when: str = ""
    """A condition; if it fails the choice is hidden, or shown closed when `closed` says why."""
    closed: str = ""
    """Why it is closed, said to the reader."""
    once: bool = False
    """It goes away once it has been chosen."""
    effects: tuple[str, ...] = ()
    after: Prose = ()
    """Told after the choice, before the scene that it leads to."""
    act: str = ""
    """Which of the story's acts it is, for the balance."""
    kind: Literal["", "manner", "notice", "meaning", "road"] = ""
    """How she does it, where she looks, what it means, or a road that is tried and closes."""
    aka: tuple[str, ...] = ()
    """Old ids of this choice, kept alive for saves."""


class Scene(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A moment of a chapter: prose, things to look at, choices."""

    text: Prose
    title: str = ""
    """For lists and the map, never a spoiler of what comes after."""
    beats: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    """Happen when the scene is entered, before its text is told."""
    looks: tuple[Look, ...] = ()
    choices: tuple[Choice, ...] = ()
    ending: bool = False
    """The story may end here."""
    aka: tuple[str, ...] = ()
    """Old ids of this scene, kept alive for saves."""


class Chapter(Struct, frozen=True, forbid_unknown_fields=True):
    """`chapters/NN-name.yaml`: a chapter's scenes, in the file's order; the first is its start."""

    id: str
    title: str
    scenes: dict[str, Scene]
    part: str = ""
    minutes: int = 0
    """How many minutes of its part the chapter takes."""
    palette: str = ""
    epigraph: str = ""
    """A line on the chapter's opening card."""
    enter: dict[str, bool | int | str] = {}
    """The variables' values when the chapter is entered on its own: the way so far as it is taken to be."""
    aka: tuple[str, ...] = ()


NoteKind = Literal["fact", "reported", "reading"]
"""A fact of the source, what the source reports somebody as saying, or an interpretation."""
Reveals = Literal["here", "chapter", "film"]
"""A note shows when its scene is reached, when its chapter has been left, or when the end has been reached."""


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a note's words come from."""

    id: str
    name: str
    """As printed under a note."""
    about: str = ""


class Pane(Struct, frozen=True, forbid_unknown_fields=True):
    """A commentary pane: its name, its key, the word that opens it in the line-mode player, and when it opens."""

    id: str
    name: str
    key: str
    """One lower-case letter."""
    command: str
    kind: Literal["notes", "readings", "sources"]
    opens: str = ""
    """The chapter, or the scene (`chapter/scene`), at which it opens; empty for from the start."""
    about: str = ""
    """One or two sentences at its top."""
    balance: dict[str, str] = {}
    """For a notes pane with a balance chart: chapter id to the act that the source tells of there."""
    balance_title: str = ""
    """Heads the source's own line under the chart, such as `as the article tells it`."""


class Note(Struct, frozen=True, forbid_unknown_fields=True):
    """A note on one decision or fact, in step with a scene."""

    id: str
    at: str
    """The scene it belongs to: `chapter/scene`."""
    title: str
    """The decision as a question, or the fact's name."""
    text: str
    """What she does, and why."""
    kind: NoteKind
    source: str
    on: str = ""
    """Words of the paragraph it is tied to; empty for the scene's first."""
    by: str = ""
    """Whose reading or word it is."""
    costs: str = ""
    stood_open: str = ""
    """What else she could have done."""
    source_says: str = ""
    """What the source tells of this decision, when it is not the `text`; for the page that compares."""
    reveals: Reveals = "here"
    beats: tuple[str, ...] = ()
    aka: tuple[str, ...] = ()


class Argument(Struct, frozen=True, forbid_unknown_fields=True):
    """Something in the story that speaks for or against a reading."""

    id: str
    text: str
    kind: NoteKind
    source: str


class Reading(Struct, frozen=True, forbid_unknown_fields=True):
    """One interpretation, as a card."""

    id: str
    name: str
    holder: str
    """Who holds it and where they said so."""
    claim: str
    kind: NoteKind
    source: str
    speaks_for: tuple[Argument, ...]
    speaks_against: tuple[Argument, ...]
    beats: tuple[str, ...] = ()


class Evidence(Struct, frozen=True, forbid_unknown_fields=True):
    """A turn of the reader's own that speaks for or against a reading, counted when it was taken."""

    id: str
    reading: str
    speaks: Literal["for", "against"]
    took: str
    """`chapter/scene.choice`, `chapter/scene.look`, or `chapter/scene`."""
    text: str
    """What it shows, one sentence, to the reader as you."""


class Question(Struct, frozen=True, forbid_unknown_fields=True):
    """A question that the source leaves open, for the reader to answer."""

    id: str
    text: str
    answers: tuple[str, ...] = ()
    """Offered answers; the reader may write their own."""
    source: str = ""


class Page(Struct, frozen=True, forbid_unknown_fields=True):
    """A page of a sources pane, such as cast and crew."""

    id: str
    title: str
    text: str
    kind: NoteKind
    source: str
    reveals: Reveals = "here"
    beats: tuple[str, ...] = ()


class CommentaryFile(Struct, frozen=True, forbid_unknown_fields=True):
    """`commentary/*.yaml`: panes and what stands in them; any file may add to a pane."""

    pane: str = ""
    """The pane that the notes, readings, evidence, questions and pages below belong to."""
    panes: tuple[Pane, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[Note, ...] = ()
    readings: tuple[Reading, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    questions: tuple[Question, ...] = ()
    pages: tuple[Page, ...] = ()


class Beat(Struct, frozen=True, forbid_unknown_fields=True):
    """A fact that the story must tell, or that the commentary must discuss."""

    id: str
    text: str
    kind: Literal["told", "discussed"]
    heading: str = ""
    """The section of the source that has it."""


class BeatsFile(Struct, frozen=True, forbid_unknown_fields=True):
    """`beats.yaml`."""

    beats: tuple[Beat, ...] = ()
