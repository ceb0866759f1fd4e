// Sends without reloading, asks for news every two seconds, and keeps a message that failed with the id it had,
// so that trying again can never send it twice. Without this file the page works by its forms.
(() => {
  "use strict";
  const chat = document.querySelector("[data-chat]");
  if (!chat) return;
  const find = (name) => chat.querySelector(`[data-${name}]`);
  const [list, waiting, refusal, main] = ["list", "waiting", "refusal", "main"].map(find);
  const log = chat.querySelector("[role=log]");
  const text = main.elements.text;
  const photo = main.elements.photo;
  const POLL_MILLISECONDS = 2000;
  const NEAR_PIXELS = 120;
  let turn = Promise.resolve(); // messages leave one after the other, as they were written

  const messageId = () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const toEnd = () => { log.scrollTop = log.scrollHeight; };
  const nearEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_PIXELS;

  function element(html) {
    const box = document.createElement("template");
    box.innerHTML = html.trim();
    return box.content.firstElementChild;
  }

  const shown = new Map();
  function show(messages) {
    const follow = nearEnd();
    let changed = false;
    let before = null; // a long chat keeps rows that the answer no longer holds: a new row follows its neighbour
    for (const message of messages) {
      const old = document.getElementById(message.id);
      const fresh = shown.get(message.id) === message.html ? null : element(message.html);
      shown.set(message.id, message.html);
      if (fresh && !(old && old.outerHTML === fresh.outerHTML)) {
        changed = true;
        if (old) old.replaceWith(fresh);
        else if (before) before.after(fresh);
        else list.prepend(fresh);
      }
      before = document.getElementById(message.id);
    }
    if (changed && follow) toEnd();
  }

  function say(words) {
    refusal.textContent = words;
    refusal.hidden = !words;
  }

  function pendingRow(label) {
    const row = document.createElement("li");
    row.className = "row mine";
    const bubble = document.createElement("div");
    bubble.className = "bubble";
    const words = document.createElement("p");
    words.className = "text";
    words.textContent = label;
    const meta = document.createElement("p");
    meta.className = "meta";
    meta.textContent = `${chat.dataset.sending} …`;
    bubble.append(words, meta);
    row.append(bubble);
    return { row, meta };
  }

  async function deliver(data, pending) {
    let answer;
    try {
      answer = await fetch(location.pathname, { method: "POST", body: data, headers: { Accept: "application/json" } });
      const body = await answer.json();
      if (answer.ok) {
        pending.row.remove();
        show(body.messages);
        toEnd();
        return;
      }
      if (body.refusal) {
        pending.row.remove();
        say(body.refusal);
        return;
      }
    } catch {
      // No connection, or an answer that is not ours: the message may be tried again either way.
    }
    offerAgain(data, pending);
  }

  function offerAgain(data, pending) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "again";
    button.textContent = chat.dataset.failed;
    button.addEventListener("click", () => {
      button.remove();
      pending.meta.hidden = false;
      text.focus();
      queue(data, pending);
    });
    pending.meta.hidden = true;
    pending.row.append(button);
    toEnd();
  }

  function queue(data, pending) {
    turn = turn.then(() => deliver(data, pending));
  }

  function labelOf(data, button) {
    const file = data.get("photo");
    const parts = [];
    if (file && file.size) parts.push(`${chat.dataset.photo}: ${file.name}`);
    if (data.get("label")) parts.push(data.get("label"));
    if (data.get("text")) parts.push(data.get("text"));
    if (!parts.length && button) parts.push(button.textContent);
    return parts.join("\n");
  }

  chat.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-send]")) return;
    event.preventDefault();
    const data = new FormData(form);
    const button = event.submitter;
    if (button && button.name) data.set(button.name, button.value);
    const file = data.get("photo");
    if (form === main && !text.value.trim() && !(file && file.size)) return;
    data.set("message_id", messageId());
    const pending = pendingRow(labelOf(data, button));
    waiting.append(pending.row);
    say("");
    toEnd();
    queue(data, pending);
    if (find("once")) find("once").remove();
    find("attach").open = false;
    form.reset();
    fit();
    showChosen();
    text.focus();
  });

  function fit() {
    text.rows = Math.min(5, text.value.split("\n").length);
  }
  text.addEventListener("input", fit);
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    main.requestSubmit();
  });

  function showChosen() {
    const file = photo.files[0];
    find("chosen").hidden = !file;
    find("chosen-name").textContent = file ? `${chat.dataset.photo}: ${file.name}` : "";
  }
  photo.addEventListener("change", () => {
    showChosen();
    find("attach").open = false;
    text.focus();
  });
  find("drop").addEventListener("click", () => {
    photo.value = "";
    showChosen();
    text.focus();
  });
  chat.addEventListener("keydown", (event) => {
    const attach = find("attach");
    if (event.key !== "Escape" || !attach.open) return;
    attach.open = false;
    attach.querySelector("summary").focus();
  });

  let offline = false;
  async function poll() {
    if (!document.hidden) {
      try {
        const answer = await fetch(chat.dataset.messages, { headers: { Accept: "application/json" } });
        if (answer.ok) show((await answer.json()).messages);
        if (offline) say("");
        offline = false;
      } catch {
        offline = true;
        say(chat.dataset.offline);
      }
    }
    setTimeout(poll, POLL_MILLISECONDS);
  }

  toEnd();
  setTimeout(poll, POLL_MILLISECONDS);
})();
