"""The papers: the registry's change of name, VAT certificate, bank letter, invoices, the rule and its first record."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kit.demo.ink import signature, stamp
from kit.demo.paper import clauses, facts, letterhead, sheet, signed, table
from kit.demo.stories.held_payout.scenario import Scenario

_OWN, _OFFICE, _BANK, _GLASS, _WOOD = "#5A3E2B", "#444B59", "#0F4C5C", "#2F6F8F", "#6B5B2E"


def files(s: Scenario) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield "evidence/名称变更登记通知书-2026-05-18.pdf", change(s)
    yield "evidence/vat-certificate-2026-06-02.pdf", vat(s)
    yield "evidence/bank-letter-2026-06-22.pdf", bank(s)
    yield "evidence/invoice-MY-26-0412.pdf", wood(s)
    yield "evidence/invoice-WX-2607-131.pdf", glass(s, "WX-2607-131", date(2026, 7, 21), s.billed_name)
    yield "evidence/invoice-WX-2607-131R.pdf", glass(s, "WX-2607-131R", date(2026, 9, 11), s.seller, replaces="WX-2607-131")
    yield "evidence/payee-data-rule.pdf", rule(s)
    yield "evidence/payee-papers-2026-09-21.pdf", compared(s)


def change(s: Scenario) -> bytes:
    """The registry's notice of the change of name."""
    body = (
        letterhead("市场监督管理局", "名称变更登记通知书", "Notice of change of name, No. NB-2026-05-1187")
        + "<h1>名称变更登记 Change of name</h1>"
        + facts(
            ("登记日 Effective", "18 May 2026"),
            ("统一社会信用代码 Registration", "9133 0203 MA2X XXXX 4K"),
            ("类型 Kind", "Limited company"),
        )
        + table(
            ("", "中文 Chinese", "English, as filed with the registry"),
            (("原名称 Former name", s.old_zh, s.old), ("现名称 New name", s.seller_zh, s.seller)),
        )
        + "<p></p><p>主体资格不变，原债权债务由变更后名称承担。The entity is the same; rights and debts continue under the new name.</p>"
        + f"<div>{stamp('REGISTRY OF COMPANIES', '18 MAY 2026')}</div>"
    )
    return sheet("Change of name", body, day="2026-05-18", foot="Notice NB-2026-05-1187", tone=_OFFICE)


def vat(s: Scenario) -> bytes:
    """The tax office's certificate in the new name."""
    body = (
        letterhead("VAT Registration Service", "Certificate of registration for VAT", "Issued again after a change of name")
        + "<h1>Certificate of registration for value added tax</h1>"
        + table(
            ("Entry", ""),
            (
                ("Registration number", s.vat), ("Legal name", s.seller), ("Issued", "2 June 2026"),
                ("Registered from", "1 March 2024"), ("Return period", "Quarterly"),
            ),
        )
        + "<p></p><p>The name of the registered person was changed on our register. The registration number stays the same.</p>"
    )  # fmt: skip
    return sheet("VAT certificate", body, day="2026-06-02", foot=f"Certificate {s.vat}", tone=_OFFICE)


def bank(s: Scenario) -> bytes:
    """The bank's letter on the holder of the account."""
    body = (
        letterhead("Yongjiang Commercial Bank", "Corporate banking, Ningbo", "22 June 2026")
        + "<h1>Confirmation of account</h1>"
        + table(("Entry", ""), (("Account holder", s.seller), ("Account", "ending 5530"), ("Currency", "GBP")))
        + "<p></p><p>We confirm that the account above is held by the company named, and that our records were changed to this name on 22 June 2026.</p>"
        + signed((signature("He Lijun"), "He Lijun, Corporate Banking", "22 June 2026"))
    )
    return sheet("Confirmation of account", body, day="2026-06-22", foot="Yongjiang Commercial Bank", tone=_BANK)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Invoice:
    """One supplier's invoice, in yuan."""

    supplier: str
    number: str
    day: date
    to: str
    rows: tuple[tuple[str, ...], ...]  # SKU, goods, units, price, net
    sums: tuple[str, str, str]  # net, tax, total
    tone: str
    supplier_zh: str = ""
    replaces: str = ""


def glass(s: Scenario, number: str, day: date, to: str, *, replaces: str = "") -> bytes:
    """The glassmaker's invoice."""
    rows = (
        (f"{s.mark}-VS-01", "Ribbed glass vase, 25 cm", "600", "38.00", "22,800.00"),
        (f"{s.mark}-VS-02", "Ribbed glass vase, 35 cm", "300", "56.00", "16,800.00"),
    )
    return _drawn(
        _Invoice(
            supplier=s.supplier, supplier_zh=s.supplier_zh, number=number, day=day, to=to, rows=rows,
            sums=("39,600.00", "5,148.00", "44,748.00"), tone=_GLASS, replaces=replaces,
        )
    )  # fmt: skip


