"""What is known of the language of plans: gazetteer and phrases, read from data, as look-ups and compiled patterns.

Growth goes into the YAML files under `ontology/gazetteer` and `ontology/phrases`, each with its examples, not in here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from graph.language.compiled import compiled
from graph.language.folding import fold, same_length
from graph.language.gazetteer import Body, body, by_initials, committees, laws
from graph.language.tries import any_word
from graph.vocab import ontology_dir

UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
LOWER = UPPER.replace("A-Z", "a-z").lower()

SUCCESSIONS = "gazetteer/successions.yaml"
"""Who succeeded whom: curated data, which the graph names as its source."""
DISTRICTS = "gazetteer/districts.yaml"
"""Which province a district lay in."""


def either(words: Iterable[str], *, case: bool = True) -> str:
    """A pattern for any of the words, longest first, blanks elastic around dashes and commas.

    >>> either(["Bộ Y tế", "Bộ"])
    '(?:Bộ(?:\\\\ Y\\\\ tế)?)'
    """
    body = any_word((same_length(w), "") for w in words)
    return f"(?:{body})" if case else f"(?i:{body})"


@dataclass(frozen=True, slots=True)
class Connector:
    """Words between two citations and the relation they state."""

    predicate: str
    passive: bool
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    never: tuple[str, ...]


_SYMBOL_MARKS = re.compile("[-/.]")


@dataclass(frozen=True)
class Lexicon:
    """Everything read from the data files; derived patterns are compiled once, when first asked for."""

    types: tuple[dict[str, Any], ...]
    central: tuple[Body, ...]
    local: tuple[Body, ...]
    departments: tuple[Body, ...]
    provincial: tuple[str, ...]
    provincial_forms: dict[str, str]
    organs: tuple[str, ...]
    by_name: tuple[str, ...]
    cities: frozenset[str]
    provinces: frozenset[str]
    spellings: dict[str, str]
    seat: str
    laws: dict[str, str]  # each printing of a law's name, and its settled name
    programmes: tuple[dict[str, Any], ...]
    connectors: tuple[Connector, ...]
    groups: tuple[tuple[str, re.Pattern[str]], ...]
    columns: tuple[tuple[str, re.Pattern[str]], ...]
    assigning: dict[str, Any]
    aims: dict[str, Any]
    measures: dict[str, Any]
    parents: tuple[dict[str, Any], ...]
    successions: tuple[dict[str, Any], ...]
    districts: dict[str, list[str]]

    @cached_property
    def class_of_word(self) -> dict[str, str]:
        """Folded type word -> class: "nghị quyết" -> "Resolution"."""
        return {fold(w): t["class"] for t in self.types for w in t["words"]}

    @cached_property
    def class_of_symbol(self) -> dict[str, str]:
        """Capitals of a kind's symbol -> class: "NQ" -> "Resolution"."""
        return {s.upper(): t["class"] for t in self.types for s in t["symbols"]}

    def type_of_class(self, kind: str | None, number: str | None = None, called: str = "") -> str:
        """What a document of a class is called, by the symbol of its number or by how texts call it where the class has several words.

        >>> load().type_of_class("Regulation"), load().type_of_class("Regulation", "05-QC/HU"), load().type_of_class("OtherDocument")
        ('Quy định', 'Quy chế', 'Văn bản')
        >>> load().type_of_class("Regulation", "03-QĐ/TU", "QUY CHẾ")
        'Quy chế'
        """
        of_class = [t for t in self.types if t["class"] == kind]
        symbols = self._symbols(number) if number else ()
        told = next((t["words"][0] for p in symbols for t in of_class if p in map(str.upper, t["symbols"])), None)
        told = told or next((t["words"][0] for t in of_class if fold(called) in map(fold, t["words"])), None)
        return told or ("Văn bản" if kind == "OtherDocument" or not of_class else str(of_class[0]["words"][0]))

    @staticmethod
    @lru_cache(maxsize=8192)
    def _symbols(number: str) -> tuple[str, ...]:
        """The parts of a number's symbol, in capitals."""
        return tuple(re.split(r"[-/&.]", re.sub(r"^[\d.]+[a-z]?(?:/\d{4})?[-/]", "", number).upper()))

    @cached_property
    def type_words(self) -> str:
        """A pattern for any type word, whatever its case."""
        return either((w for t in self.types for w in t["words"]), case=False)

    @cached_property
    def law_words(self) -> str:
        """A pattern for the types that have a name of their own and may be cited without a number.

        >>> load().law_words
        'Pháp lệnh|Bộ luật|Luật'
        """
        words = (w for t in self.types if t["class"] in ("Law", "Ordinance") for w in t["words"])
        return "|".join(sorted(words, key=lambda w: -len(w)))

    def class_of_number(self, number: str) -> str | None:
        """The class that the symbol of a number tells, if it tells one.

        >>> load().class_of_number("25-NQ/TU"), load().class_of_number("4250/BNNMT-ĐCKS"), load().class_of_number("51/2024/QH15")
        ('Resolution', None, None)
        """
        return next((self.class_of_symbol[p] for p in self._symbols(number) if p in self.class_of_symbol), None)

    def issuer_of_number(self, number: str) -> Body | None:
        """The body that the symbol of a number tells: "71/2021/TT-BTC" is of Bộ Tài chính.

        >>> load().issuer_of_number("71/2021/TT-BTC").name, load().issuer_of_number("51/2024/QH15").name
        ('Bộ Tài chính', 'Quốc hội')
        """
        return next(iter(self.issuers_of_number(number)), None)

    def issuers_of_number(self, number: str) -> tuple[Body, ...]:
        """The bodies that the symbol of a number tells, several of one rank where they issued it together.

        >>> [body.name for body in load().issuers_of_number("50/2014/TTLT-BTNMT-BNV")]
        ['Bộ Tài nguyên và Môi trường', 'Bộ Nội vụ']
        """
        parts = _SYMBOL_MARKS.split(number.upper())[1:]
        told = [b for p in parts if (b := self._by_symbol.get(p.rstrip("0123456789")))]
        return tuple(
            b for b in dict.fromkeys(told) if (b.tier <= 4) == (told[0].tier <= 4) and b.levels == told[0].levels
        )

    @cached_property
    def _by_symbol(self) -> dict[str, Body]:
        bodies = (*self.departments, *self.local, *self.central)
        return {s.rstrip("*").upper(): b for b in reversed(bodies) for s in b.symbols}


