"""Pages that the kit sets of a client's text, as large as the area that an exhibit has on A4."""

from collections.abc import Iterable, Sequence

from kit.evidence import words
from kit.tools.plain_pages import Pages, folded
from kit.tools.textline import REGULAR, SEMIBOLD, Weight, shaped

UPRIGHT, ON_ITS_SIDE = (539.0, 749.0), (785.0, 503.0)  # points
MARGIN = 6.0
MAX_CHARACTERS = 60_000
MAX_LINES = 3_000
_SIZE, _LEADING = 9.0, 12.5
_SMALL, _SMALL_LEADING, _GREY = 8.0, 10.5, 0.37
_NAMES = 78.0  # width of the names of facts
_SPACE = 2.0  # points of a space at the head of a line
_ASCENT = 0.75  # of the leading: from the top of a line to its baseline


class Flow:
    """Text that runs from page to page."""

    def __init__(self, size: tuple[float, float] = UPRIGHT) -> None:
        self.pages = Pages()
        self.size = size
        self.y = 0.0
        self.turn()

    @property
    def width(self) -> float:
        """Points between the margins."""
        return self.size[0] - 2 * MARGIN

    @property
    def room(self) -> float:
        """Points left on the page."""
        return self.size[1] - MARGIN - self.y

    def turn(self, size: tuple[float, float] | None = None) -> None:
        """Go on with a new page."""
        self.size = size or self.size
        self.pages.start(*self.size)
        self.y = MARGIN

    def head(self, text: str) -> None:
        """A heading."""
        for line in folded(words.printable(text), 11, self.width, SEMIBOLD):
            self._put(line, 0, 11, 14, weight=SEMIBOLD)

    def small(self, text: str) -> None:
        """A remark of the kit."""
        for line in folded(words.printable(text), _SMALL, self.width):
            self._put(line, 0, _SMALL, _SMALL_LEADING, grey=_GREY)
        self.y += 4

    def lines(self, texts: Iterable[str]) -> None:
        """Lines of a client's text; white space at the head of one is kept as its indent."""
        for text in texts:
            body = words.printable(text.expandtabs(4))
            indent = min(_SPACE * (len(body) - len(body.lstrip(" "))), self.width / 2)
            for line in folded(body.strip(), _SIZE, self.width - indent):
                self._put(line, indent, _SIZE, _LEADING)

    def facts(self, rows: Sequence[tuple[str, str]]) -> None:
        """Named values between two rules."""
        self._rule()
        for name, value in rows:
            found = [line for part in value.split("\n") for line in folded(words.printable(part), _SIZE, self.width - _NAMES)]
            for n, line in enumerate(found):
                if self.room < _LEADING:
                    self.turn()
                if n == 0:
                    self.pages.write(shaped(name, SEMIBOLD), MARGIN, self.y + _ASCENT * _LEADING, _SIZE)
                self._put(line, _NAMES, _SIZE, _LEADING)
        self._rule()
        self.y += 6

    def _rule(self) -> None:
        self.y += 3
        self.pages.rule(MARGIN, self.size[0] - MARGIN, self.y, weight=1, grey=0.09)
        self.y += 3

    def _put(self, line: str, x: float, size: float, leading: float, *, weight: Weight = REGULAR, grey: float = 0.09) -> None:
        if self.room < leading:
            self.turn()
        self.pages.write(shaped(line, weight), MARGIN + x, self.y + _ASCENT * leading, size, grey=grey)
        self.y += leading


def cut(text: str) -> tuple[list[str], int]:
    """The lines of a text up to the caps, and how many characters are left out."""
    kept: list[str] = []
    used = 0
    for line in text.split("\n"):
        if len(kept) == MAX_LINES or used + len(line) > MAX_CHARACTERS:
            if len(kept) < MAX_LINES and used < MAX_CHARACTERS:
                kept.append(line[: MAX_CHARACTERS - used])
            break
        kept.append(line)
        used += len(line) + 1
    return kept, len(text) - sum(map(len, kept)) - max(0, len(kept) - 1)
