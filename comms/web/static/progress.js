// Keeps the figures of a sending fresh while the page is looked at. Without it there is a link.
"use strict";

const EVERY = 2000;
const link = document.querySelector("[data-refresh]");

async function look() {
  const old = document.querySelector("[data-progress]");
  try {
    const answer = await fetch(`${location.pathname}/fremgang`, { credentials: "same-origin" });
    if (answer.ok && !answer.redirected) {
      const made = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = made.querySelector("[data-progress]");
      if (fresh.dataset.progress === "over") { location.reload(); return; }
      old.replaceWith(fresh);
    }
  } catch { /* no net just now: the next look tries again */ }
  later();
}

function later() {
  setTimeout(() => (document.hidden ? later() : look()), EVERY);
}

if (link) {
  link.parentElement.hidden = true;
  later();
}