def wood(s: Scenario) -> bytes:
    """The woodworker's invoice, right from the start."""
    rows = ((f"{s.mark}-TR-01", "Oval serving tray, acacia", "400", "52.00", "20,800.00"),)
    return _drawn(
        _Invoice(
            supplier=s.other_supplier, number="MY-26-0412", day=date(2026, 6, 29), to=s.seller, rows=rows,
            sums=("20,800.00", "2,704.00", "23,504.00"), tone=_WOOD,
        )
    )  # fmt: skip


def _drawn(i: _Invoice) -> bytes:
    day = f"{i.day.day} {i.day:%B %Y}"
    head = [("Invoice number", i.number), ("Date", day), ("Customer", i.to)]
    if i.replaces:
        head.append(("Replaces", i.replaces))
    units = f"{sum(int(row[2]) for row in i.rows):,}"
    body = (
        letterhead(i.supplier, *filter(None, (i.supplier_zh, "Invoice 发票", i.number)))
        + "<h1>Invoice</h1>"
        + facts(*head)
        + table(
            ("SKU", "Goods", "Units", "Price, CNY", "Net, CNY"), i.rows, numbers=(2, 3, 4), total=("", "", units, "", i.sums[0])
        )
        + table(("", "CNY"), (("Net", i.sums[0]), ("VAT 13%", i.sums[1])), numbers=(1,), total=("Total", i.sums[2]))
        + signed((signature(i.supplier.split()[1] + " Office"), i.supplier, day))
    )
    return sheet(f"Invoice {i.number}", body, day=i.day.isoformat(), foot=f"Invoice {i.number}", tone=i.tone)


def rule(s: Scenario) -> bytes:
    """Who changes what when a name, a number or an account changes."""
    body = (
        letterhead(s.shop, "Rule 规程 FD-3", "in force from 14 September 2026")
        + "<h1>Changes of payee data 收款方资料变更</h1>"
        + clauses(
            ("1", "The general manager opens a change sheet before anything is filed with a registry. 向登记机关申报前，由总经理开立变更单。"),
            ("2", "The sheet lists every place that holds the data: licence, tax office, bank, payout details, suppliers. 变更单列明全部存放处：执照、税务、银行、收款资料、供应商。"),
            ("3", "Finance changes each within 3 working days of the registry's notice and puts a screenshot beside it. 财务在登记后 3 个工作日内逐项更新并附截图。"),
            ("4", "Purchasing refuses an invoice that is not made out to the name on the licence. 抬头与执照不符的发票，采购一律退回。"),
            ("5", "On the third Monday of each month finance reads all papers of the payee against the licence and signs. 每月第三个周一，财务将收款方全部文件与执照核对并签字。"),
        )
        + signed(
            (signature(s.signer[0]), f"{s.signer[0]}, General Manager", "14 September 2026"),
            (signature(s.finance[0]), f"{s.finance[0]}, Finance Manager", "14 September 2026"),
        )
    )  # fmt: skip
    return sheet("Rule FD-3", body, day="2026-09-14", foot=f"{s.shop}, rule FD-3, version 1", tone=_OWN)


def compared(s: Scenario) -> bytes:
    """The first monthly comparison."""
    rows = (
        ("Licence 执照", s.seller, "", "18 May 2026"),
        ("VAT certificate 税务登记", s.seller, s.vat, "2 June 2026"),
        ("Bank 银行", s.seller, "account ending 5530", "22 June 2026"),
        ("Payout details 收款资料", s.seller, s.vat, "10 September 2026"),
        (f"{s.supplier}", s.seller, "", "11 September 2026"),
        (f"{s.other_supplier}", s.seller, "", "29 June 2026"),
    )
    body = (
        letterhead(s.shop, "Record 记录 FD-3-01", "21 September 2026")
        + "<h1>Papers of the payee, read one beside the other</h1>"
        + table(("Paper 文件", "Name 名称", "Number 号码", "Of 日期"), rows)
        + "<p></p><p>6 of 6 agree with the licence. 6 份均与执照一致。</p>"
        + signed((signature(s.finance[0]), f"{s.finance[0]}, Finance Manager", "21 September 2026, 09:40"))
    )
    return sheet("Papers of the payee", body, day="2026-09-21", foot=f"{s.shop}, record FD-3-01", tone=_OWN)
