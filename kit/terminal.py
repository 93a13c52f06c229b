"""How things look in a terminal: tables and progress for a person, plain lines for a pipe. The only user of rich."""

import json
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from kit.errors import KitError
from kit.phrases import PHRASES, Lang, say

Progress = Callable[[int, int, str], None]
_NAMES = 8  # columns for the name of a value
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LOOKS = {"missing": "bold red", "limited": "yellow", "ok": "green"}
_LOOKS |= {
    text: look for key, look in {"error": "bold red", "warning": "yellow", "info": "cyan"}.items() for text in PHRASES[key]
}


_DIFF = {"+": "green", "-": "red", "@": "cyan"}


class Terminal:
    """Says things to a person in one language; with `quiet` only JSON and errors are printed."""

    def __init__(self, lang: Lang = "en", *, quiet: bool = False) -> None:
        self.lang = lang
        self.quiet = quiet

    @property
    def is_watched(self) -> bool:
        """Whether a person reads along, not a pipe."""
        return sys.stdout.isatty()

    def say(self, key: str, **values: object) -> None:
        """Print a phrase."""
        self.line(say(self.lang, key, **values))

    def line(self, text: str) -> None:
        """Print one line."""
        if not self.quiet:
            print(clean(text))

    def warn(self, key: str, **values: object) -> None:
        """Say a phrase beside what is printed, on stderr: also where JSON is printed."""
        self.aside(say(self.lang, key, **values))

    def aside(self, text: str) -> None:
        """Print a line beside what is printed, on stderr."""
        print(clean(f"poa: {text}"), file=sys.stderr)

    def field(self, key: str, text: str) -> None:
        """Print a named value, the values under one another; a person's terminal wraps it there, a pipe gets one line."""
        name = say(self.lang, key) if key else ""
        start = f"{name}{' ' * max(1, _NAMES - _width(name))}"
        cut = wrapped(clean(text), _columns() - _NAMES) if self.is_watched else [text]
        for n, piece in enumerate(cut):
            self.line((" " * _NAMES if n else start) + piece)

    def block(self, text: str, *, name: str = "", indent: int = 8) -> None:
        """Print a text after its name, its further lines under its first; in a pipe on one line."""
        start = f"  {name}" if name else ""
        start += " " * max(1 if name else 0, indent - _width(start))
        flat = clean(text).replace("\n", " ")
        cut = wrapped(flat, _columns() - indent) if self.is_watched else [flat]
        for n, piece in enumerate(cut):
            self.line((" " * indent if n else start) + piece)

    def heads(self, *keys: str) -> list[str]:
        """The phrases as heads of a table."""
        return [say(self.lang, key) for key in keys]

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[str]], *, indent: int = 0, is_named: bool = False) -> None:
        """Print rows: as a table on a terminal, one line a row with tabs in a pipe; there with heads where `is_named`."""
        kept = [[clean(cell).replace("\t", " ") for cell in row] for row in rows]
        if self.quiet or not kept:
            return
        if not self.is_watched:
            for row in ([list(heads)] if is_named else []) + kept:
                print("\t".join(cell.replace("\n", " ") for cell in row))
            return
        from rich.console import Console
        from rich.padding import Padding
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
        for head in heads:
            table.add_column(head, overflow="fold")  # a name is never shortened
        for row in kept:
            table.add_row(*(Text(cell, style=_LOOKS.get(cell, "")) for cell in row))
        Console().print(Padding(table, (0, 0, 0, indent)))

    def head(self, look: str, *rest: str) -> None:
        """Print the head of a block: its first word in its colour."""
        if not self.quiet:
            from rich.console import Console
            from rich.text import Text

            line = Text.assemble((clean(look), _LOOKS.get(look, "bold")), "  ", "  ".join(map(clean, rest)))
            Console().print(line, soft_wrap=True)

    def diff(self, lines: Iterable[str]) -> None:
        """Print a diff: coloured on a terminal."""
        kept = [clean(line) for line in lines]
        if self.quiet:
            return
        if not self.is_watched:
            print(*kept, sep="\n")
            return
        from rich.console import Console
        from rich.text import Text

        for line in kept:
            Console().print(Text(line, style=_DIFF.get(line[:1], "")), soft_wrap=True)

    def json(self, document: Any) -> None:
        """Print a document as JSON."""
        print(json.dumps(document, ensure_ascii=False, indent=2, default=str))

    @contextmanager
    def progress(self) -> Iterator[Progress | None]:
        """A callable for stages that take long; None where nobody watches."""
        if self.quiet or not sys.stderr.isatty():
            yield None
            return
        from rich.console import Console
        from rich.progress import Progress as Bar

        with Bar(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("", total=None)
            yield lambda done, total, what: bar.update(task, completed=done, total=total, description=clean(what))


def complain(error: KitError) -> None:
    """Say what went wrong, every problem on its line, on stderr."""
    print(clean(f"poa: {error.message}"), file=sys.stderr)
    for problem in error.problems:
        print(clean(f"  {problem}"), file=sys.stderr)


def clean(text: str) -> str:
    """The text without characters that would steer the terminal or turn its direction: it may be a client's."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def wrapped(text: str, columns: int) -> list[str]:
    """The text in lines of so many columns, cut at spaces where there are any and nowhere inside a wide character."""
    lines, line = [], ""
    for word in re.findall(r"\S+\s*|\s+", text):
        rest = word
        while _width((line + rest).rstrip()) > columns:
            fits = next((n for n in range(len(rest), 0, -1) if _width(rest[:n].rstrip()) <= columns), 1) if not line else 0
            lines.append((line + rest[:fits]).rstrip())
            line, rest = "", rest[fits:]
        line += rest
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _columns() -> int:
    return max(40, shutil.get_terminal_size((100, 24)).columns)


def _width(text: str) -> int:
    """Columns that the text takes; Chinese characters take two."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)
