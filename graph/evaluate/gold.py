"""Gold: what a careful reader annotated, read from YAML and checked, one file per document.

The form is taught in `graph/samples/gold/GUIDE.md`. A mistake in it raises with the file, the place and the remedy,
because a gold file that is half understood gives figures that look right and are not.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml

from graph.errors import PolicyGraphError
from graph.evaluate.likeness import SELF, number_key, title_key
from graph.vocab import DOCUMENT_EDGES

CLASS_OF_TYPE = {
    "HienPhap": "Constitution", "Luat": "Law", "PhapLenh": "Ordinance", "NghiQuyet": "Resolution", "NghiDinh": "Decree",
    "QuyetDinh": "Decision", "ThongTu": "Circular", "ChiThi": "Directive", "KetLuan": "Conclusion", "KeHoach": "Plan",
    "ChuongTrinh": "Programme", "DeAn": "Scheme", "QuyHoach": "MasterPlan", "ChienLuoc": "Strategy",
    "CongVan": "OfficialLetter", "BaoCao": "Report", "ToTrinh": "Submission", "ThongBao": "Notice",
    "HuongDan": "Guideline", "QuyDinh": "Regulation", "DieuUoc": "Treaty", "Khac": "OtherDocument",
}  # fmt: skip
"""Class local names by the codes that annotators write."""

Fields = Mapping[str, object]
T = TypeVar("T")

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's is ten times quicker where PyYAML was built with it


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """What is known of a document: the evaluated one, or one that it cites."""

    type: str | None = None  # class local name
    number: str | None = None
    title: str | None = None
    date: str | None = None
    issuer: str | None = None

    @property
    def key(self) -> str:
        """By what two mentions are the same document: the number, or the title of one that has none."""
        return number_key(self.number) if self.number else title_key(self.title or "")


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """A relation between two documents, as annotated."""

    subject: str  # SELF, a number or a title
    predicate: str
    object: str


@dataclass(frozen=True, slots=True)
class GoldTask:
    """A task with who leads, who helps and when, as annotated; dates as ISO 8601 prints them, to the month or year
    where no day is printed."""

    ordinal: str
    text: str
    leads: tuple[str, ...] = ()
    coordinates: tuple[str, ...] = ()
    start: str | None = None
    due: str | None = None
    recurrence: str | None = None
    implements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldName:
    """A zone or a project."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldIndicator:
    """A quantified goal, as annotated."""

    name: str
    value: float
    unit: str = ""
    year: str | None = None
    comparator: str | None = None


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotations of one document; `stem` is the name of its file without the suffix."""

    stem: str
    header: GoldDocument = GoldDocument()
    citations: tuple[GoldDocument, ...] = ()
    relations: tuple[GoldRelation, ...] = ()
    tasks: tuple[GoldTask, ...] = ()
    zones: tuple[GoldName, ...] = ()
    projects: tuple[GoldName, ...] = ()
    indicators: tuple[GoldIndicator, ...] = ()

    def key(self, name: str) -> str:
        """The key of a relation's end: SELF, the number of a citation, or else a title."""
        if name == SELF:
            return SELF
        numbers = {number_key(c.number) for c in self.citations if c.number}
        return number_key(name) if number_key(name) in numbers else title_key(name)


def read_gold(gold: Path, *, document: str | None = None) -> tuple[Gold, ...]:
    """The annotations in a folder, by name; only those of `document` (a stem) where one is given.

    >>> samples = Path(__file__).parent.parent / "samples" / "gold"
    >>> [found.header.number for found in read_gold(samples, document="mau-223-kh-ubnd-2021")]
    ['223/KH-UBND']
    """
    files = sorted(gold.glob("*.yaml"))
    if not files:
        raise PolicyGraphError(f"{gold}: there is no gold here; name a folder that holds one .yaml file per document")
    chosen = [path for path in files if document in (None, path.stem)]
    if not chosen:
        known = ", ".join(path.stem for path in files[:5])
        raise PolicyGraphError(f"{gold / f'{document}.yaml'}: there is no such gold; choose one of {known} …")
    return tuple(_read(path) for path in chosen)


def _read(path: Path) -> Gold:
    found = _parse(path)
    form = _Form(path)
    gold = Gold(
        path.stem,
        form.one(found, "header", _document),
        form.each(found, "citations", _document),
        form.each(found, "relations", _relation),
        form.each(found, "tasks", _task),
        form.each(found, "zones", _name),
        form.each(found, "projects", _name),
        form.each(found, "indicators", _indicator),
    )
    _check_ends(path, gold)
    return gold


