// Makes editing quicker; nothing depends on it. What is typed is kept in this browser until it is
// saved, the pages show how it will look, and colleagues see who else has the draft open.
"use strict";

const DAYS_KEPT = 7;
const PAUSE = 500;
const MINUTE = 60_000;
const room = document.querySelector("[data-who]");

/* What is typed, kept in this browser until it is saved. */

const keyOf = (id) => `udkast:${room ? room.dataset.who : ""}:${id}`;

function stored(key) {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}

function store(key, value) {
  try {
    if (value) localStorage.setItem(key, JSON.stringify(value));
    else localStorage.removeItem(key);
  } catch { /* a full or closed store: the page works without it */ }
}

function forgetOld() {
  const limit = Date.now() - DAYS_KEPT * 24 * 60 * MINUTE;
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith("udkast:") && !(stored(key)?.at > limit)) store(key, null);
  }
}

const isWords = (name) => ["title", "text", "link"].includes(name) || name.startsWith("alt-");

function wordsOf(form) {
  const words = {};
  for (const [name, value] of new FormData(form)) {
    if (isWords(name)) words[name] = value.replaceAll("\r\n", "\n").trim();
  }
  return words;
}

const same = (one, other) => JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());

/* One draft: its form, how it looks, and what is kept of it. */

function draft(section) {
  const id = section.dataset.draft;
  const form = section.querySelector("form[data-edit]");
  const key = keyOf(id);
  const first = wordsOf(form);
  const own = { dirty: form.hasAttribute("data-unkept"), sent: false };
  let waiting = 0;

  if (room.dataset.kept === id) store(key, null);
  const kept = stored(key);
  if (kept && !own.dirty) bringBack(kept);
  if (own.dirty) { remember(); show(); }

  function remember() {
    store(key, { at: Date.now(), version: form.elements.version.value, words: wordsOf(form) });
  }

  function bringBack(saved) {
    const words = Object.entries(saved.words).filter(([name]) => name in first);
    if (same({ ...first, ...Object.fromEntries(words) }, first)) { store(key, null); return; }
    const now = form.elements.version.value;
    for (const [name, value] of words) form.elements[name].value = value;
    // Somebody may have saved meanwhile: with the old number the page shows both texts.
    form.elements.version.value = saved.version;
    own.dirty = true;
    const notice = document.createElement("p");
    notice.className = "alert alert-info";
    notice.setAttribute("role", "status");
    const hour = new Date(saved.at).toLocaleString("da-DK", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
    notice.append(`Det, du skrev ${hour}, var ikke gemt. Det står i felterne igen. `);
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "quiet";
    drop.textContent = "Smid det væk";
    drop.addEventListener("click", () => {
      for (const [name, value] of Object.entries(first)) form.elements[name].value = value;
      form.elements.version.value = now;
      own.dirty = false;
      store(key, null);
      notice.remove();
      form.elements.text.focus();
      show();
    });
    notice.append(drop);
    form.prepend(notice);
    show();
  }

  async function show() {
    refreshMail();
    const fields = new FormData(form);
    fields.append("part", "1");
    if (section.classList.contains("channel-focus")) fields.append("focus", "1");
    try {
      const answer = await fetch(`/udkast/${id}/vis`, { method: "POST", body: fields, credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return;
      const made = new DOMParser().parseFromString(await answer.text(), "text/html");
      section.querySelector("[data-live]").replaceChildren(...made.body.childNodes);
    } catch { /* no net just now: the words are kept, and the next change tries again */ }
  }

  // A fresh frame for each look: a form sent to the old one would fill the way back.
  function refreshMail() {
    const place = section.querySelector("[data-mail]");
    if (!place) return;
    const old = place.querySelector("iframe:last-of-type");
    const frame = old.cloneNode();
    frame.removeAttribute("src");
    frame.removeAttribute("loading");
    frame.name = `mail-${id}-${Date.now()}`;
    frame.style.height = "0";
    frame.style.position = "absolute";
    place.append(frame);
    const copy = document.createElement("form");
    Object.assign(copy, { method: "post", action: `/udkast/${id}/vis/mail`, target: frame.name, hidden: true });
    for (const [name, value] of new FormData(form)) {
      const field = document.createElement("textarea");
      field.name = name;
      field.value = value;
      copy.append(field);
    }
    document.body.append(copy);
    frame.addEventListener("load", () => {
      const at = old.contentWindow ? old.contentWindow.scrollY : 0;
      for (const one of place.querySelectorAll("iframe")) if (one !== frame) one.remove();
      frame.name = `mail-${id}`;
      frame.style.height = frame.style.position = "";
      frame.contentWindow?.scrollTo(0, at);
    }, { once: true });
    copy.submit();
    copy.remove();
    section.querySelector("[data-stale]")?.remove();
  }

  function changed(event) {
    if (event.target.name === "view") {
      refreshMail();
      return;
    }
    own.dirty = true;
    remember();
    clearTimeout(waiting);
    waiting = setTimeout(show, PAUSE);
  }

  function move(button) {
    const photo = button.closest("[data-photo]");
    const step = Number(button.dataset.move);
    const other = step < 0 ? photo.previousElementSibling : photo.nextElementSibling;
    if (!other || !other.matches("[data-photo]") || !other.querySelector("input").checked) return;
    if (step < 0) other.before(photo); else other.after(photo);
    const rows = [...form.querySelectorAll("[data-photo]")].filter((one) => one.querySelector("input").checked);
    rows.forEach((one, place) => {
      const [up, down] = one.querySelectorAll("[data-move]");
      if (up) up.disabled = place === 0;
      if (down) down.disabled = place === rows.length - 1;
    });
    (button.disabled ? photo.querySelector("[data-move]:not(:disabled)") : button)?.focus();
    own.dirty = true;
    show();
  }

  section.addEventListener("input", changed);
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button?.hasAttribute("data-move")) { event.preventDefault(); move(button); return; }
    if (button?.hasAttribute("data-again")) { event.preventDefault(); show(); return; }
    if (own.dirty) remember();
    own.sent = true;
  });
  return own;
}

/* Who else is here. */

async function tellWeAreHere(id, token) {
  if (document.hidden) return;
  const fields = new FormData();
  fields.append("csrf_token", token);
  try {
    const answer = await fetch(`/udkast/${id}/aaben`, { method: "POST", body: fields, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return;
    const place = document.querySelector("[data-here]");
    const { says } = await answer.json();
    if (place.textContent !== says) place.textContent = says;
  } catch { /* nobody to ask just now */ }
}

if (room) {
  forgetOld();
  const drafts = [...document.querySelectorAll("[data-draft]")].map(draft);
  window.addEventListener("beforeunload", (event) => {
    if (drafts.some((one) => one.dirty) && !drafts.some((one) => one.sent)) event.preventDefault();
  });
  const focus = document.querySelector(".channel-focus[data-draft]");
  const token = document.querySelector('input[name="csrf_token"]')?.value;
  if (focus && token) {
    tellWeAreHere(focus.dataset.draft, token);
    setInterval(() => tellWeAreHere(focus.dataset.draft, token), MINUTE);
  }
}
for (const link of document.querySelectorAll("[data-forget]")) {
  link.addEventListener("click", () => {
    for (const key of Object.keys(localStorage)) if (key.endsWith(`:${link.dataset.forget}`)) store(key, null);
  });
}
