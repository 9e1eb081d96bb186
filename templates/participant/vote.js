// Saves a choice as soon as it is made. Without this script the form works by its button alone.
// What could not be sent waits on the device, by person and form, and is sent once: its key stays the same.
(function () {
  "use strict";
  var form = document.getElementById("vote"), status = document.getElementById("status");
  var told = status.dataset, store = "interlock:" + told.device, busy = false, again = false, flagged = false;
  var own = form && form.getAttribute("action"), whole = form && form.hasAttribute("data-whole"), failed = false;
  function pending() { try { return JSON.parse(localStorage.getItem(store)) || {}; } catch (e) { return {}; } }
  var memory = pending();
  function keep(action, fields) {
    memory = pending();
    if (fields) { memory[action] = fields; } else { delete memory[action]; }
    try { localStorage.setItem(store, JSON.stringify(memory)); } catch (e) { /* private mode: this page's memory only */ }
  }
  function say(text) { status.textContent = text; }
  function look(action) {
    var link = document.createElement("a");
    say(""); link.href = action; link.textContent = told.look; status.appendChild(link);
  }
  function newKey() {
    var b = new Uint8Array(16);
    crypto.getRandomValues(b);
    b[6] = (b[6] & 15) | 64; b[8] = (b[8] & 63) | 128;
    return Array.prototype.map.call(b, function (x, i) {
      return ([4, 6, 8, 10].indexOf(i) >= 0 ? "-" : "") + (x + 256).toString(16).slice(1);
    }).join("");
  }
  // In a room a refusal is told once, on the page of the moment; elsewhere what was typed stays to be looked at.
  function tell(action) {
    var fields = memory[action];
    if (fields.room) { say(told.failed + " " + fields.refused); if (action !== own) { keep(action); } }
    else if (action === own) { say(told.failed + " " + fields.refused); } else { look(action); }
  }
  function done(action, fields, response, answer) {
    var latest = memory[action] && memory[action].key === fields.key;
    if (!latest) { return; }
    if (response.ok) {
      keep(action);
      if (action === own) { say(answer.text); }
    } else { fields.refused = answer.error; keep(action, fields); tell(action); }
  }
  // One request at a time, so that the last choice is also the last to arrive.
  function send() {
    if (busy) { again = true; return; }
    var action = Object.keys(memory).filter(function (name) { return !memory[name].refused; })[0];
    if (!action) { return; }
    var fields = memory[action], body = new URLSearchParams(fields);
    body.set("token", told.token);
    var stop = new AbortController(), timer = setTimeout(function () { stop.abort(); }, 10000);
    busy = true; again = false;
    if (action === own && !failed) { say(told.saving); }
    fetch(action, {
      method: "POST", headers: { Accept: "application/json" }, body: body, credentials: "same-origin", keepalive: true,
      signal: stop.signal
    }).then(function (response) {
      if (response.status === 403) { say(told.signin); return false; }
      if (response.status === 429 || response.status >= 500) { throw new Error(); }
      return response.json().then(function (answer) { failed = false; done(action, fields, response, answer); return true; });
    }).catch(function () { failed = true; say(told.kept); return false; }).then(function (went) {
      busy = false; clearTimeout(timer);
      if (went || again) { send(); }
    });
  }
  function filled() {
    var fields = {};
    new FormData(form).forEach(function (value, name) { fields[name] = value; });
    form.elements.key.value = fields.key = newKey();
    delete fields.token;
    return fields;
  }
  function save(event) {
    var fields = filled();
    flagged = flagged || /^(flag-|note$)/.test(event.target.name);
    if (!fields.value && !whole && !flagged) { return; }
    if (/^(na|object)$/.test(fields.value) && !fields.comment.trim()) { keep(own); say(told.reason); return; }
    keep(own, fields);
    send();
  }
  function restore(field) {
    var kept = memory[own][field.name] || "", box = field.closest("details"), tick = /radio|checkbox/.test(field.type);
    if (!field.name || field.type === "hidden") { return; }
    if (tick) { field.checked = kept === field.value; } else { field.value = kept; }
    if (box && (tick ? field.checked : kept)) { box.open = true; }
  }
  function show() {
    Array.prototype.forEach.call(form.elements, restore);
    if (!memory[own].refused) { form.elements.key.value = memory[own].key; }
  }
  if (form) {
    form.addEventListener("change", save);
    // a whole form is kept as it is typed, and sent when a field is left or soon after
    if (whole) { form.addEventListener("input", function () { keep(own, filled()); }); }
    if (memory[own] && !(memory[own].room && memory[own].refused)) { show(); }  // shown again as it was left
    form.addEventListener("submit", function () { if (memory[own] && memory[own].refused) { keep(own); } });
  }
  // Keys, where no text is typed. They can be switched off, for some people's tools type letters of their own accord.
  var keys = document.getElementById("keys"), on = keys && keys.querySelector("input");
  function pressed(event) {
    var at = event.target, box = at.type === "radio" || at.type === "checkbox", key = event.key;
    if (!on.checked || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) && !box) { return; }
    var turn = { ArrowLeft: "prev", ArrowRight: "next" }[key];
    var hit = turn ? document.querySelector("a[rel=" + turn + "]")
      : /^[0-9]$/.test(key) && form.querySelector("[name=value][value='" + (key === "0" ? "na" : key) + "']");
    if (turn || hit) { event.preventDefault(); }
    if (!hit) { return; }
    if (key === "0") { hit.closest("details").open = true; }
    hit.click();
    if (key === "0") { form.elements.comment.focus(); }
  }
  if (on) {
    try { on.checked = !localStorage.getItem("interlock-keys"); } catch (e) { /* as drawn */ }
    keys.hidden = false;
    on.addEventListener("change", function () {
      try { localStorage.setItem("interlock-keys", on.checked ? "" : "off"); } catch (e) { /* this page only */ }
    });
    document.addEventListener("keydown", pressed);
  }
  Object.keys(memory).filter(function (action) { return memory[action].refused; }).forEach(function (action) {
    tell(action);
    if (memory[action] && memory[action].room) { keep(action); }
  });
  // The same person in two tabs: the other one shows the choice too.
  window.addEventListener("storage", function (event) {
    if (event.key !== store) { return; }
    memory = pending();
    if (form && memory[own] && !memory[own].refused) { show(); }
  });
  window.addEventListener("online", send);
  send();
  setInterval(send, 15000);
}());
