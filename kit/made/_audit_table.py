"""The whole table of an audit: every row on paper, and in a CSV that it names by its hash."""

import csv
from hashlib import sha256
from io import StringIO
from pathlib import Path

from kit.made._request import Request
from kit.model import Audit
from kit.tools import glyphs
from kit.tools.atomic import write_bytes
from kit.tools.cells import harmless
from kit.tools.templates import rendered
from kit.tools.typeset import pdf


def draw(request: Request, out: Path) -> Path | str:
    """The exhibit's PDF in `out`, beside the CSV and the audit's own files; or why there was nothing to look through."""
    audit = next(a for a in request.audits if a.id == request.item.made)
    if audit.unavailable:
        return audit.unavailable
    content = _csv(audit)
    name = f"{audit.id}.csv"
    html = rendered(
        "audit_table.html.j2",
        language="en",
        title=request.item.caption.en,
        made_on=request.case.letter.date.isoformat(),
        audit=audit,
        states=_STATES,
        has_states=any(_STATES[row.state] for row in audit.rows),
        readings=tuple(r for r in request.readings if r.file.split("/")[0] in audit.reads),
        csv_name=name,
        digest=sha256(content).hexdigest(),
    )
    glyphs.check([(f"{audit.id}, row {n}", " ".join(row.cells)) for n, row in enumerate(audit.rows, 1)])
    drawn = pdf(html).content
    for file, made in {name: content, **audit.files}.items():
        write_bytes(out / file, made)
    write_bytes(out / f"{audit.id}.pdf", drawn)
    return out / f"{audit.id}.pdf"


_STATES = {"good": "", "gap": "wanting", "open": "open", "plain": ""}
"""How a row stands, in the last column."""


def _csv(audit: Audit) -> bytes:
    """All rows. UTF-8 with a mark, so that spreadsheets read Chinese names."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((*audit.heads, "state"))
    writer.writerows([harmless(cell) for cell in (*row.cells, row.state)] for row in audit.rows)
    return out.getvalue().encode("utf-8-sig")
