"""What is broken on purpose in a case, and what `poa batch` must say of it: the state, the place and some of its words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Stated = dict[str, Any]
Files = dict[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """One fault that a client or a writer makes, planted in a case."""

    id: str
    broken: str  # what is wrong with the case, for the README
    state: str  # failed: it cannot be read; refused: it was read and a check objects; ready: told, but no obstacle
    says: tuple[str, ...]  # words that the summary must hold
    place: str = ""  # file or key that it must name
    needs: Literal["any", "plan", "orders", "late", "certified", "twin"] = "any"  # the cases in which it can be planted
    plant: Callable[[Stated, Files], None] = lambda _stated, _files: None
    retold: Callable[[str], str] = str  # the text of case.yaml, changed


def _exhibit(stated: Stated, suffix: str) -> Stated:
    """The last exhibit of the client's that is such a file."""
    return next(
        e for e in reversed(stated["evidence"]) if e.get("file", "").startswith("evidence/") and e["file"].endswith(suffix)
    )


def _orders(files: Files) -> str:
    return next(name for name in files if name.startswith("orders/"))


def _missing(stated: Stated, files: Files) -> None:
    del files[_exhibit(stated, ".pdf")["file"]]


def _damaged(stated: Stated, files: Files) -> None:
    name = _exhibit(stated, ".pdf")["file"]
    files[name] = files[name][:300]


def _empty(stated: Stated, files: Files) -> None:
    files[_exhibit(stated, ".png")["file"]] = b""


def _not_a_picture(stated: Stated, files: Files) -> None:
    files[_exhibit(stated, ".png")["file"]] = b"\x89PNG\r\n\x1a\n" + b"half a download " * 40


def _wrong_column(_stated: Stated, files: Files) -> None:
    name = _orders(files)
    head, _, rows = files[name].decode("utf-8-sig").partition("\n")
    cells = head.split(",")
    files[name] = ",".join(["Our number", *cells[1:]]).encode("utf-8-sig") + b"\n" + rows.encode()


def _other_months(_stated: Stated, files: Files) -> None:
    name = _orders(files)
    files[name] = files[name].replace(b"/2026 ", b"/2025 ")


def _denied(stated: Stated, _files: Files) -> None:
    stated["root_causes"][0]["pattern"] = "new_place"


def _expired(stated: Stated, _files: Files) -> None:
    cited = stated["corrective"][-1]["exhibits"][-1]
    item = next(e for e in stated["evidence"] if e["id"] == cited)
    item["facts"] = {**item["facts"], "valid_to": "31 May 2026"}


def _no_deadline(stated: Stated, _files: Files) -> None:
    del stated["violation"]["deadline"]


def _unfilled(stated: Stated, _files: Files) -> None:
    stated["letter"]["summary"]["happened"] = "[TODO: what happened, with figures]"


def _no_such_metric(stated: Stated, _files: Files) -> None:
    stated["letter"]["summary"]["happened"] = "{{ metric.late_parcels.during }} of the orders were late."


def _undated(stated: Stated, _files: Files) -> None:
    del stated["corrective"][0]["done"]


def _blames(stated: Stated, _files: Files) -> None:
    stated["letter"]["summary"]["why"] = "Our supplier is to blame."


def _uncited(stated: Stated, files: Files) -> None:
    item = _exhibit(stated, ".pdf")
    files["evidence/extra.pdf"] = files[item["file"]]
    stated["evidence"].append({"id": "extra", "file": "evidence/extra.pdf", "kind": "photo", "caption": "One more paper"})


def _outside(stated: Stated, files: Files) -> None:
    item = _exhibit(stated, ".pdf")
    del files[item["file"]]
    item["file"] = "../../inbox/" + item["file"].removeprefix("evidence/")


def _other_shop(stated: Stated, _files: Files) -> None:
    stated["shop"] = "XXLCNONE"


def _unknown_key(stated: Stated, _files: Files) -> None:
    stated["root_cause"] = "The van came earlier."


def _cut(text: str) -> str:
    return text.replace("\nletter:\n", "\nletter: [\n", 1)


FLAWS = (
    Flaw(id="missing_file", broken="a paper that case.yaml names is not there", state="failed", place="case.yaml", says=("there is no file evidence/",), plant=_missing),
    Flaw(id="wrong_column", broken="the order export has another name for the column of order ids", state="failed", place="orders/", says=("no order id column",), needs="orders", plant=_wrong_column),
    Flaw(id="damaged_pdf", broken="a PDF ends after 300 bytes", state="failed", place="evidence/", says=("PDF",), plant=_damaged),
    Flaw(id="undated_action", broken="a corrective action has no day", state="refused", place="corrective.0", says=("does not say when",), needs="plan", plant=_undated),
    Flaw(id="denied_cause", broken="the root cause names a pattern that the orders deny", state="refused", place="root_causes.0.pattern", says=("speak against root cause",), needs="late", plant=_denied),
    Flaw(id="expired_paper", broken="the certificate of a corrective action had run out", state="refused", place="evidence.", says=("expired on",), needs="certified", plant=_expired),
    Flaw(id="no_deadline", broken="the notice names no deadline: nothing is wrong, but it comes last", state="ready", says=(), plant=_no_deadline),
    Flaw(id="left_over", broken="a line of the template was never filled", state="refused", place="letter.summary.happened", says=("TODO",), plant=_unfilled),
    Flaw(id="broken_yaml", broken="case.yaml has an open bracket", state="failed", place="case.yaml", says=("line",), retold=_cut),
    Flaw(id="no_such_metric", broken="the letter quotes a metric that does not exist", state="failed", place="case.yaml", says=("letter.summary.happened", "late_parcels"), plant=_no_such_metric),
    Flaw(id="other_months", broken="the order export is of another year", state="refused", place="violation.window", says=("no order counts",), needs="orders", plant=_other_months),
    Flaw(id="blames", broken="the letter blames somebody else", state="refused", place="letter.summary.why", says=("blame",), needs="plan", plant=_blames),
    Flaw(id="empty_file", broken="a screenshot has 0 bytes", state="failed", place="evidence/", says=("empty",), plant=_empty),
    Flaw(id="answered_twice", broken="the violation is answered in another folder too", state="failed", place="case.yaml", says=("is answered in",), needs="twin"),
    Flaw(id="outside_file", broken="a paper is taken from outside the client's folder", state="failed", place="case.yaml", says=("lies outside the case folder",), plant=_outside),
    Flaw(id="uncited", broken="an exhibit is cited nowhere", state="refused", place="evidence.", says=("never cites it",), plant=_uncited),
    Flaw(id="not_a_picture", broken="a screenshot is half a download", state="failed", place="evidence/", says=(), plant=_not_a_picture),
    Flaw(id="other_shop", broken="the shop is none of the client's", state="failed", place="case.yaml", says=("is not a shop of",), plant=_other_shop),
    Flaw(id="unknown_key", broken="case.yaml has a key that does not exist", state="failed", place="case.yaml", says=("root_cause",), plant=_unknown_key),
)  # fmt: skip
