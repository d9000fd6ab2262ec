"use strict";
// Says aloud what htmx has just changed.
document.addEventListener("htmx:afterSwap", () => {
  const file = document.getElementById("file");
  const said = document.getElementById("annonces");
  if (file && said) said.textContent = file.dataset.annonce || "";
});

// A link to a rule inside a closed list opens the list first.
function reveal() {
  const wanted = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const list = wanted && wanted.closest("details");
  if (list && !list.open) {
    list.open = true;
    wanted.scrollIntoView();
  }
}
window.addEventListener("hashchange", reveal);
document.addEventListener("DOMContentLoaded", reveal);

// One-key shortcuts; they are off while one types, and may be turned off on the help page.
const KEPT = "vigie-raccourcis";
const shortcutsOn = () => localStorage.getItem(KEPT) !== "non";

document.addEventListener("DOMContentLoaded", () => {
  const box = document.getElementById("raccourcis");
  if (!box) return;
  box.checked = shortcutsOn();
  box.addEventListener("change", () => localStorage.setItem(KEPT, box.checked ? "oui" : "non"));
});

function step(selector, by) {
  const all = [...document.querySelectorAll(selector)];
  if (!all.length) return;
  const at = all.indexOf(document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1);
  all[next].focus();
  all[next].scrollIntoView({ block: "center" });
}

function follow(selector) {
  const found = document.querySelector(selector);
  if (found) found.click();
}

const KEYS = {
  "?": () => location.assign("/aide"),
  f: () => location.assign("/"),
  j: () => step(".queue__number", 1),
  k: () => step(".queue__number", -1),
  m: () => step(".reason__because", 1),
  d: () => { const form = document.querySelector("#decision"); if (form) { form.scrollIntoView(); form.focus(); } },
  p: () => follow('[data-key="p"]'),
  s: () => follow('[data-key="s"]'),
  n: () => follow('[data-key="n"]'),
  u: () => follow('[data-key="u"]'),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || !shortcutsOn()) return;
  if (event.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]")) return;
  const choice = /^[1-6]$/.test(event.key) && document.querySelector(`[type=radio][data-key="${event.key}"]`);
  if (choice) {
    choice.checked = true;
    choice.focus();
  } else if (KEYS[event.key]) {
    KEYS[event.key]();
  } else return;
  event.preventDefault();
});
