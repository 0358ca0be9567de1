#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# kernel.sh FOLDER: Debian's kernel for the virtual machines of tests, taken apart without installing it: FOLDER/vmlinuz and
# FOLDER/modules/NN-name.ko, each after those it needs. Called by ./test --slow; done once.
set -euo pipefail

modules=(virtio_pci 9pnet_virtio 9p vivid)
folder=$1
[ ! -f "$folder/vmlinuz" ] || exit 0
[ "$(dpkg --print-architecture)" = amd64 ] || { echo "The virtual machines of tests are amd64 only." >&2; exit 1; }

package=$(LC_ALL=C apt-cache depends linux-image-amd64 | sed -n 's/^ *Depends: \(linux-image-[0-9][^ ]*\)$/\1/p' | head -n 1)
[ -n "$package" ] || { echo "apt knows no linux-image-amd64." >&2; exit 1; }
work=$(mktemp -d "$(dirname "$folder")/kernel.XXXXXX")
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(cd "$work" && apt-get download -qq -o APT::Sandbox::User=root "$package")
dpkg-deb -x "$work"/linux-image-*.deb "$work/package"

declare -A files=() placed=()
while read -r file; do
    name=$(basename "$file" .ko)
    files[${name//-/_}]=$file
done < <(find "$work/package/lib/modules" -name '*.ko')
mkdir -p "$work/kernel/modules"
place() { # NAME: into the folder, after what it needs; what has no file is built in
    local name=${1//-/_} need file
    file=${files[$name]:-}
    [ -n "$file" ] && [ -z "${placed[$name]:-}" ] || return 0
    placed[$name]=1
    for need in $(tr '\0' '\n' <"$file" | LC_ALL=C sed -n 's/^depends=//p' | tr ',' ' '); do
        place "$need"
    done
    cp "$file" "$work/kernel/modules/$(printf '%02d' "$(find "$work/kernel/modules" -name '*.ko' | wc -l)")-$name.ko"
}
for name in "${modules[@]}"; do
    [ -n "${files[$name]:-}" ] || { echo "$package has no module $name." >&2; exit 1; }
    place "$name"
done
cp "$work"/package/boot/vmlinuz-* "$work/kernel/vmlinuz"
rm -rf "$folder"
mv "$work/kernel" "$folder"
