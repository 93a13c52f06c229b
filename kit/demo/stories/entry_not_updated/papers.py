"""The papers of the company, the move list that forgot Seller Center, the procedure and its log; both sheets of records."""

from collections.abc import Iterator

from kit.demo.exported import plain_csv
from kit.demo.ink import signature
from kit.demo.paper import clauses, facts, in_both, letterhead, sheet, signed, table
from kit.demo.stories.entry_not_updated.scenario import (
    ACCOUNT,
    NEW,
    NEW_PHONE,
    OLD,
    OLD_PHONE,
    STATE_NUMBER,
    TAX_NUMBER,
    Scenario,
)

_OWN, _STATE, _BANK, _POWER, _TAX = "#2F5D50", "#44506B", "#7A3E1D", "#1E6091", "#3D3D3D"


def records(s: Scenario) -> Iterator[tuple[str, bytes]]:
    """The cover plan and the sheet of shops."""
    yield (
        "records/grounds.csv",
        plain_csv(
            ("Violation ID", "Ground", "Cause", "POA", "Deadline", "State", "Sent at"),
            (
                (s.violation, "Registration information inconsistent", "New owner and new address were not filed in Seller Center", f"{s.violation}.pdf", "2026-09-10", "draft", ""),
                (s.warehouse_id, "Warehouse could not be verified", f"The lease uploaded on August 6 names {s.former[0]} as tenant, not the company", f"{s.warehouse_id}.pdf", "2026-09-10", "sent", "2026-08-21"),
                (s.linked_id, "Linked to a deactivated shop", f"{s.former[0]} and his phone stayed in our entry after he had left", f"{s.linked_id}.pdf", "2026-09-10", "ready", ""),
            ),
        ),
    )  # fmt: skip
    own, other, third = (
        (s.shop_code, s.shop, "US"),
        (s.other_code, s.other_shop, "US"),
        ("USLCMH41", "Meadowlark Home", "US"),
    )
    active, closed = "active", "deactivated June 3, 2026"
    yield (
        "records/linked_shops.csv",
        plain_csv(
            ("Shop code", "Shop", "Site", "Signal", "Value", "Relation", "State of the shop", "Since", "Until", "Evidence"),
            (
                (*own, "Legal person", s.former[0], "own", "deactivated", "2021-05-10", "2026-08-12", ""),
                (*own, "Legal person", s.signer[0], "own", "deactivated", "2026-08-12", "", ""),
                (*own, "Phone", OLD_PHONE, "own", "deactivated", "2021-05-10", "2026-08-12", ""),
                (*own, "Phone", NEW_PHONE, "own", "deactivated", "2026-08-12", "", ""),
                (*own, "Bank account", ACCOUNT, "own", "deactivated", "2021-05-24", "", ""),
                (*own, "Address", NEW, "own", "deactivated", "2026-04-01", "", ""),
                (*other, "Legal person", s.former[0], "know", closed, "2023-02-01", "", "transfer"),
                (*other, "Phone", OLD_PHONE, "know", closed, "2023-02-01", "", "entry_after"),
                (*other, "Bank account", "7710 0284 5512", "know", closed, "2023-02-01", "", ""),
                (*other, "Address", "9 Sawmill Court, Freehold, NJ 07728", "know", closed, "2023-02-01", "", ""),
                (*third, "Legal person", "Gu Wen", "know", active, "2024-09-16", "", ""),
                (*third, "Address", "310 Orchard Way, Edison, NJ 08817", "know", active, "2024-09-16", "", ""),
            ),
        ),
    )


def files(s: Scenario) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield "evidence/membership-transfer-2026-03-02.pdf", transfer(s)
    yield "evidence/搬迁清单-move-list-2026-03-27.pdf", move_list(s)
    yield "evidence/state-registration-2026-04-02.pdf", registration(s)
    yield "evidence/irs-147c-2026-08-14.pdf", tax_letter(s)
    yield "evidence/bank-statement-2026-07.pdf", bank_statement(s)
    yield "evidence/electricity-bill-2026-07.pdf", bill(s)
    yield "evidence/company-data-procedure-v1.pdf", procedure(s)
    yield "evidence/company-data-log.pdf", log(s)


def transfer(s: Scenario) -> bytes:
    """The agreement by which the former owner left."""
    body = (
        letterhead(s.seller, OLD, "Assignment of membership interest")
        + "<h1>Assignment of membership interest</h1>"
        + facts(("Company", s.seller), ("State number", STATE_NUMBER), ("Effective", "March 2, 2026"), ("Assignor", s.former[0]), ("Assignee", s.signer[0]), ("Interest", "60%"))
        + clauses(
            ("1", f"{s.former[0]} assigns all of his membership interest, 60%, to {s.signer[0]}, who holds 100% from the effective day."),
            ("2", f"{s.former[0]} resigns as manager on the effective day. {s.signer[0]} is the sole manager."),
            ("3", "The assignor keeps no right in any account, shop, brand or stock of the company and returns keys, cards and devices by March 6, 2026."),
            ("4", f"The assignor's own business, {s.other_shop}, is no part of the company and is not assigned."),
            ("5", "The company files the change with the State within 30 days."),
        )
        + signed((signature(s.former[0]), s.former[0], "Assignor, March 2, 2026"), (signature(s.signer[0]), s.signer[0], "Assignee, March 2, 2026"))
    )  # fmt: skip
    return sheet("Assignment", body, day="2026-03-02", foot=f"{s.seller}, assignment of March 2, 2026", tone=_OWN)


