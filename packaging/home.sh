# SPDX-License-Identifier: Apache-2.0
# Read by ./run in a shell of its own: starts the platform, the voice and the TV, pairs the TV, says where everything is,
# and stays until one of them ends. It fails with one sentence; what it started ends with it.
start() { # NAME SIGNAL COMMAND…: a child that gets the signal when we die, its words in its log; the log before is kept
    local name=$1 signal=$2 us=$BASHPID; shift 2
    [ ! -e "$data/log/$name.log" ] || mv -f -- "$data/log/$name.log" "$data/log/$name.before.log"
    # It notes its own number for stop_all, before it is anything. Who finds another parent was started by
    # one that is dead already, and will never get its signal.
    setpriv --pdeathsig "$signal" sh -c 'echo "$$" >>"$1/run/pids"; [ "$PPID" != "$0" ] || { shift; exec "$@"; }' \
        "$us" "$data" "$@" >"$data/log/$name.log" 2>&1 8>&- &
    started=$!
}
pause() { # SECONDS; ends with ./run
    read -r -t "$1"
    (($? > 128)) || exit 1
}
wait_for() { # FILE PID SECONDS
    local since=$SECONDS
    while ((SECONDS - since <= $3)); do
        [ ! -s "$1" ] || return 0
        kill -0 "$2" 2>/dev/null || return 1
        pause 0.02
    done
    return 1
}
last_words() { # NAME
    local line; line=$(tail -n 1 "$data/log/$1.log" 2>/dev/null)
    line=${line:-it said nothing}
    echo "${line%.}."  # one full stop
}

lan_options=() lan_address=
if [ -n "$lan" ]; then
    # The address by which this machine goes out; without a way out, its first one.
    lan_address=$(ip -4 route get 192.0.2.1 2>/dev/null | sed -n 's/.* src \([0-9.]*\).*/\1/p')
    [ -n "$lan_address" ] || lan_address=$(ip -o -4 addr show scope global | sed -n '1s/.* inet \([0-9.]*\).*/\1/p')
    [ -n "$lan_address" ] || fail "This machine has no address in a network, so no phone can reach it. Connect it, or leave out --lan."
    "$root/packaging/lan/certificates" "$data/lan" "$lan_address" || fail "The certificate for phones could not be made in $data/lan."
    lan_options=(--listen-tls "0.0.0.0:$lan_port" --certificate "$data/lan/server.pem" --key "$data/lan/server-key.pem")
    [ "$lan_port" = 0 ] || lan_options+=(--public-url "https://$lan_address:$lan_port")
fi

# The platform is told first which page may show its own.
while [ "$mirror_port" = 0 ]; do
    mirror_port=$((RANDOM % 12000 + 20000))
    port_free "$mirror_port" || mirror_port=0
done
mirror_origin="http://127.0.0.1:$mirror_port"
options=(--listen "127.0.0.1:$platform_port" --database "sqlite:$data/platform/anju.db" --web "$root/platform/web"
         --demo "$data/demo" --art "$build/art" --ready "$data/run/platform.json" --frame-ancestor "$mirror_origin" "${lan_options[@]}")
[ -z "$now" ] || options+=(--now "$now")
# A first start that was cut short before the platform answered leaves half a demo: begin it anew.
[ ! -e "$data/platform/.first-start" ] || rm -rf -- "${data:?}/platform" "${data:?}/demo"
mkdir -p -m 700 -- "$data/platform" "$data/demo"
[ -e "$data/platform/anju.db" ] || : >"$data/platform/.first-start"
start platform TERM "$build/bin/anju-platform" "${options[@]}"
platform_pid=$started
wait_for "$data/run/platform.json" "$platform_pid" 20 || fail "The platform did not start: $(last_words platform)"
rm -f -- "$data/platform/.first-start"
platform_url=$(jq -r .url "$data/run/platform.json")
lan_host=
[ -z "$lan" ] || lan_host="$lan_address:$(jq -r .tls_port "$data/run/platform.json")"

[ -s "$data/demo/demo.json" ] || fail "The demo household's logins are missing in $data/demo. ./run --reset starts with a new one."

# The guard of the emergency key comes again when it ends, as a service manager has it.
alarm_socket=$data/run/alarm.sock
start_alarm() {
    start alarm TERM "$build/bin/anju-alarmd" --data "$data/alarm" --socket "$alarm_socket" --input "$alarm_input" ${now:+--now "$now"} ${language:+--language "$language"}
    alarm_pid=$started
}
start_alarm
for _ in $(seq 200); do [ ! -S "$alarm_socket" ] || break; kill -0 "$alarm_pid" 2>/dev/null || break; pause 0.05; done
kill -0 "$alarm_pid" 2>/dev/null || fail "The alarm guard did not start: $(last_words alarm)"

