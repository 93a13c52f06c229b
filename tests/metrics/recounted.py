"""Random orders as plain dicts, and every metric recounted from its definition by loops: nothing of kit.metrics is called here."""

import random
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from math import floor
from zoneinfo import ZoneInfo

import holidays

from kit.policy import resolve
from kit.policy.reasons import folded, reasons

EXPORTED = datetime(2026, 7, 5, 20, 0, tzinfo=UTC)
FIRST, LAST = datetime(2026, 4, 27, 20, tzinfo=UTC), datetime(2026, 7, 3, tzinfo=UTC)
SITES = ("UK", "US", "ID", "TH", "VN")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CANCELS = ("Out of stock", "Pricing error", "No longer needed", "Buyer payment overdue", "Package lost", "なし", None)
CANCELS += ("Automatically cancelled due to collection time out", "Automatically cancelled due to untraceable tracking number")
RETURNS = ("Product is defective or doesn't work", "Missing product or accessories", "No longer needed", "Package lost", "なし")
RANKS = {"picked_up": 2, "in_transit": 3, "delivered": 6}
GOOD, BAD = "1Z5R89390357567127", "1Z5R89390357567128"  # UPS: the second has another check digit


class World:
    """One made shop: orders, and side files that tell of all of them or, with `partial`, of a part."""

    def __init__(self, seed, site, *, partial=False, rows=90):
        self.random, self.site, self.partial = random.Random(seed), site, partial
        profile = self.random.choice(["official", "seed"])
        self.rules = resolve(site, profile, seller_type="local", fulfilment="seller", day=EXPORTED.date())
        calendar = self.rules.site.calendar
        self.zone = ZoneInfo(calendar.zone)
        self.days_off = holidays.country_holidays(calendar.holidays, subdiv=calendar.subdivision)
        self.orders = [self._order(n) for n in range(rows)]
        self._share_numbers()
        self.asked = {o["tracking_id"] for o in self.orders if o["tracking_id"] and (not partial or self.some(0.3))}
        self.parcels = [self._parcel(o) for o in self.orders if o["tracking_id"] in self.asked]
        self._scans()
        self.returns = [self._return(n) for n in range(rows // 3)]
        self.chats = [self._chat(n) for n in range(rows)]
        self.reviews = [self._review(n) for n in range(rows // 2)]
        self.weeks = self._weeks()
        # the days that the files of returns and reviews were exported for
        self.covers = (date(2026, 5, 20), date(2026, 6, 25)) if partial else (date(2026, 4, 1), date(2026, 7, 6))

    def some(self, share):
        return self.random.random() < share

    def hours(self, least, most):
        return timedelta(minutes=self.random.randint(least * 60, most * 60))

    def fact(self, name):
        fact = self.rules.get(name)
        return None if fact is None else fact.value

    # --- what is made ---

    def _order(self, n):
        rng, created = self.random, FIRST + timedelta(minutes=self.random.randrange(int((LAST - FIRST) / timedelta(minutes=1))))
        order = dict.fromkeys(
            ("paid_at", "rts_at", "shipped_at", "scan_at", "delivered_at", "cancelled_at", "cancel_by", "cancel_reason",
             "tracking_id", "handover_due_at", "label_due_at", "delivery_due_at", "order_amount", "substatus")
        )  # fmt: skip
        order |= {"order_id": f"57{n:016}", "created_at": created, "status": "to_ship", "fulfilment": "seller"}
        order |= {"buyer": f"b{rng.randrange(60)}", "is_sample": self.some(0.05), "order_amount": "30.00"}
        kind = rng.choices(
            ["done", "on its way", "unscanned", "labelled", "new", "cancelled", "unpaid", "unknown", "platform"],
            [50, 10, 4, 6, 4, 16, 2, 2, 6],
        )[0]
        if kind == "unknown":
            return order | {"status": None}
        if kind == "unpaid":
            return order | {"status": "unpaid"}
        order["paid_at"] = created + self.hours(0, 3)
        if self.some(0.15):  # the Open API states deadlines of its own
            order["handover_due_at"] = order["label_due_at"] = created + self.hours(10, 90)
            order["delivery_due_at"] = created + self.hours(60, 200)
        if kind == "new":
            return order
        if kind == "cancelled":
            order["paid_at"] = order["paid_at"] if self.some(0.8) else None
            by = rng.choice(["seller", "buyer", "system", None])
            return order | {"status": "cancelled", "cancelled_at": created + self.hours(1, 100), "cancel_by": by,
                            "cancel_reason": rng.choice(CANCELS)}  # fmt: skip
        order["rts_at"] = order["paid_at"] + self.hours(0, 60)
        if kind == "labelled":
            return order | {"substatus": "awaiting_shipment"}
        order["shipped_at"] = order["rts_at"] + self.hours(0, 60)
        order["tracking_id"] = (
            f"TR{n:09} {n}" if self.some(0.03) else rng.choice([GOOD, BAD]) if self.some(0.02) else f"TR{n:010}"
        )
        order["status"] = "shipped"
        if kind == "unscanned":
            return order | {"unscanned": True}
        order["handed"] = order["shipped_at"] + self.hours(0, 30)
        if kind in {"done", "platform"}:
            order |= {"status": "completed", "delivered_at": order["handed"] + self.hours(20, 200)}
        return order | ({"fulfilment": "platform"} if kind == "platform" else {})

    def _share_numbers(self):
        shipped = [o for o in self.orders if o["tracking_id"]]
        for one, other in zip(shipped[::11], shipped[5::11], strict=False):
            if one["delivered_at"] and other["delivered_at"]:
                other["tracking_id"] = one["tracking_id"]

    def _parcel(self, order):
        """The answer on one number: its events, oldest first; sometimes its stages go back, or begin before the order."""
        events = []
        if "handed" in order:
            first = order["created_at"] - self.hours(25, 40) if self.some(0.04) else order["handed"]
            events = [("picked_up", first), ("in_transit", order["handed"] + self.hours(1, 15))]
            if order["delivered_at"]:
                events.append(("delivered", order["delivered_at"]))
                if self.some(0.05):
                    events.append(("picked_up", order["delivered_at"] + self.hours(2, 5)))
        return {"tracking_id": order["tracking_id"], "events": [e for e in events if e[1] <= EXPORTED]}

    def _scans(self):
        """As the reading does it: one answer a number, and each order's first scan from it, unless that is of another parcel."""
        merged = {}
        for parcel in self.parcels:
            merged.setdefault(parcel["tracking_id"], []).extend(parcel["events"])
        self.parcels = [{"tracking_id": n, "events": sorted(e, key=lambda pair: pair[1])} for n, e in merged.items()]
        for order in self.orders:
            events = merged.get(order["tracking_id"])
            journeys = self._journeys(sorted(events, key=lambda pair: pair[1])) if events else []
            order["scan_at"] = next((at for at in journeys if at >= order["created_at"] - DAY), None)

    def _journeys(self, events):
        """When each journey of the number began: another follows a delivery by more than a day."""
        found, last = [events[0][1]], None
        for stage, at in events:
            if stage == "delivered":
                last = at
            elif last and at > last + DAY:
                found, last = [*found, at], None
        return found

    def _return(self, n):
        rng, order = self.random, self.random.choice(self.orders)
        asked = min(order["created_at"] + self.hours(24, 300), EXPORTED - HOUR)
        status = rng.choice(
            ["completed", "completed", "rejected", "cancelled", "in_progress", "approved", "awaiting_seller", None]
        )
        return {
            "return_id": f"r{n}", "order_id": order["order_id"], "order": order, "status": status, "reason": rng.choice(RETURNS),
            "return_type": rng.choice(["refund_only", "return_refund"]), "requested_at": asked,
            "responded_at": asked + self.hours(1, 96) if self.some(0.7) else None,
            "respond_by": asked + self.hours(24, 72) if self.some(0.2) else None,
            "refunded_at": asked + DAY if status == "completed" and self.some(0.7) else None,
            "refund_amount": rng.choice(["10.00", "0", "150.00", None]),
            "dispute_status": rng.choice([None, None, "none", "in_progress", "support_seller"]),
        }  # fmt: skip

    def _chat(self, n):
        span = int((EXPORTED - FIRST) / timedelta(minutes=1))
        at = FIRST + timedelta(minutes=n * span // 90 + self.random.randrange(span // 90))
        by = self.random.choice(["person", "person", "machine", None])
        return {"chat_id": f"c{n}", "asked_at": at, "answered_at": at + self.hours(0, 60) if by else None, "answered_by": by}

    def _review(self, n):
        order = self.random.choice(self.orders)
        topic = self.random.choice(["logistics", "product", None])
        at = min(order["created_at"] + self.hours(100, 300), EXPORTED)
        return {"review_id": f"v{n}", "order_id": order["order_id"], "order": order, "reviewed_at": at, "topic": topic,
                "rating": self.random.choice([1, 2, 3, 5, None])}  # fmt: skip

    def _weeks(self):
        """The platform's own figures by the week, as local days; with `partial` every other week."""
        monday, found = datetime(2026, 5, 4, tzinfo=self.zone), []
        for n in range(0, 8, 2 if self.partial else 1):
            row = {"from_at": monday + n * 7 * DAY, "to_at": monday + (n + 1) * 7 * DAY, "sessions": 20 * (n + 1)}
            found.append(row | {"response_share": self.random.choice(["90", "75", "100"])})
        return found

    # --- the clock of the site ---

    def local(self, at):
        return at.astimezone(self.zone).date()

    def end_of(self, day):
        return datetime.combine(day + DAY, datetime.min.time(), self.zone).astimezone(UTC) - timedelta(microseconds=1)

    def working_day(self, at, n):
        """The end of the n-th working day after the day of `at`; n = 0: that day, or the next one of work."""
        day = self.local(at)
        if n == 0 and self.days_off.is_working_day(day):
            return self.end_of(day)
        for _ in range(max(1, n)):
            day += DAY
            while not self.days_off.is_working_day(day):
                day += DAY
        return self.end_of(day)

    # --- deadlines: "by the platform's own where one is stated, else …" ---

    def due(self, order, clock):
        own = order["label_due_at" if clock == "label" else "handover_due_at"]
        if own:
            return own
        n, cutoff = self.fact("late_dispatch.deadline"), self.fact("late_dispatch.cutoff_hour")
        if cutoff:
            hour, _, minute = str(cutoff).partition(":")
            there = order["created_at"].astimezone(self.zone)
            n += (there.hour, there.minute) >= (int(hour), int(minute or 0))
        return self.working_day(order["created_at"], n)

    def due_delivery(self, order):
        if order["delivery_due_at"]:
            return order["delivery_due_at"]
        n = self.fact("on_time_delivery.deadline")
        if n is None:
            return None
        start = order["paid_at"] or order["created_at"] if self.fact("on_time_delivery.start") == "paid" else order["created_at"]
        return self.working_day(start, n)

    def fault(self, kind, text, by, at):
        """Whose fault a reason is on the day of `at`, read off the list itself; and who may give it."""
        if text is None:
            return "unknown", ()
        kinds = {kind} if kind else {"return", "refund"}
        fits = [
            r
            for r in reasons().reasons
            if any(self.site in markets for markets in r.codes.values())
            and r.holds_on(self.local(at))
            and (folded(r.text) == folded(text) and r.kind in kinds and (by is None or r.by == by))
        ]
        faults = {r.fault for r in fits}
        return (faults.pop() if len(faults) == 1 else "unknown"), {r.by for r in fits}


# --- orders -------------------------------------------------------------------------------------------
# Each gives True (in the numerator), False (in the denominator only) or None (in neither).


def never_paid(o):
    return o["status"] in {"unpaid", "cancelled"} and not (o["paid_at"] or o["rts_at"] or o["shipped_at"])


def late(w, clock):
    american = w.fact("late_dispatch.formula") == "own late / all dispatched"
    shipped = [o for o in w.orders if o["shipped_at"] and o["fulfilment"] == "seller"]
    nearly_all = sum(o["tracking_id"] in w.asked for o in shipped) >= 0.95 * len(shipped)

    def of(o):
        at = o[{"label": "rts_at", "handover": "shipped_at", "scan": "scan_at"}[clock]]
        due, own = w.due(o, clock), o["fulfilment"] == "seller"
        if never_paid(o) or due > EXPORTED or (not own and not american):
            return None
        if o["cancelled_at"] and o["cancelled_at"] <= due and at is None:
            return None
        if at is None and clock == "scan":
            told = o["tracking_id"] in w.asked if o["tracking_id"] else False
            gone = bool(o["shipped_at"])
            if own and not told and (gone or (o["tracking_id"] and not nearly_all)):
                return None  # no tracking answer tells of it
            if own and told and o["delivered_at"]:
                return None  # the buyer has it: the time of the scan is missing
            if american and (not gone or (told and not o["delivered_at"])):
                return None
            return own
        if at is None:
            return None if american else True
        return own and at > due

    return of


def on_time(w):
    def of(o):
        due = w.due_delivery(o)
        if o["fulfilment"] == "platform" or never_paid(o) or o["status"] == "cancelled" or due is None or due > EXPORTED:
            return None
        return o["delivered_at"] is not None and o["delivered_at"] <= due

    return of


def open_labels(w):
    def of(o):
        due = w.due(o, "handover")
        if o["fulfilment"] == "platform" or not o["rts_at"] or due > EXPORTED:
            return None
        return not (o["shipped_at"] or o["delivered_at"])

    return of


def valid_tracking(w):
    shipped = [o for o in w.orders if o["shipped_at"] and o["fulfilment"] == "seller"]
    nearly_all = sum(o["tracking_id"] in w.asked for o in shipped) >= 0.95 * len(shipped)
    grace = w.fact("tracking.no_scan_hours") * HOUR

    def of(o):
        if o["fulfilment"] == "platform" or not o["shipped_at"]:
            return None
        if " " in o["tracking_id"] or o["tracking_id"] == BAD:
            return False
        bare = nearly_all and o["tracking_id"] in w.asked and not o["scan_at"]
        if bare and o["shipped_at"] + grace > EXPORTED:
            return None
        return not bare

    return of


def anomaly(w):
    answers = {p["tracking_id"]: p["events"] for p in w.parcels if p["events"]}
    buyers = {}
    for o in w.orders:
        buyers.setdefault(o["tracking_id"], set()).add(o["buyer"])
    silence = w.fact("tracking.no_update_days") or w.fact("points.tracking_anomaly.no_update_days")
    early = w.fact("tracking.node_before_order_hours")

    def goes_back(events):
        minutes = [(at.replace(second=0, microsecond=0), RANKS[stage]) for stage, at in events]
        return any(a < b and x >= y + 2 for a, x in minutes for b, y in minutes)

    def silent(events):
        moments = []
        for stage, at in events:
            moments.append(at)
            if stage == "delivered":
                return any(b - a >= silence * DAY for a, b in pairwise(moments))
        moments.append(EXPORTED)
        return any(b - a >= silence * DAY for a, b in pairwise(moments))

    def of(o):
        number = o["tracking_id"]
        if o["fulfilment"] == "platform" or number is None or number not in answers:
            return None
        events = answers[number]
        signs = [goes_back(events), " " in number, number == BAD, len(buyers[number]) > 1]
        signs.append(silence is not None and silent(events))
        signs.append(early is not None and o["created_at"] - min(at for _, at in events) > early * HOUR)
        return any(signs)

    return of


def cancelled(w, what):
    confirmed = (w.fact("sfcr.denominator") or "confirmed_orders") == "confirmed_orders"
    samples = "samples" in (w.fact("sfcr.excludes") or ())

    def of(o):
        if (samples and o["is_sample"]) or (confirmed and never_paid(o)) or o["status"] is None:
            return None
        if o["status"] != "cancelled":
            return False
        by, (fault, givers) = o["cancel_by"], w.fault("cancel", o["cancel_reason"], o["cancel_by"], o["cancelled_at"])
        automatic = fault == "seller" and givers == {"system"}
        unknown = fault == "unknown"
        if what == "automatic_cancellation":
            return None if unknown and by in {"system", None} else automatic
        if what == "seller_initiated_cancellation":
            if by == "seller" or automatic:
                return True
            return None if by is None or (by == "system" and unknown) else False
        return None if unknown else fault == {"seller_cancellation": "seller", "buyer_cancellation": "buyer"}[what]

    return of


def ceil(value):
    return -floor(-value)


def told_of(w, rows, moment):
    """Whether a side file tells of an order, and of a row whether it came within the lag.

    The order was created in the days that the file was exported for, and the days of the lag after it are known. The lag is
    the day by which 95 of 100 rows came, of the older half of these orders.
    """
    first, last = w.covers
    begins, exported = min(w.local(o["created_at"]) for o in w.orders), w.local(EXPORTED)
    start, until = (max(begins, first)), (last if last < exported else exported - DAY)
    known = sorted(w.local(o["created_at"]) for o in w.orders if start <= w.local(o["created_at"]) <= until)
    middle = known[(len(known) - 1) // 2]

    def days(row):
        return (w.local(moment(row)) - w.local(row["order"]["created_at"])).days

    older = sorted(days(row) for row in rows if days(row) >= 0 and w.local(row["order"]["created_at"]) <= middle)
    lags = older or sorted(days(row) for row in rows if days(row) >= 0)
    lag = lags[ceil(0.95 * (len(lags) - 1))]
    tells = lambda o: start <= w.local(o["created_at"]) <= until - lag * DAY  # noqa: E731
    return tells, lambda row: days(row) <= lag


def delivered(o):
    return bool(o["delivered_at"])


def returned(w, what):
    refund = what == "refund_rate"
    told, in_time = told_of(w, w.returns, lambda r: (refund and r["refunded_at"]) or r["requested_at"])
    by_order = {}
    for r in w.returns:
        by_order.setdefault(r["order_id"], []).append(r)
    fault = what == "seller_fault_returns"
    of_delivered = fault and w.fact("return.fault_denominator") == "delivered_orders"
    parties = w.fact("return.fault_parties") or ("seller",)
    left = w.fact("return.fault_excludes") or ("refused", "withdrawn", "seller_won")

    def stands(r):
        return r["status"] not in {"rejected", "cancelled"}

    def out(r):
        states = {"refused": "rejected", "withdrawn": "cancelled"}
        return any(r["status"] == states.get(name) for name in left if name in states) or (
            "seller_won" in left and r["dispute_status"] == "support_seller"
        )

    def is_such(r):
        if what == "return_rate":
            return stands(r)
        if what == "dispute_rate":
            return r["dispute_status"] not in {None, "none"}
        if what == "refund_rate":
            paid = r["refunded_at"] or r["status"] == "completed"
            return bool(paid and stands(r) and (r["refund_amount"] is None or float(r["refund_amount"]) != 0))
        kind = {"refund_only": "refund", "return_refund": "return"}[r["return_type"]]
        whose, _ = w.fault(kind, r["reason"], None, r["requested_at"])
        if out(r):
            return False
        if whose == "unknown":
            return None
        stateless = r["status"] is None and not r["refunded_at"] and {"refused", "withdrawn"} & set(left)
        return None if whose in parties and stateless else whose in parties

    def of(o):
        if not told(o) or (of_delivered and not delivered(o)):
            return None
        such = [is_such(r) for r in by_order.get(o["order_id"], ()) if in_time(r)]
        return True if True in such else None if None in such else False

    return of


def reviewed(w):
    told, in_time = told_of(w, w.reviews, lambda v: v["reviewed_at"])
    left = w.fact("negative_reviews.excludes") or ()
    bad = {
        v["order_id"] for v in w.reviews if in_time(v) and v["rating"] and v["rating"] <= (w.fact("negative_reviews.stars") or 2) and v["topic"] not in left
    }  # fmt: skip
    return lambda o: (o["order_id"] in bad) if told(o) and delivered(o) else None


# --- requests and messages ----------------------------------------------------------------------------


def answered_return(w):
    hours, days = w.fact("return.response_hours"), w.fact("return.response_days")

    def of(r):
        due = r["respond_by"]
        if due is None and hours is not None:
            due = r["requested_at"] + hours * HOUR
        elif due is None and days is not None:
            longer = w.fact("return.response_days_over_100_usd")
            over = longer and r["refund_amount"] and float(r["refund_amount"]) > 100
            due = w.working_day(r["requested_at"], longer if over else days)
        if due is None or due > EXPORTED:
            return None
        if not r["responded_at"] and r["status"] != "awaiting_seller":
            return None
        return bool(r["responded_at"] and r["responded_at"] <= due)

    return of


def answered_chat(w):
    def of(c):
        due = c["asked_at"] + w.fact("chat.response_hours") * HOUR
        there = c["asked_at"].astimezone(w.zone)
        if w.fact("chat.weekend_due") and there.weekday() >= 5:
            due = datetime.combine(there.date() + (7 - there.weekday()) * DAY, datetime.min.time(), w.zone) + 12 * HOUR
        if due > EXPORTED or (c["answered_by"] == "machine" and w.fact("chat.machine_answers") == "excluded"):
            return None
        return bool(c["answered_by"] == "person" and c["answered_at"] <= due)

    return of


ORDERS = {
    **{f"late_dispatch_{clock}": (lambda w, clock=clock: late(w, clock)) for clock in ("label", "handover", "scan")},
    "late_dispatch": lambda w: late(w, "handover"),
    "on_time_delivery": on_time,
    "label_not_handed_over": open_labels,
    "valid_tracking": valid_tracking,
    "tracking_anomalies": anomaly,
    **{
        n: (lambda w, n=n: cancelled(w, n))
        for n in ("seller_cancellation", "automatic_cancellation", "buyer_cancellation", "seller_initiated_cancellation")
    },
    **{n: (lambda w, n=n: returned(w, n)) for n in ("return_rate", "refund_rate", "dispute_rate", "seller_fault_returns")},
    "negative_reviews": reviewed,
}
REQUESTS = {
    "return_response": (answered_return, "returns", "requested_at"),
    "chat_response_person": (answered_chat, "chats", "asked_at"),
}


def counted(w, name, window):
    """Numerator and denominator of a metric in a window, one thing after the other."""
    judge, things, moment = (ORDERS[name](w), "orders", "created_at") if name in ORDERS else _request(w, name)
    above = below = 0
    for thing in getattr(w, things):
        if window.start <= w.local(thing[moment]) <= window.end:
            found = judge(thing)
            above += found is True
            below += found is not None
    return above, below


def _request(w, name):
    judge, things, moment = REQUESTS[name]
    return judge(w), things, moment


def by_the_platform(w, window):
    """The platform's own weeks that lie in a window whole."""
    inside = [r for r in w.weeks if window.start <= r["from_at"].date() and (r["to_at"] - DAY).date() <= window.end]
    return round(sum(r["sessions"] * float(r["response_share"]) / 100 for r in inside)), sum(r["sessions"] for r in inside)
