"""A reviewer's first minute, with the rubric behind it: as a page to send on, as a PDF, in a notebook, in a terminal."""

from kit.first_minute.minute import Minute, first_minute
from kit.first_minute.paper import page, pdf
from kit.first_minute.told import entries, tell, text

__all__ = ["Minute", "entries", "first_minute", "page", "pdf", "tell", "text"]
