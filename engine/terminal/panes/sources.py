"""A pane of sources: its pages, and the list of sources."""

from engine.playing.commentary import KIND_WORDS, Commentary
from engine.playing.moment import Moment
from engine.playing.prose import paragraphs as cut
from engine.terminal.panes.base import CommentaryPane
from engine.terminal.text import lines, paragraphs, prose, words


class SourcesPane(CommentaryPane):
    """Shows pages and sources."""

    def refresh_from(self, commentary: Commentary, moment: Moment) -> None:
        """Show what may be shown."""
        if gate := commentary.gate(self.pane):
            self.show_content(words(gate, "$text-muted"))
            return
        parts = [words(self.pane.about.strip(), "$text-muted")] if self.pane.about else []
        for page in commentary.pages(self.pane):
            rows = [words(page.title, "bold $text-accent"), *(prose(one) for one in cut(page.text))]
            rows.append(words(f"{KIND_WORDS[page.kind]} · {commentary.source(page.source)}", "$text-muted"))
            parts.append(lines(rows))
        parts.append(words("Sources", "bold $text-accent"))
        for source in commentary.story.sources.values():
            rows = [words(source.name, "bold")]
            if source.about:
                rows.append(prose(" ".join(source.about.split())))
            parts.append(lines(rows))
        self.show_content(paragraphs(parts))
