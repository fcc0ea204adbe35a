#!/bin/sh
# What the browser tests need: a Chromium, whose path goes to standard output, and Chinese fonts. Installed where we may.
set -eu

usable() {
    found=$(command -v "$1") || return 1
    # Ubuntu's own chromium is a snap, which cannot read the tests' profile folders
    case $(readlink -f "$found") in */snap*) return 1 ;; esac
    "$found" --version >/dev/null 2>&1 && echo "$found"
}

playwrights_own() {
    .venv/bin/python -c 'from playwright.sync_api import sync_playwright as s
with s() as p: print(p.chromium.executable_path)'
}

find_chromium() {
    if [ -n "${CHROMIUM:-}" ]; then
        usable "$CHROMIUM"
    else
        usable chromium || usable google-chrome || usable "$(playwrights_own)"
    fi
}

has_chinese_font() {
    command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh-cn family)" ]
}

has_chinese_font || scripts/apt.sh fontconfig fonts-noto-cjk >&2
if ! find_chromium >/dev/null; then
    if grep -qs '^ID=ubuntu' /etc/os-release; then
        echo "Installing Playwright's Chromium, as Ubuntu's own is a snap" >&2
        .venv/bin/playwright install --with-deps chromium >&2 || true
    else
        scripts/apt.sh chromium >&2
    fi
fi
if ! find_chromium; then
    echo "There is no Chromium that starts. Install one and try again:" >&2
    echo "    sudo apt-get install chromium                               on Debian" >&2
    echo "    sudo .venv/bin/playwright install --with-deps chromium      on Ubuntu" >&2
    echo "or set CHROMIUM=/path/to/chromium" >&2
    exit 1
fi
