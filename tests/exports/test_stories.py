"""The story in other forms: whole, and with nothing that the form would obey."""

import json
import re
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.exports.escapes import identifiers, markdown_code
from engine.exports.expressions import Dialect, change, condition
from engine.exports.graph import as_dot, as_mermaid, as_text
from engine.exports.ink import to_ink
from engine.exports.markdown import book
from engine.exports.twee import to_twee
from engine.reading.story import Story
from tests.building import make_story
from tests.plain.typing import lighthouse

FORMS: list[Callable[[Story], str]] = [book, to_twee, to_ink, as_text, as_mermaid, as_dot]
BAD = "\x1b[2J\u202e</b> \"q\" 'a' \\n {x} [[y|z]] <<set $v to 1>> -> END // c ~ t | # h *e* :: p %% &amp; --> ]; end"

SAID: dict[str, Any] = {
    "subtitle": "Sub", "welcome": "Come *in*.", "spoiler_notice": "S.", "content_notice": "C.", "about": "A.\n\nB.",
}  # fmt: skip


@pytest.fixture(scope="module")
def story() -> Story:
    return lighthouse().story


@pytest.fixture(scope="module")
def nasty() -> Story:
    look = {"id": "k", "name": BAD, "text": BAD, "when": "w == 'a\"b\\c'", "effects": ["w = 'x'"]}
    choice = {
        "id": "c", "text": BAD, "to": "s", "after": BAD, "when": "not (n > 1 or seen(s) == 2)", "closed": BAD,
        "once": True, "effects": ["n -= 1", "yes = n > 0"],
    }  # fmt: skip
    scene = {
        "title": BAD,
        "text": [BAD, {"when": "yes", "text": BAD, "else": BAD}],
        "looks": [look],
        "choices": [choice],
    }
    variables = {"n": {"start": 0, "min": -2}, "yes": {"start": False}, "w": {"start": 'a"b\\c'}}
    chapter = {"title": BAD, "epigraph": BAD, "enter": {"w": "*/ --> x"}, "scenes": {"s": scene}}
    return make_story({"a": chapter}, variables, title=BAD, subtitle=BAD, about=BAD, welcome=BAD)


@pytest.mark.parametrize("form", FORMS)
def test_no_control_characters(form: Callable[[Story], str], nasty: Story) -> None:
    assert not [one for one in form(nasty) if one != "\n" and unicodedata.category(one) in ("Cc", "Cf", "Cs")]


@pytest.mark.parametrize("form", FORMS)
def test_the_same_story_gives_the_same_text(form: Callable[[Story], str], story: Story) -> None:
    assert form(story) == form(lighthouse().story)


def test_text(story: Story) -> None:
    assert as_text(story).startswith(
        "Chapter 1. Dusk\n  dusk/jetty: The jetty\n    Break the seal [letter == 'sealed'] -> dusk/letter\n"
    )
    assert "night/morning: Morning (an ending)" in as_text(story)


def test_dot_quotes(nasty: Story) -> None:
    quoted = re.compile(r'"(?:[^"\\\n]|\\.)*"')
    for line in as_dot(nasty).splitlines():
        assert not set('"<\\') & set(quoted.sub("", line)), line


def test_dot_has_what_looks_like_a_character_reference_as_text() -> None:
    made = as_dot(make_story({"a": {"title": "R&D &lt;1&#50;", "scenes": {"s": {"text": "So."}}}}))
    assert 'label="R&amp;D &amp;lt;1&amp;#50;";' in made


def test_dot_has_every_scene_and_choice(story: Story) -> None:
    made = as_dot(story)
    assert all(f'"{scene}" [label=' in made for scene in story.places)
    assert made.count(" -> ") == 9
    assert '"dusk/jetty" -> "dusk/letter" [label="Break the seal", style=dashed];' in made


def test_mermaid_labels(nasty: Story) -> None:
    for label in re.findall(r'"([^\n]*?)"', as_mermaid(nasty)):
        assert not set("<>[]{}|\\'`$*&%") & set(label), label
    assert as_mermaid(nasty).count('"') == 2 * 3


