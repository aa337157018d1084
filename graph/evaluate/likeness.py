"""When two spellings count as one in an evaluation: keys of names, numbers and bodies, and pairing by wording.

Nothing here decides what the graph says; it only keeps an annotator's spelling from counting as an error.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence, Set

from rapidfuzz import fuzz

SELF = "SELF"
"""The key of the document that is being evaluated."""

_TONE_MARKS = frozenset("\u0300\u0301\u0303\u0309\u0323")
_DASHES = re.compile("[\u2010-\u2015]")
_SAME_BODY = (
    ("ủy ban nhân dân", "ubnd"),
    ("hội đồng nhân dân", "hđnd"),
    ("phát triển nông thôn", "ptnt"),
    ("thành phố", "tp"),
    ("các khu công nghiệp", "kcn"),
    ("khu công nghiệp", "kcn"),
    ("lao động, thương binh", "lao động thương binh"),
    ("lao động-thương binh", "lao động thương binh"),
    ("văn hóa, thể thao", "văn hóa thể thao"),
    ("ban thường vụ", "btv"),
)


def name_key(name: str) -> str:
    """The name without differences of case, blanks, dashes, outer punctuation and tone placement.

    Each word's tone moves to its end, so that both placements are one.

    >>> name_key("Uỷ  ban – “Thuỷ lợi”") == name_key("ủy ban-thủy lợi".replace("-", " – “") + "”")
    True
    """
    words = _DASHES.sub("-", unicodedata.normalize("NFD", name.lower())).split()
    key = unicodedata.normalize("NFC", " ".join(map(_tone_last, words)))
    return re.sub(r"\s*-\s*", "-", key).strip(' .,;:"“”()')


def _tone_last(word: str) -> str:
    return "".join(c for c in word if c not in _TONE_MARKS) + "".join(c for c in word if c in _TONE_MARKS)


def number_key(number: str) -> str:
    """The number without blanks and differences of case and dashes.

    >>> number_key("25- NQ/tu.")
    '25-NQ/TU'
    """
    return re.sub(r"\s+", "", _DASHES.sub("-", number)).upper().strip(".,;")


def title_key(title: str) -> str:
    """The key of a document that has a name and no number."""
    return "T:" + name_key(title)


def body_key(body: str) -> str:
    """The name's key with the usual abbreviations of bodies taken for what they stand for.

    >>> body_key("UBND huyện Yên Sơn") == body_key("Ủy ban nhân dân huyện Yên Sơn")
    True
    """
    key = name_key(body)
    for long, short in _SAME_BODY:
        key = key.replace(name_key(long), name_key(short))
    return key


def same_titles(gold: Set[str], found: Set[str]) -> dict[str, str]:
    """The gold's spelling of each found title key that nearly equals one: most of its words, or all of them and more.

    >>> same_titles({"T:luật quy hoạch"}, {"T:luật quy hoạch năm 2017", "T:luật đầu tư", "25-NQ/TU"})
    {'T:luật quy hoạch năm 2017': 'T:luật quy hoạch'}
    """
    left = sorted(key for key in found - gold if key.startswith("T:"))
    spelled: dict[str, str] = {}
    for title in sorted(key for key in gold - found if key.startswith("T:")):
        near = next((key for key in left if _near(title[2:], key[2:])), None)
        if near is not None:
            left.remove(near)
            spelled[near] = title
    return spelled


def _near(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) >= 6 and fuzz.token_set_ratio(one, other) >= 92)


def pairs(gold: Sequence[str], found: Sequence[str], *, threshold: float = 80) -> dict[int, int]:
    """Index of the found wording for the index of each gold one: the most alike first, each used once.

    `threshold` is the least likeness of a pair, in percent of characters that need no change.

    >>> pairs(["Lập danh mục", "Mở lớp"], ["Mở lớp nghề", "Lập danh mục."], threshold=70)
    {0: 1, 1: 0}
    """
    keys, others = [name_key(text) for text in gold], [name_key(text) for text in found]
    scored = ((fuzz.ratio(key, other), i, j) for i, key in enumerate(keys) for j, other in enumerate(others))
    paired: dict[int, int] = {}
    for _, i, j in sorted((pair for pair in scored if pair[0] >= threshold), reverse=True):
        if i not in paired and j not in paired.values():
            paired[i] = j
    return dict(sorted(paired.items()))


def name_likeness(one: str, other: str) -> float:
    """How alike two names are, in percent, whatever words one of them has more."""
    return fuzz.token_set_ratio(name_key(one), name_key(other))


def named_alike(names: Set[str], others: Set[str]) -> bool:
    """Whether any two of the name keys differ in less than a tenth of their characters."""
    return any(fuzz.ratio(one, other) >= 90 for one in names for other in others)
