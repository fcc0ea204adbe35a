"""All measures of the project, one after another; each prints ratios to a bare limit of the same run."""

from . import engines, forecasts, presses, push, simulate, starts

presses.main()
print()
push.main()
print()
forecasts.main()
print()
simulate.main()
print()
engines.main()
print()
starts.main()
