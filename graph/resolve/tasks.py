"""Tasks of a read document -> entities and claims: the task, who leads and takes part, what it carries out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from graph.language import places
from graph.model import Claim, Entity, Findings, Name, Ref, Said, Span, Task, Value
from graph.resolve import identity, sureness

GROUPS = {
    "departments": "Các sở, ban, ngành",
    "districts": "Ủy ban nhân dân các huyện, thị xã, thành phố",
    "localities": "Các địa phương",
    "related-units": "Các cơ quan, đơn vị liên quan",
    "communes": "Ủy ban nhân dân các xã, phường",
    "ministries": "Các bộ, ngành",
    "provinces": "Ủy ban nhân dân các tỉnh, thành phố",
    "enterprises": "Các doanh nghiệp",
    "investors": "Các nhà đầu tư",
    "party-committees": "Các cấp ủy trực thuộc",
    "mass-organizations": "Mặt trận Tổ quốc và các tổ chức chính trị - xã hội",
    "other": "Tập thể khác",
}
"""Canonical names of the vocabulary's groups, completed by the place they are of."""
LABEL = 120  # characters of a task's wording that name it in lists


def entities(findings: Findings, me: str, place: str | None) -> Iterator[Entity]:
    """The tasks of a document, and the groups they name."""
    for path, task in with_ids(findings, me):
        label = task.text if len(task.text) <= LABEL else task.text[:LABEL].rsplit(" ", 1)[0] + " …"
        yield Entity(path, "Task", label, (), tuple(sorted(_values(task), key=lambda v: v[0])))
        for a in (*task.leads, *task.coordinators):
            if a.group:
                yield _group(a.group, place)


def _values(task: Task) -> Iterator[tuple[str, Value]]:
    yield sureness.value([task.confidence])
    yield "pol:text", task.text
    if task.ordinal:
        yield "pol:ordinal", task.ordinal
    if task.part:
        yield "pol:part", task.part
    if task.product:
        yield "pol:product", task.product
    if task.deadline:
        yield "pol:timing", task.deadline.raw
        start, due = task.deadline.start, task.deadline.due
        for name in ("start", "due", "recurrence"):
            value = getattr(task.deadline, name)
            against_time = name == "start" and start and due and due.before(start)  # the last day is what is asked for
            if value is not None and not against_time:
                yield f"pol:{name}", value


def claims(
    findings: Findings, me: str, place: str | None, agency: Callable[[Name], str], cited: Callable[[int], str]
) -> Iterator[Claim]:
    """What a document states of its tasks, each statement with the words it rests on. `agency` gives the id of a body, `cited` that
    of the document at a position of the citations."""
    text = findings.document.source.text

    def claim(subject: str, predicate: str, target: str, span: Span, said: Said | None) -> Claim:
        rule = "" if said and said.new else f"task:{task.rule}"
        return Claim(subject, predicate, target, me, span, span.of(text), rule, said=said)

    for path, task in with_ids(findings, me):
        for span in task.spans:
            yield claim(path, "rdf:type", "pol:Task", span, task.said)
        yield claim(me, "pol:assigns", path, task.spans[0], task.said)
        for predicate, who in (("pol:leads", task.leads), ("pol:coordinates", task.coordinators)):
            for a in who:
                who_id = _group_id(a.group, place) if a.group else agency(a.body) if a.body else None
                if who_id:
                    yield claim(who_id, predicate, path, a.span, a.said or task.said)
        for i in task.carries:
            if cited(i) != me:
                yield claim(path, "pol:implements", cited(i), findings.citations[i].span, task.said)


def with_ids(findings: Findings, me: str) -> Iterator[tuple[str, Task]]:
    """Tasks with their ids; those that are unsaid keep theirs from others."""
    yield from identity.standing("task", me, findings.tasks, findings.document.source.text)


def _group_id(group: str, place: str | None) -> str:
    where = identity.place_slug(place) if place and place != places.CENTRAL else "viet-nam"
    return f"agency/{where}/group-{group}"


def _group(group: str, place: str | None) -> Entity:
    local = place and place != places.CENTRAL
    label = f"{GROUPS[group]} ({place})" if local else GROUPS[group]
    values: list[tuple[str, Value]] = [("skos:notation", f"group:{group}")]
    if local and place:
        values.append(("pol:jurisdiction", Ref(f"place/{identity.place_slug(place)}")))
    return Entity(_group_id(group, place), "AgencyGroup", label, (), tuple(sorted(values, key=lambda v: v[0])))
