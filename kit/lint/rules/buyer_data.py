"""P101: a buyer's name, address, phone number or e-mail in the letter or a caption. Order ids may stand."""

import re
from collections.abc import Callable, Iterable, Iterator

from kit.lint.known import known
from kit.lint.parts import printed
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools.prose import sentence_around
from kit.tools.written_dates import written

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,24}){1,4}")
_PHONE = re.compile(
    r"(?<![\w.,/-])(?:"
    r"\(?\+\d{1,3}\)?(?:[\s.-]?\(?[\d*]{1,5}\)?){2,6}"  # +44 7700 900123, (+44)77*****123
    r"|0\d{2,4}[\s-]\d{3,4}[\s-]?\d{3,4}|0[1-9]\d{8,9}"  # 07700 900123
    r"|1[3-9]\d{9}"  # 13800138000
    r"|\(\d{3}\)\s?\d{3}-\d{4}|\d{3}-\d{3}-\d{4}"  # (212) 555-0143
    r")(?![\w*-])"
)
_STREET = re.compile(
    r"(?<![\w,.])\d{1,4}[A-Za-z]?,?\s(?:[A-Z][a-z]{1,20}\s){1,3}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Close|Drive|Way|Court|Crescent|Gardens|Terrace|Boulevard|Blvd)\b"
    r"|\b(?:Calle|Avenida|Rue|Rua|Jalan|Carrera|Paseo|Plaza)\s(?:[^\W\d_][\w'’-]{1,20}\s){1,3}\d{1,4}\b"
    r"|\b[^\W\d_]\w{2,20}(?:straße|strasse|platz|gasse|allee)\s\d{1,4}\b"
)
_POSTCODE = re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}(?!\w)")
_BUYER = re.compile(r"\b(?:buyer|customer|recipient|consignee|shopper|purchaser)s?\b", re.IGNORECASE)
_ONE_BUYER = re.compile(
    r"\b(?:buyer|customer|recipient|consignee|shopper|purchaser|orderer)\b(?!\s(?:service|care|support))"
    r"|\border\s(?:ID\s|no\.?\s|number\s|#\s?)?\d{8,20}\b|\b(?:his|her|their)\s(?:\w{1,12}\s)?(?:money|refund|parcel|order|package|doorstep|home|house)\b",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"\b(?:our|my|the\scarrier['’]s|the\ssupplier['’]s)\s(?:\w{1,15}\s)?(?:warehouse|office|depot|unit|shop|registered|premises|address)\b",
    re.IGNORECASE,
)
_FREE_MAIL = re.compile(
    r"@(?:gmail|googlemail|yahoo|ymail|hotmail|outlook|live|icloud|aol|gmx|web|proton\w{0,4}|qq|163|126|naver|mail|rocketmail|msn)\.",
    re.IGNORECASE,
)
"""Where private people have their mail: beside a letter's signature it would be “our” or “my”."""
_OF_BUYER = re.compile(
    r"\b(?:buyer|customer|recipient|consignee|shopper|purchaser)(?:['’]s\sname)?(?:,|:|\snamed|\scalled|\sis|\swas)?\s$",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\b(?:[Bb]uyer|[Cc]ustomer|[Rr]ecipient|[Cc]onsignee|[Ss]hopper)(?:\s(?:named|called|is|was)\s|['’]s\sname\sis\s|[:,]\s?|\s)"
    r"(?P<name>(?:(?:Mr|Mrs|Ms|Miss|Dr)\.?\s)?(?!Service|Centre|Center|Support|Care|Protection|Data|Relations|Team|ID|Id|Order)"
    r"[A-Z][a-z]{1,20}\s[A-Z][a-z]{1,20})\b"
    r"|\b(?P<titled>(?:Mr|Mrs|Ms|Miss)\.?\s[A-Z][a-z]{1,20}(?:\s[A-Z][a-z]{1,20})?)\b"
)
_ZH = {"e-mail address": "电子邮箱", "phone number": "电话", "address": "地址", "postcode": "邮编", "person's name": "姓名"}
NEXT_ZH = "删去；有订单号平台就能找到买家"
NEXT = "take it out; the order id is enough for the platform to find the buyer"


def check(subject: Subject) -> Iterable[Hit]:
    if subject.stated is None:
        yield from _alone(subject)
        return
    data = known(subject)
    staff = " ".join(p.name for p in subject.seller.people)
    for passage in printed(subject):
        text = passage.text
        days = [(w.start, w.end) for w in written(text)]
        for noun, start, end in _found(text):
            quote = text[start:end]
            is_ours = quote in data.words or _is_staff(quote, staff) or any(a < end and start < b for a, b in days)
            if not is_ours and not any(t.start <= start and end <= t.end for t in passage.traces):
                yield _hit(passage.where, noun, quote, sentence_around(text, start))


def _alone(subject: Subject) -> Iterator[Hit]:
    """Of a letter without its case, which may name the seller's own people and places: what a sentence about a buyer holds."""
    assert subject.letter is not None
    for passage in subject.letter.passages:
        days = [(w.start, w.end) for w in written(passage.text)]
        for noun, start, end in _found(passage.text):
            sentence, quote = sentence_around(passage.text, start), passage.text[start:end]
            is_other = noun == "person's name" and not (_OF_BUYER.search(passage.text[:start][-40:]) or _has_address(sentence))
            if _OURS.search(sentence):
                continue
            is_private = noun == "e-mail address" and _FREE_MAIL.search(quote) is not None
            if (is_private or _ONE_BUYER.search(sentence)) and not is_other and not any(a < end and start < b for a, b in days):
                yield _hit(passage.where, noun, quote, sentence)


def _has_address(sentence: str) -> bool:
    """Whether the sentence gives a street, a postcode or an e-mail address."""
    return any(words.search(sentence) for words in (_EMAIL, _STREET, _POSTCODE))


def _found(text: str) -> Iterator[tuple[str, int, int]]:
    finders: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
        ("e-mail address", _EMAIL, lambda _: True),
        ("phone number", _PHONE, lambda q: 8 <= sum(c.isdigit() or c == "*" for c in q) <= 15),
        ("address", _STREET, lambda _: True),
        ("postcode", _POSTCODE, lambda _: True),
    )
    for noun, pattern, holds in finders:
        yield from ((noun, m.start(), m.end()) for m in pattern.finditer(text) if holds(m.group()))
    for match in _NAME.finditer(text):
        group = "name" if match["name"] else "titled"
        yield "person's name", match.start(group), match.end(group)


def _is_staff(quote: str, staff: str) -> bool:
    return any(
        len(word) > 2 and word in staff for word in quote.split() if word.rstrip(".") not in {"Mr", "Mrs", "Ms", "Miss", "Dr"}
    )


def _hit(where: str, noun: str, quote: str, sentence: str) -> Hit:
    is_buyers = bool(_BUYER.search(sentence)) or noun == "phone number"
    whose = "a buyer's" if is_buyers else "perhaps somebody's"
    return Hit(
        where=where,
        message=Both(f"“{quote}” looks like {whose} {noun}", f"“{quote}”像是{'买家的' if is_buyers else '某人的'}{_ZH[noun]}"),
        fix=Both(
            NEXT
            if is_buyers
            else f"if it is a buyer's, {NEXT}; if it is your own or a partner's, state it in the facts of an exhibit",
            NEXT_ZH if is_buyers else f"若是买家的，{NEXT_ZH}；若是自己或合作方的，请写入附件的 facts",
        ),
        quote=quote,
        severity=None if is_buyers else "warning",
    )


RULE = Rule(
    id="P101",
    name="buyer-data",
    severity="error",
    needs=frozenset({"letter"}),
    what=said(
        "No buyer's name, address, phone number or e-mail stands in the letter or a caption.",
        "信函和附件标题中不得出现买家姓名、地址、电话或邮箱。",
    ),
    why=said(
        "Buyers' data in an appeal is a violation of its own; the platform finds the buyer by the order id.",
        "申诉中泄露买家信息本身就是违规；平台凭订单号即可找到买家。",
    ),
    source="DESIGN §9 (buyers' personal data); research/appeals.md §4 form (no spare personal data)",
    grade="own_knowledge",
    check=check,
    bad=(
        "We called the buyer on +44 7700 900123.",
        "The buyer wrote from jane.doe@example.com.",
        "The parcel for the customer at 12 Mill Lane came late.",
        "Buyer Jane Doe was refunded.",
        "The phone 07700 900123 did not answer.",
        "The recipient lives at LS1 4AP.",
        "(+44)77******12 was called.",
        {"evidence.1.caption": "Chat with customer Jane Doe"},
        {"alone": True, "corrective.0.what": "One of them, Ada Birch (ada.birch88@gmail.com), wrote back."},
        {"alone": True, "corrective.0.what": "Mrs Ada Birch of 3 Mill Lane has her money back."},
    ),
    good=(
        "Order 5770123456789012345 and tracking 00340434161094021500 were concerned.",
        "The change was made on 12-06-2026 (SKU LYH-0042-19).",
        "Our Customer Service Team answered.",
        "Mr Chen signed the manifest.",
        "From 2026-05-11 to 2026-06-07 the van left early.",
        "The customer order page shows it.",
    ),
)
