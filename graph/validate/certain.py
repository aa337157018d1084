"""Whether a batch of triples certainly keeps the shapes, told in a fiftieth of the time that pySHACL takes to say the same.

What is not plainly sound is left to pySHACL, which alone finds faults and words them: a value in any form but the usual, an unusual graph, a shape
that says what is not known here. So a fault is never missed for being quick, and the shapes stay the one place that says what is right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from graph.store.answer import Term
from graph.validate.values import PAIRS, SH, TESTS, Pair, Test, Unknown, value_of
from graph.vocab import POL, PREFIXES, ontology_dir

Row = tuple[Term | None, ...]
Way = tuple[str, bool]
"""A predicate, and whether it is followed from its object."""

_RDF = PREFIXES["rdf"]
_TYPE = _RDF + "type"
_SUBCLASS = PREFIXES["rdfs"] + "subClassOf"


class _Data:
    """The triples of a batch, by the ways that shapes go."""

    def __init__(self, batch: Iterable[Row], ways: frozenset[Way]) -> None:
        self.found: dict[Way, dict[str, list[Term]]] = {way: defaultdict(list) for way in ways}
        self.usual = True
        for subject, predicate, thing in batch:
            if not isinstance(subject, NamedNode) or not isinstance(thing, NamedNode | Literal):
                self.usual = False
                return
            name = predicate.value if isinstance(predicate, NamedNode) else _SUBCLASS
            if name == _SUBCLASS:
                self.usual = False
                return
            if (values := self.found.get((name, False))) is not None:
                values[subject.value].append(thing)
            if isinstance(thing, NamedNode) and (values := self.found.get((name, True))) is not None:
                values[thing.value].append(subject)

    def values(self, thing: str, ways: Iterable[Way]) -> list[Term]:
        """What a thing leads to by any of these ways."""
        found: list[Term] = []
        for way in ways:
            found += self.found[way].get(thing, ())
        return found

    @cached_property
    def kinds(self) -> dict[str, frozenset[str]]:
        """The classes of each thing."""
        return {
            thing: frozenset(kind.value for kind in kinds if isinstance(kind, NamedNode))
            for thing, kinds in self.found[_TYPE, False].items()
        }

    def is_a(self, thing: Term, kind: str) -> bool:
        """Whether a value is a thing of a class."""
        return isinstance(thing, NamedNode) and kind in self.kinds.get(thing.value, ())


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a shape asks: of which things, along which ways (none: of the thing itself), how many values, and of these what."""

    classes: tuple[str, ...]
    subjects_of: tuple[str, ...]
    ways: tuple[Way, ...] = ()
    least: int = 0
    most: int | None = None
    tests: tuple[Test, ...] = ()
    beside: tuple[tuple[str, Pair], ...] = ()

    def needs(self) -> Iterator[Way]:
        """The ways that have to be known."""
        yield from ((_TYPE, False), (_TYPE, True), *self.ways)
        yield from ((name, False) for name in (*self.subjects_of, *(name for name, _ in self.beside)))

    def kept(self, data: _Data) -> bool:
        """Whether every thing certainly is as this shape wants it."""
        things = {
            thing.value
            for kind in self.classes
            for thing in data.found[_TYPE, True].get(kind, ())
            if isinstance(thing, NamedNode)
        }
        things.update(thing for name in self.subjects_of for thing in data.found[name, False])
        return all(self._holds(thing, data) for thing in things)

    def _holds(self, thing: str, data: _Data) -> bool:
        values: list[Term] = data.values(thing, self.ways) if self.ways else [NamedNode(thing)]
        if self.most is not None and len(values) > self.most and len(set(values)) > self.most:
            return False
        # values in other letters may be one for pySHACL: of literals no more than one is counted on
        sure = {value for value in values if isinstance(value, NamedNode)} if self.least > 1 else values
        if len(sure) < self.least:
            return False
        for test in self.tests:
            for value in values:
                if not test(value, data):
                    return False
        return all(pair(values, data.values(thing, ((name, False),))) for name, pair in self.beside)


