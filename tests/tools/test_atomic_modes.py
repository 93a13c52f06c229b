"""A file that the kit writes may be read by those who may look into its folder."""

import pytest

from kit.tools.atomic import write_text


@pytest.mark.parametrize(("folder", "file"), [(0o700, 0o600), (0o755, 0o644), (0o775, 0o664)])
def test_a_new_file_has_the_permissions_of_its_folder(tmp_path, folder, file):
    (tmp_path / "build").mkdir()
    (tmp_path / "build").chmod(folder)
    write_text(tmp_path / "build" / "report.json", "{}")
    assert (tmp_path / "build" / "report.json").stat().st_mode & 0o777 == file


def test_a_file_written_again_keeps_its_own(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text("id: case\n")
    path.chmod(0o640)
    write_text(path, "id: other\n")
    assert path.stat().st_mode & 0o777 == 0o640
