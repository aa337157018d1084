"""A workload as words: its denominators, how it is shared out, and agencies against quarters or years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.analysis.concentration import Concentration
from graph.analysis.workload import Burden, Total


def denominators(total: Total) -> str:
    """Of how many tasks the table speaks, each counted once in every sentence.

    >>> print(denominators(Total("all", "", 92, 80, 9, 3, 60, 16, 76, 0, 12, 3, "")))
    Of 92 tasks, 80 are led by a body, 9 by groups only, 3 name no lead.
    Of 92 tasks, 16 have a last day, 76 recur or are ongoing, 0 have neither. 60 name who takes part.
    """
    return (
        f"Of {total.tasks:,} tasks, {total.by_body:,} are led by a body, {total.by_groups:,} by groups only, "
        f"{total.by_nobody:,} name no lead.\n"
        f"Of {total.tasks:,} tasks, {total.dated:,} have a last day, {total.recurring:,} recur or are ongoing, "
        f"{total.open:,} have neither. {total.coordinated:,} name who takes part."
    )


def shared_out(found: Concentration) -> str:
    """How unequally, in two sentences.

    >>> print(shared_out(Concentration(55, 46, 186, 0.539, 0.0434, 23.03, "Sở Công Thương", 0.129, 0.301)))
    46 of 55 bodies lead: 186 leads in all, the most (13%) with Sở Công Thương, 30% with the first four.
    Gini 0.54 over the 55; Herfindahl 0.043, as if 23.0 bodies led equally many.
    """
    if not found.assignments:
        return f"None of {found.bodies:,} bodies leads."
    return (
        f"{found.leading:,} of {found.bodies:,} bodies lead: {found.assignments:,} leads in all, the most "
        f"({found.largest_share:.0%}) with {found.largest}, {found.four_largest_share:.0%} with the first four.\n"
        f"Gini {found.gini:.2f} over the {found.bodies:,}; Herfindahl {found.herfindahl:.3f}, "
        f"as if {found.effective:.1f} bodies led equally many."
    )


def matrix(rows: Sequence[Burden]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Agencies against keys, in the order of the rows: head and lines. A cell says "6 (1)": leads 6, takes part in 1.

    >>> row = ("Sở Y tế", "", "2022-Q1", "", 6, 6, 0, 0, 1, 0.5, 12, 1, 0, 0, "a", "")
    >>> matrix([Burden(*row)])
    (('agency', '2022-Q1', 'all'), [('Sở Y tế', '6 (1)', '6 (1)')])
    """
    keys = tuple(sorted({row.key for row in rows}, key=lambda key: (not key[:1].isdigit(), key == "open", key)))
    by_agency: dict[tuple[str, str], dict[str, tuple[int, int]]] = {}
    for row in rows:
        by_agency.setdefault((row.agency_iri, row.agency), {})[row.key] = (row.leads, row.coordinates)
    lines = [
        (agency, *(_cell([counts[key]] if key in counts else []) for key in keys), _cell(counts.values()))
        for (_, agency), counts in by_agency.items()
    ]
    return ("agency", *keys, "all"), lines


def _cell(counts: Iterable[tuple[int, int]]) -> str:
    leads, joins = (sum(column) for column in zip(*counts, strict=True)) if counts else (0, 0)
    return " ".join(part for part in (str(leads or ""), f"({joins})" if joins else "") if part)
