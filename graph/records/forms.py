"""Other forms of agencies' names: as texts print them, and as curated data know them."""

from __future__ import annotations

from graph.store import Answering
from graph.vocab import ID


def forms(graph: Answering) -> list[tuple[str, str]]:
    """Each other form of an agency's name, and the name that it stands for without the agency's place, sorted.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from graph.model import Entity, Facts, Ref, ShortForm
    >>> from graph.rdf import quads
    >>> from graph.store import open_graph, write
    >>> place = Entity("place/phu-yen", "Place", "tỉnh Phú Yên")
    >>> body = Entity("agency/a", "Agency", "Ủy ban nhân dân tỉnh Phú Yên", (), (("pol:jurisdiction", Ref(place.id)),))
    >>> with TemporaryDirectory() as folder:
    ...     _ = write(quads(Facts((place, body), short_forms=(ShortForm(body.id, "UBND"),))), Path(folder))
    ...     forms(open_graph(Path(folder)))
    [('UBND', 'Ủy ban nhân dân')]
    """
    rows = graph.query(_FORMS).rows
    return sorted({(str(form), bare(str(label), str(place or ""))) for form, label, place in rows})


def bare(label: str, place: str) -> str:
    """The name of an agency without the place that it ends in: "Sở Y tế", "Tỉnh ủy"."""
    return label.removesuffix(place).removesuffix(place.partition(" ")[2]).strip() or label


_FORMS = f"""
SELECT DISTINCT ?form ?label ?place WHERE {{
  ?agency a pol:Agency ; skos:altLabel|skos:hiddenLabel ?form ; rdfs:label ?label .
  OPTIONAL {{ ?agency pol:jurisdiction ?in . FILTER(?in != <{ID}place/viet-nam>) ?in rdfs:label ?place }}
}}"""
