"""Groups that a phrase describes by a head noun and what is said of it: "các doanh nghiệp muối ở bến", "trường đại học", "lực lượng Hải quan".

No list holds such phrases. Which group one is follows from its head and its words (`collectives` of ontology/phrases/tasks.yaml); what
follows from neither is the group "other".
"""

from __future__ import annotations

import re
from functools import lru_cache

from graph.language.compiled import compiled
from graph.language.lexicon import any_of, phrases


def group(words: str) -> str | None:
    """The group that a phrase describes by its head noun; None where it names one body.

    >>> group("Các chủ đầu tư hạ tầng ven sông"), group("Các trạm bơm"), group("Viện Giống cây")
    ('enterprises', 'other', None)
    """
    for name, pattern in _groups():
        if pattern.match(words):
            return name
    return "other" if re.match(r"(?:Các|các) ", words) else None


@lru_cache(maxsize=1)
def _groups() -> tuple[tuple[str, re.Pattern[str]], ...]:
    entries = phrases("tasks")["collectives"]
    return tuple((e["group"], compiled(rf"(?i:{e['words']})")) for e in entries)


@lru_cache(maxsize=1)
def member() -> re.Pattern[str]:
    """A described group as a member of a list, up to a mark, "và" or the verb that follows the list.

    >>> [member().match(words)[0] for words in ("trường đại học, Sở Y tế", "các đơn vị đóng ở bến rà soát", "lực lượng Hải quan trong")]
    ['trường đại học', 'các đơn vị đóng ở bến', 'lực lượng Hải quan']
    """
    stop = rf"(?:{any_of('tasks', 'leading')}|{any_of('tasks', 'binding')}|{any_of('tasks', 'behind_members')})(?!\w)"
    word = rf" (?!{stop}|và )[^\W\d_]+"
    return compiled(
        rf"(?!(?:cơ quan|lực lượng) Công an)(?:(?:các|những) (?:{any_of('tasks', 'heads')})|{any_of('tasks', 'heads_alone')})(?!\w)(?:{word}){{0,9}}?(?: - [^\W\d_]+{word})?"
        rf"(?=[,;.:)]| và | {stop}|$)"
    )
