"""The story: a folder of documents becomes a folder with a graph, its texts, its tables, its pages and its report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from graph.build.job import Making
from graph.curate import not_done, read_files
from graph.errors import NoDocuments, PolicyGraphError, UnreadableFile
from graph.making.before import STATE, Before, Told, inputs
from graph.making.copies import without_copies
from graph.making.engine import Engine, Here, local
from graph.making.examine import our_mistake
from graph.making.folder import holds, replacing
from graph.making.kept import CACHE, Kept
from graph.making.reading import Asked, Progress, Read, read_all
from graph.making.recipe import content, digest_of_code
from graph.making.sparing import may_be_of_one, spared
from graph.model import Facts, Note, Outcome, Skipped
from graph.processes.garbage import seldom
from graph.reading import Found, find
from graph.resolve import resolve
from graph.view.datacard import datacard
from graph.view.report import Account, report
from graph.view.words import LANGUAGES

SAMPLES = Path(__file__).parents[1] / "samples" / "corpus"
"""What is built when no path is given: documents of our own wording in the layouts met in practice."""


@dataclass(frozen=True)
class BuildResult:
    """What a build did. `failures` could not be read, the others are built; `problems` come from the validation; `faults` are corrections that
    were not done, each with the reason. `read` are the names of the
    files that were read, relative to the folder they were found in; `examined` of them were new or had changed; `written` is False where
    nothing had, and the output was left as it is."""

    out: Path
    quads: int
    claims: int
    read: tuple[str, ...]
    notes: tuple[Note, ...] = ()
    failures: tuple[UnreadableFile, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[str, ...] = ()
    faults: tuple[Outcome, ...] = ()
    examined: int = 0
    written: bool = True
    _facts: Callable[[], Facts] = field(default=Facts, repr=False, compare=False)

    @cached_property
    def facts(self) -> Facts:
        """What the documents establish; after a build that had nothing to do it is found out when it is asked for."""
        return self._facts()


def build(
    paths: Iterable[Path | str] = (),
    out: Path | str = "output",
    *,
    progress: Progress | None = None,
    lang: str = LANGUAGES[0],
    pages: bool = True,
    keep: bool = False,
    jobs: int | None = 1,
    engine: Engine | None = None,
) -> BuildResult:
    """What became of the documents under `paths` (default: the samples), now a graph in the folder `out`.

    Writes graph.nq, graph.ttl, store/, text/, documents/, index.html, graph.html, workload.xlsx, figures/, a CSV
    file for each analysis, report.md and datacard.md, the same bytes for the same documents. They are written beside `out` and
    swapped in at the end: a build that fails or is killed leaves what was there. What is not ours in `out` stays. A
    document that several files print is built once. Files that cannot be read, or on which anything after it fails, are in `failures`, and
    the others are built; corrections.yaml beside documents is done (docs/corrections.md), and what of it cannot be is in `faults`; raises `NoDocuments` when none can be read. The pages open in the language `lang` and can be switched. Without `pages` come the graph, its texts and a report of the
    reading alone, in half the time: enough to ask and to evaluate.

    With `keep`, what was found in each file is kept in `out/.cache`: the next build reads only what is new or changed, and writes the same
    bytes as one that reads everything. `jobs` processes work side by side (None: one for each core); with more than one, a file that ends or
    hangs its process costs only itself. `engine` examines the files elsewhere (`making.engines.chosen`).

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     result = build([SAMPLES / "mau-223-kh-ubnd-2021.txt"], f"{folder}/output")
    ...     result.read, (result.out / "graph.nq").exists()
    (('mau-223-kh-ubnd-2021.txt',), True)
    """
    out, tell = Path(out), _Teller(progress)
    found = _find([Path(path) for path in paths] or [SAMPLES], out)
    corrections = read_files(found.corrections, found.beside)
    asked = Asked.of(found.files, corrections)
    before = Before(out, Kept(out / CACHE) if keep else None)
    given = (digest_of_code() if keep else "", lang, pages, found.skipped, corrections)
    if told := before.told(inputs(given, asked.keys, *map(str, found.failures))):
        return _unchanged(out, told, asked, Kept(out / CACHE))
    with seldom(), suppress(_Unchanged), local(jobs) as here, replacing(out) as new:
        kept = Kept(out / CACHE if keep else new.parent / CACHE)
        read, failures = _read_all(found, asked, kept, engine or here, tell)
        known = inputs(given, read.asked.keys, *map(str, failures))
        if told := before.told(known):
            raise _Unchanged
        examined, copies = without_copies(read.examined)
        places, keys, fresh = read.places(examined), read.asked.keys, len(asked.jobs) - read.again
        del read, examined  # what was found is kept; to hold it all meanwhile takes memory
        job = Making(kept, before, given[0], here, new, tell, lang, pages, corrections.corrections)
        done, spoiled = spared(places, job.make, blamed=lambda error: error is not tell.raised and may_be_of_one(error))
        failures = (*failures, *(our_mistake(place.job.file, error) for place, error in spoiled))
        skipped = (*found.skipped, *copies)
        faults = not_done(corrections, done.facts)
        account = Account(done.facts, skipped, failures, done.problems, done.analyses, faults)
        _save(new / "report.md", report(account))
        _save(new / "datacard.md", datacard(account, done.run, content(new / "graph.nq")))
    if told:
        return _unchanged(out, told, asked, Kept(out / CACHE))
    facts = done.facts
    result = BuildResult(
        out, done.quads, len(facts.claims), tuple(path for path, _ in facts.read), facts.notes, failures, skipped,
        done.problems, faults, fresh, _facts=lambda: facts,
    )  # fmt: skip
    if keep:
        with suppress(OSError):  # without it the next build reads everything
            before.write(known, _told(result))
            kept.keep_only({*keys, STATE})
    return result


class _Unchanged(Exception):
    """Nothing is new but what could not be read again: the output stays."""


def _told(result: BuildResult) -> Told:
    failures = tuple((str(each.path), each.reason, each.remedy) for each in result.failures)
    return Told(
        result.quads, result.claims, result.read, result.notes, failures, result.skipped, result.problems, result.faults
    )


def _unchanged(out: Path, told: Told, asked: Asked, kept: Kept) -> BuildResult:
    """What the last build told, of the same documents."""

    def facts() -> Facts:
        read = read_all(asked, kept, Here(), lambda *_: None)
        names = set(told.read)
        found = [one.findings for one in without_copies(read.examined)[0] if one.findings]
        return replace(resolve(f for f in found if f.document.source.path in names), notes=told.notes)

    failures = tuple(UnreadableFile(Path(path), reason, remedy) for path, reason, remedy in told.failures)
    return BuildResult(
        out,
        told.quads,
        told.claims,
        told.read,
        told.notes,
        failures,
        told.skipped,
        told.problems,
        told.faults,
        written=False,
        _facts=facts,
    )


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


def _read_all(
    found: Found, asked: Asked, kept: Kept, engine: Engine, tell: Progress
) -> tuple[Read, tuple[UnreadableFile, ...]]:
    """What was read, and all failures."""
    read = read_all(asked, kept, engine, tell)
    failures = (*found.failures, *read.failures)
    if not any(one.findings for one in read.examined):
        raise _nothing([job.file.path for job in read.asked.jobs], failures, found.skipped)
    return read, failures


def _save(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")
