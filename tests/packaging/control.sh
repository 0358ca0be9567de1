#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# control.sh: the libraries that the packages are built with are those that ./run installs, and nobody else's.
set -uo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.." || exit 1
source packaging/packages.sh
libraries() { grep -E -- '-dev$|-dev ' | awk '{print $1}' | sort -u; }
wanted=$(sed -n '/^Build-Depends:/,/^$/p' packaging/debian/control | sed 's/^Build-Depends://; s/^ *//; s/,.*//' | libraries)
installed=$(libraries <<<"$packages_run")
[ -n "$wanted" ] && [ "$wanted" = "$installed" ] && exit 0
echo "packaging/debian/control and packaging/packages.sh name other libraries (< control, > packages.sh):"
diff <(echo "$wanted") <(echo "$installed")
exit 1
