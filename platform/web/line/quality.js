// SPDX-License-Identifier: Apache-2.0
// From the browser's figures to one word about the line. Pure: numbers and times in, words out.

const kSilent = 2000;        // milliseconds without a packet: the line is dead
const kFirstPacket = 6000;   // the TV opens its camera first
const kSlept = 5000;         // between two looks: this page was asleep, the line perhaps not
const kQuiet = 8000;         // she sends neither picture nor sound: only reports come, every few seconds
const kNoPicture = 2500;     // sound goes on, the picture stands
const kLossy = 0.02;         // of the packets: from here on pictures wait for what is repeated
const kMostPatience = 400;
const kCalm = 10000;         // without loss for so long: shown at once again

// One look at RTCStatsReport.
export function figures(report) {
  const out = { packets: 0, audioPackets: 0, frames: 0, width: 0, height: 0, lost: 0, bytes: 0, jitter: 0, roundTrip: 0, limited: "" };
  for (const one of report.values()) {
    if (one.type === "transport") out.bytes = Math.max(out.bytes, one.bytesReceived ?? 0);
    if (one.type === "candidate-pair" && one.nominated) out.roundTrip = Math.max(out.roundTrip, (one.currentRoundTripTime ?? 0) * 1000);
    if (one.type === "inbound-rtp") {
      out.packets += one.packetsReceived ?? 0;
      out.lost += Math.max(0, one.packetsLost ?? 0);
      if (one.kind === "audio") out.audioPackets += one.packetsReceived ?? 0;
      else {
        out.frames += one.framesDecoded ?? 0;
        out.width = one.frameWidth ?? out.width;
        out.height = one.frameHeight ?? out.height;
      }
    }
    if (one.type === "outbound-rtp" && one.kind === "video") out.limited = one.qualityLimitationReason ?? "";
  }
  return out;
}

// Looks of one round after another; each look: the figures and the time in milliseconds.
export class Watch {
  #started = 0;
  #last = null;
  #packetAt = 0;
  #frameAt = 0;
  #patience = 0;
  #lossyAt = 0;
  #window = [];  // looks of the last two seconds

  constructor(now) {
    this.#started = now;
  }

  // her: SideState that the TV last told, or null. Returns {silent, word, fps, patience}: how
  // many milliseconds pictures and sound should wait before they are shown, 0: as the browser likes.
  look(found, now, her) {
    const nothing = her && her.sends === "nothing" && !her.microphone;
    const mark = nothing ? found.bytes : found.packets;
    // A page that slept sees nothing of what came meanwhile.
    if (this.#last && now - this.#last.now > kSlept) { this.#packetAt = now; this.#frameAt = Math.max(this.#frameAt, now); }
    if (!this.#last || mark !== this.#last.mark) { if (mark > 0) this.#packetAt = now; }
    if (found.frames !== (this.#last?.found.frames ?? 0)) this.#frameAt = now;
    this.#last = { found, now, mark };
    this.#window.push({ found, now });
    while (this.#window.length > 2 && now - this.#window[0].now > 2000) this.#window.shift();

    const limit = nothing ? kQuiet : kSilent;
    const silent = this.#packetAt ? now - this.#packetAt > limit : now - this.#started > kFirstPacket;
    const first = this.#window[0];
    const span = now - first.now;
    const fps = span > 400 ? ((found.frames - first.found.frames) * 1000) / span : null;
    const came = found.packets - first.found.packets;
    const lost = Math.max(0, found.lost - first.found.lost);
    const loss = came + lost > 0 ? lost / (came + lost) : 0;
    // What was lost comes a round trip later, what was lost twice another one: shown at once, pictures come in bursts, and few are seen.
    if (loss > kLossy) {
      this.#lossyAt = now;
      this.#patience = Math.max(this.#patience, Math.min(kMostPatience, Math.round(2.5 * (found.roundTrip ?? 0) / 50) * 50));
    } else if (now - this.#lossyAt > kCalm) this.#patience = 0;
    return { silent, fps, patience: this.#patience, word: this.#word({ silent, fps, loss, found, now, her }) };
  }

  // connecting, lost, weak, soft, clear, sound (she chose to send no picture)
  #word({ silent, fps, loss, found, now, her }) {
    if (silent) return this.#packetAt ? "lost" : "connecting";
    if (!this.#packetAt) return "connecting";
    const noPicture = her && ["still", "sound_only", "nothing"].includes(her.sends);
    if (noPicture) return her.why === "weak_network" || her.why === "slow" ? "weak" : "sound";
    if (!this.#frameAt) return now - this.#started > kFirstPacket ? "weak" : "connecting";
    if (now - this.#frameAt > kNoPicture) return "weak";
    if ((fps !== null && fps < 12) || loss > 0.05 || (found.height > 0 && Math.min(found.width, found.height) < 270) || her?.sends === "low_picture") return "soft";
    return "clear";
  }
}