def test_the_book_has_each_passage_with_its_condition(story: Story) -> None:
    made = book(story)
    assert (
        "*When `letter == 'read'`:*\n\n> You know it by heart now.\n\n*Otherwise:*\n\n> It has not been opened."
        in made
    )
    assert "- Carry the cans up first → [The stairs](#dusk--stairs)" in made
    assert '<a id="dusk--stairs"></a>\n\n### The stairs' in made
    assert "(when `oil > 0`; else closed: The cans are empty.; then `oil -= 1`)" in made


def test_the_book_keeps_signs_as_text(nasty: Story) -> None:
    prose = [line for line in book(nasty).splitlines() if "END" in line]
    assert prose and not any(re.search(r"(?<!\\)<(?!a id)|(?<!\\)\[\[", line) for line in prose)


def test_the_book_has_what_scenes_looks_and_chapters_change() -> None:
    look = {"id": "k", "name": "the key", "text": "A key.", "when": "n > 0", "effects": ["n += 2", "w = 'b'"]}
    scene = {"text": "So.", "effects": ["n += 1"], "looks": [look]}
    chapter = {"title": "A", "enter": {"n": 3, "w": "b"}, "scenes": {"s": scene}}
    made = book(make_story({"a": chapter}, {"n": {"start": 0}, "w": {"start": "a"}}))
    assert '*Entered on its own, the chapter takes the way so far to be:* `n = 3`, `w = "b"`\n\n<a id' in made
    assert "*On coming here:* `n += 1`\n\nSo.\n" in made
    assert "*A look at the key, when `n > 0`, then `n += 2`, `w = 'b'`:*\n\nA key.\n" in made


def test_the_book_begins_with_what_the_story_says_of_itself() -> None:
    assert book(make_story({"a": {"s": {"text": "So."}}}, **SAID)).startswith(
        "# Made\n\n*Sub*\n\nCome *in*.\n\nS.\n\nC.\n\nA.\n\nB.\n\n## 1. A\n"
    )


def test_the_book_tells_a_block_without_a_condition_always() -> None:
    made = book(make_story({"a": {"s": {"text": [{"text": "Always.", "else": "Never."}]}}}))
    assert made.endswith("### s\n\nAlways.\n")


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("a`<b>`c", "``w == 'a`<b>`c'``"),
        ("a``b`c", "```w == 'a``b`c'```"),
        ("plain", "`w == 'plain'`"),
    ],
)
def test_the_book_has_words_in_quotes_as_code(word: str, code: str) -> None:
    block = {"when": f"w == '{word}'", "text": "So."}
    choice = {"id": "c", "text": "On", "to": "s", "when": f"w == '{word}'", "effects": [f"w = '{word}'"]}
    made = book(make_story({"a": {"s": {"text": [block], "choices": [choice]}}}, {"w": {"start": word}}))
    assert f"*When {code}:*" in made
    assert f"(when {code}; then {code.replace('==', '=')})" in made


@given(st.text("`a <\n").filter(str.strip))
def test_code_is_never_ended_by_what_is_in_it(source: str) -> None:
    made = markdown_code(source)
    runs = re.findall("`+", made)
    assert runs[0] == runs[-1] and runs.count(runs[0]) == 2
    assert made[len(runs[0]) : -len(runs[0])].strip() == " ".join(source.split())


def test_twee_has_its_passages(story: Story) -> None:
    made = to_twee(story)
    names = re.findall(r"^:: ([^\[\n]+?)(?: \[.*\])?$", made, re.MULTILINE)
    assert names[:4] == ["StoryTitle", "StoryData", "StoryInit", "Title"]
    assert set(story.places) | {"dusk/jetty ways", "dusk/jetty.carry"} == set(names[4:])
    data = json.loads(made.split(":: StoryData\n")[1].split("\n\n")[0])
    assert data["format"] == "SugarCube" and data["start"] == "Title"
    assert re.fullmatch(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}", data["ifid"])
    assert '<<if $v_letter is "sealed">>' in made or '($v_letter is "sealed")' in made
    assert "<<set $v_oil to Math.clamp($v_oil - 1, 0, 3)>>" in made
    assert 'not visited("dusk/window")' in made


