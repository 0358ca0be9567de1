// SPDX-License-Identifier: Apache-2.0
// What the clock makes of who was sent and of what is offered. Nothing here asks the platform or touches the page.

export const kAnswerDue = 120;  // seconds, as on the platform

const time = (text) => Date.parse(text);

// {state: "asked" | "silent" | "on_the_way" | "late" | "arrived" | "declined", …seconds, minutes} or null: nobody was sent.
export function going(line, steps, at) {
  const responder = line?.alarm.responder;
  if (!responder) return null;
  const { name, state, expected_at } = responder;
  if (state === "asked") {
    const sent = [...(steps ?? [])].reverse().find((one) => one.what === "sent");
    const seconds = sent ? Math.max(0, Math.floor((at - time(sent.at)) / 1000)) : 0;
    return { name, state: line.responder_silent || seconds >= kAnswerDue ? "silent" : "asked", seconds };
  }
  if (state !== "on_the_way" || !expected_at) return { name, state };
  const minutes = Math.ceil((time(expected_at) - at) / 60000);
  return minutes > 0 ? { name, state, minutes, until: expected_at } : { name, state: "late", minutes: Math.max(1, Math.floor((at - time(expected_at)) / 60000)), until: expected_at };
}

// Seconds in which it can be taken, or null: it is not offered any more.
export function offerLeft(line, at) {
  if (!line?.offered_to || !line.offered_until) return null;
  const left = Math.ceil((time(line.offered_until) - at) / 1000);
  return left > 0 ? left : null;
}
