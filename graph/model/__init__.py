"""The nouns: what the text side hands over, from a file's text to facts.

A *mention* is words at a place in one text; an *entity* is the thing they name. They meet only in resolving.
Positions are characters, 0-based, end exclusive, into one untouched text. Absent is `None` or `()`.
"""

from graph.model.document import (
    NOWHERE,
    Block,
    BlockKind,
    Column,
    Document,
    Header,
    Heading,
    Name,
    Numbering,
    PartialDate,
    Row,
    Table,
)
from graph.model.facts import Change, Claim, Curated, Entity, Facts, Note, Ref, Value
from graph.model.findings import (
    Aim,
    Assignee,
    Citation,
    Deadline,
    Findings,
    Measure,
    Place,
    Relation,
    Step,
    Task,
)
from graph.model.text import Box, Cell, Footnote, Grid, InView, Origin, Page, Source, Span, Style, View

__all__ = [
    "NOWHERE",
    "Aim",
    "Assignee",
    "Block",
    "BlockKind",
    "Box",
    "Cell",
    "Change",
    "Citation",
    "Claim",
    "Column",
    "Curated",
    "Deadline",
    "Document",
    "Entity",
    "Facts",
    "Findings",
    "Footnote",
    "Grid",
    "Header",
    "Heading",
    "InView",
    "Measure",
    "Name",
    "Note",
    "Numbering",
    "Origin",
    "Page",
    "PartialDate",
    "Place",
    "Ref",
    "Relation",
    "Row",
    "Source",
    "Span",
    "Step",
    "Style",
    "Table",
    "Task",
    "Value",
    "View",
]
