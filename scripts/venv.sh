#!/bin/sh
# Make .venv from a Python of 3.11 or later, and install the locked packages and this project into it.
set -eu

find_python() {
    for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$python"
            return
        fi
    done
    echo "Python 3.11 or later is needed, and there is none. On Debian 12 or Ubuntu 24.04 and later:" >&2
    echo "    sudo apt-get install python3 python3-venv" >&2
    exit 1
}

python=$(find_python)
# Debian keeps the part of Python that makes environments in a package of its own
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    scripts/apt.sh "python$version-venv"
fi
# an environment that was moved, copied or made by a Python that is gone does not run
if ! .venv/bin/python -c 'import sys, pathlib; sys.exit(pathlib.Path(sys.prefix) != pathlib.Path(".venv").resolve())' 2>/dev/null; then
    echo "Making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
fi
echo "Installing the Python packages"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
