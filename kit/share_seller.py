"""The seller of a case that states its own, moved into the client.yaml above, where the cases on other sites find it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.errors import BadFile
from kit.model import UNNAMED, Case, OpenCase, Seller, Shop, named
from kit.tools import yaml_text
from kit.tools.atomic import write_text

CLIENT = "client.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What is to be written so that the client's cases share the seller; None: it stays as it is."""

    client: str | None = None  # text of client.yaml
    case: str | None = None  # text of case.yaml, without its seller

    def write(self, opened: OpenCase) -> None:
        """Write client.yaml first: a case that still states its seller is whole with it and without it."""
        home, path = opened.folder.resolve().parent, opened.folder / "case.yaml"
        if self.client is not None:
            write_text(home / CLIENT, self.client)
        if self.case is not None:
            write_text(path, self.case)


def shared(opened: OpenCase, new: Shop | None) -> Shared:
    """The seller's part as client.yaml, with one shop more if one is given. Raises BadFile where that would not be read."""
    path, home = opened.folder / "case.yaml", opened.folder.resolve().parent
    if opened.case.seller is None:
        return Shared(client=_with_shop((home / CLIENT).read_text(encoding="utf-8-sig"), new, home)) if new else Shared()
    client, case = _parted(path, opened)
    yaml_text.read(Case, path, case)
    return Shared(client=_with_shop(client, new, home), case=case)


def against(opened: OpenCase) -> list[str]:
    """Why the seller of this case cannot become the one of the folder above, each with what to do."""
    case, home = opened.case, opened.folder.resolve().parent
    if case.seller is None:
        return []
    if (home / CLIENT).exists():
        told = f"{home / CLIENT} is there already, and {opened.folder / 'case.yaml'} states its seller too"
        return [f"{told}: delete what stands under seller: there, and write client: and the id of {CLIENT} in its place"]
    others = sorted(p.parent.name for p in home.glob("*/case.yaml") if _is_others(p, case.seller))
    return (
        [
            f"{home} holds cases of other sellers too ({', '.join(others[:3])}): move {opened.folder.name} into a folder of this client alone"
        ]
        if others
        else []
    )


def _is_others(path: Path, seller: Seller) -> bool:
    try:
        stated = yaml_text.plain(yaml_text.composed(path))
    except BadFile:
        return False
    own = stated.get("seller") if isinstance(stated, dict) else None
    if not isinstance(own, dict):
        return False
    if own.get("id") == UNNAMED:  # of an earlier kit: only the name tells whose it is
        return named(str(own.get("legal_name"))) != named(seller.legal_name)
    return own.get("id") != seller.id


def _parted(path: Path, opened: OpenCase) -> tuple[str, str]:
    """The text of client.yaml, comments and all, and what is left of case.yaml; files named there are named from the folder above."""
    text = path.read_bytes().decode("utf-8-sig")
    named = [value for where, value in yaml_text.scalars(path, text).items() if _is_signature(where)]
    for value in sorted(named, key=lambda v: -v.start):
        text = (
            text[: value.start]
            + json.dumps(f"{opened.folder.resolve().name}/{value.text}", ensure_ascii=False)
            + text[value.end :]
        )
    root = yaml_text.composed(path, text)
    key, value = next((k, v) for k, v in root.value if k.value == "seller")
    start, first, end = key.start_mark.index, value.start_mark.index, value.end_mark.index
    head = f"client: {opened.seller.id}"
    if value.flow_style:
        return f"{text[first:end]}\n", text[:start] + head + text[end:]
    line = text.rindex("\n", 0, first) + 1  # of its first key
    block = text[line:end].splitlines(keepends=True)
    kept = _own_lines(block, first - line)
    rest = "".join(block[kept:]) + text[end:]
    return "".join(
        _less(row, first - line) for row in block[:kept]
    ), f"{text[:start]}{head}{text[text.index(':', key.end_mark.index) + 1 : line]}{rest}"


def _own_lines(block: list[str], indent: int) -> int:
    """How many lines are the seller's: not the blank ones and the comments that stand before the next key."""
    own = [n for n, row in enumerate(block, 1) if row.strip() and row.startswith(" " * indent)]
    return own[-1]


def _less(row: str, indent: int) -> str:
    return row[indent:] if row.startswith(" " * indent) else row.lstrip(" ")


def _is_signature(where: str) -> bool:
    parts: list[Any] = where.split(".")
    return parts[:2] == ["seller", "people"] and parts[-1] == "signature"


def _with_shop(client: str, shop: Shop | None, home: Path) -> str:
    if shop is not None:
        document = yaml_text.load(home / CLIENT, client)
        yaml_text.append_line(document, "shops", shop.model_dump(mode="json", exclude_none=True))
        client = yaml_text.changed(client, document)
    yaml_text.read(Seller, home / CLIENT, client)
    return client
