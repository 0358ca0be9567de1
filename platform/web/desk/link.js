// SPDX-License-Identifier: Apache-2.0
// The line to the platform: events, the whole desk again and again, and that this seat is here. It says "live" only
// while all of that is so.
import { Problem, ask } from "/shared/api.js";
import { Stream } from "/shared/stream.js";
import { Untold } from "/desk/untold.js";

const kPulse = 5000;    // milliseconds: this seat is here, and the whole desk is read: a stream may be dead and say nothing of it
const kPatience = 4000; // for one answer
const kSooner = 2000;   // after events, for figures and what is to be called back
const kSilent = 12000;  // nothing was heard of the platform for so long: the line is dead
const kDown = 1500;     // a stream may come back so long before anybody is told
const kAgain = 2000;

export class Link {
  state = "joining";  // "live", "lost", "ended"
  since = 0;          // of "lost" and "ended": the last moment of which this page knows
  refused = false;    // of "ended": another role, not the end of the sign-in
  duty = false;
  #stream = null;
  #open = false;
  #down = 0;
  #heard = performance.now();
  #heardAt = Date.now();  // by on.clock()
  #pulsed = -Infinity;
  #read = -Infinity;
  #wanted = false;    // an event asks for the whole desk
  #untold = new Untold();
  #deaf = false;      // the stream may say that it is open, and is not
  #sits = null;       // the pulse that says so
  #changes = 0;       // of duty, that were not answered yet
  #busy = { pulse: false, read: false };

  // on: {turn(): that of the queue, untold(answer): {id → revision} of what it has before any event, desk(answer, turn, when it was asked for), clock(), line, seat, box(): one is another than it was, moved(): the state is another}
  constructor(on) {
    this.on = on;
    this.#stream = new Stream("/v1/desk/events", "", {
      desk_alarm: (line) => { this.#told(); this.#untold.told(line.alarm); on.line(line); this.#wanted = true; },
      desk_box: () => { this.#told(); on.box(); this.#wanted = true; },
      seat: (seat) => { this.#told(); on.seat(seat); },
    }, (moved) => this.#moved(moved));
    addEventListener("offline", () => this.#lose());
    addEventListener("online", () => { this.#reopen(); this.#pulsed = -Infinity; });
  }

  tick() {
    if (this.state === "ended") return;
    const at = performance.now();
    if (!this.#open && this.#down && at - this.#down > kDown) this.#lose();
    if (at - this.#heard > kSilent) this.#lose();
    if (this.#untold.isDead(at)) this.#reopen();
    if (at - this.#pulsed > (this.state === "lost" ? kAgain : kPulse)) this.#pulse();
    if (this.#wanted && at - this.#read > kSooner) this.read();
  }

  // On or off duty; throws what the platform says. A pulse that is under way goes first and none follows until this is answered:
  // over another connection it could come later, and say the opposite.
  async seat(on) {
    this.#changes += 1;
    try {
      await this.#sits?.catch(() => {});
      return await this.#sit(on);
    } finally {
      this.#changes -= 1;
    }
  }

  async #sit(on) {
    const seat = await ask("POST", "/v1/desk/seat", { body: { on_duty: on }, timeout: kPatience });
    this.duty = on;
    this.#good();
    return seat;
  }

  // The whole desk now; what events told meanwhile is newer.
  async read() {
    if (this.#busy.read) return;
    this.#busy.read = true;
    this.#read = performance.now();
    this.#wanted = false;
    const turn = this.on.turn();
    const open = this.#open;
    const asked = Date.now();
    try {
      const desk = await ask("GET", "/v1/desk", { timeout: kPatience });
      this.#good();
      if (open && this.#open && this.state === "live") this.#untold.read(this.on.untold(desk), performance.now());
      this.on.desk(desk, turn, asked);
      // Asked for before the stream stood it may miss an alarm in between.
      if (open && this.#open) this.#become("live");
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#busy.read = false;
    }
    if (!open && this.#open) await this.read();
  }

  // What any request of the page met.
  met(error) {
    if (error instanceof Problem && error.signedOut) this.#end(false);
  }

  async #pulse() {
    if (this.#busy.pulse || this.#changes) return;
    this.#busy.pulse = true;
    this.#pulsed = performance.now();
    try {
      if (this.duty) await (this.#sits = this.#sit(true));
      if (this.state === "lost" && (!this.#open || this.#deaf)) this.#reopen();
      await this.read();
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#busy.pulse = false;
    }
  }

  // The stream told something.
  #told() { this.#good(); this.#untold.heard(performance.now()); }

  #reopen() {
    if (this.state === "ended") return;
    this.#open = this.#deaf = false;
    this.#down = performance.now();
    this.#untold.clear();
    this.#stream.reopen();
  }

  #moved(moved) {
    this.#open = moved === "open";
    if (moved === "open") { this.#down = 0; this.#read = -Infinity; this.read(); return; }
    this.#stream.last = moved === "refused" ? "" : this.#stream.last;  // its numbers may not be kept any more
    this.#down ||= performance.now();
  }

  #failed(error) {
    if (!(error instanceof Problem)) throw error;
    if (error.signedOut || error.status === 403) this.#end(error.status === 403);
    else if (error.passing) this.#lose();
  }

  #good() { this.#heard = performance.now(); this.#heardAt = this.on.clock(); }

  #lose() {
    if (this.state === "ended") return;
    this.#deaf = true;
    this.#become("lost");
  }

  #end(refused) {
    this.refused = refused;
    this.#stream.close();
    this.#become("ended");
  }

  #become(state) {
    if (state === this.state || this.state === "ended") return;
    if (this.state !== "lost") this.since = this.#heardAt;
    this.state = state;
    this.on.moved();
  }
}
