"""Stories made of a few words, for what the lighthouse does not have."""

import msgspec

from engine.reading.model import Chapter, CommentaryFile, StoryFile
from engine.reading.story import Story


def long_story(scenes: int = 6, paragraphs: int = 5, choices: int = 2) -> Story:
    """Scenes that lead round and round, each paragraph with a number of its own."""
    made = {
        f"s{number}": {
            "title": f"Scene {number}",
            "text": "\n\n".join(
                f"Scene {number}, paragraph {place}. " + "The sea goes on as it has always gone on. " * 4
                for place in range(paragraphs)
            ),
            "choices": [
                {"id": f"c{one}", "text": f"Take road {one + 1}", "to": f"s{(number + 1) % scenes}"}
                for one in range(choices)
            ],
        }
        for number in range(scenes)
    }
    file = {"id": "long", "title": "Long [story]", "chapters": ["one"]}
    chapter = {"id": "one", "title": "[/One]", "scenes": made}
    return Story(msgspec.convert(file, StoryFile), (msgspec.convert(chapter, Chapter),), (), (CommentaryFile(),))
