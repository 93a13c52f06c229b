"""Each claim either taken out of the listings or proved in one of the three ways that the platform's page names."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from kit.audits._claims import Claim, claims
from kit.audits._done import REMOVAL, Done, against_done
from kit.audits._listings import Exports, exports, means_all, names
from kit.audits.request import Request
from kit.model import Audit, AuditRow, EvidenceItem, Fault, Gap, day_of
from kit.policy import claim_words
from kit.tools import figures

EXHIBIT = "claim_sheet"  # the kind of evidence that it is

NEEDED = {  # https://seller-th.tiktok.com/university/essay?knowledge_id=6837792713967361: three proofs, and what a test must name
    "packaging": ("claim",),
    "test": ("source", "participants", "date", "place"),
    "approval": ("authority", "number"),
}
"""The facts that a paper of each kind must state; those of an approval are own judgement."""
KINDS = {
    "packaging": frozenset({"packaging", "packaging_photo"}),
    "test": frozenset({"test_report"}),
    "approval": frozenset({"ad_approval"}),
}
"""The kinds of evidence that are such a paper."""

_Make = Callable[..., Gap]


def audit(request: Request) -> Audit:
    """Every claim of the sheet with its proof or removal, and every phrase of the notice that the sheet leaves out."""
    found = Audit(
        id="claim_sheet",
        title="Claim sheet",
        definition=(
            "Each claim of the sheet is either taken out, and then must be gone from the latest export of listings, or proved by one of"
            " three papers: the same claim on the packaging; a test that names source, number of participants, date and place; an"
            " advertising approval of the government. Each SKU of the notice that carried its words must stand in a line."
        ),
    )
    sheet = claims(request)
    if not sheet:
        return replace(
            found,
            unavailable="there is no sheet of claims; put it as CSV (claim, sku, proof kind, proof, removed at) into records/",
        )
    told = exports(request)
    wrong = {claim: tuple(_gaps(request, n, claim, told)) for n, claim in enumerate(sheet, 1)}
    good = [claim for claim, gaps in wrong.items() if not gaps]
    counts = {
        "claims": len(wrong),
        "removed": sum(bool(c.removed_at) for c in good),
        "proved": sum(not c.removed_at for c in good),
        "wanting": len(wrong) - len(good),
    }
    left = (*_left_out(request, sheet), *_unspoken(request, sheet, told))
    meant = {claim: gaps for claim, gaps in wrong.items() if _is_meant(request, claim)}
    return replace(
        found,
        sentence=_sentence(counts),
        heads=("Claim", "SKU", "Where", "Proof or removal"),
        rows=tuple(_row(request, claim, is_good=not gaps) for claim, gaps in wrong.items()),
        figures={name: f"{n:,}" for name, n in counts.items()},
        gaps=(
            *(gap for gaps in wrong.values() for gap in gaps),
            *left,
            *against_done(
                request, "claim_sheet", REMOVAL, "removal", (Done(c.removed_at, c.where) for c in sheet if c.removed_at)
            ),
        ),
        faults=tuple(_faults(request, meant)),
        things=len(meant),
    )


def _sentence(counts: dict[str, int]) -> str:
    words = (("removed", "removed"), ("proved", "proved"), ("wanting", "neither"))
    said = [f"{counts[name]} {'is' if counts[name] == 1 else 'are'} {word}" for name, word in words if counts[name]]
    return f"Of {figures.many(counts['claims'], 'claim')} {' and '.join(said)}."


def _row(request: Request, claim: Claim, *, is_good: bool) -> AuditRow:
    item = _paper(request, claim)
    style, zone = request.policy.site.date_style, request.policy.zone
    if claim.removed_at:
        at = claim.removed_at.astimezone(zone)
        stated = f"Removed on {figures.day(day_of(at, zone), style)}, {at:%H:%M}"
    else:
        stated = f"{claim.proof_kind.capitalize()}: {item.caption.en}" if item else claim.proof_kind or "none"
    cited = (item.id,) if item and item.use == "exhibit" else ()
    return AuditRow(cells=(claim.text, claim.sku, claim.place, stated), state="good" if is_good else "gap", exhibits=cited)


def _gaps(request: Request, n: int, claim: Claim, told: Exports | str) -> Iterator[Gap]:
    def gap(name: str, what: str, fix: str, *exhibits: str) -> Gap:
        return Gap(
            id=f"claim_sheet.{n}.{name}",
            severity="error",
            where=claim.where,
            what=f"“{claim.text}”: {what}",
            fix=fix,
            exhibits=exhibits,
        )

    yield from _unknown_skus(request, claim, told, gap)
    if claim.removed_at:
        yield from _not_gone(claim, told, gap)
        return
    if not claim.proof:
        yield gap("no_proof", "neither removed nor proved", "take it out and state when, or name the paper that proves it")
        return
    item = _paper(request, claim)
    if item is None:
        yield gap("no_paper", f"case.yaml has no evidence {claim.proof!r}", "give the id of the evidence that proves it")
    elif claim.proof_kind not in KINDS:
        yield gap("kind", f"{claim.proof_kind or 'nothing'!r} is none of the three proofs", f"write {', '.join(KINDS)}")
    elif item.kind not in KINDS[claim.proof_kind] or item.status != "have":
        what = f"{item.id} is {item.status}" if item.status != "have" else f"{item.id} is evidence of kind {item.kind}"
        yield gap("paper", what, f"give a paper of kind {' or '.join(sorted(KINDS[claim.proof_kind]))}", item.id)
    else:
        yield from _unstated(claim, item, gap)


def _unknown_skus(request: Request, claim: Claim, told: Exports | str, gap: _Make) -> Iterator[Gap]:
    """SKUs of a line that neither an export nor the notice has."""
    named = names(claim.sku)
    if isinstance(told, str) or means_all(named):
        return
    unknown = [
        name
        for name in sorted(named - set(request.case.violation.skus))
        if not any(x.is_among(frozenset({name})) for x in told.listings)
    ]
    if unknown:
        yield gap("sku", f"no export of listings has {', '.join(unknown)}", "correct the SKU, or add the export that holds it")


def _not_gone(claim: Claim, told: Exports | str, gap: _Make) -> Iterator[Gap]:
    latest = told if isinstance(told, str) else told.after
    if isinstance(latest, str) or latest is None or (claim.removed_at and claim.removed_at > latest.at):
        yield gap("unseen", "no export made after its removal shows that it is gone", "export the listings again into listings/")
        return
    still = [x.name for x in latest.listings if x.holds(claim.sku) and any(claim_words.holds(t, claim.text) for _, t in x.texts)]
    if still:
        yield gap(
            "stands", f"stated as removed, but it stands in {', '.join(still[:5])}", "take it out, then export the listings again"
        )


def _unstated(claim: Claim, item: EvidenceItem, gap: _Make) -> Iterator[Gap]:
    """What the paper must state and does not."""
    stated = {key: text.strip() for key, text in item.facts}
    if missing := [name for name in NEEDED[claim.proof_kind] if not stated.get(name)]:
        fix = f"state {', '.join(missing)} in evidence.{item.id}.facts as the paper has it; without these it is no proof"
        yield gap("unstated", f"{item.id} does not state {', '.join(missing)}", fix, item.id)
    elif claim.proof_kind == "test" and not _has_number(stated["participants"]):
        yield gap(
            "participants",
            f"{item.id} states “{stated['participants']}” participants, which is no number",
            f"state in evidence.{item.id}.facts how many took part, as the report has it",
            item.id,
        )
    said = stated.get("claim", "")
    if said and not (claim_words.holds(said, claim.text) or claim_words.holds(claim.text, said)):
        yield gap(
            "other", f"{item.id} says “{said}”", "use the words of the paper in the listing, or take the claim out", item.id
        )


def _has_number(words: str) -> bool:
    return any(mark.isdecimal() and int(mark) for mark in words)


def _left_out(request: Request, sheet: tuple[Claim, ...]) -> Iterator[Gap]:
    """Phrases of the notice on which the sheet has no line."""
    for n, phrase in enumerate(claim_words.complained(request.case), 1):
        if not any(claim_words.holds(c.text, phrase) or claim_words.holds(phrase, c.text) for c in sheet):
            yield Gap(
                id=f"claim_sheet.notice_{n}",
                severity="error",
                where=sheet[0].where.partition(",")[0],
                what=f"the notice objects to “{phrase}”, on which the sheet has no line",
                fix="add the claim with its removal or its proof",
            )


def _unspoken(request: Request, sheet: tuple[Claim, ...], told: Exports | str) -> Iterator[Gap]:
    """SKUs of the notice that carried one of its phrases, on which the lines of that phrase are silent."""
    listings = () if isinstance(told, str) else told.stood.listings
    for n, phrase in enumerate(claim_words.complained(request.case), 1):
        lines = [c for c in sheet if claim_words.holds(c.text, phrase) or claim_words.holds(phrase, c.text)]
        silent = [
            x.name
            for x in listings
            if x.is_among(frozenset(request.case.violation.skus))
            and any(claim_words.holds(t, phrase) for _, t in x.texts)
            and not any(x.holds(line.sku) for line in lines)
        ]
        if lines and silent:
            yield Gap(
                id=f"claim_sheet.notice_{n}.skus",
                severity="error",
                where=lines[0].where,
                what=f"“{phrase}” stood in {', '.join(silent[:5])} too, which the notice names and no line of it does",
                fix="name these SKUs in the line, or state their removal or proof in lines of their own",
            )


def _is_meant(request: Request, claim: Claim) -> bool:
    """Whether the notice objects to it; any claim where its words are not stated."""
    phrases = claim_words.complained(request.case)
    return not phrases or any(claim_words.holds(claim.text, p) or claim_words.holds(p, claim.text) for p in phrases)


def _faults(request: Request, wrong: dict[Claim, tuple[Gap, ...]]) -> Iterator[Fault]:
    """Of the claims that the notice means, as of its day: those that nothing proved, and those that a whole proof covers."""
    for claim, gaps in wrong.items():
        if claim.proof and not gaps and not claim.removed_at:
            item = _paper(request, claim)
            yield Fault(
                kind="proved", of=claim.text, said=f"“{claim.text}” is proved: {item.caption.en if item else claim.proof}."
            )
        else:
            yield Fault(kind="unproved", of=claim.text, said=f"“{claim.text}” had no whole proof when the notice came.")


def _paper(request: Request, claim: Claim) -> EvidenceItem | None:
    return next((item for item in request.case.evidence if item.id == claim.proof), None)
