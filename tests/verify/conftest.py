"""A bundle that tests of `verify` share; each changes a copy."""

import made_bundle
import pytest


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A contract of three pages and a photo: letter and index on pages 1 and 2, exhibits from page 3 and on page 6."""
    folder = tmp_path_factory.mktemp("verify")
    (folder / "evidence").mkdir()
    return made_bundle.built(folder, *made_bundle.contract_and_photo(folder))
