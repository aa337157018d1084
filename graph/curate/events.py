"""YAML of one form, a list of mappings of texts and lists of texts, taken apart event by event.

There are no types, no aliases and no depth: what bombs and odd files could do is refused before it is anything, with the line and the remedy.
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml

LONGEST = 5_000
"""Characters of a text in it: the longest wording of a task in 330 real documents has 3,900."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Value = str | tuple[str, ...]
Fields = dict[str, tuple[Value, int]]


class Wrong(ValueError):
    """What is wrong at a line."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


def parsed(text: str) -> Iterator[tuple[int, Fields]]:
    """The mappings of a list, each with its line. Every event that is not of this form is refused where it comes."""
    events = _events(text)
    begun = next(
        (event for event in events if not isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent)), None
    )
    if (
        begun is None
        or isinstance(begun, yaml.StreamEndEvent)
        or (isinstance(begun, yaml.ScalarEvent) and not begun.value)
    ):
        return
    if not isinstance(begun, yaml.SequenceStartEvent):
        raise Wrong(_line(begun), "it is no list; begin each correction with a dash: - {unsay: …}")
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            break
        if not isinstance(event, yaml.MappingStartEvent):
            raise Wrong(_line(event), "this is no correction; write - {unsay: …, document: …, words: …}")
        yield _line(event), dict(_pairs(events))
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            raise Wrong(_line(event), "a second list begins here; join it to the first")


def _events(text: str) -> Iterator[yaml.Event]:
    try:
        for event in yaml.parse(text, _LOADER):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise Wrong(_line(event), "anchors and aliases (& and *) are not read; write the words out, in quotes")
            if (tag := getattr(event, "tag", None)) not in (None, "!"):
                raise Wrong(_line(event), f"the tag {tag} is not read; leave it out, or put the words in quotes")
            yield event
    except Wrong:
        raise
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Wrong(line, f"this is no YAML ({error.problem}); put all words in double quotes") from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        before = text[: getattr(error, "position", 0) or 0]
        raise Wrong(before.count("\n") + 1, "it holds characters that YAML does not allow; take them out") from None


def _pairs(events: Iterator[yaml.Event]) -> Iterator[tuple[str, tuple[Value, int]]]:
    seen: set[str] = set()
    for key in events:
        if isinstance(key, yaml.MappingEndEvent):
            return
        if not isinstance(key, yaml.ScalarEvent):
            raise Wrong(_line(key), "a key is no word; write key: value")
        if key.value in seen:
            raise Wrong(_line(key), f"{key.value} stands twice in one correction; leave one out")
        seen.add(key.value)
        yield key.value, (_value(key.value, events), _line(key))


def _value(name: str, events: Iterator[yaml.Event]) -> Value:
    event = next(events)
    if isinstance(event, yaml.ScalarEvent):
        if len(event.value) > LONGEST:
            raise Wrong(
                _line(event), f"{name} has {len(event.value):,} characters, the limit is {LONGEST:,}; quote fewer words"
            )
        return str(event.value).strip()
    if not isinstance(event, yaml.SequenceStartEvent):
        raise Wrong(_line(event), f"{name} holds keys of its own; write a text, in quotes")
    listed: list[str] = []
    for item in events:
        if isinstance(item, yaml.SequenceEndEvent):
            return tuple(listed)
        if not isinstance(item, yaml.ScalarEvent) or len(item.value) > LONGEST:
            raise Wrong(_line(item), f'{name} holds more than texts; write ["…", "…"]')
        listed.append(item.value.strip())
    return tuple(listed)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
