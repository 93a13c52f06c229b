"""`poa new --from CASE --site TH`: the case of the same event on another site, beside the first in the client's folder.

The seller and the shared files of inbox/ are linked; what differs by site is said as a list and stands in case.yaml to be filled.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from string import Template
from typing import Any
from zoneinfo import ZoneInfo

from kit import policy, share_seller
from kit.case import DATA_FOLDERS, files, open_case
from kit.errors import BadFile, Usage
from kit.model import Case, EvidenceItem, OpenCase, Policy, Shop, Site
from kit.new import said_times, slug
from kit.paths import PACKAGE
from kit.phrases import say
from kit.share_seller import Shared
from kit.terminal import Terminal
from kit.tools import calendar, yaml_text
from kit.tools.atomic import making, write_text

_SKELETON = PACKAGE / "new_sibling.yaml"
GIVEN = ("violation_id", "title", "ticket", "received", "deadline", "clock", "route", "stance", "attempt")
"""What may be answered at once instead of being filled in later."""
SHOP = ("shop_code", "shop_name", "seller_type")
"""The answers that tell of the new site's shop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that differs by site: its phrase, what the first case has, what this one has (None: to fill)."""

    what: str
    here: str
    there: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sibling:
    """The case to be made, before anything is written."""

    source: OpenCase
    folder: Path
    shop: Shop
    shared: Shared  # what becomes of the seller that the first case states itself, and of a shop that is new
    group: str
    ours: Policy  # of the first case
    theirs: Policy  # of the new one
    given: Mapping[str, str]
    linked: tuple[EvidenceItem, ...]
    left: tuple[tuple[str, str], ...]  # what is not linked, and why

    @property
    def here(self) -> Site:
        """The site of the first case."""
        return self.ours.site

    @property
    def there(self) -> Site:
        """The site of the new one."""
        return self.theirs.site

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What differs by site, what is to be filled in first."""
        return tuple(_differences(self))

    @property
    def otherwise(self) -> tuple[tuple[str, str, str], ...]:
        """What the two policies say otherwise: the fact, here, there."""
        return tuple((a.id, policy.shown(a), policy.shown(b)) for a, b in policy.differing(self.ours, self.theirs))


def planned(
    source: Path, site: str, *, folder: Path | None, shop: Mapping[str, str], given: Mapping[str, str], today: date
) -> Sibling:
    """The sibling of a case on another site; `shop`: what was said of its shop, which client.yaml need not state yet.

    Raises BadFile for a case that does not open, Usage with all that stands against it.
    """
    opened = open_case(source)
    case, home = opened.case, opened.folder.resolve().parent
    pack = policy.site(site)
    if pack.code == case.violation.site:
        raise Usage(f"{source} is the case on {pack.code} already", ["name another site: --site TH"])
    target = folder or home / slug(f"{pack.code}-{given.get('violation_id') or case.violation.family}")
    own = _shop(opened, pack.code, shop)
    problems = [*share_seller.against(opened), *([own] if isinstance(own, str) else ()), *_place_problems(target, opened, source)]
    if problems or isinstance(own, str):
        raise Usage(f"the case on {pack.code} cannot be made yet; nothing was changed", problems)
    new = None if own in opened.seller.shops else own
    items = [(item, _why_left(item, opened)) for item in case.evidence]
    shared = {(opened.folder / item.file).resolve() for item, why in items if item.file and not why}
    spare = [p for p in files(home / "inbox") if p.resolve() not in shared]
    named = {(opened.folder / item.file).resolve() for item, why in items if item.file and why}
    ours, theirs = (
        policy.resolve(code, case.profile, seller_type=sort, fulfilment=case.fulfilment, day=day)
        for code, sort, day in (
            (case.violation.site, opened.shop.seller_type, case.letter.date),
            (pack.code, own.seller_type, today),
        )
    )
    return Sibling(
        source=opened,
        folder=target,
        shop=own,
        shared=share_seller.shared(opened, new),
        group=case.group or case.id,
        ours=ours,
        theirs=theirs,
        given=given,
        linked=tuple(item for item, why in items if not why),
        left=(
            *((_lies(item, opened), why) for item, why in items if why),
            *((p.relative_to(home).as_posix(), "linked by neither") for p in spare if p.resolve() not in named),
        ),
    )


def make(sibling: Sibling, *, today: date) -> bool:
    """Make the case whole or not at all; whether the first case's group had to be written into its case.yaml."""
    try:
        with making(sibling.folder) as part:
            for name in (*DATA_FOLDERS, "evidence"):
                (part / name).mkdir()
            write_text(part / "case.yaml", _written(sibling, today))
            _hold(part / "case.yaml")
            sibling.shared.write(sibling.source)
    except BadFile as error:
        raise Usage("an answer does not fit; nothing was made", error.problems) from None
    path = sibling.source.folder / "case.yaml"
    if sibling.source.case.group:
        return False
    document = yaml_text.load(path)
    document.insert(1, "group", sibling.group)
    yaml_text.write(path, document)
    return True


