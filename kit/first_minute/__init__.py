"""A reviewer's first minute, with the rubric behind it: as a page to send on, as a PDF, in a notebook, in a terminal."""

from kit.first_minute.minute import Minute, first_minute
from kit.first_minute.paper import page, pdf

__all__ = ["Minute", "first_minute", "page", "pdf"]
