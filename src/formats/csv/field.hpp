// One field of separated values.
#pragma once

#include <ostream>
#include <string_view>

namespace entente {

// Quoted where RFC 4180 asks for it, and where a reader would take away or misread what is at the edge of the field.
inline void write_csv_field(std::ostream& out, std::string_view text, char delimiter = ',') {
  const char special[] = {delimiter, '"', '\r', '\n'};
  const bool has_blank_edge =
      !text.empty() && (text.front() == ' ' || text.back() == ' ' || text.front() == '\t' || text.back() == '\t');
  if (!has_blank_edge && text.find_first_of(std::string_view(special, sizeof special)) == std::string_view::npos) {
    out << text;
    return;
  }
  out << '"';
  for (const char c : text) {
    if (c == '"') out << '"';
    out << c;
  }
  out << '"';
}

}  // namespace entente
