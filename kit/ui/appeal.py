"""An appeal as a notebook shows it: each stage a table or chart, and the guide through the evidence."""

from functools import cached_property
from typing import Any

from kit import letter
from kit.appeal import Appeal as Plain
from kit.model import OpenCase
from kit.phrases import Lang
from kit.report import Report
from kit.ui import views
from kit.ui.guide import summary
from kit.ui.masks import masks
from kit.ui.password import password
from kit.ui.review import review
from kit.ui.view import Cell, View, note, table
from kit.ui.walk import walk


class Appeal(Plain):
    """The façade with views. Computes nothing itself."""

    report: Report | None = None

    def overview(self) -> View:
        """Who, what, where and until when."""
        case, v = self.case, self.case.violation
        deadline = "not stated: ask for it" if v.deadline is None else f"{v.deadline:%Y-%m-%d %H:%M %Z}"
        rows = [
            ("Violation", f"{v.id}: {v.title}"),
            ("Seller and shop", f"{self.opened.seller.legal_name}, {self.opened.shop.name} ({v.site})"),
            ("Ticket", f"{v.ticket}, route {case.route}, stance {case.stance}, attempt {case.attempt}"),
            ("Notice received", f"{v.received:%Y-%m-%d %H:%M %Z}"),
            ("Deadline", Cell(deadline, "" if v.deadline else "bad")),
            ("Rules", f"profile {case.profile}"),
        ]
        return table(["", "As stated in case.yaml"], rows)

    def reviewer(self) -> View:
        """What a reviewer of this family looks for."""
        return note(*(s.en for s in self.family.reviewer))

    def rows(self) -> View:
        """How the order data were read."""
        if self.orders is None:
            return note("This case has no order files.")
        return views.readings(self.orders) + views.quarantine(self.orders)

    def rates(self) -> View:
        """Each metric, before, during and after; spikes, and the rate around each action."""
        shown = views.rates(self.metrics)
        return shown + views.effects(self.analysis) if self.orders else shown

    def weekly(self) -> View:
        """The metric of this case by week."""
        return self._chart("weekly")

    def compared(self) -> View:
        """The metric of this case before and after."""
        return self._chart("compared")

    def audit(self, audit_id: str) -> View:
        """One kind of records, looked through: every row with its state, then what is wanting."""
        return views.audit(next(a for a in self.audits if a.id == audit_id))

    def why(self) -> View:
        """What explains the rise, and the known causes held against the data."""
        return views.drivers(self.drivers) + views.causes(self.causes)

    def guide(self, *, interactive: bool = True, lang: Lang = "en") -> Any:
        """The walk from the client's files to the PDF, one widget; where nobody can click the checklist and what to ask for."""
        if not interactive:
            return summary(self.case, self.family, self.findings, lang=lang)
        return walk(self.folder, lang=lang, fallback=summary(self.case, self.family, (), lang=lang), after=self._renew)

    def masks(self, *, interactive: bool = True) -> Any:
        """Buyers' data that the evidence seems to show, to be covered on a copy; static where nobody can click."""
        return masks(self, interactive=interactive)

    def password(self) -> Any:
        """A field for the password of a PDF that opens only with one; it is written nowhere."""
        return password()

    def facts(self) -> View:
        """Facts that the evidence's text seems to state; `poa facts --accept` writes what is right to case.yaml."""
        return views.proposed_facts(self.proposed_facts)

    def preview(self) -> View:
        """The letter as it will read."""
        return View(html=letter.preview(self.letter), text=self.letter.text)

    def checks(self, lang: Lang = "en") -> View:
        """What a reviewer would object to."""
        return views.findings(self.findings, self.skipped, lang)

    def first_minute(self, lang: Lang = "en") -> View:
        """What a reviewer sees in the first minute, and twelve criteria with what is missing."""
        return review(self, lang)

    def make(self, *, draft: bool = False) -> View:
        """Build the PDF and show what came of it; `report` keeps the figures."""
        self.report = self.build(draft=draft)
        return views.result(self.report)

    def _renew(self, opened: OpenCase) -> None:
        """Forget what was computed of the case as it was: cells that run again show it as the walk left it."""
        self.opened = opened
        for name in [n for n in self.__dict__ if isinstance(getattr(Plain, n, None), cached_property)]:
            del self.__dict__[name]

    def _chart(self, kind: str) -> View:
        drawn = letter.drawings(self.case, self.policy, self.analysis, self.family)
        return views.chart(getattr(drawn, kind), drawn.metric.sentence) if drawn else note("No order data, so no chart.")
