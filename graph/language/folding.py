"""Folding: the same words in the same shape, for matching only. Stored words are never folded.

Vietnamese text comes composed and decomposed, with two tone placements (hoà/hòa, thuỷ/thủy) and several dashes and blanks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_SAME_LENGTH = {
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

    >>> same_length("Uỷ ban – hoà bình, quý\u00a0I")
    'Ủy ban - hòa bình, quý I'
    """
    return _OLD.sub(_new_tone, _ODD.sub(_usual, text))


def _usual(odd: re.Match[str]) -> str:
    return _SAME_LENGTH[ord(odd[0])]


def _new_tone(pair: re.Match[str]) -> str:
    if pair[0][0] in "uU" and pair.string[max(pair.start() - 1, 0)] in "qQ":  # "quý": the u belongs to the q
        return pair[0]
    return _TONES.get(pair[0], pair[0])


_CLUSTER = re.compile(r".[\u0300-\u036f]+")


def composed(text: str) -> tuple[str, Sequence[int]]:
    """The text with its letters composed, and where each character stands in the text as given; one more for the end.

    >>> import unicodedata
    >>> words, stands = composed(unicodedata.normalize("NFD", "Số 5"))
    >>> words, stands[2], stands[4]
    ('Số 5', 4, 6)
    """
    if unicodedata.is_normalized("NFC", text):
        return text, range(len(text) + 1)
    parts: list[str] = []
    stands: list[int] = []
    position = 0
    for cluster in _CLUSTER.finditer(text):
        letter = unicodedata.normalize("NFC", cluster[0])
        parts += (text[position : cluster.start()], letter)
        stands += (*range(position, cluster.start()), *[cluster.start()] * len(letter))
        position = cluster.end()
    return "".join([*parts, text[position:]]), [*stands, *range(position, len(text) + 1)]


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case, composed, one tone placement, single blanks, no blanks around dashes.

    >>> fold("Uỷ  ban Nhân dân"), fold("2021 – 2030")
    ('ủy ban nhân dân', '2021-2030')
    """
    text = " ".join(same_length(unicodedata.normalize("NFC", text)).lower().split())
    return re.sub(r" ?- ?", "-", text) if "-" in text else text


def plain(text: str) -> str:
    """Folded and without diacritics, as people type in a hurry.

    >>> plain("Sở Công Thương tỉnh Đắk Lắk")
    'so cong thuong tinh dak lak'
    """
    letters = unicodedata.normalize("NFD", fold(text).replace("đ", "d"))
    return "".join(c for c in letters if not unicodedata.combining(c))


_MARKS = re.compile(r"\*+|_{2,}|</?[a-zA-Z][^<>\n]{0,60}>|^#+|\|")


def tidy(text: str) -> str:
    """Words of a source on one line: markdown marks and doubled blanks left out, letters composed, otherwise as printed.

    >>> tidy("**BỘ VĂN HÓA, THỂ\\nTHAO **")
    'BỘ VĂN HÓA, THỂ THAO'
    """
    text = unicodedata.normalize("NFC", _MARKS.sub("", text)).replace("\u00ad", "").replace("\ufffe", "-")
    return " ".join(text.split())
