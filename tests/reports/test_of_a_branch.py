"""A report of one line of service: its services' numbers and turns alone, or none at all."""

from __future__ import annotations

import pytest

from queue_server.hall.plan import Plan
from queue_server.reports import REPORTS, Report, of_branch
from tests.hall.halls import MONDAY
from tests.journal.kept import HALL, KeptHall

from .told import WEDNESDAY, Teller, all_days, read, rows, summary

BRANCHES = {"household": "population", "exit-entry": "border"}
RESTRICTED = [name for name, report in REPORTS.items() if report.of_services is not None]


@pytest.fixture
def told(kept: KeptHall) -> KeptHall:
    all_days(Teller(kept))
    return kept


def plan_of(kept: KeptHall) -> Plan:
    plan = kept.ask(lambda h, now: h.plan)
    services = [service.model_copy(update={"branch": BRANCHES.get(service.id)}) for service in plan.services]
    return plan.model_copy(update={"services": services})


def of(kept: KeptHall, name: str, branch: str) -> Report:
    plan = plan_of(kept)
    return kept.database.study(lambda connection: of_branch(name, branch, connection, HALL, plan, MONDAY, WEDNESDAY))


def test_which_reports_can_be_restricted() -> None:
    assert RESTRICTED == ["services", "hours", "lanes"]
    assert "day" in REPORTS


def test_the_services_of_a_branch_are_told_as_in_the_whole_and_no_other(told: KeptHall) -> None:
    whole = read(told, "services", MONDAY, WEDNESDAY)
    keys = [column.key for column in whole.tables[0].columns]
    lines = {row["service"]: tuple(row[key] for key in keys) for row in whole.tables[0].rows}
    assert len(lines) >= 2

    for service, branch in BRANCHES.items():
        part = of(told, "services", branch)

        assert [row["service"] for row in part.tables[0].rows] == [service]
        assert tuple(part.tables[0].rows[0][key] for key in keys) == lines[service]
        assert summary(part)["issued"] == part.tables[0].rows[0]["issued"] > 0


@pytest.mark.parametrize("name", ["services", "hours", "lanes"])
def test_the_branches_together_are_the_hall(told: KeptHall, name: str) -> None:
    counted = [key for key in summary(read(told, name)) if key != "persons"]
    assert "issued" in counted
    whole = summary(read(told, name, MONDAY, WEDNESDAY))
    parts = [summary(of(told, name, branch)) for branch in BRANCHES.values()]

    for key in counted:
        assert whole[key] == sum(part[key] for part in parts), key
    assert all(0 < part["issued"] < whole["issued"] for part in parts)


def test_who_granted_a_lane_is_told_to_the_branch_of_the_number(told: KeptHall) -> None:
    # Wednesday's A002, of household, in the urgent lane
    assert rows(of(told, "lanes", "population"), "approvals", "label") == [("A002",)]
    assert rows(of(told, "lanes", "border"), "approvals", "label") == []


@pytest.mark.parametrize("name", RESTRICTED)
def test_nothing_of_another_branch_stands_in_a_report(told: KeptHall, name: str) -> None:
    part = repr(of(told, name, "border").tables)
    other = next(service for service in plan_of(told).services if service.id == "household")

    assert [word for word in (other.id, other.name.zh, other.name.en, "'A0") if word in part] == []


@pytest.mark.parametrize("name", RESTRICTED)
def test_a_report_of_a_branch_says_so_beside_the_hall(told: KeptHall, name: str) -> None:
    whole, part = read(told, name), of(told, name, "border")

    assert (part.hall.zh, part.hall.en) == (f"{whole.hall.zh}（border）", f"{whole.hall.en} (border)")


@pytest.mark.parametrize("name", [name for name in REPORTS if name not in RESTRICTED])
def test_a_report_that_cannot_be_restricted_is_not_made_for_a_branch(told: KeptHall, name: str) -> None:
    with pytest.raises(KeyError):
        of(told, name, "border")


def test_a_branch_that_no_service_has_is_told_of_nothing(told: KeptHall) -> None:
    part = of(told, "services", "traffic")

    assert (part.tables[0].rows, summary(part)["issued"]) == ([], 0)
