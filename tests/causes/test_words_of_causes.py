"""How causes speak of groups and of what a rate counts."""

import numpy as np
import pytest
from made_causes import Shop, found
from test_planted_refunds import no_stock

from kit.causes.group import _orders, _within


def test_a_group_is_named_once_inside_a_sentence():
    assert _orders("Orders with such a number") == "orders with such a number"
    assert _orders("Daventry") == "orders of Daventry"
    assert (_within("Orders with such a line"), _within("UPS")) == ("orders with such a line", "UPS")


def test_a_group_that_goes_with_a_carrier_is_told_without_a_doubled_noun():
    shop = Shop(11)
    where = shop.during & shop.some(0.12)
    shop.table.loc[where, "tracking_id"] = (shop.table["tracking_id"].str[:5] + " " + shop.table["tracking_id"].str[5:])[where]
    shop.table["carrier"] = np.where(where | shop.some(0.1), "UPS", "Post")
    shop.late(where)
    said = " ".join(found(shop)["number_typed_wrong"].evidence_against)
    assert "Nearly all orders with such a number went with UPS" in said
    assert "of Orders" not in said


@pytest.mark.parametrize(
    ("main", "leaves_out"), [("seller_cancellation", True), ("seller_initiated_cancellation", False)], ids=["fault", "whoever"]
)
def test_only_a_rate_by_fault_is_said_to_leave_the_buyers_wish_out(main, leaves_out):
    shop = Shop(11)
    no_stock(shop)
    why = found(shop, main)["cancelled_at_request"].why_not_run
    assert "do not say when a buyer asked" in why
    assert ("this rate leaves out" in why) is leaves_out