def move_list(s: Scenario) -> bytes:
    """Who was told of the move; Seller Center does not stand on it."""
    rows = (
        ("1", "State of New Jersey, registered office 州政府注册地址", "April 2, 2026", "done 已办"),
        ("2", "Bank, statement address 银行账单地址", "April 2, 2026", "done 已办"),
        ("3", "Electricity and water, new contract 水电开户", "April 1, 2026", "done 已办"),
        ("4", "IRS, Form 8822-B by mail 税务局地址变更", "April 6, 2026", "mailed 已寄"),
        ("5", "Insurance 保险", "April 7, 2026", "done 已办"),
        ("6", "Suppliers and carriers 供应商与承运商", "April 8, 2026", "done 已办"),
    )
    body = (
        letterhead(s.seller, s.seller_zh, "Office 行政")
        + '<h1>Move list 搬迁清单</h1><p class="under">Who has to be told of the new address 需通知新地址的单位</p>'
        + facts(
            ("Written", "March 27, 2026"), ("By", f"{s.office[0]} {s.office[1]}, Office Manager"), ("Move on", "April 1, 2026")
        )
        + f"<p>From 原址: {OLD}<br>To 新址: {NEW}</p>"
        + table(("No.", "Place 单位", "Told on 通知日期", "State 状态"), rows)
        + "<p></p><p>Closed on April 8, 2026: six of six done. 2026 年 4 月 8 日完成，共六项。</p>"
        + signed((signature(s.office[0]), f"{s.office[0]} {s.office[1]}", "Office Manager, April 8, 2026"))
    )
    return sheet("Move list", body, day="2026-04-08", foot=f"{s.seller}, move list", tone=_OWN)


def registration(s: Scenario) -> bytes:
    """What the State has on file since the second change."""
    body = (
        letterhead("State filing office", "Division of business records", "Status report")
        + f'<h1>Status of a limited liability company</h1><p class="under">{s.seller}</p>'
        + facts(("Company", s.seller), ("State number", STATE_NUMBER), ("Status", "Active"), ("Formed", "May 10, 2021"), ("Manager", s.signer[0]), ("Issued", "April 2, 2026"))
        + "<h2>Registered office</h2><p>" + NEW + "</p><h2>Filings</h2>"
        + table(
            ("Filed", "Filing", "Content"),
            (
                ("May 10, 2021", "Certificate of formation", f"Manager {s.former[0]}"),
                ("March 9, 2026", "Certificate of amendment", f"Manager {s.signer[0]} instead of {s.former[0]}"),
                ("April 2, 2026", "Change of registered office", f"{NEW} instead of {OLD}"),
            ),
        )
        + "<p></p><p>This report shows the records as of its day of issue.</p>"
    )  # fmt: skip
    return sheet("Status report", body, day="2026-04-02", foot=f"Status report, company {STATE_NUMBER}", tone=_STATE)


def tax_letter(s: Scenario) -> bytes:
    """The tax office's confirmation of name and number."""
    body = (
        letterhead("Internal revenue office", "Letter 147C", "By fax, August 14, 2026, 8:52 AM")
        + f"<p></p><p>{s.seller}<br>{NEW}</p><h1>Your employer identification number</h1>"
        + facts(("Employer identification number", TAX_NUMBER), ("Name on our records", s.seller), ("Date of this letter", "August 14, 2026"))
        + "<p>Thank you for your inquiry of August 13, 2026. Our records show the number and the name above, and the address to which this letter"
        " is sent. Keep this letter with your permanent records.</p>"
    )  # fmt: skip
    return sheet("Letter 147C", body, day="2026-08-14", foot=f"Letter 147C, {TAX_NUMBER}", tone=_TAX)


