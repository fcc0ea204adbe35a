"""Each fault in a short form: what was answered is kept, nobody is called twice, and every screen is right again."""

from __future__ import annotations

import pytest

from ..postgres import DiskNotOurs
from .faults import FAULTS, Fault
from .sites import SITES, Site
from .trial import trial

CASES = [(fault, site) for fault in FAULTS for site in SITES if site in fault.sites]


@pytest.mark.parametrize(("fault", "site"), CASES, ids=[f"{fault.name}, {site.key}" for fault, site in CASES])
def test_after_a_fault_every_answer_stands_once_and_every_screen_is_right(fault: Fault, site: type[Site]) -> None:
    try:
        told = trial(site, fault, seed=20261126)
    except DiskNotOurs as why:
        pytest.skip(str(why))

    assert told.wrong == []
