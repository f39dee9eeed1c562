#include "cli/rejections.hpp"

#include <algorithm>
#include <cctype>

#include "cli/print.hpp"
#include "cli/terminal.hpp"

namespace entente::cli {

// Quoted texts become `…`, numbers 0.
std::string kind_of_rejection(const std::string& reason) {
  std::string kind;
  std::size_t at = 0;
  if (reason.starts_with("column ")) at = reason.find(' ', 7) == std::string::npos ? 0 : reason.find(' ', 7);
  kind = reason.substr(0, at);
  while (at < reason.size()) {
    const char c = reason[at];
    if (c == '`' || c == '"') {
      const std::size_t end = reason.find(c, at + 1);
      const bool names_the_place = end != std::string::npos && end + 1 < reason.size() && reason[end + 1] == ':';
      if (end == std::string::npos) return kind;
      kind += names_the_place ? reason.substr(at, end + 1 - at) : "`…`";
      at = end + 1;
    } else if (std::isdigit(static_cast<unsigned char>(c))) {
      kind += '0';
      while (at < reason.size() && std::isdigit(static_cast<unsigned char>(reason[at]))) ++at;
    } else {
      kind += c;
      ++at;
    }
  }
  return kind;
}

void Rejections::add(const RejectedRecord& rejected) {
  std::string name = kind_of_rejection(rejected.reason);
  auto kind = std::find_if(kinds_.begin(), kinds_.end(), [&](const Kind& k) { return k.name == name; });
  if (kind == kinds_.end()) kind = kinds_.insert(kinds_.end(), Kind{std::move(name), {}, 0});
  if (++kind->count <= kShownOfEach) kind->shown.push_back(rejected);
}

void Rejections::print(const std::string& all_in) const {
  if (kinds_.empty()) return;
  bool left_out = false;
  for (const Kind& kind : kinds_) {
    for (const RejectedRecord& r : kind.shown) put_error("{}:{}: {}\n", r.file, r.line, r.reason);
    if (kind.count == kind.shown.size()) continue;
    left_out = true;
    put_error("  and {} more of this kind\n", grouped(kind.count - kind.shown.size()));
  }
  if (!all_in.empty())
    put_error("all of them are in {}\n", all_in);
  else if (left_out)
    put_error("--rejects FILE writes all of them\n");
}

}  // namespace entente::cli
