"""What the retelling promises, each with its number."""

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest

from engine.playing.commentary import Commentary
from engine.playing.events import begin, choose, jump
from engine.playing.playthrough import Playthrough
from engine.playing.script import Script
from engine.reading.model import Block, Chapter, Prose, Scene
from engine.reading.prose import paragraphs
from engine.reading.story import Story
from engine.reading.words import words

TITLES = [
    "The Club", "Off the Clock", "The Offer", "Vegas", "The Knock",
    "The Tiger", "The Search", "The Parents", "What Is Left", "The Car",
]  # fmt: skip
STANCES = {"guard", "hope", "fight", "trade", "near"}
NAME = re.compile(r"[a-z_]+")


def scenes(story: Story) -> Iterator[tuple[Chapter, str, Scene]]:
    for chapter in story.chapters:
        for name, scene in chapter.scenes.items():
            yield chapter, name, scene


def blocks(prose: Prose) -> Iterator[str | Block]:
    yield from (prose,) if isinstance(prose, str) else prose


def all_prose(scene: Scene) -> Iterator[Prose]:
    yield scene.text
    yield from (choice.after for choice in scene.choices)
    yield from (look.text for look in scene.looks)


def conditional(story: Story) -> Iterator[tuple[int, str]]:
    """Each conditional passage: its chapter's index and its condition."""
    for index, chapter in enumerate(story.chapters):
        for scene in chapter.scenes.values():
            for prose in all_prose(scene):
                yield from ((index, block.when) for block in blocks(prose) if isinstance(block, Block) and block.when)


def test_ten_chapters_in_two_parts(story: Story) -> None:
    assert [chapter.title for chapter in story.chapters] == TITLES
    assert [chapter.part for chapter in story.chapters] == ["romance"] * 4 + ["reality"] * 6
    minutes: dict[str, int] = defaultdict(int)
    for chapter in story.chapters:
        minutes[chapter.part] += chapter.minutes
    assert minutes == {"romance": 50, "reality": 90} == {part.id: part.minutes for part in story.file.parts}


def test_length(story: Story) -> None:
    count = sum(
        words(text)
        for _, _, scene in scenes(story)
        for prose in (scene.text, *(choice.after for choice in scene.choices))
        for block in blocks(prose)
        for text in ([block] if isinstance(block, str) else [block.text, block.otherwise])
    )
    assert len(story.places) >= 70
    assert sum(len(scene.choices) for _, _, scene in scenes(story)) >= 200
    assert count >= 22_000


@pytest.mark.parametrize("index", range(10))
def test_each_chapter_has_scenes_choices_and_all_four_kinds(story: Story, index: int) -> None:
    chapter = story.chapters[index]
    choices = [choice for scene in chapter.scenes.values() for choice in scene.choices]
    assert len(chapter.scenes) >= 4 and len(choices) >= 6
    assert {"manner", "notice", "meaning", "road"} <= {choice.kind for choice in choices}
    assert chapter.palette in story.file.palettes and chapter.epigraph


def test_every_told_beat_is_in_a_scene_and_every_scene_tells_one(story: Story) -> None:
    told = {beat.id for beat in story.beats if beat.kind == "told"}
    assert told == {beat for _, _, scene in scenes(story) for beat in scene.beats}
    assert all(scene.beats for _, _, scene in scenes(story))


def test_beats_come_in_the_order_of_the_source(story: Story) -> None:
    order = [beat.id for beat in story.beats if beat.kind == "told"]
    first = {beat: index for index in reversed(range(10)) for scene in story.chapters[index].scenes.values()
             for beat in scene.beats}  # fmt: skip
    main = [beat for beat in order if beat not in ("belief", "offer", "divorce", "humiliation", "search", "spent")]
    assert [first[beat] for beat in main] == sorted(first[beat] for beat in main)


def test_stances_are_three_to_five_from_minus_five_to_five(story: Story) -> None:
    for name in STANCES:
        variable = story.file.variables[name]
        assert (variable.start, variable.min, variable.max) == (0, -5, 5)
        for sign in ("+=", "-="):
            assert any(f"{name} {sign}" in effect for _, _, scene in scenes(story) for choice in scene.choices
                       for effect in choice.effects)  # fmt: skip


def test_what_was_done_comes_back(story: Story) -> None:
    first_set: dict[str, int] = {}
    for index in reversed(range(len(story.chapters))):
        for scene in story.chapters[index].scenes.values():
            effects = [*scene.effects, *(effect for choice in scene.choices for effect in choice.effects)]
            effects += [effect for look in scene.looks for effect in look.effects]
            first_set.update((effect.split()[0], index) for effect in effects)
    passages = list(conditional(story))
    late = [
        when
        for index, when in passages
        if any(
            index - first_set[name] >= 2 for name in NAME.findall(when) if name in first_set and name not in STANCES
        )
    ]
    assert len(passages) >= 40
    assert len(late) >= 15
    read = {name for _, when in passages for name in NAME.findall(when)}
    read |= {name for _, _, scene in scenes(story) for choice in scene.choices for name in NAME.findall(choice.when)}
    assert set(story.file.variables) <= read, "set but never coming back"


def test_the_car_is_told_in_at_least_eight_ways_to_one_last_image(story: Story) -> None:
    car = story.chapters[-1]
    turn = [block.when for block in blocks(car.scenes["turn"].text) if isinstance(block, Block)]
    assert len(set(turn)) >= 8
    endings = [scene for _, _, scene in scenes(story) if scene.ending]
    assert len(endings) == 1
    last = list(blocks(endings[0].text))[-1]
    assert isinstance(last, str) and "cab with its roof light on" in paragraphs(last)[-1]


def test_exactly_one_telling_of_the_turn_away_holds_whatever_the_reader_has_been(script: Script) -> None:
    play = Playthrough(script)
    play.do(begin("the-car"))
    passages = script.scene("the-car/turn").text
    for near in range(-5, 6):
        for guard in range(-5, 6):
            for hope in range(-5, 6):
                play.values.update(near=near, guard=guard, hope=hope)
                assert sum(bool(one.when and one.when(play)) for one in passages) == 1


def test_the_readings_of_the_last_scene_wait_until_it_has_been_told(story: Story, script: Script) -> None:
    (pane,) = (one for one in story.panes if one.kind == "readings")
    play = Playthrough(script)
    play.do(begin("the-car"))
    while play.scene.id != "the-car/turn":
        assert Commentary(play).gate(pane) == "opens further on"
        play.do(choose(play.scene.id, next(one.id for one in play.moment().options if one.open)))
    assert Commentary(play).readings(pane)


def test_tears_come_only_in_the_car(story: Story) -> None:
    crying = re.compile(r"\b(?:cry|cries|crying|sob|sobs|sobbing|tears)\b")
    for chapter, name, scene in scenes(story):
        if chapter.id == "the-car":
            continue
        for prose in all_prose(scene):
            for block in blocks(prose):
                text = block if isinstance(block, str) else f"{block.text} {block.otherwise}"
                for match in crying.finditer(text):
                    around = text[max(0, match.start() - 60) : match.end() + 40]
                    assert not re.search(r"\byou(?:'re| are)? (?:cry|crying|sob|sobbing)\b", around), (name, around)


def test_one_person_s_decency_can_be_seen_many_times_and_missed(story: Story) -> None:
    noticing = [
        f"{chapter.id}/{name}"
        for chapter, name, scene in scenes(story)
        for one in scene.looks + scene.choices
        if any(effect.startswith("noticed +=") for effect in one.effects)
    ]
    assert len(noticing) >= 6 and any(place.startswith("the-knock/") for place in noticing)
    assert len({place.partition("/")[0] for place in noticing}) >= 4


def test_looks(story: Story) -> None:
    looks = [look for _, _, scene in scenes(story) for look in scene.looks]
    assert len(looks) >= 60
    bare = [name for _, name, scene in scenes(story) if not scene.looks and not scene.ending]
    assert len(bare) <= 1


def test_the_slur_stands_once_in_one_mouth(story: Story) -> None:
    found = [
        f"{chapter.id}/{name}"
        for chapter, name, scene in scenes(story)
        for prose in all_prose(scene)
        for block in blocks(prose)
        for _ in re.findall("hooker", block if isinstance(block, str) else f"{block.text} {block.otherwise}")
    ]
    assert len(found) == 1 and found[0].startswith("the-parents/")


def test_real_people_stay_out_of_the_scenes(story: Story) -> None:
    people = re.compile(r"Baker\b|Madison|Borisov|Edelshteyn|Eydelshteyn|Huppert")
    for chapter, name, scene in scenes(story):
        for prose in all_prose(scene):
            for block in blocks(prose):
                text = block if isinstance(block, str) else f"{block.text} {block.otherwise}"
                assert not people.search(text.replace("Baker's dozen", "")), f"{chapter.id}/{name}"


@pytest.mark.parametrize("index", range(10))
def test_each_chapter_can_be_entered_on_its_own(script: Script, story: Story, index: int) -> None:
    chapter = story.chapters[index]
    play = Playthrough(script)
    play.do(begin(story.chapters[0].id))
    play.do(jump(chapter.id))
    for _ in range(300):
        if play.ended or play.scene.chapter.id != chapter.id:
            break
        options = [option for option in play.moment().options if option.open]
        play.do(choose(play.scene.id, options[play.turns % len(options)].id))
    assert play.ended or play.scene.chapter.id == story.chapters[min(index + 1, 9)].id


def test_a_chapter_declares_all_that_it_asks_about_the_way_so_far(story: Story) -> None:
    for index, chapter in enumerate(story.chapters[1:], start=1):
        own = {
            effect.split()[0]
            for scene in chapter.scenes.values()
            for one in scene.choices + scene.looks
            for effect in one.effects
        }
        asked = {
            name for at, when in conditional(story) if at == index for name in NAME.findall(when)
            if name in story.file.variables
        }  # fmt: skip
        assert asked - own - set(chapter.enter) == set(), chapter.id


def test_each_decision_has_its_note_and_each_reading_its_evidence(story: Story) -> None:
    noted = {note.at for pane in story.panes for note in story.notes(pane.id)}
    deciding = {f"{chapter.id}/{name}" for chapter, name, scene in scenes(story) if len(scene.choices) > 1}
    assert deciding - noted == set()
    for pane in story.panes:
        for reading in story.readings(pane.id):
            sides = {one.speaks for one in story.evidence(pane.id) if one.reading == reading.id}
            assert reading.speaks_for and reading.speaks_against and sides == {"for", "against"}, reading.id
