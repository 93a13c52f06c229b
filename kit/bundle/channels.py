"""What a form takes instead of the PDF: texts that fit its fields, and single pages as pictures with their captions."""

import re
from collections.abc import Iterator
from pathlib import Path

from kit.model import Bundle, Letter, Passage, Policy
from kit.tools import images
from kit.tools.atomic import write_bytes
from kit.tools.pdf_read import Reading

EXHIBITS = 10  # as pictures; the letter's page 1 comes on top
_SCALE = 150 / 72
_ORDER = ("letter.summary.", "corrective.", "root_causes.", "dispute.wrong.", "dispute.happened.", "preventive.")
_FIELD = re.compile(r"channel\.(\w+)\.max_chars")
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+(?=[A-Z0-9“\"'(\u4e00-\u9fff])")
_NOT_AN_END = re.compile(r"\b(?:No|Nos|Co|Ltd|Mr|Mrs|Ms|Dr|p|pp|e\.g|i\.e|approx|St)\.$")
_OURS = re.compile(r"(?:DRAFT-)?(?:\w+\.txt|page-1\.jpg|exhibit-\w+\.jpg)")


def channels(bundle: Bundle, letter: Letter, policy: Policy, out_dir: Path) -> tuple[Path, ...]:
    """Write the texts and pictures of a built bundle; gives their paths. A draft's are named DRAFT-… .

    Earlier files of the same kind are taken away: beside these they would be sent by mistake.
    """
    mark = "DRAFT-" if bundle.draft else ""
    made: dict[Path, bytes] = {}
    for name, most in fields(policy):
        made[out_dir / f"{mark}{name}.txt"] = (fitting_text(letter, bundle.violation_id, most) + "\n").encode()
    for name, picture in _pictures(bundle, _image_limit(policy)):
        made[out_dir / f"{mark}{name}.jpg"] = picture
    for path in out_dir.glob("*") if out_dir.is_dir() else ():
        if path not in made and _OURS.fullmatch(path.name):
            path.unlink()
    for path, content in made.items():
        write_bytes(path, content)
    return tuple(made)


def fitting_text(letter: Letter, violation_id: str, most: int) -> str:
    """The letter in so many characters: the request, then what the letter says in its order, cut between sentences.

    Each passage gives as many of its first sentences as all can give; if one each is too much, the least needed go.
    A line break counts as two characters, as some forms do. Empty if not even the request fits.
    """
    request, told = _request(letter, violation_id), _told(letter)
    longest = max((len(sentences(p.text)) for p in told), default=1)
    for kept in range(longest, 0, -1):
        lines = _lines(request, told, letter, kept)
        if _length(lines) <= most:
            return "\n".join(lines)
    while told and _length(_lines(request, told, letter, 1)) > most:
        told = told[:-1]
    lines = _lines(request, told, letter, 1)
    return "\n".join(lines) if _length(lines) <= most else ""


def _lines(request: str, told: tuple[Passage, ...], letter: Letter, kept: int) -> list[str]:
    """The request, then the passages in the letter's order, each by its first sentences."""
    return [request, *(_beginning(p, letter, kept) for p in sorted(told, key=letter.passages.index))]


def _length(lines: list[str]) -> int:
    return sum(len(line) + 2 for line in lines) - 2


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text; figures such as 1.5 and short forms such as Ltd. do not end one.

    >>> sentences("Rate 1.5%. Calder Ltd. signed. Done")
    ('Rate 1.5%.', 'Calder Ltd. signed.', 'Done')
    """
    found: list[str] = []
    for piece in _SENTENCE.split(" ".join(text.split())):
        if found and _NOT_AN_END.search(found[-1]):
            found[-1] += " " + piece
        elif piece:
            found.append(piece)
    return tuple(found)


def _request(letter: Letter, violation_id: str) -> str:
    """What we ask for, with the violation's number."""
    if letter.stance == "plan":
        return f"Violation {violation_id}: we ask you to accept our {letter.title}."
    asks = [p for p in letter.passages if p.where.startswith("dispute.asks.")]
    asked = sentences(asks[0].text)[0] if asks else "we ask you to review and withdraw this measure."
    return f"Violation {violation_id}: {asked}"


def _told(letter: Letter) -> tuple[Passage, ...]:
    """The passages that a short text needs, the most needed first: summary, what was done, causes, measures."""
    found = [p for p in letter.passages if p.where.endswith((".what", ".happened", ".why", ".now"))]
    return tuple(sorted((p for p in found if p.where.startswith(_ORDER)), key=lambda p: _rank(p.where)))


def _rank(where: str) -> int:
    return next(n for n, start in enumerate(_ORDER) if where.startswith(start))


def _beginning(passage: Passage, letter: Letter, kept: int) -> str:
    """The first sentences of a passage, with the exhibits that the letter gives beside it."""
    labels, text = dict(letter.labels), " ".join(sentences(passage.text)[:kept])
    beside = [labels[i] for i in passage.cites if i in labels and not re.search(rf"Exhibit {labels[i]}\b", text)]
    proof = f" ({', '.join(f'Exhibit {n}' for n in dict.fromkeys(beside))})" if beside else ""
    return text.removesuffix(".") + f"{proof}." if proof and text.endswith(".") else text + proof


def fields(policy: Policy) -> Iterator[tuple[str, int]]:
    """Name and limit of each form field that the site's pack knows."""
    for fact_id in dict.fromkeys(f.id for f in policy.facts):
        match, fact = _FIELD.fullmatch(fact_id), policy.get(fact_id)
        if match and fact and isinstance(fact.value, int) and fact.value > 0:
            yield match[1], fact.value


def _image_limit(policy: Policy) -> int | None:
    fact = policy.get("channel.image.max_bytes")
    return int(fact.value) if fact and isinstance(fact.value, int | float) else None


def _pictures(bundle: Bundle, limit: int | None) -> Iterator[tuple[str, bytes]]:
    """Page 1 and the first page of the exhibits that the letter cites first, as the reader sees them."""
    wanted = [("page-1", 1), *((f"exhibit-{x.n}", x.first_page) for x in bundle.exhibits[:EXHIBITS])]
    with Reading.of(bundle.path) as reading:
        for name, page in wanted:
            yield name, images.jpeg(reading.image(page, _SCALE), limit)
