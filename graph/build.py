"""The story: a folder of documents becomes a folder with a graph, its texts, its tables, its pages and its report."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from graph.curate import Kept, not_done, read_files
from graph.errors import NoDocuments, PolicyGraphError, UnreadableFile
from graph.making.copies import without_copies
from graph.making.examine import Examined, examine, our_mistake
from graph.making.folder import holds, replacing
from graph.making.names import kept
from graph.making.provenance import file_digest, provenance
from graph.making.sparing import may_be_of_one, spared
from graph.model import Facts, Note, Outcome, Run, Skipped, Source, names_of
from graph.rdf import ontology_quads, quads, run_quads
from graph.reading import Found, Input, draw, find
from graph.resolve import resolve
from graph.store import open_graph, write
from graph.validate import validate
from graph.view.addresses import sheets_of
from graph.view.datacard import datacard
from graph.view.graph_page import write_page
from graph.view.ontology_page import write_ontology
from graph.view.overview import write_index
from graph.view.overview.figures import write_figures
from graph.view.overview.ledger import ledger
from graph.view.overview.workbook import write_workbook
from graph.view.reading_page import write_reading_pages
from graph.view.report import Account, report
from graph.view.report.findings import sections, warnings
from graph.view.review_page import write_review
from graph.view.search_page import write_search
from graph.view.text.files import tables
from graph.view.words import LANGUAGES

SAMPLES = Path(__file__).parent / "samples" / "corpus"
"""What is built when no path is given: documents of our own wording in the layouts met in practice."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many of it are done, and how many there are: `("read plan.txt", 3, 12)`."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did. `failures` could not be read, the others are built; `problems` come from the validation; `faults` are corrections that
    were not done, each with the reason."""

    out: Path
    facts: Facts
    quads: int
    failures: tuple[UnreadableFile, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[str, ...] = ()
    faults: tuple[Outcome, ...] = ()

    @property
    def read(self) -> tuple[str, ...]:
        """Names of the files that were read, relative to the folder they were found in."""
        return tuple(path for path, _ in self.facts.read)


def build(
    paths: Iterable[Path | str] = (),
    out: Path | str = "output",
    *,
    progress: Progress | None = None,
    lang: str = LANGUAGES[0],
    pages: bool = True,
) -> BuildResult:
    """What became of the documents under `paths` (default: the samples), now a graph in the folder `out`.

    Writes graph.nq, graph.ttl, store/, text/, documents/, index.html, graph.html, workload.xlsx, figures/, a CSV
    file for each analysis, report.md and datacard.md, the same bytes for the same documents. They are written beside `out` and
    swapped in at the end: a build that fails or is killed leaves what was there. What is not ours in `out` stays. A
    document that several files print is built once. Files that cannot be read, or on which anything after it fails, are in `failures`, and
    the others are built; corrections.yaml beside documents is done (docs/corrections.md), and what of it cannot be is in `faults`; raises `NoDocuments` when none can be read. The pages open in the language `lang` and can be switched. Without `pages` come the graph, its texts and a report of the
    reading alone, in half the time: enough to ask and to evaluate.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     result = build([SAMPLES / "mau-223-kh-ubnd-2021.txt"], f"{folder}/output")
    ...     result.read, (result.out / "graph.nq").exists()
    (('mau-223-kh-ubnd-2021.txt',), True)
    """
    out, tell = Path(out), _Teller(progress)
    found = _find([Path(path) for path in paths] or [SAMPLES], out)
    with replacing(out) as new:
        kept = read_files(found.corrections, found.beside)
        examined, failures = _read_all(found, tell, kept)
        examined, copies = without_copies(examined)
        job = _Job(found, new, tell, lang, pages)
        read = [one for one in examined if one.findings]
        made, spoiled = spared(read, job.make, blamed=lambda error: error is not tell.raised and may_be_of_one(error))
        failures = (*failures, *(our_mistake(job.file(one), error) for one, error in spoiled))
        skipped = (*found.skipped, *copies)
        faults = not_done(kept, made.facts)
        account = Account(made.facts, skipped, failures, made.problems, made.analyses, faults)
        _save(new / "report.md", report(account))
        _save(new / "datacard.md", datacard(account, made.run, file_digest(new / "graph.nq")))
    return BuildResult(out, made.facts, made.quads, failures, skipped, made.problems, faults)


class _Teller:
    """The progress, which knows what it raised itself: a caller that stops a build is no mistake of a document."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self.raised: Exception | None = None

    def __call__(self, doing: str, done: int, of: int) -> None:
        try:
            if self._progress:
                self._progress(doing, done, of)
        except Exception as error:
            self.raised = error
            raise


@dataclass(frozen=True, slots=True)
class _Made:
    """What was made of the documents, besides the files."""

    facts: Facts
    quads: int
    problems: tuple[str, ...]
    analyses: tuple[tuple[str, str], ...]
    run: Run


