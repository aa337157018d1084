"""Two documents of our own wording, and corrections of them, for tests of what curators decide."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from graph.curate import Kept, read_with
from graph.model import Correction, Facts, Source
from graph.resolve import resolve

PLAN = """ỦY BAN NHÂN DÂN
TỈNH TUYÊN QUANG
Số: 91/KH-UBND
Tuyên Quang, ngày 05 tháng 3 năm 2023

KẾ HOẠCH
Thực hiện Nghị quyết số 88-NQ/TU về mở chợ ven sông

Thực hiện Nghị quyết số 88-NQ/TU ngày 10/01/2023 của Ban Thường vụ Tỉnh ủy về chợ; Quyết định số 17/QĐ-TTg ngày 02/02/2023 của Thủ tướng Chính phủ;

II. NHIỆM VỤ
1. Sở Y tế lập sổ theo dõi bãi chợ trong quý 1I/2023.
2. Sở Công Thương chủ trì, phối hợp với Sở Tài chính mở lớp nghề đan lát trong năm 2024.
3. Giao Sở Công Thương xây kho lạnh tại Cụm công nghiệp Bãi Ngang.

III. TỔ CHỨC THỰC HIỆN
Các đơn vị báo cáo kết quả. Trạm Cân Đong đo lại cân ở chợ. Cụm công nghiệp Bãi Nganh mở cửa. Trồng 12 bến đò đến năm 2025.
"""
OTHER = """ỦY BAN NHÂN DÂN
TỈNH TUYÊN QUANG
Số: 95/KH-UBND
Tuyên Quang, ngày 09 tháng 4 năm 2023

KẾ HOẠCH
Thực hiện Nghị quyết số 88-NQ/TU về bãi đỗ

1. Sở Xây dựng kẻ vạch bãi đỗ tại Cụm công nghiệp Bãi Ngang trong năm 2024.
2. Giao Sở Y tế soát lại sổ.
"""
KHO = "Giao Sở Công Thương xây kho lạnh tại Cụm công nghiệp Bãi Ngang."


def make(
    verb: str,
    words: str,
    about: str = "",
    document: str = "91/KH-UBND",
    by: str = "Trần An",
    **details: str | tuple[str, ...],
) -> Correction:
    """A signed correction; of a detail that is a word of Python the name ends in "_"."""
    told = {key.rstrip("_"): (value,) if isinstance(value, str) else value for key, value in details.items()}
    from graph.model import DETAILS

    ordered = tuple((key, told[key]) for key in DETAILS if key in told)
    return Correction(verb, document, words, about, ordered, by, "2026-11-29", "vì thế")  # type: ignore[arg-type]


CORRECTIONS = (
    make("read", "quý 1I/2023", as_="quý II/2023"),
    make("say", KHO, "task"),
    make("unsay", "Các đơn vị báo cáo kết quả. …", "task"),
    make("say", "Các đơn vị báo cáo kết quả.", "task", lead=("các sở, ban, ngành",), time="hằng năm", number="III"),
    make("unsay", "Thực hiện Nghị quyết số 88-NQ/TU ngày 10/01/2023 …", "implements", to="17/QĐ-TTg"),
    make("say", "Quyết định số 17/QĐ-TTg", "basedOn", to="17/QĐ-TTg"),
    make("say", "Trạm Cân Đong", "coordinates", body="Sở Khoa học và Công nghệ", task="Sở Y tế lập sổ …"),
    make("unsay", "Sở Tài chính", "coordinates", task="Sở Công Thương chủ trì, …"),
    make("unsay", "trong năm 2024", "time"),
    make("say", "Trồng 12 bến đò đến năm 2025", "goal", name="Số bến đò", value="12", unit="bến", year="2025"),
    make("say", "mở lớp nghề đan lát", "project", name="Lớp nghề đan lát"),
    make("say", "đo lại cân ở chợ", "measure"),
    make("same", "Cụm công nghiệp Bãi Nganh", "Cụm công nghiệp Bãi Ngang"),
    make("apart", "Nghị quyết số 88-NQ/TU", "88-NQ/TU", document="95/KH-UBND"),
    make("unsay", "Sở Y tế", "leads", document="95/KH-UBND"),
    make("say", "kẻ vạch bãi đỗ", "zone", document="ke-hoach-95.txt", name="Bãi đỗ", kind="OtherZone"),
)  # fmt: skip
"""Corrections that stand together, of all verbs and kinds."""


def resolved(corrections: Iterable[Correction] = ()) -> Facts:
    """What the two documents establish under corrections."""
    kept = Kept(tuple(corrections))
    named = (("ke-hoach-91.txt", PLAN), ("ke-hoach-95.txt", OTHER))
    return resolve([read_with(Source(name, text), kept.of(name))[0] for name, text in named])


def folder(at: Path, lines: Iterable[str] = ()) -> Path:
    """A folder with the two documents, and with a file of corrections where there are lines."""
    at.mkdir(parents=True, exist_ok=True)
    (at / "ke-hoach-91.txt").write_text(PLAN, encoding="utf-8")
    (at / "ke-hoach-95.txt").write_text(OTHER, encoding="utf-8")
    if written := "".join(f"{line}\n" for line in lines):
        (at / "corrections.yaml").write_text(written, encoding="utf-8")
    return at
