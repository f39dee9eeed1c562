#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.hpp"
#include "entente/dossier.hpp"
#include "formats/cell.hpp"

namespace entente {
namespace {

constexpr int kWidestTime = 48;  // columns; what is longer has a line of its own

// Each value within its line, whatever the data writes.
template <class... Values>
void add(std::string& out, std::string_view format, const Values&... values) {
  out += fmt::format(fmt::runtime(format), printable(values)...);
}

// "[doc-b#P21; background-knowledge#B001]", with a blank before it; empty: none is stated.
std::string bracketed(const std::vector<CitedSource>& sources) {
  std::vector<std::string> refs;
  for (const CitedSource& s : sources) refs.push_back(s.locator.empty() ? s.source : s.source + "#" + s.locator);
  return refs.empty() ? "" : fmt::format("  [{}]", fmt::join(refs, "; "));
}

// Who says a fact, and how surely.
std::string behind(const Explanation& x, Reading reading) {
  std::string text;
  if (reading != Reading::kCertain) text += reading == Reading::kPresumed ? ", presumably" : ", possibly";
  if (x.possible) text += ", for some readings of the dates it rests on";
  if (x.provenance == Provenance::kDerived)
    text += x.rule.empty() ? ", derived" : fmt::format(", by the rule `{}`", x.rule);
  if (x.provenance == Provenance::kImplied) text += ", implied";
  if (x.provenance == Provenance::kBackground) text += ", background";
  return text + bracketed(x.sources);
}

void add_datings(const std::vector<ExplainedDating>& datings, const std::string& margin, std::string& out) {
  if (datings.size() < 2) return;
  for (const ExplainedDating& dating : datings)
    add(out, "{}{}{}\n", margin, text_of(dating.validity), bracketed(dating.sources));
}

// "met Joseph Stalin": without the name that stands above all lines.
std::string said(const DossierFact& fact, const std::string& name) {
  const std::string& statement = fact.fact.statement;
  const bool is_own = fact.leaves && statement.size() > name.size() && statement.starts_with(name + " ");
  return is_own ? statement.substr(name.size() + 1) : statement;
}

void add_facts(const Dossier& dossier, std::string& out) {
  int width = 0;
  std::vector<std::string> times;
  for (const DossierFact& fact : dossier.facts) {
    times.push_back(fact.fact.validity ? text_of(*fact.fact.validity) : "");
    if (const int own = display_width(times.back()); own <= kWidestTime) width = std::max(width, own);
  }
  bool told = false;
  for (std::size_t i = 0; i < times.size(); ++i) {
    const DossierFact& fact = dossier.facts[i];
    const std::string line = said(fact, dossier.name) + behind(fact.fact, fact.reading);
    if (times[i].empty() && !std::exchange(told, true)) add(out, "\n  at no stated time\n");
    const int own = display_width(times[i]);
    if (own > width) {
      add(out, "  {}\n", times[i]);
      add(out, "  {}  {}\n", std::string(static_cast<std::size_t>(width), ' '), line);
    } else {
      add(out, "  {}{}  {}\n", times[i], std::string(static_cast<std::size_t>(width - own), ' '), line);
    }
    add_datings(fact.fact.datings, std::string(static_cast<std::size_t>(width) + 6, ' '), out);
  }
}

void add_properties(const Dossier& dossier, std::string& out) {
  int width = 0;
  for (const ExplainedValue& p : dossier.properties) width = std::max(width, display_width(p.key));
  for (const ExplainedValue& p : dossier.properties) {
    std::string line = cell_text(p.value, {});
    if (p.validity) line += ", " + text_of(*p.validity);
    add(out, "  {}{}  {}{}\n", p.key, std::string(static_cast<std::size_t>(width - display_width(p.key)), ' '), line,
        bracketed(p.sources));
  }
}

}  // namespace

std::string dossier_text(const Dossier& dossier) {
  std::string out;
  add(out, "{}", dossier.name);
  if (!dossier.labels.empty()) add(out, " ({})", dossier.labels.front());
  if (dossier.name != dossier.entity.key) add(out, "  {}", dossier.entity.key);
  add(out, "\n");
  if (!dossier.aliases.empty()) add(out, "  also {}\n", fmt::format("{}", fmt::join(dossier.aliases, "; ")));
  add(out, "  {}{}\n", dossier.life ? text_of(*dossier.life) : "no time is stated",
      dossier.disputed ? ", disputed" : "");
  add_datings(dossier.entity.datings, "    ", out);
  if (dossier.entity.tightened) add(out, "  by stated order: {}\n", text_of(*dossier.entity.tightened));
  if (const std::string sources = behind(dossier.entity, Reading::kCertain); !sources.empty())
    add(out, "  {}\n", sources.substr(2));  // without what parts it from a statement
  if (!dossier.properties.empty()) add(out, "\n");
  add_properties(dossier, out);
  if (!dossier.facts.empty()) add(out, "\n");
  add_facts(dossier, out);
  const std::size_t count = dossier.facts.size();
  out += fmt::format("\n{} relation{}\n", count, count == 1 ? "" : "s");
  return out;
}

}  // namespace entente