start speechd KILL "$root/packaging/speechd/start" "$data/run" 9>&-  # at TERM in the middle of a sentence it may lock itself up
family_token=$(jq -r '.family[0].token' "$data/demo/demo.json")
family_name=$(jq -r '.family[0].name // empty' "$data/demo/demo.json")
family_url="$platform_url/family/#$family_token"
visit_url="$platform_url/visit/#$family_token"
# A secret stands in nobody's arguments: every user of the machine can read those. Files, pipes and the environment are ours alone.
(umask 077; printf '%s\n' "$family_url" "$family_name" >"$data/run/family-url")
options=(--platform "$platform_url" --data "$data/tv" --ready "$data/run/tv.json" --script "$script" --input "$tv_input"
         --speechd "$data/run/speechd.sock" --web "$root/terminal/mirror/web" --family-url-file "$data/run/family-url")
[ ${#alarm_socket} -gt 107 ] || options+=(--guard "$alarm_socket")  # no socket has a longer name
[ -z "$headless" ] || options+=(--headless --mirror "$mirror_port")
[ -z "$now" ] || options+=(--now "$now")
[ -z "$size" ] || options+=(--size "$size")
[ -z "$language" ] || options+=(--language "$language")
[ -z "$scale" ] || options+=(--scale "$scale")
[ -z "$font" ] || options+=(--font "$font")
[ -z "$camera" ] || options+=(--camera "$camera")
[ -z "$microphone" ] || options+=(--microphone "$microphone")
start_tv() {
    rm -f -- "$data/run/tv.json"
    start tv TERM "$build/bin/anju-tv" "${options[@]}"
    tv_pid=$started tv_began=$SECONDS tv_still=0 tv_turned=
}
start_tv
wait_for "$data/run/tv.json" "$tv_pid" 20 || fail "The TV did not start: $(last_words tv)"

# Pairs the demo TV as a technician would: reads its code, signs in, approves.
scene() { # prints the scene of the running TV
    rm -f -- "$data/run/scene.json"
    echo "scene $data/run/scene.json" | timeout 2 tee "$script" >/dev/null || return 1
    wait_for "$data/run/scene.json" "$tv_pid" 5 && cat "$data/run/scene.json"
}
login() { jq -r --arg role "$1" --arg what "$2" '.logins[] | select(.role == $role)[$what]' "$data/demo/demo.json"; }
staff_name=$(login technician name) staff_password=$(login technician password)
manager_name=$(login manager name) manager_password=$(login manager password)  # an older demo has none
admin_name=$(login administrator name) admin_password=$(login administrator password)
operator_name=$(login operator name) operator_password=$(login operator password)
household=$(jq -r '.household.id' "$data/demo/demo.json")
household_name=$(jq -r '.household.name' "$data/demo/demo.json")
call() { # METHOD PATH [JSON]
    curl -fsS --max-time 10 -X "$1" -b "$data/run/cookies" -c "$data/run/cookies" -H "Origin: $platform_url" \
        ${3:+-H 'Content-Type: application/json' -H "Idempotency-Key: run-$$-$RANDOM" -d @-} "$platform_url$2" <<<"${3:-}"
}
pair() {
    local code
    for _ in $(seq 100); do
        code=$(scene | jq -r 'select(.screen == "pairing") | .code')
        [ -z "$code" ] || break
        [ "$(jq -r .screen "$data/run/scene.json" 2>/dev/null)" = pairing ] || return 0
        pause 0.1
    done
    [ -n "$code" ] || return 1
    (umask 077; : >"$data/run/cookies")
    call POST /v1/staff/session "$(name=$staff_name password=$staff_password jq -n '{name: env.name, password: env.password}')" >/dev/null &&
        call POST "/v1/staff/pairings/$code/approve" "$(jq -n --arg h "$household" '{household: $h}')" >/dev/null || return 1
    rm -f -- "$data/run/cookies"
    for _ in $(seq 150); do
        [ "$(scene | jq -r .screen)" != pairing ] && return 0
        pause 0.1
    done
    return 1
}
pair || fail "The demo TV could not be paired; $data/log says more."

mirror_url=$(jq -r '.mirror // empty' "$data/run/tv.json")
page() { [ -z "$2" ] || printf '  %-34s%s\n' "$1" "$2"; }
echo
echo "安居电视 Anju TV is running for $household_name."
page "The TV, its remote and a phone" "$mirror_url"
page "The family's page" "$family_url"
page "A visit, by video" "$visit_url"
page "The technician's page" "$platform_url/approve/   ($staff_name / $staff_password)"
page "The manager's page" "${manager_name:+$platform_url/homes/   ($manager_name / $manager_password)}"
page "The administrator's page" "${admin_name:+$platform_url/people/   ($admin_name / $admin_password)}"
page "The desk of 12349" "${operator_name:+$platform_url/desk/   ($operator_name / $operator_password)}"
page "Data and logs" "$data"
echo "Keys: arrows, Enter = 确定, Esc = 返回. Ctrl-C stops everything."
if [ -n "$lan_host" ]; then
    phone_url="http://$lan_host/family/#$family_token"  # shows what the phone will warn of, then goes on by https
    echo
    echo "On a phone in the same network: $phone_url"
    printf %s "$phone_url" | qrencode -t ANSIUTF8 -m 2
fi
if [ -n "$info" ]; then
    (umask 077; family=$family_url visit=$visit_url mirror=$mirror_url sp=$staff_password mn=$manager_name mp=$manager_password an=$admin_name ap=$admin_password on=$operator_name op=$operator_password lan_url=${lan_host:+https://$lan_host/family/#$family_token} \
        jq -n --arg platform "$platform_url" --arg staff "$platform_url/boxes/" --arg approve "$platform_url/approve/" --arg sn "$staff_name" \
        --arg hid "$household" --arg hname "$household_name" --arg data "$data" --arg script "$script" --arg input "$tv_input" --arg ainput "$alarm_input" \
        --argjson ppid "$platform_pid" --argjson tpid "$tv_pid" --argjson apid "$alarm_pid" --argjson pport "$(jq .port "$data/run/platform.json")" \
        --argjson mport "$(jq '.mirror_port // 0' "$data/run/tv.json")" \
        --arg ca "${lan:+$data/lan/ca.pem}" \
        '{version: 1,
          urls: ({platform: $platform, family: env.family, visit: env.visit, staff: $staff, approve: $approve, homes: ($platform + "/homes/"), people: ($platform + "/people/"), desk: ($platform + "/desk/")} + (if env.mirror == "" then {} else {mirror: env.mirror} end)
                 + (if env.lan_url == "" then {} else {lan: env.lan_url} end)),
          logins: ([{role: "technician", name: $sn, password: env.sp}] + (if env.mn == "" then [] else [{role: "manager", name: env.mn, password: env.mp}] end)
                   + (if env.ap == "" then [] else [{role: "administrator", name: env.an, password: env.ap}] end)
                   + (if env.on == "" then [] else [{role: "operator", name: env.on, password: env.op}] end)),
          household: {id: $hid, name: $hname},
          paths: {data: $data, log: ($data + "/log"), database: ($data + "/platform/anju.db"), script: $script, tv_input: $input, alarm_input: $ainput},
          pids: {platform: $ppid, tv: $tpid, alarm: $apid},
          ports: {platform: $pport, mirror: $mport}} + (if $ca == "" then {} else {ca: $ca} end)' >"$info.part" && mv -f -- "$info.part" "$info") ||
        fail "The file $info could not be written."
fi
new_pid() { # NAME PID
    [ ! -s "$info" ] || { (umask 077; jq --arg name "$1" --argjson pid "$2" '.pids[$name] = $pid' "$info" >"$info.part") && mv -f -- "$info.part" "$info"; }
}
# A TV that was started anew has another address for its page: the one before opens nothing any more.
new_mirror() {
    local now; now=$(jq -r '.mirror // empty' "$data/run/tv.json" 2>/dev/null)
    [ -n "$now" ] && [ "$now" != "$mirror_url" ] || return 0
    mirror_url=$now
    page "The TV, started anew" "$mirror_url"
    [ ! -s "$info" ] || { (umask 077; mirror=$now jq '.urls.mirror = env.mirror' "$info" >"$info.part") && mv -f -- "$info.part" "$info"; }
}
# As a service manager has it: a TV that was killed comes again at once, one that hangs after 10 s. Its own end is the end.
tv_falls=0
tv_lives() {
    local turned limit=10 code
    if kill -0 "$tv_pid" 2>/dev/null; then
        turned=$(stat -c %y "$data/run/tv.json" 2>/dev/null)
        [ "$turned" = "$tv_turned" ] && tv_still=$((tv_still + 1)) || tv_still=0
        [ -z "$turned" ] || [ -n "$tv_turned" ] || new_mirror
        tv_turned=$turned
        [ -n "$turned" ] || limit=30  # no picture yet
        ((tv_still >= limit)) || return 0
        kill -KILL "$tv_pid" 2>/dev/null
    fi
    wait "$tv_pid"; code=$?
    ((code > 128)) || return 1
    # Soon after its start, or before its first picture.
    if ((SECONDS - tv_began < 30)) || [ ! -s "$data/run/tv.json" ]; then tv_falls=$((tv_falls + 1)); else tv_falls=1; fi
    ((tv_falls <= 3)) || return 1
    start_tv
    new_pid tv "$tv_pid"
}
# Looked at once a second: `wait -n` misses a child that ended before it is called.
while kill -0 "$platform_pid" 2>/dev/null && tv_lives; do
    if ! kill -0 "$alarm_pid" 2>/dev/null; then
        start_alarm
        new_pid alarm "$alarm_pid"
    fi
    pause 1
done
name="The TV" log=tv ended=$tv_pid
! kill -0 "$tv_pid" 2>/dev/null || { name="The platform" log=platform ended=$platform_pid; }
wait "$ended"; code=$?  # also of one that was waited for before
[ "$log$code" != tv0 ] || exit 0
if [ "$code" -gt 128 ]; then
    echo "$name was ended from outside (signal $((code - 128))); what it did before stands in $data/log/$log.log." >&"$words"
else
    echo "$name has stopped: $(last_words "$log")" >&"$words"
fi
[ "$log" = tv ] || code=1
exit "$code"
