// Saves a choice as soon as it is made. Without this script the form works by its button alone.
(function () {
  "use strict";
  var form = document.getElementById("vote"), status = document.getElementById("status"), store = "interlock:pending";
  function pending() { try { return JSON.parse(localStorage.getItem(store)) || {}; } catch (e) { return {}; } }
  function keep(all) { try { localStorage.setItem(store, JSON.stringify(all)); } catch (e) { /* private mode */ } }
  function forget(action, key) {
    var all = pending();
    if (all[action] && all[action].key === key) { delete all[action]; keep(all); }
  }
  function say(text) { if (status) { status.textContent = text; } }
  function newKey() {
    var b = new Uint8Array(16);
    crypto.getRandomValues(b);
    b[6] = (b[6] & 15) | 64; b[8] = (b[8] & 63) | 128;
    return Array.prototype.map.call(b, function (x, i) {
      return ([4, 6, 8, 10].indexOf(i) >= 0 ? "-" : "") + (x + 256).toString(16).slice(1);
    }).join("");
  }
  function send(action, fields, here) {
    if (here) { say(status.dataset.saving); }
    return fetch(action, {
      method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams(fields), credentials: "same-origin"
    }).then(function (response) {
      return response.json().then(function (answer) {
        forget(action, fields.key);
        if (here) { say(response.ok ? answer.text : status.dataset.failed + " " + answer.error); }
      });
    }).catch(function () { if (here) { say(status.dataset.kept); } });
  }
  function save() {
    var fields = {}, action = form.getAttribute("action");
    new FormData(form).forEach(function (value, name) { fields[name] = value; });
    if (!fields.value || (fields.value === "na" && !fields.comment.trim())) { return; }
    fields.key = newKey();
    form.elements.key.value = newKey();
    var all = pending(); all[action] = fields; keep(all);
    send(action, fields, true);
  }
  function resend() {
    var all = pending();
    Object.keys(all).forEach(function (action) {
      send(action, all[action], form && action === form.getAttribute("action"));
    });
  }
  if (form) {
    form.addEventListener("change", save);
    form.addEventListener("submit", function () { forget(form.getAttribute("action"), (pending()[form.getAttribute("action")] || {}).key); });
  }
  window.addEventListener("online", resend);
  resend();
  setInterval(function () { if (Object.keys(pending()).length) { resend(); } }, 15000);
}());
