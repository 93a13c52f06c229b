"""The carriers' papers: both contracts, the supplementary manifest, the manifest of the first evening. All invented."""

from datetime import date, datetime
from html import escape
from itertools import zip_longest

from kit.demo.ink import signature
from kit.demo.paper import clauses, facts, letterhead, sheet, signed, table
from kit.demo.stories.late_dispatch.case_file import contract_number
from kit.demo.stories.late_dispatch.records import Records, known
from kit.demo.stories.late_dispatch.scenario import FIRST_DEPARTURE, FIRST_NEW_VAN
from kit.demo.stories.late_dispatch.warehouse import Order

OLD_TONE, NEW_TONE = "#7A3B12", "#1F5B4A"


def old_contract(records: Records) -> bytes:
    """Two pages: the agreement of February, and the notice of change."""
    s = records.scenario
    number = "NP-UK-20417"
    agreement = clauses(
        ("1", f"This agreement is between {s.old_carrier} (the Carrier) and {s.seller} (the Customer). It covers parcels sent from the Customer's stock at {s.steady} and {s.changed}."),
        ("2", "The Carrier delivers within the United Kingdom. Charges are those of Schedule A, invoiced weekly."),
        ("3.1", f"Collections. The Carrier collects once a day, Monday to Friday except bank holidays in England: at {s.steady} at 18:00 and at {s.changed} at 18:00."),
        ("3.2", "The Customer presents parcels labelled and on the day's manifest when the vehicle stands at the dock. The driver signs the manifest with count and time."),
        ("4.1", "The Carrier may change a collection time by written notice of fourteen days."),
        ("4.2", "Parcels accepted after the signed count of a collection are not part of that collection."),
        ("4.3", "A parcel that misses its collection is listed on a supplementary manifest. The Customer books it on the next working morning; the Carrier takes it with the collection of the second working day after the booking."),
        ("5", "Either party may end this agreement by written notice of thirty days."),
    )  # fmt: skip
    body = (
        letterhead(s.old_carrier, "Contract services", f"Agreement {number}", "Page 1 of 2")
        + f'<h1>Collection agreement</h1><p class="under">{number}, in force from 2 February 2026</p>'
        + "<h2>Terms</h2>"
        + agreement
        + signed(
            (signature("Harriet Colne"), "Harriet Colne, Account Manager", f"For {s.old_carrier}, 2 February 2026"),
            (signature(s.signer[0]), f"{s.signer[0]}, Operations Director", "For the Customer, 2 February 2026"),
        )
        + '<div class="sheet"></div>'
        + letterhead(s.old_carrier, "Contract services", f"Agreement {number}", "Page 2 of 2")
        + '<h1>Notice of change</h1><p class="under">27 April 2026, by e-mail and post</p>'
        + facts(("To", s.seller), ("For", f"{s.planner[0]}, Fulfilment Planner"), ("Under", "Clause 4.1"))
        + f"<p>From 11 May 2026 our vehicle collects at your {escape(s.changed)} site at <b>15:30</b> instead of 18:00, Monday to"
        " Friday except bank holidays in England. The change follows a new trunk departure from our hub.</p>"
        f"<p>Your collection at {escape(s.steady)} stays at 18:00. All other terms of the agreement stay as they are.</p>"
        "<p>Please adjust the time until which you take orders for the same day. Parcels presented after 15:30 are handled under clause 4.3.</p>"
        + table(
            ("Site", "Collection until 8 May 2026", "Collection from 11 May 2026"),
            ((s.steady, "18:00", "18:00"), (s.changed, "18:00", "15:30")),
        )
        + signed((signature("Harriet Colne"), "Harriet Colne, Account Manager", f"For {s.old_carrier}, 27 April 2026"))
    )
    return sheet(f"Agreement {number}", body, day="2026-04-27", foot=f"{s.old_carrier}, agreement {number}", tone=OLD_TONE)


def new_contract(records: Records) -> bytes:
    """Three pages: parties, collections, general terms and signatures."""
    s, number = records.scenario, contract_number(records)

    def head(page: int) -> str:
        return letterhead(s.new_carrier, "Customer agreements", f"Agreement {number}", f"Page {page} of 3")

    parties = clauses(
        ("1.1", f"{s.new_carrier} (the Carrier) provides collection and delivery of parcels to {s.seller} (the Customer)."),
        ("1.2", f"The premises are the warehouse of {s.operator} at {s.changed} (the Premises), where the Customer keeps its stock."),
        ("1.3", "A working day is Monday to Friday except bank holidays in England. Times are local time at the Premises."),
        ("2.1", "This agreement is in force from 15 June 2026 for twelve months and continues until ended by notice."),
        ("2.2", "Either party may end it by written notice of sixty days."),
        ("2.3", "A change of a collection time needs the written consent of both parties, thirty days before it takes effect."),
    )  # fmt: skip
    collections = clauses(
        ("3.1", "The Carrier collects all parcels that the Customer presents labelled and manifested at the Premises."),
        ("3.2", "The Carrier collects at the Premises every working day at 19:30, starting on 15 June 2026. The vehicle leaves when the manifest is signed."),
        ("3.3", "Each parcel receives an acceptance scan when it is loaded. The driver signs the manifest with the count of parcels and the time of departure."),
        ("3.4", "A parcel left at the Premises for any reason is taken with the next collection. No supplementary manifest is needed."),
        ("3.5", "If the vehicle has not arrived by 20:00, the Carrier tells the Customer at once and sends another vehicle the same evening."),
        ("3.6", "The Customer presents parcels no later than 19:20. Up to 300 parcels a collection need no announcement."),
    )  # fmt: skip
    general = clauses(
        ("4.1", "The Carrier sends acceptance scans to the Customer's system as they are made."),
        ("4.2", "Delivery is attempted on the next working day for addresses in England and Wales, on the second elsewhere in the United Kingdom."),
        ("5.1", "Charges are those of Schedule 1, invoiced monthly."),
        ("5.2", "The Carrier is liable for loss and damage under its conditions of carriage."),
        ("6.1", "This agreement is governed by the law of England and Wales."),
    )  # fmt: skip
    body = (
        head(1)
        + f'<h1>Collection and delivery agreement</h1><p class="under">{number}, signed 14 June 2026, in force from 15 June 2026</p>'
        + "<h2>1 and 2. Parties, premises and term</h2>"
        + parties
        + '<div class="sheet"></div>'
        + head(2)
        + "<h2>3. Collections</h2>"
        + collections
        + '<div class="sheet"></div>'
        + head(3)
        + "<h2>4 to 6. Delivery, charges, law</h2>"
        + general
        + "<h2>Schedule 1. Collections</h2>"
        + table(("Premises", "Days", "Collection", "From"), ((s.changed, "Every working day", "19:30", "15 June 2026"),))
        + signed(
            (signature("Owen Marsden"), "Owen Marsden, Head of Collections", f"For {s.new_carrier}, 14 June 2026, 10:50"),
            (signature(s.signer[0]), f"{s.signer[0]}, Operations Director", "For the Customer, 14 June 2026, 11:05"),
        )
    )
    return sheet(f"Agreement {number}", body, day="2026-06-14", foot=f"{s.new_carrier}, agreement {number}", tone=NEW_TONE)


