"""A pane of readings: cards with what speaks for and against each."""

from textual.content import Content

from engine.playing.commentary import KIND_WORDS, ArgumentView, Commentary, EvidenceView, ReadingView
from engine.playing.moment import Moment
from engine.terminal.panes.base import CommentaryPane
from engine.terminal.text import lines, paragraphs, prose, words


class ReadingsPane(CommentaryPane):
    """Shows a pane's readings."""

    def refresh_from(self, commentary: Commentary, moment: Moment) -> None:
        """Show the cards, or when they open."""
        if gate := commentary.gate(self.pane):
            self.show_content(words(gate, "$text-muted"))
            return
        parts = [words(self.pane.about.strip(), "$text-muted")] if self.pane.about else []
        parts += [_card(view) for view in commentary.readings(self.pane)]
        for question, answer in commentary.questions(self.pane):
            said = words(f"You: “{answer}”", "italic") if answer else words("open", "$text-muted")
            parts.append(lines([words(f"? {question.text}", "bold"), said]))
        self.show_content(paragraphs(parts))


def _card(view: ReadingView) -> Content:
    reading = view.reading
    rows = [
        words(f"{reading.name}{'  (you hold this)' if view.held else ''}", "bold $text-accent"),
        words(reading.holder, "$text-muted"),
        prose(" ".join(reading.claim.split())),
        words(f"{KIND_WORDS[reading.kind]} · {view.source}", "$text-muted"),
    ]
    for sign, pieces, yours in (
        ("+", view.speaks_for, view.yours_for),
        ("-", view.speaks_against, view.yours_against),
    ):
        rows += [_argument(sign, piece) for piece in pieces]
        rows += [_yours(sign, piece) for piece in yours]
    rows.append(words(f"{view.weighed}; {view.leaning}", "$text-muted"))
    return lines(rows)


def _argument(sign: str, view: ArgumentView) -> Content:
    return (
        words(f" {sign} ", "bold")
        + prose(" ".join(view.argument.text.split()))
        + words(f"  {view.source}", "$text-muted")
    )


def _yours(sign: str, view: EvidenceView) -> Content:
    said = words(f"  your turn {view.line.turn}, “{view.line.text}”", "$text-muted")
    return words(f" {sign} ", "bold") + prose(" ".join(view.evidence.text.split())) + said
