// Makes editing quicker; nothing depends on it. The preview follows the words as they are typed.
"use strict";

const form = document.querySelector("form[data-preview]");

function showPost(place, text, fold) {
  place.textContent = text.slice(0, fold);
  if (text.length <= fold) return;
  for (const [name, words] of [["post-more", "… Se mere"], ["post-rest", text.slice(fold)]]) {
    const part = document.createElement("span");
    part.className = name;
    part.textContent = words;
    place.append(part);
  }
}

function showProse(place, text) {
  place.replaceChildren(
    ...text.trim().split(/\n\s*\n/).map((words) => {
      const paragraph = document.createElement("p");
      paragraph.style.whiteSpace = "pre-line";
      paragraph.textContent = words;
      return paragraph;
    }),
  );
}

function follow() {
  const text = form.elements.text.value;
  const count = form.querySelector("[data-count]");
  const post = document.querySelector('[data-shows="text"]');
  const prose = document.querySelector('[data-shows="prose"]');
  const title = document.querySelector('[data-shows="title"]');
  if (post) showPost(post, text, Number(form.dataset.fold));
  if (prose) showProse(prose, text);
  if (title) title.textContent = form.elements.title.value;
  count.hidden = false;
  count.textContent = `${text.length} tegn`;
}

if (form) {
  let changed = false;
  form.addEventListener("input", () => { changed = true; follow(); });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}
