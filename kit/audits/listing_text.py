"""Listings searched for the words of the notice and for forbidden claims, before and after the correction, SKU by SKU."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from kit.audits._claims import claims
from kit.audits._exports_drawing import Stood, drawing
from kit.audits._listings import Export, Exports, Listing, exports, sentences
from kit.audits.request import Request
from kit.model import Audit, AuditRow, Fault, Gap, Rate, Window, day_of
from kit.model.audited import State
from kit.policy import claim_words
from kit.policy.certificates import prohibitions
from kit.policy.claim_words import CHANGED, COMPLAINED, Said
from kit.tools import figures

EXHIBIT = "listing_text"  # the kind of evidence that it is

TOGETHER = 3
"""SKUs of more than one listing that got the same sentence between two exports: one edit of many (own judgement)."""
PROHIBITED = "prohibited"
"""The class of names of prohibited goods; unlike the others it is of the site (`kit/policy/certificates.yaml`)."""
OFF_PLATFORM = frozenset({"other_site", "contact", "wholesale"})
SUPPLIER = ("supplier_sheet", "supplier_text")
_SHOWN = 2  # sentences of a SKU that are quoted


@dataclass(frozen=True, slots=True)
class Hit:
    """Words found in a field of a listing."""

    field: str
    said: Said


Hits = Mapping[str, tuple[Hit, ...]]  # by SKU ID


def audit(request: Request) -> Audit:
    """Every SKU that holds such words in one of the exports; those of the notice first."""
    found = Audit(
        id="listing_text",
        title="Listings searched for the words of the notice",
        definition=(
            "Title, description (its HTML read as text) and variation of every SKU in each export of listings are searched for the"
            " words that the notice names, for classes of claims that the platform's pages forbid and for names of prohibited goods, in"
            " whatever case and spacing. The notice's words in another form (kill for kills, another order) are told apart and not counted."
            " Pictures are not searched here. A claim that the claim sheet proves does not count as forbidden."
        ),
    )
    told = exports(request)
    if isinstance(told, str):
        return replace(found, unavailable=told)
    phrases = claim_words.complained(request.case)
    search = _Search(request=request, told=told, phrases=phrases)
    return replace(
        found,
        sentence=search.sentence,
        heads=search.heads,
        rows=tuple(search.rows()),
        figures=search.figures,
        rates=search.rates,
        gaps=tuple(search.gaps()),
        faults=tuple(search.faults()),
        things=len(told.stood.listings),
        drawing=search.drawing if phrases else None,
        notes=tuple(search.notes()),
    )


class _Search:
    """The exports of one case, searched."""

    def __init__(self, *, request: Request, told: Exports, phrases: tuple[str, ...]) -> None:
        self.request, self.told, self.phrases = request, told, phrases
        self.style = request.policy.site.date_style
        self.named = frozenset(request.case.violation.skus)
        self.proved = tuple(c.text for c in claims(request) if c.proof and not c.removed_at)
        site = request.case.violation.site
        self.prohibited = {word: record for record in prohibitions(site) for word in record.words}
        self.stood = self._hits(told.stood)
        self.earlier: Hits = self._hits(told.earlier) if told.earlier else {}
        self.after: Hits = self._hits(told.after) if told.after else {}

    # --- what was found -------------------------------------------------------------------------

    def _hits(self, export: Export) -> Hits:
        """By SKU ID; texts that many SKUs share are searched once."""
        known: dict[str, tuple[Said, ...]] = {}
        found: dict[str, tuple[Hit, ...]] = {}
        for listing in export.listings:
            for _, text in listing.texts:
                if text not in known:
                    known[text] = (
                        *claim_words.said(text, self.phrases), *claim_words.named(text, PROHIBITED, self.prohibited)
                    )  # fmt: skip
            hits = tuple(Hit(field, said) for field, text in listing.texts for said in known[text])
            if hits:
                found[listing.sku_id] = hits
        return found

    def _wrong(self, hits: Hits, sku: str) -> tuple[Hit, ...]:
        """What of a SKU's hits no proof covers."""
        return tuple(h for h in hits.get(sku, ()) if not self._is_proved(h.said.phrase))

    def _is_proved(self, phrase: str) -> bool:
        return any(claim_words.holds(claim, phrase) or claim_words.holds(phrase, claim) for claim in self.proved)

    def _forbidden(self, export: Export, hits: Hits) -> int:
        """How many SKUs hold what no proof covers."""
        return sum(bool(self._wrong(hits, x.sku_id)) for x in export.listings)

    def _complained(self, export: Export | None, hits: Hits) -> list[Listing]:
        """The SKUs that hold words of the notice."""
        listings = export.listings if export else ()
        return [x for x in listings if any(h.said.kind == COMPLAINED for h in hits.get(x.sku_id, ()))]

    # --- figures --------------------------------------------------------------------------------

    def _day(self, export: Export) -> str:
        return figures.day(day_of(export.at, self.request.policy.zone), self.style)

    @cached_property
    def figures(self) -> dict[str, str]:
        """Counts of SKUs and of listings in each export."""
        told = self.told
        affected, left = self._complained(told.stood, self.stood), self._complained(told.after, self.after)
        mine = [x for x in told.stood.listings if x.is_among(self.named)]
        clean = [x for x in mine if told.after and not self._complained_in(x, self.after)]
        together = [x for x in affected if self._edited(x)]
        days = {"earlier": told.earlier, "before": told.stood, "after": told.after}
        return {
            "skus": f"{len(told.stood.listings):,}",
            "listings": f"{_listings(told.stood.listings):,}",
            "phrases": f"{len(self.phrases):,}",
            "notice_skus": f"{len(mine):,}",
            "notice_clean": f"{len(clean):,}",
            "before_skus": f"{len(affected):,}",
            "before_listings": f"{_listings(affected):,}",
            "beyond_skus": f"{sum(not x.is_among(self.named) for x in affected):,}",
            "edited_skus": f"{len(together):,}",
            "edited_listings": f"{_listings(together):,}",
            **({"earlier_skus": f"{len(self._complained(told.earlier, self.earlier)):,}"} if told.earlier else {}),
            **({"after_skus": f"{len(left):,}"} if told.after else {}),
            **{f"{name}_day": self._day(export) for name, export in days.items() if export},
        }

    @property
    def rates(self) -> dict[str, Rate]:
        """Share of SKUs with words of the notice, and with any forbidden claim that nothing proves."""
        found = {}
        for name, export, hits in (("before", self.told.stood, self.stood), ("after", self.told.after, self.after)):
            if export:
                forbidden = self._forbidden(export, hits)
                found[name] = self._rate(len(self._complained(export, hits)), export)
                found[f"forbidden_{name}"] = self._rate(forbidden, export)
        return found

    def _rate(self, count: int, export: Export) -> Rate:
        day = day_of(export.at, self.request.policy.zone)
        return Rate(numerator=count, denominator=len(export.listings), window=Window(start=day, end=day))

    @property
    def sentence(self) -> str:
        """The result with its counts; without the notice's words, those of other forbidden claims."""
        found = [len(self._complained(x, h)) if self.phrases else self._forbidden(x, h) for h, x in self._shown]
        what = "The words of the notice" if self.phrases else "The notice's words are not stated; forbidden claims without proof"
        if not any(found):
            days = [self._day(export) for _, export in self._shown]
            return f"{what} stood in no text of {figures.many(len(self.told.stood.listings), 'SKU')} on {figures.listed(days)}."
        counts = [
            f"{count:,} of {figures.many(len(export.listings), 'SKU') if n == 0 else f'{len(export.listings):,}'} on {self._day(export)}"
            for n, (count, (_, export)) in enumerate(zip(found, self._shown, strict=True))
        ]
        *first, last = (f"in {count}" for count in counts)
        return f"{what} stood {', '.join(first)}{' and ' if first else ''}{last}."

    @property
    def drawing(self) -> str | None:
        """The SKUs with the words at each export; None where there is one export only."""
        if len(self._shown) == 1:
            return None
        notice = self.request.case.violation.received
        stood = [
            Stood(at=export.at, day=self._day(export), held=len(self._complained(export, hits)), of=len(export.listings))
            for hits, export in self._shown
        ]
        day = figures.day(day_of(notice, self.request.policy.zone), self.style)
        return drawing(stood, notice=notice, notice_day=day)

    # --- rows -----------------------------------------------------------------------------------

    @property
    def heads(self) -> tuple[str, ...]:
        """Of the table."""
        days = [f"Phrases on {self._day(export)}" for _, export in self._shown]
        return ("SKU", "In the notice", "Words, and where", *days)

    @property
    def _shown(self) -> list[tuple[Hits, Export]]:
        """The exports in their order, each with what was found in it."""
        pairs = ((self.earlier, self.told.earlier), (self.stood, self.told.stood), (self.after, self.told.after))
        return [(hits, export) for hits, export in pairs if export]

    def rows(self) -> Iterator[AuditRow]:
        """One for each SKU with a hit, those of the notice first, each group by its name."""
        known = {x.sku_id: x for export in (self.told.after, self.told.stood) if export for x in export.listings}
        hit = [known[sku] for sku in dict.fromkeys([*self.stood, *self.after])]
        for listing in sorted(hit, key=lambda x: (not x.is_among(self.named), x.name)):
            shown = self.stood.get(listing.sku_id) or self.after[listing.sku_id]
            counts = [self._count(hits.get(listing.sku_id, ())) for hits, _ in self._shown]
            named = "yes" if listing.is_among(self.named) else "no"
            said = "; ".join(filter(None, (_quoted(shown), *self._in_another_form(listing.sku_id))))
            yield AuditRow(cells=(listing.name, named, said, *counts), state=self._state(listing))

    def _in_another_form(self, sku: str) -> Iterator[str]:
        """The notice's words in another form beside the words themselves, each once."""
        pairs = {
            (h.said.words, h.said.phrase): self._day(x)
            for of, x in self._shown
            for h in of.get(sku, ())
            if h.said.kind == CHANGED
        }
        yield from (f"“{words}” on {day}, another form of “{phrase}”" for (words, phrase), day in pairs.items())

    def _count(self, hits: tuple[Hit, ...]) -> str:
        """How many phrases stand there, those of the notice in another form apart."""
        exact = len({h.said.phrase for h in hits if h.said.kind == COMPLAINED or not self.phrases})
        changed = len({h.said.phrase for h in hits if h.said.kind == CHANGED})
        return f"{exact} + {changed} in another form" if changed else str(exact)

    def _state(self, listing: Listing) -> State:
        """Gone or proved; still there; not to be told without an export after the correction."""
        if self.told.after:
            return "gap" if self._wrong(self.after, listing.sku_id) else "good"
        if not self._wrong(self.stood, listing.sku_id):
            return "good"
        return "open" if self.request.case.stance == "plan" else "plain"

    # --- gaps -----------------------------------------------------------------------------------

    def gaps(self) -> Iterator[Gap]:
        """What is still wrong in the latest export, and what could not be looked at."""
        yield from self._not_listed()
        yield from self._still_wrong()
        if self.request.case.stance != "plan":
            return
        if self.phrases and not any(self._complained(export, hits) for hits, export in self._shown):
            yield Gap(
                id="listing_text.nowhere",
                severity="warning",
                where=self.told.stood.files[0],
                what=f"no text of {figures.many(len(self._shown), 'export')} holds the words of the notice{self._but_changed}: {'; '.join(self.phrases)}",
                fix="hold the fact claims against the notice word for word, add the export from before the correction, or show the picture or the video in which they stood",
            )
        if self.told.after is None:
            yield Gap(
                id="listing_text.no_after",
                severity="warning",
                where="data.listings",
                what="no export of listings was made after the correction, so nothing shows that the words are gone",
                fix="export the listings now, put the file into listings/ and say in data.listings when it was exported",
            )

    @property
    def _but_changed(self) -> str:
        """The first place with the notice's words in another form, where no export holds them as they are."""
        near = (h for hits, _ in self._shown for of in hits.values() for h in of if h.said.kind == CHANGED)
        first = next(near, None)
        return f" as it has them; in another form: “{first.said.around}”" if first else ""

    def _still_wrong(self) -> Iterator[Gap]:
        """What the latest export holds; what the notice names is asked only of an export after the correction."""
        hits = self.after if self.told.after else self.stood
        wrong = {x.name: self._wrong(hits, x.sku_id) for x in self._latest.listings}
        for kind in dict.fromkeys(self._told_as(h) for of in wrong.values() for h in of):
            if self._is_corrected or kind.split(".")[0] not in {COMPLAINED, CHANGED}:
                yield self._left(kind, {name: [h for h in of if self._told_as(h) == kind] for name, of in wrong.items()})

    @property
    def _latest(self) -> Export:
        return self.told.after or self.told.stood

    @property
    def _is_corrected(self) -> bool:
        """Whether the latest export was made after a correction: a dispute has none."""
        return self.told.after is not None and self.request.case.stance == "plan"

    def _told_as(self, hit: Hit) -> str:
        """The class; of another form of the notice's words, also which of them."""
        return f"{CHANGED}.{self.phrases.index(hit.said.phrase) + 1}" if hit.said.kind == CHANGED else hit.said.kind

    def _left(self, kind: str, by_sku: Mapping[str, list[Hit]]) -> Gap:
        skus = sorted(name for name, hits in by_sku.items() if hits)
        first = next(hits[0] for hits in by_sku.values() if hits)
        record = self.prohibited.get(first.said.phrase) if kind == PROHIBITED else None
        still, when = (" still", "after the correction") if self._is_corrected else ("", f"on {self._day(self._latest)}")
        holding = figures.many(len(skus), f"SKU{still} holds", f"SKUs{still} hold")
        called = "words of the notice" if kind == COMPLAINED else f"a forbidden claim ({_class_name(kind)})"
        fix = "take the words out and export the listings again, or prove the claim in records/claims.csv"
        if first.said.kind == CHANGED:
            called = f"words close to “{first.said.phrase}” of the notice"
            fix = "look whether they say the same: if so, take them out and export the listings again; else leave them"
        if record:
            called = f"the name of prohibited goods ({record.id}, {record.grade}: {record.source or 'unverified'})"
            fix = "end the listing if the goods are such: no paper cures it; else take the name out and export the listings again"
        return Gap(
            id=f"listing_text.{kind}",
            severity="error" if kind == COMPLAINED else "warning",
            where=self._latest.files[0],
            what=f"{holding} {called} {when}: {figures.some(skus)}; {first.field}: “{first.said.around}”",
            fix=fix,
        )

    def _not_listed(self) -> Iterator[Gap]:
        stood = {name for x in self.told.stood.listings for name in (x.sku_id, x.seller_sku, x.product_id)}
        if missing := sorted(self.named - stood):
            yield Gap(
                id="listing_text.not_listed",
                severity="warning",
                where=self.told.stood.files[0],
                what=f"{len(missing):,} of the {figures.many(len(self.named), 'SKU')} of the notice {'is' if len(missing) == 1 else 'are'} not in the export: {figures.some(missing)}",
                fix="export the listings with inactive ones, or say in the letter that these were ended before",
            )

    # --- faults ---------------------------------------------------------------------------------

    def faults(self) -> Iterator[Fault]:
        """What was wrong when the notice came: how the words came in, and what else stood there."""
        affected = self._complained(self.told.stood, self.stood)
        supplied = [text for item in self.request.papers(*SUPPLIER) for key, text in item.facts if key == "words"]
        for x in affected:
            hit = next(h for h in self.stood[x.sku_id] if h.said.kind == COMPLAINED)
            yield from self._came_in(x, hit, is_alone=_listings(affected) == 1)
            if any(claim_words.holds(text, hit.said.phrase) for text in supplied):
                yield Fault(kind="supplied", of=x.name, said=f"{x.name}: “{hit.said.phrase}” stands in the supplier's text.")
            if self.named and not x.is_among(self.named):
                yield Fault(kind="beyond", of=x.name, said=f"{x.name} is not in the notice and holds “{hit.said.phrase}”.")
            if self.told.after and self._complained_in(x, self.after):
                yield Fault(
                    kind="left", of=x.name, said=f"{x.name} still holds “{hit.said.phrase}” on {self._day(self.told.after)}."
                )
        yield from self._elsewhere()

    def _came_in(self, x: Listing, hit: Hit, *, is_alone: bool) -> Iterator[Fault]:
        if is_alone:
            yield Fault(kind="single", of=x.name, said=f"{x.name}: “{hit.said.around}” stands in this one listing only.")
        if self.told.earlier is None:
            return
        days = f"{self._day(self.told.earlier)} and {self._day(self.told.stood)}"
        if self._complained_in(x, self.earlier):
            yield Fault(kind="older", of=x.name, said=f"{x.name} held the words on {self._day(self.told.earlier)} already.")
        elif self._edited(x):
            yield Fault(
                kind="bulk", of=x.name, said=f"{x.name} got “{hit.said.around}” between {days}, word for word as others did."
            )

    def _elsewhere(self) -> Iterator[Fault]:
        """Contacts and links off the platform, gifts for reviews."""
        for x in self.told.stood.listings:
            for kind, name in ((OFF_PLATFORM, "off_platform"), (frozenset({"review_gift"}), "review_gift")):
                if hit := next((h for h in self._wrong(self.stood, x.sku_id) if h.said.kind in kind), None):
                    yield Fault(kind=name, of=x.name, said=f"{x.name}, {hit.field}: “{hit.said.around}”.")

    def _complained_in(self, x: Listing, hits: Hits) -> bool:
        return any(h.said.kind == COMPLAINED for h in hits.get(x.sku_id, ()))

    def _edited(self, x: Listing) -> bool:
        """Whether the SKU got a sentence with the words since the earlier export, and others of other listings the same one."""
        return bool(self._new(x) & self._shared)

    def _new(self, x: Listing) -> frozenset[str]:
        if self.told.earlier is None or self._complained_in(x, self.earlier):
            return frozenset()
        return self._passages.get(x.sku_id, frozenset())

    @cached_property
    def _passages(self) -> dict[str, frozenset[str]]:
        """The sentences with words of the notice, by SKU ID."""
        return {
            x.sku_id: frozenset(
                s for _, text in x.texts for s in sentences(text) if any(claim_words.holds(s, p) for p in self.phrases)
            )
            for x in self._complained(self.told.stood, self.stood)
        }

    @cached_property
    def _shared(self) -> frozenset[str]:
        """Sentences that several SKUs of several listings got."""
        new = [(s, x.product_id) for x in self._complained(self.told.stood, self.stood) for s in self._new(x)]
        counts = Counter(s for s, _ in new)
        return frozenset(s for s, n in counts.items() if n >= TOGETHER and len({p for t, p in new if t == s}) > 1)

    def notes(self) -> Iterator[str]:
        """What was not searched."""
        latest = self.told.after or self.told.stood
        if pictures := sum(x.pictures for x in latest.listings):
            yield f"{pictures:,} pictures in descriptions were not read; give screenshots of the listings as evidence."
        if not self.phrases:
            yield "The notice's words are not stated (fact claims of the notice), so only forbidden claims were searched for."


def _listings(of: Iterable[Listing]) -> int:
    return len({x.product_id for x in of})


def _quoted(hits: tuple[Hit, ...]) -> str:
    """The sentences that hold the words, each once with its field, those of the notice first."""
    order = sorted((h for h in hits if h.said.kind != CHANGED), key=lambda h: h.said.kind != COMPLAINED)
    found = list(dict.fromkeys((h.field, h.said.sentence) for h in order))
    by_field: dict[str, list[str]] = {}
    for field, sentence in found[:_SHOWN]:
        by_field.setdefault(field, []).append(sentence)
    said = "; ".join(f"{field}: “{' '.join(sentences)}”" for field, sentences in by_field.items())
    return said + (f"; {len(found) - _SHOWN} more" if len(found) > _SHOWN else "")


def _class_name(kind: str) -> str:
    return next((c.name.en for c in claim_words.classes() if c.id == kind), "prohibited goods").lower()
