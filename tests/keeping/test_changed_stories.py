"""A save made on one version of a story opens on another, whatever was edited in between."""

import random
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.keeping.following import Followed, explain
from engine.keeping.journal import compact
from engine.keeping.saves import AUTO, OLDER
from engine.playing.events import UNDO, look
from engine.playing.playthrough import Stop
from engine.playing.script import Script
from engine.session import Session
from tests.building import make_script

FLAGS = [f"f{number}" for number in range(4)]


def plain_story(seed: int) -> dict[str, dict[str, Any]]:
    """Scenes by chapter as plain data, so that they can be edited."""
    chance = random.Random(seed)
    names = {"one": [f"a{n}" for n in range(8)], "two": [f"b{n}" for n in range(8)]}
    everywhere = [f"{chapter}/{name}" for chapter, own in names.items() for name in own]
    return {
        chapter: {
            name: {
                "text": f"Text of {name}.",
                "looks": [{"id": f"l{n}", "name": f"thing {n}", "text": "It is.", "aka": ["it"]} for n in range(2)],
                "choices": [
                    {
                        "id": f"c{n}",
                        "text": f"Choice number {n}",
                        "to": chance.choice(everywhere),
                        "effects": [f"{chance.choice(FLAGS)} = true"],
                        **({"when": chance.choice(FLAGS)} if n == 2 else {}),
                    }
                    for n in range(3)
                ],
            }
            for name in own
        }
        for chapter, own in names.items()
    }


def script_of(chapters: dict[str, dict[str, Any]], flags: list[str]) -> Script:
    return make_script(chapters, {flag: {"start": False} for flag in flags})


def everywhere(chapters: dict[str, dict[str, Any]]) -> list[tuple[str, str]]:
    return [(chapter, name) for chapter, scenes in chapters.items() for name in scenes]


def rename_scene(chapters: dict[str, dict[str, Any]], chance: random.Random) -> None:
    chapter, name = chance.choice(everywhere(chapters))
    new = f"{name}-new"
    if new in chapters[chapter]:
        return
    scenes = chapters[chapter]
    renamed = {(new if key == name else key): scene for key, scene in scenes.items()}
    renamed[new] = {**renamed[new], "aka": [*renamed[new].get("aka", []), name]}
    chapters[chapter] = renamed
    for _, scene in ((c, s) for c, own in chapters.items() for s in own.values()):
        for choice in scene["choices"]:
            if choice["to"] == f"{chapter}/{name}":
                choice["to"] = f"{chapter}/{new}"


def rename_choice(chapters: dict[str, dict[str, Any]], chance: random.Random) -> None:
    chapter, name = chance.choice(everywhere(chapters))
    choice = chance.choice(chapters[chapter][name]["choices"])
    choice["aka"] = [*choice.get("aka", []), choice["id"]]
    choice["id"] += "x"


def rename_look(chapters: dict[str, dict[str, Any]], chance: random.Random) -> None:
    chapter, name = chance.choice(everywhere(chapters))
    if looks := chapters[chapter][name]["looks"]:
        one = chance.choice(looks)
        one["aka"] = [*one["aka"], one["id"]]
        one["id"] += "x"


def remove_look(chapters: dict[str, dict[str, Any]], chance: random.Random) -> None:
    chapter, name = chance.choice(everywhere(chapters))
    if looks := chapters[chapter][name]["looks"]:
        looks.pop(chance.randrange(len(looks)))


def reword(chapters: dict[str, dict[str, Any]], chance: random.Random) -> None:
    chapter, name = chance.choice(everywhere(chapters))
    scene = chapters[chapter][name]
    scene["text"] += " And more."
    chance.choice(scene["choices"])["text"] = "In other words"
    chance.shuffle(scene["choices"])


def remove_scene(chapters: dict[str, dict[str, Any]], chance: random.Random) -> None:
    chapter = chance.choice(list(chapters))
    if len(chapters[chapter]) < 3:
        return
    name = chance.choice(list(chapters[chapter]))
    del chapters[chapter][name]
    first = next(iter(chapters[chapter]))
    for scenes in chapters.values():
        for scene in scenes.values():
            for choice in scene["choices"]:
                if choice["to"] == f"{chapter}/{name}":
                    choice["to"] = f"{chapter}/{first}"


def remove_choice(chapters: dict[str, dict[str, Any]], chance: random.Random) -> None:
    chapter, name = chance.choice(everywhere(chapters))
    choices = chapters[chapter][name]["choices"]
    if len(choices) > 1:
        choices.pop(chance.randrange(len(choices)))


def reorder(chapters: dict[str, dict[str, Any]], chance: random.Random) -> None:
    chapter = chance.choice(list(chapters))
    names = list(chapters[chapter])
    chance.shuffle(names)
    chapters[chapter] = {name: chapters[chapter][name] for name in names}


def drop_flag(chapters: dict[str, dict[str, Any]], chance: random.Random) -> None:
    flag = chance.choice(FLAGS)
    for scenes in chapters.values():
        for scene in scenes.values():
            for choice in scene["choices"]:
                choice["effects"] = [one for one in choice["effects"] if not one.startswith(flag)]
                if choice.get("when") == flag:
                    del choice["when"]


KIND = [rename_scene, rename_choice, rename_look, reword]
UNKIND = [*KIND, remove_look, remove_scene, remove_choice, reorder, drop_flag]


