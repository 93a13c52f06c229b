"""Makes small order exports as a client would hand them in: rows, CSV text, XLSX workbooks. Seeded, never random."""

import csv
import io
import random
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from kit.model import Case, DataFile, OpenCase, Policy, Seller, Shop, SitePack

UK = (
    "Order ID,Order Status,Order Substatus,Cancelation/Return Type,Normal or Pre-order,SKU ID,Seller SKU,Product Name,Quantity,"
    "Order Amount,Created Time,Paid Time,RTH Time,Shipped Time,Delivered Time,Cancelled Time,Cancel By,Cancel Reason,"
    "Fulfillment Type,Warehouse Name,Tracking ID,Delivery Option,Shipping Provider Name,Buyer Message,Buyer Username,Recipient,"
    "Phone #,Zipcode,Country,Package ID,Product Tax Rate,Order Channel"
).split(",")
ID = (
    "Order ID,Order Status,Order Substatus,Cancelation/Return Type,Normal or Pre-order,SKU ID,Seller SKU,Product Name,Quantity,"
    "Order Amount,Created Time,Paid Time,RTS Time,Shipped Time,Delivered Time,Cancelled Time,Cancel By,Cancel Reason,"
    "Fulfillment Type,Warehouse Name,Tracking ID,Delivery Option,Shipping Provider Name,Buyer Message,Buyer Username,Recipient,"
    "Phone #,Zipcode,Country,Province,Regency and City,Detail Address,Package ID,Purchase Channel,Tokopedia Invoice Number"
).split(",")
BUYERS = ("Ada Buyerson", "Bob Secretly", "Cy Hiddenham", "Dee Maskedby")
STAMP = "%d/%m/%Y %H:%M:%S"
START = datetime(2026, 5, 4, 8)


def row(n: int, *, headers: Sequence[str] = UK, stamp: str = STAMP, **changed: str) -> dict[str, str]:
    """The n-th order line of a quiet shop: delivered, one line an order."""
    dice = random.Random(n)
    created = START + timedelta(minutes=37 * n)
    hours = iter((1, dice.randint(4, 20), dice.randint(21, 40), dice.randint(50, 90)))
    paid, ready, shipped, delivered = ((created + timedelta(hours=next(hours))).strftime(stamp) for _ in range(4))
    indonesian = "Purchase Channel" in headers
    cells = dict.fromkeys(headers, "")
    cells |= {
        "Order ID": str(576_460_752_303_423_525 + 13 * n),
        "Order Status": "Selesai" if indonesian else "Completed",
        "Order Substatus": "Selesai" if indonesian else "Completed",
        "Normal or Pre-order": "Normal",
        "SKU ID": str(172_938_475_610_293_847 + n % 7),
        "Seller SKU": f"LAMP-{n % 7}",
        "Product Name": "Lamp, brass",
        "Quantity": "1",
        "Created Time": created.strftime(stamp),
        "Paid Time": paid,
        ("RTS Time" if indonesian else "RTH Time"): ready,
        "Shipped Time": shipped,
        "Delivered Time": delivered,
        "Fulfillment Type": "Dikirim oleh Penjual" if indonesian else "Fulfillment by seller",
        "Warehouse Name": ("Leeds", "Daventry")[n % 2],
        "Tracking ID": f"{n:012d}",
        "Shipping Provider Name": "Northway Parcels",
        "Buyer Message": "please ring",
        "Buyer Username": f"shopper_{n}_name",
        "Recipient": BUYERS[n % 4],
        "Phone #": "(+44)7700900123",
        "Zipcode": "LS1 4AP",
        "Country": "United Kingdom",
        "Package ID": str(115_292_150_460_684_697 + n),
    }
    return {h: changed.get(h, cells[h]) for h in headers}


def rows(count: int, *, first: int = 0, headers: Sequence[str] = UK, stamp: str = STAMP, **changed: str) -> list[dict[str, str]]:
    """`count` lines, one an order."""
    return [row(n, headers=headers, stamp=stamp, **changed) for n in range(first, first + count)]


