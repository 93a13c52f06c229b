"""A counter-notice as a blank form: what it asks for, and lines to write on. It is the seller's legal declaration, so nothing is filled."""

from pathlib import Path

from kit.made._request import Request
from kit.tools.atomic import write_bytes
from kit.tools.templates import rendered
from kit.tools.typeset import pdf

EXHIBIT = "counter_notice_form"  # the kind of evidence that it is

NEEDS_ORDERS = False

_SOURCE = "https://seowki.com/news/296922.html"  # a repost of the platform's page, cut after the explanation; third party
_ASKED = (
    ("Full name, and authority to sign for the firm", "姓名及代表公司签署的授权", 1),
    ("Postal address", "邮寄地址", 2),
    ("E-mail", "电子邮箱", 1),
    ("Telephone", "电话", 1),
    ("Where the removed item was (link, product ID)", "被下架内容的位置（链接、商品 ID）", 2),
    ("Why the removal was wrong, in detail", "下架有误的详细理由", 6),
    (
        "Statement accepting the jurisdiction of a court and service of process, in your own words",
        "接受法院管辖与文书送达的声明（由本人书写）",
        4,
    ),
    ("Signature and date, by hand", "亲笔签名与日期", 2),
)
"""What is asked for, in both languages, and how many lines there are to write on."""


def draw(request: Request, out: Path) -> Path:
    """The form's PDF in `out`: one page, every field blank."""
    html = rendered(
        "counter_notice.html.j2",
        title=request.item.caption.en,
        made_on=request.case.letter.date.isoformat(),
        asked=_ASKED,
        source=_SOURCE,
    )
    path = out / "counter_notice_form.pdf"
    write_bytes(path, pdf(html).content)
    return path
