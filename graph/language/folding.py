"""Folding: the same words in the same shape, for matching only. Stored words are never folded.

Vietnamese text comes composed and decomposed, with two tone placements (hoà/hòa, thuỷ/thủy) and several dashes and blanks. Copies from
web pages and scans hold letters and digits of other scripts that look like ours ("NQ-СР" in Cyrillic), and characters that are not seen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_LETTERS = {
    **dict(zip("АВЕЅІЈКМНОРСТУХаеѕіјорсух", "ABESIJKMHOPCTYXaesijopcyx", strict=True)),  # Cyrillic
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True)),  # Greek
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # of full width
    **dict.fromkeys("\u2044\u2215", "/"),
}
"""Letters and marks that only look like ours."""
_DIGITS = {c: str(unicodedata.decimal(c)) for code in range(0x80, 0x10000) if (c := chr(code)).isdecimal()}
"""Digits of other scripts; of the first plane, which a pattern looks up quickly."""
_ALIKE = {**_DIGITS, **_LETTERS}
_SAME_LENGTH = {
    **{ord(c): ours for c, ours in _ALIKE.items()},
    **dict.fromkeys(map(ord, "\u00d0\u0189"), "Đ"),
    ord("\u00f0"): "đ",
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufffe"), "-"),
    **dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\ufeff\u200b\u000c"), " "),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u00ab\u00bb"), '"'),
    **dict.fromkeys(map(ord, "\u2018\u2019"), "'"),
}
_OLD_TONES = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ"
_NEW_TONES = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy"


def _tone_table() -> dict[str, str]:
    pairs = dict(zip(_OLD_TONES.split(), _NEW_TONES.split(), strict=True))
    for old, new in tuple(pairs.items()):
        pairs[old.upper()] = new.upper()
        pairs[old.capitalize()] = new.capitalize()
    return pairs


_TONES = _tone_table()
_OLD = re.compile(r"[oOuU][àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ](?!\w)")
_ODD = re.compile("[" + "".join(map(chr, _SAME_LENGTH)) + "]")


@lru_cache(maxsize=4)
def same_length(text: str) -> str:
    """The text with one kind of dash, blank and quote and one tone placement, character for character as long.

    >>> same_length("Uỷ ban – hoà bình, quý\u00a0I"), same_length("４５/NQ-\u0421\u0420")
    ('Ủy ban - hòa bình, quý I', '45/NQ-CP')
    """
    return _OLD.sub(_new_tone, _ODD.sub(_usual, text))


def _usual(odd: re.Match[str]) -> str:
    return _SAME_LENGTH[ord(odd[0])]


def _new_tone(pair: re.Match[str]) -> str:
    if pair[0][0] in "uU" and pair.string[max(pair.start() - 1, 0)] in "qQ":  # "quý": the u belongs to the q
        return pair[0]
    return _TONES.get(pair[0], pair[0])


_DASH = re.compile(r" ?- ?")
_CLUSTER = re.compile(r".[\u0300-\u036f]+|[\u00ad\u200b-\u200d\u2060\ufeff]+")
_HIDDEN = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]")
"""Characters that are not seen: soft hyphens, blanks and joiners without width, byte order marks."""
_UNLIKE = re.compile("[" + "".join(map(re.escape, _ALIKE)) + r"\u00ad\u200b-\u200d\u2060\ufeff]")
_BEGUN_NUMBER = re.compile(r"\d\S*[/-]\S*[^\W\d_]$")


def look_alikes(words: str) -> str:
    """The code points of the characters in words that only look like letters, digits and marks of ours, or are not seen.

    >>> look_alikes("45/NQ-\u0421\u0420"), look_alikes("4\u200b5/NQ\u2011CP")
    ('U+0420 U+0421', 'U+200B')
    """
    return " ".join(f"U+{ord(c):04X}" for c in sorted(set(_UNLIKE.findall(words))))


def _seen(hidden: re.Match[str]) -> str:
    """What is seen of hidden characters: a hyphen where a soft one stands in the symbol of a number ("NQ\u00adCP"), a blank between two
    words, else nothing."""
    text, before, after = (
        hidden.string,
        hidden.string[hidden.start() - 1 : hidden.start()],
        hidden.string[hidden.end() :][:1],
    )
    if (
        "\u00ad" in hidden[0]
        and after.isupper()
        and _BEGUN_NUMBER.search(text, max(hidden.start() - 40, 0), hidden.start())
    ):
        return "-"
    return " " if "\u200b" in hidden[0] and before.islower() and after.isupper() else ""


def composed(text: str) -> tuple[str, Sequence[int]]:
    """The text with its letters composed and without what is not seen, and where each character stands in the text as given; one more for
    the end.

    >>> import unicodedata
    >>> words, stands = composed(unicodedata.normalize("NFD", "Số 5"))
    >>> words, stands[2], stands[4]
    ('Số 5', 4, 6)
    >>> composed("4\u200b5/NQ\u00adCP quy\u00adết")[0]
    '45/NQ-CP quyết'
    """
    if unicodedata.is_normalized("NFC", text) and not _HIDDEN.search(text):
        return text, range(len(text) + 1)
    return _composed(text)


@lru_cache(maxsize=2)  # several steps ask for a document's text, and for those that it has by itself
def _composed(text: str) -> tuple[str, Sequence[int]]:
    parts: list[str] = []
    stands: list[int] = []
    position = 0
    for cluster in _CLUSTER.finditer(text):
        letter = _seen(cluster) if _HIDDEN.match(cluster[0]) else unicodedata.normalize("NFC", cluster[0])
        parts += (text[position : cluster.start()], letter)
        stands += (*range(position, cluster.start()), *[cluster.start()] * len(letter))
        position = cluster.end()
    return "".join([*parts, text[position:]]), (*stands, *range(position, len(text) + 1))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case, composed, one tone placement and one spelling of "quý", single blanks, no blanks around dashes.

    >>> fold("Uỷ  ban Nhân dân"), fold("2021 – 2030"), fold("Quí I")
    ('ủy ban nhân dân', '2021-2030', 'quý i')
    """
    text = " ".join(same_length(unicodedata.normalize("NFC", text)).lower().split())
    if "quí" in text or "qúy" in text:
        text = text.replace("quí", "quý").replace("qúy", "quý")
    return _DASH.sub("-", text) if "-" in text else text