def test_twee_begins_with_a_page_of_what_the_story_says_of_itself() -> None:
    made = to_twee(make_story({"a": {"s": {"text": "So."}}}, **SAID))
    page = "<h1>Made</h1>\n<em>Sub</em>\n\nCome <em>in</em>.\n\nS.\n\nC.\n\nA.\n\nB.\n\n[[Begin|a/s]]\n\n"
    assert f":: Title\n{page}:: a/s [a]\n" in made
    assert ":: Title\n<h1>Made</h1>\n[[Begin|a/s]]\n\n" in to_twee(make_story({"a": {"s": {"text": "So."}}}))


def test_a_chapter_in_twee_is_headed_only_where_it_is_come_to_from_another() -> None:
    def scene(*targets: str) -> dict[str, object]:
        return {"text": "So.", "choices": [{"id": f"c{at}", "text": "Go", "to": to} for at, to in enumerate(targets)]}

    first = {"epigraph": "Once.", "scenes": {"s": scene("s", "b"), "t": scene("s")}}
    second = {"scenes": {"r": scene("late", "q"), "q": scene("a/t"), "late": scene("a")}}
    made = to_twee(make_story({"a": first, "b": second}))
    head = '<<if $chapter isnot "a">><<set $chapter to "a">><h2>A</h2>\n<em>Once.</em>\n\n<</if>>\nSo.\n'
    assert f":: a/s [a]\n{head}" in made and f":: a/t [a]\n{head}" in made
    assert made.count("<h2>") == 3 and '<<set $chapter to "">>' in made
    assert ':: b/r [b]\n<<if $chapter isnot "b">><<set $chapter to "b">><h2>B</h2>\n<</if>>\nSo.\n' in made


def test_ink_has_what_the_story_says_of_itself_as_tags() -> None:
    chapter = {"epigraph": "Once.", "scenes": {"s": {"text": "So."}}}
    made = to_ink(make_story({"a": chapter}, **SAID))
    tags = ["title: Made", "subtitle: Sub", "welcome: Come in.", "notice: S.", "notice: C.", "about: A.", "about: B."]
    assert re.findall("^# (.*)", made, re.MULTILINE) == [*tags, "chapter: A", "epigraph: Once."]
    assert "# subtitle" not in to_ink(make_story({"a": {"s": {"text": "So."}}}))


def test_a_look_in_twee_shows_the_looks_and_choices_anew() -> None:
    look = {"id": "coat", "name": "the coat", "text": "A coat.", "effects": ["n += 1"]}
    choice = {"id": "c", "text": "Go", "to": "s", "when": "looked(s.coat)", "closed": "Not yet"}
    made = to_twee(
        make_story({"a": {"s": {"text": "So.", "looks": [look], "choices": [choice]}}}, {"n": {"start": 0}})
    )
    ways = '<<include "a/s ways">>'
    assert f'So.\n\n<div id="told"></div><div id="ways">{ways}</div>\n\n:: a/s ways [a]\n' in made
    assert f'<<append "#told">>A coat.\n<</append>><<replace "#ways">>{ways}<</replace>><</link>>\n' in made
    assert made.index("<<if ($n_a_s_coat)>>\n* <<link") > made.index(":: a/s ways")