def tell(terminal: Terminal, sibling: Sibling, *, has_grouped: bool) -> None:
    """What was made, what differs, what is linked and what is not."""
    here, there = sibling.here.code, sibling.there.code
    made = sibling.folder / "case.yaml"
    terminal.say("sibling_made", path=made, group=sibling.group, site=there, source=sibling.source.folder)
    client = sibling.source.folder.resolve().parent / share_seller.CLIENT
    if sibling.shared.case is not None:
        terminal.say("sibling_shared", path=sibling.source.folder / "case.yaml", client=client)
    if sibling.shop not in sibling.source.seller.shops:
        terminal.say("sibling_new_shop", shop=f"{sibling.shop.name} ({sibling.shop.code})", client=client)
    if has_grouped:
        terminal.say("sibling_grouped", group=sibling.group, path=sibling.source.folder / "case.yaml")
    heads = [say(terminal.lang, "sibling_what"), here, there]
    fill = say(terminal.lang, "sibling_fill")
    terminal.say("sibling_differs")
    terminal.table(
        heads, [(say(terminal.lang, d.what), d.here, fill if d.there is None else d.there) for d in sibling.differences]
    )
    if sibling.otherwise:
        terminal.say("sibling_policy")
        terminal.table(heads, sibling.otherwise)
    if sibling.linked:
        terminal.say("sibling_linked")
        rows = [(i.id, i.file or f"made: {i.made}", fill if i.made else i.caption.en) for i in sibling.linked]
        terminal.table(["", "", ""], rows)
    if sibling.left:
        terminal.say("sibling_left")
        terminal.table(["", ""], sibling.left)
    terminal.say("sibling_next", folder=sibling.folder, site=there)


# --- how ------------------------------------------------------------------------------------------


def _shop(opened: OpenCase, site: str, said: Mapping[str, str]) -> Shop | str:
    """The seller's shop on the site, else the one that was said in full; or what is to be said."""
    seller, code = opened.seller, said.get("shop_code")
    there = [shop for shop in seller.shops if shop.site == site]
    found = [shop for shop in there if code in {None, shop.code}]
    if len(found) == 1:
        wrong = [name for name, value in said.items() if value != _answers(found[0])[name]]
        return f"{found[0].code} is known otherwise: leave out {', '.join(map(_option, wrong))}" if wrong else found[0]
    if there and "shop_name" not in said:
        known = ", ".join(f"--shop-code {shop.code} ({shop.name})" for shop in there)
        return f"which shop of {seller.legal_name} on {site}? say {known}"
    if lacking := [name for name in ("shop_code", "shop_name") if not said.get(name)]:
        return f"{seller.legal_name} has no shop on {site} yet: say {' and '.join(map(_option, lacking))}, and it is added to client.yaml"
    stated = {
        "code": code,
        "name": said["shop_name"],
        "site": site,
        "seller_type": said.get("seller_type", opened.shop.seller_type),
    }
    return Shop.model_validate(stated)


def _answers(shop: Shop) -> dict[str, str]:
    return {"shop_code": shop.code, "shop_name": shop.name, "seller_type": shop.seller_type}


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _place_problems(target: Path, opened: OpenCase, source: Path) -> Iterator[str]:
    home = opened.folder.resolve().parent
    if target.resolve().parent != home:
        yield f"{target} is not beside {source}: siblings share client.yaml and inbox/, so name a folder in {home}"
    elif target.exists() and (not target.is_dir() or any(target.iterdir())):
        yield f"{target} is there already: name another folder"


