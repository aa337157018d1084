"""The words by which an act issues another document: "Quyết định số 5/QĐ-UBND phê duyệt Đề án …", "… về việc ban hành kèm theo Quy chế …"."""

from __future__ import annotations

import re
from functools import lru_cache

from graph.language.lexicon import any_of

_REACH = 40
"""How many characters before a name are searched."""


def verb(view: str, name: int) -> int | None:
    """Where the words of issuing begin that stand right before the name at `name`; None without them.

    >>> words = "Quyết định số 5/QĐ-UBND về việc phê duyệt Đề án chợ"
    >>> words[: verb(words, words.index("Đề án"))], verb("Lập Đề án chợ", 4)
    ('Quyết định số 5/QĐ-UBND', None)
    """
    match = _verb().search(view[max(name - _REACH, 0) : name])
    return name - len(match[0]) if match else None


@lru_cache(maxsize=1)
def _verb() -> re.Pattern[str]:
    return re.compile(rf",? (?:về )?(?:việc )?(?:{any_of('mentions', 'issuing')})(?: kèm theo)? \"?$")
