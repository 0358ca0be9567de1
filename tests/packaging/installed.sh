#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# installed.sh BUILD: the packages are built, looked at by lintian, and installed, upgraded, removed and purged in a clean
# Debian 12. BUILD keeps that Debian and the packages it needs from one time to the next. Only as root, with ANJU_SLOW=1;
# ANJU_PACKAGES=DIR takes packages from DIR/old and DIR/new instead of building them.
set -uo pipefail
[ -n "${ANJU_SLOW:-}" ] || { echo "only with ./test --slow"; exit 77; }
[ "$(id -u)" = 0 ] || { echo "a clean Debian can only be set up as root"; exit 77; }
for tool in mmdebstrap lintian; do command -v $tool >/dev/null || { echo "$tool is not installed"; exit 77; }; done
tree=$(cd "$(dirname "$(readlink -f "$0")")/../.." && pwd)
kept=$(mkdir -p "$1/chroot" && cd "$1/chroot" && pwd)
packages=${ANJU_PACKAGES:-$kept/packages}
root=$kept/root server=

step() { echo "== $(date +%T) $*"; }
bad() { echo "FAILED: $*"; exit 1; }
enter=(chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive)
inside() { "${enter[@]}" "$@"; }
install_packages() { inside apt-get install -y -qq --no-install-recommends -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-unsafe-io "$@" >"$kept/apt.log" 2>&1 || { tail -n 30 "$kept/apt.log"; bad "apt-get install $*"; }; }
deb() { # old|new NAME: where it is inside
    local file; file=$(ls "$packages/$1/$2"_*.deb) || bad "there is no $1/$2"
    echo "/packages/$1/${file##*/}"
}
clean_up() {
    [ -z "$server" ] || { kill "$server"; wait "$server"; } 2>/dev/null
    umount "$root/proc" "$root/packages" "$root/var/cache/apt/archives" 2>/dev/null
    rm -rf --one-file-system -- "$root"
}
trap clean_up EXIT

if [ -z "${ANJU_PACKAGES:-}" ]; then
    step "building"
    rm -rf -- "$packages"
    "$tree/packaging/build" --output "$packages/new" >"$kept/build.log" 2>&1 || { tail -n 30 "$kept/build.log"; bad "packaging/build"; }
    "$tree/packaging/build" --version 0.0.1~ --output "$packages/old" >"$kept/build.log" 2>&1 || { tail -n 30 "$kept/build.log"; bad "packaging/build --version 0.0.1~"; }
fi
for name in anju-platform anju-tv anju-alarmd anju-platform-dbgsym anju-tv-dbgsym anju-alarmd-dbgsym; do
    ls "$packages"/new/"$name"_*.deb >/dev/null || bad "$name was not built"
done

