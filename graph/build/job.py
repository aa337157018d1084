"""What follows reading, made of all documents together: facts, graph, texts, check, tables and pages, in an empty folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby
from pathlib import Path
from time import monotonic_ns

from graph.build import views
from graph.build.views import Check, Checked, Names, Part, Said, Sheets, Views, forget, pages_of
from graph.making.before import Before, inputs
from graph.making.engine import Engine
from graph.making.kept import Kept
from graph.making.provenance import provenance
from graph.making.reading import Place, Progress, found
from graph.making.recipe import content
from graph.model import Correction, Facts, Run, Source, names_of
from graph.processes.pool import Broken
from graph.rdf import ontology_quads, run_quads
from graph.rdf.lines import lines
from graph.reading import draw
from graph.resolve import resolve
from graph.store import write
from graph.store.stated import Contents, stated
from graph.validate import Rows
from graph.view.addresses import sheets_of
from graph.view.reading_page import Pages
from graph.view.report import Account, report


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of the documents, besides the files."""

    facts: Facts
    quads: int
    problems: tuple[str, ...]
    analyses: views.Analyses
    run: Run


@dataclass(frozen=True, slots=True)
class Making:
    """Where to make it, of what is kept, by which engine of this machine. `code` is the digest of the program, "" where nothing is taken over
    from the output `before`."""

    kept: Kept
    before: Before
    code: str
    here: Engine
    out: Path
    tell: Progress
    lang: str
    pages: bool
    corrections: tuple[Correction, ...] = ()

    def make(self, places: Sequence[Place]) -> Made:
        """Everything but the report, in an empty folder: it may be the second try."""
        forget()  # what a first try has open
        _empty(self.out)
        findings = found(places, self.kept)
        self.tell("resolve", 0, 1)
        facts = resolve(findings)
        documents = dict(facts.read)
        run = provenance(((documents[place.path], place.job.file) for place in places), self.corrections)
        for source in (finding.document.source for finding in findings):
            path = self.out / source.kept
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(source.text, encoding="utf-8", newline="")
        if self.pages:
            self._draw(places, [finding.document.source for finding in findings])
        printed = ((finding.document.source.path, finding.document.header.number) for finding in findings)
        names = tuple(names_of(printed).items())
        del findings  # half of the memory that a build has taken so far, before the store takes its own
        self.tell("write", 0, 1)
        count = write(
            chain(ontology_quads(), lines(facts), run_quads(run)), self.out, earlier=self.before.store(self.out)
        )
        self.tell("check", 0, 1)
        noted = self.before.remembered(f"shapes {self.code}", dict[str, Rows]) or {}
        turn = monotonic_ns()  # no number of a file: the next one may have it again
        contents = stated(self.out) if self.code else None
        parts: list[Part] = [Check(self.out, turn, contents, noted)]
        said: Said = ((), ())
        self.tell("tables and pages", 0, 1)
        if self.pages:
            of_all = self._of_all(facts.notes, names, [place.key for place in places])
            if taken := self._taken(of_all):
                said = taken
            else:
                parts.insert(0, Views(self.out, self.lang, turn, facts.notes, names))
            parts += self._sheets(places, turn, names, contents)
        problems: tuple[str, ...] = ()
        for part, result in self._results(parts):
            if isinstance(result, Checked):
                problems = result.problems
                self.before.note(f"shapes {self.code}", result.noted)
            elif isinstance(part, Views) and result:
                said = result
        forget()
        if self.pages:
            self.before.note(of_all, said)
        analyses, warnings = said
        made = Made(replace(facts, notes=(*facts.notes, *warnings)), count, problems, analyses, run)
        report(Account(made.facts, (), (), made.problems, made.analyses))  # fails here if it does on one of them
        return made

    def _draw(self, places: Sequence[Place], sources: Sequence[Source]) -> None:
        """The pages of PDF files and scans as pictures, for the reading pages."""
        printed = [(place, source) for place, source in zip(places, sources, strict=True) if source.boxes]
        for done, (place, source) in enumerate(printed):
            self.tell(f"draw {source.path}", done, len(printed))
            if not self.before.take(inputs(self.code, place.key, source.path), self.out, sheets_of(source.kept)):
                draw(place.job.file, source, self.out / sheets_of(source.kept))

    def _of_all(self, *told: object) -> str:
        """What everything depends on that is made of the whole graph."""
        return inputs("views", self.code, self.lang, content(self.out / "graph.nq"), *told)

    def _taken(self, of_all: str) -> Said | None:
        """What the analyses said of the same graph, whose tables and pages are now in the folder; None where they have to be made."""
        taken = self.before.take(of_all, self.out, *views.FILES)
        return self.before.remembered(of_all, Said) if taken else None

    def _sheets(self, places: Sequence[Place], turn: int, called: Names, contents: Contents | None) -> Iterator[Sheets]:
        """The reading pages that have to be drawn, file by file; the others are now in the folder."""
        shown = _Shown(self.out, pages_of(self.out, self.lang, turn, called), contents) if contents else None
        for (job, key), here in groupby(places, lambda place: (place.job, place.key)):
            made_of = inputs(self.code, key)
            names = tuple(place.path for place in here if not (shown and shown.taken(place.path, made_of, self.before)))
            if names:
                yield Sheets(self.out, self.lang, turn, job, key, self.kept.folder, names, called)

    def _results(self, parts: Sequence[Part]) -> Iterator[tuple[Part, views.Made]]:
        for position, result in self.here.results(views.made, parts, patient=True):
            if isinstance(result, Broken):  # as any other failure that may be of one document
                raise RuntimeError(f"{type(parts[position]).__name__}: {result.reason}")
            yield parts[position], result


class _Shown:
    """What the reading pages of a graph show, to be compared with what those before showed."""

    def __init__(self, out: Path, pages: Pages, contents: Contents) -> None:
        self._out, self._pages, self._contents = out, pages, contents

    def taken(self, name: str, made_of: str, before: Before) -> bool:
        """Whether the page of a document, by the file's path, is now in the folder."""
        path = self._pages.path(name)
        return path is None or before.take(inputs(made_of, self._pages.shown(name, self._contents)), self._out, path)


def _empty(folder: Path) -> None:
    for entry in folder.iterdir():
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
