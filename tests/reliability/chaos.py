"""Let the faults happen one after the other for as long as asked, and tell in docs/reliability.md what came of it.

    python -m tests.reliability.chaos --minutes 60 --faults redis,disk

Each fault happens at least once on each site that it can happen on, as long as in life, and for a tenth of the minutes
at most. Exits 1 when anything was wrong.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from ..postgres import DiskNotOurs
from .faults import FAULTS, Fault
from .sites import SITES, Site
from .trial import SCREENS_S, Told, trial

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
HEAD = f"""# What happens when something breaks

Written by `make chaos`, which lets every fault below happen to a hall at work and then holds the journal against what
people were answered. Change `tests/reliability/`, not this page.

The crowd is 32 kiosks and the clerks of 16 counters, who take numbers, call, recall, miss, park, transfer and finish
over HTTP; the screens are a board, a kiosk, three window signs and three phones, kept by the faces' own client. Who
gets no answer asks again with the same key, as the faces do. After each fault all of this must hold:

- every answered press is in the journal exactly once, and nothing else is; what was refused in words is not;
- no number was given twice; whoever was called was waiting, and was the one whom the rule, asked anew, names; nobody
  was left uncalled;
- a press that is sent again with its key is answered the same and writes nothing;
- the chain verifies, and the registers rebuilt from the journal are equal to those that were kept;
- within {SCREENS_S:.0f} seconds of the last answer after the fault, every screen shows what the journal says and
  believes itself live. Where a fault must not stop the hall, presses were answered and screens were right while it
  lasted, too.

"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--minutes", type=float, default=10)
    options.add_argument("--faults", default="", help="words of their names, with commas between")
    options.add_argument("--page", type=Path, default=PAGE)
    chosen = options.parse_args()
    cases = list(_cases([word.strip().lower() for word in chosen.faults.split(",") if word.strip()]))
    told: list[tuple[Fault, Told]] = []
    for told, left_out in run(cases, chosen.minutes * 60):  # each time, so that a run may be broken off
        chosen.page.write_text(HEAD + page(told, left_out), encoding="utf-8")
    print(f"written: {chosen.page}")
    sys.exit(any(one.wrong for _, one in told))


def _cases(words: list[str]) -> Iterator[tuple[Fault, type[Site]]]:
    for site in SITES:
        for fault in FAULTS:
            if site in fault.sites and (not words or any(word in fault.name.lower() for word in words)):
                yield fault, site


def run(cases: list[tuple[Fault, type[Site]]], for_s: float) -> Iterator[tuple[list[tuple[Fault, Told]], list[str]]]:
    """All cases, and again until the time is over: what came of those so far, and what could not happen here."""
    deadline = time.monotonic() + for_s
    told: list[tuple[Fault, Told]] = []
    left_out: list[str] = []
    for case in range(sys.maxsize):
        if case >= len(cases) and time.monotonic() > deadline:
            break
        fault, site = cases[case % len(cases)]
        print(f"{fault.name:22} {site.name:36} ", end="", flush=True)
        try:
            one = trial(site, [fault], seed=case, longest_s=for_s / 10)
        except DiskNotOurs as why:
            print(why)
            if (left := f"{fault.name} ({site.name}): {why}") not in left_out:
                left_out.append(left)
            continue
        told.append((fault, one))
        print(
            f"{one.answered:6} answered, longest {one.longest_s:5.1f} s, screens {one.screens_s:4.1f} s",
            _verdict([one]),
        )
        for wrong in one.wrong[:20]:
            print(f"    {wrong[:500]}")
        for line in one.evidence:
            print(f"        {line}")
        yield told, left_out


def page(told: list[tuple[Fault, Told]], left_out: list[str]) -> str:
    rows: dict[tuple[str, str, str], list[Told]] = {}
    for fault, one in told:
        rows.setdefault((fault.name, one.site, fault.what), []).append(one)
    lines = [
        "| fault | site | what was done | held, s | times | presses answered | refused in words, then answered "
        "| longest wait of a press, s | screens right after, s | verdict |",
        "|---|---|---|--:|--:|--:|--:|--:|--:|---|",
    ]
    for (name, site, what), some in rows.items():
        cells = [
            name, site, what, f"{max(one.held_s for one in some):.0f}", str(len(some)),
            f"{sum(one.answered for one in some):,}", f"{sum(one.refused for one in some):,}",
            f"{max(one.longest_s for one in some):.1f}", f"{max(one.screens_s for one in some):.1f}", _verdict(some),
        ]  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", *(f"Left out: {one}." for one in left_out)]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    lines.append(
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {memory:.0f} GB of memory, Python "
        f"{platform.python_version()}, crowd, server and databases on one machine."
    )
    return "\n".join(lines) + "\n"


def _verdict(some: list[Told]) -> str:
    wrong = sum(bool(one.wrong) for one in some)
    return f"**wrong {wrong} of {len(some)} times**" if wrong else "holds"


if __name__ == "__main__":
    main()
