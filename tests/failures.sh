#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# failures.sh <LOG of ctest: of each test that failed its name, and of what it said the first lines that tell why.
set -euo pipefail
awk -v most=16 '
    function cut(line) { return length(line) > 240 ? substr(line, 1, 240) "…" : line }
    /^ *[0-9]+\/[0-9]+ Test +#[0-9]+: / {
        told = 0; after = 0
        bad = /\*\*\*/ && !/\*\*\*Skipped/
        if (bad) { gsub(/ \.\.\.+/, " "); sub(/^ *[0-9]+\/[0-9]+ Test +#[0-9]+: /, ""); print "failed: " cut($0) }
        next
    }
    /^ *Start +[0-9]+: / || /^[0-9]+% tests passed/ { bad = 0 }
    !bad || told >= most { next }
    /^not ok|: Failure$|WARNING: ThreadSanitizer|ERROR: (AddressSanitizer|LeakSanitizer)|runtime error:|CRITICAL|^these live on|^Fatal|Error:/ { after = 6 }
    after > 0 { after--; told++; print "    " cut($0) }
' | iconv -c -f UTF-8 -t UTF-8  # a cut goes through a letter