@pytest.mark.parametrize("after", ["", "Done."])
def test_a_choice_counts_as_a_turn_only_after_its_effects_and_what_it_tells(after: str) -> None:
    text = [{"when": "turns == 0", "text": after}] if after else ""
    choice = {"id": "c", "text": "Go", "to": "s", "effects": ["n = turns"], "after": text}
    story = make_story({"a": {"s": {"text": "So.", "choices": [choice]}}}, {"n": {"start": 0}})
    turn = "<<set $turns to $turns + 1>>"
    says = (
        f"<<if $turns is 0>>Done.<</if>>\n\n{turn}[[On|a/s]]" if after else f"<<set $v_n to $turns>>{turn}<</link>>"
    )
    assert says in to_twee(story) and to_twee(story).count(turn) == 1
    says = "    { turns_taken == 0:\n        Done.\n    }\n" if after else ""
    assert f"    ~ v_n = turns_taken\n{says}    ~ turns_taken += 1\n    -> scene_a_s\n" in to_ink(story)


@pytest.mark.parametrize(
    ("more", "shown"),
    [
        (
            {"once": True, "when": "n > 0"},
            "<<if $n_a_s_c is 0 and ($v_n gt 0)>>\n* {link}\n<<elseif $n_a_s_c is 0>>{no}",
        ),
        ({"when": "n > 0"}, "<<if ($v_n gt 0)>>\n* {link}\n<<else>>{no}"),
        ({"once": True}, "<<if $n_a_s_c is 0>>\n* {link}\n<</if>>\n"),
        ({}, "\n* {link}\n"),
    ],
)
def test_only_a_choice_whose_condition_fails_is_shown_closed_in_twee(more: dict[str, object], shown: str) -> None:
    choice = {"id": "c", "text": "Go", "to": "s", "closed": "No", **more}
    made = to_twee(make_story({"a": {"s": {"text": "So.", "choices": [choice]}}}, {"n": {"start": 0}}))
    said = re.sub("<<link .*?<</link>>", "{link}", made).replace("\n* Go (No)\n<</if>>\n", "{no}")
    assert shown in said and said.count("{no}") == shown.count("{no}") and "(No)" not in said


@pytest.mark.parametrize(("form", "said"), [(to_twee, "<<set $v_n to 3>>"), (to_ink, "VAR v_n = 3\n")])
def test_the_story_starts_as_its_first_chapter_is_entered(form: Callable[[Story], str], said: str) -> None:
    chapter = {"title": "A", "enter": {"n": 3}, "scenes": {"s": {"text": "So."}}}
    assert said in form(make_story({"a": chapter}, {"n": {"start": 0}}))


def test_twee_obeys_nothing_of_the_text(nasty: Story) -> None:
    made = to_twee(nasty).partition(":: StoryData")[2]
    macros = set(re.findall(r"<<(/?\w+)", made))
    blocks = {"if", "link", "append", "replace"}
    assert macros <= {"set", "include", "else", "elseif"} | blocks | {f"/{name}" for name in blocks}
    assert len(re.findall(r"^::", made, re.MULTILINE)) == 2 + 3
    assert "[[y" not in made and "$v to" not in made


def test_twee_has_no_passage_that_the_text_begins() -> None:
    text = "::a\n::b\n\n::c [d]\n\n*::e*"
    look = {"id": "k", "name": "::f", "text": text}
    choice = {"id": "c", "text": "::g", "to": "s", "after": text, "closed": "::h", "when": "n > --1"}
    block = {"when": "n > 0", "text": text, "else": text}
    chapter = {
        "title": "::i",
        "epigraph": "::l",
        "scenes": {"s": {"title": "::j", "text": [text, block], "looks": [look], "choices": [choice]}},
    }
    front: dict[str, Any] = {"subtitle": "::k", "about": text, "content_notice": text}
    made = to_twee(make_story({"a": chapter}, {"n": {"start": 0}}, title=":: Not one [x]", **front))
    headers = re.findall(r"^::.*", made, re.MULTILINE)
    assert headers == [
        ":: StoryTitle",
        ":: StoryData",
        ":: StoryInit",
        ":: Title",
        ":: a/s [a]",
        ":: a/s ways [a]",
        ":: a/s.c [a]",
    ]
    assert ":: StoryTitle\n :: Not one [x]\n\n" in made
    assert "<<if ($v_n gt -(-1))>>" in made


