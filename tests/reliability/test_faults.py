"""The faults in a short form, those of a section one after the other: what was answered is kept, nobody is called
twice, and every screen is right again."""

from __future__ import annotations

import pytest

from ..postgres import DiskNotOurs
from .faults import FAULTS, SECTIONS, Fault
from .sites import SITES, Site
from .trial import trial

CASES = {
    (section, site.key): (site, faults)
    for site in SITES
    for section in SECTIONS
    if (faults := [fault for fault in FAULTS if fault.section == section and site in fault.sites])
}


@pytest.mark.parametrize(("site", "faults"), CASES.values(), ids=[f"{section}, {site}" for section, site in CASES])
def test_after_faults_every_answer_stands_once_and_every_screen_is_right(site: type[Site], faults: list[Fault]) -> None:
    try:
        told = trial(site, faults, seed=20261126)
    except DiskNotOurs:
        told = trial(site, [fault for fault in faults if "disk_mb" not in fault.needs], seed=20261126)

    assert not told.wrong, told.whole()
