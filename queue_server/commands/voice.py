"""What the hall says: the commands that make a voice pack and look it over."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from ..hall.plan import Plan
from ..plan_file import load_plan
from ..voice import LANGUAGES, Clip, Pack, clips_of, common_clips
from ..voice.build import CannotSpeak, Engine, Espeak, Piper, build
from .terminal import fail, journal_of, opened, settings

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
def voice() -> None:
    """The clips that calls are spoken with."""


@voice.command("build")
@click.option("--out", type=_FOLDER, help="the pack's folder; without it, the server's own")
@click.option("--engine", default="espeak", show_default=True, type=click.Choice(["espeak", "piper"]))
@click.option("--piper-model", type=click.Path(path_type=Path), help="of piper: the voice file (.onnx)")
@click.option("--language", "languages", multiple=True, type=click.Choice(LANGUAGES), help="one of them; else, all")
@click.option("--hall", help="with the counters of this hall")
@click.option("--plan", "plan_file", type=_FILE, help="with the counters of this plan")
def build_pack(
    out: Path | None, engine: str, piper_model: Path | None, languages: tuple[Any, ...], hall: str | None,
    plan_file: Path | None,
) -> None:  # fmt: skip
    """Make a pack: digits, letters, phrases and 窗口 1 to 40, and what a hall's own counters are called.

    What the hall has recorded itself, in the folder own/, is left alone.
    """
    clips = [*common_clips()]
    for plan in _plans(hall, plan_file):
        clips += clips_of(plan)
    wanted = [clip for clip in dict.fromkeys(clips) if not languages or clip.kind in (*languages, "sound")]
    folder = out or settings().voice_folder
    try:
        made = build(folder, _engine(engine, piper_model), wanted)
    except CannotSpeak as error:
        fail(str(error))
    click.echo(f"{folder}: {made} clips by {engine}")


def _engine(name: str, model: Path | None) -> Engine:
    if name == "espeak":
        if model is not None:
            fail("--piper-model belongs to --engine piper")
        return Espeak()
    if model is None:
        fail("--engine piper speaks with a voice file: give --piper-model FILE.onnx")
    return Piper(model)


@voice.command()
@click.argument("folder", required=False, type=_FOLDER)
@click.option("--hall", help="what this hall's calls need")
@click.option("--plan", "plan_file", type=_FILE, help="what this plan's calls need")
def check(folder: Path | None, hall: str | None, plan_file: Path | None) -> None:
    """List the clips that are missing in FOLDER (without it, the server's own); exit 1 when there are any."""
    plans = _plans(hall, plan_file)
    clips: list[Clip] = [clip for plan in plans for clip in clips_of(plan)] if plans else common_clips()
    pack = Pack(folder or settings().voice_folder)
    if not pack.there():
        fail(f"{pack.folder}: no voice pack; make one: queue-server voice build")
    found = [pack.look_at(clip) for clip in dict.fromkeys(clips)]
    for one in found:
        if one.why:
            click.echo(f"cannot be played: {one.why}", err=True)
        if one.state == "missing":
            click.echo(f"missing: {pack.file_of(one.clip)}", err=True)
    missing = sum(one.state == "missing" for one in found)
    own = sum(one.state == "own" for one in found)
    click.echo(f"{pack.folder}: {len(found) - missing} of {len(found)} clips, {own} of them the hall's own")
    sys.exit(1 if missing else 0)


def _plans(hall: str | None, plan_file: Path | None) -> list[Plan]:
    plans = [load_plan(plan_file.read_text(encoding="utf-8"))] if plan_file else []
    if hall is not None:
        with opened() as database, journal_of(database) as journal:
            plans.append(journal.ask(hall, lambda h, now: h.plan))
    return plans
