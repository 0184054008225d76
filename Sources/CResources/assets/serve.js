"use strict";
// A form made of what the server says of its models. Data goes into text nodes only, never into markup.
const $ = (id) => document.getElementById(id);
let schema = null, model = null, kept = null, latest = null, token = "", timer = 0, flight = null;

function make(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === undefined) continue;
    if (key === "class") made.className = value; else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

async function ask(path, options = {}) {
  const headers = { ...(options.headers || {}) };
  if (token) headers.Authorization = "Bearer " + token;
  const answer = await fetch(path, { ...options, headers });
  if (answer.status === 401) $("access").hidden = false;
  if (!answer.ok) {
    let problem = { detail: "The server answered " + answer.status };
    try { problem = await answer.json(); } catch (error) { /* what came is no document */ }
    throw Object.assign(new Error(problem.detail), { problem });
  }
  return answer;
}

const shown = (number) => number === null || !Number.isFinite(number) ? "none"
  : Number(number.toPrecision(6)).toString();
const path = (place) => place + "/" + encodeURIComponent(model.name);

async function begin() {
  try { schema = await (await ask("/v1/schema")).json(); } catch (error) { return fail(error); }
  $("access").hidden = true;
  const choice = $("model");
  choice.replaceChildren(...schema.models.map((one) => make("option", { value: one.name }, one.name)));
  $("choice").hidden = schema.models.length < 2;
  $("report").hidden = !schema.report || token !== "";
  choose(schema.models[0].name);
}

function choose(name) {
  const before = model ? entries() : {};
  model = schema.models.find((one) => one.name === name);
  kept = null;
  document.title = "Predictions of " + model.target;
  $("title").textContent = "Predictions of " + model.target;
  $("about").textContent = model.task === "classes"
    ? "The model tells how probable each class is: " + model.classes.join(", ") + "."
    : "The model predicts a number from " + model.fields.length + " fields.";
  $("digest").textContent = model.name + " " + model.digest.slice(0, 12) + ", workbench " + schema.version;
  $("fields").replaceChildren(...model.fields.map((field, index) => row(field, index, before[field.name])));
  $("file-result").replaceChildren();
  $("download").hidden = true;
  refresh(0);
}

function row(field, index, before) {
  const id = "field-" + index;
  const value = before !== undefined && before !== "" ? before : field.example;
  let input;
  if (field.type === "text" && field.levels.length > 0 && field.levels.length <= 60 && !field.unknown) {
    input = make("select", { id });
    if (field.missing) input.append(make("option", { value: "" }, "(none)"));
    for (const level of field.levels) input.append(make("option", { value: level }, level));
  } else if (field.type === "number") {
    input = make("input", { id, type: "number", step: "any", inputmode: "decimal" });
  } else {
    input = make("input", { id, type: "text", autocomplete: "off", list: field.levels && field.levels.length ? id + "-levels" : undefined });
  }
  if (value !== undefined && value !== null) input.value = value;
  input.dataset.field = index;
  input.setAttribute("aria-describedby", id + "-hint");
  input.addEventListener("input", () => refresh(120));
  const made = make("div", { class: "field" }, make("label", { for: id }, field.name), input,
    make("p", { class: "hint", id: id + "-hint" }, hint(field)));
  if (input.hasAttribute("list")) {
    made.append(make("datalist", { id: id + "-levels" },
      ...field.levels.slice(0, 500).map((level) => make("option", { value: level }))));
  }
  return made;
}

function hint(field) {
  const empty = field.missing ? "; may be empty" : "";
  if (field.type === "number") return field.low === null ? "a number" + empty : shown(field.low) + " to " + shown(field.high) + empty;
  if (field.type === "date") return field.first ? field.first + " to " + field.last + empty : "a date" + empty;
  return (field.levels.length ? field.levels.length + " known" : "a text") + empty;
}

function inputs() { return [...$("fields").querySelectorAll("[data-field]")]; }

function entries() {
  const found = {};
  for (const input of inputs()) found[model.fields[input.dataset.field].name] = input.value;
  return found;
}

// What is typed as the server takes it, and what is doubtful or wrong about it.
function reading(field, text) {
  if (text === "") return field.missing ? { value: null } : { wrong: "a value is needed" };
  if (field.type !== "number") {
    const known = field.type !== "text" || !field.levels.length || field.levels.includes(text);
    return { value: text, doubt: known ? "" : "no training row had this" };
  }
  const value = Number(text);
  if (!Number.isFinite(value)) return { wrong: "a finite number is needed" };
  const reach = 0.1 * (field.high - field.low);
  const isFar = field.low !== null && (value < field.low - reach || value > field.high + reach);
  return { value, doubt: isFar ? "far outside the training rows, " + shown(field.low) + " to " + shown(field.high) : "" };
}

