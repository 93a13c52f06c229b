"""The way through the house: one case, from its folder to its PDF. Everything else is a room that this calls."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from time import perf_counter, time
from typing import TypeVar

from kit import audits, causes, evidence, inputs, letter, made, metrics, orders, policy
from kit import report as reports
from kit.case import open_case
from kit.errors import BadFile, KitError
from kit.evidence import Gathered
from kit.model import (
    Analysis,
    Audit,
    Bundle,
    BuyerData,
    Case,
    CauseFinding,
    Claim,
    Driver,
    Evidence,
    Family,
    Finding,
    Letter,
    LetterPdf,
    Metric,
    OpenCase,
    Orders,
    Places,
    Policy,
    ProposedFact,
    Skipped,
    Slip,
    Stated,
    Subject,
)
from kit.tools.atomic import write_json
from kit.tools.locks import held

Progress = Callable[[int, int, str], None]
T = TypeVar("T")


def withdraw(folder: Path) -> None:
    """Take away what an earlier build left to be sent: beside a refusal it would be sent by mistake."""
    build = folder / "build"
    if not build.is_dir():
        return
    with suppress(OSError, ValueError, KeyError, TypeError):  # nothing was built, or a person wrote there
        earlier = json.loads((build / "manifest.json").read_text(encoding="utf-8"))["file"]
        (build / Path(earlier).name).unlink(missing_ok=True)  # the violation may have had another id then
    for name in ("manifest.json", "report.json"):
        (build / name).unlink(missing_ok=True)
    shutil.rmtree(build / "channels", ignore_errors=True)


class Appeal:
    """One case. Each stage is a property, computed when first looked at and kept.

    The CLI, the notebooks and the batch all come through here, so that they give the same report.
    """

    def __init__(self, opened: OpenCase, *, progress: Progress | None = None) -> None:
        self.opened = opened
        self.progress = progress
        self.timings: dict[str, float] = {}
        self._is_draft = False
        self._inputs = ""
        self._opened_at = time()

    @classmethod
    def open(cls, folder: Path | str, *, progress: Progress | None = None) -> "Appeal":
        """The case in a folder; raises BadFile with every problem of its files at once."""
        since = time()
        appeal = cls(open_case(folder), progress=progress)
        appeal._opened_at = since
        return appeal

    # --- what is known ---------------------------------------------------------------------------

    @property
    def case(self) -> Case:
        """What people stated."""
        return self.opened.case

    @property
    def folder(self) -> Path:
        """The case folder; `build/` in it is made by the kit."""
        return self.opened.folder

    @cached_property
    def policy(self) -> Policy:
        """The facts that hold for this shop: of the appeal on the letter's day, of its conduct on the last day that is judged."""
        case = self.case
        window = case.violation.window
        return policy.resolve(
            case.violation.site,
            case.profile,
            seller_type=self.opened.shop.seller_type,
            fulfilment=case.fulfilment,
            day=case.letter.date,
            judged=window.end if window else case.violation.received.date(),
            place=case.place or self.opened.shop.place,
        )

    @cached_property
    def family(self) -> Family:
        """What this kind of violation asks for."""
        pack, stated = policy.family(self.case.violation.family), self.case.violation
        return pack.about(pack.sort_of(stated.code, stated.title))

    # --- what the data say -----------------------------------------------------------------------

    @cached_property
    def orders(self) -> Orders | None:
        """The order lines with every row accounted for; None if the case has no order files."""
        return self._timed("orders", lambda: orders.read_orders(self.opened, self.policy, progress=self.progress))

    @cached_property
    def analysis(self) -> Analysis:
        """Periods, metrics, drivers and affected orders."""
        return self._timed("metrics", lambda: metrics.analyse(self.case, self.orders, self.policy, self.family))

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """Each metric of the family, for each period."""
        return self.analysis.metrics

    @property
    def drivers(self) -> tuple[Driver, ...]:
        """What explains the rise, strongest first."""
        return self.analysis.drivers

    @property
    def _affected(self) -> frozenset[str]:
        table = self.analysis.affected
        return frozenset() if table is None else frozenset(table["order_id"])

    @cached_property
    def causes(self) -> tuple[CauseFinding, ...]:
        """Known root causes held against the data, with the evidence for and against each."""
        return self._timed(
            "causes",
            lambda: causes.tested(self.case, self.orders, self.analysis, self.policy, self.family, audits=self.audits),
        )

    @cached_property
    def audits(self) -> tuple[Audit, ...]:
        """The family's records held against one another: chains, registers, sheets, logs."""
        return self._timed("audits", lambda: audits.audited(self.opened, self.family, self.orders, self.analysis, self.policy))

    # --- what is said and shown ------------------------------------------------------------------

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Each file that the client sent or the kit made, opened, hashed and measured; a draft goes without unusable ones.

        Areas that a person has agreed to cover are covered on copies.
        """
        self._refuse_unusable()
        return self._masked

    @cached_property
    def buyer_data(self) -> BuyerData:
        """What of buyers' the evidence seems to show, and what a person has decided; nothing is covered by itself."""
        self._refuse_unusable()
        return self._timed("buyer_data", self._searched)

    @cached_property
    def proposed_facts(self) -> tuple[ProposedFact, ...]:
        """What the evidence's text seems to state, for a person to take into `evidence[].facts`; nothing takes it by itself."""
        known = evidence.known(self.case, self.opened.seller, self.orders)
        return self._timed("facts", lambda: evidence.proposed(self.evidence, known))

    @cached_property
    def letter(self) -> Letter:
        """What the letter says, figures filled in and traced."""
        return self._timed("letter", self._written)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Each fact of a sentence that cites exhibits, held against their text, page by page."""
        from kit import claims  # late: a walk that opens holds no letter against its exhibits

        return self._timed("claims", lambda: claims.held(self.letter, self.evidence, self.case, self.opened.seller, self.orders))

    @cached_property
    def subject(self) -> Subject:
        """All that a rule may look at."""
        return Subject(
            stated=Stated(
                case=self.case,
                seller=self.opened.seller,
                signer=self.opened.signer,
                policy=self.policy,
                family=self.family,
            ),
            orders=self.orders,
            metrics=self.metrics if self.orders else None,
            drivers=self.drivers if self.orders else None,
            affected=self._affected if self.orders else frozenset(),
            causes=self.causes if self.orders or any(not a.unavailable for a in self.audits) else None,
            audits=self.audits,
            evidence=self.evidence,
            buyer_data=self.buyer_data,
            letter=self.letter,
            claims=self.claims,
            slips=self._timed("grammar", lambda: self._slips),
            proposed=self.proposed_facts,
            others=self._timed("others", lambda: evidence.others(self.opened)),
            unlisted=self.opened.unlisted,
            today=self.case.letter.date,
        )

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What a reviewer would object to, errors first."""
        left_out = tuple(self._left_out)
        gone = {f"evidence.{n}.file" for n, item in enumerate(self.case.evidence) if item.file in {f.where for f in left_out}}
        return (*left_out, *(f for f in self._linted[0] if f.where not in gone or not f.rule.startswith("E801")))  # told once

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """Rules that could not run, and why."""
        return self._linted[1]

    # --- what is made ----------------------------------------------------------------------------

    def build(self, *, draft: bool = False, elsewhere: tuple[tuple[str, str], ...] = ()) -> reports.Report:
        """Make the PDF and its report; with error findings only a draft is made.

        Writes `build/`: `<violation id>.pdf`, `manifest.json`, `report.json`, `channels/`. Raises RenderError if the
        built file fails its own checks; nothing half made is left. `elsewhere`: what of the evidence is used elsewhere, in English
        and in Chinese, as whoever asked for the build was told; it is kept in the report.
        """
        with held(self.folder / "build" / ".lock", what=f"the build of {self.case.id}"):
            withdraw(self.folder)
            is_changed = inputs.are_changed(self.folder, self.case, since=self._opened_at)
            self._inputs = "" if is_changed else inputs.digest(self.folder, self.case)
            self._is_draft = draft
            try:
                self._refuse_unusable()
                built = self._bundle(draft=draft) if draft or not self._errors else None
                made_report = self._report(built, elsewhere)
                reports.write(made_report, self.folder / "build" / "report.json")
            except KitError:
                self.pdf.unlink(missing_ok=True)  # a manifest that could not be written names it nowhere
                withdraw(self.folder)
                raise
            return made_report

    @property
    def pdf(self) -> Path:
        """Where the PDF is once built."""
        return self.folder / "build" / f"{self.case.violation.id}.pdf"

    # --- how -------------------------------------------------------------------------------------

    @cached_property
    def _linted(self) -> tuple[tuple[Finding, ...], tuple[Skipped, ...]]:
        from kit import lint  # late: a walk that opens judges nothing

        return self._timed("lint", lambda: lint.lint(self.subject, self.case.silence))

    @property
    def _errors(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity == "error")

    @cached_property
    def _gathered(self) -> Gathered:
        return self._timed("evidence", self._gather)

    @cached_property
    def _masked(self) -> tuple[Evidence, ...]:
        return self._timed("masks", lambda: evidence.masked(self._gathered.evidence, self.folder))

    def _searched(self) -> BuyerData:
        """Uncovered pages are searched, so that what was covered is still listed, and as what."""
        seller, looked = self.opened.seller, self._gathered.evidence
        pages = evidence.searchable(looked)
        named, unread = orders.where_named(self.opened, self.policy, [p.text for p in pages]) if pages else ((), ())
        own = (seller.legal_name, *(p.name for p in seller.people), *(v for item in self.case.evidence for _, v in item.facts))
        found = evidence.buyer_data(looked, pages, named, self.case.violation.site, own)
        whole = replace(found, unsearched=(*found.unsearched, *(("orders", why) for why in unread)))
        return evidence.decided(whole, {item.id: item.masks for item in self.case.evidence})

    @property
    def _slips(self) -> tuple[Slip, ...] | None:
        from kit import lint

        return lint.slips(self.letter, self.letter.context.language, self.case, self.opened.seller)

    def _written(self) -> Letter:
        return letter.write(self.opened, self.policy, self.family, self.analysis, self.evidence, audits=self.audits)

    def _refuse_unusable(self) -> None:
        """Name every file that cannot be used, unless a draft goes without."""
        if self._gathered.lost and not self._is_draft:
            raise BadFile(self.folder, map(str, self._gathered.lost))

    def _gather(self) -> Gathered:
        drawn = made.make(self.case, self.orders, self.analysis, self.policy, self.folder / "build", audits=self.audits)
        return evidence.gathered(self.opened, drawn)

    @property
    def _left_out(self) -> Iterator[Finding]:
        """Each file that a draft goes without."""
        for one in self._gathered.lost if self._is_draft else ():
            why, _, fix = one.said.partition("; ")
            message = f"evidence.{one.id} {why}" if one.file else why
            yield Finding(
                rule="E800 unusable-file",
                severity="error",
                where=one.file or f"evidence.{one.id}",
                message=f"{message}; left out",
                fix=fix,
            )

    def _bundle(self, *, draft: bool) -> Bundle:
        from kit import bundle, verify  # late: only a build needs what writes a PDF and what judges it

        built = self._timed(
            "bundle",
            lambda: bundle.build(
                self.letter,
                self.evidence,
                self.policy,
                self._typeset,
                self.pdf,
                violation_id=self.case.violation.id,
                draft="DRAFT, not for submission" if draft else None,
                made_on=self.case.letter.date,
                progress=self.progress,
                check=partial(verify.verify, originals=self.folder),
            ),
        )
        write_json(self.pdf.with_name("manifest.json"), bundle.manifest(built))
        self._timed("channels", lambda: bundle.channels(built, self.letter, self.policy, self.pdf.parent / "channels"))
        return built

    def _typeset(self, places: Places) -> LetterPdf:
        return letter.typeset(self.letter, places, tuple(map(str, self._gathered.lost)))

    def _report(self, built: Bundle | None, elsewhere: tuple[tuple[str, str], ...]) -> reports.Report:
        rows = tuple(r.line for r in self.orders.readings) if self.orders else ()
        return reports.report(
            opened=self.opened,
            policy=self.policy,
            metrics=self.metrics,
            audits=self.audits,
            rows=rows,
            notes=self.analysis.must_know if self.orders else (),
            findings=self.findings,
            skipped=self.skipped,
            bundle=built,
            timings=self.timings,
            inputs=self._inputs,
            elsewhere=elsewhere,
        )

    def _timed(self, stage: str, work: Callable[[], T]) -> T:
        """Run the work and keep its seconds, less those of the stages that it called for the first time."""
        start, known = perf_counter(), sum(self.timings.values())
        value = work()
        inner = sum(self.timings.values()) - known
        self.timings[stage] = self.timings.get(stage, 0.0) + perf_counter() - start - inner
        return value
