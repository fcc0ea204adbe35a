"""`queue-server voice`, and what the doctor says of a hall's voice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ..serving import PLAN, Server
from .packs import tones

SPEAKS = PLAN + "voice: {languages: [zh, en]}\n"


def test_check_and_doctor_name_what_is_missing(tmp_path: Path) -> None:
    server = Server(tmp_path / "var", plan=SPEAKS)
    assert "no voice pack" in server.run("voice", "check", "--hall", "h", check=False).stderr
    assert "none: boards show the calls in silence" in server.run("doctor", check=False).stdout

    folder = tones(server.var / "voice")
    whole = server.run("voice", "check", "--hall", "h")
    assert (all_of_them := re.search(r": (\d+) of \1 clips", whole.stdout)), whole.stdout
    assert f"ok      voice: h: {all_of_them[1]} clips" in server.run("doctor", check=False).stdout

    (folder / "zh" / "号，到3号窗口办理.wav").unlink()
    (folder / "own" / "zh").mkdir(parents=True)
    (folder / "own" / "zh" / "请.wav").write_bytes(b"ID3")
    lacking = server.run("voice", "check", "--hall", "h", check=False)
    assert lacking.returncode == 1
    assert "own/zh/号，到3号窗口办理.wav" in lacking.stderr
    assert "own/zh/请.wav: no WAV" in lacking.stderr
    assert "TROUBLE voice: h: 1 clips missing, as 号，到3号窗口办理" in server.run("doctor", check=False).stdout


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((), "sudo apt-get install espeak-ng"),
        (("--engine", "piper"), "--piper-model"),
        (("--engine", "piper", "--piper-model", "nowhere.onnx"), "pip install piper-tts"),
        (("--piper-model", "zh.onnx"), "belongs to --engine piper"),
        (("--hall", "nowhere"), "unknown-hall"),
    ],
)
def test_a_pack_that_cannot_be_made_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], why: str
) -> None:
    server = Server(tmp_path / "var")
    monkeypatch.setenv("PATH", str(tmp_path))  # no program that speaks

    run = server.run("voice", "build", *words, check=False)

    assert run.returncode == 1
    assert why in run.stderr
    assert "Traceback" not in run.stderr
    assert not (server.var / "voice").exists()


def test_a_build_covers_the_counters_of_a_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sample, model, plan = tones(tmp_path / "any") / "zh/请.wav", tmp_path / "zh.onnx", tmp_path / "plan.yaml"
    program = tmp_path / "piper"
    program.write_text(f'#!/bin/sh\ncat >/dev/null; cp "{sample}" "$4"\n')
    program.chmod(0o755)
    model.touch()
    plan.write_text(PLAN.replace("3号窗口", "导办台"), encoding="utf-8")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    server = Server(tmp_path / "var")

    server.run("voice", "build", "--out", str(tmp_path / "out"), "--plan", str(plan), "--language", "zh",
               "--engine", "piper", "--piper-model", str(model))  # fmt: skip

    assert (tmp_path / "out/zh/号，到导办台办理.wav").exists()
    assert (tmp_path / "out/sound/chime.wav").exists()
    assert not (tmp_path / "out/en").exists()
    assert server.run("voice", "check", str(tmp_path / "out"), "--plan", str(plan)).returncode == 0
