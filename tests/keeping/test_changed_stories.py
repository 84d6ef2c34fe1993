"""A save made on one version of a story opens on another, whatever was edited in between."""

import random
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.keeping.following import Followed, explain
from engine.keeping.journal import compact
from engine.keeping.saves import AUTO, OLDER
from engine.playing.events import UNDO, begin, look
from engine.playing.playthrough import Stop
from engine.playing.script import Script
from engine.session import Session
from tests.building import make_script
from tests.keeping.drafts import KIND, UNKIND, Draft, Edit, Walk, remove_look


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
        elif chance.random() < 0.05:
            session.go(chance.choice(["one", "two", "three"]))
        elif options:
            session.choose(chance.choice(options).id)
    session.close()
    return session


def check(seed: int, edits: Sequence[Edit]) -> tuple[Session, Session, Walk]:
    folder = Path(tempfile.mkdtemp())
    try:
        draft = Draft(seed)
        before = played(draft.script, folder, seed, 25)
        chance = random.Random(seed)
        for edit in edits:
            edit(draft, chance)
        after = Session(draft.script, folder)
        after.resume()
        again = Session(after.script, folder)
        after.close()
        again.resume()
        assert again.play.log == after.play.log, "what is gone on with is kept"
        if after.notices:
            assert before.play.log == compact(again.saves.read(AUTO + OLDER)), "what was left out is kept beside"
        again.close()
        return before, after, Walk(draft, before.play.log)
    finally:
        shutil.rmtree(folder)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 1000), st.lists(st.sampled_from(KIND), max_size=8))
def test_renaming_with_aka_and_rewording_lose_nothing(seed: int, edits: list[Edit]) -> None:
    before, after, _ = check(seed, edits)
    assert not after.notices
    assert after.play.length == before.play.length and after.play.values == before.play.values


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 1000), st.lists(st.sampled_from([*KIND, *[remove_look] * 3]), max_size=20))
def test_removed_looks_cost_no_choice(seed: int, edits: list[Edit]) -> None:
    before, after, _ = check(seed, edits)
    assert after.play.values == before.play.values and after.play.turns == before.play.turns
    looks = before.play.length - after.play.length
    assert len(after.notices) == (looks > 0)
    assert all("is left out" in one for one in after.notices)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 1000), st.lists(st.sampled_from(UNKIND), min_size=1, max_size=12))
def test_any_edit_replays_as_far_as_it_can_and_says_so(seed: int, edits: list[Edit]) -> None:
    before, after, walk = check(seed, edits)
    if not walk.done:
        assert after.play.log == (begin(walk.nearest),)
        number = list(after.script.story.chapter_index).index(walk.nearest) + 1
        assert f"cannot be followed (no chapter 'one'). It begins anew in chapter {number}, " in after.notices[0]
        return
    assert list(after.play.log) == walk.done
    assert after.play.scene.id == walk.here
    assert after.play.values == {flag: flag in walk.flags for flag in walk.draft.flags}
    if walk.stopped is None:
        assert after.play.length == before.play.length - walk.left
        assert len(after.notices) == (walk.left > 0)
    else:
        (notice,) = after.notices
        assert f"The story has changed since this save. It goes on to turn {len(walk.done) - 1}, in chapter" in notice
        assert "older story" in notice


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 1000))
def test_an_edit_where_nobody_was_loses_nothing(seed: int) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        draft = Draft(seed)
        before = played(draft.script, folder, seed, 25)
        seen = {turn.scene for turn in before.play.history()}
        done = {(event.where, event.what) for event in before.play.log}
        for at, scene in draft.scenes.items():
            chapter, _, name = at.partition("/")
            if at not in seen:
                del draft.chapters[chapter][name]
            for kind in ("looks", "choices"):
                scene[kind] = [one for one in scene[kind] if (at, one["id"]) in done]
        draft.chapters = {chapter: scenes for chapter, scenes in draft.chapters.items() if scenes}
        draft.lead_on()
        after = Session(draft.script, folder)
        after.resume()
        assert (after.notices, after.play.log, after.play.values) == ([], before.play.log, before.play.values)
        after.close()
    finally:
        shutil.rmtree(folder)


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
