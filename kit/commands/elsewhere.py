"""What the consultant is told of evidence that another case or an earlier appeal uses too, before a build and after a batch."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kit.errors import KitError, LedgerError
from kit.phrases import Lang, both, pairs, say, say_count
from kit.terminal import Terminal

if TYPE_CHECKING:
    from kit.appeal import Appeal
    from kit.desk.elsewhere import Found
    from kit.model import OpenCase, ProposedFact

Line = tuple[str, str]  # in English and in Chinese
_NAMED = 3  # other cases of the client in a line; of more the count is told


def tell(terminal: Terminal, opened: "OpenCase", proposed: "Iterable[ProposedFact]" = ()) -> tuple[Line, ...]:
    """A warning for each piece of evidence that is used elsewhere; gives what was said."""
    told = lines(opened, proposed)
    for line in told:
        terminal.aside(line[terminal.lang == "zh"])
    return told


def before_build(terminal: Terminal, appeal: "Appeal") -> tuple[Line, ...]:
    """The same of a case that is about to be built, with what its papers' text states; what cannot be read is told by the build."""
    with suppress(KitError):
        return tell(terminal, appeal.opened, appeal.proposed_facts)
    return tell(terminal, appeal.opened)


def lines(opened: "OpenCase", proposed: "Iterable[ProposedFact]" = ()) -> tuple[Line, ...]:
    """What is to be said of one case; a ledger that cannot be read is told and stops nothing: no build needs one."""
    from kit.desk.elsewhere import search

    try:
        found = search(opened, proposed)
        return tuple((en, zh) for en, zh in pairs(lambda lang: said(opened, found, lang)))
    except LedgerError as error:
        en, zh = both("elsewhere_unknown", why=str(error))
        return ((en, zh),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is said of one case. `is_whole`: nothing was left for the next look; `left`: so many pairs of pictures, which are told once for all."""

    lines: tuple[str, ...]
    is_whole: bool
    left: int = 0


def told_of_all(folders: Iterable[Path], lang: Lang) -> tuple[dict[Path, Told], frozenset[tuple[str, int]]]:
    """The same for all cases of a batch, and which appeals have to be told of them: violation and attempt; raises LedgerError.

    Cases that cannot be opened are told where they failed.
    """
    from kit.case import open_case
    from kit.desk.elsewhere import search_all, sharing

    cases: dict[Path, OpenCase] = {}
    for folder in folders:
        with suppress(KitError):
            cases[folder] = open_case(folder)
    found: dict[Path, list[Found]] = {opened.folder: [] for opened in cases.values()}
    for opened, one in search_all(tuple(cases.values())):
        found[opened.folder].append(one)
    told = {folder: _told(opened, found[opened.folder], lang) for folder, opened in cases.items()}
    return told, sharing(cases.values())


def _told(opened: "OpenCase", found: "Sequence[Found]", lang: Lang) -> Told:
    from kit.desk.elsewhere import Left

    left = sum(one.count for one in found if isinstance(one, Left))
    lines = said(opened, (one for one in found if not isinstance(one, Left)), lang)
    return Told(lines=tuple(lines), is_whole=not any(map(_is_left, found)), left=left)


def _is_left(one: "Found") -> bool:
    """Whether it is something that the next look goes on with."""
    from kit.desk.elsewhere import Left, Missed

    return isinstance(one, Left) or (isinstance(one, Missed) and one.count is None)


def said(opened: "OpenCase", found: "Iterable[Found]", lang: Lang) -> Iterator[str]:
    """Each find in words; the files that an earlier appeal had are told together, and so are a piece's other cases of the client."""
    from kit.desk.elsewhere import Elsewhere, Left, Missed

    have = (item for item in opened.case.evidence if item.status == "have" and item.file)
    sent = {item.id for item in have if item.use != "background"}
    again: dict[int, list[str]] = {}
    own: dict[tuple[str, str, str], list[str]] = {}
    # What is told of another client comes first.
    for one in sorted(found, key=lambda one: not (isinstance(one, Elsewhere) and one.whose == "other")):
        if isinstance(one, Left):
            yield say_count(lang, "elsewhere_left", one.count, case=opened.case.id)
            continue
        if isinstance(one, Missed):
            key = "elsewhere_unread" if one.count is None else "elsewhere_missed"
            yield say(lang, key, case=opened.case.id, evidence=one.evidence, count=one.count)
            continue
        if one.whose == "earlier" and one.sort == "file":
            if one.evidence in sent:
                again.setdefault(one.attempt, []).append(one.evidence)
            continue
        evidence = one.evidence
        if one.pages:
            evidence = say(lang, "elsewhere_pages", evidence=evidence, pages=", ".join(map(str, one.pages)))
        if one.whose == "own":
            own.setdefault((one.sort, one.said if one.sort == "number" else "", evidence), []).append(one.violation)
            continue
        yield say(
            lang,
            f"elsewhere_{one.whose}_{one.sort}",
            case=opened.case.id,
            evidence=evidence,
            number=one.said,
            attempt=one.attempt,
        )
    yield from _own(opened, own, lang)
    for attempt, names in again.items():
        yield say(
            lang,
            "elsewhere_earlier_file",
            case=opened.case.id,
            count=len(names),
            of=len(sent),
            attempt=attempt,
            names=", ".join(names),
        )


def _own(opened: "OpenCase", own: dict[tuple[str, str, str], list[str]], lang: Lang) -> Iterator[str]:
    """A line for the pieces that the same other cases of the client have too. `own`: by sort, number and piece."""
    together: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for (sort, number, evidence), named_each in own.items():
        together.setdefault((sort, number, tuple(dict.fromkeys(named_each))), []).append(evidence)
    for (sort, number, violations), names in together.items():
        named, more = ", ".join(violations[:_NAMED]), len(violations) - _NAMED
        key = "elsewhere_case" if len(violations) == 1 else "elsewhere_cases" if more <= 0 else "elsewhere_more_cases"
        cases = say(lang, key, violations=named, count=more)
        yield say(lang, f"elsewhere_own_{sort}", case=opened.case.id, evidence=", ".join(names), number=number, cases=cases)
