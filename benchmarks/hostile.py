"""Texts that grow in one direction each: how what they cost grows with them.

    python benchmarks/hostile.py [NAME …] [--times 4]     seconds of each step at n, 2n and 4n, and the exponent
    python benchmarks/hostile.py --count [NAME …]         the same counted: calls of functions, and characters that patterns look at

An exponent of 1 is linear, of 2 quadratic. Counted, it is taken from what n and 2n more units add, so that what a text costs in any case
does not hide it; `tests/test_hostile_growth.py` holds each case to a bound. A case is a maker of a text of n units and a first n.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
import unicodedata
from collections.abc import Callable
from time import process_time
from typing import Any

Maker = Callable[[int], str]
HEAD = "ỦY BAN NHÂN DÂN\nTỈNH CÀ MAU\nSố: 8/KH-UBND\nCà Mau, ngày 4 tháng 5 năm 2026\nKẾ HOẠCH\nTrồng đước năm 2027\n\nCăn cứ Luật Lâm nghiệp;\n\n"
WORK = HEAD + "II. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n"
GOALS = HEAD + "I. MỤC TIÊU\n"
ACT = HEAD.replace("KẾ HOẠCH", "QUYẾT ĐỊNH").replace("KH-", "QĐ-")
COLUMNS = ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian")


def lines(unit: str, head: str = HEAD) -> Maker:
    """Lines that are the same but for `{}`, which counts them."""
    return lambda n: head + "".join(unit.replace("{}", str(i)) for i in range(1, n + 1))


def one_line(unit: str, head: str = HEAD, end: str = "\n") -> Maker:
    """One line of units."""
    return lambda n: lines(unit, head)(n) + end


def piped(n: int, *, page: int = 0) -> str:
    """A table between pipes, its headings again every `page` rows."""
    head = "| " + " | ".join(COLUMNS) + " |\n|" + "---|" * len(COLUMNS) + "\n"
    rows = (f"| {i} | Đắp bờ ao số {i} | Sở Xây dựng | Sở Y tế | Quý I/2027 |\n" for i in range(1, n + 1))
    return HEAD + "".join((head if i == 0 or (page and i % page == 0) else "") + row for i, row in enumerate(rows))


def tabbed(n: int) -> str:
    """A table between tabs."""
    rows = (f"{i}\tĐắp bờ ao số {i}\tSở Xây dựng\tSở Y tế, các xã\tQuý I/2027\n" for i in range(1, n + 1))
    return HEAD + "\t".join(COLUMNS) + "\n" + "".join(rows)


def bare(n: int) -> str:
    """A table dumped as bare lines."""
    rows = (f"{i}\nĐắp bờ ao cho\nhai ấp {i}\nSở Xây dựng\nQuý I/2027\n" for i in range(1, n + 1))
    return HEAD + "STT\nNhiệm vụ\nCơ quan\nchủ trì\nThời hạn\n" + "".join(rows)


def broken(n: int) -> str:
    """A table whose pipes stand on lines of their own."""
    rows = (f"| {i}\n| Đắp bờ ao {i}\n| Sở Xây dựng\n| Quý I/2027\n|\n" for i in range(1, n + 1))
    return HEAD + "| STT\n| Nhiệm vụ\n| Cơ quan chủ trì\n| Thời gian\n|\n" + "".join(rows)


CASES: dict[str, tuple[Maker, int]] = {
    "lines of one tab": (lines("\t\n"), 1000),
    "a word behind a tab": (lines("\tao\n"), 500),
    "lines of one letter": (lines("a\n"), 500),
    "lines of capitals": (lines("BỜ AO\n\n"), 300),
    "blank lines": (one_line("\n", end="hết"), 2000),
    "page numbers": (lines("đắp tiếp bờ ao\n12\n"), 200),
    "foot notes in a sentence": (lines("Cây đước con được trồng dọc theo các bờ ao của những ấp ven biển\n12 Xem\n"), 150),
    "a line of words": (one_line("trồng đước ven ao "), 600),
    "a line of letters": (one_line("b"), 5000),
    "a line of capitals": (one_line("B"), 2000),
    "a line of figures": (one_line("7"), 2000),
    "figures and points": (one_line("4.5"), 800),
    "a line of blanks": (one_line(" ", HEAD + "a", "b"), 2000),
    "duties in one sentence": (one_line("chủ trì, phối hợp với Sở Nội vụ đắp bờ ao, ", WORK[:-1] + " "), 60),
    "capitalised words": (one_line("Năm Căn "), 400),
    "brackets": (one_line("("), 500),
    "stars": (one_line("b*"), 800),
    "pipes": (one_line("| b "), 400),
    "bold marks that do not close": (lines("**b\n"), 300),
    "a list of laws": (one_line("Luật Thủy sản; ", HEAD + "Căn cứ "), 80),
    "numbers in one line": (one_line("Nghị quyết số {}/NQ-CP, ", HEAD + "Căn cứ "), 60),
    "numbers, a line each": (lines("Căn cứ Nghị quyết số {}/NQ-CP ngày 05/6/2021 của Chính phủ;\n"), 60),
    "numbers without a year": (lines("Thực hiện Nghị quyết số {}/NQ-HĐND;\n"), 80),
    "bare numbers": (lines("Thực hiện Nghị định số {}/2021/NĐ-CP và Nghị định {}/2021;\n"), 50),
    "names, all different": (lines("Thực hiện Đề án trồng đước số {} giai đoạn 2021 - 2025.\n"), 60),
    "short forms": (lines("Theo Nghị quyết số {}/NQ-CP (sau đây gọi tắt là Nghị quyết A{});\n"), 50),
    "a short form, used again": (lines("Theo Nghị quyết Đước trồng cây.\n", HEAD + "Theo Nghị quyết số 6/NQ-CP (sau đây gọi tắt là Nghị quyết Đước);\n"), 80),
    "this plan": (lines("Kế hoạch này được gửi.\n"), 150),
    "its own number": (lines("Theo Kế hoạch số 8/KH-UBND ngày 4/5/2026.\n"), 80),
    "a list of what ends": (lines("- Nghị quyết số {}/NQ-CP;\n", HEAD + "Bãi bỏ các văn bản sau:\n"), 80),
    "numbering below numbering": (lambda n: HEAD + "".join(".".join(["1"] * (i % 12 + 1)) + ". Việc ao\n" for i in range(n)), 200),
    "marks below marks": (lines("1. Việc\n- gạch\n+ cộng\n", HEAD + "I. AO\n"), 100),
    "children of one line": (lines("- Đắp bờ.\nchữ thường\n", HEAD + "I. NHIỆM VỤ\n"), 150),
    "duties of one body": (lines("- Chủ trì, phối hợp với Sở Xây dựng đắp bờ ao thứ {} của huyện.\n", WORK), 60),
    "duties that cite": (lines("- Chủ trì thực hiện Nghị quyết số {}/NQ-CP ngày 05/6/2021 của Chính phủ về ao {}.\n", WORK), 50),
    "duties with zones": (lines("- Chủ trì mở Cụm công nghiệp Bến Tôm {} trong quý I/2027.\n", WORK), 40),
    "goals": (lines("- Phấn đấu đến năm 2030 tỷ lệ ao {} có nước sạch đạt {}%.\n", GOALS), 50),
    "goals in one line": (one_line("tỷ lệ ao {} đạt 40%, ", GOALS + "- "), 50),
    "zones in lists": (lines("Mở KCN Ao Sen {}, KCN Ao Cá {}.\n"), 40),
    "zones in one list": (one_line("KCN Ao Sen {}, ", HEAD + "Các khu công nghiệp gồm: "), 50),
    "a table between tabs": (tabbed, 50),
    "a table between pipes": (piped, 50),
    "a table cut at each page": (lambda n: piped(n, page=1), 40),
    "a table of broken pipes": (broken, 40),
    "a table of bare lines": (bare, 40),
    "headings in every row": (lines("| STT | Nhiệm vụ | Ao {} | Nơi |\n"), 50),
    "headings without a table": (lines("STT\n"), 150),
    "tables of prices that blanks lay out": (lines("TT     Loại ao        Giá\n1      Ao sâu {}      9\n2      Ao cạn {}      8\n\f\n"), 40),
    "signatures": (lines("GIÁM ĐỐC\nao\n"), 100),
    "letters in parts": (lambda n: unicodedata.normalize("NFD", lines("Trồng đước ở các ấp ven biển.\n")(n)), 150),
    "a title without an end": (lambda n: "KẾ HOẠCH\n" + "TRỒNG ĐƯỚC VEN BIỂN\n" * n, 100),
    "a line of tabs": (one_line("b\t"), 500),
    "groups of bodies": (one_line("các sở, ban, ngành, ", HEAD + "II. TỔ CHỨC THỰC HIỆN\n1. ", "\n- Đắp bờ.\n"), 60),
    "laws that a law changes": (one_line("Luật Thủy sản, ", HEAD + "Luật sửa đổi, bổ sung một số điều của "), 60),
    "open quotes": (one_line('Đề án "'), 150),
    "projects": (one_line("Dự án nuôi tôm ", HEAD + "II. NHIỆM VỤ\n- "), 80),
    "documents that an act names": (one_line("Quyết định số {}/2026/QĐ-UBND và ", ACT + "Điều 2. Quyết định này nhắc lại "), 60),
    "works": (one_line("Nhà máy nước đá "), 120),
}  # fmt: skip


class Counted:
    """A compiled pattern that adds up how many characters it is given to look at."""

    seen = 0

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pattern, name)

    def _asked(self, method: str, text: str, *given: Any) -> Any:
        found = getattr(self._pattern, method)(text, *given)
        first = given[0] if given and isinstance(given[0], int) else 0
        last = min(given[1], len(text)) if len(given) > 1 else len(text)
        Counted.seen += 1 + max((found.end() if found else last if method == "search" else first) - first, 0)
        return found

    def search(self, text: str, *given: Any) -> Any:
        return self._asked("search", text, *given)

    def match(self, text: str, *given: Any) -> Any:
        return self._asked("match", text, *given)

    def fullmatch(self, text: str, *given: Any) -> Any:
        return self._asked("fullmatch", text, *given)

    def finditer(self, text: str, *given: Any) -> Any:
        Counted.seen += (
            1 + (min([*given, len(text)][1], len(text)) if len(given) > 1 else len(text)) - (given or [0])[0]
        )
        return self._pattern.finditer(text, *given)

    def findall(self, text: str, *given: Any) -> Any:
        Counted.seen += len(text)
        return self._pattern.findall(text, *given)

    def split(self, text: str, *given: Any, **more: Any) -> Any:
        Counted.seen += len(text)
        return self._pattern.split(text, *given, **more)

    def sub(self, by: Any, text: str, *given: Any, **more: Any) -> Any:
        Counted.seen += len(text)
        return self._pattern.sub(by, text, *given, **more)


def counting() -> None:
    """Every pattern that is compiled from now on counts. Call it before the package is imported."""
    compiled, known = re.compile, dict[Any, Counted]()

    def compile_(pattern: Any, flags: int = 0) -> Counted:
        if isinstance(pattern, Counted):
            return pattern
        if (pattern, flags) not in known:
            known[pattern, flags] = Counted(compiled(pattern, flags))
        return known[pattern, flags]

    def asked(method: str) -> Callable[..., Any]:
        return lambda pattern, *given, flags=0, **more: getattr(compile_(pattern, flags), method)(*given, **more)

    re.compile = compile_  # type: ignore[assignment]
    for method in ("search", "match", "fullmatch", "findall", "finditer", "split"):
        setattr(re, method, asked(method))
    re.sub = lambda pattern, by, text, count=0, flags=0: compile_(pattern, flags).sub(by, text, count)  # type: ignore[assignment]


def steps(text: str) -> list[tuple[str, Callable[[], object]]]:
    """The steps of the text side, to be taken one after the other."""
    from graph.extract import extract
    from graph.model import Source
    from graph.resolve import resolve
    from graph.structure import parse
    from graph.structure.contents import contents

    held: list[Any] = []
    return [
        ("parse", lambda: held.append(parse(Source("a.txt", text)))),
        ("extract", lambda: held.append(extract(held[0]))),
        ("resolve", lambda: resolve(held[1:2])),
        ("contents", lambda: contents(held[0])),
    ]


def seconds(text: str) -> dict[str, float]:
    """CPU seconds of each step."""
    taken = {}
    for name, step in steps(text):
        before = process_time()
        step()
        taken[name] = process_time() - before
    return taken


def counts(text: str) -> dict[str, float]:
    """Calls of functions, and characters that patterns looked at, in all steps."""
    calls = 0

    def called(frame: Any, event: str, arg: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    todo = steps(text)
    Counted.seen = 0
    sys.setprofile(called)
    try:
        for _, step in todo:
            step()
    finally:
        sys.setprofile(None)
    return {"calls": calls, "characters": Counted.seen}


def exponent(costs: list[float]) -> float:
    """By which power of n costs at n, 2n and 4n grow beyond what a text costs in any case.

    >>> exponent([10 + 1, 10 + 2, 10 + 4]), exponent([10 + 1, 10 + 4, 10 + 16])
    (1.0, 2.0)
    """
    less, more = costs[1] - costs[0], costs[2] - costs[1]
    return math.log2(more / less) if less > 0 and more > 0 else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="parts of names of cases; all without")
    parser.add_argument("--count", action="store_true")
    parser.add_argument("--times", type=int, default=4, help="how many times as many units, where seconds are measured")
    options = parser.parse_args()
    if options.count:
        counting()
    measured = counts if options.count else seconds
    for name, (make, n) in CASES.items():
        if options.names and not any(part in name for part in options.names):
            continue
        first = n // 2 if options.count else n * options.times
        seconds(make(first))  # patterns are compiled when first needed
        costs = [measured(make(first * times)) for times in (1, 2, 4)]
        told = (f"{kind} {exponent([c[kind] for c in costs]):.2f} ({costs[-1][kind]:,.5g})" for kind in costs[0])
        print(f"{name} (n = {first}): {', '.join(told)}", flush=True)


if __name__ == "__main__":
    main()
