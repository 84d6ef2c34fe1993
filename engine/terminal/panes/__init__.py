"""The commentary panes: one class for each kind, imported when a pane of that kind is first opened."""

from importlib import import_module

from engine.reading.model import Pane
from engine.terminal.panes.base import CommentaryPane

_KINDS = {
    "notes": ("engine.terminal.panes.notes", "NotesPane"),
    "readings": ("engine.terminal.panes.readings", "ReadingsPane"),
    "sources": ("engine.terminal.panes.sources", "SourcesPane"),
}


def make_pane(pane: Pane) -> CommentaryPane:
    """A widget for a story's pane."""
    module, name = _KINDS[pane.kind]
    made: CommentaryPane = getattr(import_module(module), name)(pane)
    return made
