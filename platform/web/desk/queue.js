// SPDX-License-Identifier: Apache-2.0
// What the desk knows, from the answer of /v1/desk and from the events after it; which alarm comes first, what rings, and
// what the clock makes of it. Nothing here asks the platform or touches the page.

export const kAcceptIn = 15;  // seconds that are promised

const kRemembered = 500;  // events: what is over is known so long, that an answer from before does not bring it back

export const empty = () => ({ turn: 0, lines: new Map(), seat: null, seats: [], figures: null, helpNumber: "" });

const isOpen = (line) => ["waiting", "changing", "accepted"].includes(line.alarm.state);
const offered = (line) => Boolean(line.offered_to_me) && line.alarm.state === "accepted";
export const waits = (line) => line.alarm.state === "waiting" || line.alarm.state === "changing";
export const isMine = (line) => line.alarm.state === "accepted" && line.mine;

// Where a line stands: "now", "back" (somebody still rings there) or "" (it is over). `listed`: the answer has it to call back.
function placeOf(line, listed) {
  if (isOpen(line)) return "now";
  return listed || line.alarm.state === "cancelled" || line.alarm.call_back_by ? "back" : "";
}

const entry = (line, place, turn) => ({ line, place, turn });

// One event. What comes late or twice takes nothing back.
export function told(state, line) {
  const known = state.lines.get(line.alarm.id);
  if (known && known.line.alarm.revision > line.alarm.revision) return state;
  const lines = new Map(state.lines);
  lines.set(line.alarm.id, entry(line, placeOf(line), state.turn + 1));
  return { ...state, turn: state.turn + 1, lines };
}

// The whole desk, asked for when `asked` was state.turn: what events have told since then stays as they told it.
export function fetched(state, desk, asked) {
  const lines = new Map();
  for (const [id, known] of state.lines) if (known.turn > asked || (known.place === "" && known.turn > state.turn - kRemembered)) lines.set(id, known);
  for (const [list, place] of [[desk.alarms ?? [], ""], [desk.call_back ?? [], "back"]]) {
    for (const line of list) {
      const known = state.lines.get(line.alarm.id);
      if (known && known.line.alarm.revision > line.alarm.revision) lines.set(line.alarm.id, known);
      else lines.set(line.alarm.id, entry(line, placeOf(line, place === "back"), known?.turn ?? 0));
    }
  }
  return { ...state, lines, seat: desk.seat, seats: desk.seats ?? [], figures: desk.figures, helpNumber: desk.help_number };
}

// What this answer has, and no event or answer before it: [[id, revision]].
export const untold = (state, desk) => (desk.alarms ?? []).filter(({ alarm }) => alarm.revision > (state.lines.get(alarm.id)?.line.alarm.revision ?? 0)).map(({ alarm }) => [alarm.id, alarm.revision]);

// A seat signed on or off.
export function seated(state, seat) {
  if (seat.id === state.seat?.id) return state;
  return { ...state, seats: [...state.seats.filter((one) => one.id !== seat.id), seat] };
}

export const lineOf = (state, id) => state.lines.get(id)?.line ?? null;
export const placeIn = (state, id) => state.lines.get(id)?.place ?? "";

const time = (text) => Date.parse(text);
const earlier = (one, other) => time(one) - time(other);

// What somebody wants to hand over to this seat is first, it has some seconds; then mine; then whoever waits, first of all the one that had somebody before; others' are calm and last.
const rank = (line) => (offered(line) ? -1 : isMine(line) ? 0 : line.alarm.state === "changing" ? 1 : line.alarm.state === "waiting" ? 2 : 3);

const sorted = new WeakMap();  // a state never changes
export function now(state) {
  if (!sorted.has(state)) sorted.set(state, ordered(state));
  return sorted.get(state);
}
function ordered(state) {
  return [...state.lines.values()].filter(({ place }) => place === "now").map(({ line }) => line)
    .sort((a, b) => rank(a) - rank(b) || earlier(a.alarm.received_at, b.alarm.received_at) || (a.alarm.id < b.alarm.id ? -1 : 1));
}

