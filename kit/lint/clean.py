"""The small clean appeal of the rules' examples as it stands in files, and the changes that make it another clean appeal."""

from typing import Any

from kit.model import Claim, ClaimVerdict, Ref

SELLER: dict[str, Any] = {
    "id": "lanyu-home",
    "legal_name": "Lanyu Home (Shenzhen) Trading Co., Ltd.",
    "shops": [{"code": "GBLCLYH7", "name": "Lanyu Home UK", "site": "UK", "seller_type": "cross_border"}],
    "people": [
        {"id": "chen_wei", "name": "Chen Wei", "name_zh": "陈伟", "title": "Operations Manager", "signature": "signature.png"}
    ],
}

CASE: dict[str, Any] = {
    "id": "uk-late-dispatch",
    "seller": SELLER,
    "shop": "GBLCLYH7",
    "violation": {
        "id": "7529184460371124",
        "family": "logistics",
        "site": "UK",
        "title": "Late dispatch rate above the limit",
        "ticket": "enforced",
        "received": "2026-06-09T10:12+01:00",
        "deadline": "2026-07-09T23:59+01:00",
        "window": {"start": "2026-05-11", "end": "2026-06-07"},
        "figures": [{"metric": "late_dispatch", "value": "10.5%"}],
        "skus": ["LYH-0042"],
    },
    "route": "appeal",
    "stance": "plan",
    "letter": {
        "date": "2026-07-06",
        "signer": "chen_wei",
        "summary": {
            "happened": "{{ metric.late_dispatch.during.full }} were handed over late between 11 May and 7 June 2026.",
            "why": "The Daventry order cut-off did not follow the carrier's earlier van.",
            "now": "Since {{ measure.evening_van.since }} a van leaves at 19:30; {{ metric.late_dispatch.after.full }} were late.",
        },
    },
    "root_causes": [
        {
            "id": "cutoff_mismatch",
            "what": (
                "From 11 May 2026 the van of Northway Parcels left Daventry at 15:30 instead of 18:00, and our warehouse "
                "planner did not move the order cut-off of 17:00 ({{ exhibit.old_contract }})."
            ),
            "role": "Warehouse planner",
            "when": "2026-05-11",
            "metrics": ["late_dispatch"],
            "exhibits": ["old_contract"],
        }
    ],
    "corrective": [
        {
            "id": "cutoff_moved",
            "what": "The planner moved the cut-off at Daventry to 15:00 ({{ exhibit.cutoff_screen }}).",
            "owner": "Warehouse planner",
            "done": "2026-06-12 09:40",
            "answers": ["cutoff_mismatch"],
            "exhibits": ["cutoff_screen"],
        },
        {
            "id": "carrier_changed",
            "what": "Calder Express made its first evening collection at {{ action.carrier_changed.done }}.",
            "owner": "chen_wei",
            "done": "2026-06-15 19:42",
            "answers": ["cutoff_mismatch"],
            "exhibits": ["new_contract"],
        },
    ],
    "preventive": [
        {
            "id": "evening_van",
            "what": "Calder Express collects at Daventry each working day at 19:30 ({{ exhibit.new_contract }}).",
            "owner": "Warehouse planner",
            "since": "2026-06-15",
            "trigger": "each working day at 19:30",
            "limit": "0 parcels left on the dock",
            "measured": "The shift leader signs the count in the collection manifest ({{ exhibit.manifests }}).",
            "answers": ["cutoff_mismatch"],
            "exhibits": ["new_contract", "manifests"],
        }
    ],
    "put_right": {
        "buyers": {"what": "Every parcel was delivered.", "count": 412, "of": 412},
        "stock": {"not_applicable": "No goods were at fault."},
    },
    "evidence": [
        {
            "id": "old_contract",
            "file": "evidence/northway.pdf",
            "kind": "carrier_contract",
            "caption": "Northway Parcels: notice of the new collection time",
            "facts": {"carrier": "Northway Parcels", "collection": "15:30", "earlier_collection": "18:00", "cutoff": "17:00"},
        },
        {
            "id": "cutoff_screen",
            "file": "evidence/cutoff.png",
            "kind": "screenshot",
            "caption": "Warehouse system: cut-off at Daventry after the change",
            "facts": {"cutoff": "15:00"},
        },
        {
            "id": "new_contract",
            "file": "evidence/calder.pdf",
            "kind": "carrier_contract",
            "caption": "Calder Express: collection agreement, signed page",
            "facts": {"carrier": "Calder Express", "signed": "2026-06-14", "valid_to": "2027-06-13"},
        },
        {
            "id": "manifests",
            "file": "evidence/manifests.pdf",
            "kind": "manifest",
            "caption": "Collection manifests, first fortnight",
        },
    ],
}

DISPUTE: dict[str, Any] = {
    "stance": "dispute",
    "root_causes": [],
    "corrective": [],
    "preventive": [],
    "evidence.2": None,
    "evidence.1": None,
    "evidence.0": None,  # the manifests stay
    "letter.summary": None,
    "dispute": {
        "happened": [{"id": "handed_over", "what": "The parcels were handed over in time.", "exhibits": ["manifests"]}],
        "wrong": [{"id": "scan", "what": "The carrier scanned them a day later.", "exhibits": ["manifests"]}],
        "asks": [{"id": "remove", "what": "We ask you to take the violation off the record."}],
    },
}
"""Changes that make the clean appeal a clean dispute; its one exhibit is `manifests`."""

FACTS: dict[str, dict[str, Any]] = {
    "late_dispatch.limit": {
        "value": 4, "unit": "%", "grade": "official", "seen": "2026-06-01", "source": "https://seller-uk.tiktok.com/",
    },
    "appeal.answer_within": {"value": 72, "unit": "hours", "grade": "seed", "seen": "2026-06-01", "source": "seed 002"},
    "letter.responsible_person": {"value": True, "grade": "seed", "seen": "2026-06-01", "source": "seed 002"},
    "letter.signature": {"value": True, "grade": "seed", "seen": "2026-06-01", "source": "seed 002"},
}  # fmt: skip


def second(outcome: str = "rejected", date: str = "2026-06-20", **more: object) -> dict[str, Any]:
    """Changes that make it the second appeal, after one of that outcome and day."""
    return {"attempt": 2, "history": [{"file": "history/first.pdf", "outcome": outcome, "date": date, **more}]}


def claim(text: str, verdict: ClaimVerdict, why: str = "", refs: tuple[Ref, ...] = (), cites: str = "new_contract") -> Claim:
    """A fact of the letter that was held against an exhibit."""
    return Claim(
        where="corrective.1.what", start=0, end=len(text), sentence=f"It says {text}.", kind="time", text=text, cites=(cites,), verdict=verdict,
        refs=refs, why=why or ("" if verdict == "supported" else "Exhibit 3 does not show it"),
    )  # fmt: skip
