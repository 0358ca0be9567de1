#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# leaks.sh PROGRAM: runs it under GStreamer's leak tracer; nothing of GStreamer's may live at its end but the one DTLS agent
# that the process keeps, and the latency query that webrtcechoprobe (1.22) forgets at each latency event. The tracer is found by the registry only, so here it is on.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export GST_REGISTRY_DISABLE=no GST_REGISTRY=$folder/registry GST_TRACERS=leaks GST_DEBUG=GST_TRACER:7 GST_DEBUG_NO_COLOR=1
GST_DEBUG_FILE=$folder/log "$1" >"$folder/out" 2>&1 || { cat "$folder/out"; exit 1; }
grep -q 'leaks' "$folder/log" || { echo "the tracer was not there"; exit 1; }
if grep 'object-alive, type-name=(string)' "$folder/log" | grep -v 'type-name=(string)%s' | grep -v 'type-name=(string)GstDtlsAgent,' |
    grep -v 'description=(string)latency query:'; then
    echo "these live on"; exit 1
fi
queries=$(grep -c 'description=(string)latency query:' "$folder/log") calls=$(grep -c '^\[       OK' "$folder/out")
[ "$queries" -le $((3 * calls)) ] || { echo "$queries queries of $calls calls"; exit 1; }
[ "$(grep -c 'type-name=(string)GstDtlsAgent,' "$folder/log")" -le 1 ] || { echo "more than one agent"; exit 1; }
