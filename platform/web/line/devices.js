// SPDX-License-Identifier: Apache-2.0
// Camera and microphone of this phone: opened once, each without the other when it must be.

const kPicture = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
const kSound = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

// "": it works; denied: the person or the browser said no; none: there is none; busy: another program has it
function reason(error) {
  if (error.name === "NotAllowedError" || error.name === "SecurityError") return "denied";
  if (error.name === "NotFoundError" || error.name === "OverconstrainedError") return "none";
  return "busy";
}

export class Devices {
  video = null;       // MediaStreamTrack
  audio = null;
  wantsPicture = true;
  muted = false;
  trouble = { camera: "", microphone: "" };
  cameras = 0;
  #facing = "user";
  #silence = null;
  #opening = 0;       // raised by close(): a camera that was asked for before and comes after it must not stay on

  // changed(): something runs or stopped without being asked
  constructor(changed) {
    this.changed = changed;
  }

  static possible() {
    return Boolean(navigator.mediaDevices?.getUserMedia);
  }

  // Opens and keeps what is wanted. Returns "" or the reason why not; null: closed meanwhile, and what came is let go.
  async #take(wanted, opening) {
    if (opening !== this.#opening) return null;
    try {
      const stream = await navigator.mediaDevices.getUserMedia(wanted);
      if (opening === this.#opening) { this.#keep(stream); return ""; }
      for (const track of stream.getTracks()) track.stop();
    } catch (error) {
      if (opening === this.#opening) return reason(error);
    }
    return null;
  }

  async open() {
    if (this.video || this.audio) return;
    const opening = this.#opening;
    const picture = { ...kPicture, facingMode: this.#facing };
    const both = await this.#take(this.wantsPicture ? { video: picture, audio: kSound } : { audio: kSound }, opening);
    if (both === null) return;
    this.trouble = { camera: this.wantsPicture ? both : "", microphone: both };
    if (both && this.wantsPicture) {
      const microphone = await this.#take({ audio: kSound }, opening);
      if (microphone === null) return;
      this.trouble.microphone = microphone;
      if (microphone) await this.#openPicture(picture, opening);
    }
    await this.#count();
  }

  // False: closed meanwhile.
  async #openPicture(picture, opening) {
    const camera = await this.#take({ video: picture }, opening);
    if (camera !== null) this.trouble.camera = camera;
    return camera !== null;
  }

  #keep(stream) {
    for (const track of stream.getTracks()) {
      this[track.kind]?.stop();
      this[track.kind] = track;
      track.enabled = track.kind === "video" || !this.muted;
      track.addEventListener("ended", () => this.#ended(track));
    }
  }

  // Pulled out, or taken back by the system.
  #ended(track) {
    if (this[track.kind] !== track) return;
    this[track.kind] = null;
    this.trouble[track.kind === "video" ? "camera" : "microphone"] = "none";
    this.changed();
  }

  async #count() {
    const all = await navigator.mediaDevices.enumerateDevices().catch(() => []);
    this.cameras = all.filter((one) => one.kind === "videoinput").length;
  }

  // Off means off: the camera's light goes out. Where it does not come on, the wish stays, and `trouble` says why.
  async setPicture(on) {
    this.wantsPicture = on;
    if (!on) {
      this.video?.stop();
      this.video = null;
    } else if (!this.video) {
      if (await this.#openPicture({ ...kPicture, facingMode: this.#facing }, this.#opening)) await this.#count();
    }
  }

  // Off and on again. Where there was none, the microphone is asked for once more: it may be allowed or plugged in by now.
  async switchSound() {
    if (this.audio) {
      this.muted = !this.muted;
      this.audio.enabled = !this.muted;
      return;
    }
    this.muted = false;
    const trouble = await this.#take({ audio: kSound }, this.#opening);
    if (trouble !== null) this.trouble.microphone = trouble;
  }

  // The other camera. Phones open one at a time.
  async turn() {
    const opening = this.#opening;
    const before = this.#facing;
    this.#facing = before === "user" ? "environment" : "user";
    const other = { ...kPicture, facingMode: this.#facing };
    const all = (await navigator.mediaDevices.enumerateDevices().catch(() => [])).filter((one) => one.kind === "videoinput");
    if (opening !== this.#opening) return;
    const now = this.video?.getSettings().deviceId;
    const at = all.findIndex((one) => one.deviceId === now);
    // Desktops do not say which way a camera looks: then simply the next one.
    if (at >= 0 && !this.video.getSettings().facingMode && all.length > 1) {
      delete other.facingMode;
      other.deviceId = { exact: all[(at + 1) % all.length].deviceId };
    }
    this.video?.stop();
    this.video = null;
    if (!(await this.#openPicture(other, opening)) || this.video) return;
    this.#facing = before;
    await this.#openPicture({ ...kPicture, facingMode: before }, opening);
  }

  get mirrored() {
    return this.#facing === "user";
  }

  // What may go out now. Without a microphone silence goes, so that the TV knows the line to be alive.
  get tracks() {
    return { video: this.wantsPicture ? this.video : null, audio: this.audio ?? this.#silent() };
  }

  #silent() {
    if (!this.#silence) {
      try {
        const context = new AudioContext();
        const out = context.createMediaStreamDestination();
        // Nothing connected is no silence: a destination without a source gives no samples, and not one packet goes out.
        const source = new ConstantSourceNode(context, { offset: 0 });
        source.connect(out);
        source.start();
        // After a reload no touch has allowed sound yet.
        if (context.state !== "running") addEventListener("click", () => context.resume().catch(() => {}), { capture: true, once: true });
        this.#silence = { context, source, track: out.stream.getAudioTracks()[0] };
      } catch { return null; }
    }
    return this.#silence.track;
  }

  // SideState: what the other side says of us in words.
  get state() {
    const microphone = Boolean(this.audio) && !this.muted;
    if (this.wantsPicture && this.video) return { sends: "picture", why: "chosen", microphone };
    const why = this.trouble.camera ? "no_device" : "chosen";
    return { sends: this.audio ? "sound_only" : "nothing", why, microphone };
  }

  close() {
    ++this.#opening;
    this.video?.stop();
    this.audio?.stop();
    this.video = this.audio = null;
    this.#silence?.source.stop();
    this.#silence?.context.close().catch(() => {});
    this.#silence = null;
    this.muted = false;
    this.wantsPicture = true;
  }
}
