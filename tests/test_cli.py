"""The command line as a user meets it: by what it prints and how it ends; in a process of its own where that matters."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Run

from graph.build import SAMPLES
from graph.reading import MAX_BYTES

PLAN = (
    "ỦY BAN NHÂN DÂN\nTỈNH TUYÊN QUANG\nSố: 7/KH-UBND\n\nKẾ HOẠCH\nThực hiện Nghị quyết số 124/NQ-CP ngày 03/9/2020\n"
)
HEAVY = ("spacy", "rdflib", "pyshacl", "networkx", "pyvis", "pyoxigraph", "oxrdflib", "rich", "jinja2", "yaml", "numpy")

BAD = {
    "empty.txt": (b"", "it is empty"),
    "binary.txt": (b"\x7fELF\x02\x01\x01\0\0\0\0" * 9, "this is a binary file"),
    "scan.txt": (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "its pages cannot be found"),
    "old.txt": (b"D\xe8s l'\xe9t\xe9, la for\xeat\n", "neither TCVN3"),
    "line.txt": (b"x" * 50_000_000, f"the limit is {MAX_BYTES / 1e6:,.1f} MB"),
    "long.txt": (b"x" * 1_000_001, "one line has 1,000,001 characters"),
}


def loaded(*arguments: str) -> set[str]:
    """Heavy libraries that a run of the command line has imported by its end."""
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: print('LOADED', *(m for m in sys.modules if '.' not in m), file=sys.stderr))\n"
        "from graph.cli import main\nmain(sys.argv[1:])"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code, *arguments], env=env, capture_output=True, text=True, check=True)
    return set(done.stderr.rpartition("LOADED")[2].split()) & set(HEAVY)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["build", "--help"], ["query", "--help"]])
def test_help_waits_for_nothing_heavy(arguments: list[str]) -> None:
    assert loaded(*arguments) == set()


def test_a_query_waits_for_the_engine_alone(sample_output: Path) -> None:
    assert loaded("query", "ASK { ?a pol:implements ?b }", "-g", str(sample_output)) == {"pyoxigraph"}


@pytest.mark.parametrize(
    ("arguments", "status", "printed"),
    [(["--version"], 0, "policygraph, version"), (["build", "nowhere"], 1, "Error: "), (["no-such"], 2, "Usage: ")],
)
def test_a_process_ends_with_its_status(
    process: Run, tmp_path: Path, arguments: list[str], status: int, printed: str
) -> None:
    done = process(*arguments, cwd=tmp_path)
    assert (done.returncode, printed in done.stdout + done.stderr) == (status, True)
    assert "Traceback" not in done.stderr
    assert bool(done.stderr) == bool(status)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_alone_builds_nothing(policygraph: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(BAD[name][0])
    done = policygraph("build", name, cwd=tmp_path)
    assert done.returncode == 1
    assert f"{name}: " in done.stderr
    assert BAD[name][1] in done.stderr
    assert "Traceback" not in done.stderr
    assert "Nothing was built" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [name]


def test_every_bad_file_is_in_the_list_and_the_others_are_built(policygraph: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    for name, (content, _) in BAD.items():
        (tmp_path / name).write_bytes(content)
    done = policygraph("build", ".", "missing.txt", cwd=tmp_path)
    assert done.returncode == 1
    for name, reason in {**{name: bad[1] for name, bad in BAD.items()}, "missing.txt": "there is no such file"}.items():
        assert any(f"{name}: " in line and reason in line for line in done.stderr.splitlines())
    assert f"{len(BAD) + 1} could not be read; built: 1 document" in done.stderr
    assert (tmp_path / "output" / "text" / "plan.txt").exists()


def test_a_missing_path_is_named(policygraph: Run, tmp_path: Path) -> None:
    done = policygraph("build", "nowhere", cwd=tmp_path)
    assert done.returncode == 1
    assert "nowhere: there is no such file or folder" in done.stderr
    assert not (tmp_path / "output").exists()


def test_a_folder_without_documents_is_named_with_what_is_there(policygraph: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    done = policygraph("build", "in", cwd=tmp_path)
    assert (done.returncode, "in: no document here" in done.stderr) == (1, True)
    (tmp_path / "in" / "scan.pdf").write_bytes(b"%PDF-1.4")
    assert "scan.pdf" in policygraph("build", "in", cwd=tmp_path).stderr


def test_a_folder_of_other_things_is_refused(policygraph: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    done = policygraph("build", "plan.txt", "-o", ".", cwd=tmp_path)
    assert done.returncode == 1
    assert "holds other things (plan.txt)" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [["no-such-command"], ["build", "--no-such-option"], ["query"], ["compare", "2021"], ["query", "ASK {}", "--format", "pdf"],
     ["query", "ASK {}", "--with", "number"], ["evaluate", "output"], ["query", "ASK {}", "--limit", "0"]],
)  # fmt: skip
def test_wrong_usage_ends_with_2(policygraph: Run, sample_output: Path, arguments: list[str]) -> None:
    done = policygraph(*arguments, cwd=sample_output.parent)
    assert done.returncode == 2
    assert "Usage:" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_build_tells_what_it_did_and_quiet_tells_nothing(policygraph: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    done = policygraph("build", "plan.txt", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 document, 2 quoted claims, 0 warnings" in done.stdout
    assert "output/report.md" in done.stdout
    done = policygraph("build", "-q", "plan.txt", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_verbose_build_tells_every_step_and_what_it_passed_over(policygraph: Run, tmp_path: Path) -> None:
    for name in ("plan.txt", "plan-2.txt", "table.xlsx"):
        (tmp_path / name).write_text(PLAN.replace("7/", f"{len(name)}/"), encoding="utf-8")
    done = policygraph("build", "-v", ".", cwd=tmp_path)
    assert done.returncode == 0
    told = sorted(line for line in done.stderr.splitlines() if " read " in line)
    first, second = (line.partition(" read ") for line in told)
    assert (first[0], second[0]) == ("[1/2]", "[2/2]")
    assert {first[2], second[2]} == {"plan.txt", "plan-2.txt"}  # whichever a process begins first
    assert "passed over table.xlsx" in done.stderr


def test_the_script_in_the_root_is_the_build_command(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    command = [sys.executable, str(ROOT / "build_graph.py"), "plan.txt", "-o", "here"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0
    assert (tmp_path / "here" / "graph.nq").exists()


def test_progress_is_drawn_on_a_terminal_only(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    ours, theirs = pty.openpty()
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    command = [sys.executable, "-m", "graph.cli", "build", "plan.txt"]
    drawn = b""
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=theirs, env=env):
        os.close(theirs)
        try:  # while it runs: a terminal that nobody reads is full after some seconds of progress, and the build waits
            while chunk := os.read(ours, 65536):
                drawn += chunk
        except OSError:  # how Linux says that a terminal is closed
            pass
    os.close(ours)
    assert b"\x1b[" in drawn


SELECT = "SELECT ?number ?label { ?d eli:id_local ?number ; rdfs:label ?label . FILTER(?number = '124/NQ-CP') }"


def test_an_answer_comes_as_table_csv_tsv_and_json(policygraph: Run, sample_output: Path) -> None:
    told = {}
    for format in ("table", "csv", "tsv", "json"):
        done = policygraph("query", SELECT, "--format", format, "-g", sample_output)
        assert (done.returncode, done.stderr) == (0, "")
        told[format] = done.stdout
    lines = told["table"].splitlines()
    assert lines[0].split() == ["number", "label"]
    assert lines[2].startswith("124/NQ-CP  ")
    assert [row["number"] for row in csv.DictReader(io.StringIO(told["csv"]))] == ["124/NQ-CP"]
    assert told["tsv"].splitlines()[1].startswith('"124/NQ-CP"\t')
    assert json.loads(told["json"])["results"]["bindings"][0]["number"]["value"] == "124/NQ-CP"


def test_triples_come_as_turtle(policygraph: Run, sample_output: Path) -> None:
    query = "CONSTRUCT { ?a pol:implements ?b } WHERE { ?a pol:implements ?b }"
    done = policygraph("query", query, "--format", "ttl", "-g", sample_output)
    assert done.returncode == 0
    assert "pol:implements" in done.stdout


def test_a_query_is_read_from_a_file(policygraph: Run, sample_output: Path, tmp_path: Path) -> None:
    (tmp_path / "my.rq").write_text(SELECT, encoding="utf-8")
    assert "124/NQ-CP" in policygraph("query", "my.rq", "-g", sample_output, cwd=tmp_path).stdout
    done = policygraph("query", "none.rq", "-g", sample_output, cwd=tmp_path)
    assert (done.returncode, "none.rq: cannot be read as a query" in done.stderr) == (1, True)


def test_a_question_about_one_document_is_told_which(policygraph: Run, sample_output: Path) -> None:
    everything = policygraph("query", "implemented-by", "-g", sample_output)
    of_one = policygraph("query", "implemented-by", "--with", "document=23-NQ/TW", "-g", sample_output)
    assert (everything.returncode, of_one.returncode) == (0, 0)
    assert 2 < len(of_one.stdout.splitlines()) < len(everything.stdout.splitlines())
    done = policygraph("query", "ASK {}", "--with", "document=23-NQ/TW", "-g", sample_output)
    assert (done.returncode, "leaves no such value open" in done.stderr) == (1, True)


def test_rows_are_limited_and_the_rest_is_told(policygraph: Run, sample_output: Path) -> None:
    done = policygraph("query", "SELECT ?number { ?d eli:id_local ?number }", "--limit", "2", "-g", sample_output)
    assert len(done.stdout.splitlines()) == 4
    assert "more rows" in done.stderr


def test_the_named_questions_are_listed_in_both_languages(policygraph: Run) -> None:
    done = policygraph("query", "--list")
    assert done.returncode == 0
    names = [line.split()[0] for line in done.stdout.splitlines()[2:]]
    assert names == sorted(path.stem for path in (ROOT / "ontology" / "questions").glob("*.rq"))
    assert len(names) >= 10


def test_a_query_with_a_mistake_says_where(policygraph: Run, sample_output: Path) -> None:
    done = policygraph("query", "SELECT ?d WHERE { ?d pol:implements }", "-g", sample_output)
    assert done.returncode == 1
    assert "Error: " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [["query", "ASK {}"], ["chain", "23-NQ/TW"], ["validate"]])
def test_a_folder_without_a_graph_is_named(policygraph: Run, tmp_path: Path, command: list[str]) -> None:
    done = policygraph(*command, cwd=tmp_path)
    assert done.returncode == 1
    assert "output: there is no graph.nq here" in done.stderr


def test_a_chain_is_printed_with_its_evidence(policygraph: Run, sample_output: Path) -> None:
    plain = policygraph("chain", "23-nq/tw", "-g", sample_output)
    assert plain.returncode == 0
    assert "124/NQ-CP" in plain.stdout
    assert "“" not in plain.stdout
    assert "“" in policygraph("chain", "23-nq/tw", "--evidence", "-g", sample_output).stdout
    assert " → " in policygraph("chain", "23-nq/tw", "--format", "linear", "-g", sample_output).stdout
    rows = list(
        csv.DictReader(io.StringIO(policygraph("chain", "23-NQ/TW", "--format", "csv", "-g", sample_output).stdout))
    )
    assert "124/NQ-CP" in {row["number"] for row in rows}
    told = json.loads(policygraph("chain", "23-NQ/TW", "--format", "json", "-g", sample_output).stdout)
    assert told["document"]["number"] == "23-NQ/TW"


def test_an_unknown_document_ends_with_what_is_near(policygraph: Run, sample_output: Path) -> None:
    done = policygraph("chain", "124/NQ-CB", "-g", sample_output)
    assert done.returncode == 1
    assert "124/NQ-CP" in done.stderr


def test_a_built_graph_is_valid(policygraph: Run, sample_output: Path) -> None:
    done = policygraph("validate", "-g", sample_output)
    assert (done.returncode, done.stdout.startswith("no problems")) == (0, True), done.stdout


def test_a_broken_graph_is_told_and_ends_with_1(policygraph: Run, sample_output: Path, tmp_path: Path) -> None:
    for name in ("graph.nq", "text"):
        (tmp_path / name).symlink_to(sample_output / name)
    (tmp_path / "text").unlink()
    done = policygraph("validate", "-g", tmp_path)
    assert done.returncode == 1
    assert "quote: " in done.stdout


def test_the_samples_are_scored_against_their_annotations(policygraph: Run, sample_output: Path) -> None:
    gold = SAMPLES.parent / "gold"
    done = policygraph("evaluate", sample_output, gold)
    assert done.returncode == 0
    assert done.stdout.splitlines()[0].split()[:2] == ["section", "gold"]
    figures = json.loads(policygraph("evaluate", sample_output, gold, "--format", "json").stdout)
    assert "header" in json.dumps(figures)


def test_words_of_documents_do_not_steer_the_terminal(policygraph: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN.replace("124/NQ-CP ngày", "124/NQ-CP \x1b[31m\u202engày"), encoding="utf-8")
    policygraph("build", "plan.txt", cwd=tmp_path)
    query = "SELECT ?words { { ?d dcterms:title ?words } UNION { ?claim oa:exact ?words } }"
    done = policygraph("query", query, cwd=tmp_path)
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


def test_a_closed_pager_is_no_error(sample_output: Path) -> None:
    query = "SELECT ?s ?p ?o { ?s ?p ?o }"
    code = f'"{sys.executable}" -m graph.cli query "{query}" --format csv -g "{sample_output}" | head -1'
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-c", code], capture_output=True, text=True, env=env)
    assert (done.stdout, done.stderr) == ("s,p,o\n", "")


def test_vietnamese_is_printed_whatever_the_locale_says(process: Run, sample_output: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    done = process("query", SELECT, "-g", sample_output, env=env)
    assert done.returncode == 0
    assert "Nghị quyết" in done.stdout
