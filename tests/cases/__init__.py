"""Cases in files of their own, which the browser's tests read as well: what both languages must know alike."""

import json
from pathlib import Path
from typing import Any


def cases(name: str) -> Any:
    """What the file `name`.json here holds."""
    return json.loads((Path(__file__).parent / f"{name}.json").read_text("utf-8"))