@dataclass(frozen=True, slots=True)
class _Job:
    """Where to make what follows reading, and of which files."""

    found: Found
    out: Path
    tell: Progress
    lang: str
    pages: bool

    def file(self, one: Examined) -> Input:
        """The file that an outcome is of."""
        source = one.findings.document.source if one.findings else None
        name = (source.whole or source.path) if source else ""
        return next(file for file in self.found.files if file.name == name)

    def inputs(self, read: Iterable[Examined], facts: Facts) -> Iterator[tuple[str, Input]]:
        """The ids of the documents, each with the file that it is in."""
        documents = dict(facts.read)
        for one in read:
            if one.findings:
                yield documents[one.findings.document.source.path], self.file(one)

    def make(self, read: Sequence[Examined]) -> _Made:
        """Everything but the report, in an empty folder: it may be the second try."""
        _empty(self.out)
        findings = [one.findings for one in read if one.findings]
        sources = [finding.document.source for finding in findings]
        self.tell("resolve", 0, 1)
        facts = resolve(findings)
        self.tell("write", 0, 1)
        run = provenance(self.inputs(read, facts))
        count = write(chain(ontology_quads(), quads(facts), run_quads(run)), self.out)
        _write_texts(sources, self.out)
        self.tell("check", 0, 1)
        problems = tuple(str(problem) for problem in validate(self.out, claims=False).problems)
        self.tell("tables and pages", 0, 1)
        if self.pages:
            _draw_pages(self.found, sources, self.out, self.tell)
        analyses, warnings = _write_views(self.out, read, facts.notes, self.lang) if self.pages else ((), ())
        made = _Made(replace(facts, notes=(*facts.notes, *warnings)), count, problems, analyses, run)
        report(Account(made.facts, (), (), made.problems, made.analyses))  # fails here if it does on one of them
        return made


def _empty(folder: Path) -> None:
    for entry in folder.iterdir():
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def _find(paths: Sequence[Path], out: Path) -> Found:
    inside = [path for path in paths if holds(out, path)]
    if inside:
        raise PolicyGraphError(f"{inside[0]}: this lies in the output, which a build replaces; name another with -o")
    found = find(paths, apart_from=out)
    if not found.files:
        raise _nothing(paths, found.failures, found.skipped)
    return found


def _nothing(paths: Sequence[Path], failures: Iterable[UnreadableFile], skipped: Sequence[Skipped]) -> NoDocuments:
    reasons = [str(failure) for failure in failures]
    if not reasons:
        passed = f", only others ({', '.join(s.name for s in skipped[:3])})" if skipped else ""
        reasons = [
            f"{', '.join(map(str, paths))}: no document here{passed}; give Word or PDF files, scans, web pages or text"
        ]
    return NoDocuments("\n".join([*reasons, "Nothing was built."]))


def _read_all(found: Found, tell: Progress, corrections: Kept) -> tuple[list[Examined], tuple[UnreadableFile, ...]]:
    """What was read, by the names of the files, so that the order of the paths changes nothing; and all failures."""
    files = sorted(found.files, key=lambda file: file.name)
    texts = kept(file.name for file in files)
    examined: list[Examined] = []
    for done, file in enumerate(files):
        tell(f"read {file.name}", done, len(files))

        def page(number: int, of: int, *, name: str = file.name, done: int = done) -> None:
            tell(f"read {name}, page {number} of {of}", done, len(files))

        one = examine(file, page, kept=texts[file.name], corrections=corrections.of(file.name))
        examined += (one, *one.more)
    failures = (*found.failures, *(one.failure for one in examined if one.failure))
    if not any(one.findings for one in examined):
        raise _nothing([file.path for file in files], failures, found.skipped)
    return examined, failures


def _write_texts(sources: Iterable[Source], out: Path) -> None:
    for source in sources:
        path = out / source.kept
        path.parent.mkdir(parents=True, exist_ok=True)
        _save(path, source.text)


def _draw_pages(found: Found, sources: Sequence[Source], out: Path, tell: Progress) -> None:
    """The pages of PDF files and scans as pictures, for the reading pages."""
    files = {file.name: file for file in found.files}
    printed = [source for source in sources if source.boxes and (source.whole or source.path) in files]
    for done, source in enumerate(printed):
        tell(f"draw {source.path}", done, len(printed))
        draw(files[source.whole or source.path], source, out / sheets_of(source.kept))


def _write_views(
    out: Path, examined: Iterable[Examined], notes: Iterable[Note], lang: str
) -> tuple[tuple[tuple[str, str], ...], tuple[Note, ...]]:
    """The tables, pages and pictures; what the analyses find, and what they warn of, goes into the report."""
    graph = open_graph(out)
    for name, text in tables(graph).items():
        _save(out / name, text)
    beside = ("index", "search", "graph", "ontology")
    write_page(out, graph, lang=lang, beside=beside)
    read = [(one.findings.document, one.headings) for one in examined if one.findings]
    write_reading_pages(out, graph, read, lang=lang, beside=beside)
    known = ledger(graph)
    write_index(out, graph, known, lang=lang)
    write_workbook(out, known, lang=lang)
    write_figures(out, known, lang=lang)
    write_ontology(out, graph, lang=lang)
    called = names_of((document.source.path, document.header.number) for document, _ in read)
    write_review(out, graph, notes, called, lang=lang)
    write_search(out, graph, lang=lang)
    return sections(graph), warnings(graph)


def _save(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")