def _why_left(item: EvidenceItem, opened: OpenCase) -> str:
    """Why a piece of evidence is the first site's alone; empty for one that both may show."""
    site = opened.case.violation.site
    if item.kind == "notice":
        return f"the notice of {site}"
    if item.made:
        return ""
    if item.file is None:
        return f"not there on {site} either"
    if not (opened.folder / item.file).resolve().is_relative_to(opened.folder.resolve().parent / "inbox"):
        return f"of {site} alone: it lies in that case; put it into inbox/ if both sites may show it"
    shop = (opened.shop.code, *(() if opened.shop.name in opened.seller.legal_name else (opened.shop.name,)))
    names = (*policy.heads()[site].called, opened.case.violation.id, *shop)
    said = " ".join((item.caption.en, item.shows.en if item.shows else "", *(value for _, value in item.facts)))
    found = next((name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said)), None)
    return f"speaks of {found}" if found else ""


def _lies(item: EvidenceItem, opened: OpenCase) -> str:
    """Where a file lies, as seen from the client's folder."""
    return (
        f"{opened.folder.resolve().name}/{item.file}".replace(f"{opened.folder.resolve().name}/../", "") if item.file else item.id
    )


def _differences(sibling: Sibling) -> Iterator[Difference]:
    case, given = sibling.source.case, sibling.given
    stated = case.violation
    notice = next((item.file or "" for item in case.evidence if item.kind == "notice"), "")
    yield Difference(what="sibling_notice", here=notice, there=None)
    yield Difference(what="sibling_violation", here=stated.id, there=given.get("violation_id"))
    yield Difference(what="sibling_ticket", here=stated.ticket, there=given.get("ticket"))
    yield Difference(what="sibling_received", here=f"{stated.received:%Y-%m-%d %H:%M%z}", there=given.get("received"))
    deadline = f"{stated.deadline:%Y-%m-%d %H:%M%z}" if stated.deadline else ""
    yield Difference(what="sibling_deadline", here=deadline, there=given.get("deadline"))
    count = sum(1 for name in DATA_FOLDERS for _ in files(sibling.source.folder / name))
    yield Difference(what="sibling_exports", here=str(count), there=None)
    yield Difference(what="sibling_signer", here=_signer(sibling), there=_signer(sibling) if _signs_too(sibling) else None)
    own = sibling.source.shop
    yield Difference(what="sibling_shop", here=f"{own.name} ({own.code})", there=f"{sibling.shop.name} ({sibling.shop.code})")
    for what, fact_id in (("sibling_person", "letter.responsible_person"), ("sibling_signature", "letter.signature")):
        yield Difference(what=what, here=_told(sibling.ours, fact_id), there=_told(sibling.theirs, fact_id))
    here, there = (_language(p) for p in (sibling.ours, sibling.theirs))
    yield Difference(what="sibling_language", here=here, there=there)
    yield Difference(what="sibling_money", here=policy.amount(sibling.here), there=policy.amount(sibling.there))
    yield Difference(
        what="sibling_days", here=_days(sibling.here, case.letter.date), there=_days(sibling.there, case.letter.date)
    )


def _signer(sibling: Sibling) -> str:
    signer = sibling.source.signer
    return f"{signer.name} ({signer.id})" if signer else ""


def _signs_too(sibling: Sibling) -> bool:
    """Whether the first site's signatory fits: the sites want the same of a person and a signature."""
    wanted = ("letter.responsible_person", "letter.signature")
    same = all(_told(sibling.ours, i) == _told(sibling.theirs, i) for i in wanted)
    return sibling.source.signer is not None and same


def _told(rules: Policy, fact_id: str) -> str:
    fact = rules.get(fact_id)
    return "not found" if fact is None or fact.value is None else f"{policy.shown(fact)} ({fact.grade})"


def _language(rules: Policy) -> str:
    """The site's language, and what is known of the letter's."""
    known = _told(rules, "letter.language")
    return f"{rules.site.language}; of letters: {known}" + ("; English is written" if known == "not found" else "")


def _days(site: Site, day: date) -> str:
    return f"{site.calendar.zone}; {', '.join(calendar.rest_days(day, site.calendar))}"


