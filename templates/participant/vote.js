// Saves a choice as soon as it is made. Without this script the form works by its button alone.
// What could not be sent waits on the device, by person and question, and is sent once: its key stays the same.
(function () {
  "use strict";
  var form = document.getElementById("vote"), status = document.getElementById("status");
  var told = status.dataset, store = "interlock:" + told.device, busy = false, again = false, failed = false;
  var own = form && form.getAttribute("action");
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
  function save() {
    var fields = {};
    new FormData(form).forEach(function (value, name) { fields[name] = value; });
    form.elements.key.value = fields.key = newKey();
    delete fields.token;
    if (!fields.value) { return; }
    if (fields.value === "na" && !fields.comment.trim()) { keep(own); say(told.reason); return; }
    keep(own, fields);
    send();
  }
  function show(fields) {
    form.querySelector("details").open = !!fields.comment || !!fields.evidence || fields.value === "na";
    form.elements.measured.checked = fields.measured === "yes";
    ["value", "comment", "evidence", "confidence"].forEach(function (name) { form.elements[name].value = fields[name] || ""; });
  }
  if (form) {
    form.addEventListener("change", save);
    if (memory[own] && !(memory[own].room && memory[own].refused)) {  // shown again as it was left
      show(memory[own]);
      if (!memory[own].refused) { form.elements.key.value = memory[own].key; }
    }
    form.addEventListener("submit", function () { if (memory[own] && memory[own].refused) { keep(own); } });
  }
  Object.keys(memory).filter(function (action) { return memory[action].refused; }).forEach(function (action) {
    tell(action);
    if (memory[action] && memory[action].room) { keep(action); }
  });
  // The same person in two tabs: the other one shows the choice too.
  window.addEventListener("storage", function (event) {
    if (event.key !== store) { return; }
    memory = pending();
    if (form && memory[own] && !memory[own].refused) { show(memory[own]); form.elements.key.value = memory[own].key; }
  });
  window.addEventListener("online", send);
  send();
  setInterval(send, 15000);
}());
