"""What can go wrong on the way, as few kinds of error as a caller needs to tell apart.

Bad *text* never raises: it yields fewer findings. Bad *input* (a missing path, a file that is no text) raises one of
these, and every message names the file and the remedy.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


class PolicyGraphError(Exception):
    """Base of everything the package raises on purpose; catching it catches all of them."""


class UnreadableFile(PolicyGraphError):
    """One input file cannot be read. The other files are still built.

    >>> str(UnreadableFile(Path("plan.txt"), "it is empty", "export the document again"))
    'plan.txt: it is empty; export the document again'
    """

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason}; {remedy}")
        self.path, self.reason, self.remedy = path, reason, remedy

    def __reduce__(self) -> tuple[Callable[..., UnreadableFile], tuple[Path, str, str]]:
        """By its parts: an exception is pickled by its message alone, from which it could not be made again."""
        return type(self), (self.path, self.reason, self.remedy)


class NoDocuments(PolicyGraphError):
    """The given paths hold nothing that a reader understands."""


class NotAGraph(PolicyGraphError):
    """A folder was opened as a built graph and holds none."""


class BadQuery(PolicyGraphError):
    """A SPARQL query, or the name of a question, that cannot be run; the message says where it is wrong."""


class NotFound(PolicyGraphError):
    """What was asked for by name is not in the graph, or is several things; the message lists what is near."""
