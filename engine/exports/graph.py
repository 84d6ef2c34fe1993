"""The story's graph as text, Mermaid or DOT."""

from collections.abc import Iterator
from typing import NamedTuple

from engine.clean import clean
from engine.exports.escapes import dot, identifiers, mermaid
from engine.reading.model import Choice
from engine.reading.prose import plain
from engine.reading.story import Story


class _Edge(NamedTuple):
    start: str
    choice: Choice
    end: str


def _edges(story: Story) -> Iterator[_Edge]:
    for scene_id, place in story.places.items():
        for choice in place.scene.choices:
            yield _Edge(scene_id, choice, story.resolve(choice.to, story.chapters[place.chapter]) or "")


def as_text(story: Story) -> str:
    """Each chapter's scenes in order, each with the choices that lead on."""
    edges: dict[str, list[_Edge]] = {}
    for edge in _edges(story):
        edges.setdefault(edge.start, []).append(edge)
    lines = []
    for number, chapter in enumerate(story.chapters, 1):
        lines += ["", f"Chapter {number}. {clean(chapter.title)}"]
        for local, scene in chapter.scenes.items():
            end = " (an ending)" if scene.ending else ""
            title = f": {clean(scene.title)}" if scene.title else ""
            lines.append(f"  {chapter.id}/{local}{title}{end}")
            for edge in edges.get(f"{chapter.id}/{local}", ()):
                when = f" [{clean(edge.choice.when)}]" if edge.choice.when else ""
                lines.append(f"    {clean(plain(edge.choice.text))}{when} -> {edge.end}")
    return "\n".join(lines[1:]) + "\n"


def as_mermaid(story: Story) -> str:
    """A Mermaid flowchart, a subgraph for each chapter."""
    names = identifiers(list(story.places))
    chapters = identifiers([f"chapter_{chapter.id}" for chapter in story.chapters])
    lines = ["flowchart TD"]
    for chapter in story.chapters:
        lines.append(f"  subgraph {chapters[f'chapter_{chapter.id}']}[{mermaid(chapter.title)}]")
        for local, scene in chapter.scenes.items():
            label = mermaid(scene.title or local)
            name = f"s_{names[f'{chapter.id}/{local}']}"
            lines.append(f"    {name}([{label}])" if scene.ending else f"    {name}[{label}]")
        lines.append("  end")
    for edge in _edges(story):
        arrow = "-.->" if edge.choice.when else "-->"
        label = mermaid(plain(edge.choice.text))
        lines.append(f"  s_{names[edge.start]} {arrow}|{label}| s_{names[edge.end]}")
    return "\n".join(lines) + "\n"


def as_dot(story: Story) -> str:
    """A DOT digraph, a cluster for each chapter."""
    lines = [f"digraph {dot(story.file.id)} {{", "  rankdir=TB;", "  node [shape=box];"]
    for number, chapter in enumerate(story.chapters, 1):
        lines += [f"  subgraph cluster_{number} {{", f"    label={dot(chapter.title)};"]
        for local, scene in chapter.scenes.items():
            shape = ", peripheries=2" if scene.ending else ""
            lines.append(f"    {dot(f'{chapter.id}/{local}')} [label={dot(scene.title or local)}{shape}];")
        lines.append("  }")
    for edge in _edges(story):
        style = ", style=dashed" if edge.choice.when else ""
        lines.append(f"  {dot(edge.start)} -> {dot(edge.end)} [label={dot(plain(edge.choice.text))}{style}];")
    return "\n".join([*lines, "}"]) + "\n"
