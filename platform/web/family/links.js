// SPDX-License-Identifier: Apache-2.0
// Another personal link in place of the one before: asked once more, then told once.
import { Problem, ask } from "/shared/api.js";
import { el } from "/shared/dom.js";
import { toldLink } from "/family/told.js";
import { words } from "/family/words.js";

export class LinkMaker {
  node = el("div", { class: "new-link" });

  // of: {path, make, label, sure, ends: words of a box that is ticked, made, came(link)}
  constructor(of) {
    this.of = of;
    this.show();
  }

  // First a sentence, where something has just happened that makes it worth while.
  show(sentence = "") {
    const { make, label } = this.of;
    this.node.replaceChildren(...[
      sentence && el("p", { class: "link-after", role: "alert" }, sentence),
      el("p", { class: "keys" }, el("button", { type: "button", class: sentence ? "quiet help" : "quiet", "aria-label": label, onclick: () => this.#sure() }, make)),
    ].filter(Boolean));
  }

  #sure() {
    const { sure, ends, make } = this.of;
    const box = ends && el("input", { type: "checkbox", checked: true });
    const said = el("p", { class: "sure", role: "alert" });
    const go = async () => {
      said.textContent = "";
      try {
        const made = await ask("POST", this.of.path, { body: { end_phones: Boolean(box?.checked) } });
        this.#tell(made);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        if (error.signedOut) { location.reload(); return; }
        said.textContent = error.code === "too_many_tries" ? words.linkTooOften : words.linkNotMade;
      }
    };
    this.node.replaceChildren(...[
      el("p", { class: "sure" }, sure), box && el("label", { class: "link-ends" }, box, ends), said,
      el("p", { class: "keys" }, el("button", { type: "button", class: "quiet help", onclick: go }, make), el("button", { type: "button", class: "quiet", onclick: () => this.show() }, words.linkKeep)),
    ].filter(Boolean));
    this.node.querySelector("button:last-of-type:not(.help)").focus();
  }

  #tell({ link, family_page: page }) {
    this.node.replaceChildren(...toldLink(this.of.made, `${page || `${location.origin}/family/`}#${link}`));
    this.of.came?.(link);
  }
}
