"""What texts cost that grow in one direction each is counted, in calls and in characters that patterns look at: none grows with its square."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MOST = 1.4
"""The greatest exponent. Linear ones come to at most 1.3, since a window of so many characters is full only in the longer texts; squares to 2."""
_CASE = re.compile(r"(?P<name>.+) \(n = \d+\): calls (?P<calls>-?[\d.]+) .*, characters (?P<characters>-?[\d.]+) ")


@pytest.fixture(scope="module")
def counted() -> dict[str, tuple[float, float]]:
    """The exponents of each case. In a process of its own, as every pattern has to be counted before the package compiles it."""
    command = [sys.executable, "-P", str(ROOT / "benchmarks" / "hostile.py"), "--count"]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=600, check=True
    )
    found = [_CASE.match(line) for line in done.stdout.splitlines()]
    return {match["name"]: (float(match["calls"]), float(match["characters"])) for match in found if match}


def test_no_text_costs_the_square_of_its_length(counted: dict[str, tuple[float, float]]) -> None:
    assert len(counted) == 58
    assert {name: told for name, told in counted.items() if max(told) > MOST} == {}


def test_squares_would_be_seen() -> None:
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        from hostile import exponent
    finally:
        sys.path.pop(0)
    assert exponent([n * n for n in (50, 100, 200)]) > MOST > exponent([float(n) for n in (50, 100, 200)])
