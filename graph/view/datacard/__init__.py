"""datacard.md: what a paper says of a graph. What went in, how it was read, how well such reading goes, how to cite it."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from graph.model import Facts, PartialDate, Run
from graph.view.report import Account, counted
from graph.view.text.table import inert, markdown
from graph.vocab import DOUBTFUL, GRAPH, PREFIXES, SUPERCLASS

_UNSEEN = """F1 of documents that are not in this graph, from `docs/unseen.md`. *First look*: nineteen plans, directives, regulations and programmes
of other provinces and bodies, as the program read them before anybody had tuned it to them ({first}). *Since*: the same nineteen since their
misses were read, so they count as seen. *Blind*: five documents whose texts and misses nobody has read. Expect figures between the first
and the last column for documents of your own, and measure: `policygraph evaluate` on some that you annotate."""
_READ = """By rules and word lists alone: no language model, no network, no clock. The same files, rules, version and corrections give the same graph, byte for
byte. Every statement of a document is a claim with its words, the characters where they stand, and the rule that found them; `policygraph
validate` checks that each quotation stands in its text. What was taken for one document for another reason than its number stands in
report.md, with the reason."""
_LIMITS = """Relations stand between whole documents, not between articles. What a text does not print is not in the graph. Scans are read with the
errors of character recognition. What held on a day is told by days of issue. The README says more."""


def datacard(account: Account, run: Run, digest: str) -> str:
    """The card as markdown; `digest` is the SHA-256 of `graph.nq`. The same account gives the same bytes.

    >>> card = datacard(Account(Facts()), Run("0.1.0", "ab" * 32), "cd" * 32)
    >>> [line for line in card.splitlines() if line.startswith("## ")]
    ['## What went in', '## How it was read', '## How good such reading is', '## Limits', '## How to cite it']
    """
    sections = (
        ("What went in", _inputs(account, run)),
        ("How it was read", _reading(account, run)),
        ("How good such reading is", _quality()),
        ("Limits", _LIMITS),
        ("How to cite it", _citation(account.facts, run, digest)),
    )
    head = ["# Data card", f"{_whole(account.facts)}, made by policygraph {inert(run.version)}."]
    return "\n\n".join([*head, *(part for heading, body in sections for part in (f"## {heading}", body))]) + "\n"


def _whole(facts: Facts) -> str:
    kinds = Counter(SUPERCLASS.get(entity.kind, entity.kind) for entity in facts.entities)
    held = (
        (kinds["Task"], "task"),
        (kinds["Indicator"], "quantified goal"),
        (kinds["Place"], "place"),
        (len(facts.claims), "quoted claim"),
    )
    numbers = ", ".join(counted(number, noun) for number, noun in held)
    return f"A knowledge graph of {counted(len(facts.read), 'document')} that were read and {kinds['PolicyDocument'] - len(facts.read):,} that they name, with {numbers}"


def _inputs(account: Account, run: Run) -> str:
    """Formats, period and bodies of what was read, and each file with its digest."""
    facts = account.facts
    files = {name: digest for _, name, digest in run.inputs}
    formats = Counter(PurePosixPath(name).suffix.lower() or "no suffix" for name in files)
    read = {id for _, id in facts.read}
    values = {entity.id: dict(entity.values) for entity in facts.entities if entity.id in read}
    days = sorted(
        str(day) for value in values.values() if isinstance(day := value.get("eli:date_document"), PartialDate)
    )
    told = [
        f"{counted(len(files), 'file')} ({', '.join(f'{n:,} {inert(kind)}' for kind, n in sorted(formats.items()))}), {counted(len(read), 'document')}",
        f"issued from {days[0]} to {days[-1]}" if days else "",
        f"{counted(len(account.failures), 'file')} could not be read" if account.failures else "",
        f"{counted(len(account.skipped), 'file')} passed over (report.md says why)" if account.skipped else "",
    ]
    rows = [(name, digest) for name, digest in sorted(files.items())]
    return "; ".join(filter(None, told)) + ".\n\n" + markdown(("file", "SHA-256"), rows)


def _reading(account: Account, run: Run) -> str:
    facts = account.facts
    sure = [
        value for entity in facts.entities if isinstance(value := dict(entity.values).get("pol:confidence"), Decimal)
    ]
    doubtful = sum(value < DOUBTFUL for value in sure)
    remarks = [note for note in facts.notes if note.code == "reading"]
    told = (
        f"{doubtful:,} of {len(sure):,} tasks, goals, zones and projects were read with a confidence below {DOUBTFUL}",
        f"{sum(claim.warning is not None for claim in facts.claims):,} of {len(facts.claims):,} claims carry a warning",
        f"{counted(len({document for note in remarks for document in note.documents}), 'document')} had a remark on how the file was read",
        f"checking the graph found {counted(len(account.problems), 'problem')}",
    )
    rules = f"Rules and word lists: SHA-256 `{run.rules}`."
    return f"{_READ}\n\nHere {'; '.join(told)}. {rules}{_decided(facts, run)}"


def _decided(facts: Facts, run: Run) -> str:
    """What people decided, without which the same files give another graph."""
    if not facts.corrected:
        return ""
    done = {each.correction for each in facts.corrected}
    who = ", ".join(inert(name) for name in sorted({one.by for one in done}))
    return f"\n\nPeople decided otherwise or confirmed: {counted(len(done), 'correction')} by {who} (report.md lists them). Their lines, sorted: SHA-256 `{run.corrections}`."


def _quality() -> str:
    known = _figures()
    rows = [(name, *figures) for name, figures in known["f1"].items()]
    return f"{_UNSEEN.format(first=known['first'])}\n\n{markdown(('F1', 'first look', 'since', 'blind'), rows)}"


@cache
def _figures() -> dict[str, Any]:
    """Written by `benchmarks/quality.py`."""
    known: dict[str, Any] = json.loads(Path(__file__).with_name("quality.json").read_text("utf-8"))
    return known


def _citation(facts: Facts, run: Run, digest: str) -> str:
    """The graph by the digest of its bytes, which anybody who has the files can make again."""
    cited = f"policygraph {run.version}: graph of {counted(len(facts.read), 'policy document')}, SHA-256 {digest[:16]}"
    entry = f"@misc{{policygraph-{digest[:8]},\n  title = {{Knowledge graph of {counted(len(facts.read), 'Vietnamese policy document')}}},\n  howpublished = {{made with policygraph {run.version}}},\n  note = {{graph.nq, SHA-256 {digest}}}\n}}"
    return (
        f"Name the documents, who gathered them and when, and the graph: “{inert(cited)}”. The digest is that of `graph.nq`; its named graph "
        f"<{GRAPH}run> says the same as PROV (<{PREFIXES['prov']}>): the program, the rules, the files, and what was generated from which.\n\n"
        f"```bibtex\n{entry}\n```\n\nThe program itself: `CITATION.cff` in its repository."
    )
