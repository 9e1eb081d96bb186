#!/bin/sh
# Installs the system packages that Interlock needs, only those that are missing.
# usage: system-packages.sh runtime|test
set -eu

runtime="python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig"
test="chromium default-jre-headless libatomic1 libreoffice-calc libreoffice-impress postgresql poppler-utils qpdf"

case "${1:-runtime}" in
    runtime) wanted="$runtime" ;;
    test) wanted="$runtime $test" ;;
    *) echo "usage: $0 runtime|test" >&2; exit 2 ;;
esac

if [ "$(uname -s)" = "Darwin" ]; then
    if [ ! -e "$(brew --prefix 2>/dev/null || echo /opt/homebrew)/lib/libpango-1.0.dylib" ]; then
        echo "Install what printing needs first (untested on macOS):  brew install python pango fontconfig" >&2
        exit 1
    fi
    exit 0
fi

if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "This is not a Debian or Ubuntu system: install the counterparts of: $wanted" >&2
    exit 0
fi

missing=""
for package in $wanted; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = "installed" ] || missing="$missing $package"
done
# Ubuntu's chromium package is a snap stub; a browser that is there already serves as well
[ -z "$missing" ] && exit 0

sudo=""
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "Missing system packages. As root, run:  apt-get install$missing" >&2
        exit 1
    fi
    sudo="sudo"
fi
echo "Installing system packages:$missing"
$sudo apt-get update -qq
# shellcheck disable=SC2086  (a list of words)
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
