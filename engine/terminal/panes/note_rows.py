"""What a pane of notes shows: the present scene's notes, those of the scene just left, the balance, and the rest."""

from typing import NamedTuple

from engine.playing.commentary import Closed, Commentary, NoteView, provenance, remarks
from engine.playing.moment import Turn
from engine.reading.model import Pane
from engine.terminal.panes.balance import Chart, chart_rows
from engine.terminal.panes.rows import Made, Piece, Row, flow, heading, labelled, remark, stack, told
from engine.terminal.text import MARKER


class NotesState(NamedTuple):
    """What the reader has done in the pane: notes unfolded and folded by hand, and the chart's picked chapter."""

    unfolded: frozenset[str] = frozenset()
    folded: frozenset[str] = frozenset()
    column: int = 0
    listed: bool = False
    everything: bool = False
    """Every note stands unfolded, as in a second reading."""


class Notes(NamedTuple):
    """The pane's rows, and the notes that stand unfolded in them."""

    rows: list[Row]
    shown: dict[str, NoteView]
    """All open notes by id."""
    unfolded: tuple[str, ...]


def note_rows(commentary: Commentary, pane: Pane, turn: Turn, state: NotesState) -> Notes:
    """What the pane shows at a turn."""
    if gate := commentary.gate(pane):
        return Notes([remark("gate", f"{pane.name} {gate}.")], {}, ())
    views = commentary.notes(pane)
    open_views = [view for view in views if isinstance(view, NoteView)]
    turn = choice_before(commentary, turn)
    here = [view for view in open_views if view.note.at == turn.scene]
    left = [view for view in open_views if turn.kind == "choose" and view.note.at == turn.came_from != turn.scene]
    rows: list[Row] = []
    unfolded: list[str] = []

    def add(view: NoteView, by_itself: bool) -> None:
        note_id = view.note.id
        unfold = note_id not in state.folded and (by_itself or state.everything or note_id in state.unfolded)
        if unfold:
            unfolded.append(note_id)
        rows.extend(note_pieces(view, unfold))

    rows.append(heading("here", "Here"))
    if not here:
        rows.append(remark("none", "No note on this moment."))
    for view in here:
        add(view, True)
    if left:
        rows.append(heading("left", "Just now"))
        for view in left:
            add(view, True)
    if commentary.story.file.acts and pane.balance:
        rows += chart_rows(_chart(commentary, pane, state))
    shown_already = {view.note.id for view in here + left}
    chapter = 0
    for other in views:
        if isinstance(other, Closed):
            _part(rows, chapter != -1)
            chapter = -1
            rows.append(remark(f"closed:{other.chapter}", f"· {other}", 0))
        elif other.note.id not in shown_already:
            if other.chapter != chapter:
                chapter = other.chapter
                _part(rows, True)
                title = commentary.story.chapters[chapter - 1].title
                rows.append(heading(f"chapter:{chapter}", f"{chapter}  {title}"))
            add(other, False)
    if pane.about:
        _part(rows, True)
        rows.append(remark("about", pane.about))
    return Notes(rows, {view.note.id: view for view in open_views}, tuple(unfolded))


def _part(rows: list[Row], apart: bool) -> None:
    """Have a blank line under the last row."""
    if apart and isinstance(last := rows[-1], Piece):
        rows[-1] = last._replace(gap=1)


def choice_before(commentary: Commentary, turn: Turn) -> Turn:
    """The turn itself, or the one before the looks that led to it."""
    while turn.kind == "look" and turn.number:
        turn = commentary.play.turn(turn.number - 1)
    return turn


def _chart(commentary: Commentary, pane: Pane, state: NotesState) -> Chart:
    story = commentary.story
    return Chart(
        tuple(commentary.balance(pane)),
        story.file.acts,
        tuple(commentary.reached(chapter.id) for chapter in story.chapters),
        pane.balance_title,
        story.file.you,
        min(state.column, len(story.chapters)),
        state.listed,
    )


def note_pieces(view: NoteView, unfolded: bool) -> list[Piece]:
    """A note: its title alone, or all of it with the reader's own lines, each leading to its turn."""
    note = view.note
    key = f"note:{note.id}"
    style = "bold" if unfolded or not view.opened else "$text-muted"
    title = flow(note.title, style, f"{MARKER} ", "bold $text-accent")
    if not unfolded:
        return [Piece(key, (note, False, view.opened), title, 0)]
    parts: list[Made] = [title, *told(note.text)]
    for lead, text in remarks(note):
        parts.append(labelled(f"{lead}: ", text, "$text-muted" if text is note.source_says else ""))
    parts.append(flow(provenance(note.kind, view.source, note.by), "$text-muted"))
    whole = Piece(key, (note, True), stack(*parts), 0 if view.lines else 1)
    lines = [
        Piece(
            f"line:{note.id}:{line.turn}",
            line,
            flow(f"“{line.text}”", "italic", "You: ", "bold"),
            0,
        )
        for line in view.lines
    ]
    if lines:
        lines[-1] = lines[-1]._replace(gap=1)
    return [whole, *lines]
