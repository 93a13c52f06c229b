"""Of a page's resources the part that it draws with: pages often share one list, and what others draw is not to come along."""

import re
import warnings
from collections.abc import Iterable, Iterator
from typing import Any

from kit.tools.pdf_damage import decoded
from kit.tools.pdf_objects import Array, Dictionary, Name, PdfError, Stream, parse_content_stream

_KIND_OF = {  # operator -> where its name stands
    "Do": "/XObject",
    "Tf": "/Font",
    "gs": "/ExtGState",
    "cs": "/ColorSpace",
    "CS": "/ColorSpace",
    "scn": "/Pattern",
    "SCN": "/Pattern",
    "sh": "/Shading",
    "BDC": "/Properties",
    "DP": "/Properties",
}
_KINDS = tuple(dict.fromkeys(_KIND_OF.values()))
_DEFAULTS = ("/DefaultGray", "/DefaultRGB", "/DefaultCMYK")  # colour spaces that are used without being named
_R, _B = rb"[^\x00\t\n\x0c\r ()<>\[\]{}/%]", rb"[\x00\t\n\x0c\r ]"  # what a word is of, what is blank
_WORD = re.compile(rb"/%s+" % _R)
_TEXT = re.compile(rb"\([^()\\]*+(?:\\.[^()\\]*+)*+\)", re.DOTALL)
_OPERAND = rb"%(b)s++[-+.0-9]++(?=%(b)s)|%(b)s*+/%(r)s++|%(b)s*+<<[^<>]*+>>" % {b"r": _R, b"b": _B}
_NAMED = re.compile(  # a name, and the operator that it is for, if what stands between is plain
    rb"(/%(r)s++)(?:(?=(?:%(x)s){0,9}%(b)s*+(%(o)s)(?!%(r)s))|)"
    % {b"r": _R, b"b": _B, b"x": _OPERAND, b"o": "|".join(_KIND_OF).encode()}
)
_ODD = (b"(", b")", b"%", b"#", b"BI")  # outside texts: what a parser must tell apart


class Used:
    """Cuts resources down to what is drawn with them, and so those of all that is drawn within. Each part is visited once."""

    def __init__(self) -> None:
        self._seen: set[tuple[int, int]] = set()

    def of(self, contents: Iterable[Any], resources: Any) -> Any:
        """What these streams of operators use of their resources, as a new dictionary."""
        kept = _kept(contents, resources)
        self.within(kept)
        return kept

    def within(self, thing: Any) -> None:
        """Cut down the resources of every drawing, pattern and drawn font that this leads to."""
        waiting = [thing]
        while waiting:
            part = waiting.pop()
            if part.is_indirect:
                if part.objgen in self._seen:
                    continue
                self._seen.add(part.objgen)
            if isinstance(part.get("/Resources") if not isinstance(part, Array) else None, Dictionary):
                part.Resources = _kept(_contents(part), part.Resources)
            held = part if isinstance(part, Array) else [value for _, value in part.items()]
            waiting += [v for v in held if isinstance(v, Dictionary | Stream | Array) and not _is_page(v)]


def _is_page(part: Any) -> bool:
    return isinstance(part, Dictionary) and part.get("/Type") in (Name.Page, Name.Pages, Name.Catalog)


def _contents(part: Any) -> list[Any]:
    """The operators of a drawing or a pattern; of a font those of its letters."""
    letters = part.get("/CharProcs")
    if isinstance(letters, Dictionary):
        return [letter for _, letter in letters.items() if isinstance(letter, Stream)]
    return [part] if isinstance(part, Stream) else []


def _kept(contents: Iterable[Any], resources: Any) -> Any:
    """The resources that are named, also by a drawing that has none of its own and so uses these."""
    kept, waiting, seen = Dictionary(), list(contents), set[tuple[str, str]]()
    _keep(kept, resources, (("/ColorSpace", name) for name in _DEFAULTS))
    while waiting:
        for kind, name in _keep(kept, resources, _named(waiting.pop(), resources)):
            part = kept[kind][name]
            if (kind, name) not in seen and isinstance(part, Stream) and "/Resources" not in part and kind != "/Properties":
                waiting += [] if part.get("/Subtype") == Name.Image else [part]
            seen.add((kind, name))
    return kept


def _keep(kept: Any, resources: Any, named: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Take over what is named and there; gives what it was."""
    taken = []
    for kind, name in dict.fromkeys(named):
        held = resources.get(kind)
        if isinstance(held, Dictionary) and name in held:
            if kind not in kept:
                kept[kind] = Dictionary()
            kept[kind][name] = held[name]
            taken.append((kind, name))
    return taken


def _named(stream: Any, resources: Any) -> Iterable[tuple[str, str]]:
    """Where and by which name a stream's operators use a resource."""
    plain = _plainly_named(stream, resources)
    return _parsed(stream, resources) if plain is None else plain


def _plainly_named(stream: Any, resources: Any) -> Iterable[tuple[str, str]] | None:
    """The same without a parser, which takes most of a page's time; None where that could differ in any name."""
    try:
        bare = _TEXT.sub(b" ", stream.read_bytes())
    except PdfError:
        return None
    if not bare.isascii() or any(odd in bare for odd in _ODD):
        return None
    found = set(_NAMED.findall(bare))
    named = {(_KIND_OF[operator.decode()], name.decode()): None for name, operator in found if operator}
    held = [(kind, resources[kind]) for kind in _KINDS if isinstance(resources.get(kind), Dictionary)]
    words = {name.decode() for name, _ in found}
    if any(name in names and (kind, name) not in named for kind, names in held for name in words):
        return None
    return named


def _parsed(stream: Any, resources: Any) -> Iterator[tuple[str, str]]:
    """The same by a parser; of a stream that cannot be parsed, each name anywhere."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # operators that are cut off at their end
            found = parse_content_stream(stream, " ".join([*_KIND_OF, "EI"]))
    except (PdfError, ValueError, RuntimeError):
        yield from ((kind, name) for name in _words(stream) for kind in _KINDS)
        return
    for drawn in found:
        kind = _KIND_OF.get(str(drawn.operator))
        if kind is None:  # a picture within the operators: any colour space may be its own
            spaces = resources.get("/ColorSpace")
            yield from (("/ColorSpace", name) for name in (spaces.keys() if isinstance(spaces, Dictionary) else ()))
            continue
        yield from ((kind, str(name)) for name in drawn.operands if isinstance(name, Name))


def _words(stream: Any) -> set[str]:
    return {word.decode("latin-1") for word in _WORD.findall(decoded(stream)[0])}
