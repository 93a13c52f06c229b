"""The grid of facts under the title, and who signs."""

from datetime import date

from kit.errors import BadFile
from kit.letter.context import HeadFact, Signature
from kit.letter.style import Style
from kit.model import OpenCase, Policy

MAX_BYTES = 2_000_000  # of the scanned signature: a photo cut to the signature has far less
MAX_PIXELS = 20_000_000  # a small file may unpack to a huge picture


def facts(opened: OpenCase, style: Style) -> tuple[HeadFact, ...]:
    """Which case this is: three facts a row."""
    case, violation = opened.case, opened.case.violation
    written = style.says("written", day=style.day(case.letter.date))
    first = (
        HeadFact(label=style.says("violation_id"), value=violation.id, is_id=True),
        HeadFact(label=style.says("site"), value=f"TikTok Shop {violation.site}"),
        HeadFact(label=style.says("notice_received"), value=style.day(violation.received)),
    )
    last = (
        HeadFact(label=style.says("reply_due"), value=style.day(violation.deadline), notes=(written,))
        if violation.deadline
        else HeadFact(label=style.says("letter_of"), value=style.day(case.letter.date))
    )
    return (*first, _shop(opened, style), _person(opened, style), last)


def signature(opened: OpenCase, policy: Policy, style: Style) -> Signature | None:
    """The block at the end; None if nobody signs and the site does not ask for it."""
    signer, written = opened.signer, opened.case.letter.date
    company = opened.seller.legal_name
    if signer:
        title = f"{signer.title}, {company}"
        return Signature(image=_image(opened), name=_name(signer.name, signer.name_zh), title=title, date=style.day(written))
    if any(_wants(policy, what, written) for what in ("letter.signature", "letter.responsible_person")):
        return Signature(image=None, name="", title=company, date=style.day(written))
    return None


def _shop(opened: OpenCase, style: Style) -> HeadFact:
    seller, shop = opened.seller, opened.shop
    names = dict.fromkeys(n for n in (seller.legal_name, seller.legal_name_zh) if n and n != shop.name)
    return HeadFact(label=style.says("shop"), value=shop.name, notes=(*names, shop.code))


def _person(opened: OpenCase, style: Style) -> HeadFact:
    signer = opened.signer
    if signer is None:
        return HeadFact(label="", value="")
    return HeadFact(label=style.says("person"), value=_name(signer.name, signer.name_zh), notes=(signer.title,))


def _name(name: str, chinese: str | None) -> str:
    return f"{name} ({chinese})" if chinese and chinese != name else name


def _wants(policy: Policy, fact_id: str, written: date) -> bool:
    fact = policy.get(fact_id)
    return bool(fact and fact.value is True and fact.holds_on(written))


def _image(opened: OpenCase) -> bytes | None:
    """The scanned signature; BadFile unless it is a PNG or JPEG of a sane size."""
    path = opened.signature
    if path is None:
        return None
    try:
        content = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    except OSError as error:
        raise BadFile(path, [f"the signature cannot be read: {error.strerror}"]) from None
    if content is None:
        raise BadFile(path, [f"the signature is larger than {MAX_BYTES:,} bytes; cut the picture to the signature"])
    is_png, is_jpeg = content.startswith(b"\x89PNG\r\n\x1a\n"), content.startswith(b"\xff\xd8\xff")
    if not is_png and not is_jpeg:
        raise BadFile(path, ["the signature is neither PNG nor JPEG by its content; save it as PNG"])
    if is_png and int.from_bytes(content[16:20]) * int.from_bytes(content[20:24]) > MAX_PIXELS:
        raise BadFile(path, [f"the signature has more than {MAX_PIXELS:,} pixels; make the picture smaller"])
    return content
