"""The encodings in which Vietnamese was written before Unicode: Windows-1258, TCVN3 (ABC) and VNI.

Sources: TCVN 5712:1993 in the form of the ABC fonts (.VnTime), the table of the VNI fonts (VNI-Times), Microsoft's code page 1258. In TCVN3
"ư" is byte 0xAD, which other tables call the soft hyphen: nothing may drop it before. Capitals with marks have no codes in TCVN3: they are
printed by fonts whose names end in H.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

_TCVN3 = dict(zip(
    ["a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9", "aa", "ab", "ac", "ad", "ae", "b5", "b6", "b7", "b8", "b9", "bb", "bc", "bd", "be", "c6", "c7", "c8", "c9", "ca", "cb", "cc", "ce", "cf", "d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7", "d8", "dc", "dd", "de", "df", "e1", "e2", "e3", "e4", "e5", "e6", "e7", "e8", "e9", "ea", "eb", "ec", "ed", "ee", "ef", "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "fa", "fb", "fc", "fd", "fe"],
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ", strict=True,
))  # fmt: skip
_VNI_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323", "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300",
    "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323", "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300",
    "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI = re.compile("([aAeEoOyYuUôÔöÖ])([ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË])|([ôöñíìæóòîÔÖÑÍÌÆÓÒÎ])")
_COMMON = frozenset(
    ["của", "và", "các", "có", "cho", "trong", "được", "nhân", "dân", "tỉnh", "thành", "phố", "ủy", "ban", "huyện", "xã", "hội", "nước", "bộ", "sở", "ngày", "tháng", "năm", "kế", "hoạch", "quyết", "định", "nghị", "chỉ", "thị", "thực", "hiện", "phát", "triển", "kinh", "tế", "công", "về", "việc", "đến", "với", "theo", "tại", "những", "cơ", "quan", "đơn", "vị", "người", "dự", "án", "quy", "chính", "phủ", "trung", "ương", "đảng", "độc", "lập", "tự", "hạnh", "phúc", "số", "trình", "đề"]
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 0.07
"""Share of a text's words that are among the commonest with a mark: 341 real documents have 0.107 to 0.648, in a wrong encoding 0.04 at most."""
_SAMPLE = 200_000


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding: what people call it, and how its bytes become characters."""

    name: str
    decode: Callable[[bytes], str]

    @property
    def remark(self) -> str:
        """What the report says of a file that was converted."""
        return f"written in {self.name}, an encoding older than Unicode; it was converted"


def tcvn3(words: str) -> str:
    """Words that were written with a font of TCVN3, as the characters of Windows-1252 that stand in their place.

    >>> tcvn3("KÕ ho¹ch ph¸t triÓn")
    'Kế hoạch phát triển'
    """
    return "".join(_tcvn3().get(c, c) for c in words)


def vni(words: str) -> str:
    """Words that were written with a font of VNI, as the characters of Windows-1252 that stand in their place.

    >>> vni("UÛy ban nhaân daân tænh Ñoàng Nai")
    'Ủy ban nhân dân tỉnh Đồng Nai'
    """

    def letter(match: re.Match[str]) -> str:
        if match[3]:
            plain = _VNI_LETTERS[match[3].lower()]
            return plain.upper() if match[3].isupper() else plain
        base = match[1] if match[1] not in "ôÔöÖ" else {"ô": "ơ", "Ô": "Ơ", "ö": "ư", "Ö": "Ư"}[match[1]]
        return unicodedata.normalize("NFC", base + _VNI_MARKS[match[2].lower()])

    return _VNI.sub(letter, words)


def of_font(font: str, words: str) -> str:
    """Words as a font of an older encoding prints them; other fonts change nothing.

    >>> of_font(".VnTimeH", "kÕ ho¹ch"), of_font("Times New Roman", "kÕ")
    ('KẾ HOẠCH', 'kÕ')
    """
    name = font.lower()
    if name.startswith(".vn"):
        return tcvn3(words).upper() if font.endswith("H") else tcvn3(words)
    return vni(words) if name.startswith("vni") else words


def recognised(raw: bytes) -> Encoding | None:
    """The older encoding that bytes are written in, None where none of them makes Vietnamese of them.

    >>> recognised("KÕ ho¹ch ph¸t triÓn kinh tÕ - x· héi cña tØnh".encode("cp1252")).name
    'TCVN3 (ABC)'
    """
    sample = raw[:_SAMPLE]
    scored = [(likeness(encoding.decode(sample)), -i) for i, encoding in enumerate(ENCODINGS)]
    best, at = max(scored)
    return ENCODINGS[-at] if best >= _LEAST else None


def mended(text: str) -> tuple[str, str | None]:
    """A text whose older encoding was taken for Windows-1252 and then written as Unicode, put right, with a remark; any other text as it
    is, without one.

    >>> mended("KÕ ho¹ch ph¸t triÓn kinh tÕ cña tØnh")[0], mended("Kế hoạch của tỉnh")[1]
    ('Kế hoạch phát triển kinh tế của tỉnh', None)
    """
    found = conversion(text)
    return (found[0](text), found[1]) if found else (text, None)


def conversion(text: str) -> tuple[Callable[[str], str], str] | None:
    """What puts such a text right, with the remark; None for any other.

    >>> conversion("Kế hoạch của tỉnh") is None
    True
    """
    sample = text[:_SAMPLE]
    if likeness(sample) >= _LEAST / 2:
        return None
    for name, convert in (("TCVN3 (ABC)", tcvn3), ("VNI", vni)):
        if likeness(convert(sample)) >= _LEAST:
            return convert, Encoding(name, bytes.decode).remark
    return None


def likeness(text: str) -> float:
    """The share of a text's words that are among the commonest of Vietnamese and carry a mark."""
    words = [w.lower() for w in _WORD.findall(unicodedata.normalize("NFC", text))]
    return sum(w in _marked() for w in words) / max(len(words), 1)


def _latin(raw: bytes) -> str:
    """Bytes as the characters of Windows-1252; the five that it lacks stay what they are."""
    return raw.decode("latin-1") if any(b in raw for b in b"\x81\x8d\x8f\x90\x9d") else raw.decode("cp1252")


def _cp1258(raw: bytes) -> str:
    return unicodedata.normalize("NFC", raw.decode("cp1258", errors="replace"))


ENCODINGS = (
    Encoding("Windows-1258", _cp1258),
    Encoding("TCVN3 (ABC)", lambda raw: tcvn3(raw.decode("latin-1"))),
    Encoding("VNI", lambda raw: vni(_latin(raw))),
)


@lru_cache(maxsize=1)
def _tcvn3() -> dict[str, str]:
    return {bytes.fromhex(code).decode("latin-1"): letter for code, letter in _TCVN3.items()}


@lru_cache(maxsize=1)
def _marked() -> frozenset[str]:
    return frozenset(word for word in _COMMON if not word.isascii())
