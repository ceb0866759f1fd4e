// Comfort only: counts letters, shows the preview while one writes, and waits for the check. Without this file the
// buttons of the pages do the same.
(() => {
  "use strict";
  const WRITING_PAUSE = 800; // milliseconds
  const LOOK_AGAIN = 3000;
  const DIFFERENT_LINE_ENDS = /\r\n?/g;

  const editor = document.querySelector("[data-editor]");
  const waiting = document.querySelector("[data-waiting]");

  const pageFrom = async (address, options) => {
    const answer = await fetch(address, options);
    if (!answer.ok || answer.redirected) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };

  function count(note) {
    const field = document.getElementById(note.dataset.countOf);
    const shown = note.querySelector(".number");
    const limit = Number(/\d+(?=\D*$)/.exec(note.textContent)[0]);
    const show = () => {
      const letters = [...field.value.replace(DIFFERENT_LINE_ENDS, "\n").trim()].length;
      shown.textContent = String(letters);
      note.classList.toggle("too-long", letters > limit);
    };
    field.addEventListener("input", show);
    show();
  }

  function previewWhileWriting() {
    const box = document.getElementById("pratinjau");
    let timer = 0;
    let asked = 0;
    const show = async () => {
      const turn = (asked += 1);
      const form = new FormData(editor);
      form.set("tombol", "pratinjau");
      try {
        const page = await pageFrom(window.location.href, { method: "POST", body: form });
        const fresh = page && page.getElementById("pratinjau");
        if (fresh && turn === asked) box.replaceChildren(...fresh.childNodes);
      } catch {
        // without a connection the old preview stays
      }
    };
    editor.addEventListener("input", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(show, WRITING_PAUSE);
    });
  }

  function waitForTheCheck() {
    const look = async () => {
      try {
        const page = await pageFrom(window.location.href);
        const still = page && page.querySelector("[data-waiting]");
        if (page && !(still && still.dataset.waiting === waiting.dataset.waiting)) {
          window.location.reload();
          return;
        }
      } catch {
        // asked again below
      }
      window.setTimeout(look, LOOK_AGAIN);
    };
    window.setTimeout(look, LOOK_AGAIN);
  }

  if (editor) {
    document.querySelectorAll("[data-count-of]").forEach(count);
    previewWhileWriting();
  }
  if (waiting) waitForTheCheck();
})();