function typed() {
  const values = {};
  let isWhole = true;
  for (const input of inputs()) {
    const field = model.fields[input.dataset.field];
    const { value, doubt, wrong } = reading(field, input.value);
    mark(input, wrong ? "wrong" : doubt ? "outside" : "", wrong || doubt || hint(field));
    if (wrong) isWhole = false; else values[field.name] = value;
  }
  return isWhole ? values : null;
}

function mark(input, state, text) {
  input.parentElement.className = "field " + state;
  input.setAttribute("aria-invalid", state === "wrong" ? "true" : "false");
  input.parentElement.querySelector(".hint").textContent = text;
}

function refresh(delay) {
  clearTimeout(timer);
  timer = setTimeout(predict, delay);
}

async function predict() {
  const values = typed();
  if (flight) flight.abort();
  if (!values) { $("result").replaceChildren(make("p", { class: "problem" }, "Fill in what is marked.")); return; }
  flight = new AbortController();
  const mine = flight;
  $("result").classList.add("busy");
  const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ rows: [values] }), signal: mine.signal };
  try {
    const prediction = await (await ask(path("/v1/predict"), options)).json();
    const explanation = model.explains ? await (await ask(path("/v1/explain"), options)).json() : null;
    if (mine !== flight) return;
    latest = { values, prediction, explanation };
    show();
  } catch (error) {
    if (error.name !== "AbortError") fail(error);
  } finally {
    if (mine === flight) $("result").classList.remove("busy");
  }
}

function fail(error) {
  const problem = error.problem || {};
  const text = error.message + (problem.allowed ? ". Allowed: " + problem.allowed : "");
  $("result").replaceChildren(make("p", { class: "problem" }, text));
  $("waterfall").hidden = true;
  const wrong = model && inputs().find((input) => model.fields[input.dataset.field].name === problem.field);
  if (wrong) mark(wrong, "wrong", problem.allowed || error.message);
}

function show() {
  const { prediction, explanation } = latest;
  const value = prediction.predictions[0];
  const parts = [make("p", { class: "value" }, typeof value === "number" || value === null ? shown(value) : value)];
  if (prediction.probabilities) parts.push(shares(prediction.probabilities[0]));
  $("result").replaceChildren(...parts);
  $("drop-kept").hidden = !kept;
  $("compared").replaceChildren(...(kept ? [comparison()] : []));
  $("waterfall").hidden = !explanation;
  if (explanation) {
    const text = kept ? "What each column adds beside what was kept" : "What each column adds";
    const base = kept ? kept.explanation.outputs[0] : explanation.base;
    const values = explanation.values[0].map((one, index) => kept ? one - kept.explanation.values[0][index] : one);
    $("waterfall-text").textContent = text + (explanation.scale === "target" ? "" : " (" + explanation.scale + ")")
      + (explanation.class ? ", for " + explanation.class : "") + ", from " + shown(base) + " to " + shown(explanation.outputs[0]) + ".";
    $("waterfall-bars").replaceChildren(bars(explanation.players, values, base, explanation.outputs[0]));
  }
}

function shares(probabilities) {
  const sorted = Object.entries(probabilities).sort((a, b) => b[1] - a[1]).slice(0, 12);
  return make("table", {}, make("tbody", {}, ...sorted.map(([label, share]) =>
    make("tr", {}, make("th", { scope: "row" }, label), make("td", { class: "number" }, (100 * share).toFixed(2) + " %")))));
}

function comparison() {
  const different = model.fields.filter((field) => kept.values[field.name] !== latest.values[field.name]);
  const said = (one) => { const value = one.prediction.predictions[0]; return typeof value === "number" ? shown(value) : String(value); };
  const rows = different.map((field) => [field.name, kept.values[field.name], latest.values[field.name]]);
  rows.push(["Prediction", said(kept), said(latest)]);
  const [before, now] = [kept.prediction.predictions[0], latest.prediction.predictions[0]];
  if (typeof before === "number" && typeof now === "number") rows.push(["Difference", "", shown(now - before)]);
  const cells = (cells, name) => make("tr", {}, ...cells.map((cell, index) =>
    make(index ? name : "th", index ? { class: "number" } : { scope: "row" }, cell === null ? "none" : String(cell))));
  return make("div", { class: "scroll" }, make("table", {},
    make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Field"), make("th", { scope: "col", class: "number" }, "Kept"), make("th", { scope: "col", class: "number" }, "Now"))),
    make("tbody", {}, ...rows.map((one) => cells(one, "td")))));
}

