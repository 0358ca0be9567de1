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

  // changed(): something runs or stopped without being asked
  constructor(changed) {
    this.changed = changed;
  }

  static possible() {
    return Boolean(navigator.mediaDevices?.getUserMedia);
  }

  async open() {
    if (this.video || this.audio) return;
    const picture = { ...kPicture, facingMode: this.#facing };
    try {
      this.#keep(await navigator.mediaDevices.getUserMedia({ video: picture, audio: kSound }));
      this.trouble = { camera: "", microphone: "" };
    } catch (error) {
      const both = reason(error);
      this.trouble = { camera: both, microphone: both };
      await this.#openSound(both);
      if (!this.audio) await this.#openPicture(picture);
    }
    await this.#count();
  }

  async #openSound(both) {
    try {
      this.#keep(await navigator.mediaDevices.getUserMedia({ audio: kSound }));
      this.trouble = { camera: both, microphone: "" };
    } catch (error) {
      this.trouble.microphone = reason(error);
    }
  }

  async #openPicture(picture) {
    try {
      this.#keep(await navigator.mediaDevices.getUserMedia({ video: picture }));
      this.trouble.camera = "";
    } catch (error) {
      this.trouble.camera = reason(error);
    }
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

  // Off means off: the camera's light goes out.
  async setPicture(on) {
    this.wantsPicture = on;
    if (!on) {
      this.video?.stop();
      this.video = null;
    } else if (!this.video) {
      await this.#openPicture({ ...kPicture, facingMode: this.#facing });
      this.wantsPicture = Boolean(this.video);
      await this.#count();
    }
  }

  setMuted(muted) {
    this.muted = muted;
    if (this.audio) this.audio.enabled = !muted;
  }

  // The other camera. Phones open one at a time.
  async turn() {
    const before = this.#facing;
    this.#facing = before === "user" ? "environment" : "user";
    const other = { ...kPicture, facingMode: this.#facing };
    const all = (await navigator.mediaDevices.enumerateDevices().catch(() => [])).filter((one) => one.kind === "videoinput");
    const now = this.video?.getSettings().deviceId;
    const at = all.findIndex((one) => one.deviceId === now);
    // Desktops do not say which way a camera looks: then simply the next one.
    if (at >= 0 && !this.video.getSettings().facingMode && all.length > 1) {
      delete other.facingMode;
      other.deviceId = { exact: all[(at + 1) % all.length].deviceId };
    }
    this.video?.stop();
    this.video = null;
    await this.#openPicture(other);
    if (!this.video) { this.#facing = before; await this.#openPicture({ ...kPicture, facingMode: before }); }
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
        const [track] = context.createMediaStreamDestination().stream.getAudioTracks();
        this.#silence = { context, track };
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
    this.video?.stop();
    this.audio?.stop();
    this.video = this.audio = null;
    this.#silence?.context.close().catch(() => {});
    this.#silence = null;
    this.muted = false;
    this.wantsPicture = true;
  }
}
