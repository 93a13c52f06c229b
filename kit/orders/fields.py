"""The columns that may be read, table by table: everything else of a file stays in the file (research/orders.md §6)."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Kind = Literal["id", "tracking", "text", "value", "time", "count", "money", "flag", "person"]
"""`value`: a text of a known list, by its meaning. `time`: in UTC. `money`: decimal, also shares and minutes. `person`: a
buyer, kept only as a keyed digest, so that two rows can be told to be of one buyer and no more."""
Level = Literal["order", "package", "line"]
TableName = Literal[
    "orders",
    "packages",
    "returns",
    "income",
    "unsettled",
    "products",
    "reviews",
    "chats",
    "service",
    "timeline",
    "collections",
    "purchases",
    "claims",
    "attributes",
    "pictures",
    "goods",
    "certificates",
    "pre_listing",
    "grounds",
    "linked_shops",
    "listing_review",
]
Folder = Literal["orders", "returns", "finance", "listings", "service", "records"]


class Field(NamedTuple):
    """How a field is read, and what one value of it speaks of."""

    kind: Kind
    level: Level = "line"
    is_joined: bool = False  # stated in several columns, it is what they say together: day and clock, event and note


class Table(NamedTuple):
    """What a file of one kind may state."""

    folder: Folder  # of the case, where such files lie
    fields: Mapping[str, Field]
    needed: tuple[str, ...]  # without these a file is none of this kind
    key: tuple[str, ...]  # rows that agree in these speak of the same thing; a later export replaces an earlier
    starts: str | None = None  # the time that none of the others should precede

    @property
    def times(self) -> tuple[str, ...]:
        """The fields that are times."""
        return tuple(name for name, field in self.fields.items() if field.kind == "time")


TABLES: dict[str, Table] = {
    "orders": Table(
        folder="orders",
        needed=("order_id", "created_at"),
        key=("order_id", "sku_id", "package_id"),
        starts="created_at",
        fields={
            "order_id": Field("id", "order"),
            "sku_id": Field("id", "line"),
            "seller_sku": Field("text", "line"),
            "package_id": Field("id", "package"),
            "tracking_id": Field("tracking", "package"),
            "status": Field("value", "order"),
            "substatus": Field("value", "order"),
            "fulfilment": Field("value", "order"),
            "warehouse": Field("text", "order"),
            "carrier": Field("text", "package"),
            "quantity": Field("count", "line"),
            "created_at": Field("time", "order"),
            "paid_at": Field("time", "order"),
            "rts_at": Field("time", "package"),
            "shipped_at": Field("time", "package"),
            "delivered_at": Field("time", "package"),
            "cancelled_at": Field("time", "order"),
            "cancel_by": Field("value", "order"),
            "cancel_reason": Field("text", "order"),
            "cancel_return_type": Field("value", "line"),
            "order_kind": Field("value", "line"),
            "buyer": Field("person", "order"),
            "order_amount": Field("money", "order"),  # repeats on each line of the order
            "refund_amount": Field("money", "order"),
            "currency": Field("text", "order"),
            "creator": Field("text", "order"),  # whose content sold it: a public name, no buyer's
            # What only the Open API states: the platform's own deadlines, so that none need be rebuilt.
            "label_due_at": Field("time", "order"),  # rts_sla_time
            "handover_due_at": Field("time", "order"),  # tts_sla_time, or pick_up_cut_off_time
            "delivery_due_at": Field("time", "order"),  # delivery_sla_time
            "auto_cancel_at": Field("time", "order"),  # shipping_due_time or collection_due_time, the next to come
            "cancel_asked_at": Field("time", "order"),  # the buyer asked
            "release_at": Field("time", "order"),  # pre-order: handling starts
            "handling_days": Field("count", "order"),
            "handling_unit": Field("value", "order"),  # which days these are: calendar_days or business_days
            "is_sample": Field("flag", "order"),
            "is_replacement": Field("flag", "order"),  # or an exchange
        },
    ),
    "packages": Table(
        folder="orders",
        needed=("package_id", "order_id"),
        key=("package_id", "order_id"),
        starts="created_at",
        fields={
            "package_id": Field("id"),
            "order_id": Field("id"),
            "tracking_id": Field("tracking"),
            "carrier": Field("text"),
            "status": Field("value"),
            "created_at": Field("time"),
            "label_due_at": Field("time"),
            "handover_due_at": Field("time"),
            "updated_at": Field("time"),
        },
    ),
    "returns": Table(
        folder="returns",
        needed=("return_id", "order_id"),
        key=("return_id", "order_id", "sku_id"),
        starts="requested_at",
        fields={
            "return_id": Field("id"),
            "order_id": Field("id"),
            "sku_id": Field("id"),
            "seller_sku": Field("text"),
            "return_type": Field("value"),  # refund_only, return_refund, replacement
            "status": Field("value"),
            "substatus": Field("text"),
            "reason": Field("text"),
            "requested_at": Field("time"),
            "responded_at": Field("time"),  # the seller's first action, where stated
            "respond_by": Field("time"),  # the platform's deadline for it, where stated
            "refunded_at": Field("time"),
            "refund_amount": Field("money"),  # total of the row
            "order_amount": Field("money"),
            "currency": Field("text"),
            "quantity": Field("count"),
            "tracking_id": Field("tracking"),
            "dispute_status": Field("value"),
            "appeal_status": Field("text"),
            "compensation_status": Field("text"),
            "compensation_amount": Field("money"),
        },
    ),
    "income": Table(
        folder="finance",
        needed=("entry_id", "settled_amount"),
        key=("entry_id", "entry_type", "settled_at", "sku_id"),
        starts="created_at",
        fields={
            "entry_id": Field("id"),  # order or adjustment
            "entry_type": Field("text"),
            "order_id": Field("id"),  # related
            "sku_id": Field("id"),
            "created_at": Field("time"),
            "settled_at": Field("time"),
            "currency": Field("text"),
            "settled_amount": Field("money"),
            "revenue": Field("money"),
            "fees": Field("money"),
            "adjustment": Field("money"),
            "platform_penalty": Field("money"),
            "seller_deduction": Field("money"),
            "platform_compensation": Field("money"),
            "logistics_reimbursement": Field("money"),
            "chargeback": Field("money"),
            "customer_payment": Field("money"),
            "customer_refund": Field("money"),
        },
    ),
    "unsettled": Table(
        folder="finance",
        needed=("entry_id", "estimated_amount"),
        key=("entry_id", "entry_type", "sku_id"),
        starts="ordered_at",
        fields={
            "entry_id": Field("id"),
            "entry_type": Field("text"),
            "order_id": Field("id"),
            "sku_id": Field("id"),
            "created_at": Field("time"),
            "ordered_at": Field("time"),
            "shipped_at": Field("time"),
            "delivered_at": Field("time"),
            "quantity": Field("count"),
            "currency": Field("text"),
            "estimated_amount": Field("money"),
            "settle_text": Field("text"),  # such as "Delivered + 8 days"
            "reason": Field("text"),
        },
    ),
    "products": Table(
        folder="listings",
        needed=("product_id",),
        key=("product_id", "sku_id"),
        fields={
            "product_id": Field("id"),
            "sku_id": Field("id"),
            "seller_sku": Field("text"),
            "category": Field("text"),
            "brand": Field("text"),
            "title": Field("text"),
            "description": Field("text"),
            "variation": Field("text"),
            "price": Field("money"),
            "quantity": Field("count"),  # in stock, all warehouses together
            "status": Field("text"),
        },
    ),
    "reviews": Table(  # no export of it is known: by `poa map`
        folder="service",
        needed=("order_id", "rating"),
        key=("review_id", "order_id", "sku_id"),
        fields={
            "review_id": Field("id"),
            "order_id": Field("id"),
            "sku_id": Field("id"),
            "rating": Field("count"),  # 1 to 5
            "reviewed_at": Field("time"),
            "topic": Field("value"),  # logistics or product
        },
    ),
    "chats": Table(  # no export of it is known: by `poa map`
        folder="service",
        needed=("chat_id", "asked_at"),
        key=("chat_id", "asked_at"),
        starts="asked_at",
        fields={
            "chat_id": Field("id"),
            "asked_at": Field("time"),
            "answered_at": Field("time"),
            "answered_by": Field("value"),  # person or machine
        },
    ),
    "service": Table(  # the platform's own figures (Open API, customer service performance)
        folder="service",
        needed=("from_at", "sessions"),
        key=("from_at", "to_at"),
        starts="from_at",
        fields={
            "from_at": Field("time"),
            "to_at": Field("time"),
            "sessions": Field("count"),
            "response_share": Field("money"),  # per cent
            "satisfaction_share": Field("money"),  # per cent
            "response_minutes": Field("money"),
        },
    ),
    "timeline": Table(  # the seller's own log of what was done
        folder="records",
        needed=("at", "what"),
        key=("at", "role", "what", "shown_by"),
        starts="at",
        fields={
            "at": Field("time", is_joined=True),
            "role": Field("text"),
            "what": Field("text", is_joined=True),
            "shown_by": Field("text"),  # evidence id
        },
    ),
    "collections": Table(  # what the carrier's driver took, line by line of the signed manifests; the kit's form
        folder="records",
        needed=("collected_at", "manifest"),
        key=("manifest", "tracking_id", "order_id"),
        fields={
            "manifest": Field("text"),  # its number
            "tracking_id": Field("tracking"),
            "order_id": Field("id"),
            "collected_at": Field("time", is_joined=True),
            "collected_by": Field("text"),  # the driver, by role or number
            "shown_by": Field("text"),  # evidence id of the signed slip
        },
    ),
    "claims": Table(  # what listings say of the goods, and what proves it or when it was taken out; the kit's form
        folder="records",
        needed=("sku", "claim"),
        key=("claim", "sku"),
        fields={
            "claim": Field("text"),  # in the words of the listing
            "sku": Field("id"),  # seller SKU, SKU ID or product ID; "all"
            "place": Field("text"),  # title, description, picture, video
            "proof_kind": Field("text"),  # packaging, test or approval
            "proof": Field("text"),  # evidence id
            "removed_at": Field("time"),
        },
    ),
    "attributes": Table(  # what a listing states of the goods and what was measured; the kit's form
        folder="records",
        needed=("sku", "attribute", "listed", "measured"),
        key=("sku", "attribute"),
        fields={
            "sku": Field("id"),
            "attribute": Field("text"),
            "listed": Field("text"),
            "measured": Field("text"),
            "paper": Field("text"),  # evidence id
            "corrected_at": Field("time"),  # when the listing was put right
        },
    ),
    "grounds": Table(  # the cover plan of a deactivation: one row a Violation ID; the kit's form
        folder="records",
        needed=("violation_id", "ground"),
        key=("violation_id", "ground", "poa"),
        fields={
            "violation_id": Field("id"),
            "ground": Field("text"),  # in the words of the notice
            "cause": Field("text"),
            "poa": Field("text"),  # the PDF that answers it
            "deadline": Field("time"),  # a day
            "state": Field("text"),  # open, draft, ready, sent, approved, rejected
            "sent_at": Field("time"),
        },
    ),
    "linked_shops": Table(  # what each shop, ours among them, has that another could share; the kit's form
        folder="records",
        needed=("shop_code", "signal", "value"),
        key=("shop_code", "signal", "value"),
        fields={
            "shop_code": Field("id"),
            "shop": Field("text"),
            "site": Field("text"),
            "signal": Field("text"),  # legal person, bank account, address, phone, device
            "value": Field("text"),
            "relation": Field("text"),  # own, control, know or none
            "state": Field("text"),  # of the shop
            "since": Field("time"),  # days
            "until": Field("time"),
            "shown_by": Field("text"),  # evidence id
        },
    ),
    "pictures": Table(  # the pictures of listings and where each comes from; the kit's form
        folder="records",
        needed=("picture", "sku", "origin"),
        key=("picture", "sku"),
        fields={
            "picture": Field("text"),  # file name, as in the listing or the delivery
            "sku": Field("id"),
            "origin": Field("text"),  # own, licensed, copied or unknown
            "source": Field("text"),  # who made it, or the page on which it was found
            "paper": Field("text"),  # evidence id of the dated original or of the licence
            "taken_at": Field("time"),  # when it was photographed or drawn
            "listed_at": Field("time"),
            "removed_at": Field("time"),
        },
    ),
    "listing_review": Table(  # what a person found wrong with each listing of a removal, and what was done; the kit's form
        folder="records",
        needed=("seller_sku", "defect"),
        key=("seller_sku",),
        fields={
            "seller_sku": Field("text"),
            "supplier": Field("text"),
            "template": Field("text"),  # of attributes or text that the listing was made from
            "claim": Field("text"),
            "category": Field("text"),
            "certificate": Field("text"),  # its number
            "defect": Field("text"),  # in the same words for the same defect; none
            "place": Field("text"),  # text, picture, category, certificate, goods
            "mended_at": Field("time"),
            "ended_at": Field("time"),
            "shown_by": Field("text"),  # evidence id
        },
    ),
    "purchases": Table(  # what was bought, line by line of the suppliers' invoices; the kit's form
        folder="records",
        needed=("invoice", "supplier", "invoiced_at", "seller_sku", "quantity"),
        key=("supplier", "invoice", "invoiced_at", "seller_sku", "quantity"),
        fields={
            "supplier": Field("text"),
            "buyer": Field("text"),  # to whom the invoice is made out
            "invoice": Field("id"),  # its number
            "invoiced_at": Field("time"),  # a day
            "seller_sku": Field("text"),
            "quantity": Field("count"),  # single units
            "unit": Field("text"),
            "shown_by": Field("text"),  # evidence id of the invoice
        },
    ),
    "goods": Table(  # what each SKU is and what Seller Center asks for it; the kit's form
        folder="records",
        needed=("seller_sku", "goods_category"),
        key=("seller_sku",),
        fields={
            "seller_sku": Field("text"),
            "model": Field("text"),  # as it stands on papers: model, shade, variant
            "goods_category": Field("text"),  # what the goods are, whatever the listing says
            "role": Field("text"),  # of the seller for them: manufacturer, importer, repacker, reseller
            "supplier": Field("text"),
            "asked": Field("text"),  # papers that Category Requirements name, with ; between them
            "listed_at": Field("time"),  # days
            "ended_at": Field("time"),
            "relisted_at": Field("time"),  # on sale again
            "shown_by": Field("text"),  # evidence id
        },
    ),
    "certificates": Table(  # the register: one row a paper, held, applied for or expired; the kit's form
        folder="records",
        needed=("document", "skus"),
        key=("document", "number", "skus", "applied_at"),
        fields={
            "document": Field("text"),  # what kind of paper
            "number": Field("text"),
            "issuer": Field("text"),
            "holder": Field("text"),
            "models": Field("text"),  # that the paper itself names, with ; between them
            "skus": Field("text"),  # for which the seller files it, with ; between them
            "market": Field("text"),
            "parameters": Field("text"),  # that a report covers
            "applied_at": Field("time"),  # days
            "valid_from": Field("time"),
            "valid_to": Field("time"),
            "shown_by": Field("text"),  # evidence id
        },
    ),
    "pre_listing": Table(  # each check made before a product goes on sale; the kit's form
        folder="records",
        needed=("checked_at", "seller_sku", "result"),
        key=("checked_at", "seller_sku", "result"),
        fields={
            "checked_at": Field("time"),
            "seller_sku": Field("text"),
            "prohibited_list": Field("text"),  # whether it was looked up, and in which state
            "papers": Field("text"),  # that were looked at; or that none is asked for the category
            "test": Field("text"),  # the report that was looked at; or that no test is asked for the category
            "role": Field("text"),
            "result": Field("text"),  # passed or refused
        },
    ),
}
"""Name, in the order of the columns of the table."""

DUE = frozenset(
    {"label_due_at", "handover_due_at", "delivery_due_at", "auto_cancel_at", "release_at", "respond_by", "to_at", "valid_to"}
)
"""Times that may lie ahead of the moment at which the file was written."""

ORDERS = TABLES["orders"]
LINE_ONLY = tuple(name for name, field in ORDERS.fields.items() if field.level == "line")
"""May differ between two lines of one order."""

STATUS_ORDER = ("unpaid", "on_hold", "to_ship", "shipped", "delivered", "delivery_failed", "completed", "cancelled", "returned")
"""How far an order has come, for telling an earlier export of it from a later one."""
