"""Write requirements.txt: the exact version of every package that pyproject asks for, as pip resolves it today."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

HEAD = "# Made by `make lock` from pyproject.toml: change that, not this.\n"


def main() -> None:
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed", "--report", "-"]
    report = json.loads(subprocess.run([*command, ".[dev]"], check=True, stdout=subprocess.PIPE).stdout)
    found = {item["metadata"]["name"].lower(): item["metadata"]["version"] for item in report["install"]}
    found.pop("queue-server")
    lines = [f"{name}=={version}\n" for name, version in sorted(found.items())]
    Path("requirements.txt").write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
