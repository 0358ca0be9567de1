// SPDX-License-Identifier: Apache-2.0
// A picture with the time burned in as the TV's test camera has it (media/gst/timecode.cpp), a click at each full second, and an ear for them.

const kWidth = 1280, kHeight = 720, kRows = 44;
// Date has whole milliseconds and a burst of sound comes at once: the mean of both is the clock.
const kClock = `
  wall(n) {
    const now = Date.now() - currentTime * 1000;
    this.offset = this.offset === undefined ? now : this.offset + (now - this.offset) * 0.02;
    return this.offset + currentTime * 1000 + n / 48;
  }`;
const kWorklet = `
class ClicksOut extends AudioWorkletProcessor {${kClock}
  process(_, [[out]]) {
    const begin = this.wall(0);
    for (let n = 0; n < out.length; n++) {
      const ms = (begin + n / 48) % 1000;
      out[n] = ms < 40 ? 0.9 * Math.sin(2 * Math.PI * 1.5 * ms) : 0;
    }
    return true;
  }
}
class ClicksIn extends AudioWorkletProcessor {${kClock}
  process([[heard]]) {
    const begin = this.wall(0);
    for (let n = 0; n < (heard?.length ?? 0); n++) {
      if (Math.abs(heard[n]) < 0.25) this.quiet = (this.quiet ?? 0) + 1;
      else { if (this.quiet > 48 * 400) this.port.postMessage(begin + n / 48); this.quiet = 0; }
    }
    return true;
  }
}
registerProcessor("clicks-out", ClicksOut);
registerProcessor("clicks-in", ClicksIn);`;

let sound;
async function soundContext() {
  if (!sound) {
    sound = new AudioContext({ sampleRate: 48000, latencyHint: "interactive" });
    await sound.audioWorklet.addModule(URL.createObjectURL(new Blob([kWorklet], { type: "text/javascript" })));
    await sound.resume();
  }
  return sound;
}

function base() {
  const bytes = new Uint8Array((kWidth * kHeight * 3) / 2).fill(128);
  for (let y = 0; y < kHeight; y++)
    for (let x = 0; x < kWidth; x++) bytes[y * kWidth + x] = 16 + ((((x / 6) ^ (y / 4)) + x / 8) % 219);
  return bytes;
}

function burn(bytes, ms, number) {
  const code = (BigInt(ms) << 8n) | BigInt(((ms >> 16) ^ (ms >> 8) ^ ms ^ 0xa5) & 255);
  for (let cell = 0; cell < 32; cell++) {
    const light = (code >> BigInt(31 - cell)) & 1n ? 235 : 16;
    for (let y = 0; y < kRows; y++) bytes.fill(light, y * kWidth + cell * 40, y * kWidth + cell * 40 + 40);
  }
  for (let y = 300; y < 420; y++) bytes.fill(40 + ((number * 3) % 180), y * kWidth + ((number * 8) % 1100), y * kWidth + ((number * 8) % 1100) + 160);
}

export async function timedSource() {
  const generator = new MediaStreamTrackGenerator({ kind: "video" });
  const writer = generator.writable.getWriter();
  const clean = base(), bytes = new Uint8Array(clean);
  let number = 0, next = performance.now();
  const step = () => {
    bytes.set(clean.subarray(0, kWidth * kHeight));
    burn(bytes, Date.now() % (1 << 24), number++);
    if (writer.desiredSize > 0)
      writer.write(new VideoFrame(bytes, { format: "I420", codedWidth: kWidth, codedHeight: kHeight, timestamp: performance.now() * 1000 })).catch(() => {});
    next = Math.max(next + 1000 / 30, performance.now());
    setTimeout(step, next - performance.now());
  };
  step();
  const context = await soundContext();
  const to = context.createMediaStreamDestination();
  new AudioWorkletNode(context, "clicks-out", { numberOfInputs: 0, outputChannelCount: [1] }).connect(to);
  return new MediaStream([generator, ...to.stream.getAudioTracks()]);
}

// → an array that grows: when a click was heard, ms on the wall.
export async function clicksIn(stream) {
  const context = await soundContext();
  const ear = new AudioWorkletNode(context, "clicks-in", { numberOfOutputs: 0 });
  const heard = [];
  ear.port.onmessage = ({ data }) => heard.push(data);
  context.createMediaStreamSource(new MediaStream(stream.getAudioTracks())).connect(ear);
  return heard;
}
