// SPDX-License-Identifier: Apache-2.0
// The box at the thumb: words, photos, send. What was typed survives a reload.
import { byId } from "/shared/dom.js";
import { Picked, kMostPhotos } from "/family/photos.js";
import { words } from "/family/words.js";

const kMostCodePoints = 500;
const kDraft = "anju-draft";

let picked = null;

const length = () => Array.from(byId("text").value.trim()).length;

function changed() {
  const text = byId("text");
  const count = byId("count");
  const size = length();
  if (!CSS.supports("field-sizing", "content")) {
    text.style.height = "auto";
    text.style.height = `${text.scrollHeight + 2}px`;  // 2: its edges
  }
  count.hidden = size < kMostCodePoints - 100;
  count.classList.toggle("over", size > kMostCodePoints);
  count.textContent = size > kMostCodePoints ? words.overlong(size, kMostCodePoints) : words.count(size, kMostCodePoints);
  byId("send").disabled = size > kMostCodePoints || (size === 0 && picked.photos.length === 0);
  try { sessionStorage.setItem(kDraft, text.value); } catch { /* private mode: only the draft is lost */ }
}

function complain(sentence) {
  byId("compose-problem").textContent = sentence;
  byId("compose-problem").hidden = !sentence;
}

export function showCompose(her) {
  byId("text").placeholder = words.textHint(her);
  byId("text-label").textContent = words.textLabel(her);
}

// send(text, blobs) keeps what is to be sent and rejects when it cannot.
export function readyCompose(send) {
  const text = byId("text");
  picked = new Picked(changed);
  try { text.value = sessionStorage.getItem(kDraft) ?? ""; } catch { /* as above */ }
  changed();
  text.addEventListener("input", changed);
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    byId("composer").requestSubmit();
  });
  byId("add").addEventListener("click", () => byId("files").click());
  byId("files").addEventListener("change", async () => {
    const files = Array.from(byId("files").files);
    byId("files").value = "";
    complain(await picked.take(files.slice(0, kMostPhotos + 1)));
    byId("text").focus();
  });
  byId("composer").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (byId("send").disabled) return;
    const said = text.value.trim();
    const photos = picked.photos;
    // Emptied first: what is written or picked while this is being kept belongs to the next message.
    text.value = "";
    picked.clear();
    complain("");
    try {
      await send(said, photos.map((photo) => photo.blob));
    } catch {
      text.value = text.value ? `${said}\n${text.value}` : said;
      picked.photos = [...photos, ...picked.photos];
      picked.show();
      complain(words.storageFull);
      return;
    }
    byId("scroll").scrollTo({ top: 0 });
  });
}