def supplementary_manifest(records: Records) -> bytes:
    """One page: parcels that missed the van of one day, taken three working days later."""
    s, found = records.scenario, records.supplementary
    regular = next(d.taken for d in records.dock if d.day == records.taken_on)
    left = known(found[-1].shipped)
    rows = [(str(n), o.order_id, o.tracking_id, _stamp(o.labelled), _stamp(o.shipped)) for n, o in enumerate(found, 1)]
    body = (
        letterhead(s.old_carrier, "Supplementary manifest", "Clause 4.3 of agreement NP-UK-20417")
        + f"<h1>Supplementary manifest, {escape(s.changed)}</h1>"
        + facts(
            ("Missed the collection of", f"{_long(records.missed_on)}, 15:30"),
            ("Booked", f"{_long(records.booked_on)}, 08:50"),
            ("Taken with the collection of", f"{_long(records.taken_on)}, 15:30"),
            ("Parcels on this manifest", str(len(found))),
            ("Parcels on the regular manifest", str(regular)),
            ("Vehicle loaded", f"{left:%H:%M}"),
        )
        + table(("No.", "Order ID", "Tracking number", "Label made", "Loaded"), rows, numbers=(0,))
        + signed(
            (signature("Dean Rowsley"), "D. Rowsley, driver", f"For {s.old_carrier}, {left.day} {left:%B %Y, %H:%M}"),
            (signature("Petra Vance"), "P. Vance, dock supervisor", f"For {s.operator}, {left.day} {left:%B %Y, %H:%M}"),
        )
    )
    return sheet("Supplementary manifest", body, day=f"{left:%Y-%m-%d}", foot=f"{s.operator}, {s.changed}", tone=OLD_TONE)


def first_manifest(records: Records) -> bytes:
    """The first evening collection: each parcel with its order ID, those of earlier days marked."""
    s, found = records.scenario, records.first_evening
    older = sum(_is_older(o) for o in found)
    columns = 2
    height = -(-len(found) // columns)
    cells = [
        (str(n), f"{o.order_id}{' *' if _is_older(o) else ''}", o.tracking_id, f"{known(o.shipped):%H:%M:%S}")
        for n, o in enumerate(found, 1)
    ]
    rows = [
        tuple(cell for part in line for cell in (part or ("",) * 4))
        for line in zip_longest(*(cells[i * height : (i + 1) * height] for i in range(columns)))
    ]
    body = (
        letterhead(s.new_carrier, "Collection manifest", f"Agreement {contract_number(records)}, clause 3.2")
        + f"<h1>Collection manifest, {escape(s.changed)}</h1>"
        + facts(
            ("Collection", f"{_long(FIRST_NEW_VAN)}, 19:30"),
            ("Parcels", str(len(found))),
            ("Of these from earlier days (*)", str(older)),
            ("First parcel scanned", f"{known(found[0].shipped):%H:%M:%S}"),
            ("Last parcel scanned", f"{known(found[-1].shipped):%H:%M:%S}"),
            ("Vehicle left", f"{FIRST_DEPARTURE:%H:%M}"),
        )
        + table(("No.", "Order ID", "Tracking number", "Scanned") * columns, rows, numbers=(0, 4))
        + signed(
            (signature("Imran Field"), "I. Field, driver", f"For {s.new_carrier}, 15 June 2026, 19:42"),
            (signature("Petra Vance"), "P. Vance, dock supervisor", f"For {s.operator}, 15 June 2026, 19:42"),
        )
    )
    return sheet("Collection manifest", body, day="2026-06-15", foot=f"{s.new_carrier}, {s.changed}, 15 June 2026", tone=NEW_TONE)


def _is_older(order: Order) -> bool:
    return known(order.labelled).date() < FIRST_NEW_VAN


def _stamp(moment: datetime | None) -> str:
    at = known(moment)
    return f"{at.day} {at:%b %H:%M:%S}"


def _long(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"
