"""What documents lose when they are written as other files and read back: `python benchmarks/forms.py TEXTS GOLD [FORM …]`.

The texts of a folder are parsed and written as Word files, from which LibreOffice makes the other forms (doc, html, odt, rtf, pdf, scan). Each form is built
and held against the gold; printed are the F1 of every section as text and in each form. Forms without a reader are left out.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HERE), str(HERE / "tests")]

from printing import scanned  # noqa: E402
from rendered import rendered  # noqa: E402

from graph.build import build  # noqa: E402
from graph.errors import NoDocuments  # noqa: E402
from graph.evaluate import SECTIONS, evaluate  # noqa: E402
from graph.reading import office  # noqa: E402


def converted(word: Path, form: str, folder: Path) -> Path:
    """The Word files in another form, as LibreOffice writes it; a scan is pictures of the PDF file's pages."""
    if form == "scan":
        pages = converted(word, "pdf", folder.parent / "pages")
        folder.mkdir()
        for path in sorted(pages.iterdir()):
            scanned(path, folder / path.name)
        return folder
    profile = f"-env:UserInstallation={(folder.parent / 'profile').as_uri()}"
    command = [office.program() or "soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, sorted(word.iterdir()))], capture_output=True, check=True, timeout=600)
    return folder


def figures(folder: Path, gold: Path, out: Path) -> dict[str, float]:
    """The F1 of each section."""
    try:
        build([folder], out, pages=False)
    except NoDocuments:
        return {}
    return {figure.section: figure.counts.f1 for figure in evaluate(out, gold).figures}


def main() -> None:
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    asked.add_argument("texts", type=Path)
    asked.add_argument("gold", type=Path)
    asked.add_argument("forms", nargs="*", default=["docx", "doc", "html"])
    given = asked.parse_args()
    with TemporaryDirectory() as name:
        base = Path(name)
        word = rendered(given.texts, base / "docx")
        columns = {"text": figures(given.texts, given.gold, base / "out-text")}
        for form in given.forms:
            folder = word if form == "docx" else converted(word, form, base / form)
            columns[form] = figures(folder, given.gold, base / f"out-{form}")
    columns = {form: found for form, found in columns.items() if found}
    print(f"{'':20}" + "".join(f"{form:>8}" for form in columns))
    for section in SECTIONS:
        if section in columns["text"]:
            print(f"{section:20}" + "".join(f"{found.get(section, 0.0):8.3f}" for found in columns.values()))


if __name__ == "__main__":
    main()
