#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# camera.sh DRIVER KERNEL: a camera is plugged in and pulled out while the engine waits, films and calls, in a virtual machine
# whose camera is the kernel's vivid. The machine sees this machine's files, read only: DRIVER is the very program built here.
# Emulated (TCG), so that it runs where there is no KVM. 77: not tried, and why.
set -uo pipefail

here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
driver=$(readlink -f "$1") kernel=$2
skip() { echo "SKIPPED: $*"; exit 77; }
[ -n "${ANJU_SLOW:-}" ] || skip "only with ./test --slow"
for program in qemu-system-x86_64 busybox; do
    command -v "$program" >/dev/null || skip "no $program"
done
[ -x /lib/systemd/systemd-udevd ] || skip "no udev"
[ -f "$kernel/vmlinuz" ] || skip "no kernel in $kernel (./test --slow fetches it)"

work=$(mktemp -d)
machine=
end() {
    [ -z "$machine" ] || { kill -9 "$machine" 2>/dev/null; wait "$machine" 2>/dev/null; }
    rm -rf "$work"
}
trap end EXIT
trap 'exit 1' INT TERM

mkdir -p "$work/files"/{bin,proc,host,dev,modules}
cp "$(command -v busybox)" "$work/files/bin/busybox"
cp "$here/init.sh" "$work/files/init"
cp "$kernel"/modules/*.ko "$work/files/modules/"
chmod 755 "$work/files/init"
printf '%s=%q\n' plug vivid guest "$here/camera_guest.sh" driver "$driver" >"$work/files/settings"
(cd "$work/files" && find . | busybox cpio -o -H newc 2>/dev/null) >"$work/initrd" || { echo "no initrd"; exit 1; }

console=$work/console
qemu-system-x86_64 -accel tcg,thread=multi -cpu max -m 768 -smp 2 -nodefaults -no-user-config -display none -no-reboot \
    -kernel "$kernel/vmlinuz" -initrd "$work/initrd" -append "console=ttyS0 quiet panic=-1 mitigations=off no_timer_check nowatchdog" \
    -virtfs local,path=/,mount_tag=host,readonly=on,security_model=none,multidevs=remap \
    -serial "file:$console" 2>"$work/qemu" </dev/null &
machine=$!
until=$((SECONDS + ${ANJU_VM_LIMIT:-210}))  # before the limit of ctest: what the machine said is told
while kill -0 "$machine" 2>/dev/null && [ "$SECONDS" -lt "$until" ]; do
    sleep 0.1
done
if kill -0 "$machine" 2>/dev/null; then
    echo "the virtual machine does not end"
fi
tr -d '\r' <"$console" 2>/dev/null
cat "$work/qemu"
tr -d '\r' <"$console" 2>/dev/null | grep -qx "camera: passed"