def _connector(entry: dict[str, Any]) -> Connector:
    pattern = compiled(rf"(?<!\w)(?:{entry['between']})\s*$", re.IGNORECASE)
    return Connector(
        entry["predicate"],
        entry["direction"] == "passive",
        pattern,
        tuple(entry["examples"]),
        tuple(entry.get("never") or ()),
    )


@lru_cache(maxsize=64)
def data(name: str) -> Any:
    """What a file of `ontology/` holds, read once."""
    import yaml

    text = (ontology_dir() / name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders


@lru_cache(maxsize=64)
def phrases(file: str) -> Any:
    """The entries of a file of `ontology/phrases` by section. The `words` that an entry lists are one pattern: any of them, in their order.

    >>> [entry["words"] for entry in phrases("aims")["growing"]]
    ['tăng|giảm']
    """
    return _joined(data(f"phrases/{file}.yaml"))


def _joined(held: Any) -> Any:
    if isinstance(held, list):
        return [_joined(entry) for entry in held]
    if isinstance(held, dict):
        return {key: "|".join(v) if key == "words" and isinstance(v, list) else _joined(v) for key, v in held.items()}
    return held


@lru_cache(maxsize=512)
def any_of(file: str, *section: str) -> str:
    """A pattern for what any entry of a section of `ontology/phrases` says. Of two that fit, the one that stands first in the file is taken.

    >>> any_of("aims", "growing"), any_of("aims", "tabled", "about")
    ('tăng|giảm', 'chỉ tiêu|mục tiêu')
    """
    entries = phrases(file)
    for name in section:
        entries = entries[name]
    return "|".join(entry["words"] for entry in entries)


@lru_cache(maxsize=1)
def no_name() -> str:
    """A pattern that fails before a word that begins no proper name, though it is printed with a capital."""
    listed = (word for entries in data("gazetteer/no_names.yaml").values() for e in entries for word in e["words"])
    return rf"(?!(?:{any_word((word, '') for word in listed)})\b)"


def _last_words() -> Iterator[str]:
    """Words that begin no proper name and yet may end one: "xã Phước Hội"."""
    return (word for entry in data("gazetteer/no_names.yaml")["bodies"] for word in entry.get("last", ()))


@lru_cache(maxsize=1)
def opens_sentence() -> re.Pattern[str]:
    """Adverbs, conjunctions and verbs that a sentence begins with: what begins so names nothing.

    >>> bool(opens_sentence().match("Đồng thời rà soát")), bool(opens_sentence().match("Đồng Nai"))
    (True, False)
    """
    held = data("gazetteer/no_names.yaml")
    listed = (word for section in ("openings", "verbs") for entry in held[section] for word in entry["words"])
    return re.compile(rf"(?:{'|'.join(listed)})\b")


@lru_cache(maxsize=1)
def proper_name() -> str:
    """A pattern for the proper name of a place, in capitals and small letters: "Tuyên Quang", "Bà Rịa - Vũng Tàu". A name of the
    gazetteer is one whatever it begins with. The first word of a kind of place is none alone: "Thành ủy Thành" was torn from "Thành phố".

    >>> names = ("Lào Cai Nghị quyết", "Bà Rịa - Vũng Tàu", "Chương Mỹ", "Chương trình", "Kim Thành", "Thành Đông", "Thành", "Thành lập")
    >>> [(name := re.match(proper_name(), words)) and name[0] for words in names]
    ['Lào Cai', 'Bà Rịa - Vũng Tàu', 'Chương Mỹ', None, 'Kim Thành', 'Thành Đông', None, None]
    """
    torn = rf"(?!(?:{'|'.join(sorted(word.capitalize() for word in torn_levels()))})(?!\w| [{UPPER}]))"
    word = f"{no_name()}[{UPPER}][{LOWER}]*(?![{UPPER}])"
    last = rf"(?:{'|'.join(_last_words())})(?!\w| [{UPPER}])"
    rule = rf"{torn}{word}(?: (?:{word}|{last})){{0,2}}(?: ?- ?[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+)?)?"
    kind = re.compile(rf"(?:{levels()}) ", re.IGNORECASE)
    known = {kind.sub("", name, count=1) for names in data(DISTRICTS).values() for name in names}
    other = sorted(name for name in known if name[0].isupper() and not re.fullmatch(rule, name))
    return rf"(?<!\w)(?:(?:{'|'.join(map(re.escape, other))})(?!\w)|{rule})"


@lru_cache(maxsize=4)
def levels(*, below: bool = False) -> str:
    """A pattern for any kind of place, whole or shortened, as it stands before a name; `below`: for those that can lie in a province.

    >>> levels()
    'tỉnh|thành phố|TP\\\\.?|huyện|quận|thị xã|TX\\\\.?|xã(?! hội)|phường|thị trấn|đặc khu'
    """
    listed = data("gazetteer/places.yaml")["levels"][1 if below else 0 :]
    return "|".join(form for entry in listed for form in _forms(entry))


@lru_cache(maxsize=1)
def lowest_levels() -> str:
    """A pattern for the kinds of places that are the lowest with a committee of their own.

    >>> lowest_levels()
    'xã|phường|thị trấn|đặc khu'
    """
    return "|".join(entry["level"] for entry in data("gazetteer/places.yaml")["levels"] if entry.get("lowest"))


def _forms(entry: dict[str, str]) -> Iterator[str]:
    yield f"{entry['level']}(?! {entry['unless']})" if "unless" in entry else entry["level"]
    if "short" in entry:
        yield rf"{entry['short']}\.?"


@lru_cache(maxsize=1)
def full_levels() -> dict[str, str]:
    """Shortened kinds of places, in small letters, and the whole ones.

    >>> full_levels()["tp."], full_levels()["tx"]
    ('thành phố', 'thị xã')
    """
    listed = [e for e in data("gazetteer/places.yaml")["levels"] if "short" in e]
    return {short: e["level"] for e in listed for short in (e["short"].lower(), f"{e['short'].lower()}.")}


@lru_cache(maxsize=1)
def torn_levels() -> frozenset[str]:
    """The beginnings of kinds of places that are two words, in small letters.

    >>> sorted(torn_levels())
    ['thành', 'thị', 'đặc']
    """
    return frozenset(e["level"].split()[0] for e in data("gazetteer/places.yaml")["levels"] if " " in e["level"])


@lru_cache(maxsize=1)
def load() -> Lexicon:
    """The lexicon of the data files beside the code, read once."""
    issuers, places = data("gazetteer/issuers.yaml"), data("gazetteer/places.yaml")
    verbs = "|".join(any_of("tasks", section) for section in ("leading", "binding", "acting"))
    return Lexicon(
        types=tuple(data("gazetteer/document_types.yaml")),
        central=(*map(body, issuers["central"]), *committees(issuers, "central", ())),
        local=(*map(body, issuers["local"]), *committees(issuers, "local", [e["level"] for e in places["levels"]])),
        departments=by_initials(map(body, issuers["departments"])),
        provincial=tuple(issuers["provincial"]),
        provincial_forms=issuers["provincial_forms"],
        organs=tuple(issuers["organs"]),
        by_name=tuple(issuers["by_name"]),
        cities=frozenset(issuers["cities"]),
        provinces=frozenset(
            name
            for names in ("provinces", "former_provinces", "earlier_provinces", "spellings")
            for name in places[names]
        ),
        spellings=places["spellings"],
        seat=places["seat"],
        laws=laws(data("gazetteer/laws.yaml")),
        programmes=tuple(data("gazetteer/programmes.yaml")),
        connectors=tuple(map(_connector, phrases("relations"))),
        groups=tuple((g["group"], compiled(g["words"].replace("{verb}", verbs))) for g in phrases("groups")),
        columns=tuple((c["role"], compiled(c["words"])) for c in phrases("columns")),
        assigning=phrases("tasks"),
        aims=phrases("aims"),
        measures=phrases("measures"),
        parents=tuple(data("gazetteer/parents.yaml")),
        successions=tuple(data(SUCCESSIONS)),
        districts=data(DISTRICTS),
    )