// Bars from what is given where nothing is known to the prediction; small ones are put together.
function bars(players, values, base, output) {
  const sorted = players.map((name, index) => ({ name, value: values[index] })).filter((one) => one.value !== 0)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const steps = sorted.slice(0, 10);
  const rest = sorted.slice(10).reduce((sum, one) => sum + one.value, 0);
  if (sorted.length > 10) steps.push({ name: sorted.length - 10 + " others", value: rest });
  let at = base;
  const spans = steps.map((step) => { const from = at; at += step.value; return { ...step, from, to: at }; });
  const ends = spans.flatMap((span) => [span.from, span.to]).concat(base, output);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const width = 560, left = 170, right = 80, line = 26, height = (spans.length || 1) * line + 10;
  const x = (value) => left + (high > low ? (value - low) / (high - low) : 0.5) * (width - left - right);
  const drawn = (name, attributes, ...children) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const words = spans.map((span) => span.name + " " + (span.value > 0 ? "+" : "") + shown(span.value)).join(", ");
  const picture = drawn("svg", { viewBox: "0 0 " + width + " " + height, role: "img", "aria-label": words || "nothing differs" });
  spans.forEach((span, index) => {
    const y = index * line + 5;
    const label = span.name.length > 22 ? span.name.slice(0, 21) + "…" : span.name;
    picture.append(
      drawn("text", { x: left - 8, y: y + 15, "text-anchor": "end" }, label),
      drawn("rect", { class: span.value > 0 ? "up" : "down", x: Math.min(x(span.from), x(span.to)), y: y + 3, width: Math.max(1, Math.abs(x(span.to) - x(span.from))), height: line - 10 }),
      drawn("text", { x: Math.max(x(span.from), x(span.to)) + 6, y: y + 15 }, (span.value > 0 ? "+" : "") + shown(span.value)));
  });
  if (!spans.length) picture.append(drawn("text", { x: left, y: 20 }, "nothing differs"));
  return picture;
}

async function predictFile(bytes, name) {
  const place = $("file-result");
  place.replaceChildren(make("p", {}, "Predicting…"));
  $("download").hidden = true;
  try {
    const answer = await ask(path("/v1/predict"), { method: "POST", headers: { "Content-Type": "text/csv" }, body: bytes });
    const made = await answer.blob();
    const text = await made.slice(0, 20000).text();
    const lines = text.split("\n").filter((line) => line !== "");
    const link = $("download");
    if (link.href) URL.revokeObjectURL(link.href);
    link.href = URL.createObjectURL(made);
    link.download = name.replace(/\.[^.]*$/, "") + "-predicted.csv";
    link.hidden = false;
    place.replaceChildren(make("p", {}, "The first rows:"), make("pre", { class: "scroll" }, lines.slice(0, 8).join("\n")));
    link.focus();
  } catch (error) {
    const problem = error.problem || {};
    place.replaceChildren(make("p", { class: "problem" }, error.message + (problem.allowed ? ". Allowed: " + problem.allowed : "")));
  }
}

$("model").addEventListener("change", (event) => choose(event.target.value));
$("fields").addEventListener("submit", (event) => { event.preventDefault(); refresh(0); });
$("access").addEventListener("submit", (event) => { event.preventDefault(); token = $("token").value; begin(); });
$("keep").addEventListener("click", () => { if (latest) { kept = latest; show(); } });
$("drop-kept").addEventListener("click", () => { kept = null; if (latest) show(); });
$("reset").addEventListener("click", () => { const name = model.name; model = null; choose(name); });
$("predict-rows").addEventListener("click", () => predictFile($("pasted").value, "rows.csv"));
$("file").addEventListener("change", (event) => { const file = event.target.files[0]; if (file) predictFile(file, file.name); });
for (const name of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    $("drop").classList.toggle("over", name === "dragover");
    if (name === "drop" && event.dataTransfer.files[0]) predictFile(event.dataTransfer.files[0], event.dataTransfer.files[0].name);
  });
}
begin();
