# SPDX-License-Identifier: Apache-2.0
# Inside the virtual machine, as its only program beside udevd (camera.sh, init.sh). Each wait has an end.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/run TMPDIR=/run LC_ALL=C.UTF-8
. /run/settings
exec 2>&1
seconds() { local up rest; read -r up rest </proc/uptime; echo "$up"; }
over() { # WORDS: the last ones
    echo "camera: $*"
    sync
    busybox poweroff -f
    sleep 60
}
failed() { echo "[$(seconds)] FAILED: $*"; busybox dmesg | tail -n 15; over failed; }
step() { echo "[$(seconds)] $*"; }

/lib/systemd/systemd-udevd --daemon || failed "udevd does not start"
for ((i = 0; i < 100; ++i)); do [ ! -S /run/udev/control ] || break; sleep 0.1; done
[ ! -e /dev/video0 ] || failed "a camera before it is plugged in"

coproc ENGINE { exec "$driver" --camera auto --microphone none; }
engine=$ENGINE_PID
order() { local IFS=$'\t'; echo "$*" >&"${ENGINE[1]}" || failed "the engine has gone"; }
line= part=  # part: of a line whose rest is not there yet
expect() { # SECONDS PATTERN WHAT: the news that comes, others before it are shown
    local until=$((SECONDS + $1))
    while [ $SECONDS -lt $until ]; do
        if read -r -t 1 line <&"${ENGINE[0]}"; then
            line=$part$line part=
            [[ $line == *'"figures"'* ]] || echo "  ${line:0:200}"
            [[ $line == *'"news":"failed"'* ]] && failed "$3: the call failed"
            [[ $line =~ $2 ]] && return 0
        elif [ $? -gt 128 ]; then
            part+=$line
        else
            failed "$3: the engine has ended"
        fi
    done
    failed "$3: nothing after $1 s"
}
figure() { # NAME
    order figures
    expect 10 '"news":"figures"' "figures"
    [[ $line =~ \"$1\":([0-9]+) ]] && number=${BASH_REMATCH[1]}
}
pictures() { # MORE SECONDS OF: as many more than now come
    local until=$((SECONDS + $2)) first
    figure "$3"
    first=$number
    while [ $((number - first)) -lt "$1" ]; do
        [ $SECONDS -lt $until ] || failed "$((number - first)) pictures ($3) after $2 s"
        sleep 0.5
        figure "$3"
    done
    step "$((number - first)) pictures ($3)"
}
no_camera='"news":"devices".*"camera":""'
a_camera='"news":"devices".*"camera":"vivid'
live='"news":"live".*"camera":true'
dark='"news":"live".*"camera":false'
closed() { # WHEN: the camera is in nobody's hands
    for ((i = 0; i < 30; ++i)); do
        busybox ls -l /proc/"$engine"/fd | grep -q /dev/video || return 0
        sleep 0.1
    done
    busybox ls -l /proc/"$engine"/fd | grep /dev/video
    failed "the camera is still open $1"
}
pull() { echo vivid.0 >/sys/bus/platform/drivers/vivid/unbind || failed "cannot be pulled out"; }
plug() { echo vivid.0 >/sys/bus/platform/drivers/vivid/bind || failed "cannot be plugged in"; }

step "no camera: it says so, and a film is refused"
expect 90 "$no_camera" "no camera"
order record none /run/none.mp4
expect 90 '"news":"not-recorded".*"id":"none"' "a film without a camera"

step "plugged in: found"
busybox insmod /run/plug.ko n_devs=1 node_types=0x1 num_inputs=1 input_types=0 || failed "no vivid"
expect 30 "$a_camera" "plugged in"

step "a film is made, and plays"
order record whole /run/whole.mp4
expect 30 "$live" "filming"
pictures 10 40 seen
order keep whole
expect 30 '"news":"recorded".*"id":"whole"' "the film"
figure pictures
before=$number
order play clip /run/whole.mp4
expect 40 '"news":"clip-ended".*"failed":false' "the film plays"
figure pictures
[ $((number - before)) -ge 5 ] || failed "only $((number - before)) pictures in the film"

closed "after the film"

step "pulled out while it films: no film, and it says so"
order record broken /run/broken.mp4
expect 30 "$live" "filming"
pictures 3 30 seen
pull
expect 20 "$no_camera|\"news\":\"not-recorded\".*\"id\":\"broken\"" "pulled out while filming"
if [[ $line =~ not-recorded ]]; then expect 20 "$no_camera" "the camera has gone"; else expect 20 '"not-recorded".*"id":"broken"' "the film has failed"; fi
for file in /run/broken.mp4*; do [ ! -e "$file" ] || failed "a half film was left: $file"; done

closed "after it was pulled out"

step "plugged in again: the next film is whole"
plug
expect 30 "$a_camera" "plugged in again"
order record again /run/again.mp4
expect 30 "$live" "filming again"
pictures 3 30 seen
order keep again
expect 30 '"news":"recorded".*"id":"again"' "the film after it"

closed "after the next film"

step "a call: the camera opens when it is answered"
order connect 1
expect 60 '"news":"offered"' "a call"
figure seen
closed "before the answer"
order open 1 0
expect 30 "$live" "the camera of the call"
pictures 5 30 seen

step "pulled out in the call: it goes on without a picture"
pull
expect 20 "$no_camera|$dark" "pulled out in the call"
if [[ $line =~ $no_camera ]]; then expect 20 "$dark" "the camera is off"; else expect 20 "$no_camera" "the camera has gone"; fi

step "plugged in again in the call: the picture is back by itself"
plug
expect 30 "$live" "back in the call"
pictures 5 30 seen

step "a loose plug in the call: out and in at once"
pull
plug
sleep 2
pictures 5 30 seen

step "a loose plug while the engine is busy: it finds the same camera, and that its pictures have ended"
kill -STOP "$engine"
pull
plug
sleep 1
kill -CONT "$engine"
sleep 2
pictures 5 30 seen
order stop
expect 20 "$dark" "the call is over"
order record after /run/after.mp4
expect 30 "$live" "a film at once"
pictures 3 30 seen
order keep after
expect 30 '"news":"recorded".*"id":"after"' "a film right after the call"
closed "after the call"

step "pulled out while nothing happens"
pull
expect 20 "$no_camera" "pulled out"
busybox rmmod vivid || failed "somebody still holds the camera"

order quit
for ((i = 0; i < 200; ++i)); do kill -0 "$engine" 2>/dev/null || break; sleep 0.1; done
kill -0 "$engine" 2>/dev/null && failed "the engine does not end"
wait "$engine" || failed "the engine ended with $?"
step "done"
over passed
