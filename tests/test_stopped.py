"""A build on a disk that is full, and one that is interrupted from the keyboard: what was there stays, and it is said without a traceback."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, need

PLAN = "ỦY BAN NHÂN DÂN\nTỈNH TRÀ VINH\nSố: 7/KH-UBND\n\nKẾ HOẠCH\nThực hiện Nghị quyết số 124/NQ-CP ngày 03/9/2020\n"
ENV = {**os.environ, "PYTHONPATH": str(ROOT)}

# In a disk of its own in memory, which ends with the process: the earlier output, then builds with ever more room beside it.
FULL = """
import ctypes, json, os, shutil, sys
from pathlib import Path
before, plan, disk = map(Path, sys.argv[1:4])
libc = ctypes.CDLL(None, use_errno=True)
if libc.mount(b"none", os.fsencode(disk), b"tmpfs", 0, b"size=40m"):
    sys.exit(77)
from graph.commands.entry import main
from graph.making.examine import read_document
read_document(plan)  # the lists are loaded once, for all that follow
def files(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file() and ".cache" not in p.parts}
out = disk / "output"
shutil.copytree(before, out)
kept = files(out)
told = []
for room in map(int, sys.argv[4:]):
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    with open(disk / "filler", "wb") as filler:
        os.posix_fallocate(filler.fileno(), 0, free - room)
    said = os.open("/tmp", os.O_TMPFILE | os.O_RDWR)
    child = os.fork()
    if not child:
        os.dup2(said, 1)
        os.dup2(said, 2)
        main(["build", "-q", str(plan), "-o", str(out)])
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.remove(disk / "filler")
    told.append({"room": room, "status": status, "same": files(out) == kept,
                 "left": sorted(p.name for p in disk.iterdir() if p != out), "said": os.pread(said, 9999, 0).decode()})
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stopped")
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    (folder / "output").mkdir()
    for name in ("graph.nq", "report.md", "mine.txt"):  # of an earlier build, and one of the user's
        (folder / "output" / name).write_text(name)
    return folder / "plan.txt"


def test_on_a_full_disk_the_earlier_output_stays_and_the_remedy_is_told(plan: Path, tmp_path: Path) -> None:
    apart = ["unshare", "-m" if os.geteuid() == 0 else "-rm"]
    need("disk", shutil.which("unshare"), "a disk of its own needs Linux (unshare, of util-linux)")
    rooms = [0, 900_000]
    (tmp_path / "disk").mkdir()
    folders = map(str, (plan.parent / "output", plan, tmp_path / "disk"))
    command = [*apart, sys.executable, "-c", FULL, *folders, *map(str, rooms)]
    done = subprocess.run(command, env=ENV, capture_output=True, text=True)
    need("disk", "Operation not permitted" not in done.stderr and done.returncode != 77, "no disk may be mounted here")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert [case["room"] for case in told] == rooms
    for case in told:
        assert (case["status"], case["same"], case["left"]) == (1, True, []), case
        assert "No space left on device" in case["said"], case
        assert "what was there before is unchanged. Make room" in case["said"]
        assert "Traceback" not in case["said"]


# As if somebody pressed Ctrl-C at the moment when a module is loaded or a file is opened.
INTERRUPTED = """
import os, signal, sys
event, of, *sys.argv[1:] = sys.argv[1:]
def watch(name, arguments):
    global event
    if name == event and of in str(arguments[0] if arguments else ""):
        event = ""
        os.kill(os.getpid(), signal.SIGINT)
sys.addaudithook(watch)
from graph.commands.entry import main
main()
"""


@pytest.mark.parametrize(
    ("event", "of", "status"),
    [
        ("import", "graph.cli", -signal.SIGINT),
        ("open", "report.md", 1),
    ],
)
def test_who_interrupts_a_build_at_any_moment_sees_no_traceback_and_loses_nothing(
    plan: Path, tmp_path: Path, event: str, of: str, status: int
) -> None:
    out = Path(shutil.copytree(plan.parent / "output", tmp_path / "output"))
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file() and ".cache" not in path.parts}
    command = [sys.executable, "-c", INTERRUPTED, event, of, "build", "-q", str(plan), "-o", str(out)]
    done = subprocess.run(command, env=ENV, capture_output=True, text=True)
    assert (done.returncode, done.stderr.strip(), done.stdout) == (status, "Aborted!" if status > 0 else "", "")
    assert {
        path: path.read_bytes() for path in out.rglob("*") if path.is_file() and ".cache" not in path.parts
    } == before
    assert [path.name for path in tmp_path.iterdir()] == ["output"]