def _parse(path: Path) -> Fields:
    try:
        text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
        found = yaml.load(text, _LOADER)  # noqa: S506 -- both loaders are the safe ones
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        reason = " ".join(filter(None, (error.context, error.problem)))
        raise PolicyGraphError(
            f"{path}{line}: this is no YAML: {reason}; put texts in quotes and align the keys"
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        raise PolicyGraphError(f"{path}: this cannot be read: {error}; save it as UTF-8 text") from error
    if not isinstance(found, dict):
        raise PolicyGraphError(f"{path}: this holds no annotations; begin with `doc: {path.stem}`, see GUIDE.md")
    return found


class _Form:
    """Takes a file's parts one by one, and says of a mistake where it stands."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def one(self, found: Fields, section: str, read: Callable[[Fields], T]) -> T:
        return self._take(read, found.get(section) or {}, section)

    def each(self, found: Fields, section: str, read: Callable[[Fields], T]) -> tuple[T, ...]:
        rows = found.get(section) or []
        if not isinstance(rows, list):
            raise PolicyGraphError(f"{self._path}, {section}: this is no list; begin each entry with a dash")
        return tuple(self._take(read, row, f"{section}, entry {i}") for i, row in enumerate(rows, 1))

    def _take(self, read: Callable[[Fields], T], row: object, place: str) -> T:
        try:
            if not isinstance(row, dict):
                raise ValueError("this holds no keys; write `key: value`")
            return read(row)
        except ValueError as error:
            raise PolicyGraphError(f"{self._path}, {place}: {error}") from None


def _document(row: Fields) -> GoldDocument:
    code = _text(row, "type")
    if code is not None and code not in CLASS_OF_TYPE:
        raise ValueError(f"type {code!r} is no type code; choose one of {', '.join(CLASS_OF_TYPE)}")
    kind = CLASS_OF_TYPE[code] if code else None
    return GoldDocument(kind, _text(row, "number"), _text(row, "title"), _text(row, "date"), _text(row, "issuer"))


def _relation(row: Fields) -> GoldRelation:
    predicate = _needed(row, "p")
    if predicate not in DOCUMENT_EDGES:
        raise ValueError(f"p: {predicate!r} is no relation; choose one of {', '.join(DOCUMENT_EDGES)}")
    return GoldRelation(_needed(row, "s"), predicate, _needed(row, "o"))


def _task(row: Fields) -> GoldTask:
    time = row.get("deadline") or {}
    if not isinstance(time, dict):
        raise ValueError("deadline: this holds no keys; write {raw: …, start: …, end: …, recurrence: …} or null")
    return GoldTask(
        ordinal=str(row.get("n")),
        text=_needed(row, "text"),
        leads=_texts(row, "lead"),
        coordinates=_texts(row, "coordinate"),
        start=_text(time, "start"),
        due=_text(time, "end"),
        recurrence=_text(time, "recurrence"),
        implements=_texts(row, "implements"),
    )


def _name(row: Fields) -> GoldName:
    return GoldName(_needed(row, "name"), _texts(row, "aliases"))


def _indicator(row: Fields) -> GoldIndicator:
    value = row.get("value")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"value: {value!r} is no number; write 27700 or 24.7, without unit and thousands' dots")
    year, sign = _text(row, "year"), _text(row, "comparator")
    return GoldIndicator(_needed(row, "name"), value, _text(row, "unit") or "", year, sign)


def _text(row: Fields, key: str) -> str | None:
    value = row.get(key)
    return str(value) if value else None


def _needed(row: Fields, key: str) -> str:
    value = _text(row, key)
    if value is None:
        raise ValueError(f"{key} is missing; write `{key}: …`")
    return value


def _texts(row: Fields, key: str) -> tuple[str, ...]:
    value = row.get(key) or []
    if not isinstance(value, list):
        raise ValueError(f'{key}: this is no list; write ["…"]')
    return tuple(map(str, value))


def _check_ends(path: Path, gold: Gold) -> None:
    """Raises where a relation names what is not cited: such a line could never be found, whatever a graph says."""
    cited = {SELF, *(citation.key for citation in gold.citations)}
    for place, name in _ends(gold):
        if gold.key(name) not in cited:
            raise PolicyGraphError(f"{path}, {place}: {name!r} is neither SELF nor a citation; add it to the citations")


def _ends(gold: Gold) -> Iterable[tuple[str, str]]:
    yield from _relation_ends(gold)
    for i, task in enumerate(gold.tasks, 1):
        for name in task.implements:
            yield f"tasks, entry {i}", name


def _relation_ends(gold: Gold) -> Iterator[tuple[str, str]]:
    for i, relation in enumerate(gold.relations, 1):
        yield f"relations, entry {i}", relation.subject
        yield f"relations, entry {i}", relation.object
