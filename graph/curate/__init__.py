"""Corrections: read from the files beside the documents, and put upon what was found in one document.

What concerns several documents, that two things are one or one is two, is decided where things are told apart (`resolve.curated`).
"""

from graph.curate.file import NAME, Kept, not_done, read_files
from graph.curate.rereading import read_with

__all__ = ["NAME", "Kept", "not_done", "read_files", "read_with"]
