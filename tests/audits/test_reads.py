"""The files that an audit's exhibit names are those of the data that it asked for: on worked cases, with what it asks for written down."""

from importlib import import_module
from pathlib import Path

import pytest

from kit.appeal import Appeal
from kit.audits.request import Request
from kit.orders.fields import TABLES

CASES = Path(__file__).parents[2] / "cases"
WORKED = (
    *("id-live-spike", "id-refund-spike", "my-cosmetics-notification", "sg-thin-towels", "uk-authorised-reseller"),
    *("uk-held-payout", "uk-plug-template", "us-agency-pictures", "us-entry-not-updated", "us-filters-fit", "us-late-scan"),
    *("us-listing-claims", "vn-flooded-hub"),
)


class Told:
    """The data of a case that writes down from which folders something was asked for."""

    def __init__(self, orders):
        self._orders, self.folders = orders, set()

    def __getattr__(self, name):
        if name in {"lines", "orders"} and not getattr(self._orders, name).empty:
            self.folders.add("orders")
        return getattr(self._orders, name)

    def table(self, name):
        """The table, its folder noted where it has rows."""
        found = self._orders.table(name)
        if found is not None and not found.empty:
            self.folders.add(TABLES["products" if name == "products_as_stated" else name].folder)
        return found


@pytest.mark.spread(4, rest="slow")
@pytest.mark.parametrize("name", WORKED)
def test_an_exhibit_names_every_folder_that_its_audit_asked(name):
    appeal = Appeal.open(CASES / name)
    wrong, there = {}, {reading.file.split("/")[0] for reading in appeal.orders.readings}
    for done in appeal.audits:
        told = Told(appeal.orders)
        request = Request(opened=appeal.opened, family=appeal.family, orders=told, analysis=appeal.analysis, policy=appeal.policy)
        found = import_module(f"kit.audits.{done.id}").audit(request)
        idle = set(found.reads) & {"listings"} & there - told.folders
        if not found.unavailable and (idle or not told.folders <= set(found.reads)):
            wrong[done.id] = sorted(told.folders)
    assert wrong == {}
