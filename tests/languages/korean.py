"""A further language as a translator would hand it over."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def document(name: str = "한국어", direction: str = "ltr", **more: Any) -> dict[str, Any]:
    words = {
        "kiosk": {"waiting": {"zh": "等候 {n} 人", "en": "{n} waiting", "ko": "{n}명 대기"}},
        "phone": {"ahead": {"zh": "前面还有", "en": "Ahead of you", "ko": ""}},
    }
    texts = {"户政": {"en": "Household registration", "ko": "호적"}}
    return {"name": name, "direction": direction, "words": words, "texts": texts} | more


def put_down(folder: Path, tag: str = "ko", content: Any = None) -> Path:
    """`content`: a document, or the text of a file that is none."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{tag}.json"
    content = document() if content is None else content
    path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def translated(path: Path, tag: str, mark: str = "⟦{}⟧") -> None:
    """Fills a file that `queue-server language new` has written: each text marked, so that a page shows what is not."""
    file = json.loads(path.read_text(encoding="utf-8"))
    for keys in file["words"].values():
        for entry in keys.values():
            entry[tag] = mark.format(entry["en"] or entry["zh"])
    for entry in file["texts"].values():
        entry[tag] = mark.format(entry["en"])
    path.write_text(json.dumps(file, ensure_ascii=False), encoding="utf-8")
