"""What a clean clone needs in order to be set up."""

from __future__ import annotations

import re
import tomllib

from .sources import ROOT


def test_what_builds_the_project_is_locked_with_its_packages() -> None:
    # scripts/venv.sh builds without pip's isolation, and an old Debian's setuptools cannot read this pyproject.toml
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    locked = {line.split("==")[0] for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()}

    assert {re.split(r"[<>=!~ ]", wanted)[0] for wanted in build} <= locked
