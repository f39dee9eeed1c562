// Pictures as DOT text, and questions about them.
#pragma once

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include "entente/drawing.hpp"
#include "entente/time/edtf.hpp"
#include "support/standing_by_itself.hpp"

namespace entente {

inline std::string dot_of(Table table, const DrawOptions& options = {}) {
  std::ostringstream out;
  stand_by_themselves(table, {cut_of(options.time)});
  const auto drawn = draw_dot(table, options, out);
  EXPECT_TRUE(drawn.ok()) << (drawn.ok() ? "" : drawn.error().message);
  return out.str();
}

inline bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// The statement of a box or line, by its id.
inline std::string statement(const std::string& dot, const std::string& id) {
  std::istringstream lines(dot);
  for (std::string line; std::getline(lines, line);)
    if (has(line, "[id=" + id + ",")) return line;
  return {};
}

inline DrawOptions change(std::string_view from, std::string_view to) {
  DrawOptions options;
  options.time.kind = DrawTime::Kind::kChange;
  options.time.first = read_literal(from).value();
  options.time.second = read_literal(to).value();
  options.time.text = "from " + std::string(from) + " to " + std::string(to);
  return options;
}

inline DrawOptions at(DrawTime::Kind kind, std::string_view date) {
  DrawOptions options;
  options.time.kind = kind;
  options.time.first = read_literal(date).value();
  options.time.text = date;
  return options;
}

}  // namespace entente
