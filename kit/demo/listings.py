"""Exports of listings as the batch-edit template has them: keys, four rows of explanations, a row for each SKU."""

from collections.abc import Iterable
from dataclasses import dataclass

from kit.demo.workbook import workbook

_KEYS = ("product_id", "category", "brand", "product_name", "product_description", "main_image", "sku_id", "variation_value", "price", "quantity", "seller_sku")  # fmt: skip
_EXPLAINED = (
    ("V4", "All_Information", "metric"),
    ("Product ID", "Category", "Brand", "Product name", "Product description", "Main image", "SKU ID", "Variation", "Price", "Quantity", "Seller SKU"),
    ("Mandatory", "Mandatory", "Optional", "Mandatory", "Mandatory", "Mandatory", "Mandatory", "Optional", "Mandatory", "Mandatory", "Optional"),
    ("Do not change this column.", "Choose one of the list.", "The brand of the product, if it has one."),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One SKU of a listing."""

    product_id: str
    sku_id: str
    seller_sku: str
    category: str
    brand: str
    title: str
    description: str  # HTML
    variation: str
    price: str
    quantity: int


def template(rows: Iterable[Row]) -> bytes:
    """The workbook of all listings."""
    return workbook([_KEYS, *_EXPLAINED, *map(_cells, rows)])


def _cells(row: Row) -> tuple[str, ...]:
    image = f"https://images.example/{row.product_id}.jpg"
    return (
        *(row.product_id, row.category, row.brand, row.title, row.description, image),
        *(row.sku_id, row.variation, row.price, str(row.quantity), row.seller_sku),
    )
