"""The sample hall: founded once, with accounts and paired devices; what was made is kept in the var folder."""

from __future__ import annotations

import json
import os
import secrets
from importlib.resources import files
from typing import Any

import click

from ..access import Accounts, Devices
from ..clock import Clock
from ..config import Settings
from ..journal import Journal, open_database, schema
from ..plan_file import load_plan
from ..registers import MODULES, found_hall
from .terminal import settings

KEPT = "demo.json"  # what to sign in with, and the devices' tokens, readable by the owner alone

_STAFF = (  # the manager, and the A of each counter in the sample plan
    ("manager", "郑敏", "manager"),
    ("zhang", "张伟", "clerk"),
    ("li", "李娜", "clerk"),
    ("wang", "王强", "clerk"),
    ("liu", "刘洋", "clerk"),
    ("chen", "陈静", "clerk"),
    ("yang", "杨帆", "clerk"),
    ("huang", "黄丽", "clerk"),
    ("zhao", "赵磊", "clerk"),
    ("wu", "吴敏", "clerk"),
    ("zhou", "周倩", "clerk"),
    ("xu", "徐涛", "clerk"),
    ("sun", "孙悦", "clerk"),
)


def prepare(settings: Settings, url: str) -> str:
    """Found the sample hall when it is not there yet; returns the words that tell how to reach it."""
    kept = settings.var / KEPT
    settings.var.mkdir(parents=True, exist_ok=True)
    made: dict[str, Any] = json.loads(kept.read_text()) if kept.exists() else _found(settings)
    if not kept.exists():
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(made, file, indent=1)
    return _words(made, url.rstrip("/"))


def _found(settings: Settings) -> dict[str, Any]:
    plan = load_plan(files("queue_server").joinpath("sample/plan.yaml").read_text(encoding="utf-8"))
    database = open_database(settings.database, settings.var)
    schema.upgrade(database.engine)
    journal = Journal(database, Clock(), MODULES)
    try:
        if plan.hall not in journal.hall_ids():
            found_hall(journal, plan)
        password = secrets.token_urlsafe(9)
        accounts, devices = Accounts(database), Devices(database)
        for username, name, role in _STAFF:
            accounts.add(username, name, role, plan.hall, password)  # type: ignore[arg-type]
        return {
            "hall": plan.hall,
            "counter": plan.counters[0].id,
            "password": password,
            "staff": [username for username, _, _ in _STAFF],
            "printer": devices.add("printer-1", plan.hall, "printer"),
            "kiosk": devices.add("kiosk-1", plan.hall, "kiosk", printer="printer-1"),
        }
    finally:
        journal.close()


def _words(made: dict[str, Any], url: str) -> str:
    hall, staff = made["hall"], made["staff"]
    rows = (
        ("取号机", "Kiosk (paired)", f"/kiosk/{hall}#token={made['kiosk']}"),
        ("大厅屏", "Lobby board, speaks", f"/board/{hall}?voice=on"),
        ("窗口屏", "Window sign", f"/window/{hall}/{made['counter']}"),
        ("手机预约", "Booking by phone", f"/book/{hall}"),
        ("叫号面板", "Clerk panel", "/panel"),
        ("管理", "Manager", "/manager"),
    )
    faces = "\n".join(f"  {zh:　<6}{en:<21}{url}{path}" for zh, en, path in rows)
    return (
        f"\n{faces}\n\n"
        f"  {'登录':　<6}{'Sign in as':<21}{staff[0]}, or as a clerk: {' '.join(staff[1:])}\n"
        f"  {'密码':　<6}{'Password':<21}{made['password']}\n"
    )


@click.command()
@click.option("--url", default="http://127.0.0.1:8000", show_default=True, help="where it will be served")
def demo(url: str) -> None:
    """Found the sample hall with accounts and paired devices, once, and print how to reach it."""
    click.echo(prepare(settings(), url))
