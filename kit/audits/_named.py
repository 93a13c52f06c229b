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
    """Whether the text names the parameter itself, in no other edition than the one that the parameter states.

    >>> names_parameter("EN 71-3", "EN 71-1; EN 71-3:2019"), names_parameter("EN 71-3", "EN 71-33")
    (True, False)
    >>> names_parameter("EN 71-3:2019+A1:2021", "EN71 - 3"), names_parameter("EN 71-3:2019", "EN 71-3:2013")
    (True, False)
    """
    named = _EDITION.search(parameter)
    stem, edition = (parameter[: named.start()], named.group()) if named else (parameter, "")
    words, pattern = re.findall(r"\d+|[^\W\d_]+", stem), ""
    for before, word in zip(["", *words], words, strict=False):
        between = r"[\W_]+" if before.isdigit() and word.isdigit() else r"[\W_]*"
        pattern += (between if before else "") + re.escape(word)
    found = re.finditer(rf"(?<![^\W_]){pattern}(?![^\W_])({_EDITION.pattern})?", text, re.IGNORECASE)
    return any(_agree(edition, one[1] or "") for one in found)


_EDITION = re.compile(r"\s?:\s?\d{4}(?:\s?\+\s?A\d{1,2}(?:\s?:\s?\d{4})?)*")
"""How a standard's edition is written: `:2019+A1:2021`."""


def _agree(one: str, other: str) -> bool:
    """Whether two editions are the same as far as both are stated."""
    first, second = (re.findall(r"\w+", edition.casefold()) for edition in (one, other))
    return all(mine == its for mine, its in zip(first, second, strict=False))


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