def csv_text(lines: Iterable[dict[str, str]], *, headers: Sequence[str] = UK, delimiter: str = ",") -> str:
    """The lines as CSV with a header."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(headers)
    writer.writerows([line[h] for h in headers] for line in lines)
    return out.getvalue()


def xlsx(
    table: Sequence[Sequence[Any]],
    path: Path,
    *,
    dimension: str = "A1:A1",
    state: str = "visible",
    extra: dict[str, Sequence[Sequence[Any]]] | None = None,
    first_row: int = 1,
    refs: bool = True,
    sheet: str = "OrderSKUList",
) -> Path:
    """A workbook as TikTok writes it: inline text, a wrong <dimension>. Numbers (int, float) become numeric cells."""
    sheets = {sheet: (table, state)} | {name: (cells, "visible") for name, cells in (extra or {}).items()}
    if state != "visible":  # a workbook needs one sheet that shows
        sheets.setdefault("Notes", ([["nothing here"]], "visible"))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        parts = "".join(
            f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{kind}.worksheet+xml"/>'
            for i in range(1, len(sheets) + 1)
        )
        book.writestr(
            "[Content_Types].xml",
            '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{parts}</Types>',
        )
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        package = "http://schemas.openxmlformats.org/package/2006/relationships"
        book.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        listed = "".join(
            f'<sheet name="{name}" sheetId="{i}" state="{how}" r:id="r{i}"/>'
            for i, (name, (_, how)) in enumerate(sheets.items(), 1)
        )
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        book.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{listed}</sheets></workbook>')
        links = "".join(
            f'<Relationship Id="r{i}" Type="{office}/worksheet" Target="worksheets/sheet{i}.xml"/>'
            for i in range(1, len(sheets) + 1)
        )
        book.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}">{links}</Relationships>')
        for i, (cells, _) in enumerate(sheets.values(), 1):
            body = "".join(_row(r, line, refs=refs) for r, line in enumerate(cells, first_row))
            book.writestr(
                f"xl/worksheets/sheet{i}.xml",
                f'<worksheet xmlns="{main}"><dimension ref="{dimension}"/><sheetData>{body}</sheetData></worksheet>',
            )
    return path


def _row(number: int, line: Sequence[Any], *, refs: bool) -> str:
    cells = "".join(_cell(value, f' r="{_letters(c)}{number}"' if refs else "") for c, value in enumerate(line))
    return f'<row r="{number}">{cells}</row>'


def _cell(value: Any, ref: str) -> str:
    if value is None:
        return ""
    if value == "":
        return f"<c{ref}/>" if ref else "<c/>"
    if isinstance(value, int | float):
        return f"<c{ref}><v>{value}</v></c>"
    return f'<c{ref} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def _letters(column: int) -> str:
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def opened(folder: Path, *, site: str = "UK", orders: tuple[DataFile, ...] = (), tracking: tuple[DataFile, ...] = ()) -> OpenCase:
    """A case of a folder that states nothing but what reading needs."""
    shop = Shop(code="TEST1", name="Test Home", site=site, seller_type="cross_border")
    seller = Seller(id="test", legal_name="Test Trading Ltd", shops=(shop,))
    case = Case.model_validate(
        {
            "id": "test-case",
            "seller": seller,
            "shop": "TEST1",
            "route": "appeal",
            "stance": "plan",
            "violation": {
                "id": "7529184460371124",
                "family": "logistics",
                "site": site,
                "title": "Late dispatch",
                "ticket": "enforced",
                "received": "2026-06-09T10:12:00+01:00",
            },
            "letter": {"date": "2026-07-06"},
            "data": {"orders": orders, "tracking": tracking},
        }
    )
    return OpenCase(folder=folder, case=case, seller=seller, shop=shop, signer=None, signature=None, unlisted=())


def policy(site: str = "UK") -> Policy:
    """A site pack without facts."""
    zone, country, currency = {"UK": ("Europe/London", "GB", "GBP"), "ID": ("Asia/Jakarta", "ID", "IDR")}[site]
    pack = SitePack.model_validate(
        {
            "code": site,
            "name": site,
            "name_zh": site,
            "language": "en-GB",
            "currency": currency,
            "paper": "A4",
            "date_style": "day_first",
            "calendar": {"zone": zone, "zone_status": "assumed", "holidays": country},
        }
    )
    return Policy(site=pack, profile="seed", facts=())
