"""The letter: figures by placeholder, exhibits by first citation, set in type as one tagged PDF."""

from kit.letter.context import LetterContext
from kit.letter.paired import Line, Pair, paired
from kit.letter.press import typeset
from kit.letter.preview import preview
from kit.letter.results import drawings
from kit.letter.write import write

__all__ = ["LetterContext", "Line", "Pair", "drawings", "paired", "preview", "typeset", "write"]
