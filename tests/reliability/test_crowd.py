"""Many at once, as fast as they can: the hall's order holds whoever presses when."""

from __future__ import annotations

from pathlib import Path

import pytest

from .crowd import Crowd
from .record import Record
from .sites import SITES, Site


@pytest.mark.parametrize("site_of", SITES, ids=[site.key for site in SITES])
def test_32_kiosks_and_16_counters_at_once_give_no_number_twice_call_nobody_twice_and_lose_none(
    site_of: type[Site], tmp_path: Path
) -> None:
    site = site_of(tmp_path / "var")
    site.start()
    crowd = Crowd(site, numbers_s=0, serving_s=0, numbers=20)
    record = Record(site.database_url, site.hall)
    try:
        crowd.end()

        assert len([press for press in crowd.presses if press["do"] == "issue"]) == 640
        assert record.wrong(crowd.presses) == []
    finally:
        crowd.close()
        record.close()
        site.close()
