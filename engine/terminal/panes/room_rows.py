"""What the reading room shows: the reader's way beside the source's, the roads, where the readings lean."""

from itertools import groupby

from engine.playing.commentary import Commentary
from engine.playing.room import Beside, Count, Other, Room, reading_room
from engine.reading.model import Act, Pane
from engine.terminal.panes.rows import (
    Columns,
    Piece,
    Row,
    flow,
    heading,
    joined,
    labelled,
    remark,
    stack,
)

_BAR = 20


def room_rows(commentary: Commentary) -> list[Row]:
    """The whole room."""
    room, you = reading_room(commentary), commentary.story.file.you
    rows: list[Row] = []
    if not room.ended:
        rows.append(remark("unended", "This way has not come to its end. Here is what it has reached so far."))
    rows += _sides(room, commentary, you)
    rows.append(heading("roads", "Roads taken, and roads not taken", 1))
    rows += [_count(one) for one in room.roads]
    if room.unmet:
        scenes = "One scene lies" if room.unmet == 1 else f"{room.unmet} scenes lie"
        rows.append(remark("unmet", f"{scenes} on roads that this way did not take."))
    if room.others:
        rows.append(heading("others", "What another playthrough would change", 1))
        rows += [_other(number, one) for number, one in enumerate(room.others)]
        rows.append(remark("others", "More ways lead on from each of these than the one that was taken."))
    if room.readings:
        rows += _readings(room)
    rows.append(heading("keep", "To keep", 1))
    rows.append(
        Piece("do:transcript", "", flow("Write the transcript, with the notes that you opened", lead="t  "), 0)
    )
    if commentary.play.ended:
        rows.append(Piece("do:second", "", flow("Read it again, every note open, decisions fixed", lead="e  "), 0))
    return rows


def _sides(room: Room, commentary: Commentary, you: str) -> list[Row]:
    """Chapter by chapter, two columns."""
    if not room.beside:
        return []
    yours = f"Your {you}" if you[:1].isupper() else f"{you[:1].upper()}{you[1:]}, as you played it"
    theirs = f"{you[:1].upper()}{you[1:]}, as the source tells it"
    rows: list[Row] = [Columns((heading("yours", yours, 1),), (heading("theirs", theirs, 1),), heads=True)]
    number = 0
    for (chapter, title), found in groupby(room.beside, key=lambda one: (one.chapter, one.chapter_title)):
        rows.append(heading(f"chapter:{chapter}", f"{chapter}  {title}"))
        rows += _acts(commentary, chapter)
        for one in found:
            rows.append(_side(number, one))
            number += 1
    return rows


def _acts(commentary: Commentary, chapter: int) -> list[Row]:
    """The chapter's acts, the reader's and the source's."""
    rows: list[Row] = []
    panes: list[Pane] = [pane for pane in commentary.story.panes if pane.kind == "notes" and pane.balance]
    for pane in panes:
        column = commentary.balance(pane)[chapter - 1]
        yours = "".join(act.sign for act, _ in column.acts)
        said = _counted([act for act, _ in column.acts])
        told = f"{column.source_act.sign}  {column.source_act.name}" if column.source_act else "·"
        left = Piece(f"acts:{pane.id}:{chapter}", yours, flow(said, "$text-muted", f"{yours}  "), 1, False)
        text = f"{told}, {pane.balance_title}" if column.source_act and pane.balance_title else told
        rows.append(Columns((left,), (remark(f"told:{pane.id}:{chapter}", text),)))
    return rows


def _counted(acts: list[Act]) -> str:
    counts: dict[str, int] = {}
    for act in acts:
        counts[act.name] = counts.get(act.name, 0) + 1
    return ", ".join(f"{count} {name.lower()}" for name, count in counts.items()) or "nothing counted"


def _side(number: int, one: Beside) -> Columns:
    title = Piece(f"side:{number}", one, flow(one.title, "bold"), 0, False)
    lines = [
        Piece(f"line:{number}:{line.turn}", line, flow(f"“{joined(line.text)}”", "italic", "You: ", "bold"), 0)
        for line in one.yours
    ]
    if not lines:
        lines = [remark(f"passed:{number}", "This way did not decide it.", 0)]
    lines[-1] = lines[-1]._replace(gap=1)
    source = labelled("The source: ", one.source_says)
    return Columns((title, *lines), (Piece(f"source:{number}", one, source, 1, False),))


def _count(one: Count) -> Piece:
    filled = round(_BAR * one.met / one.all) if one.all else 0
    bar = "━" * filled + "─" * (_BAR - filled)
    text = f"{one.met} of {one.all} {one.what}"
    return Piece(f"count:{one.what}", one, flow(text, lead=f"{bar}  ", lead_style="$text-accent"), 0, False)


def _other(number: int, one: Other) -> Piece:
    ways = "one other way" if one.left == 1 else f"{one.left} other ways"
    made = flow(f"Chapter {one.chapter}, {one.place}: {ways}, from turn {one.turn}.")
    return Piece(f"back:{number}:{one.turn}", one, made, 0)


def _readings(room: Room) -> list[Row]:
    rows: list[Row] = []
    for name, found in groupby(room.readings, key=lambda one: one[0]):
        rows.append(heading(f"readings:{name}", f"{name}: where this way leans", 1))
        for _, view in found:
            made = stack(
                flow(view.reading.name, "bold"),
                *([flow("This is the reading that you hold.", "italic")] if view.held else []),
                flow(f"Of your own: {view.leaning}. In your eyes: {view.weighed}."),
            )
            state = (view.reading.id, view.held, view.leaning, view.weighed)
            rows.append(Piece(f"reading:{view.reading.id}", state, made))
    return rows
