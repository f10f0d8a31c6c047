// Keys in the lists. Nothing depends on them, and they can be switched off (WCAG 2.2, 2.1.4).
"use strict";

const SETTING = "opslag-genveje";
const rows = [...document.querySelectorAll("[data-row]")];
const dialog = document.getElementById("keys");
const opener = document.getElementById("show-keys");
const on = document.getElementById("keys-on");
const says = document.getElementById("key-says");

function remembered() {
  try { return localStorage.getItem(SETTING) !== "fra"; } catch { return true; }
}

function remember(use) {
  try { localStorage.setItem(SETTING, use ? "til" : "fra"); } catch { /* then for this page only */ }
}

function typing(target) {
  return target.closest("input:not([type=checkbox]), textarea, select, dialog, [contenteditable]");
}

function here() {
  return rows.findIndex((row) => row.contains(document.activeElement));
}

function go(step) {
  const at = here();
  const next = at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1);
  rows[next]?.querySelector("[data-open]").focus();
}

function pick(row, checked) {
  const box = row.querySelector("input[type=checkbox]");
  if (!box) return;
  box.checked = checked ?? !box.checked;
  const count = document.querySelectorAll("[data-row] input:checked").length;
  says.textContent = `${box.checked ? "Valgt" : "Fravalgt"}. ${count} valgt i alt.`;
}

function follow(row, link) {
  row.querySelector(`[${link}]`)?.click();
}

function reject(row) {
  const reason = document.getElementById("reject-reason");
  if (!reason) return follow(row, "data-reject");
  pick(row, true);
  reason.focus();
}

const ROW = {
  x: (row) => pick(row),
  a: (row) => follow(row, "data-approve"),
  r: reject,
};

function press(event) {
  if (!on.checked || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "?") dialog.showModal();
  else if (event.key === "j" || event.key === "k") go(event.key === "j" ? 1 : -1);
  else if (event.key in ROW && here() >= 0) ROW[event.key](rows[here()]);
  else return;
  event.preventDefault();
}

if (dialog) {
  on.checked = remembered();
  on.addEventListener("change", () => remember(on.checked));
  opener.hidden = false;
  opener.addEventListener("click", () => dialog.showModal());
  document.addEventListener("keydown", press);
}