def printed(text: str, words: str, at: int = 0) -> str:
    """What `text` prints where its folded form has these `words`, at the first place from `at` on; the words themselves where it has not.

    >>> printed("xong trong Quý  IV/2018", "quý iv/2018"), printed("Giai đoạn 2021 – 2030.", "2021-2030")
    ('Quý IV/2018', '2021 – 2030')
    """
    composed_text = unicodedata.normalize("NFC", text)
    lower = same_length(composed_text).lower()
    begin = fold(text).find(words, at)
    if begin < 0 or not words or len(lower) != len(composed_text):
        return words
    first = len(lower) - len(lower.lstrip())
    places = [i for i in range(first, len(lower)) if not (lower[i].isspace() and lower[i - 1].isspace())]
    beside = zip(["", *(lower[i] for i in places)], places, [*(lower[i] for i in places[1:]), ""], strict=False)
    kept = [i for before, i, after in beside if not (lower[i].isspace() and "-" in (before, after))]
    return " ".join(composed_text[kept[begin] : kept[begin + len(words) - 1] + 1].split())


def plain(text: str) -> str:
    """Folded and without diacritics, as people type in a hurry.

    >>> plain("Sở Công Thương tỉnh Đắk Lắk")
    'so cong thuong tinh dak lak'
    """
    letters = unicodedata.normalize("NFD", fold(text).replace("đ", "d"))
    return "".join(c for c in letters if not unicodedata.combining(c))


_MARK = re.compile("[*_<#|]")
_MARKS = re.compile(r"\*+|_{2,}|</?[a-zA-Z][^<>\n]{0,60}>|^#+|\|")


def tidy(text: str) -> str:
    """Words of a source on one line: markdown marks and doubled blanks left out, letters composed, otherwise as printed.

    >>> tidy("**BỘ VĂN HÓA, THỂ\\nTHAO **")
    'BỘ VĂN HÓA, THỂ THAO'
    """
    text = _MARKS.sub("", text) if _MARK.search(text) else text
    return " ".join(composed(text)[0].replace("\ufffe", "-").split())
