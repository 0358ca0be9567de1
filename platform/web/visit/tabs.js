// SPDX-License-Identifier: Apache-2.0
// One visit, one page of this browser: the page that came last has it, and the one before lets go of its line.

const kPage = crypto.getRandomValues(new Uint32Array(2)).join("-");

export class Tabs {
  #channel = "BroadcastChannel" in window ? new BroadcastChannel("anju-visit") : null;  // without one nobody is told

  // lost(visit): Visit::id that another page of this browser has taken
  constructor(lost) {
    this.#channel?.addEventListener("message", ({ data }) => { if (data.page !== kPage) lost(data.visit); });
  }

  take(visit) {
    this.#channel?.postMessage({ visit, page: kPage });
  }
}