def test_ink_has_its_knots(story: Story) -> None:
    made = to_ink(story)
    assert len(re.findall(r"^=== \w+ ===$", made, re.MULTILINE)) == 6
    assert "VAR v_oil = 2" in made and 'VAR v_letter = "sealed"' in made
    assert "~ v_oil = MIN(MAX(v_oil - 1, 0), 3)" in made
    assert "+ { not seen_scene_dusk_window } [Stop at the last window]" in made
    assert "// closed, it says: The cans are empty." in made


def test_ink_obeys_nothing_of_the_text(nasty: Story) -> None:
    for line in to_ink(nasty).splitlines():
        if r"\-\> END" in line and not line.startswith("//"):
            assert not re.search(r"(?<!\\)(\{x|\[\[|->|//|~ t|\| |# h)", line), line


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("y{nerve}", r"y\{nerve\}"),
        ("a|b", r"a\|b"),
        ("-> END", r"\-\> END"),
        ("x//y /* z", r"x\/\/y \/\* z"),
        ("<>#t ~[b]", r"\<\>\#t \~\[b\]"),
        ('q"\\', r"q\"\\"),
        ("it’s so", "it’s so"),
    ],
)
def test_ink_reads_nothing_in_words_in_quotes(word: str, said: str) -> None:
    scene = {"text": [{"when": f"w == '{word}'", "text": "So."}], "effects": [f"w = '{word}'"]}
    made = to_ink(make_story({"a": {"s": scene}}, {"w": {"start": word}, "nerve": {"start": 0}}))
    assert f'VAR v_w = "{said}"\n' in made
    assert f'~ v_w = "{said}"\n' in made
    assert f'{{ v_w == "{said}":\n' in made


def test_no_two_identifiers_are_alike() -> None:
    assert list(identifiers(["a-b", "a_b", "A b", "a_b_2", "a.b", "2"]).values()) == [
        "a_b", "a_b_2", "A_b_3", "a_b_2_2", "a_b_4", "n_2",
    ]  # fmt: skip


def test_many_names_that_would_be_one_identifier() -> None:
    names = [f"a{chr(0x4E00 + number)}" for number in range(20_000)]
    assert len(set(identifiers(names).values())) == len(names)


def dialect() -> Dialect:
    return Dialect(
        lambda n: f"v.{n}", lambda c, n: f"{c}:{n}", "t", lambda w: f"<{w}>", {"not": "!", "and": "&", "or": "|"}
    )


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("a", "v.a"),
        ("a and not b >= 2 or c", "(v.a & !(v.b >= 2)) | v.c"),
        ("not (a or b)", "!(v.a | v.b)"),
        ("not not not a", "!(!(!v.a))"),
        ("seen( x/y ) > 1", "seen:x/y > 1"),
        ("not chosen(x.y)", "!chosen:x.y"),
        ("(seen(x) or chosen(x.y)) == b and seen(z)", "((seen:x > 0 | chosen:x.y > 0) == v.b) & seen:z > 0"),
        ("w == 'so \"it\" is'", 'v.w == <so "it" is>'),
        ("turns - -2 + n > 0", "(t - -2 + v.n) > 0"),
        ("n > --1", "v.n > -(-1)"),
        ("n > - - - n", "v.n > -(-(-v.n))"),
        ("n - -(-2 + n) > 0", "(v.n - -(-2 + v.n)) > 0"),
        ("(((a)))", "v.a"),
        ("true and (a == false)", "true & (v.a == false)"),
    ],
)
def test_conditions_in_another_language(source: str, said: str) -> None:
    assert condition(source, dialect()) == said


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("a += 1", ("a", "+=", "1")),
        ("b = n > 0 and b", ("b", "=", "((v.n > 0) & v.b)")),
        ("w = 'x'", ("w", "=", "<x>")),
        ("b = (seen(x)) or a", ("b", "=", "(seen:x > 0 | v.a)")),
    ],
)
def test_effects_in_another_language(source: str, said: tuple[str, str, str]) -> None:
    assert change(source, dialect()) == said
