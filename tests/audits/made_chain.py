"""A reseller's case with certificate, letters, purchases, orders and listings; every part can be left out or changed."""

from datetime import date, timedelta

from made_records import case

RIGHT = (
    "{id: right, file: evidence/contract.pdf, kind: trademark_certificate, caption: Certificate, facts: {owner: Torvhald AS, brand: Torvhald,"
    ' number: "UK00003811204", register: UKIPO, status: registered, jurisdiction: United Kingdom, valid_to: 4 May 2031}}'
)
FIRST = (
    "{id: first, file: evidence/contract.pdf, kind: authorization_letter, caption: First letter, facts: {giver: Torvhald A/S,"
    ' taker: "Moorgate Outdoor Distribution Ltd", brand: Torvhald, mark_number: "UK00003811204", valid_from: 1 January 2025,'
    ' valid_to: 31 December 2027, territory: "United Kingdom, Ireland"}}'
)
SECOND = (
    "{id: second, file: evidence/contract.pdf, kind: authorization_letter, caption: Second letter, facts: {giver: MOORGATE OUTDOOR DISTRIBUTION LIMITED,"
    ' taker: Made Trading, brand: Torvhald, valid_from: 1 March 2026, valid_to: 28 February 2027, territory: United Kingdom, skus: "TH-1, TH-2"}}'
)
INVOICE = (
    "{id: bill, file: evidence/contract.pdf, kind: invoice, caption: Invoice, facts: {invoice_number: MO-118,"
    " supplier: Moorgate Outdoor Distribution Ltd}}"
)
PURCHASES = """Supplier,Buyer,Invoice number,Invoice date,Seller SKU,Quantity,Unit,Evidence
Moorgate Outdoor Distribution Ltd,Made Trading,MO-118,2026-03-02,TH-1,40,piece,bill
Moorgate Outdoor Distribution Ltd,Made Trading,MO-118,2026-03-02,TH-2,10,piece,bill
"""
HEAD = "Order ID,Order Status,SKU ID,Seller SKU,Quantity,Created Time,Cancelled Time"


def orders(*sold: tuple[str, str, int]) -> str:
    """An export of such lines: seller SKU, day (2026-05-11), units."""
    rows = [
        f"5764607523034{n:05},Completed,17294000112026{int(sku[-1]):02},{sku},{units},{date.fromisoformat(day):%d/%m/%Y} 10:00:00,"
        for n, (sku, day, units) in enumerate(sold)
    ]
    return "\n".join((HEAD, *rows)) + "\n"


SOLD = (("TH-1", "2026-03-20", 12), ("TH-1", "2026-05-11", 20), ("TH-2", "2026-05-12", 9))
DAYS = timedelta(days=1)


def made(
    folder, *, papers=(RIGHT, FIRST, SECOND, INVOICE), sold=SOLD, files=None, edits=None, stance="dispute", skus="[TH-1, TH-2]"
):
    """The case opened; `papers` are its evidence beside the two of the small case."""
    listed = "".join(f"  - {paper}\n" for paper in papers)
    changes = {
        "family: logistics": "family: ip",
        "title: Late dispatch\n": f"title: Counterfeit complaint\n  skus: {skus}\n",
        "evidence:\n": f"evidence:\n{listed}",
        "stance: plan": f"stance: {stance}",
        **(edits or {}),
    }
    found = {"orders/orders.csv": orders(*sold)} if sold else {}
    return case(folder, files={**found, **(files or {})}, edits=changes)


def audit(appeal, name):
    """One audit of the case."""
    return next(found for found in appeal.audits if found.id == name)
