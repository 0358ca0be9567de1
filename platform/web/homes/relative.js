// SPDX-License-Identifier: Apache-2.0
// A relative as the TV shows her: the face, and what she is called; each changed in its place, against what was seen.
import { el } from "/shared/dom.js";
import { line } from "/homes/facts.js";
import { face } from "/homes/photo.js";
import { words } from "/homes/words.js";

// tools: {drafts, home, mayEdit, show, reread, stays}; reread() answers the relative as the platform has her by then
export function relativeCard({ member, facts, photo_by: photoBy }, { drafts, home, ...tools }) {
  const of = `/v1/staff/members/${encodeURIComponent(member.id)}`;
  return el("section", { class: "card" },
    el("div", { class: "card-head" }, el("h2", {}, words.onTv), tools.mayEdit && el("span", { class: "beside" }, words.tvFollows)),
    face(member.photo, photoBy, of, tools),
    el("dl", { class: "facts" }, ...facts.map((fact) => line(fact, { ...tools, of, drafts, household: `${home}/${member.id}` }))));
}
