#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# settings.sh BIN: the settings that are shipped say all that the programs understand, with values that they take, and nothing else.
set -uo pipefail
bin=$1
cd "$(dirname "$(readlink -f "$0")")/../.." || exit 1
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
failed=
bad() { echo "$*"; failed=1; }

keys() { sed -nE 's/^#?([a-z-]+) = .*/\1/p' "$1" | sort; }
options() { "$bin/$1" --help | grep -oE -- '--[a-z-]+' | sed 's/^--//' | sort -u | grep -vxE "$2"; }
for program in tv platform alarmd; do
    shipped=packaging/debian/etc/$program.toml
    sed -E 's/^#([a-z-]+ = )/\1/' "$shipped" >"$work/$program.toml"  # with all that it only explains
    case $program in  # what is only for the command line
        tv) only='config|headless|now|mirror|family-url|family-url-file|web|script|record|replay|ready|help|version' ;;
        platform) only='config|check|help|organisation|kind|name|display-name|password-file|replace|dry-run|keep-good|format|language' ;;
        alarmd) only='config|platform|key-file|now|help|version' ;;
    esac
    twice=$(keys "$shipped" | uniq -d)
    [ -z "$twice" ] || bad "$shipped explains twice: $twice"
    other=$(diff <(keys "$shipped") <(options anju-$program "$only")) || bad "$shipped (<) and anju-$program --help (>) name other settings:
$other"
done

said=$("$bin/anju-tv" --config packaging/debian/etc/tv.toml --version 2>&1) || bad "as it is shipped: $said"
said=$("$bin/anju-tv" --config "$work/tv.toml" --version 2>&1) || bad "with all its keys: $said"
echo 'colour = "red"' >>"$work/tv.toml"
said=$("$bin/anju-tv" --config "$work/tv.toml" --version 2>&1) && bad "a wrong key was taken"
[ "$said" = "$work/tv.toml:$(wc -l <"$work/tv.toml"): there is no key colour." ] || bad "of a wrong key it said: $said"

said=$("$bin/anju-alarmd" --config packaging/debian/etc/alarmd.toml --version 2>&1) || bad "alarmd.toml as it is shipped: $said"
said=$("$bin/anju-alarmd" --config "$work/alarmd.toml" --version 2>&1) || bad "alarmd.toml with all its keys: $said"
echo 'colour = "red"' >>"$work/alarmd.toml"
said=$("$bin/anju-alarmd" --config "$work/alarmd.toml" --version 2>&1) && bad "a wrong key was taken"
[ "$said" = "$work/alarmd.toml:$(wc -l <"$work/alarmd.toml"): there is no key colour." ] || bad "of a wrong key it said: $said"

# It also looks at what the file names, which is not here: only what it says of a line counts.
said=$("$bin/anju-platform" --config "$work/platform.toml" --check 2>&1)
[[ $said != *"$work/platform.toml:"* ]] || bad "platform.toml is not taken: $said"
echo 'colour = "red"' >>"$work/platform.toml"
said=$("$bin/anju-platform" --config "$work/platform.toml" --check 2>&1)
[[ $said == *"$work/platform.toml:$(wc -l <"$work/platform.toml"): there is no key colour."* ]] || bad "of a wrong key it said: $said"
[ -z "$failed" ]
