"""A PostgreSQL server of the tests' own: started once, in a folder of its own, also when the tests run as root."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import cache
from itertools import count
from pathlib import Path

import psycopg

OWNER = "postgres"  # the server refuses to run as root
_names = count()


def programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        raise RuntimeError("there is no PostgreSQL: run `make test`, which installs it, or apt-get install postgresql")
    return found[-1].parent


@cache
def server() -> Path:
    """The folder of its socket; the server stops with the tests."""
    folder = Path(tempfile.mkdtemp(prefix="queue-pg-", dir="/tmp"))
    owner = OWNER if os.geteuid() == 0 else None
    if owner:
        shutil.chown(folder, owner)
    data, log = folder / "data", folder / "log"

    def run(program: str, *words: str) -> None:
        subprocess.run([programs() / program, *words], check=True, user=owner, stdout=subprocess.DEVNULL, cwd=folder)

    run("initdb", "-D", str(data), "-U", OWNER, "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C")
    settings = f"-k {folder} -c listen_addresses='' -c max_connections=200 -c fsync=off"  # no test pulls the plug
    run("pg_ctl", "-D", str(data), "-w", "-l", str(log), "-o", settings, "start")

    def stop() -> None:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    return folder


def new_database() -> str:
    """The URL of an empty database."""
    folder, name = server(), f"test_{os.getpid()}_{next(_names)}"
    with psycopg.connect(host=str(folder), user=OWNER, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"postgresql+psycopg://{OWNER}@/{name}?host={folder}"
