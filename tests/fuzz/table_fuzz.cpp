// Tables through a column map, the map itself, the pair of nodes and relationships, and entities of Wikidata: whatever
// the bytes are, they give facts, rejections or one error. The first byte says which; a line with `~` parts map and
// table.
#include <cstdint>
#include <sstream>
#include <string>

#include "entente/error.hpp"
#include "entente/formats.hpp"
#include "formats/data_sink.hpp"

namespace {

constexpr std::string_view kMap = R"({"no_value": "NA", "dates": ["edtf", "english", "%d/%m/%Y", "%Y%m%d"], "entities":
  [{"id": "{1}", "type": "T", "name": "{2|slug}", "valid": {"start": "{3}", "end": "{4}"}, "repeated": "merge"}],
  "header": false, "short_rows": "fill", "stray_quotes": "keep", "relations": [{"type": "{2|snake}", "from": "{1}", "to":
  "{2}", "valid": "{3}", "properties": {"n": {"value": "{4}", "type": "float"}}}]})";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  if (size == 0 || size > 100'000) return 0;
  std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const char* const names[] = {"csv", "csv", "tsv", "quads", "nodes-csv", "relationships-csv", "wikidata"};
  const unsigned which = data[0] % 7;
  ReadOptions options;
  options.file = "table";
  if (which == 0) options.columns = kMap;
  if (const std::size_t at = text.find("\n~\n"); which != 0 && at != std::string::npos) {
    options.columns = text.substr(0, at);
    text.erase(0, at + 3);
    if (options.columns.find("\"file\"") != std::string::npos) return 0;  // names a file of the machine
  }
  DataSink sink;
  sink.entity = [](EntityFact&&) {};
  sink.relation = [](RelationFact&&) {};
  sink.mention = [](EntityFact&&) {};
  sink.ontology = [](Ontology&&) {};
  sink.reject = [](Rejection&&) {};
  std::istringstream in(text);
  try {
    find_format(names[which])->read(in, options, sink);
  } catch (const Error&) {
  }
  return 0;
}
