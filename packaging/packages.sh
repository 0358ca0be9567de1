# SPDX-License-Identifier: Apache-2.0
# The Debian packages that ./run, ./test and ./bench need, each with its reason; sourced by them.
# A line: package, then why. `command:NAME` in front installs it only where that command is missing.

packages_run='
build-essential            compiler
cmake                      build
ninja-build                build
mold                       links programs in a fraction of the time
ccache                     fast rebuilds
pkg-config                 finds libraries
gettext                    English texts (msgfmt)
librsvg2-bin               draws icons and demo pictures at build time
libsdl2-dev                the TV window
libpixman-1-dev            paints the screen
libfreetype-dev            glyphs
libpng-dev                 screenshots
libjpeg62-turbo-dev        photos on the TV
libyuv-dev                 moving pictures to pixels
libimgui-dev               charts and widgets
libstb-dev                 needed by libimgui
libicu-dev                 calendar, time zones, line breaks
libqrencode-dev            QR codes of the pairing screen and of the card for relatives
libcurl4-openssl-dev       the TV talks to the platform
libasound2-dev             the guard of the emergency key speaks
libssl-dev                 hashes
nlohmann-json3-dev         JSON
libexpected-dev            results without exceptions
libtomlplusplus-dev        reads the configuration in /etc/anju
libfmt-dev                 text formatting
libboost-dev               HTTP server (Beast)
libsqlite3-dev             embedded database
libcsv-dev                 lists of homes
libpq-dev                  PostgreSQL
libsodium-dev              passwords (Argon2id)
libvips-dev                scales photos on the platform
prometheus-cpp-dev         figures of the platform for Prometheus
libevdev-dev               names of remote keys
libspeechd-dev             speech
speech-dispatcher          speech
speech-dispatcher-espeak-ng  speech
espeak-ng                  Mandarin and English voices
libgstreamer1.0-dev        chimes
libgstreamer-plugins-base1.0-dev  chimes
gstreamer1.0-plugins-base  chimes
gstreamer1.0-plugins-good  sound outputs
gstreamer1.0-alsa          sound output
gstreamer1.0-pulseaudio    sound output
gstreamer1.0-plugins-bad   video visits: WebRTC, DTLS, echo cancellation
gstreamer1.0-nice          video visits: ICE
gstreamer1.0-plugins-ugly  video visits: H264 encoder
gstreamer1.0-libav         video visits: H264 decoder, AAC
libgstreamer-plugins-bad1.0-dev  video visits: the types of webrtcbin
fonts-noto-cjk             the letters on the screen
fonts-noto-color-emoji     the emoji in the messages of the family
command:curl curl          pairs the demo TV
command:jq jq              reads JSON in scripts
command:openssl openssl    certificate of this machine for phones in the home (--lan)
command:pgrep procps       ends compilers when Ctrl-C comes during the first start
command:ip iproute2        finds the addresses of this machine (--lan)
command:qrencode qrencode  address for phones as a QR code in the terminal (--lan)
'

packages_test='
systemd                    looks at the units
zbar-tools                 reads the QR code off the printed card
poppler-utils              looks at the printed card
libgtest-dev               tests
libgmock-dev               tests
clang-14                   fuzzers
libclang-rt-14-dev         fuzzers
postgresql-15              repository tests on a private cluster; its client backs up and restores
fonts-wqy-microhei         the other font that --font takes
ir-keytable                the kernel remote keymaps that a test reads
pulseaudio                 sound tests on a null sink
pulseaudio-utils           sound tests record its monitor
iproute2                   network namespaces of tests
nftables                   a network without UDP, for tests
faketime                   the clock of the platform is stepped
slowhttptest               slow and stalled clients of the platform
coturn                     the relay of visits, tested with the configuration that is shipped
xvfb                       the TV window without a display
libgl1-mesa-dri            the renderer presenter without a GPU
libegl1                    the renderer presenter without a GPU
libgles2                   the renderer presenter without a GPU
libx11-dev                 sends keys to the TV window in tests
libxtst-dev                sends keys to the TV window in tests
libxext-dev                the bench that measures pixels goes on building
libxdamage-dev             the bench that measures pixels goes on building
libxfixes-dev              the bench that measures pixels goes on building
chromium                   browser tests
firefox-esr                browser tests
command:node nodejs        browser tests
command:npm npm            browser tests
'

packages_slow='
debhelper                  the packages are built
help2man                   the packages are built
lintian                    the packages are looked at
mmdebstrap                 a clean Debian to install them in
qemu-system-x86            a virtual machine whose camera is plugged in and out; its kernel: tests/vm/kernel.sh
busybox-static             the first program of that machine
udev                       tells that machine of its cameras
'

packages_package='
debhelper                  builds the Debian packages
dpkg-dev                   builds the Debian packages
fakeroot                   builds the Debian packages
help2man                   manual pages from --help
'

packages_bench='
xvfb                       a display for both programs
libx11-dev                 measures pixels
libxext-dev                measures pixels (shared memory)
libxtst-dev                sends keys
libxdamage-dev             counts frames
libxfixes-dev              counts frames
chromium                   the peer
nginx-light                the peer of the platform: event streams
libnginx-mod-nchan         the peer of the platform: event streams
postgresql-15              the platform on PostgreSQL
command:openssl openssl    a certificate for streams under TLS
command:nft nftables       a line that loses packets
command:node nodejs        drives the peer
command:npm npm            drives the peer
'

# install_packages GROUP…: prints what is missing and why, then installs it; sudo only when not root.
install_packages() {
    local missing=() reasons=() group line name why list
    for group in "$@"; do
        list="packages_$group"
        while read -r name why; do
            [ -n "$name" ] || continue
            if [[ $name == command:* ]]; then
                command -v "${name#command:}" >/dev/null 2>&1 && continue
                read -r name why <<<"$why"
            fi
            dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q '^install ok installed$' && continue
            [[ " ${missing[*]-} " == *" $name "* ]] && continue
            missing+=("$name")
            reasons+=("$(printf '  %-32s %s' "$name" "$why")")
        done <<<"${!list}"
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    echo "Installing Debian packages that are missing:" >&2
    printf '%s\n' "${reasons[@]}" >&2
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null 2>&1 || {
            echo "These packages need an administrator: log in as root, or install sudo, and start again." >&2
            return 1
        }
        as_root=(sudo)
    fi
    "${as_root[@]}" apt-get update -qq >&2 || echo "The package lists could not be refreshed; trying with the old ones." >&2
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        -o Dpkg::Use-Pty=0 "${missing[@]}" >/dev/null || {
        echo "Installing failed. Debian's own message stands above; nothing was started." >&2
        return 1
    }
}
