"""The README of a portfolio: what lies in it, what is broken, and what `poa batch` must say of each."""

from collections import Counter
from collections.abc import Sequence

from kit.demo.portfolio.plan import Planned

_HEAD = """\
# A portfolio of {count} cases

{clients} clients, {sites} sites, {families} families of violations. All names, ids and figures are invented; the same command
makes the same files. Each client has a folder with `client.yaml`, `inbox/` for files that several cases use, and a folder for
each case.

    poa batch . -j 2

Of the {count} cases {ready} become `ready`{faulty}. The others are broken on purpose. A broken case must be told as in the table,
and must not disturb the others.

| Case | What is broken | The batch says | of |
|---|---|---|---|
"""


def text(cases: Sequence[Planned]) -> str:
    """The page."""
    broken = [case for case in cases if case.flaw]
    faulty = sum(bool(case.flaw and case.flaw.state == "ready") for case in cases)
    head = _HEAD.format(
        count=len(cases),
        clients=len({case.subject.client.id for case in cases}),
        sites=len({case.subject.site for case in cases}),
        families=len(Counter(case.subject.family for case in cases)),
        ready=len(cases) - sum(bool(case.flaw and case.flaw.state != "ready") for case in cases),
        faulty=f", {faulty} of them with something that the table names" if faulty else "",
    )
    return head + "".join(map(_row, broken))


def _row(case: Planned) -> str:
    flaw = case.flaw
    assert flaw
    said = ", ".join(f"“{words}”" for words in flaw.says)
    return f"| {case.path} | {flaw.broken} | {flaw.state}{': ' if said else ''}{said} | {flaw.place or 'nothing'} |\n"
