"""Any text becomes blocks and a view without an error, nothing of it is lost, and every place in the view leads back."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections import Counter
from functools import cache
from typing import Any

import pytest
from conftest import cases, examples
from hypothesis import example, given
from hypothesis import strategies as st

from graph.build import SAMPLES
from graph.extract import extract
from graph.language.folding import fold, plain, same_length
from graph.model import Block, Document, Findings, Source
from graph.structure import layout, parse

PIECES = [
    "ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 5/KH-UBND", "KẾ HOẠCH", "QUYẾT ĐỊNH", "V/v dọn kênh", "I. MỤC TIÊU",
    "Điều 1.", "1.", "2.1", "a)", "-", "+", "*", "**", "**đậm", "#", "# Đầu", "|", "||", "\t", "----", "***", "12", "Trang 3", "CÔNG BÁO/Số 5",
    "Thực hiện Nghị quyết số 25-", "NQ/TU", "của", "Chính phủ,", "ngày", "Căn cứ Luật Đất đai;", "Nơi nhận:", "(Kèm theo Kế hoạch số", "1 ghi chú",
    "trồng cây gây rừng ở vùng cao nguyên và ven biển, giữ nước cho mùa khô hạn kéo dài", "<b>", "</b>", "<script>", "số", "uỷ", "25- NQ/TU.",
    "gieo sạ đúng lịch;", "BỘ", "TRƯỞNG", "Nguyễn Văn A", "TM. ỦY BAN", "CHỦ TỊCH", "\u0301", "\u00ad", "\ufffe", "\u2028", "\r", "\x0c", "\u202e",
]  # fmt: skip
GAPS = ["\n", "\n\n", " ", "   ", "     ", "\t", "|", "\r\n", ""]
PAGES = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(GAPS)), max_size=40).map(
    lambda pairs: "".join(piece + gap for piece, gap in pairs)
)
TEXTS = st.one_of(st.text(max_size=300), PAGES, PAGES.map(lambda text: unicodedata.normalize("NFD", text)))
WORDS = st.lists(st.sampled_from([p for p in PIECES if p.isprintable() and not set(p) & set("*#|<>-_")]), min_size=1)
PLAIN = st.lists(WORDS.map(" ".join), min_size=1, max_size=12).map("\n".join)

FURNITURE = re.compile(r"\s*(?:\d{1,4}|(?:CÔNG BÁO/Số|Ký bởi:|Trang) .*)\s*")
CASES: list[dict[str, Any]] = cases("citations")


def read(text: str) -> Document:
    return parse(Source("any.txt", text))


def lines_of(text: str) -> list[Block]:
    """The blocks of a text, flat, without what pages add."""
    return [block for block in layout.read(text)[0] if block.kind != "furniture"]


def furniture(line: str) -> bool:
    """Whether a line can be what pages add: a number or a running head."""
    return FURNITURE.fullmatch(same_length(unicodedata.normalize("NFC", line))) is not None


def letters(words: str) -> str:
    """The letters and figures, whatever their tones: those move where a word is cut or joined."""
    return "".join(c for c in plain(words) if c.isalnum())


@given(TEXTS)
@examples(300)
@example("Điều")
@example("\u0301\u0301a\u0301")
@example("1 ghi chú\n" * 12)
def test_any_text_is_read_and_its_blocks_lie_inside_it_in_order(text: str) -> None:
    document = read(text)
    blocks = list(document.root.walk())
    assert blocks[0].span.of(text) == text
    for block in blocks[1:]:
        assert 0 <= block.span.start < block.span.end <= len(text)
        assert block.span.of(text).strip()
    places = [block.line for block in blocks[1:] if block.line.end and block.kind != "furniture"]
    assert places == sorted(places)
    for span in filter(None, (document.header.span, document.header.title_span)):
        assert 0 <= span.start <= span.end <= len(text)


@given(TEXTS)
@examples(200)
def test_no_letter_is_lost(text: str) -> None:
    inside = {i for block in read(text).root.walk() if block.parent for i in range(block.span.start, block.span.end)}
    position = 0
    for line in text.split("\n"):
        assert not [c for i, c in enumerate(line, position) if c.isalnum() and i not in inside], line
        position += len(line) + 1


@given(PAGES.filter(lambda text: "<" not in text))
@examples(200)
def test_the_view_holds_every_letter_of_its_blocks(text: str) -> None:
    document = read(text)
    shown = Counter(letters(document.view.text))
    held = Counter(letters("\n".join(line for line in text.split("\n") if not furniture(line))))
    assert held - shown == Counter() or any(map(furniture, re.split(r"\||\t| {3,}|\n", text)))
    assert shown - Counter(letters(text)) == Counter()


@given(TEXTS, st.data())
@examples(200)
def test_every_place_in_the_view_leads_back(text: str, data: st.DataObject) -> None:
    view = read(text).view
    if view.text:
        start = data.draw(st.integers(0, len(view.text) - 1))
        end = data.draw(st.integers(start + 1, len(view.text)))
        span = view.source(start, end)
        assert 0 <= span.start <= span.end <= len(text)
        rest = iter(letters(span.of(text)))
        assert all(c in rest for c in letters(view.text[start:end])), (view.text[start:end], span.of(text))


@given(PLAIN, st.data())
@examples(200)
def test_a_place_without_marks_leads_back_to_the_same_words(text: str, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(["NFC", "NFD"]).map(lambda form: unicodedata.normalize(form, text)))
    view = read(text).view
    lines = list(re.finditer(r"[^\n]+", view.text))
    if lines:
        line = data.draw(st.sampled_from(lines))
        start = data.draw(st.integers(line.start(), line.end() - 1))
        end = data.draw(st.integers(start + 1, line.end()))
        words = view.source(start, end).of(text)
        assert any(map(furniture, words.split("\n"))) or letters(words) == letters(view.text[start:end])


def told(found: Findings) -> list[Any]:
    """What was found, without where it stands."""
    header = found.document.header
    cited = [(c.type, c.number, fold(c.title or ""), c.date, c.issuer, c.itself, c.warning) for c in found.citations]
    related = [(r.subject, r.predicate, r.object, r.rule) for r in found.relations]
    tasks = [(t.ordinal, fold(t.text), [a.name for a in t.leads], t.carries) for t in found.tasks]
    return [(header.type, header.number, header.date, header.issuer, fold(header.title or "")), cited, related, tasks]


@cache
def samples() -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(SAMPLES.iterdir())}


@pytest.mark.parametrize("name", samples())
def test_composed_and_decomposed_letters_are_read_the_same(name: str) -> None:
    text = samples()[name]
    decomposed = unicodedata.normalize("NFD", text)
    assert len(decomposed) > len(text)
    found = extract(read(decomposed))
    assert told(found) == told(extract(read(text)))
    assert all(fold(c.span.of(decomposed)) for c in found.citations)


@pytest.mark.parametrize("name", samples())
def test_both_tone_placements_are_read_the_same(name: str) -> None:
    text = samples()[name]
    old = re.sub("òa(?!\\w)", "oà", text).replace("ủy ", "uỷ ").replace("Ủy ", "Uỷ ").replace("ỦY ", "UỶ ")
    assert told(extract(read(old))) == told(extract(read(text)))


def paragraphs() -> list[str]:
    """The one-line cases of citations, each inside a paragraph long enough to be wrapped."""
    kept = [str(case["text"]) for case in CASES if not {"\n", "\t"} & set(str(case["text"])) and "own" not in case]
    return [
        f"Các xã ven sông giữ nước cho mùa khô và trồng thêm cây trên đồi; {text.rstrip(' .;,')} và làm đúng việc đã định cho vụ sau."
        for text in kept
    ]


TOP = "ỦY BAN NHÂN DÂN\nTỈNH PHÚ YÊN\nSố: 45/KH-UBND\nPhú Yên, ngày 02 tháng 02 năm 2026\nKẾ HOẠCH\nPhát triển nghề muối\n\n"


@pytest.mark.parametrize("width", [58, 72, 80, 96])
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_wrapped_and_unwrapped_paragraphs_cite_the_same(width: int, between: str) -> None:
    texts = paragraphs()
    assert len(texts) > 80
    wrapped = ["\n".join(textwrap.wrap(text, width, break_long_words=False)) for text in texts]
    flat, folded = (extract(read(TOP + between.join(body) + "\n")) for body in (texts, wrapped))
    assert told(folded)[1] == told(flat)[1]
    assert len(flat.citations) > 90


def test_prose_is_wrapped_also_where_tables_of_long_cells_stand_beside_it() -> None:
    plainly = [same_length(text.replace("**", "")) for text in paragraphs() if not re.search("Điều|[<|]", text)]
    assert len(plainly) > 60
    items = [f"{n}. {words}" for n, words in enumerate(plainly, 1)]
    prose = "\n".join(textwrap.fill(item, 90, break_on_hyphens=False, break_long_words=False) for item in items)
    work = "Rà soát, bổ sung quy hoạch của các ngành, các cấp " * 5
    rows = "\n\n".join(f"\t{n}\n\t{work}\n\tSở Xây dựng" for n in range(40))
    assert read(f"{prose}\n\n{rows}\n").view.text.splitlines()[: len(items)] == items


def test_blocks_tell_headings_items_and_paragraphs() -> None:
    text = "I. MỤC TIÊU\n1. Đủ nước.\na) Ở đồng;\n- Kênh chính;\nMột đoạn văn.\n# Đầu đề\n**Đậm cả dòng**\nĐiều 2. Hiệu lực\n"
    kinds = [block.kind for block in lines_of(text)]
    assert kinds == ["heading", "item", "item", "item", "paragraph", "heading", "heading", "item"]


def printed(text: str) -> list[str]:
    return [block.span.of(text) for block in lines_of(text)]


def test_cells_are_blocks_of_their_own_and_page_numbers_none() -> None:
    text = "| TT | Việc |\n|---|---|\n| 1 | Dọn kênh |\n\nCác xã cùng\n7\ndọn kênh.\n"
    assert printed(text) == ["TT", "Việc", "1", "Dọn kênh", "Các xã cùng\n7\ndọn kênh."]
    assert read(text).view.text.split("\n")[-1] == "Các xã cùng dọn kênh."


def test_foot_notes_do_not_cut_the_sentence_that_a_page_break_does() -> None:
    full = "Các xã ven sông giữ nước cho mùa khô và trồng thêm cây trên đồi, dọn kênh\nmương trước vụ gieo, sửa đường ra đồng, mở thêm lớp dạy nghề cho thanh niên\n"
    notes = "1 Xem thêm ghi chú ở cuối trang này về giống lúa\n2 Lúa lai\n7\n"
    text = f"{full * 4}rồi làm theo Nghị quyết số 50/NQ-CP ngày 20/5/2021 của\n{notes}Chính phủ về giống lúa.\n"
    (cited,) = extract(read(text)).citations
    assert str(cited.issuer) == "Chính phủ"
    assert cited.span.of(text).startswith("Nghị quyết số 50/NQ-CP")
    assert printed(text)[-1] == "2 Lúa lai"


@pytest.mark.parametrize(
    "broken",
    [
        "Nghị quyết số\n50/NQ-CP",
        "Nghị quyết số 50/\nNQ-CP",
        "Nghị quyết số 50\n/NQ-CP",
        "Nghị quyết\nsố 50/NQ-CP",
        "Nghị\nquyết số 50/NQ-CP",
    ],
)
def test_a_number_is_whole_wherever_its_line_ends(broken: str) -> None:
    found = extract(read(f"Các xã làm theo {broken} ngày 20/5/2021\nvề giống lúa.\n")).citations
    assert [(c.number, str(c.date)) for c in found] == [("50/NQ-CP", "2021-05-20")]


def test_an_item_after_a_figure_stays_an_item() -> None:
    text = "Việc phải làm trong năm 2021\n- UBND xã dọn kênh\n-KH số 5 thì sửa\nĐiều 5\n1. Xã làm\n"
    assert len(lines_of(text)) == 5


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["giá trị làng nghề dệt chiếu của các xã ven sông đạt trên", "27.700 tỷ đồng."], True),
        (["giữ các bến thuyền cổ của tỉnh theo quy hoạch đến năm", "2050"], True),
        (["tăng bình quân của các làng nghề trong giai đoạn 2021 -", "2025) trên 14%."], True),
        (
            ["giữ các bến thuyền cổ của tỉnh theo quy hoạch của làng.", "2. Đếm lại các bến thuyền cổ ở ven sông."],
            False,
        ),
    ],
)
def test_a_wrapped_line_that_begins_with_a_figure_or_a_year(lines: list[str], joined: bool) -> None:
    filling = [
        "Các xã đếm thuyền ở bến sông mỗi con nước rồi ghi vào sổ",
        "của mình để báo về cho huyện vào ngày rằm của mỗi tháng.",
    ] * 8
    text = "\n".join([*filling, *lines, "Huyện giữ sổ."])
    view = parse(Source("a.txt", text)).view.text
    assert (" ".join(lines) in view) == joined
