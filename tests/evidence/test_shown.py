"""What is made of other kinds of files stands in the bundle like any exhibit, and the reader that checks it agrees."""

import made_bundle
import made_files
from PIL import Image

from kit.evidence.kind import Seen
from kit.evidence.look import look
from kit.model import Evidence, EvidenceItem


def shown(folder, path, **item):
    found = look(path, None, folder / "build" / "shown")
    assert isinstance(found, Seen), found
    record = EvidenceItem(id=path.stem, kind="record", caption=f"Caption of {path.stem}", file=f"evidence/{path.name}", **item)
    return Evidence(
        item=record, path=path, sha256=found.sha256, bytes=found.bytes, media=found.media, pages=found.pages,
        picked=found.picked, text=found.text, notes=found.notes, shown=found.shown, tiles=found.tiles,
    )  # fmt: skip


def test_every_kind_becomes_exhibits_that_pass_the_check(tmp_path):
    from kit.verify import verify

    kept = tmp_path / "evidence"
    kept.mkdir()
    made_files.xlsx(kept / "orders.xlsx", {"Orders": [["Order", "Late"], ["0001", "yes"]]})
    made_files.eml(kept / "mail.eml", attached=[("orders.csv", b"Order,Late,By\n0001,yes,lan\n", "text/csv")])
    (kept / "note.txt").write_text("Collection at 19:30.")
    Image.effect_noise((300, 200), 60).convert("RGB").save(kept / "screen.webp", lossless=True)
    Image.effect_noise((300, 200), 60).convert("RGB").save(kept / "scan.tif")
    Image.effect_noise((200, 2_000), 60).convert("RGB").save(kept / "tall.png")
    found = [shown(tmp_path, path) for path in sorted(kept.iterdir())]
    asked = []
    built = made_bundle.built(tmp_path, *found, check=lambda pdf, manifest: asked.append(verify(pdf, manifest)) or asked[-1])
    assert asked == [()]
    assert [x.pages for x in built.exhibits] == [len(e.pages) for e in found]
    made = {e.item.id: e.shown.made_by for e in found}
    assert made.pop("tall") is None
    assert all(made.values()), "what was made is named"
