"""What typed words of the reader's own do to the play screen: weights, readings held, answers, notes."""

from typing import TYPE_CHECKING

from engine.playing.own import OPINIONS, Answer, note, open_panes

if TYPE_CHECKING:
    from engine.terminal.play import PlayScreen


async def opine(screen: "PlayScreen", command: str, argument: str) -> None:
    """Do what was typed; with nothing after the command, show the pane where it is done by hand."""
    if argument:
        await _keep(screen, OPINIONS[command](screen.session.commentary, argument))
        return
    panes = [pane for pane in screen.story.panes if pane.kind == "readings"]
    opened = open_panes(screen.session.commentary, "readings") or panes
    if opened:
        await screen.toggle_pane(opened[0].id, open_only=True)
        screen.focus_pane(opened[0].id)


async def note_down(screen: "PlayScreen", text: str) -> None:
    """Keep a note on what was told last, or on a paragraph by its number."""
    await _keep(screen, note(screen.session.play, screen.session.moment.turn, text))
    await screen.prose.redraw(screen.margin)


async def _keep(screen: "PlayScreen", made: Answer) -> None:
    for event in made.keeps:
        screen.session.do(event)
    screen.show_sides()
    screen.answer("\n".join([made.said, *made.rows]))
    screen.tell_notices()
