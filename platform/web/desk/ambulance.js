// SPDX-License-Identifier: Apache-2.0
// The sentence that is read to 120: of the note and the file, and of nothing that they have not.

const ofLift = (text, said) => (text ? (/电梯|lift|elevator/i.test(text) ? text : said.lift(text)) : "");

// facts: name → text as it is read (not as it is kept); years: a number or null; said: going_words.js
export function sentence({ person, source, note, facts, years }, said) {
  const { sentence: parts } = said;
  const ended = (text) => text.trim().replace(/[。．.，,；;\s]+$/u, "");
  const line = (...texts) => texts.filter(Boolean).join(parts.comma);
  const typed = ended(note ?? "");
  const about = [facts.sex, years !== null && years !== undefined && said.years(years)].filter(Boolean);
  const lines = [
    typed ? parts.happened(typed) : parts.happenedUnknown(person, said.pressed[source] ?? ""),
    parts.who(person, about),
    line(facts.address && parts.address(ended(facts.address)), facts.floor && parts.floor(ended(facts.floor)), ofLift(facts.lift, said), facts.door_code && parts.door(facts.door_code), facts.way_in && parts.wayIn(ended(facts.way_in))),
    facts.illnesses && parts.illnesses(ended(facts.illnesses)),
    facts.allergies && parts.allergies(ended(facts.allergies)),
    facts.medicines && parts.medicines(ended(facts.medicines)),
    facts.phone && parts.phone(facts.phone),
  ].filter(Boolean);
  return (lines.join(parts.stop) + parts.stop).trim();
}

// What is kept of it for ever has no door code: whoever may read the file finds the one that opens now.
export function kept(text, code, { sentence: parts }) {
  const bare = (code ?? "").replace(/^[#*\s]+|[#*\s]+$/g, "");
  if (!bare) return text.trim();
  const exact = (plain) => plain.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  // As it was written here, as somebody typed it behind its name, and alone where no room or age is written so.
  const typed = new RegExp(`(?:门码|门禁|密码|door code|code)[^0-9A-Za-z#*]{0,8}[#*]*${exact(bare)}(?![0-9A-Za-z])[#*]*`, "giu");
  const less = text.replaceAll(parts.door(code), parts.doorKept).replace(typed, parts.doorKept);
  return (/[#*]/.test(code) ? less.replaceAll(code.trim(), parts.doorKept) : less).trim();
}
