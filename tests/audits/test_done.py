"""What a sheet prints as its last moment is when the action that rests on the sheet says that it was done."""

import shutil

import pytest
from tests_root import ROOT

from kit.appeal import Appeal


def gaps(folder, case, sheet, old, new):
    """The gaps of the action, with one moment of the sheet changed throughout."""
    shutil.copytree(ROOT / "cases" / case, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("build"))
    path = folder / "records" / sheet
    lines = path.read_text(encoding="utf-8")
    assert old in lines
    path.write_text(lines.replace(old, new), encoding="utf-8")
    return [
        (gap.severity, gap.what) for audit in Appeal.open(folder).audits for gap in audit.gaps if gap.id == f"{audit.id}.done"
    ]


@pytest.mark.parametrize(
    ("case", "sheet", "moment", "other"),
    [
        ("sg-thin-towels", "attributes.csv", "2026-09-18 11:30", "2026-09-18 13:30"),
        ("us-listing-claims", "claims.csv", "2026-09-23 11:20", "2026-09-24 11:20"),
        ("us-agency-pictures", "picture-register.csv", "2026-09-03 18:20", "2026-09-03 20:20"),
    ],
)
def test_a_sheet_with_another_last_moment_than_its_action_is_an_error(tmp_path, case, sheet, moment, other):
    assert gaps(tmp_path / "same", case, sheet, moment, moment) == []
    ((severity, what),) = gaps(tmp_path / "other", case, sheet, moment, other)
    assert severity == "error"
    assert f"at {other}, the action " in what
