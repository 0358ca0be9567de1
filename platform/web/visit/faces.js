// SPDX-License-Identifier: Apache-2.0
// Her picture wherever the page shows it; without one the drawn face behind it stays.
import { words } from "/visit/words.js";

// A guest has no way into the family's photos.
export const photoAddress = (home) => (home.person_photo ? `/v1/${home.me.member ? "family" : "visitor"}/photos/${encodeURIComponent(home.person_photo.id)}?size=full` : "");

export function showFace(image, home, behind) {
  const address = photoAddress(home);
  for (const one of behind ? [image, behind] : [image]) {
    if (address && one.getAttribute("src") !== address) {
      one.onerror = () => { one.dataset.failed = one.getAttribute("src"); one.hidden = true; };
      one.src = address;
    }
    one.hidden = !address || one.dataset.failed === address;
  }
  image.alt = words.portrait(home.elder);
  if (behind) image.parentElement.classList.toggle("upright", (home.person_photo?.height ?? 0) > 0.75 * (home.person_photo?.width ?? 0));
}
