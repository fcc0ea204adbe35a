"""Migrations: forward and back with data in them, and what they make is what the code says."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, select

from queue_server.access import tables as access_tables
from queue_server.journal import open_database, schema
from queue_server.journal.tables import metadata

from .kept import KeptHall


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'queue.sqlite'}").engine
    yield engine
    engine.dispose()


def test_the_migrated_schema_is_what_the_code_says(engine: Engine) -> None:
    assert access_tables.metadata is metadata
    schema.upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []
        found = inspect(connection)
        for table in metadata.sorted_tables:
            assert {i["name"] for i in found.get_indexes(table.name)} == {i.name for i in table.indexes}
            primary = found.get_pk_constraint(table.name)
            assert (primary["name"], primary["constrained_columns"]) == (
                table.primary_key.name, [column.name for column in table.primary_key],
            )  # fmt: skip


def test_migrations_are_numbered_in_one_row() -> None:
    scripts = ScriptDirectory.from_config(schema._config())
    revisions = [script.revision for script in scripts.walk_revisions()][::-1]
    assert revisions == [f"{number:04d}" for number in range(1, len(revisions) + 1)]
    assert schema.head() == revisions[-1]


def test_a_hall_lives_through_an_upgrade_that_has_nothing_to_do(kept: KeptHall) -> None:
    kept.sign_in("1")
    kept.issue()
    kept.serve("1")
    before = (kept.state(), kept.registers())
    kept.restart()  # which upgrades
    assert (kept.state(), kept.registers()) == before


def test_every_step_goes_back_and_forward_again_with_data_in_it(kept: KeptHall) -> None:
    kept.sign_in("1")
    kept.issue()
    kept.serve("1")
    kept.close()
    engine = kept.database.engine
    steps = [script.revision for script in ScriptDirectory.from_config(schema._config()).walk_revisions()]
    for revision in [*steps[1:], "base"]:
        schema.downgrade(engine, revision)
        assert schema.revision_of(engine) == (None if revision == "base" else revision)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
    schema.upgrade(engine)
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            assert connection.execute(select(table)).all() == []
    kept.open()


def test_a_step_that_fails_leaves_the_schema_as_it_was(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("alembic.op.create_index", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            schema.upgrade(engine)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == []
    schema.upgrade(engine)


def test_an_up_to_date_schema_is_found_so_while_another_process_writes(engine: Engine) -> None:
    schema.upgrade(engine)
    with engine.begin():  # the write lock is taken
        schema.upgrade(engine)


UPGRADE = """
import sys
from queue_server.journal import schema
from queue_server.journal import open_database
sys.stdin.readline()
for url in sys.argv[1:]:
    schema.upgrade(open_database(url).engine)
"""

OPEN = """
import sys
from queue_server.journal import open_database
sys.stdin.readline()
for url in sys.argv[1:]:
    open_database(url).engine.connect().close()
"""


def all_at_once(program: str, urls: list[str], processes: int) -> list[int]:
    people = [subprocess.Popen([sys.executable, "-c", program, *urls], stdin=subprocess.PIPE) for _ in range(processes)]
    for person in people:
        assert person.stdin is not None
        person.stdin.write(b"go\n")
        person.stdin.close()
    return [person.wait() for person in people]


def test_processes_that_upgrade_at_once_do_it_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'queue.sqlite'}"
    assert all_at_once(UPGRADE, [url], 3) == [0, 0, 0]
    assert schema.revision_of(open_database(url).engine) == schema.head()


def test_processes_that_open_a_new_file_at_once_all_get_it(tmp_path: Path) -> None:
    urls = [f"sqlite:///{tmp_path / f'{n}.sqlite'}" for n in range(60)]
    assert all_at_once(OPEN, urls, 6) == [0] * 6
