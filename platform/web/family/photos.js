// SPDX-License-Identifier: Apache-2.0
// Photos that were picked: is it one, does it open, and its small picture, drawn on a canvas.
import { byId, el, icon } from "/shared/dom.js";
import { words } from "/family/words.js";

export const kMostPhotos = 9;
const kMostBytes = 20 * 1024 * 1024;
const kKinds = ["image/jpeg", "image/png", "image/webp"];
const kSmall = 184;  // pixels: 92 CSS pixels on a phone of density 2

// A small, upright picture of the bytes; throws when they are no picture.
export async function smallPicture(blob) {
  const picture = await createImageBitmap(blob, { imageOrientation: "from-image" });
  const canvas = el("canvas", { width: kSmall, height: kSmall, "aria-hidden": "true" });
  const side = Math.min(picture.width, picture.height);
  canvas.getContext("2d").drawImage(picture, (picture.width - side) / 2, (picture.height - side) / 2, side, side, 0, 0, kSmall, kSmall);
  picture.close();
  return canvas;
}

// The row of photos above the text box.
export class Picked {
  photos = [];  // {blob, canvas}

  constructor(changed) {
    this.changed = changed;
  }

  // Returns the sentence about what could not be taken, or "".
  async take(files) {
    let said = "";
    for (const file of files) {
      if (this.photos.length >= kMostPhotos) { said = words.tooMany(kMostPhotos); break; }
      if (file.size > kMostBytes) { said = words.bigPhoto(file.name); continue; }
      if (!kKinds.includes(file.type)) { said = words.notAPhoto(file.name); continue; }
      try {
        this.photos.push({ blob: file, canvas: await smallPicture(file) });
      } catch {
        said = words.brokenPhoto(file.name);
      }
    }
    this.show();
    return said;
  }

  clear() {
    this.photos = [];
    this.show();
  }

  show() {
    byId("picked").hidden = this.photos.length === 0;
    byId("picked-words").textContent = words.picked(this.photos.length);
    byId("thumbs").replaceChildren(...this.photos.map((photo, index) => el("li", {}, photo.canvas, this.#removal(index))));
    this.changed();
  }

  #removal(index) {
    const remove = () => {
      this.photos.splice(index, 1);
      this.show();
      (byId("thumbs").querySelectorAll("button")[Math.min(index, this.photos.length - 1)] ?? byId("text")).focus();
    };
    return el("button", { type: "button", "aria-label": words.removePhoto(index + 1), onclick: remove }, el("span", { class: "cross" }, icon("close")));
  }
}
