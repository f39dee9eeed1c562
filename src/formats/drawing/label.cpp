#include "formats/drawing/label.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "base/text.hpp"
#include "entente/time/stretches.hpp"
#include "formats/cell.hpp"
#include "model/wording.hpp"

namespace entente::drawing {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// Length of the whole character at `at`; 0 where it is a control character or broken.
std::size_t valid_length(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x20 || byte == 0x7F) return 0;
  const std::size_t length = character_length(text, at);
  if (byte >= 0x80 && length == 1) return 0;
  // The control characters of the second block, and what XML has no place for.
  const std::string_view character = text.substr(at, length);
  const bool is_c1 = byte == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0;
  return is_c1 || character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF" ? 0 : length;
}

// Whether GraphViz would read an entity at `at`, such as `&lt;`.
bool reads_as_entity(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) || text[end] == '#')) ++end;
  return end > at + 1 && end < text.size() && text[end] == ';';
}

// Breaks a word of `cut` that no line can hold.
void append_word(std::string& out, std::string_view word, int columns, int& used) {
  if (display_width(word) <= 2 * columns) {
    out += word;
    used += display_width(word);
    return;
  }
  for (std::size_t i = 0; i < word.size();) {
    const std::size_t length = character_length(word, i);
    const std::string_view character = word.substr(i, length);
    const int width = display_width(character);
    if (used > 0 && used + width > columns) {
      out += '\n';
      used = 0;
    }
    out += character;
    used += width;
    i += length;
  }
}

}  // namespace

namespace {

std::string escaped(std::string_view text, std::string_view backslash) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    const std::size_t length = valid_length(text, i);
    if (c == '"')
      out += "\\\"";
    else if (c == '\\')
      out += backslash;
    else if (c == '\n')
      out += "\\n";
    else if (c == '\t' || c == '\r')
      out += ' ';
    else if (c == '&' && reads_as_entity(text, i))
      out += "&amp;";
    else
      out += length == 0 ? kReplacement : text.substr(i, length);
    i += length == 0 ? 1 : length;
  }
  return out;
}

}  // namespace

std::string dot_escaped(std::string_view text) {
  return escaped(text, "\\\\");
}

// First it looks for line feeds in a tooltip, then for names such as `\N`; each takes away one backslash of two.
std::string tooltip_escaped(std::string_view text) {
  return escaped(text, "\\\\\\\\");
}

std::string html_label_escaped(std::string_view text) {
  std::string out;
  for (const char c : markup_escaped(text)) {
    if (c == '\\') out += c;
    out += c;
  }
  return out;
}

std::string markup_escaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = valid_length(text, i);
    switch (text[i]) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\n':
      case '\t':
      case '\r':
        out += ' ';
        break;
      default:
        out += length == 0 ? kReplacement : text.substr(i, length);
    }
    i += length == 0 ? 1 : length;
  }
  return out;
}

std::string wrapped(std::string_view text, int columns, int longest) {
  const std::string cut = longest > 0 ? truncate_to_width(text, longest) : std::string(text);
  std::string out;
  int used = 0;
  std::size_t at = 0;
  while (at < cut.size()) {
    const std::size_t end = std::min(cut.find_first_of(" \n", at), cut.size());
    const std::string_view word = std::string_view(cut).substr(at, end - at);
    if (used > 0 && used + display_width(word) > columns) {
      out.back() = '\n';
      used = 0;
    }
    append_word(out, word, columns, used);
    if (end < cut.size()) {
      out += cut[end];
      used = cut[end] == '\n' ? 0 : used + 1;
    }
    at = end + 1;
  }
  return out;
}

std::string verb_of(const RelationshipRecord& relation, const Ontology* ontology) {
  return entente::verb_of(relation.type, ontology ? ontology->relation_type(relation.type) : nullptr,
                          relation.validity ? relation.validity->bounds : Period::always());
}

std::string sources_text(const Attribution& attribution) {
  std::string text(name(attribution.provenance));
  for (const SourceRef& s : attribution.sources)
    text += fmt::format(", {}{}{}", s.source, s.locator.empty() ? "" : " ", s.locator);
  return text;
}

static bool may_overlap(const Validity& validity, const Period& time) {
  return possibly(overlaps(BoundsOfStretches(validity), {&time, 1}));
}

std::string name_of(const NodeRecord& node, const std::string& property, const DrawTime& time) {
  const PropertyFact* name = nullptr;  // of several the last, as `n.name`
  for (auto fact = node.properties.rbegin(); fact != node.properties.rend(); ++fact) {
    const PropertyFact& p = *fact;
    if (p.key != property || !p.value.is_string()) continue;
    const bool is_of_the_time = time.kind == DrawTime::Kind::kAsRead || !p.validity ||
                                may_overlap(*p.validity, time.first) ||
                                (time.kind == DrawTime::Kind::kChange && may_overlap(*p.validity, time.second));
    if (is_of_the_time) return p.value.string();
    if (!name) name = &p;
  }
  return name ? name->value.string() : display_name(node);
}

DrawTime time_of_names(const Table& table, const DrawTime& time) {
  if (time.kind != DrawTime::Kind::kAsRead || !table.read_at.valid_time) return time;
  DrawTime slice = time;
  slice.kind = DrawTime::Kind::kWindow;
  slice.first = table.read_at.valid_time->bounds;
  return slice;
}

bool is_doubtful(const std::optional<Validity>& validity) {
  if (!validity || validity->is_certain()) return false;
  if (validity->is_set())
    return std::any_of(validity->stretches.begin(), validity->stretches.end(),
                       [](const Validity& stretch) { return is_doubtful(stretch); });
  const Period& p = validity->bounds;
  const bool is_open = (!p.earliest_start.is_finite() && p.earliest_start < p.latest_start) ||
                       (!p.latest_end.is_finite() && p.earliest_end < p.latest_end);
  if (is_open || validity->direct_bounds) return true;
  const std::string edtf = validity->edtf.empty() ? edtf_of(*validity) : validity->edtf;
  return edtf.find_first_of("?~%[{") != std::string::npos;
}

}  // namespace entente::drawing