def certain(batch: Iterable[Row], *, claims: bool) -> bool:
    """Whether pySHACL would certainly find nothing in a batch; False where it has to be asked. Without `claims` the shapes of claims are
    left out.

    >>> zone, kind = NamedNode("urn:zone"), NamedNode(_TYPE)
    >>> certain([], claims=False), certain([(zone, kind, NamedNode(POL.Zone))], claims=False)
    (True, False)
    """
    shapes = _known(claims)
    if shapes is None:
        return False
    data = _Data(batch, frozenset(way for shape in shapes for way in shape.needs()))
    return data.usual and all(shape.kept(data) for shape in shapes)


@cache
def _known(claims: bool) -> tuple[_Shape, ...] | None:
    """The shapes of the ontology, None where one says what is not known here."""
    told: dict[object, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for quad in parse(path=str(ontology_dir() / "shapes.ttl"), format=RdfFormat.TURTLE):
        told[quad.subject][quad.predicate.value].append(quad.object)
    read = _Reading(told)
    try:
        shapes = [read.shape(name) for name in told if isinstance(name, NamedNode)]
    except Unknown:
        return None
    of_claims = (shape for shape in shapes if POL.Claim in shape.classes or len(shape.ways) > 1)
    left_out = frozenset(() if claims else map(id, of_claims))
    return tuple(shape for shape in shapes if id(shape) not in left_out)


class _Reading:
    """Shapes, from what their file tells."""

    def __init__(self, told: Mapping[object, Mapping[str, list[Term]]]) -> None:
        self._told = told

    def shape(self, name: object) -> _Shape:
        """The shape of a name. Raises `Unknown`."""
        told = {key.removeprefix(SH): values for key, values in self._told[name].items()}
        kinds = {value_of(kind) for kind in told.pop(_TYPE, ())}
        told.pop("message", None)
        path = told.pop("path", [])
        if len(path) > 1 or kinds != {SH + ("PropertyShape" if path else "NodeShape")}:
            raise Unknown(name)
        classes, subjects_of = (tuple(map(value_of, told.pop(key, ()))) for key in ("targetClass", "targetSubjectsOf"))
        least, most = (self._number(told.pop(key, [])) for key in ("minCount", "maxCount"))
        beside = [(value_of(one), PAIRS[key]) for key in [*told] if key in PAIRS for one in told.pop(key)]
        tests = tuple(self._test(key, value) for key, values in told.items() for value in values)
        ways = tuple(self._ways(path[0])) if path else ()
        return _Shape(classes, subjects_of, ways, least or 0, most, tests, tuple(beside))

    def _ways(self, path: Term) -> Iterator[Way]:
        if isinstance(path, NamedNode):
            yield path.value, False
            return
        ((key, (value, *more)),) = self._told[path].items()
        if key == SH + "inversePath" and isinstance(value, NamedNode) and not more:
            yield value.value, True
        elif key == SH + "alternativePath" and not more:
            for one in self._list(value):
                yield from self._ways(one)
        else:
            raise Unknown(key)

    def _test(self, key: str, wanted: Term) -> Test:
        if key == "or":
            members = [
                [self._test(key.removeprefix(SH), value) for key, values in self._told[one].items() for value in values]
                for one in self._list(wanted)
            ]
            return lambda value, data: any(all(test(value, data) for test in tests) for tests in members)
        if key == "in":
            allowed = frozenset(self._list(wanted))
            return lambda value, _: value in allowed
        if key == "languageIn":
            languages = frozenset(map(value_of, self._list(wanted)))
            return lambda value, _: isinstance(value, Literal) and value.language in languages
        if key not in TESTS:
            raise Unknown(key)
        return TESTS[key](value_of(wanted))

    def _list(self, cell: Term) -> Iterator[Term]:
        while value_of(cell) != _RDF + "nil":
            told = self._told[cell]
            yield told[_RDF + "first"][0]
            cell = told[_RDF + "rest"][0]

    def _number(self, values: list[Term]) -> int | None:
        if len(values) > 1:
            raise Unknown(values)
        return int(value_of(values[0])) if values else None
