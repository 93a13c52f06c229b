"""What buyers and sellers gave as the reason: each text as one topic, and which orders were cancelled or returned for it.

The texts and codes are the platform's (`kit/policy/reasons.yaml`); which topic a code belongs to is read from its own words.
A text that fits no topic is counted as such and never guessed.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from kit.causes.ground import Ground, Mask, Verdict
from kit.causes.shares import of_one_make
from kit.policy import reasons as listed
from kit.tools import figures

Topic = Literal[
    "stock",
    "price",
    "asked",
    "address",
    "no_collection",
    "late",
    "lost",
    "damaged",
    "wrong",
    "missing",
    "defective",
    "size",
    "description",
]

# The first that fits decides. Left, parts of the platform's codes; right, words of its English texts.
_TOPICS: dict[Topic, str] = {
    "asked": r"buyer_requested_cancel|request(ed)? (cancel|to cancel)|asked (us )?to cancel",
    "no_collection": r"shipping_timeout|order_untracked|collection time ?out|untraceable",
    "stock": r"out_of_stock|create_valid_order_failed|out of stock|inventory shortage|no stock",
    "price": r"wrong_price|pricing error|wrong price|price error",
    "address": r"address_not_deliver|unable_to_deliver|unable to deliver",
    "late": r"not_arrive_on_time|missed_delivery|miss_estimated|arrived_too_late|late_delivery|threepl_breach|not_shipped_on_time"
    r"|late_shipment|arrive_on_time|arrive on time|estimated delivery|too late|late delivery|late shipment|shipped on time",
    "lost": r"package_lost|not_received|package lost|wasn't received|not received",
    "damaged": r"damag|scrap",
    "wrong": r"wrong_product|wrong_item_was|wrong (product|item)",
    "missing": r"missing_(product|parts|item)|missing (product|item|part|accessor)",
    "defective": r"defective|expired|spoiled|defective|doesn't work",
    "size": r"too_big|too_small|incorrect_size|multiple_sizes|doesn't_fit|too (big|small)|incorrect size|multiple sizes|doesn't fit",
    "description": r"not_match|not_as_expected|counterfeit|doesn't match|not as (expected|described)|counterfeit",
}  # fmt: skip
NO_MATCH = "no text that the kit knows"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reasons:
    """One row a stated reason: order_id, reason, topic (missing: unknown)."""

    table: pd.DataFrame
    of: Literal["cancelled", "returned"]

    def rows(self, ground: Ground, topic: Topic) -> Mask:
        """The orders for which this was given."""
        return ground.rows_of(self.table["order_id"][self.table["topic"] == topic])


def reasons(ground: Ground) -> Reasons | str:
    """The reasons given for the bad orders, from the returns where those state them, else from the cancellations."""
    if ground not in _FOUND:
        _FOUND[ground] = _reasons(ground)
    return _FOUND[ground]


_FOUND: WeakKeyDictionary[Ground, Reasons | str] = WeakKeyDictionary()  # several tests ask for the same


def _reasons(ground: Ground) -> Reasons | str:
    bad = ground.orders["order_id"][ground.bad & ground.during]
    found = [r for r in (_of_returns(ground), _of_cancellations(ground)) if r is not None]
    known = [(int(r.table["order_id"].isin(bad).sum()), r) for r in found]
    most = max(known, key=lambda pair: pair[0], default=None)
    if most is None or not most[0]:
        return f"the data give no reason for the orders {ground.called}"
    return most[1]


def cancellations(ground: Ground) -> Reasons | str:
    """The reasons of the cancellations, or why this violation has none to do with them."""
    cancelled = ground.orders["cancelled_at"].notna() | (ground.orders["status"] == "cancelled").fillna(False)
    if not (ground.bad & ground.during & cancelled.to_numpy(dtype=bool)).any():
        return f"this violation is about orders {ground.called}, none of which was cancelled"
    return _of_cancellations(ground) or "the orders state no reason for a cancellation"


def given(ground: Ground, topic: Topic, how: str, *, of: Literal["cancelled", "returned"]) -> Verdict | str:
    """Whether most of the rise came from orders for which this reason was given, and in which SKUs."""
    found = reasons(ground)
    if isinstance(found, str):
        return found
    if found.of != of:
        return f"this violation is about orders {ground.called}, not about orders {of}"
    here = found.rows(ground, topic) & ~asked_before(ground)
    more = (*in_skus(ground, here), *_faults(ground, found, topic))
    return of_one_make(
        ground,
        here,
        how=how,
        named=f"Orders {ground.called} for this reason",
        more=more,
        against=_unread(ground, found),
    )


def asked_before(ground: Ground) -> Mask:
    """Orders that the buyer had asked to cancel before they were: then the reason given is not what ended them."""
    asked = ground.column("cancel_asked_at")
    if asked is None:
        return np.zeros(len(ground.orders), dtype=bool)
    return (asked <= ground.orders["cancelled_at"]).to_numpy(dtype=bool)


def in_skus(ground: Ground, here: Mask) -> tuple[str, ...]:
    """The SKU that most of these orders held, beside its part of all orders."""
    lines, during = ground.data.lines, ground.counted & ground.during
    mine = ground.orders["order_id"][here & ground.bad & during]
    named = pd.DataFrame({"order_id": lines["order_id"], "sku": lines["seller_sku"].fillna(lines["sku_id"])}).drop_duplicates()
    held = named[named["order_id"].isin(mine)]["sku"].value_counts()
    if held.empty:
        return ()
    sku, number = str(held.index[0]), int(held.iloc[0])
    everywhere = int(ground.rows_of(named["order_id"][named["sku"] == sku])[during].sum())
    share, usual = number / len(mine), everywhere / int(during.sum())
    return (
        f"{number:,} of these {len(mine):,} ({figures.share(share)}) held SKU {sku}, which is in {figures.share(usual)} of all orders.",
    )


def topic_of(text: str, codes: str = "") -> Topic | None:
    """The topic of one reason by its code and its words, or None.

    >>> topic_of("Out of stock"), topic_of("Item doesn't fit"), topic_of("No longer needed")
    ('stock', 'size', None)
    """
    said = f"{codes} {text}".lower().replace("\u2019", "'")
    return next((topic for topic, words in _TOPICS.items() if re.search(words, said)), None)


def _of_returns(ground: Ground) -> Reasons | None:
    table = ground.data.table("returns")
    if table is None or table["reason"].isna().all():
        return None
    stated = table.loc[table["reason"].notna(), ["order_id", "reason"]]
    return Reasons(table=stated.assign(topic=topics(stated["reason"])), of="returned")


def _of_cancellations(ground: Ground) -> Reasons | None:
    """By line where lines state it: a part of an order may be cancelled, each part for its own reason."""
    table = ground.orders if ground.line_column("cancel_reason") is None else ground.data.lines
    if "cancel_reason" not in table or table["cancel_reason"].isna().all():
        return None
    stated = table.loc[table["cancel_reason"].notna(), ["order_id", "cancel_reason"]].drop_duplicates()
    stated = stated.rename(columns={"cancel_reason": "reason"})
    return Reasons(table=stated.assign(topic=topics(stated["reason"])), of="cancelled")


def topics(texts: "pd.Series[str]") -> "pd.Series[str]":
    """The topic of each text or code; missing where none fits."""
    known = {text: topic_of(text, _codes().get(listed.folded(text), "")) for text in texts.dropna().unique()}
    return texts.map(known)


@cache
def _codes() -> dict[str, str]:
    """The platform's codes of each listed text and code, of all markets together: words that tell a topic in any language."""
    found: dict[str, str] = {}
    for reason in listed.reasons().reasons:
        codes = " ".join(reason.codes)
        for key in (reason.text, *reason.codes):
            found[listed.folded(key)] = f"{found.get(listed.folded(key), '')} {codes}".strip()
    return found


