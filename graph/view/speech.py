"""The interface of a page in its words: said in one language, and marked so that the page can say it in another."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from graph.errors import PolicyGraphError
from graph.records.printable import printable
from graph.view.shell import escaped
from graph.view.words import LANGUAGES

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_MARKS = {"vi": (".", ","), "en": (",", ".")}


class Speech:
    """The words of one language, and what a template needs to say them.

    With `switch`, each saying carries its key and values as `data-t` and `data-v`: the page's script says it again in
    the language chosen. A figure, which has no script, goes without.

    >>> speech = Speech("vi", {"index": {"n": "{n} nhiệm vụ trong {of}"}})
    >>> speech.told("index.n", n=1234, of="2022")
    '1.234 nhiệm vụ trong 2022'
    >>> speech.marked("index.n", n=1234, of="2022")
    Markup(' data-t="index.n" data-v="{&#34;n&#34;:1234,&#34;of&#34;:&#34;2022&#34;}"')
    """

    def __init__(self, lang: str, words: Mapping[str, Any], *, switch: bool = True) -> None:
        self.lang, self._words, self._switch = lang, words, switch
        self._told: dict[str, str] = {}

    def told(self, key: str, **values: str | float) -> str:
        """The words of a key with its values filled in, numbers as the language writes them."""
        text = self._told.get(key) or self._said(key)
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", value if isinstance(value, str) else self.number(value))
        return text

    def _said(self, key: str) -> str:
        found: Any = self._words
        for part in key.split("."):
            if not isinstance(found, Mapping) or part not in found:
                raise PolicyGraphError(f"{key}: the words of {self.lang} do not say this")
            found = found[part]
        self._told[key] = text = str(found)
        return text

    def number(self, value: float) -> str:
        """A number as the language writes it, with at most two digits behind the point.

        >>> Speech("vi", {}).number(12345.678), Speech("en", {}).number(12345.6), Speech("vi", {}).number(3.0)
        ('12.345,68', '12,345.6', '3')
        """
        thousands, point = _MARKS[self.lang]
        text = f"{value:,.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
        return text.translate({ord(","): thousands, ord("."): point})

    def marked(self, key: str, part: str = "", **values: str | float) -> Markup:
        """The attributes by which the page's script finds the saying; `part` "label" marks an aria-label."""
        from markupsafe import Markup

        if not self._switch:
            return Markup("")
        name = f"data-t-{part}" if part else "data-t"
        carried = ""
        if values:
            clean = {name: printable(value) if isinstance(value, str) else value for name, value in values.items()}
            carried = json.dumps(clean, ensure_ascii=False, separators=(",", ":"))
            carried = f' data-v="{escaped(carried)}"'
        return Markup(f' {name}="{escaped(key)}"{carried}')  # noqa: S704 - escaped

    def said(self, tag: str, key: str, **values: str | float) -> Markup:
        """An element that says it, marked.

        >>> Speech("vi", {"index": {"open": "còn mở"}}).said("span", "index.open")
        Markup('<span data-t="index.open">còn mở</span>')
        """
        from markupsafe import Markup

        told = escaped(printable(self.told(key, **values)))
        return Markup(f"<{tag}{self.marked(key, '', **values)}>{told}</{tag}>")  # noqa: S704 - escaped


def speaking(made: Environment, speech: Speech) -> Environment:
    """The environment with its templates saying what `speech` says; text that they show steers nothing."""
    from markupsafe import Markup

    made.globals.update(speech=speech, lang=speech.lang, languages=LANGUAGES)
    made.finalize = lambda value: value if isinstance(value, Markup) or not isinstance(value, str) else printable(value)
    return made
