"""Nothing that a document refers to is fetched: a server of our own counts who asks it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from conftest import need
from printing import convert
from rendered import package, paragraph

from graph.reading import read

Asked = list[str]
WORDS = "Sở Y tế đếm thuyền ở bến sông."


@pytest.fixture
def server() -> Iterator[tuple[str, Asked]]:
    """The address of a server, and what was asked of it."""
    asked: Asked = []

    class Counting(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_POST = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Counting) as running:
        Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}", asked
        running.shutdown()


def page(address: str) -> bytes:
    return (
        f"<!doctype html><meta charset=utf-8><base href={address}/><link rel=stylesheet href={address}/a.css>"
        f"<script src={address}/a.js></script><p>{WORDS}<img src={address}/a.png><iframe src={address}/a></iframe>"
        f"<object data={address}/b></object><video src={address}/c></video>"
    ).encode()


def word(address: str) -> bytes:
    linked = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText>INCLUDEPICTURE "{address}/a.png" \\d</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t> {WORDS}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return package(paragraph(WORDS, inside=linked))


def rich(address: str) -> bytes:
    said = "".join(f"\\u{ord(c)}?" for c in WORDS)
    return (
        "{\\rtf1\\ansi{\\*\\template " + address + "/a.dot}{\\field{\\*\\fldinst INCLUDEPICTURE \"" + address
        + "/a.png\" \\\\d}{\\fldrslt }}{\\field{\\*\\fldinst INCLUDETEXT \"" + address + "/a.txt\"}{\\fldrslt }}" + said + "\\par}"
    ).encode()  # fmt: skip


def flat(address: str) -> str:
    """An OpenDocument text with a picture, a section and a style from elsewhere."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible"))
    )
    picture = f'<draw:frame svg:width="2cm" svg:height="2cm" text:anchor-type="as-char"><draw:image xlink:href="{address}/a.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame>'
    section = f'<text:section text:name="s"><text:section-source xlink:href="{address}/a.odt" xlink:type="simple"/><text:p>{WORDS}</text:p></text:section>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {names} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2" '
        f'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:p>{WORDS}{picture}</text:p>{section}</office:text></office:body></office:document>'
    )


def test_the_server_counts(server: tuple[str, Asked]) -> None:
    from urllib.error import HTTPError
    from urllib.request import urlopen

    with pytest.raises(HTTPError):
        urlopen(f"{server[0]}/a.png")
    assert server[1] == ["/a.png"]


def test_nothing_outside_of_a_file_is_fetched(server: tuple[str, Asked], tmp_path: Path) -> None:
    need(
        "office",
        shutil.which("soffice"),
        "LibreOffice is not installed (Debian: apt-get install libreoffice-writer-nogui)",
    )
    address, asked = server
    (tmp_path / "plan.html").write_bytes(page(address))
    (tmp_path / "plan.docx").write_bytes(word(address))
    (tmp_path / "plan.rtf").write_bytes(rich(address))
    (tmp_path / "made").mkdir()
    (tmp_path / "linked.fodt").write_text(flat(address), encoding="utf-8")
    for form in ("odt", "doc"):
        (made,) = convert([tmp_path / "linked.fodt"], form, tmp_path / "made")
        assert address.encode() in made.read_bytes() or form == "odt"
        shutil.move(made, tmp_path / f"plan.{form}")
    assert asked  # LibreOffice looks, as people have it, while it makes the files
    asked.clear()
    read_ = [path.suffix for path in sorted(tmp_path.glob("plan.*")) if WORDS in read(path).text]
    assert read_ == [".doc", ".docx", ".html", ".odt", ".rtf"]
    assert asked == []
