// SPDX-License-Identifier: Apache-2.0
// What an answer had before the stream told it. A stream that goes on telling is behind; one that is silent meanwhile is dead and does not know it.
const kBehind = 2500;  // milliseconds

export class Untold {
  #revisions = new Map();  // of Alarm::id
  #since = 0;              // of the first of them, or of the last event after it

  // alarms: [[id, revision]]; at: by performance.now()
  read(alarms, at) {
    if (!this.#revisions.size) this.#since = at;
    for (const [id, revision] of alarms) this.#revisions.set(id, revision);
  }

  // Any event.
  heard(at) { this.#since = at; }

  told({ id, revision }) { if (revision >= this.#revisions.get(id)) this.#revisions.delete(id); }
  clear() { this.#revisions.clear(); }

  isDead(at) { return this.#revisions.size > 0 && at - this.#since > kBehind; }
}