def _written(sibling: Sibling, today: date) -> str:
    """The text of case.yaml."""
    case, given = sibling.source.case, sibling.given
    here, there = sibling.here, sibling.there
    zone = ZoneInfo(there.calendar.zone)
    local = f"as the notice of {there.code} says, in {zone.key} time: {datetime.combine(today, time(10, 12), zone).isoformat(' ', 'minutes')}"
    said = said_times(given.get("received") or "", given.get("deadline") or "", given.get("clock") or "", zone)
    times = {name: said.get(name) for name in ("received", "deadline")}
    people = ", ".join(f"{person.id} ({person.name}, {person.title})" for person in sibling.source.seller.people)
    wanted = f"who signs on {there.code}: {people or 'name the people in client.yaml'}"
    return Template(_SKELETON.read_text(encoding="utf-8")).substitute(
        here=here.code,
        there=there.code,
        id=slug(sibling.folder.name) or slug(f"{there.code}-{case.violation.family}"),
        client=sibling.source.seller.id,
        group=_quoted(sibling.group),
        shop=_quoted(sibling.shop.code),
        violation_id=_or_fill(
            given.get("violation_id"), f"as the notice of {there.code} prints it; {here.code}: {case.violation.id}"
        ),
        family=case.violation.family,
        title=_or_fill(given.get("title"), f"the notice's own name for it; {here.code}: {_plain(case.violation.title)}"),
        ticket=_or_fill(given.get("ticket"), "pending or enforced"),
        received=_or_fill(times["received"], local),
        deadline=""
        if given.get("deadline") == ""
        else f"  deadline:{_or_fill(times['deadline'], f'{local}; delete the line if it names none')}\n",
        route=given.get("route", case.route),
        route_there=case.route,
        stance=given.get("stance", case.stance),
        stance_there=case.stance,
        attempt=given.get("attempt", "1"),
        profile=case.profile,
        fulfilment=case.fulfilment,
        today=today.isoformat(),
        signer=f" {case.letter.signer} # as on {here.code}"
        if _signs_too(sibling)
        else f" # to fill: {wanted}; delete the line if nobody signs",
        language=_language(sibling.theirs),
        money=policy.amount(there),
        policy="".join(
            f"#   {name}: {a} on {here.code}, {b} on {there.code}\n" for name, a, b in map(_plainly, sibling.otherwise)
        )
        or "#   none that is known\n",
        linked=_block(sibling.linked, here.code),
        left="".join(f"  # not linked: {_plain(name)}: {_plain(why)}\n" for name, why in sibling.left),
    )


def _or_fill(value: str | None, what: str) -> str:
    return f" {_quoted(value)}" if value else f" # to fill: {what}"


def _quoted(text: str) -> str:
    """The text as YAML of one line, whatever stands in it."""
    return json.dumps(text, ensure_ascii=False)


def _plain(text: str) -> str:
    """The text on one line, for a comment."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:200]


def _plainly(row: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(_plain, row))


def _block(items: tuple[EvidenceItem, ...], site: str) -> str:
    """The linked evidence as items of the list, as the first case states it; what the kit makes there is of other orders."""
    return "".join(_item(item, site) for item in items)


def _item(item: EvidenceItem, site: str) -> str:
    stated = _stated(item)
    if item.made:
        stated = {name: value for name, value in stated.items() if name in {"id", "made", "kind", "use"}}
    text = yaml_text.dump({"evidence": [stated]}).split("\n", 1)[1]
    return text + (f"    caption: # to fill: {site}: {_plain(item.caption.en)}\n" if item.made else "")


def _stated(item: EvidenceItem) -> dict[str, Any]:
    """What a person wrote: a statement in English alone is a text."""
    stated = item.model_dump(mode="json", exclude_defaults=True)
    for name, value in stated.items():
        if isinstance(value, dict) and set(value) == {"en"}:
            stated[name] = value["en"]
    return stated


def _hold(path: Path) -> None:
    """Raises BadFile with what does not fit, but for what is to fill."""
    try:
        yaml_text.read(Case, path)
    except BadFile as error:
        others = [problem for problem in error.problems if yaml_text.TO_FILL not in problem]
        if others:
            raise BadFile(path, others) from None
