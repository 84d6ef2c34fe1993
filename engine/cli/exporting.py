"""`anora map` and `anora export`."""

from engine.cli.calls import Asked, CallError
from engine.cli.opening import lists_saves, open_session, open_story
from engine.cli.output import tell, write


def draw_map(asked: Asked) -> int:
    """Print the story's graph."""
    from engine.exports import graph

    story = open_story(asked.arguments[0] if asked.arguments else "")
    draw = {"text": graph.as_text, "mermaid": graph.as_mermaid, "dot": graph.as_dot}[asked.get("--format", "text")]
    write(draw(story))
    return 0


def export(asked: Asked) -> int:
    """Print the story in another form, or the transcript of a save slot."""
    argument, form = asked.arguments[0] if asked.arguments else "", asked.get("--format", "markdown")
    if asked.has("--slot"):
        if form != "markdown":
            raise CallError(f"a transcript is Markdown, not {form}; leave out --format")
        from engine.exports.transcript import transcript_of
        from engine.keeping.following import explain, follow
        from engine.playing.commentary import Commentary

        session = open_session(argument)
        slot = asked.get("--slot")
        session.saves.require(slot, lists_saves(argument))
        events, notice = session.saves.found(slot)
        session.tell(notice)
        found = follow(session.script, events)
        write(transcript_of(Commentary(found.play)))
        if not found.whole:
            session.tell(explain(found, events, ""))
        tell(session.notices)
        return 0
    story = open_story(argument)
    if form == "twee":
        from engine.exports.twee import to_twee as form_of
    elif form == "ink":
        from engine.exports.ink import to_ink as form_of
    else:
        from engine.exports.markdown import book as form_of
    write(form_of(story))
    return 0
