#!/bin/busybox sh
# SPDX-License-Identifier: Apache-2.0
# The first program of the virtual machine, in its initrd: from here it goes on in the host's own files, which it can only read.
busybox=/bin/busybox
$busybox mount -t proc proc /proc
. /settings
for module in /modules/*.ko; do
    case $module in *-"$plug".ko) continue ;; esac
    $busybox insmod "$module"
done
$busybox mount -t 9p -o trans=virtio,version=9p2000.L,msize=524288,cache=loose,ro host /host || { echo "no files of the host"; $busybox poweroff -f; }
$busybox mount -t proc proc /host/proc
$busybox mount -t sysfs sys /host/sys
$busybox mount -t devtmpfs dev /host/dev
$busybox mount -t tmpfs run /host/run
$busybox cp /modules/*-"$plug".ko /host/run/plug.ko
$busybox cp /settings /host/run/settings
$busybox umount /proc
exec $busybox switch_root /host /bin/bash "$guest"
