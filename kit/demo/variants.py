"""Other shops with the story of a committed case."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

S = TypeVar("S", bound=Any)

_APART = 104_729  # between the Violation IDs of two variants: a prime, so that none meet


def another(main: S, shops: Sequence[tuple[str, str, str, str]], number: int, seed: int, **more: object) -> S:
    """The committed shop for 1 and its own seed, else one of the others: seller, its Chinese name, shop, mark of its SKUs."""
    if number == 1 and seed == main.seed:
        return main
    seller, seller_zh, shop, mark = shops[(number + seed) % len(shops)]
    return replace(
        main,
        name=f"{main.name}-{number:03}",
        seller=seller,
        seller_zh=seller_zh,
        shop=shop,
        mark=mark,
        shop_code=f"{main.shop_code[:4]}{mark}{number % 10}{seed % 10}",
        violation=str(int(main.violation) + _APART * number + seed),
        seed=seed,
        **more,
    )
