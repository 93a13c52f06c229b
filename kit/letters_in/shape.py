"""Headings that no list of words knows, and the close of a letter: told by shape and place, and by classes of words."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from kit.letters_in.paragraph import Paragraph
from kit.tools.written_dates import written

_LONGEST, _WORDS = 60, 8  # of a heading that only its place shows
_TITLE = 5  # words of one that only its words show
_SENTENCE = re.compile(
    r"(?:we|i|you|it|he|she|they|our|all|please)\b|(?!what|how|why|where|which|when)\w+\s.*\b(?:is|are|was|were|has|been)\b",
    re.IGNORECASE,
)
_TEXT = 8  # words: so long a line is text, whatever stands at its end
_ENDS = re.compile(r"[.!?;:,。！？；：，…][\"'”’)）]?\s*$")
_ITEM = re.compile(r"^(?:[-*•●▪◦·–—]|\(?(?:\d{1,2}(?:\.\d{1,2}){0,2}|[a-z])[.)、])\s")
_ADDRESS = re.compile(r"\b(?:dear|hello|hi|hey|regards|sincerely|yours|truly|signed)\b|@|\d", re.IGNORECASE)

# --- what a heading is about --------------------------------------------------------------------

_AGAIN = re.compile(
    r"\b(?:ahead|next|future|forwards?|onwards?|will|shall|again|prevent\w{0,6}|avoid\w{0,5}|recur\w{0,6}|re-?occur\w{0,6}|repeat\w{0,3}|long[\s-]term"
    r"|to\scome|going\sto|safeguards?|precautions?|upcoming|lasting|permanent|no\smore|from\s(?:here|now)|keep\w{0,3}|stay(?:s|ing)?|stop(?:s|ping)?|ensur\w{1,3}|planned)\b"
)
_DONE = re.compile(
    r"\b(?:done|did|taken|took|made|fix(?:ed|es|ing)?|changed|corrected|completed|already|immediate(?:ly)?|so\sfar|put\sright|solved|solutions?|resolved|rectif\w{2,8}"
    r"|remed(?:y|ies|ial|ied)|repair(?:s|ed)?|clean(?:ed|ing)?[\s-]?up|at\sonce|straight\saway|to\sdate|since\s(?:the|your)\snotice|urgent|removed|respon(?:se|ded))\b"
)
_NOW = re.compile(
    r"\b(?:now|new\s(?:process|processes|procedure|routine|rules|checks|controls)|controls|routines?|today|different)\b"
)
_CAUSE = re.compile(
    r"\b(?:causes?|caused|reasons?|why|how\scome|origin|behind|led\s(?:up\s)?to|went\swrong|failed|mistakes?|errors?|faults?|came\sabout|(?:it|this|things)\scame|triggered|diagnosis)\b"
)
_WRONG = re.compile(
    r"\b(?:why|reasons?|grounds)\b.{0,40}\b(?:should|wrong|unjustified|mistaken|not\sright|unfounded|disagree|contest|object|reversed|lifted)\b"
)
_HAVE = re.compile(r"\b(?:what|measures?|actions?|steps?|things)\s(?:we\s)?(?:have|has|had|was|were)\s(?!happened)")
_REST = re.compile(
    r"\b(?:results?|numbers|figures|background|context|introduction|overview|about\sus|who\swe\sare|outcomes?|effects?|evidence|proof|exhibits?|attach\w{0,6}|enclos\w{1,6}|documents|annex\w{0,2}|clos(?:e|ing)|conclusions?|summary|thanks?"
    r"|demands?|requests?|appeal|commitments?|declaration|status|shows?)\b"
)


def about(said: str) -> str | None:
    """The section that a heading in small letters is about; "letter" for one that is about none, or about two at once."""
    if _WRONG.search(said):
        return "dispute.wrong"
    if _REST.match(said.removeprefix("our ").removeprefix("the ")):
        return "letter"
    if _AGAIN.search(said):
        return "letter" if _DONE.search(said) and re.search(r"\b(?:and|plus)\b|[&/]", said) else "preventive"
    if _DONE.search(said):
        return "letter" if _CAUSE.search(said) else "corrective"
    if _CAUSE.search(said):
        return "root_causes"
    if _HAVE.search(said):
        return "corrective"
    if _REST.search(said):
        return "letter"
    return "preventive" if _NOW.search(said) else None


_SINCE = re.compile(
    r"^\W{0,4}(?:from(?!.{4,30}\s(?:to|until|till)\s)|since|as\sof|starting|beginning|with\seffect|effective)\b"
    r"|\b(?:daily|weekly|monthly|(?:every|each)\s(?:working\s|single\s)?(?:day|week|month|morning|evening|shift|(?:mon|tues|wednes|thurs|fri|satur|sun)day))\b",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"^\W{0,4}(?i:on|at|by)?\s?(?:\w{3,9},?\s)?(?:\d{1,2}(?:st|nd|rd|th)?\s[A-Z][a-z]{2}|[A-Z][a-z]{2,8}\.?\s\d{1,2}\b|\d{4}-\d)"
)


_TOLD = 3  # of so many lines under a heading one tells when


def under(paragraphs: Sequence[Paragraph]) -> str | None:
    """The section that the lines under a heading speak for: what is done since a day, or what was done on one."""
    since = sum(bool(_SINCE.search(p.text)) for p in paragraphs)
    then = sum(bool(_THEN.search(p.text)) and not _SINCE.search(p.text) for p in paragraphs)
    if (since + then) * _TOLD < len(paragraphs) or since == then:
        return None
    return "preventive" if since > then else "corrective"


# --- where it stands ----------------------------------------------------------------------------


def is_over_text(paragraphs: Sequence[Paragraph], n: int) -> bool:
    """Whether text follows the line, and not another short line as in a list or an address."""
    below = paragraphs[n + 1].text if n + 1 < len(paragraphs) else ""
    return bool(below) and (
        bool(_ENDS.search(below))
        or len(below.split()) >= _TEXT
        or bool(_ITEM.match(below) and not _ITEM.match(paragraphs[n].text))
    )


def is_heading(paragraphs: Sequence[Paragraph], n: int, *, is_named: bool) -> bool:
    """Whether a short line without a mark at its end stands apart from what is above it and close over text.

    Where white space parts all paragraphs, or none, that shows nothing: there its words have to name a section (`is_named`).
    """
    line = paragraphs[n]
    words = len(line.text.split())
    if len(line.text) > _LONGEST or words > _WORDS or not line.text[:1].isupper() or not is_over_text(paragraphs, n):
        return False
    if _ENDS.search(line.text) or _ITEM.match(line.text) or _ADDRESS.search(line.text):
        return False
    if line.is_apart and not paragraphs[n + 1].is_apart:
        return True
    above = paragraphs[:n]
    is_after_text = not any(len(p.text.split()) >= _TEXT for p in above) or bool(_ENDS.search(above[-1].text))
    is_parted = line.is_apart or (is_after_text and not any(p.is_apart for p in paragraphs[1:]))
    return is_named and is_parted and words <= _TITLE and not _SENTENCE.match(line.text)


# --- the close ----------------------------------------------------------------------------------

_COURTESY = re.compile(
    r"^\W{0,3}(?:(?:kind|best|warm|with\s\w{2,10}|yours|many|very)\s|accept\sour\s)?(?:regards|sincerely|faithfully|truly|respect\w{0,5}|thanks?|thank\syou|cheers"
    r"|cordially|gratefully|wishes|signed|signature|submitted|mit\sfreundlichen|cordialement|saludos|hormat\skami)\b"
    r"|^(?:for\sand\s)?on\sbehalf\sof\b|^for\sand\b"
    r"|^(?:signatory|name|title|position|company|date|place|phone|tel|e-?mail)\s?:"
    r"|^(?:签名|签字|姓名|职务|公司|日期)\s?[:：]",
    re.IGNORECASE,
)
_FIRM = re.compile(r"\b(?:Ltd|Limited|LLC|Inc|GmbH|Sdn\sBhd|Co)\b\.?")
_POST = re.compile(
    r"\b(?:manager|director|owner|founder|partner|seller|lead|head|officer|agent|representative|secretary|ceo)$", re.IGNORECASE
)
_PERSON = re.compile(r"^(?:responsible\s|contact\s)?person\s?:", re.IGNORECASE)
_SIGNED = 16  # words of a line that names a person, a title and a firm
_LABEL = re.compile(r"[^\W\d][^.!?:：]{1,30}[:：]")
_DATED = re.compile(r"\W*(?:dated?)?\W*", re.IGNORECASE)
_SMALL = re.compile(r"\b(?:of|and|for|the|at|in|on|to|de|von|van|der|bin|binti|la|du|al)\b")
_KEPT = re.compile(r"\bexhibits?\b|\d{1,2}:\d{2}|\b(?:every|each)\s\w", re.IGNORECASE)


def close(paragraphs: Sequence[Paragraph], texts: Sequence[range]) -> int:
    """Where the close begins: the signature, and what stands behind the last section where each other one is a single block.

    `texts` are the places of the text of each section. A block is what no white space parts.
    """
    if not texts:
        return len(paragraphs)
    sections = [list(_blocks(paragraphs, text)) for text in texts]
    last = sections[-1]
    labels = Counter(label[0].lower() for n in texts[-1] if (label := _LABEL.match(paragraphs[n].text)))
    signs = frozenset(n for n in texts[-1] if _is_signature(paragraphs[n]) and not _is_row(paragraphs[n].text, labels))
    parted = len(last)
    while len(last) > 1 and signs.issuperset(last[-1]):
        last.pop()
    if last and len(last) == parted:
        last[-1] = _unsigned(paragraphs, last[-1], signs)
    if len(sections) > 1 and all(len(blocks) <= 1 for blocks in sections[:-1]):
        while len(last) > 1 and not any(_is_kept(paragraphs[n].text) for n in last[-1]):
            last.pop()
    return last[-1][-1] + 1 if last else len(paragraphs)


def _blocks(paragraphs: Sequence[Paragraph], text: range) -> Iterator[list[int]]:
    block: list[int] = []
    for n in text:
        if block and paragraphs[n].is_apart:
            yield block
            block = []
        block.append(n)
    if block:
        yield block


def _unsigned(paragraphs: Sequence[Paragraph], block: list[int], signs: Collection[int]) -> list[int]:
    """The block without the signature under its text, where no white space parts the two.

    A name alone may be an entry of a list: with it stands a courtesy, a firm, or a date in its own line.
    """
    end = len(block)
    while end > 1 and block[end - 1] in signs:
        end -= 1
    texts = [paragraphs[n].text for n in block[end:]]
    is_signed = any(_COURTESY.search(text) or _FIRM.search(text) or _is_date(text) for text in texts)
    return block[:end] if is_signed else block


def _is_row(text: str, labels: Mapping[str, int]) -> bool:
    """Whether a line's label stands in the section again, as where each measure has its “Date: …”."""
    label = _LABEL.match(text)
    return label is not None and labels[label[0].lower()] > 1


