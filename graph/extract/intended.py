"""Zones and projects, each with what is to happen to it: one reading, as a list shares the verb before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from graph.extract import listed, projects, zones
from graph.extract.back import placed
from graph.language import intents
from graph.language.folding import same_length
from graph.language.lexicon import load
from graph.model import Aim, Document, Findings, InView, Task


def step(document: Document, findings: Findings) -> Findings:
    """The zones and projects of a text. Reads: header, root, view, tables, tasks. Writes: zones, projects."""
    aims = [*find(document), *_across_pages(findings.tasks)]
    read = [aim.span for aim in aims if aim.kind == "Project"]
    aims += [
        aim for aim in listed.find(document) if not any(s.start < aim.span.end and aim.span.start < s.end for s in read)
    ]
    return replace(
        findings,
        zones=tuple(aim for aim in aims if aim.kind != "Project"),
        projects=tuple(aim for aim in aims if aim.kind == "Project"),
    )


def find(document: Document) -> list[Aim]:
    """The zones and projects of a document, in order; a document that lays down rules names no projects of its own.

    >>> from graph.model import Source
    >>> from graph.structure import parse
    >>> text = "KẾ HOẠCH\\nVỀ A\\n\\nI. NHIỆM VỤ\\n- Mở rộng KCN Long Bình An."
    >>> [(aim.name, aim.intents) for aim in find(parse(Source("a.txt", text)))]
    [('Khu công nghiệp Long Bình An', ('Extension',))]
    """
    view = document.view
    rules = document.header.type in load().aims["normative"]
    works = () if rules else projects.find(document.root, view.text)
    return [placed(aim, view) for aim in _read(zones.find(view.text), works, view.text)]


def _read(found: Iterable[Aim[InView]], works: Iterable[Aim[InView]], words: str) -> list[Aim[InView]]:
    return intents.with_intents([*found, *works], words)


def _across_pages(tasks: Iterable[Task]) -> Iterator[Aim]:
    """The zones and projects of tasks that a page's end cuts, read in the joined words of each task; their evidence is the task's last
    piece."""
    for task in tasks:
        if len(task.spans) > 1:
            words = same_length(task.text)
            for aim in _read(zones.find(words), projects.in_text(words), words):
                yield Aim(task.spans[-1], aim.kind, aim.name, aim.place, intents=aim.intents)
