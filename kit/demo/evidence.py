"""Every evidence file of the case, and the signature, by its path in the folder."""

from collections.abc import Iterator

from kit.demo import papers, pictures
from kit.demo.case_file import slug
from kit.demo.records import Records


def files(records: Records) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    s = records.scenario
    yield "signature.png", pictures.signature(records)
    yield "evidence/notice-2026-06-09.png", pictures.notice(records)
    yield "evidence/dispatch-settings-2026-06-10.png", pictures.settings(records, corrected=False)
    yield "evidence/dispatch-settings-2026-06-12.png", pictures.settings(records, corrected=True)
    yield "evidence/photo-2026-06-15.jpg", pictures.photo(records)
    yield f"evidence/carrier-contract-{slug(s.old_carrier)}.pdf", papers.old_contract(records)
    yield f"evidence/carrier-contract-{slug(s.new_carrier)}.pdf", papers.new_contract(records)
    yield from ((f"evidence/{name}", make(records)) for name, make in papers.PAPERS.items())
