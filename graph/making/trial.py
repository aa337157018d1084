"""What the documents would say with other corrections: read and resolved, and nothing written."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from graph.curate import Kept
from graph.errors import NoDocuments
from graph.making.copies import without_copies
from graph.making.examine import examine
from graph.model import Facts
from graph.reading import Input
from graph.resolve import resolve

Tell = Callable[[str, int, int], None]


def tried(files: Sequence[Input], every: Sequence[Kept], tell: Tell) -> list[Facts]:
    """The facts of files under each of several sets of corrections. A file that none of them changes is read once. Files that cannot be read are
    left out; raises `NoDocuments` where none can."""
    facts: list[Facts] = []
    found = []
    for done, file in enumerate(sorted(files, key=lambda file: file.name)):
        tell(f"read {file.name}", done, len(files))
        corrections = [kept.of(file.name) for kept in every]
        known = {mine: examine(file, corrections=mine) for mine in dict.fromkeys(corrections)}
        found.append([known[mine] for mine in corrections])
    for i in range(len(every)):
        examined, _ = without_copies([one for each in found for one in (each[i], *each[i].more)])
        findings = [one.findings for one in examined if one.findings]
        if not findings:
            raise NoDocuments(
                f"{', '.join(file.name for file in files[:3])}: no document here can be read; build says why"
            )
        facts.append(resolve(findings))
    return facts
