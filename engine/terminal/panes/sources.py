"""A pane of sources: its pages, and each source with how it reached us."""

from engine.playing.commentary import Commentary, provenance
from engine.playing.line import names
from engine.playing.moment import Moment
from engine.reading.model import Pane
from engine.terminal.panes.base import CommentaryPane
from engine.terminal.panes.rows import Piece, Row, flow, heading, remark, stack, told


class SourcesPane(CommentaryPane):
    """Shows pages and sources."""

    def __init__(self, pane: Pane) -> None:
        super().__init__(pane)
        self._commentary: Commentary | None = None

    def find(self, asked: str) -> str:
        """A page or a source by its name."""
        if self._commentary is None:
            return ""
        pages = [(f"page:{one.id}", one.title, one.id) for one in self._commentary.pages(self.pane)]
        sources = [(f"source:{key}", one.name, key) for key, one in self._commentary.story.sources.items()]
        return next((key for key, name, own_id in pages + sources if names(asked, name, own_id)), "")

    def refresh_from(self, commentary: Commentary, moment: Moment) -> None:
        """Show what may be shown."""
        self._commentary = commentary
        self.view.set_rows(source_rows(commentary, self.pane))


def source_rows(commentary: Commentary, pane: Pane) -> list[Row]:
    """What the pane shows."""
    if gate := commentary.gate(pane):
        return [remark("gate", f"{pane.name} {gate}.")]
    rows: list[Row] = [remark("about", pane.about)] if pane.about else []
    for page in commentary.pages(pane):
        made = stack(
            flow(page.title, "bold $text-accent"),
            *told(page.text),
            flow(provenance(page.kind, commentary.source(page.source)), "$text-muted"),
        )
        rows.append(Piece(f"page:{page.id}", page, made))
    sources = commentary.story.sources.values()
    if sources:
        rows.append(heading("sources", "Sources, and how they reached us", 1))
    for source in sources:
        parts = [flow(source.name, "bold"), *([flow(source.about)] if source.about else [])]
        rows.append(Piece(f"source:{source.id}", source, stack(*parts)))
    return rows