def played(script: Script, folder: Path, seed: int, turns: int) -> Session:
    session = Session(script, folder)
    session.start()
    chance = random.Random(seed)
    for _ in range(turns):
        moment = session.moment
        options = [one for one in moment.options if one.open]
        if moment.sights and chance.random() < 0.3:
            session.look(chance.choice(moment.sights).id)
        elif moment.can_undo and chance.random() < 0.2:
            session.do(UNDO)
        elif options:
            session.choose(chance.choice(options).id)
    session.close()
    return session


def check(seed: int, edits: list[int], kinds: list[Any]) -> tuple[Session, Session]:
    folder = Path(tempfile.mkdtemp())
    try:
        chapters = plain_story(seed)
        before = played(script_of(chapters, FLAGS), folder, seed, 25)
        chance = random.Random(seed)
        for edit in edits:
            kinds[edit % len(kinds)](chapters, chance)
        after = Session(script_of(chapters, FLAGS), folder)
        after.resume()
        again = Session(after.script, folder)
        after.close()
        again.resume()
        assert again.play.log == after.play.log, "what is gone on with is kept"
        if after.notices:
            assert before.play.log == compact(again.saves.read(AUTO + OLDER)), "what was left out is kept beside"
        again.close()
        return before, after
    finally:
        shutil.rmtree(folder)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 1000), st.lists(st.integers(0, 100), max_size=8))
def test_renaming_with_aka_and_rewording_lose_nothing(seed: int, edits: list[int]) -> None:
    before, after = check(seed, edits, KIND)
    assert not after.notices
    assert after.play.length == before.play.length and after.play.values == before.play.values


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 1000), st.lists(st.integers(0, 100), max_size=20))
def test_removed_looks_cost_no_choice(seed: int, edits: list[int]) -> None:
    before, after = check(seed, edits, [*KIND, remove_look, remove_look, remove_look])
    assert after.play.values == before.play.values and after.play.turns == before.play.turns
    looks = before.play.length - after.play.length
    assert len(after.notices) == (looks > 0)
    assert all("is left out" in one for one in after.notices)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 1000), st.lists(st.integers(0, 100), min_size=1, max_size=12))
def test_any_edit_replays_as_far_as_it_can_and_says_so(seed: int, edits: list[int]) -> None:
    before, after = check(seed, edits, UNKIND)
    assert after.play.begun and after.moment.heading.title
    if after.play.length < before.play.length:
        assert len(after.notices) == 1
        notice = after.notices[0]
        assert ("The story has changed" in notice or "another version" in notice) and "older story" in notice
        kept = after.saves.slots()
        assert kept == [] or all(slot.name for slot in kept)


def ferry(**look: Any) -> Script:
    """A deck with one thing to look at, if it is given, and two ways on."""
    deck = {
        "text": "Deck.",
        "looks": [{"name": "the coat", "text": "Linen.", **look}] if look else [],
        "choices": [{"id": "on", "text": "Go on in", "to": "cabin"}],
    }
    cabin = {"text": "Cabin.", "choices": [{"id": "back", "text": "Go back out", "to": "deck"}]}
    return make_script({"crossing": {"deck": deck, "cabin": cabin}})


def looked(folder: Path) -> Session:
    session = Session(ferry(id="coat"), folder)
    session.start()
    session.choose("on")
    session.choose("back")
    session.look("coat")
    return session


def resumed(script: Script, folder: Path) -> Session:
    session = Session(script, folder)
    session.resume()
    return session


def test_a_look_is_found_under_its_old_id(tmp_path: Path) -> None:
    looked(tmp_path).close()
    again = resumed(ferry(id="linen", aka=["the linen", "coat"]), tmp_path)
    assert not again.notices
    assert again.play.log[-1] == look("crossing/deck", "linen")


def test_a_look_that_is_gone_is_left_out_and_told_of(tmp_path: Path) -> None:
    session = looked(tmp_path)
    session.choose("on")
    whole = session.play.log
    session.close()
    again = resumed(ferry(id="linen"), tmp_path)
    assert again.play.log == tuple(event for event in whole if event.kind != "look")
    assert again.notices == [
        "The story has changed since this save. What you looked at and can no longer be seen there is left out: "
        'coat in crossing/deck. The whole of it is kept as "autosave (older story)".'
    ]
    assert again.saves.read(AUTO + OLDER) == whole
    again.close()
    assert resumed(ferry(id="linen"), tmp_path).notices == []


def test_a_look_that_was_taken_back_takes_no_choice_with_it(tmp_path: Path) -> None:
    session = looked(tmp_path)
    session.do(UNDO)
    log = session.play.log
    session.close()
    again = resumed(ferry(), tmp_path)
    assert (again.play.log, again.notices) == (log, [])


def test_looks_that_are_gone_are_named_once_and_not_all(tmp_path: Path) -> None:
    play = resumed(ferry(), looked(tmp_path).data).play
    found = Followed(play, None, (), tuple(look("crossing/deck", one) for one in ("a", "a", "b", "c", "d", "e")))
    assert "a in crossing/deck, b in crossing/deck, c in crossing/deck and 2 more." in explain(found, (), "")
    stopped = Followed(play, Stop(1, UNDO, "why"), (), found.left_out)
    assert "there, why. What you looked at" in explain(stopped, (), "")
