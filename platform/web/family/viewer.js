// SPDX-License-Identifier: Apache-2.0
// One photo, whole, over the page; arrows and Escape as everywhere.
import { byId } from "/shared/dom.js";

let photos = [];
let place = 0;

function show() {
  byId("viewer-photo").src = `/v1/family/photos/${encodeURIComponent(photos[place].id)}?size=full`;
  byId("viewer-count").textContent = photos.length > 1 ? `${place + 1} / ${photos.length}` : "";
  byId("viewer-before").hidden = byId("viewer-next").hidden = photos.length < 2;
}

function step(by) {
  place = (place + by + photos.length) % photos.length;
  show();
}

export function openPhotos(those, name) {
  photos = those;
  place = 0;
  byId("viewer-photo").alt = name;
  byId("viewer").setAttribute("aria-label", name);
  show();
  byId("viewer").showModal();
}

export function readyViewer() {
  const viewer = byId("viewer");
  byId("viewer-before").addEventListener("click", () => step(-1));
  byId("viewer-next").addEventListener("click", () => step(1));
  byId("viewer-close").addEventListener("click", () => viewer.close());
  viewer.addEventListener("close", () => byId("viewer-photo").removeAttribute("src"));
  viewer.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") step(-1);
    if (event.key === "ArrowRight") step(1);
  });
}
