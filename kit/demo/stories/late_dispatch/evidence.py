"""Every evidence file of the case, and the signature, by its path in the folder."""

from collections.abc import Iterator

from kit.demo.filled import slug
from kit.demo.stories.late_dispatch import carrier_papers, own_papers, pictures
from kit.demo.stories.late_dispatch.records import Records


def files(records: Records) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    s = records.scenario
    yield "signature.png", pictures.signature(records)
    yield "evidence/notice-2026-06-09.png", pictures.notice(records)
    yield "evidence/dispatch-settings-2026-06-10.png", pictures.settings(records, corrected=False)
    yield "evidence/dispatch-settings-2026-06-12.png", pictures.settings(records, corrected=True)
    yield "evidence/photo-2026-06-15.jpg", pictures.photo(records)
    yield f"evidence/carrier-contract-{slug(s.old_carrier)}.pdf", carrier_papers.old_contract(records)
    yield f"evidence/carrier-contract-{slug(s.new_carrier)}.pdf", carrier_papers.new_contract(records)
    yield "evidence/supplementary-manifest.pdf", carrier_papers.supplementary_manifest(records)
    yield "evidence/manifest-2026-06-15.pdf", carrier_papers.first_manifest(records)
    yield "evidence/仓库交接记录-2026-05.pdf", own_papers.handover_record(records)
    yield "evidence/daily-check-log.pdf", own_papers.check_log(records)
    yield "evidence/dispatch-procedure-v2.pdf", own_papers.procedure(records)
    yield "evidence/internal-note-2026-06-10.pdf", own_papers.internal_note(records)
