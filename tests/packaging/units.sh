#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# units.sh: the units are such that systemd has nothing to say about them, and shut in as far as was promised.
set -uo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.." || exit 1
units=packaging/debian system=/usr/lib/systemd/system
command -v systemd-analyze >/dev/null || { echo "systemd-analyze is not installed"; exit 77; }
root=$(mktemp -d)
trap 'rm -rf -- "$root"' EXIT

failed=
bad() { echo "$*"; failed=1; }
mkdir -p "$root$system" "$root/usr/bin"
cp -r $system/*.target $system/getty@.service "$root$system/"
for file in $units/*.service; do
    name=${file##*/}
    name=${name#*.anju}  # PACKAGE.NAME.service
    [ "$name" = "${file##*/}" ] || name=anju$name
    cp "$file" "$root$system/$name"
    program=$(sed -n 's/^ExecStart=\([^ ]*\).*/\1/p' "$file")
    install -D -m 755 /dev/null "$root$program"
    said=$(systemd-analyze verify --man=no --root="$root" "$root$system/$name" 2>&1) || bad "$name: not loaded"
    [ -z "$said" ] || bad "$said"
    most=25  # tenths; the screen and its voice need devices
    [ "$name" != anju-platform.service ] || most=15
    systemd-analyze security --offline=true --no-pager --threshold=$most "$root$system/$name" >"$root/security" 2>&1 ||
        { bad "$name: more open than $most tenths"; tail -n 40 "$root/security"; }
    tail -n 1 "$root/security"
    grep -q '^Restart=always$' "$file" || bad "$name: does not come again"
    grep -q '^User=anju-' "$file" || bad "$name: has no user of its own"
done

# A unit that was left open is noticed.
printf '[Service]\nExecStart=/usr/bin/anju-platform\nRestrt=always\n' >"$root$system/open.service"
systemd-analyze security --offline=true --no-pager --threshold=25 "$root$system/open.service" >/dev/null 2>&1 && bad "an open unit passed"
[ -n "$(systemd-analyze verify --man=no --root="$root" "$root$system/open.service" 2>&1)" ] || bad "a mistyped word passed"
[ -z "$failed" ]
