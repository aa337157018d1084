"""Names of Word's XML without their namespaces: ECMA-376 has two sets of these, "transitional" and "strict", with the same words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SPACES = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_OFF = frozenset({"0", "false", "off", "none"})


def local(element: Element) -> str:
    """The name of an element without its namespace.

    >>> from lxml import etree
    >>> local(etree.fromstring('<w:p xmlns:w="urn:x"/>'))
    'p'
    """
    return str(element.tag).rpartition("}")[2]


def child(element: Element | None, name: str) -> Element | None:
    """The first child of this name."""
    return None if element is None else next((c for c in element if local(c) == name), None)


def under(element: Element | None, *names: str) -> Element | None:
    """What stands under an element along these names."""
    for name in names:
        element = child(element, name)
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """All children of this name."""
    yield from () if element is None else (c for c in element if local(c) == name)


def attribute(element: Element | None, name: str = "val") -> str | None:
    """An attribute of Word's, None where the element or the attribute is not there."""
    if element is None:
        return None
    return next((value for space in (*_SPACES, "") if (value := element.get(space + name)) is not None), None)


def whole_number(element: Element | None, name: str = "val", default: int = 0) -> int:
    """An attribute as a whole number, `default` where it is none or beyond reason.

    >>> whole_number(None)
    0
    """
    try:
        number = int(attribute(element, name) or "")
    except ValueError:
        return default
    return number if abs(number) < 1_000_000 else default


def on(properties: Element | None, name: str) -> bool:
    """Whether a switch is on: `<w:b/>`, and not `<w:b w:val="0"/>`."""
    switch = child(properties, name)
    return switch is not None and (attribute(switch) or "1").lower() not in _OFF
