"""Letters that were written elsewhere: read from DOCX, PDF, Markdown or plain text, so that they can be checked."""

from kit.letters_in.letter import ReadLetter, read_letter

__all__ = ["ReadLetter", "read_letter"]
