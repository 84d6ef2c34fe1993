"""Story text made harmless for each format: whatever the format would read as its own is marked as only text."""

import re

from engine.clean import clean
from engine.reading.model import StoryFile
from engine.reading.prose import Style, paragraphs, spans
from engine.reading.story import Story

_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~&$])")
_MARKDOWN_START = re.compile(r"(?P<sign>[#+=:-])|(?P<number>\d{1,9})(?P<dot>[.)])(?=\s|$)")
_INK = re.compile(r"([\\{}|<>#~\[\]*+=/@&$!-])")
_INK_STRING = re.compile(r"[\\\"{}|<>#~\[\]/*-]")
_INK_TODO = re.compile(r"(TODO|INCLUDE|VAR|CONST|LIST|EXTERNAL|temp|return|else)")
_TWEE = re.compile(r"[\\$_<>\[\]{}'/@!#*=^~|-]|&|\"|`")
_WORD = re.compile(r"\W+", re.ASCII)


def markdown(text: str) -> str:
    """A paragraph with its emphasis kept and every other character only itself."""
    return _start("".join(_marked(run, style) for run, style in spans(clean(text))))


def markdown_words(text: str) -> str:
    """Words that carry no emphasis."""
    return _start(_MARKDOWN.sub(r"\\\1", clean(text)))


def markdown_code(source: str) -> str:
    """An expression as code: within its fence nothing is escaped, so the fence is longer than any in the words."""
    code = " ".join(clean(source).split())
    fence = "`" * (1 + max(map(len, re.findall("`+", code)), default=0))
    # A backtick at an end would be read as part of the fence; one space at each end is not part of the code.
    edge = " " if "`" in (code[:1], code[-1:]) else ""
    return f"{fence}{edge}{code}{edge}{fence}"


def anchor(scene_id: str) -> str:
    """What a link to a scene of the book leads to."""
    return scene_id.replace("/", "--")


def _marked(run: str, style: Style) -> str:
    mark = {"plain": "", "emphasis": "*", "strong": "**"}[style]
    return f"{mark}{_MARKDOWN.sub(_backslash, run)}{mark}"


def _backslash(match: re.Match[str]) -> str:
    return f"\\{match[0]}"


def _start(text: str) -> str:
    """What would make a heading, a list or a rule of a paragraph's beginning is marked."""
    match = _MARKDOWN_START.match(text)
    if match is None:
        return text
    if match["sign"]:
        return f"\\{text}"
    return f"{match['number']}\\{text[match.start('dot') :]}"


def ink(text: str) -> str:
    """A line of ink that is only text."""
    words = "".join(run for run, _ in spans(clean(text)))
    line = _INK.sub(_backslash, words)
    return f"\\{line}" if _INK_TODO.match(line) else line


def ink_word(text: str) -> str:
    """A string of ink with its quotes: ink reads its own signs in strings too."""
    return '"' + _INK_STRING.sub(_backslash, clean(text)) + '"'


def twee(text: str) -> str:
    """SugarCube text that is only text, with its emphasis."""
    signs = {"plain": ("", ""), "emphasis": ("<em>", "</em>"), "strong": ("<strong>", "</strong>")}
    said = "".join(f"{signs[style][0]}{twee_words(run)}{signs[style][1]}" for run, style in spans(clean(text)))
    return f"&#58;{said[1:]}" if said.startswith(":") else said


def twee_words(text: str) -> str:
    """Words that carry no emphasis: each sign that Twine or HTML might obey is a character reference."""
    return _TWEE.sub(lambda match: f"&#{ord(match[0])};", clean(text))


def twee_name(text: str) -> str:
    """A passage's name: none of the signs that end it."""
    return re.sub(r"[\[\]{}|<>\\\"'$]", "-", clean(text))


def dot(text: str) -> str:
    """A DOT string with its quotes; Graphviz reads character references in it."""
    return '"' + clean(text).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"') + '"'


def mermaid(text: str) -> str:
    """A Mermaid label with its quotes."""
    return '"' + re.sub(r"[^\w \t.,:;()/?!’‘“”–—-]", lambda match: f"#{ord(match[0])};", clean(text)) + '"'


def identifier(text: str) -> str:
    """A name of letters, digits and underscores that begins with a letter."""
    name = _WORD.sub("_", text)
    return name if name[:1].isalpha() else f"n_{name}"


def identifiers(names: list[str]) -> dict[str, str]:
    """Each name as an identifier, no two alike."""
    found: dict[str, str] = {}
    used: set[str] = set()
    last: dict[str, int] = {}
    for name in names:
        made = plain = identifier(name)
        number = last.get(plain.lower(), 1)
        while made.lower() in used:
            number += 1
            made = f"{plain}_{number}"
        last[plain.lower()] = number
        used.add(made.lower())
        found[name] = made
    return found


def beforehand(file: StoryFile) -> list[tuple[str, str]]:
    """What a story says of itself before it begins: what each paragraph is, and its words."""
    texts = (
        ("welcome", file.welcome),
        ("notice", file.spoiler_notice),
        ("notice", file.content_notice),
        ("about", file.about),
    )
    return [(what, one) for what, text in texts for one in paragraphs(text)]


def items(story: Story) -> list[str]:
    """The global ids of all choices and looks, which need a counter each."""
    found: list[str] = []
    for scene_id, place in story.places.items():
        found += [f"{scene_id}.{choice.id}" for choice in place.scene.choices]
        found += [f"{scene_id}.{look.id}" for look in place.scene.looks]
    return found
