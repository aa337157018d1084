"""What every page has in common: a template that escapes, data that cannot leave its element, and a policy.

Words of documents reach a page as escaped text or as JSON data, never as markup; the policy lets only the scripts and
the style run that are put in here, and nothing be loaded.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import BytecodeCache, Environment
    from jinja2.compiler import CodeGenerator

TEMPLATES = Path(__file__).with_name("templates")


def environment(scripts: Iterable[str], style: str, *, images: str = "", connect: str = "") -> Environment:
    """The environment of the templates in `templates/`, in which all text is escaped.

    `scripts` and `style` are texts (`text("page.js")`); a template writes each as `<script>{{ script }}</script>` and
    `<style>{{ style }}</style>`, and `policy` into its meta element. A value for a script element of type
    application/json passes the filter `data`: `{{ nodes | data }}`. `images` are sources of pictures ("data:"), `connect` those that scripts may ask ("'self'").
    """
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup

    scripts = [*scripts]
    style = f"{style}{text('dark.css')}" if style else style
    made = Environment(
        autoescape=True,
        loader=FileSystemLoader(TEMPLATES),
        bytecode_cache=_compiled(),
        optimized=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.code_generator_class = _late()
    made.filters["data"] = lambda value: Markup(data(value))  # noqa: S704 - `data` leaves no "<"
    made.globals.update(
        scripts=[Markup(script) for script in scripts],  # noqa: S704 - our own files and pyvis's
        style=Markup(style),  # noqa: S704
        policy=policy(scripts, style, images=images, connect=connect),
    )
    return made


@cache
def _compiled() -> BytecodeCache:
    """What the templates compile to: kept in memory, and beside the compiled modules of Python, which it is like. To compile takes half the time
    of drawing a page. It hangs on the template and on this module alone: nothing that a page's filters say is put in."""
    import jinja2
    from jinja2.bccache import Bucket, FileSystemBytecodeCache

    folder = Path(cache_from_source(__file__)).parent
    made_by = hashlib.sha256(f"{jinja2.__version__} {Path(__file__).read_text('utf-8')}".encode()).hexdigest()[:12]

    class Kept(FileSystemBytecodeCache):
        kept: dict[str, bytes] = {}  # noqa: RUF012 - there is one

        def load_bytecode(self, bucket: Bucket) -> None:
            if bucket.key in self.kept:
                bucket.bytecode_from_string(self.kept[bucket.key])
                return
            try:
                super().load_bytecode(bucket)
            except Exception:  # a damaged file says anything
                bucket.reset()

        def dump_bytecode(self, bucket: Bucket) -> None:
            self.kept[bucket.key] = bucket.bytecode_to_string()
            if not sys.dont_write_bytecode:
                with suppress(OSError):  # a folder of somebody else
                    folder.mkdir(parents=True, exist_ok=True)
                    super().dump_bytecode(bucket)

    return Kept(str(folder), f"%s.{made_by}.template")


@cache
def _late() -> type[CodeGenerator]:
    """Compiles templates so that what is written in them alone is written at once; what a filter makes of it, when the page is drawn."""
    from jinja2.compiler import CodeGenerator
    from jinja2.nodes import Impossible, TemplateData

    class Late(CodeGenerator):
        def _output_child_to_const(self, node: Any, frame: Any, finalize: Any) -> str:
            if not isinstance(node, TemplateData):
                raise Impossible
            return super()._output_child_to_const(node, frame, finalize)

    return Late


def text(name: str | Path) -> str:
    """A file of `templates/` (or any path) with LF alone, as a browser reads it before it takes the hash."""
    return (TEMPLATES / name).read_text(encoding="utf-8").replace("\r\n", "\n").replace("\r", "\n")


def data(value: Any) -> str:
    """JSON for a script element: no "<", so that no text in it can end the element or open a comment.

    >>> data({"exact": "</script>"})
    '{"exact":"\\\\u003c/script>"}'
    """
    json_text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return json_text.replace("<", "\\u003c")


def escaped(words: str) -> str:
    """Any words as HTML, in text and in quoted values alike, as a browser keeps them: it would make a line feed of a carriage return and drop a
    NUL. For what is joined in Python because there is much of it; templates escape by themselves, in the same letters.

    >>> escaped('<b a="1">\\r')
    '&lt;b a=&#34;1&#34;&gt;&#13;'
    """
    for letter, told in _ESCAPES:
        if letter in words:
            words = words.replace(letter, told)
    return words


_ESCAPES = (
    ("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("'", "&#39;"), ('"', "&#34;"), ("\r", "&#13;"), ("\0", "\ufffd"),
)  # fmt: skip


def policy(scripts: Iterable[str], style: str, *, images: str = "", connect: str = "") -> str:
    """A Content-Security-Policy under which these texts run, and nothing else.

    >>> policy([], "p {}")
    "default-src 'none'; script-src 'none'; style-src 'sha256-SNJDlN1Iy2mnt7DOjQIyDb2LQE6O5PQiSZomcdzawQ4='; base-uri 'none'; form-action 'none'"
    """
    rules = [
        "default-src 'none'",
        f"script-src {' '.join(map(hashed, scripts)) or NOTHING}",
        f"style-src {hashed(style) if style else NOTHING}",
        *([f"img-src {images}"] if images else []),
        *([f"connect-src {connect}"] if connect else []),
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(rules)


NOTHING = "'none'"


def hashed(text: str) -> str:
    """A script or style as a policy names it: by its digest."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
