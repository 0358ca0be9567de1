// SPDX-License-Identifier: Apache-2.0
// What the household allows a relative, as a page knows it; a platform that does not say keeps to what it always was.
const kUnsaid = { message: true, visit: true, order: false, health: false };

// home: FamilyHome; right: message, visit, order, health
export const may = (home, right) => home.rights?.[right] ?? kUnsaid[right];
