#include <fmt/format.h>

#include "entente/model/table.hpp"

namespace entente {
namespace {

std::string describe(const Withheld::Absence& why, bool at_least) {
  const std::string_view least = at_least ? "at least " : "";
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : "; ") + part; };
  if (why.by_others > 0) add(fmt::format("{}{} by the word of others: leave out ACCORDING TO", least, why.by_others));
  if (why.at_other_times > 0) {
    add(fmt::format("{}{} at other times{}{}: FOR VALID_TIME ALL", least, why.at_other_times,
                    why.when.empty() ? "" : ", ", why.when));
  }
  for (std::size_t i = 0; i < why.ruled_out.size(); ++i)
    text += (i > 0                       ? "; "
             : why.ruled_out.size() == 1 ? "; ruled out by its life: "
                                         : "; ruled out by their lives: ") +
            why.ruled_out[i];
  return text.empty() ? "nothing matches at any time" : text;
}

}  // namespace

std::string describe_withheld(const ReadAt& at) {
  const Withheld& w = at.withheld;
  if (w.empty()) return {};
  if (w.absence) return describe(*w.absence, w.at_least);
  const std::string_view least = w.at_least ? "at least " : "";
  std::string more, how;
  const auto add = [](std::string& text, std::string part) { text += (text.empty() ? "" : ", ") + std::move(part); };
  // Only a date of AS OF is kept; what has none asks for a range.
  const std::string_view clause = at.slice.empty() ? "FOR VALID_TIME …" : "AS OF";
  if (w.presumed > 0) {
    add(more, fmt::format("{}{} more presumably", least, w.presumed));
    add(how, fmt::format("PRESUMABLY {}", clause));
  }
  if (w.possible > 0) {
    add(more, fmt::format("{}{} more possibly", least, w.possible));
    add(how, fmt::format("POSSIBLY {}", clause));
  }
  std::string text = more.empty() ? "" : more + ": " + how;
  if (w.within > 0) {
    text += fmt::format("{}{}{} at some time in {}, not throughout it: FOR VALID_TIME BETWEEN '{}' AND '{}'",
                        text.empty() ? "" : "; ", least, w.within, at.slice, at.slice, at.slice);
  }
  return text;
}

}  // namespace entente