const backBy = ({ alarm }) => alarm.call_back_by ?? alarm.cancelled_at ?? alarm.closed_at ?? alarm.received_at;
export function toCallBack(state) {
  return [...state.lines.values()].filter(({ place }) => place === "back").map(({ line }) => line)
    .sort((a, b) => earlier(backBy(a), backBy(b)) || (a.alarm.id < b.alarm.id ? -1 : 1));
}

export const inLine = (state) => now(state).filter(waits);

// Which card stands in the middle. What somebody chose, has or could take stays, whatever comes in; a calm one that nobody
// chose makes room for the first that waits. Where none stands there one's own comes first.
export function settled(state, chosen, byHand) {
  const known = state.lines.get(chosen);
  if (known?.place && (byHand || waits(known.line) || isMine(known.line) || offered(known.line))) return chosen;
  const first = known ? now(state).find(offered) ?? inLine(state)[0] : now(state)[0];
  return first?.alarm.id ?? (known ? chosen : "");
}

// The neighbour in the list as it stands, both parts of it; the ends do not wrap.
export function stepped(state, chosen, by) {
  const ids = [...now(state), ...toCallBack(state)].map(({ alarm }) => alarm.id);
  const at = ids.indexOf(chosen);
  if (at < 0) return ids[0] ?? "";
  return ids[Math.min(Math.max(at + by, 0), ids.length - 1)];
}

// The first that waits, other than the one that is chosen.
export const nextWaiting = (state, chosen) => inLine(state).find(({ alarm }) => alarm.id !== chosen) ?? null;

// link: "joining", "live", "lost", "ended"
export function rings(state, { duty, link }) {
  if (!duty) return "";
  if (link === "lost" || link === "ended") return "cut";
  return link === "live" && (inLine(state).length || now(state).some(offered)) ? "alarm" : "";
}

const kNext = { nearest: "all_seats", all_seats: "head_and_family", head_and_family: "above", above: "breach" };

// Whom it reaches next and in how many whole seconds (0: it is being done), or null.
export function reachesNext(line, at) {
  const what = kNext[line.alarm.reach];
  if (!waits(line) || !what || !line.reaches_next_at) return null;
  return { what, seconds: Math.max(0, Math.ceil((time(line.reaches_next_at) - at) / 1000)) };
}

// Milliseconds that the platform's clock is ahead of this page's. `now` is of a moment between the two at which the answer was asked
// for and came; what was known stays where it fits, or countdowns would jump with each answer.
export function aheadOf(known, now, asked, came) {
  const at = Date.parse(now ?? "");
  return Number.isNaN(at) ? known : Math.min(Math.max(known, at - came), at - asked);
}

const whole = (milliseconds) => Math.max(0, Math.floor(milliseconds / 1000));

// Seconds since the platform had it.
export const age = (line, at) => whole(at - time(line.alarm.received_at));

// Seconds that the press needed to come here, by two clocks; the box's may be wrong.
export const onTheWay = (line) => Math.round((time(line.alarm.received_at) - time(line.pressed_at)) / 1000);

// The promise of 15 s: how long it took or has taken, and what that is: "kept", "missed", "open".
export function answered(line, at) {
  const { accepted_at, received_at } = line.alarm;
  if (accepted_at) {
    const seconds = whole(time(accepted_at) - time(received_at));
    return { seconds, state: seconds <= kAcceptIn ? "kept" : "missed" };
  }
  if (!waits(line)) return null;
  const seconds = age(line, at);
  return { seconds, state: seconds > kAcceptIn ? "missed" : "open" };
}

// The outcome: seconds that are left (below 0: it is due), or null where none is owed.
export function outcomeLeft(line, at) {
  if (line.alarm.state !== "accepted" || !line.outcome_due) return null;
  return Math.ceil((time(line.outcome_due) - at) / 1000);
}

export const callBackLate = (line, at) => Boolean(line.alarm.call_back_by) && time(line.alarm.call_back_by) < at;
