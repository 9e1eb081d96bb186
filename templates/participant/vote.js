// Saves a choice as soon as it is made. Without this script the form works by its button alone.
// What could not be sent waits on the device, by person and form, and is sent once: its key stays the same.
(function () {
  "use strict";
  var form = document.getElementById("vote"), status = document.getElementById("status");
  var told = status.dataset, store = "interlock:" + told.device, busy = false, again = false;
  var own = form && form.getAttribute("action"), whole = form && form.hasAttribute("data-whole");
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
  function done(action, fields, response, answer) {
    var latest = memory[action] && memory[action].key === fields.key;
    if (!latest) { return; }
    if (response.ok) {
      keep(action);
      if (action === own) { say(answer.text); }
    } else {
      fields.refused = answer.error; keep(action, fields);
      if (action === own) { say(told.failed + " " + answer.error); } else { look(action); }
    }
  }
  // One request at a time, so that the last choice is also the last to arrive.
  function send() {
    if (busy) { again = true; return; }
    var action = Object.keys(memory).filter(function (name) { return !memory[name].refused; })[0];
    if (!action) { return; }
    var fields = memory[action], body = new URLSearchParams(fields);
    body.set("token", told.token);
    busy = true; again = false;
    if (action === own) { say(told.saving); }
    fetch(action, {
      method: "POST", headers: { Accept: "application/json" }, body: body, credentials: "same-origin", keepalive: true
    }).then(function (response) {
      if (response.status === 403) { say(told.signin); return false; }
      if (response.status === 429 || response.status >= 500) { throw new Error(); }
      return response.json().then(function (answer) { done(action, fields, response, answer); return true; });
    }).catch(function () { say(told.kept); return false; }).then(function (went) {
      busy = false;
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
  function save() {
    var fields = filled();
    if (!fields.value && !whole) { return; }
    if (/^(na|object)$/.test(fields.value) && !fields.comment.trim()) { keep(own); say(told.reason); return; }
    keep(own, fields);
    send();
  }
  function restore(field) {
    var kept = memory[own][field.name] || "", box = field.closest("details");
    if (!field.name || field.type === "hidden") { return; }
    if (/radio|checkbox/.test(field.type)) { field.checked = kept === field.value; } else { field.value = kept; }
    if (box && (field.type === "radio" ? field.checked : kept)) { box.open = true; }
  }
  if (form) {
    form.addEventListener("change", save);
    // a whole form is kept as it is typed, and sent when a field is left or soon after
    if (whole) { form.addEventListener("input", function () { keep(own, filled()); }); }
    if (memory[own]) {  // shown again as it was left
      Array.prototype.forEach.call(form.elements, restore);
      if (memory[own].refused) { say(told.failed + " " + memory[own].refused); } else { form.elements.key.value = memory[own].key; }
    }
    form.addEventListener("submit", function () { if (memory[own] && memory[own].refused) { keep(own); } });
  }
  Object.keys(memory).forEach(function (action) { if (memory[action].refused && action !== own) { look(action); } });
  window.addEventListener("online", send);
  send();
  setInterval(send, 15000);
}());
