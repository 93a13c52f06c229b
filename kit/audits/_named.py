"""Whether two tables of people mean the same SKU, model or parameter."""

import re
from collections.abc import Iterable


def is_named(sku: str, skus: Iterable[str]) -> bool:
    """Whether the SKU is one of these, in whatever capitals."""
    return sku.casefold() in {one.casefold() for one in skus}


def names_model(models: tuple[str, ...], model: str) -> bool:
    """Whether one of the models is this one, without spaces, points and capitals; a comma may belong to its name.

    >>> names_model(("Bear-30", "Bear 45"), "bear 30"), names_model(("Lamp L1", "black"), "Lamp L1, black")
    (True, True)
    """
    return _bare(model) in {*map(_bare, models), _bare("".join(models))}


def names_parameter(parameter: str, text: str) -> bool:
    """Whether the text names the parameter itself.

    >>> names_parameter("EN 71-3", "EN 71-1; EN 71-3:2019"), names_parameter("EN 71-3", "EN 71-33")
    (True, False)
    """
    words = r"[\W_]*".join(map(re.escape, re.findall(r"[^\W_]+", parameter)))
    return re.search(rf"(?<![^\W_]){words}(?![^\W_])", text, re.IGNORECASE) is not None


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
