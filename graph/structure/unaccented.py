"""Letterheads printed without diacritics: "UY BAN NHAN DAN / TINH QUANG TRI / So: 91/KH-UBND". What is always the same in them gets its letters back.

Diacritics are letters here: the text stays as long, so that places in it stay what they are.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from graph.language.folding import plain
from graph.language.lexicon import data, load

_MOTTO = re.compile(r"cong hoa xa hoi chu nghia viet nam|dang cong san viet nam|uy ban nhan dan|hoi dong nhan dan")
_DATE = re.compile(r"\b(n)gay( \d{1,2} )th(a)ng( \d{1,2} )n(a)m( \d{4})", re.IGNORECASE)
_NUMBER = re.compile(r"^((?:luat )?s)o(?= ?:)", re.IGNORECASE)


def restored(words: str) -> str:
    """The words of a letterhead's line with their diacritics, where they are printed without any; else as they are.

    >>> restored("UY BAN NHAN DAN TINH QUANG TRI"), restored("Quang Tri, ngay 12 thang 4 nam 2021")
    ('ỦY BAN NHÂN DÂN TỈNH QUẢNG TRỊ', 'Quảng Trị, ngày 12 tháng 4 năm 2021')
    >>> restored("So: 91/KH-UBND"), restored("KẾ HOẠCH"), restored("AN GIANG")
    ('Số: 91/KH-UBND', 'KẾ HOẠCH', 'AN GIANG')
    """
    if not words.isascii():
        return words
    words = _DATE.sub(r"\1gày\2tháng\4năm\6", _NUMBER.sub(r"\1ố", words))
    return _known().sub(lambda match: _as_printed(_letters()[match[0].lower()], match[0]), words)


def is_without(text: str) -> bool:
    """Whether the top of a text prints its motto or its body without diacritics.

    >>> is_without("UY BAN NHAN DAN"), is_without("ỦY BAN NHÂN DÂN")
    (True, False)
    """
    return any(_MOTTO.search(line.lower()) for line in text.split("\n")[:40] if line.isascii())


def _as_printed(letters: str, printed: str) -> str:
    return letters.upper() if printed.isupper() else letters


@lru_cache(maxsize=1)
def _letters() -> dict[str, str]:
    """What letterheads say, by its letters without diacritics."""
    lexicon = load()
    bodies = (b.name for b in (*lexicon.central, *lexicon.local, *lexicon.departments))
    levels = (str(entry["level"]).capitalize() for entry in data("gazetteer/places.yaml")["levels"])
    fixed = ("Cộng hòa xã hội chủ nghĩa Việt Nam", "Độc lập - Tự do - Hạnh phúc", "Đảng Cộng sản Việt Nam")
    types = (word for entry in lexicon.types for word in entry["words"])
    names = [*bodies, *lexicon.provincial, *lexicon.provinces, *levels, *fixed, *types]
    return {plain(name): unicodedata.normalize("NFC", name) for name in sorted(names) if plain(name) != name.lower()}


@lru_cache(maxsize=1)
def _known() -> re.Pattern[str]:
    words = sorted(_letters(), key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