def _is_signature(paragraph: Paragraph) -> bool:
    """Whether a line names who writes, or when, or is the courtesy above the name."""
    text = paragraph.text
    if _COURTESY.search(text) and len(text.split()) <= _WORDS:
        return True
    if _is_date(text):
        return True
    words = _SMALL.sub(" ", text).replace(",", " ").split()
    named = sum(w[:1].isupper() or not w[:1].isalpha() for w in words)
    is_named = text[:1].isupper() and (named * 2 > len(words) or (named * 2 == len(words) and bool(_POST.search(text))))
    is_long = any(known.search(text) for known in (_COURTESY, _FIRM, _PERSON))
    is_over = re.search(r"[.!?;。！？]\s*$", text) and not re.search(r"\b(?:Ltd|Inc|Co)\.$", text)
    return is_named and len(words) <= (_SIGNED if is_long else _WORDS) and not is_over


def _is_date(text: str) -> bool:
    """Whether a line holds a date and nothing else."""
    found = written(text) if len(text) <= _LONGEST else ()
    return len(found) == 1 and bool(_DATED.fullmatch(text[: found[0].start] + text[found[0].end :]))


def _is_kept(text: str) -> bool:
    """Whether a block behind the last section still tells of a measure: an item of a list, or with something to hold it by."""
    return bool(_ITEM.match(text) or _KEPT.search(text) or _SINCE.match(text) or _THEN.match(text))
