"""Old Word files (.doc), RTF and OpenDocument texts: LibreOffice makes a .docx of them, which is read as any other.

It runs without a window, with a profile of its own that is made for one file and thrown away: without macros, without the links of a
document being followed, with a proxy that leads nowhere. It ends with success where it wrote nothing, so what counts is the file that it
wrote. After a time it is ended with all processes that it started.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.errors import UnreadableFile
from graph.model import Source
from graph.reading import word

SECONDS = 90
"""Time that LibreOffice has for a file, less than a reader has: real files of 40 pages take three."""
INSTALL = "install it (Debian: apt-get install -y libreoffice-writer-nogui), or save the file as .docx"
_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
_NOWHERE = "http://127.0.0.1:9"
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""


def program() -> str | None:
    """Where LibreOffice is, None where it is not installed."""
    named = shutil.which("soffice") or shutil.which("libreoffice")
    return named or next((place for place in _PLACES if Path(place).exists()), None)


def read(path: Path, name: str, tell: Callable[[int, int], None] | None = None) -> Source:
    """The source of the file at `path`, known to the graph as `name`, as LibreOffice understands it. Raises `UnreadableFile` with reason
    and remedy: LibreOffice is not installed, takes too long, or makes nothing of the file."""
    with path.open("rb") as file:
        head = file.read(1 << 20)
    if "EncryptedPackage".encode("utf-16-le") in head:
        raise UnreadableFile(path, "it is protected by a password", "save it without the password")
    if head.startswith(b"\xd0\xcf\x11\xe0") and "WordDocument".encode("utf-16-le") not in path.read_bytes():
        raise UnreadableFile(
            path, "there is no Word document in it, or it is damaged", "open it in Word and save it as .docx"
        )
    office = program()
    if not office:
        raise UnreadableFile(path, "LibreOffice, which reads files of this format, is not installed", INSTALL)
    with TemporaryDirectory(prefix="policygraph-") as folder:
        made = _converted(path, office, Path(folder))
        try:
            return word.read(made, name, tell)
        except UnreadableFile as failure:
            raise UnreadableFile(path, failure.reason, failure.remedy) from None


def _converted(path: Path, office: str, folder: Path) -> Path:
    """The .docx that LibreOffice made of a file."""
    given, profile = folder / "document", folder / "profile"
    shutil.copyfile(path, given)  # its name may be anything, also an option
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    command = [
        office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck", "--nodefault",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "made"), str(given),
    ]  # fmt: skip
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ftp_proxy"), _NOWHERE)
    process = subprocess.Popen(  # noqa: S603 - a program of the system, with a file of our own name
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
        env={**os.environ, **proxies, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"}, start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        reason = f"LibreOffice did not read it within {SECONDS} seconds, and was ended"
        raise UnreadableFile(path, reason, "save it as .docx") from None
    finally:
        _end(process)
    made = folder / "made" / "document.docx"
    if not made.exists():
        reason = "LibreOffice makes nothing of it: it is damaged, protected by a password, or no text"
        raise UnreadableFile(path, reason, "open it in Word and save it as .docx")
    return made


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends LibreOffice with all that it started."""
    with suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
