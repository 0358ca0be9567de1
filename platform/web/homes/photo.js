// SPDX-License-Identifier: Apache-2.0
// The photo of the person, the face of a relative: put in, another one, taken out; against the one that was seen.
import { Problem, ask, upload } from "/shared/api.js";
import { el } from "/shared/dom.js";
import { portrait } from "/staff/session.js";
import { byOf, complain, refusal, say } from "/homes/said.js";
import { words } from "/homes/words.js";

const kMost = 20 * 1024 * 1024;
let sure = "";   // the photo of which the key to take it out was pressed once
let busy = false;

async function change(act, done, { reread, show, stays = () => true }) {
  if (busy) return;
  busy = true;
  show();
  try {
    await act();
    busy = false;
    if (!stays()) return;
    complain("");
    await reread();
    say(done);
  } catch (error) {
    busy = false;
    if (!(error instanceof Problem)) throw error;
    if (!stays()) return;
    await reread();
    complain(error.code === "changed_meanwhile" ? words.photoMeanwhile : refusal(error));
  }
  show();
}

// `of`: whose, as the API addresses it: /v1/staff/households/HOME or /v1/staff/members/MEMBER; `by`: who put it there, and when
export function face(photo, by, of, tools) {
  const shown = portrait(photo);
  const said = by?.at && el("span", { class: "by" }, byOf(by));
  if (!tools.mayEdit) return said ? el("div", { class: "face" }, shown, said) : shown;
  const { show } = tools;
  const seen = photo?.id ?? "";
  const address = `${of}/photo?seen=${encodeURIComponent(seen)}`;
  const chosen = (event) => {
    const [picture] = event.target.files;
    if (!picture) return;
    if (picture.size > kMost) { complain(words.refusals.photo_too_large); return; }
    sure = "";
    change(() => upload(address, picture), words.photoSaved, tools);
  };
  const remove = () => {
    if (sure !== seen) { sure = seen; show(); return; }
    sure = "";
    change(() => ask("DELETE", address), words.photoGone, tools);
  };
  return el("div", { class: "face" }, shown, said,
    el("label", { class: "plain" }, busy ? words.photoComing : seen ? words.photoOther : words.photoAdd,
      el("input", { type: "file", accept: "image/jpeg,image/png,image/webp", "data-key": "photo", disabled: busy, onchange: chosen })),
    seen && el("button", { type: "button", class: "plain", "data-key": "photo gone", disabled: busy, onclick: remove }, sure === seen ? words.photoSure : words.photoRemove));
}
