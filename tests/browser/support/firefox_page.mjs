// SPDX-License-Identifier: Apache-2.0
// A page in Firefox with the words of Playwright that the stories use: one story, whatever browser the phone has.
import { until } from "./suite.mjs";

// Runs in the page: the first visible element that is looked for, or null.
function found({ within, css, role, name, text, label }) {
  const plain = (words) => (words ?? "").replace(/\s+/g, " ").trim();
  const fits = (words, { pattern, flags, exact, wanted }) =>
    (pattern ? new RegExp(pattern, flags).test(words) : exact ? words === wanted : words.toLowerCase().includes(wanted.toLowerCase()));
  const kRoles = { button: "button, [role=button]", link: "a[href]", dialog: "dialog[open], [role=dialog]" };
  const root = within ? document.querySelector(within) : document.body;
  const all = (selector) => [root, ...(root?.querySelectorAll(selector) ?? [])].filter((one) => one?.matches(selector) && one.checkVisibility({ visibilityProperty: true }));
  const names = (one) => [one.getAttribute("aria-label"), ...Array.from(one.labels ?? [], (each) => each.textContent)].filter(Boolean).map(plain);
  if (role) return all(kRoles[role]).find((one) => fits(names(one)[0] ?? plain(one.innerText), name)) ?? null;
  if (label) return all("input, select, textarea").find((one) => names(one).some((each) => fits(each, label))) ?? null;
  if (css) return all(css)[0] ?? null;
  return all("*").find((one) => fits(plain(one.textContent), text) && !Array.from(one.children).some((child) => fits(plain(child.textContent), text))) ?? null;
}

const words = (wanted, { exact = false } = {}) => (wanted instanceof RegExp ? { pattern: wanted.source, flags: wanted.flags } : { wanted, exact });

class Found {
  constructor(page, patience, spec) {
    Object.assign(this, { page, patience, spec });
  }

  #until(find) { return until(find, `${JSON.stringify(this.spec)} in Firefox`, this.patience); }

  // Null also while the page is on its way to another one.
  async #element() {
    const handle = await this.page.evaluateHandle(found, this.spec).catch(() => null);
    return handle?.asElement() ?? null;
  }

  waitFor({ state = "visible" } = {}) { return this.#until(async () => Boolean(await this.#element()) === (state === "visible")); }

  first() { return this; }

  click() {
    return this.#until(async () => {
      const element = await this.#element();
      if (!element || await element.evaluate((one) => Boolean(one.disabled))) return false;
      return element.click().then(() => true, () => false);
    });
  }

  async fill(text) {
    const element = await this.#until(() => this.#element());
    await element.evaluate((one) => { one.value = ""; });
    await element.type(text);
  }

  async selectOption({ label }) {
    const element = await this.#until(() => this.#element());
    await element.evaluate((one, wanted) => {
      one.value = Array.from(one.options).find((option) => option.textContent === wanted).value;
      one.dispatchEvent(new Event("change", { bubbles: true }));
    }, label);
  }

  async evaluate(work) { return (await this.#until(() => this.#element())).evaluate(work); }

  getByText(text, options) { return new Found(this.page, this.patience, { within: this.spec.css, text: words(text, options) }); }
}

export class FirefoxPage {
  constructor(page, patience) {
    Object.assign(this, { page, patience, keyboard: page.keyboard });
  }

  #find(spec) { return new Found(this.page, this.patience, spec); }
  getByRole(role, { name, exact }) { return this.#find({ role, name: words(name, { exact }) }); }
  getByText(text, options) { return this.#find({ text: words(text, options) }); }
  getByLabel(label, options) { return this.#find({ label: words(label, options) }); }
  locator(css) { return this.#find({ css }); }

  goto(url) { return this.page.goto(url); }
  reload() { return this.page.reload(); }
  close() { return this.page.close(); }
  evaluate(work, ...more) { return this.page.evaluate(work, ...more); }
  addInitScript(work) { return this.page.evaluateOnNewDocument(work); }
  screenshot(options) { return this.page.screenshot(options); }
}
