"""All files of a build -> what was found in each: what is kept is taken, the rest is examined by an engine, in any order with one result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby

from graph.curate import Kept as Corrections
from graph.errors import PolicyGraphError, UnreadableFile
from graph.making import recipe
from graph.making.engine import Engine, Here
from graph.making.examine import Examined, examine, our_mistake, read_document
from graph.making.kept import Kept
from graph.making.names import kept as names
from graph.making.packed import Unusable, laid_out, packed, unpacked
from graph.model import Correction, Document, Findings, Heading
from graph.processes.pool import Broken
from graph.reading import Input

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many of it are done, and how many there are: `("read plan.txt", 3, 12)`."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to examine, where its text will be kept, and the corrections that may be of it."""

    file: Input
    kept: str
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Files in the order of their names, and what the outcome of each is kept under: "" where the file cannot be read."""

    jobs: tuple[Job, ...]
    keys: tuple[str, ...]

    @classmethod
    def of(cls, files: Iterable[Input], corrections: Corrections) -> Asked:
        """The files, whatever the order in which they were found."""
        ordered = sorted(files, key=lambda file: file.name)
        places = names(file.name for file in ordered)
        jobs = tuple(Job(file, places[file.name], corrections.of(file.name)) for file in ordered)
        return cls(jobs, tuple(map(_key, jobs)))


@dataclass(frozen=True, slots=True)
class Place:
    """Where what was found in a document lies: the document by its path in the graph, the file that holds it, what that is kept under."""

    path: str
    job: Job
    key: str


@dataclass(frozen=True, slots=True)
class Read:
    """What all files gave, in the order of their names: the documents, and for each file what it is kept under; "" where that failed.
    `again` were taken as they are kept."""

    examined: tuple[Examined, ...]
    asked: Asked
    again: int

    def places(self, examined: Iterable[Examined]) -> list[Place]:
        """Where the documents among these outcomes lie."""
        files = {job.file.name: (job, key) for job, key in zip(self.asked.jobs, self.asked.keys, strict=True)}
        sources = (one.findings.document.source for one in examined if one.findings)
        return [Place(source.path, *files[source.whole or source.path]) for source in sources]

    @property
    def failures(self) -> tuple[UnreadableFile, ...]:
        """Of the files that could not be read."""
        return tuple(one.failure for one in self.examined if one.failure)


def read_all(asked: Asked, kept: Kept, engine: Engine, tell: Progress) -> Read:
    """What was found in each file; what is new is put into `kept`. Failures are not kept: the file is tried again."""
    jobs, keys = asked.jobs, list(asked.keys)
    outcomes = [_known(kept, key) for key in keys]
    missing = [n for n, one in enumerate(outcomes) if one is None]
    again = len(jobs) - len(missing)
    if not isinstance(engine, Here):
        missing.sort(key=lambda n: -_size(jobs[n].file))  # the longest first, so that none is left alone at the end
        if len(missing) > 1:
            read_document(text=_WORDS)  # copies of this process have its patterns compiled
    begun = again

    def told(position: int, page: int, of: int) -> None:
        nonlocal begun
        begun += not of
        name = jobs[missing[position]].file.name
        tell(f"read {name}, page {page} of {of}" if of else f"read {name}", begun - 1, len(jobs))

    for position, result in engine.results(outcome, [jobs[n] for n in missing], tell=told):
        n = missing[position]
        if isinstance(result, Broken):
            outcomes[n] = [Examined(failure=_broken(jobs[n].file, result.reason))]
            continue
        rules, keys[n], data = result
        if rules != recipe.digest_of_rules():
            raise PolicyGraphError(_OTHER_RULES)
        outcomes[n] = found = _checked(data, jobs[n], keys[n])
        if keys[n] and found[0].failure is None:
            with suppress(OSError):  # what is not kept is read again when its pages are drawn
                kept.put(keys[n], data)
    return Read(tuple(one for found in outcomes for one in found or ()), Asked(jobs, tuple(keys)), again)


_OTHER_RULES = "a worker has another version of policygraph, of its libraries or of LibreOffice and Tesseract; install the same on all machines"


def outcome(job: Job, tell: Callable[[int, int], None]) -> tuple[str, str, bytes]:
    """The work on one file, wherever it is done: the rules by which it was read, what it is kept under, and what it gave, packed."""
    tell(0, 0)
    rules, key = recipe.digest_of_rules(), _key(job)
    try:
        return rules, key, packed(examine(job.file, tell, kept=job.kept, corrections=job.corrections), key)
    except UnicodeError as error:  # a text that no file can hold
        return rules, key, packed(Examined(failure=our_mistake(job.file, error)), key)


def found(places: Iterable[Place], kept: Kept) -> list[Findings]:
    """What was found in the documents at these places, which stand in the order of their files."""
    return [
        one.findings
        for (job, key), here in groupby(places, lambda place: (place.job, place.key))
        for names in [{place.path for place in here}]
        for one in _known(kept, key) or unpacked(*outcome(job, lambda *_: None)[:0:-1])
        if one.findings and one.findings.document.source.path in names
    ]


def whole(job: Job, key: str, kept: Kept) -> Iterator[tuple[Document, tuple[Heading, ...]]]:
    """The documents of one file as their pages need them; it is examined anew where nothing good is kept."""
    data = kept.get(key) if key else None
    try:
        yield from list(laid_out(data or b"", key))
    except Unusable:
        _, key, data = outcome(job, lambda *_: None)
        yield from laid_out(data, key)


def _known(kept: Kept, key: str) -> list[Examined] | None:
    data = kept.get(key) if key else None
    try:
        return unpacked(data, key) if data else None
    except Unusable:
        return None


def _checked(data: bytes, job: Job, key: str) -> list[Examined]:
    try:
        return unpacked(data, key)
    except Unusable as error:
        raise PolicyGraphError(f"{job.file.name}: what a worker gave cannot be used ({error})") from None


def _key(job: Job) -> str:
    try:
        return recipe.key(job.file, kept=job.kept, corrections=job.corrections)
    except OSError:  # reading it says what is wrong
        return ""


def _size(file: Input) -> int:
    try:
        return file.path.stat().st_size
    except OSError:
        return 0


def _broken(file: Input, reason: str) -> UnreadableFile:
    return UnreadableFile(file.path / file.member, reason, "this is our mistake: please report it")


_WORDS = """ỦY BAN NHÂN DÂN
TỈNH HÀ GIANG
Số: 5/KH-UBND
Hà Giang, ngày 2 tháng 3 năm 2021
KẾ HOẠCH
Thực hiện Nghị quyết số 1/NQ-CP ngày 1/1/2021 của Chính phủ

I. MỤC TIÊU
- Đến năm 2025, tỷ lệ chợ kiên cố đạt 80%.
II. NHIỆM VỤ
1. Sở Công Thương chủ trì, phối hợp với Sở Tài chính rà soát các chợ; hoàn thành trước ngày 30/6/2023.
"""
"""Words in which most rules find something."""