def _faults(ground: Ground, found: Reasons, topic: Topic) -> tuple[str, ...]:
    """Whose fault the list of reasons makes the text that was given most often for this topic."""
    bad = ground.orders["order_id"][ground.bad & ground.during]
    texts = found.table["reason"][(found.table["topic"] == topic) & found.table["order_id"].isin(bad)]
    if texts.empty:
        return ()
    most = texts.value_counts().index[:1].to_series()
    kind: Literal["cancel"] | None = "cancel" if found.of == "cancelled" else None
    fault = listed.fault(most, site=ground.policy.site.code, kind=kind).found[0]
    if fault.basis == "none":
        return (f"Whose fault “{fault.text}” is, is not known: {fault.why}.",)
    derived = "stated by the platform" if fault.basis == "official" else "derived, the platform may count otherwise"
    return (f"“{fault.text}” counts as the {fault.fault}'s fault ({derived}).",)


def _unread(ground: Ground, found: Reasons) -> tuple[str, ...]:
    """How many bad orders have a reason of no known topic, where it is many."""
    bad = ground.orders["order_id"][ground.bad & ground.during]
    mine = found.table[found.table["order_id"].isin(bad)]
    unknown = mine[mine["topic"].isna()]["order_id"].nunique()
    if not unknown or unknown < len(bad) / 10:
        return ()
    return (f"{unknown:,} of {ground.number(len(bad))} give {NO_MATCH}: they count as none of these reasons.",)
