"""Text is only text: whatever a terminal or an export might obey is taken out."""

import re

CONTROL = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 without tab and line ends, DEL, C1
    "\u2028\u2029"  # line ends to YAML and to Python, but not to an editor: they would shift every position
    "\u200e\u200f\u061c\u202a-\u202e"  # marks of direction, and what overrides it
    "\u200b\u180e\u2060-\u206f\ufeff\ufff9-\ufffb"  # invisible, and of no use in prose
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e0fff"  # surrogates, no characters, hidden tags
)
"""Characters that no text carries, as ranges for a pattern: a story is refused, other text is read without them."""
# Not compiled here: most starts of the program need none of them.
_CONTROL = f"[{CONTROL}]+"
_JOINERS = "([\u200c\u200d\u034f])[\u200c\u200d\u034f]+"
_MARK = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_MARKS = f"({_MARK}{{4}}){_MARK}+"
_SPACE = "[\t\r\n]+"


def clean(text: str) -> str:
    """One line without control characters, bidi overrides, zero-width floods and piles of marks."""
    if text.isprintable() and text.isascii():
        return text
    for unwanted, instead in ((_SPACE, " "), (_CONTROL, ""), (_JOINERS, r"\1"), (_MARKS, r"\1")):
        text = re.sub(unwanted, instead, text)
    return text


def clean_lines(text: str) -> str:
    """The same for a text of several lines, which keeps its line ends."""
    return "\n".join(clean(line) for line in re.split("\r\n|\r|\n", text))
