// SPDX-License-Identifier: Apache-2.0
// Which call for help this page shows, of those that it was told of. Nothing here touches the page.

export const isOpen = (alarm) => ["waiting", "changing", "accepted"].includes(alarm.state);

// One event: what comes late or twice takes nothing back; of two calls the open one counts, then the later.
export function toldOf(known, alarm) {
  if (!known) return alarm;
  if (known.id === alarm.id) return alarm.revision >= known.revision ? alarm : known;
  if (isOpen(known) !== isOpen(alarm)) return isOpen(alarm) ? alarm : known;
  return Date.parse(alarm.received_at) >= Date.parse(known.received_at) ? alarm : known;
}

// What was put away stays away until there is something new. An open one cannot be put away.
export const markOf = (alarm) => `${alarm.id} ${alarm.presses} ${alarm.state}`;
export const shown = (alarm, away) => Boolean(alarm) && (isOpen(alarm) || markOf(alarm) !== away);
