from pathlib import Path

import pytest

from engine.exports.transcript import transcript, transcript_of
from engine.exports.writing import write_new
from engine.playing.commentary import Commentary
from engine.playing.events import UNDO, Event, begin, choose, jump, keep, look
from engine.playing.playthrough import Playthrough
from engine.playing.script import Script
from engine.problems import EngineError
from engine.session import Session
from tests.building import make_script
from tests.plain.typing import lighthouse


@pytest.fixture(scope="module")
def script() -> Script:
    return lighthouse()


def written(script: Script, *events: Event) -> str:
    play = Playthrough(script)
    for event in events:
        play.do(event)
    return transcript_of(Commentary(play))


WHOLE = """\
# The Lamp at Skerry Point

*A night on the rock*

## 1. Dusk

*One lamp, two cans, one letter.*

The supply boat has gone, and on the jetty it has left you two cans of oil and a letter.

> Your note: which boat?

The letter is heavy for its size. *Let it go out tonight*, somebody has written on the back.

> † **Does the keeper open the letter?**
>
> The log says only that a letter came.
>
> What it costs: The last quiet hour.
>
> What else stood open: Throwing it into the sea.
>
> You: “Carry the cans up first”
>
> (reported, by the keeper. Source: The log of Skerry Point.)

**› Look at the letter**

Good paper, red wax, no name.

It has not been opened.

**› Carry the cans up first**

Each step takes its toll of your knees.

Ninety steps, and at each window the weather is a little nearer.

**› Go up to the lamp**

## 2. Night

You trim the wick. Out there a boat is steering by what you do with your hands.

**› Sit with it and wait**

By six the sea has gone flat and pale, and there is a boat in the lee of the rock.

Nobody will ever ask you how low it burned.

*The end.*

## The inquiry

**Duty** (the reading that you hold): one of two points for it convinced you; your turns lean neither way.

- convincing: The lamp burned until six.

- not convincing: You looked hard at the letter.

Your own reading: Nobody pays for \\*nothing\\*.

*Why did the lamp burn low?* The letter
"""


def test_a_whole_playthrough(script: Script) -> None:
    found = written(
        script,
        begin("dusk"),
        keep("opened:the-letter", "yes"),
        keep("note:0:dusk/jetty:0", "which boat?"),
        look("dusk/jetty", "letter"),
        choose("dusk/jetty", "carry"),
        choose("dusk/stairs", "go-up"),
        choose("night/lamp", "wait"),
        keep("weigh:lamp-burned", "convincing"),
        keep("weigh:read-it", "not convincing"),
        keep("hold:inquiry", "duty"),
        keep("own:inquiry", "Nobody pays for *nothing*."),
        keep("answer:why-low", "The letter"),
    )
    assert found == WHOLE.replace(
        "convincing: The lamp burned until six.\n\n-", "convincing: The lamp burned until six.\n-"
    )


def test_only_what_was_opened(script: Script) -> None:
    assert "†" not in written(script, begin("dusk"), choose("dusk/jetty", "carry"))


def test_what_was_taken_back_is_not_in_it(script: Script) -> None:
    found = written(script, begin("dusk"), choose("dusk/jetty", "carry"), keep("note:1:dusk/stairs:0", "steep"), UNDO)
    assert "Ninety steps" not in found and "steep" not in found


def test_nothing_of_a_pane_that_is_closed(script: Script) -> None:
    assert "inquiry" not in written(script, begin("dusk"), keep("own:inquiry", "too early"))


def test_jumps_say_so(script: Script) -> None:
    assert "## 2. Night\n\n*(gone to from elsewhere)*" in written(script, begin("dusk"), jump("night"))


def test_a_session_has_one(script: Script, tmp_path: Path) -> None:
    session = Session(script, tmp_path)
    session.start()
    assert transcript(session).startswith("# The Lamp at Skerry Point")
    session.close()


def test_text_is_only_text() -> None:
    bad = "# <b> [x](javascript:1) `c` | \\ \x1b[2J \u202e *so* _u_ &amp; ~~n~~"
    script = make_script({"a": {"s": {"text": bad, "ending": True}}})
    (line,) = [one for one in written(script, begin("a")).splitlines() if "so" in one]
    assert line == r"\# \<b\> \[x\](javascript:1) \`c\` \| \\ \[2J  *so* \_u\_ \&amp; \~\~n\~\~"


def test_writing_over_nothing(tmp_path: Path) -> None:
    place = tmp_path / "t.md"
    assert write_new(place, "a") == place
    assert write_new(place, "b", numbered=True) == tmp_path / "t-2.md"
    assert write_new(place, "c", numbered=True) == tmp_path / "t-3.md"
    with pytest.raises(EngineError, match="is there already"):
        write_new(place, "d")
    with pytest.raises(EngineError, match="cannot be written"):
        write_new(tmp_path / "no" / "t.md", "e")
    with pytest.raises(EngineError, match="not a file's name"):
        write_new(Path("\0"), "f")
    assert place.read_text() == "a"


def test_a_choice_after_which_much_is_told_before_a_chapter() -> None:
    told = 600_000
    choice = {"id": "on", "text": "Go on", "to": "b/end", "after": "So.\n\n" * told}
    chapters = {
        "a": {"start": {"text": "Here.", "choices": [choice]}},
        "b": {"end": {"text": "End.", "ending": True}},
    }
    play = Playthrough(make_script(chapters))
    play.do(begin("a"))
    play.do(choose("a/start", "on"))
    assert transcript_of(Commentary(play)).count("\n\nSo.") == told
