"""The rule table: every rule of the checker, in one place."""

from typing import NamedTuple

from engine.problems import Severity


class Rule(NamedTuple):
    """A rule: what is wrong when it speaks, and how bad that is unless story.yaml's `rules` say otherwise.

    A story with a problem of a rule that `stops` cannot be played, so such a rule cannot be switched.
    """

    name: str
    severity: Severity
    about: str
    stops: bool = False


_ALL: tuple[Rule, ...] = (
    # The files
    Rule("unreadable-file", "error", "A file that cannot be opened, or is no file.", True),
    Rule("bad-encoding", "error", "A file that is not UTF-8.", True),
    Rule("control-character", "error", "A character that a terminal or a reader's eye would obey, not show.", True),
    Rule(
        "yaml-syntax", "error", "Not YAML, or YAML with anchors, tags or nesting that a story has no use for.", True
    ),
    Rule("duplicate-key", "error", "A key that stands twice in one mapping.", True),
    Rule("unknown-key", "error", "A key that the schema does not have there.", True),
    Rule("missing-key", "error", "A key that the schema asks for.", True),
    Rule("wrong-type", "error", "A value of another kind than the schema asks for.", True),
    Rule("cut-text", "warning", "Text without quotes that ` #` ends: what follows it on the line is not told."),
    Rule("stray-file", "warning", "A file that looks like a part of the story but is not read, such as `*.yml`."),
    Rule("unknown-rule", "warning", "A name under `rules` that is no rule, or one that cannot be switched."),
    Rule("missing-when", "error", "An `else` or `closed` that is never told, for there is no `when`."),
    Rule("empty-text", "error", "A title, text or name with nothing in it."),
    Rule("bad-minutes", "error", "Minutes of a part or chapter that are none, or more than 600."),
    Rule("too-many-minutes", "warning", "Chapters that have more minutes together than their part."),
    # Names
    Rule("bad-id", "error", "An id that is not lower-case letters, digits, `-` and `_`.", True),
    Rule("duplicate-id", "error", "Two things of one kind with one id, or an `aka` that is somebody's id.", True),
    Rule("bad-variable", "error", "A variable whose start, bounds or words contradict each other.", True),
    Rule("unknown-chapter", "error", "A chapter, or a scene at which a pane opens, that no file has.", True),
    Rule("unlisted-chapter", "error", "A chapter's file that story.yaml does not list.", True),
    Rule("unknown-part", "error", "A chapter in a part that story.yaml does not have.", True),
    Rule("unknown-palette", "error", "A chapter with a palette that story.yaml does not have.", True),
    Rule("bad-palette-colour", "error", "A colour that is not `#rrggbb`.", True),
    Rule("unknown-act", "error", "An act that story.yaml does not have.", True),
    # Ways through
    Rule("unknown-target", "error", "A choice, or a name in an expression, that leads to nothing.", True),
    Rule("unknown-variable", "error", "A variable that is not declared.", True),
    Rule("bad-expression", "error", "A condition or effect that cannot be understood.", True),
    Rule("unreachable-scene", "error", "A scene that no way leads to, from any chapter's start."),
    Rule("unreached-chapter", "warning", "A chapter that is come to by jumping alone."),
    Rule("dead-end", "error", "A scene with no choice that is no ending."),
    Rule("no-way-out", "error", "A scene from which no ending can be reached."),
    Rule("never-open", "warning", "A choice or look whose condition no values of its variables fulfil."),
    Rule("never-told", "warning", "A passage whose condition no values of its variables fulfil."),
    Rule("no-open-choice", "error", "Choices that can all be closed at once."),
    Rule(
        "undecided-choices", "warning", "Choices with too many conditions to tell whether all can be closed at once."
    ),
    Rule("self-loop", "warning", "A choice that leads back to its own scene and changes nothing."),
    Rule("too-many-choices", "warning", "More choices in one scene than `prose.most_choices`."),
    Rule("same-choice-text", "error", "Two choices in one scene with the same words that can be open together."),
    Rule("unused-variable", "warning", "A variable that no condition asks for."),
    Rule("unset-variable", "warning", "A variable that is asked for and never changed."),
    Rule("out-of-bounds", "warning", "An effect that gives a number beyond its variable's `min` or `max`."),
    Rule("unset-word", "warning", "A word that a variable is compared with and never given."),
    # Beats and commentary
    Rule("unknown-beat", "error", "A beat that beats.yaml does not have."),
    Rule("untold-beat", "error", "A beat to be told that no scene tells."),
    Rule("unused-beat", "error", "A beat to be discussed that nothing discusses."),
    Rule("unknown-source", "error", "A source that no file declares.", True),
    Rule("note-without-source", "error", "A note, reading, argument or page that names no source.", True),
    Rule("unknown-pane", "error", "Commentary in no pane, or in one of another kind.", True),
    Rule(
        "pane-key-clash", "error", "A pane whose key or word is taken, or is not one lower-case letter or word.", True
    ),
    Rule("unknown-note-place", "error", "A note on a scene that does not exist.", True),
    Rule("anchor-not-found", "error", "A note tied to words that no paragraph of its scene has."),
    Rule("evidence-nowhere", "error", "Evidence for a reading, or from a turn, that does not exist.", True),
    Rule("reading-unopposed", "error", "A reading with nothing against it."),
    # Prose
    Rule("banned-phrase", "error", "A phrase of `prose.banned` in a scene."),
    Rule("long-sentence", "warning", "A sentence of more words than `prose.longest_sentence`."),
    Rule("same-opening", "warning", "Two scenes that begin with the same `prose.same_opening` words."),
    Rule("choice-length", "warning", "A choice of fewer than two or more than nine words."),
)
RULES: dict[str, Rule] = {rule.name: rule for rule in _ALL}


def describe() -> str:
    """The rule table as text: name, severity, and what it finds."""
    width = max(map(len, RULES))
    return "\n".join(f"{rule.name:{width}}  {rule.severity:7}  {rule.about}" for rule in _ALL)
