"""Correcting forecasts by what came of the earlier ones, so that a range holds what it says (conformal prediction).

A line through what the runs had said and what happened (weighted least squares) sets the middle right; the errors that
are left, each in units of its own run's spread, give the other points. Compare Vovk, Gammerman, Shafer (2005) and
Romano, Patterson, Candès (2019).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .instants import MINUTE
from .learned import Judged

ENOUGH = 30  # with fewer, the runs are believed as they are
TRUST = 50  # the runs count as if so many earlier ones had been exactly right
SLOPE_MOST = 1.5
LEAST_SPREAD = MINUTE  # added to each: runs that all say "at once" are no more certain than that


@dataclass(frozen=True, slots=True)
class Correction:
    """`errors`: sorted, in units of spread."""

    shift: float
    slope: float
    errors: list[float]

    def point(self, mid: int, spread: int, share: float) -> int:
        """The wait that is shorter in this share of cases, where the runs say `mid` and `spread`; microseconds."""
        error = quantile(self.errors, share * (len(self.errors) + 1) / len(self.errors))
        return max(0, round(self.shift + self.slope * mid + error * (spread + LEAST_SPREAD)))


def correction_of(judged: Sequence[Judged]) -> Correction | None:
    """None while too few are known."""
    count = len(judged)
    if count < ENOUGH:
        return None
    # the sure ones say more: without weights, one bad day's hour-long waits would bend the line for all
    weights = [1 / (one.spread + LEAST_SPREAD) ** 2 for one in judged]
    total = sum(weights)
    mean_mid = sum(weight * one.mid for weight, one in zip(weights, judged, strict=True)) / total
    mean_waited = sum(weight * one.waited for weight, one in zip(weights, judged, strict=True)) / total
    square = product = 0.0
    for weight, one in zip(weights, judged, strict=True):
        square += weight * (one.mid - mean_mid) ** 2
        product += weight * (one.mid - mean_mid) * (one.waited - mean_waited)
    slope = min(max(product / square, 0.0), SLOPE_MOST) if square else 1.0
    shift = max(0.0, mean_waited - slope * mean_mid)
    slope = (count * slope + TRUST) / (count + TRUST)
    shift = count * shift / (count + TRUST)
    errors = sorted((one.waited - shift - slope * one.mid) / (one.spread + LEAST_SPREAD) for one in judged)
    return Correction(shift, slope, errors)


def quantile(ordered: Sequence[float], share: float) -> float:
    """The point below which this share of sorted values lies, between two of them as in spreadsheets (linear)."""
    place = min(max(share, 0.0), 1.0) * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
