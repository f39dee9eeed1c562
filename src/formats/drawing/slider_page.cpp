#include "formats/drawing/slider_page.hpp"

#include <map>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "formats/drawing/dot_text.hpp"
#include "formats/drawing/label.hpp"
#include "formats/drawing/picture.hpp"
#include "formats/drawing/span_text.hpp"

namespace entente::drawing {
namespace {

// A string inside <script>, with markup escaped so that no text can end the script; the page turns it back.
std::string script_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : markup_escaped(text)) {
    if (c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string script_list(const std::set<std::string>& ids) {
  std::string out = "[";
  for (const std::string& id : ids) out += (out.size() > 1 ? ",\"" : "\"") + id + "\"";
  return out + "]";
}

// The fragments of the slices' addresses; of several that begin on one day the later ones are numbered.
std::vector<std::string> anchors_of(std::span<const DrawFrame> frames) {
  std::map<std::string, std::size_t> seen;
  std::vector<std::string> anchors;
  for (const DrawFrame& frame : frames) {
    const std::string anchor = span_anchor(frame.period);
    const std::size_t number = ++seen[anchor];
    anchors.push_back(number == 1 ? anchor : fmt::format("{}.{}", anchor, number));
  }
  return anchors;
}

constexpr std::string_view kStyle = R"(<style>
.node,.edge{visibility:hidden}
.seen{visibility:visible}
.maybe{opacity:.65}
.presumed path,.presumed polygon,.presumed ellipse,.presumed polyline{stroke-dasharray:12,3}
.maybe path,.maybe polygon,.maybe ellipse,.maybe polyline{stroke-dasharray:5,3}
.certain path,.certain polygon,.certain ellipse,.certain polyline{stroke-dasharray:none}
h1{font-size:1.4em;margin:.2em 0}
.note{color:#555;margin:.1em 0}
.legend{line-height:1.9}
.legend span{border:1px solid #555;padding:.1em .6em;margin-right:.3em;white-space:nowrap}
.legend .lines{border:0}
#bar{position:sticky;top:0;background:#fff;padding:.5em 0;border-bottom:1px solid #ccc;z-index:1}
#when{display:block;font-weight:bold;font-size:1.25em;min-height:1.3em}
#row{display:flex;flex-wrap:wrap;gap:.5em 1em;align-items:center;margin:.3em 0}
#counts{color:#555}
#slider{display:block;width:100%;margin:.2em 0}
#ticks{position:relative;height:1.4em;margin:0 8px;font-size:.8em;color:#555}
#ticks span{position:absolute;transform:translateX(-50%);white-space:nowrap}
#ticks span::before{content:"";position:absolute;left:50%;top:-.35em;height:.35em;border-left:1px solid #888}
#picture{overflow:auto;max-height:78vh}
#picture svg{display:block;max-height:77vh}
#picture.real svg{max-width:none;max-height:none}
button,select{font:inherit}
kbd{border:1px solid #bbb;border-radius:3px;padding:0 .3em}
@media(max-width:600px){body{margin:.6em}#keys{display:none}}
</style>
)";

constexpr std::string_view kBody = R"(<div id="bar">
<output id="when" for="slider"></output>
<input id="slider" type="range" min="0" value="0" aria-label="Time">
<div id="ticks" aria-hidden="true"></div>
<div id="row">
<button id="play" type="button">Play</button>
<select id="speed" aria-label="Speed"><option value="2400">slow</option><option value="1200" selected>normal</option><option value="500">fast</option></select>
<button id="size" type="button">Real size</button>
<label><input id="possible" type="checkbox" checked> what is only possible</label>
<span id="counts"></span>
<span id="keys"><kbd>←</kbd> <kbd>→</kbd> <kbd>Home</kbd> <kbd>End</kbd> <kbd>Space</kbd></span>
</div>
</div>
<noscript><style>.node,.edge{visibility:visible}</style><p>Without scripts all slices are shown at once.</p></noscript>
<div id="picture">
)";

constexpr std::string_view kScript = R"(const byId = id => document.getElementById(id);
const slider = byId('slider'), play = byId('play'), speed = byId('speed'), possible = byId('possible');
const size = byId('size'), frame = byId('picture'), picture = frame.querySelector('svg'), ticks = byId('ticks');
const decode = document.createElement('textarea');
for (const s of slices) { decode.innerHTML = s.text; s.text = decode.value; }
const last = slices.length - 1;
let now = 0, timer = null;
slider.max = last;
function see(ids, kind) {
  for (const id of ids) {
    byId(id).classList.add('seen', kind);
    const label = id[0] === 'e' && byId('l' + id.slice(1));
    if (label) label.classList.add('seen', kind);
  }
}
function show(n, keepsAddress) {
  now = Math.max(0, Math.min(last, n));
  for (const e of document.querySelectorAll('.seen')) e.classList.remove('seen', 'maybe', 'presumed', 'certain');
  const s = slices[now];
  see(s.certain, 'certain');
  see(s.presumed, 'presumed');
  if (possible.checked) see(s.possible, 'maybe');
  byId('when').textContent = s.text;
  const count = ids => ids.filter(id => id[0] === 'e').length;
  byId('counts').textContent =
    'relations: ' + count(s.certain) + ' certain, ' +
    (count(s.presumed) ? count(s.presumed) + ' presumed, ' : '') + count(s.possible) + ' possible';
  slider.value = now;
  slider.setAttribute('aria-valuetext', s.text);
  if (!keepsAddress) try { history.replaceState(null, '', '#' + s.from); } catch (e) { }
}
function ofAddress() {
  let wanted = location.hash.slice(1);
  try { wanted = decodeURIComponent(wanted); } catch (e) { }
  if (!wanted) return 0;
  const exact = slices.findIndex(s => s.from === wanted);
  if (exact >= 0) return exact;
  const within = slices.findIndex(s => s.from.startsWith(wanted + '-'));
  if (within >= 0) return within;
  let found = 0;
  slices.forEach((s, i) => { if (s.from <= wanted) found = i; });
  return found;
}
function stop() { clearInterval(timer); timer = null; play.textContent = 'Play'; }
function start() {
  play.textContent = 'Stop';
  timer = setInterval(() => show(now === last ? 0 : now + 1), Number(speed.value));
}
function toggle() { if (timer) stop(); else start(); }
slider.addEventListener('input', () => { stop(); show(Number(slider.value)); });
possible.addEventListener('change', () => show(now));
speed.addEventListener('change', () => { if (timer) { stop(); start(); } });
play.addEventListener('click', toggle);
window.addEventListener('hashchange', () => { stop(); show(ofAddress(), true); });
document.addEventListener('keydown', event => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.tagName === 'SELECT') return;
  if (event.key === ' ') {
    if (event.target.tagName === 'BUTTON' || event.target === possible) return;
    toggle();
  } else {
    const steps = {ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: last};
    if (!(event.key in steps)) return;
    stop();
    show(steps[event.key]);
  }
  event.preventDefault();
});
function setSize(real) {
  frame.classList.toggle('real', real);
  size.textContent = real ? 'Fit' : 'Real size';
}
size.addEventListener('click', () => setSize(!frame.classList.contains('real')));
function drawTicks() {
  ticks.textContent = '';
  const widest = Math.max(...slices.map(s => s.tick.length)) * 7 + 16;
  const most = Math.max(2, Math.floor(ticks.clientWidth / widest));
  const step = Math.max(1, Math.ceil(last / Math.max(1, most - 1)));
  for (let i = 0; i <= last; i += step) {
    const tick = document.createElement('span');
    tick.textContent = slices[i].tick;
    tick.style.left = (last ? 100 * i / last : 0) + '%';
    if (i === 0) tick.style.transform = 'none';
    if (i === last && last) tick.style.transform = 'translateX(-100%)';
    ticks.append(tick);
  }
}
window.addEventListener('resize', drawTicks);
drawTicks();
// Where the whole would be too small to read, it is shown as large as it is, in a frame of its own.
setSize(picture.getBoundingClientRect().width < 0.55 * picture.viewBox.baseVal.width * 4 / 3);
show(ofAddress(), true);
)";

}  // namespace

namespace {

// The legend is of all slices.
Scene described(Scene scene, std::span<const Slice> slices) {
  for (const Slice& slice : slices)
    for (const Reading reading : kAllReadings)
      if (!slice.of(reading).empty()) scene.certainties.insert(reading);
  return scene;
}

}  // namespace

std::string slider_page(const std::string& svg, const Scene& scene, std::span<const Slice> slices,
                        std::span<const DrawFrame> frames) {
  const std::vector<std::string> anchors = anchors_of(frames);
  std::string data = "const slices = [\n";
  for (std::size_t i = 0; i < frames.size(); ++i)
    data +=
        fmt::format("{{text:{},from:{},tick:{},certain:{},presumed:{},possible:{}}}{}\n", script_string(frames[i].text),
                    script_string(anchors[i]), script_string(span_anchor(frames[i].period)),
                    script_list(slices[i].of(Reading::kCertain)), script_list(slices[i].of(Reading::kPresumed)),
                    script_list(slices[i].of(Reading::kPossible)), i + 1 < frames.size() ? "," : "");
  data += "];\n";
  return page_around(scene.title, svg, kStyle, page_header(described(scene, slices)) + std::string(kBody),
                     "</div>\n<script>\n" + data + std::string(kScript) + "</script>\n");
}

}  // namespace entente::drawing
