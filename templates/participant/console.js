// Takes a step and looks every two seconds who has voted, without loading the page anew: what is open or typed stays.
(function () {
  "use strict";
  var wait = 2000, busy = false, lost = false, turn = 0, OWN = /^(agree|park|hands)/;
  function desk() { return document.getElementById("console"); }
  function tell(on) {
    lost = on;
    document.getElementById("status").textContent = on ? desk().dataset.lost : "";
  }
  function typed() { return desk().querySelectorAll("input[name]:not([type=hidden]),select[name],textarea[name]"); }
  function keys() { return desk().querySelector("#keys input"); }
  function kept() {
    var fields = {}, open = [].map.call(desk().querySelectorAll("details[open]"), function (one) { return one.id; });
    typed().forEach(function (one) { if (one.type !== "radio" || one.checked) { fields[one.name] = one.value; } });
    return { question: desk().dataset.question, open: open, fields: fields, focus: document.activeElement.id,
      keys: !keys() || keys().checked };
  }
  function show(text, fields) {
    var fresh = new DOMParser().parseFromString(text, "text/html").querySelector("main"), before = kept();
    if (!fresh || !fresh.querySelector("#console")) { location.reload(); return; }
    document.querySelector("main").replaceWith(document.adoptNode(fresh));
    before.open.forEach(function (id) { var one = document.getElementById(id); if (one) { one.open = true; } });
    if (fields && desk().dataset.question === before.question) {
      typed().forEach(function (one) {
        if (!(one.name in before.fields)) { return; }
        if (one.type === "radio") { one.checked = one.value === before.fields[one.name]; } else { one.value = before.fields[one.name]; }
      });
    }
    var focus = before.focus && document.getElementById(before.focus);
    if (focus && !focus.disabled) { focus.focus({ preventScroll: true }); }
    ready(before.keys);
  }
  function ready(on) {
    if (keys()) { keys().closest("p").hidden = false; keys().checked = on; }
  }
  function ask(path, options) {
    var stop = new AbortController(), timer = setTimeout(function () { stop.abort(); }, 8000);  // a dead line is silent
    return fetch(path, Object.assign({ credentials: "same-origin", signal: stop.signal }, options)).finally(function () {
      clearTimeout(timer);
    });
  }
  function take(form, button) {
    var data = new URLSearchParams(new FormData(form));
    data.append("step", button.value);
    data.append("script", "1");
    busy = true;
    turn += 1;  // what was asked for before shows the page of before
    ask(location.pathname, { method: "POST", body: data }).then(function (response) {
      return response.text().then(function (text) { show(text, !response.ok || !OWN.test(button.value)); });
    }).catch(function () { tell(true); }).then(function () { busy = false; });
  }
  document.addEventListener("submit", function (event) {
    event.preventDefault();
    if (!busy && event.submitter) { take(event.target, event.submitter); }
  });
  document.addEventListener("keydown", function (event) {
    var at = event.target, writing = /^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName) && !/^(radio|checkbox)$/.test(at.type);
    if (writing || event.repeat || event.altKey || event.ctrlKey || event.metaKey || !keys() || !keys().checked) { return; }
    if (at.type === "radio" && /^Arrow/.test(event.key)) { return; }  // those move the choice
    var button = [].find.call(desk().querySelectorAll("button[data-key]"), function (one) {
      return one.dataset.key === (event.key.length === 1 ? event.key.toLowerCase() : event.key);
    });
    if (!button || button.disabled || button.offsetParent === null) { return; }
    event.preventDefault();
    button.click();
  });
  function look() {
    var asked = turn;
    if (busy || document.hidden) { again(); return; }
    ask(location.pathname + "/state", { headers: { Accept: "application/json" } }).then(function (response) {
      if (response.status === 403) { location.reload(); }  // it tells why
      if (!response.ok) { throw new Error(); }
      return response.json();
    }).then(function (answer) {
      if (turn !== asked) { return; }
      wait = 2000;
      if (lost) { tell(false); }
      if (answer.seen !== desk().dataset.seen) {
        return ask(location.pathname, {}).then(function (response) { return response.text(); }).then(function (text) {
          if (turn === asked) { show(text, true); }
        });
      }
      document.getElementById("present").textContent = answer.present;
      document.getElementById("code").textContent = answer.code;
      document.querySelectorAll("#places span").forEach(function (one, place) {
        if (answer.places[place] && one.textContent !== answer.places[place][1]) { one.textContent = answer.places[place][1]; }
      });
    }).catch(function () { wait = Math.min(wait * 1.5, 5000); tell(true); }).then(again);
  }
  function again() { setTimeout(look, wait); }
  ready(true);
  again();
}());