step "lintian"
lintian --allow-root --fail-on error,warning "$packages"/new/*.deb || bad "lintian"

step "a clean Debian 12"
[ -s "$kept/base.tar" ] || mmdebstrap --quiet --variant=minbase --aptopt='Acquire::Check-Valid-Until "false"' bookworm "$kept/base.part.tar" /etc/apt/sources.list.d/debian.sources &&
    { [ ! -e "$kept/base.part.tar" ] || mv "$kept/base.part.tar" "$kept/base.tar"; } || bad "mmdebstrap"
rm -rf --one-file-system -- "$root"
mkdir -p "$root" "$kept/archives/partial" && tar -xf "$kept/base.tar" -C "$root" || bad "unpacking it"
mkdir -p "$root/packages" "$root/var/cache/apt/archives" && rm -f "$root/etc/apt/apt.conf.d/docker-clean"
mount -t proc proc "$root/proc" && mount --bind "$packages" "$root/packages" &&
    mount --bind "$kept/archives" "$root/var/cache/apt/archives" || bad "mounts"
# The mirror is reached as from here.
cp /etc/resolv.conf /etc/hosts "$root/etc/"
grep -l '^Acquire' /etc/apt/apt.conf.d/* 2>/dev/null | grep -v docker | xargs -r cp -t "$root/etc/apt/apt.conf.d/"
inside apt-get update -qq >"$kept/apt.log" 2>&1 || { tail -n 30 "$kept/apt.log"; bad "apt-get update"; }
echo 'APT::Keep-Downloaded-Packages "true";' >"$root/etc/apt/apt.conf.d/99keep"
files() { (cd "$root" && find etc var/lib run usr home -xdev -path '*anju*' ! -path '*zoneinfo*' | sort); }
users() { grep -h anju "$root/etc/passwd" "$root/etc/group" "$root/etc/shadow"; }

step "install 0.0.1~"
install_packages "$(deb old anju-platform)" "$(deb old anju-tv)" "$(deb old anju-alarmd)"
grep -q '^anju-tv:.*:/var/lib/anju/tv:' "$root/etc/passwd" || bad "no user anju-tv"
for group in audio input render tty video; do grep -q "^$group:.*anju-tv" "$root/etc/group" || bad "anju-tv is not in $group"; done
for group in audio input; do grep -q "^$group:.*anju-alarmd" "$root/etc/group" || bad "anju-alarmd is not in $group"; done
grep -q '^anju-alarmd:.*anju-tv' "$root/etc/group" || bad "the TV may not talk to the guard"
[ -L "$root/etc/systemd/system/multi-user.target.wants/anju-alarmd.service" ] || bad "anju-alarmd is not enabled"
[ -L "$root/etc/systemd/system/multi-user.target.wants/anju-platform.service" ] || bad "anju-platform is not enabled"
[ -L "$root/etc/systemd/system/anju-tv.service.wants/anju-tv-voice.service" ] || bad "the voice is not enabled"

serve() { # as the unit does, as its user
    inside install -d -o anju-platform -g anju-platform -m 700 /var/lib/anju/platform
    local start; start=$(sed -n 's/^ExecStart=//p' "$root/lib/systemd/system/anju-platform.service")
    inside rm -f /var/lib/anju/platform/ready.json
    "${enter[@]}" setpriv --reuid=anju-platform --regid=anju-platform --clear-groups --no-new-privs $start --listen 127.0.0.1:0 --ready /var/lib/anju/platform/ready.json &
    server=$!
    for _ in $(seq 300); do [ ! -s "$root/var/lib/anju/platform/ready.json" ] || break; sleep 0.1; done
    url=$(sed -n 's/.*"url": "\([^"]*\)".*/\1/p' "$root/var/lib/anju/platform/ready.json")
    [ "$(curl -sS -o /dev/null -w '%{http_code}' "$url/healthz")" = 200 ] || bad "/healthz"
    curl -sS "$url/family/" | grep '<html' >/dev/null || bad "the pages"
    kill "$server"; wait "$server" || bad "the platform ended with $?"
    server=
}
as_platform() { inside setpriv --reuid=anju-platform --regid=anju-platform --clear-groups "$@"; }
keeps() { as_platform anju-platform export - --config /etc/anju/platform.toml --format csv | grep '王桂兰.*幸福里 3 号楼' >/dev/null || bad "the home is not there any more"; }
step "start"
inside anju-platform --help >/dev/null || bad "anju-platform --help"
inside anju-alarmd --version | grep -q '^anju-alarmd [0-9]' || bad "anju-alarmd --version"
inside anju-tv --version | grep -q '^anju-tv [0-9]' || bad "anju-tv --version"
serve
[ "$(stat -c %a "$root/var/lib/anju/platform/anju.db")" = 600 ] || bad "others may read the database"
install -m 644 /dev/stdin "$root/tmp/password" <<<"a-long-password-1"
install -m 644 /dev/stdin "$root/tmp/homes.csv" <<<$'姓名,地址\n王桂兰,幸福里 3 号楼'
as_platform anju-platform init --config /etc/anju/platform.toml --organisation 安和市 --kind city --name zheng --display-name 郑敏 --password-file /tmp/password || bad "init"
as_platform anju-platform import /tmp/homes.csv --config /etc/anju/platform.toml || bad "import"
keeps
said=$(inside setpriv --reuid=anju-tv --regid=anju-tv --clear-groups anju-tv --config /etc/anju/tv.toml --data /tmp/tv 2>&1) && bad "a TV without a screen started"
grep -q 'There is no display' <<<"$said" || bad "the TV said: $said"
echo 'colour = "red"' >>"$root/etc/anju/tv.toml"
lines=$(wc -l <"$root/etc/anju/tv.toml")
said=$(inside anju-tv --config /etc/anju/tv.toml 2>&1) && bad "a wrong key was taken"
[ "$said" = "/etc/anju/tv.toml:$lines: there is no key colour." ] || bad "of a wrong key it said: $said"

step "upgrade"
before=$(sha256sum "$root/etc/anju/tv.toml")
install_packages "$(deb new anju-platform)" "$(deb new anju-tv)" "$(deb new anju-alarmd)"
[ "$before" = "$(sha256sum "$root/etc/anju/tv.toml")" ] || bad "the settings were written over"
inside dpkg-query -W anju-platform | grep -q '0\.0\.1~' && bad "not upgraded"
serve
keeps

step "remove and install again: what was kept is there"
inside apt-get remove -y -qq anju-platform anju-tv anju-alarmd >/dev/null 2>&1 || bad "remove"
[ -s "$root/var/lib/anju/platform/anju.db" ] && [ -s "$root/etc/anju/tv.toml" ] || bad "a removal took data along"
[ ! -e "$root/usr/bin/anju-platform" ] && [ ! -e "$root/usr/bin/anju-tv" ] || bad "a removal left the programs"
install_packages "$(deb new anju-platform)" "$(deb new anju-tv)" "$(deb new anju-alarmd)"
serve
keeps

step "purge"
inside apt-get purge -y -qq anju-platform >/dev/null 2>&1 || bad "purge of the platform"
[ -e "$root/etc/anju/tv.toml" ] && [ -x "$root/usr/bin/anju-tv" ] || bad "the purge of one took the other along"
inside apt-get purge -y -qq anju-tv anju-alarmd >"$kept/apt.log" 2>&1 || { cat "$kept/apt.log"; bad "purge"; }
left=$(files; users)
[ -z "$left" ] || bad "left behind: $left"
step "all is well"
