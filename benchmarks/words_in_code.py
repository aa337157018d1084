"""How many Vietnamese words stand in the code, by module: `python benchmarks/words_in_code.py [TREE] [--least 1]`.

Counted are the words of string literals that hold a letter only Vietnamese has; docstrings, the remarks below constants and the names of
groups in patterns are not. What is vocabulary of the language of plans belongs into `ontology/`, where every entry brings examples; what
remains here is the grammar of a printed form. TREE is a checkout (default: this one), so that two can be compared.
"""

from __future__ import annotations

import argparse
import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
VIETNAMESE = re.compile("[ăâđêôơưÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂĐĨŨƠƯĩũẠ-ỹ]")
NO_WORDS = re.compile(r"\(\?P[<=]\w+[>)]|\\[a-zA-Z]")
"""Names of groups and escapes of patterns."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("tree", nargs="?", type=Path, default=HERE)
    parser.add_argument("--least", type=int, default=1, help="only modules with so many words")
    options = parser.parse_args()
    counted = {path.relative_to(options.tree).as_posix(): words(path) for path in modules(options.tree)}
    rooms: Counter[str] = Counter()
    for name, number in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        rooms[name.split("/")[1]] += number
        if number >= options.least:
            print(f"{number:6} {name}")
    print(*(f"{number:6} {room}" for room, number in rooms.most_common() if number), sep="\n")
    print(f"{sum(rooms.values()):6} in {len(counted)} modules")


def modules(tree: Path) -> list[Path]:
    return sorted(path for path in (tree / "graph").rglob("*.py") if path.name != "conftest.py")


def words(module: Path) -> int:
    """How many words the Vietnamese literals of a module hold."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    remarks = {id(node) for node in docstrings(tree)}
    literals = (n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in remarks)
    return sum(len(re.findall(r"[^\W\d_]+", NO_WORDS.sub(" ", text)))
               for text in literals if isinstance(text, str) and VIETNAMESE.search(text))  # fmt: skip


def docstrings(tree: ast.AST) -> Iterator[ast.expr]:
    """The strings that stand alone as statements: docstrings, and the remarks below constants."""
    for node in ast.walk(tree):
        for line in getattr(node, "body", None) or () if not isinstance(node, ast.Lambda | ast.IfExp) else ():
            if isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant):
                yield line.value


if __name__ == "__main__":
    main()
