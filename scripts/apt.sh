#!/bin/sh
# Install Debian packages where we may; where not, say exactly what to install, and fail.
set -eu

if [ "$(id -u)" = 0 ]; then
    become=""
elif sudo -n true 2>/dev/null; then
    become="sudo -n"
else
    become="no"
fi
if [ "$become" = no ] || ! command -v apt-get >/dev/null; then
    echo "Something is missing that only an administrator may install. Please run, and then try again:" >&2
    echo "    sudo apt-get install $*" >&2
    exit 1
fi
echo "Installing $* with apt-get"
$become apt-get update -qq || echo "apt-get update failed; going on with the lists that are there" >&2
if ! $become env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null; then
    echo "apt-get could not install it. Please see to it, and then try again:" >&2
    echo "    sudo apt-get install $*" >&2
    exit 1
fi