def bank_statement(s: Scenario) -> bytes:
    """One page: holder, account, address; amounts are few."""
    rows = (
        ("July 3, 2026", "Carrier, weekly invoice", "-1,184.20", "38,210.44"),
        ("July 8, 2026", "Marketplace payout", "9,672.15", "47,882.59"),
        ("July 15, 2026", "Supplier, invoice 2207", "-14,300.00", "33,582.59"),
        ("July 22, 2026", "Marketplace payout", "10,418.70", "44,001.29"),
        ("July 29, 2026", "Rent, Cutter Lane", "-3,900.00", "40,101.29"),
    )
    body = (
        letterhead("Delaware Valley Example Bank", "Business checking", "Statement of account")
        + "<h1>Statement, July 2026</h1>"
        + facts(("Account holder", s.seller), ("Account number", ACCOUNT), ("Statement date", "July 31, 2026"))
        + f"<p>{NEW}</p>"
        + table(("Date", "Entry", "Amount, USD", "Balance, USD"), rows, numbers=(2, 3))
    )
    return sheet("Statement", body, day="2026-07-31", foot=f"Account ending {ACCOUNT[-4:]}", tone=_BANK)


def bill(s: Scenario) -> bytes:
    """The electricity bill of July."""
    body = (
        letterhead("Garden State Example Electric", "Business service", "Bill")
        + "<h1>Electricity bill</h1>"
        + facts(("Customer", s.seller), ("Service address", NEW), ("Bill date", "July 22, 2026"), ("Service", "June 19 to July 20, 2026"), ("Used", "2,614 kWh"), ("Amount due", "$412.88"))
        + table(("Item", "Quantity", "Amount, USD"), (("Delivery", "2,614 kWh", "168.40"), ("Supply", "2,614 kWh", "219.57"), ("Customer charge", "1", "24.91")), numbers=(1, 2), total=("Total", "", "412.88"))
        + "<p></p><p>Due August 14, 2026. Paid by bank transfer.</p>"
    )  # fmt: skip
    return sheet("Electricity bill", body, day="2026-07-22", foot="Bill of July 22, 2026", tone=_POWER)


def procedure(s: Scenario) -> bytes:
    """The rule that holds since August 18, in both languages."""
    body = (
        letterhead(s.seller, s.seller_zh, "Company data, version 1")
        + '<h1>Procedure: company data</h1><p class="under">公司主体信息管理规程 · in force since August 18, 2026 自 2026 年 8 月 18 日起施行</p>'
        + in_both("The sheet of company data holds name, numbers, manager, address, account and phone. All other places copy from it.", "主数据表载明名称、编号、负责人、地址、账户与电话，其他场合一律从此表复制。", head=("1 One sheet", "一、主数据表"))
        + in_both("The list has nine places. Seller Center is the first. A change is closed when each place has its day and its screenshot or letter.", "清单共九处，Seller Center 列首位。每处均有日期及截图或回函，变更方可结案。", head=("2 Places to be told", "二、通知清单"))
        + in_both("Seller Center is told within 3 business days of a change of owner, manager, name, address, account or phone. The office manager files it; the managing member releases it.", "股东、负责人、名称、地址、账户或电话变更后 3 个工作日内更新 Seller Center，由行政经理提交，执行成员放行。", head=("3 Time", "三、时限"))
        + in_both("Each paper is held against the entry, field by field. One differing field stops the upload until entry or paper is corrected.", "每份文件与登记逐项核对，有一项不一致即停止上传，更正后方可继续。", head=("4 Before an upload", "四、上传前核对"))
        + in_both("On the first Monday of January, April, July and October all papers are compared, with their days. The log is kept with the papers.", "每年 1、4、7、10 月首个周一核对全部文件及其日期，记录与文件一并保存。", head=("5 Each quarter", "五、季度核对"))
        + signed((signature(s.signer[0]), f"{s.signer[0]} {s.signer[1]}, Managing Member", "August 18, 2026"), (signature(s.office[0]), f"{s.office[0]} {s.office[1]}, Office Manager", "August 18, 2026"))
    )  # fmt: skip
    return sheet("Company data", body, day="2026-08-18", foot=f"{s.seller}, company data, version 1", tone=_OWN)


def log(s: Scenario) -> bytes:
    """Comparisons and changes up to the letter."""
    rows = (
        ("August 17, 2026, 10:40 AM", "Five papers against the entry, 15 fields", "0 differ", s.office[0]),
        ("August 18, 2026, 9:15 AM", "Nine places of the list: manager and address", "9 of 9 told", s.office[0]),
        ("August 20, 2026, 2:05 PM", "Insurance certificate before upload", "Suite 210 found, stopped", s.office[0]),
        ("August 21, 2026, 11:30 AM", "Insurance certificate, issued anew", "0 differ, released", s.signer[0]),
    )
    body = (
        letterhead(s.seller, s.seller_zh, "Company data, log 核对记录")
        + "<h1>Log of comparisons and changes</h1>"
        + facts(("From", "August 17, 2026"), ("To", "August 21, 2026"), ("Entries", str(len(rows))))
        + table(("Time", "What was compared or filed", "Result", "By"), rows)
        + signed((signature(s.office[0]), f"{s.office[0]} {s.office[1]}", "Office Manager, August 21, 2026"))
    )
    return sheet("Log", body, day="2026-08-21", foot=f"{s.seller}, log of company data", tone=_OWN)
