"""A case as small as one can be that has nothing to object to: a letter of two pages, two exhibits, no orders."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import made_bundle
from PIL import Image, ImageDraw

CASE = """\
id: small-case
seller:
  id: made
  legal_name: Made Trading
  shops: [{code: MADE, name: Made, site: UK, seller_type: local}]
  people: [{id: manager, name: Li Wen, title: Operations Manager, signature: signature.png}]
shop: MADE
violation:
  id: "7529184460371124"
  family: logistics
  site: UK
  title: Late dispatch
  ticket: enforced
  received: 2026-06-09T10:12+01:00
  deadline: 2026-07-09T23:59+01:00
route: appeal
stance: plan
attempt: 1
profile: seed
fulfilment: seller
letter:
  date: 2026-07-06
  signer: manager
  summary:
    happened: Parcels left the warehouse late.
    why: The cut-off stayed where it was when the van moved.
    now: The cut-off was moved and is held against the timetable every Monday.
root_causes:
  - id: cutoff
    what: The carrier moved its collection to the afternoon ({{ exhibit.contract }}). The cut-off in the system was not moved with it.
    role: Operations Manager
    when: 2026-05-11
    exhibits: [contract]
corrective:
  - id: moved
    owner: manager
    done: 2026-06-12 09:40
    what: The cut-off was moved to an hour before the collection ({{ exhibit.screen }}).
    answers: [cutoff]
    exhibits: [screen]
preventive:
  - id: weekly
    owner: manager
    since: 2026-06-15
    what: The cut-off is held against the carrier's timetable ({{ exhibit.screen }}).
    trigger: Every Monday
    limit: An hour before the collection
    measured: A signed sheet of each Monday
    answers: [cutoff]
    exhibits: [screen]
evidence:
  - {id: contract, file: evidence/contract.pdf, kind: carrier_contract, caption: Contract with the carrier}
  - {id: screen, file: evidence/screen.png, kind: settings_screenshot, caption: Dispatch settings}
"""


def make(folder):
    """The case in that folder, which is made."""
    for name, content in _files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@cache
def _files():
    """The files by their names; drawn once, because hundreds of tests want them."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "evidence").mkdir()
        (folder / "case.yaml").write_text(CASE, encoding="utf-8")
        made_bundle.text_pdf(folder / "evidence" / "contract.pdf")
        made_bundle.screenshot(folder / "evidence" / "screen.png")
        signature = Image.new("RGB", (300, 100), "white")
        ImageDraw.Draw(signature).line((20, 80, 120, 20, 200, 80, 280, 30), fill="black", width=4)
        signature.save(folder / "signature.png")
        return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
