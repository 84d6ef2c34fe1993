"""Emphasis and sentences, and that long runs of their signs are read as fast as any other text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.reading.prose import Span, spans
from engine.reading.words import sentences, words

EMPHASIS = re.compile(r"(?<![\w*])(\*\*|\*)(?=\S)(.+?)(?<=\S)\1(?![\w*])")
"""What emphasis is, in one pattern, which takes minutes over a text with many marks."""
MANY = 200_000

marked = st.lists(st.sampled_from(["*", "**", "a", " ", ".", "_", "\n"]), max_size=24).map("".join)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("so", (("so", "plain"),)),
        ("*so*", (("so", "emphasis"),)),
        ("a **b c**, *d*", (("a ", "plain"), ("b c", "strong"), (", ", "plain"), ("d", "emphasis"))),
        ("*a **b***", (("a **b**", "emphasis"),)),
        ("**a*", (("*a", "emphasis"),)),
        ("*****", (("*", "strong"),)),
        ("2*3*4 and * a *", (("2*3*4 and * a *", "plain"),)),
        ("*a\nb* *c*", (("*a\nb* ", "plain"), ("c", "emphasis"))),
        ("", ()),
    ],
)
def test_emphasis(text: str, runs: tuple[Span, ...]) -> None:
    assert spans(text) == runs


@given(marked)
def test_emphasis_is_what_its_pattern_says(text: str) -> None:
    found = [(match[2], "strong" if match[1] == "**" else "emphasis") for match in EMPHASIS.finditer(text)]
    assert [run for run in spans(text) if run[1] != "plain"] == found
    signs = {"plain": "", "emphasis": "*", "strong": "**"}
    assert "".join(f"{signs[style]}{run}{signs[style]}" for run, style in spans(text)) == text


@pytest.mark.parametrize("unit", [" *a", " **a", "a* ", "a** ", " *a\n"])
def test_marks_that_nothing_closes_are_not_looked_at_again_and_again(unit: str) -> None:
    assert len(spans(unit * MANY)) == 1


@pytest.mark.parametrize("unit", ["*a* ", "**a** ", "*a **b* "])
def test_marks_that_are_closed_are_looked_at_once(unit: str) -> None:
    assert len(spans(unit * MANY)) == 2 * MANY


@given(st.text(".!?…”) \n\ta"))
def test_sentences_have_all_the_words(text: str) -> None:
    assert sum(map(words, sentences(text))) == words(text)
    assert not any(re.search(r"[.!?…]\s", sentence) for sentence in sentences(text))


@pytest.mark.parametrize("unit", [".", "?!", ".)"])
def test_full_stops_that_end_nothing_are_read_once(unit: str) -> None:
    assert len(list(sentences(f"a{unit * MANY}b. c"))) == 2
