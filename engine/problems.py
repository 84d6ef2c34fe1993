"""What is wrong with a file, said in one line that names the place."""

from typing import Literal

from msgspec import Struct

Severity = Literal["error", "warning"]


class Problem(Struct, frozen=True, order=True):
    """One finding; lines and columns count from 1."""

    file: str
    line: int
    column: int
    severity: Severity
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.severity}: {self.message} [{self.rule}]"


class EngineError(Exception):
    """Something that a reader or an author can put right: one line, what is wrong; what to do."""

    @property
    def sentence(self) -> str:
        """The line as a reader is told it: with a capital and a full stop, unless it begins with a file's name."""
        text = str(self)
        first = text.partition(" ")[0]
        return f"{text[:1].upper() if first.isalpha() else text[:1]}{text[1:].rstrip('.')}."


class StoryError(EngineError):
    """A story that cannot be played, with all that was found."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems
