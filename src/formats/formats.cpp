#include "entente/formats.hpp"

#include <array>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "formats/writers.hpp"

namespace entente {
namespace {

constexpr std::array kFormats = {
    Format{"csv", ".csv", "a header and a line a row (RFC 4180)", "values as text; types and elements are lost",
           write_csv},
    Format{"data", ".json", "the data format of entente import",
           "everything but system time; reads back as the same facts", write_data},
    Format{"dot", ".dot", "a GraphViz diagram of the nodes and relations of the result",
           "names, types, dates and certainty", write_dot},
    Format{"json", ".json", "columns, types, rows, and what they were read at", "everything of the result", write_json},
    Format{"jsonl", ".jsonl", "an object a row, keyed by column", "the rows; what they were read at is lost",
           write_jsonl},
    Format{"table", ".txt", "a table for people", "values as text, shortened to the width", write_text_table},
};

}  // namespace

std::span<const Format> formats() {
  return kFormats;
}

const Format* find_format(std::string_view name) {
  const std::string wanted = fold(name);
  for (const Format& f : kFormats)
    if (wanted == f.name || wanted == f.extension || wanted == f.extension.substr(1)) {
      // `.json` is a result; the data format is asked for by its name.
      if (f.name == "data" && wanted != "data") continue;
      return &f;
    }
  return nullptr;
}

Result<void> write(const Table& table, std::string_view format, std::ostream& out, const WriteOptions& options) {
  const Format* found = find_format(format);
  if (!found) {
    std::vector<std::string> names;
    for (const Format& f : kFormats) names.emplace_back(f.name);
    const std::string near = nearest(format, names);
    return Error(ErrorCode::kUnsupported, fmt::format("no format is called `{}`", format))
        .with_hint(near.empty() ? fmt::format("there are {}", fmt::join(names, ", "))
                                : fmt::format("did you mean `{}`?", near));
  }
  try {
    found->write(table, options, out);
  } catch (const Error& error) {
    return error;
  }
  out.flush();
  if (!out) return Error(ErrorCode::kIo, "writing failed").with_hint("is the disk full?");
  return {};
}

}  // namespace entente
