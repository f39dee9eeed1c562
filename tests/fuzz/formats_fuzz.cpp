// The readers of data on any bytes: each record is a fact or is rejected with a line and a reason. The first line of
// the input names the format, or its first byte picks one.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "entente/error.hpp"
#include "entente/formats.hpp"
#include "formats/data_sink.hpp"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

const entente::Format* format_of(std::string& text) {
  const std::size_t end = text.find('\n');
  const entente::Format* named =
      end == std::string::npos || end > 20 ? nullptr : entente::find_format(text.substr(0, end));
  if (named && named->read) {
    text.erase(0, end + 1);
    return named;
  }
  std::vector<const entente::Format*> readable;
  for (const entente::Format& f : entente::formats())
    if (f.read) readable.push_back(&f);
  const std::size_t pick = text.empty() ? 0 : static_cast<unsigned char>(text.front());
  if (!text.empty()) text.erase(0, 1);
  return readable[pick % readable.size()];
}

std::string columns_of(std::string& text) {
  constexpr std::string_view kMark = "columns ";
  const std::size_t end = text.find('\n');
  if (end == std::string::npos || !text.starts_with(kMark)) return {};
  std::string columns = text.substr(kMark.size(), end - kMark.size());
  text.erase(0, end + 1);
  return columns;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  const entente::Format* format = format_of(text);
  entente::DataSink sink;
  sink.entity = [](entente::EntityFact&& fact) { require(!fact.key.empty() && fact.origin.line > 0); };
  sink.relation = [](entente::RelationFact&& fact) {
    require(!fact.from.empty() && !fact.to.empty() && !fact.type.empty() && fact.origin.line > 0);
  };
  sink.ontology = [](entente::Ontology&&) {};
  sink.reject = [](entente::Rejection&& r) { require(!r.reason.empty() && r.origin.line > 0); };
  sink.mention = sink.entity;
  entente::ReadOptions options;
  options.columns = columns_of(text);
  std::istringstream in(text);
  try {
    format->read(in, options, sink);
  } catch (const entente::Error& error) {
    require(!describe(error).empty());
  }
  return 0;
}
