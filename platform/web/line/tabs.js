// SPDX-License-Identifier: Apache-2.0
// One visit, one page of this browser: the page that came last has it, and the one before lets go of its line.

export class Tabs {
  #page = crypto.getRandomValues(new Uint32Array(2)).join("-");
  #channel = null;  // without one nobody is told

  // name: of what is one; lost(which): that another page of this browser has taken
  constructor(name, lost) {
    if (!("BroadcastChannel" in globalThis)) return;
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = ({ data }) => { if (data.page !== this.#page) lost(data.visit); };
  }

  take(visit) {
    this.#channel?.postMessage({ visit, page: this.#page });
  }
}
