"""A backup is taken while the hall works, and puts it back as it was; nothing else is ever overwritten by one."""

from __future__ import annotations

import sqlite3
import struct
import zipfile
from pathlib import Path

import pytest
import requests

from queue_server.commands.backup import load
from queue_server.config import Settings

from .serving import Server


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    return tmp_path / "backup.zip"


def refused(server: Server, *words: str) -> str:
    run = server.run(*words, check=False)
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    return run.stderr


def test_a_hall_is_put_back_as_it_was_when_the_backup_was_taken(server: Server, backup: Path) -> None:
    early = server.issue()
    server.run("backup", str(backup))
    late = server.issue()
    assert "server is running" in refused(server, "restore", str(backup))
    server.stop()

    said = server.run("restore", str(backup)).stdout

    aside = Path(said.rsplit(" ", 1)[-1].strip())
    with sqlite3.connect(aside) as before:
        assert before.execute("SELECT count(*) FROM tickets").fetchone() == (2,)
    server.start()
    assert requests.get(f"{server.api}/tickets/{early['token']}", timeout=30).json()["label"] == "A001"
    assert requests.get(f"{server.api}/tickets/{late['token']}", timeout=30).status_code == 404
    assert server.issue()["label"] == "A002"
    assert server.run("journal", "verify").returncode == 0


def test_an_elsewhere_founded_hall_is_taken_over_with_its_key(server: Server, backup: Path, tmp_path: Path) -> None:
    ticket = server.issue()
    server.run("backup", str(backup))
    server.stop()
    other = Server(tmp_path / "other")

    other.run("restore", str(backup))

    other.start()
    try:
        assert requests.get(f"{other.api}/tickets/{ticket['token']}", timeout=30).json()["label"] == ticket["label"]
    finally:
        other.stop()


def test_what_the_hall_has_brought_itself_comes_back_and_what_is_there_is_moved_aside(
    server: Server, backup: Path
) -> None:
    photo, clip = server.var / "photos/zhang.jpg", server.var / "voice/own/zh/请.wav"
    words = server.var / "languages/ko.json"
    for file in (photo, clip, words):
        file.parent.mkdir(parents=True)
        file.write_bytes(b"as it was")
    server.run("backup", str(backup))
    server.run("backup", str(backup))  # and is known again
    server.stop()
    photo.write_bytes(b"a newer one")

    server.run("restore", str(backup))

    assert [file.read_bytes() for file in (photo, clip, words)] == [b"as it was"] * 3
    [aside] = server.var.glob("photos.*")
    assert (aside / photo.name).read_bytes() == b"a newer one"


def test_a_backup_replaces_an_older_one_and_no_other_file(server: Server, backup: Path, tmp_path: Path) -> None:
    server.run("backup", str(backup))
    server.run("backup", str(backup))
    assert backup.stat().st_mode & 0o077 == 0
    diary = tmp_path / "diary.txt"
    diary.write_text("mine")

    assert "is no backup" in refused(server, "backup", str(diary))

    assert diary.read_text() == "mine"


@pytest.mark.parametrize("damage", ["text", "half", "line"])
def test_what_is_no_whole_backup_is_refused_and_changes_nothing(server: Server, backup: Path, damage: str) -> None:
    server.issue()
    server.run("backup", str(backup))
    server.stop()
    if damage == "text":
        backup.write_text("no backup")
    elif damage == "half":
        backup.write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])
    else:
        _change_a_line(backup)
    before = (server.var / "queue.sqlite").read_bytes()

    said = refused(server, "restore", str(backup))

    assert ("line" if damage == "line" else "no backup") in said
    assert (server.var / "queue.sqlite").read_bytes() == before


@pytest.mark.parametrize("part", ["no hall", "no database", "no key", "locked", "packed otherwise"])
def test_a_backup_that_lacks_a_part_is_refused_and_changes_nothing(server: Server, backup: Path, part: str) -> None:
    server.run("backup", str(backup))
    server.stop()
    if part in ("locked", "packed otherwise"):
        _mark_members(backup, *{"locked": (8, 1), "packed otherwise": (10, 99)}[part])
    else:
        name = "secret_key" if part == "no key" else "queue.sqlite"
        _put_in(backup, name, b"no database" * 1000 if part == "no database" else b"")
    before = {file: file.read_bytes() for file in server.var.rglob("*") if file.is_file()}

    assert "backup.zip: " in refused(server, "restore", str(backup))

    assert {file: file.read_bytes() for file in server.var.rglob("*") if file.is_file()} == before


def test_what_two_restores_of_one_second_move_aside_is_all_kept(
    server: Server, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = server.var / "photos/zhang.jpg"
    photo.parent.mkdir()
    photo.write_bytes(b"as it was")
    server.run("backup", str(backup))
    server.stop()
    monkeypatch.setattr("time.strftime", lambda form: "20261125-100000")
    settings = Settings(var=server.var)

    asides = [load(settings, backup) for _ in range(3)]

    assert len(set(asides)) == 3
    assert all(aside is not None and aside.exists() for aside in asides)
    assert len(list(server.var.glob("photos.*/zhang.jpg"))) == 3


def _put_in(backup: Path, name: str, content: bytes) -> None:
    """Another content for a member."""
    with zipfile.ZipFile(backup) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    with zipfile.ZipFile(backup, "w") as archive:
        for member, kept in (members | {name: content}).items():
            archive.writestr(member, kept)


def _mark_members(backup: Path, offset: int, mark: int) -> None:
    """Another mark in the head of each member, before it and in the list at the end."""
    raw = bytearray(backup.read_bytes())
    for head, earlier in ((b"PK\x01\x02", 0), (b"PK\x03\x04", 2)):
        at = raw.find(head)
        while at >= 0:
            struct.pack_into("<H", raw, at + offset - earlier, mark)
            at = raw.find(head, at + 4)
    backup.write_bytes(raw)


def _change_a_line(backup: Path) -> None:
    folder = backup.with_suffix("")
    with zipfile.ZipFile(backup) as archive:
        archive.extractall(folder)
    with sqlite3.connect(folder / "queue.sqlite") as copy:
        copy.execute("UPDATE journal SET data = replace(data, 'A001', 'A009')")
    copy.close()
    with zipfile.ZipFile(backup, "w") as archive:
        for name in ("queue.sqlite", "secret_key"):
            archive.write(folder / name, name)
