"""The nouns: what the text side hands over, from a file's text to facts.

A *mention* is words at a place in one text; an *entity* is the thing they name. They meet only in resolving.
Positions are characters, 0-based, end exclusive, into one untouched text. Absent is `None` or `()`.
"""

from graph.model.document import Block, BlockKind, Document, Header, Heading, Name, PartialDate
from graph.model.facts import Change, Claim, Curated, Entity, Facts, Note, Ref, Value
from graph.model.findings import Aim, Assignee, Citation, Deadline, Findings, Measure, Relation, Task
from graph.model.text import Source, Span, View

__all__ = [
    "Aim",
    "Assignee",
    "Block",
    "BlockKind",
    "Change",
    "Citation",
    "Claim",
    "Curated",
    "Deadline",
    "Document",
    "Entity",
    "Facts",
    "Findings",
    "Header",
    "Heading",
    "Measure",
    "Name",
    "Note",
    "PartialDate",
    "Ref",
    "Relation",
    "Source",
    "Span",
    "Task",
    "Value",
    "View",
]
