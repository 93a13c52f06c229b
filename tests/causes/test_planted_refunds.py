"""Cancellations and returns: each cause is found where it was planted, its rivals are not, and nothing where nothing was."""

import pandas as pd
import pytest
from made_causes import CANCELS, RETURNS, SEEDS, UTC, Shop, found, marked, supported

DEFECTIVE, DAMAGED = "Product is defective or doesn't work", "Package or product is damaged"


def sku(shop, *names):
    return shop.table["sku_id"].isin(names).to_numpy()


def price(shop):
    shop.cancel(shop.during & shop.some(0.08), "Pricing error")


def no_stock(shop):
    shop.cancel(shop.during & sku(shop, "1729003", "1729007") & shop.some(0.4), "Out of stock")


def near_deadline(shop):
    left = ((shop.due - shop.table["created_at"]).dt.total_seconds() / 3600).to_numpy()
    shop.cancel(shop.during & shop.some(0.08), CANCELS[:2], hours=left - shop.rng.uniform(1, 9, shop.rows))


def at_request(shop):
    where = shop.during & shop.some(0.08)
    shop.cancel(where, "Out of stock")
    asked = (shop.table["cancelled_at"] - pd.Timedelta(hours=3)).astype(UTC)
    shop.table["cancel_asked_at"] = asked.where(where)


def wished(shop):
    shop.cancel(shop.during & shop.some(0.08), "Buyer requested cancellation")


def address(shop):
    shop.cancel(shop.during & shop.some(0.08), "Unable to deliver to buyer address")


def ready(shop):
    where = shop.during & shop.some(0.08)
    labels = shop.table["rts_at"].copy()
    shop.cancel(where, "Automatically cancelled due to collection time out", by="system", hours=90)
    shop.table.loc[where, "rts_at"] = labels[where]


def carrier_cancels(shop):
    where = shop.during & (shop.table["carrier"] == "Post").to_numpy() & shop.some(0.3)
    shop.cancel(where, "Automatically cancelled due to collection time out", by="system", hours=90)


def returned(reason, where=lambda shop: True, share=0.08):
    return lambda shop: shop.give_back(shop.during & where(shop) & shop.some(share), reason)


def damaged(shop):
    by_one = (shop.table["carrier"] == "Calder Express").to_numpy()
    shop.give_back(shop.during & by_one & shop.some(0.25), DAMAGED)


def damaged_everywhere(shop):
    shop.give_back(shop.during & shop.some(0.08), DAMAGED)


def batch(shop):
    shop.give_back(shop.days("2026-05-18", "2026-05-28") & sku(shop, "1729005") & shop.some(0.8), DEFECTIVE)


def defective_always(shop):
    shop.give_back(shop.during & sku(shop, "1729005") & shop.some(0.5), DEFECTIVE)


def late(shop):
    where = shop.during & shop.some(0.2)
    shop.late(where, share=1.0)
    shop.give_back(where & shop.some(0.4), "Item arrived too late")


def buyers(shop):
    where = shop.during & shop.some(0.06)
    shop.table.loc[where, "buyer"] = shop.rng.choice(["x1", "x2", "x3", "x4"], int(where.sum()))
    shop.give_back(where & shop.some(0.9), "No longer needed")


SIZE, WRONG, MISSING = "Item is too small/short", "Wrong product was sent", "Missing product or accessories"
TRUTHS = {  # how it is planted, the metric, the pattern that must be found, and what may be found with it
    "price": (price, "seller_cancellation", "cancelled_price", ()),
    "no stock": (no_stock, "seller_cancellation", "cancelled_no_stock", ("sku",)),
    "near deadline": (near_deadline, "seller_cancellation", "cancelled_near_deadline", ()),
    "at request": (at_request, "seller_cancellation", "cancelled_at_request", ()),
    "wished": (wished, "seller_initiated_cancellation", "cancelled_at_request", ()),
    "address": (address, "seller_initiated_cancellation", "cancelled_address", ()),
    "ready": (ready, "automatic_cancellation", "cancelled_ready", ()),
    "carrier": (carrier_cancels, "automatic_cancellation", "carrier", ()),
    "size": (returned(SIZE, lambda s: sku(s, "1729001"), 0.5), "return_rate", "returned_size", ("sku",)),
    "wrong item": (returned(WRONG), "seller_fault_returns", "returned_wrong_item", ()),
    "missing parts": (returned(MISSING), "seller_fault_returns", "returned_missing_parts", ()),
    "description": (
        returned("Product doesn't match description"), "seller_fault_returns", "returned_not_as_described", (),
    ),
    "damaged": (damaged, "return_rate", "returned_damaged", ("carrier",)),
    "batch": (batch, "seller_fault_returns", "defective_batch", ("sku",)),
    "late": (late, "return_rate", "delivered_late", ()),
    "buyers": (buyers, "return_rate", "few_buyers", ()),
    "warehouse": (
        returned("No longer needed", lambda s: (s.table["warehouse"] == "Leeds").to_numpy(), 0.15), "return_rate", "warehouse", (),
    ),
}  # fmt: skip


@pytest.mark.spread(5)
@pytest.mark.parametrize("truth", marked(TRUTHS, {"missing parts", "description", "carrier", "warehouse"}))
def test_the_planted_cause_is_supported_and_no_rival(truth):
    plant, main, pattern, along = TRUTHS[truth]
    shop = Shop(11)
    plant(shop)
    findings = found(shop, main)
    assert findings[pattern].verdict == "supported", findings[pattern]
    assert supported(findings) <= {pattern, *along}
    assert findings[pattern].evidence_for
    assert all(f.evidence_against or f.evidence_for for f in findings.values() if f.verdict != "not run")


@pytest.mark.parametrize(
    ("plant", "main", "pattern", "said"),
    [
        (damaged_everywhere, "return_rate", "returned_damaged", "No carrier has clearly more of them"),
        (defective_always, "seller_fault_returns", "defective_batch", "rather than one batch"),
    ],
)
def test_a_cause_that_fits_as_well_as_another_is_unclear(plant, main, pattern, said):
    shop = Shop(11)
    plant(shop)
    finding = found(shop, main)[pattern]
    assert finding.verdict == "unclear"
    assert any(said in sentence for sentence in finding.evidence_against)


@pytest.mark.parametrize("main", ["return_rate", "seller_cancellation"])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_rise_alike_everywhere_has_no_cause(main, seed):
    shop = Shop(seed)
    where = shop.during & shop.some(0.09)
    if main == "return_rate":
        for reason in RETURNS:
            shop.give_back(where & shop.some(1 / 6), reason)
    else:
        shop.cancel(where, CANCELS[:2])
    findings = found(shop, main)
    assert supported(findings) == set()
    assert "denied" in {f.verdict for f in findings.values()}


@pytest.mark.parametrize("main", ["return_rate", "seller_fault_returns", "seller_cancellation"])
@pytest.mark.parametrize("seed", SEEDS)
def test_where_nothing_is_planted_nothing_is_supported(main, seed):
    assert supported(found(Shop(seed, rows=2500), main)) == set()


def test_reasons_without_a_list_are_named_and_not_guessed():
    shop = Shop(11)
    shop.give_back(shop.during & shop.some(0.08), "die Farbe gefällt mir nicht")
    finding = found(shop, "return_rate")["returned_not_as_described"]
    assert finding.verdict == "denied"
    assert any("give no text that the kit knows" in said for said in finding.evidence_against)
