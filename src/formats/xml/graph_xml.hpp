// What GraphML and GEXF share: columns of typed values, values as text, and the record that an element becomes.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "formats/data_sink.hpp"
#include "formats/exchange.hpp"
#include "formats/xml/xml.hpp"

namespace entente::graph_xml {

// The columns that a file declares before its records: one for each name and type that occurs.
class Columns {
 public:
  // `prefix` begins every id.
  explicit Columns(std::string_view prefix) : prefix_(prefix) {}
  // The id of the column ("n0"), a new one where there is none yet. Requires a value that is_scalar.
  const std::string& id_of(const PropertyFact& attribute);

  struct Column {
    std::string id, name;
    ValueType type;
  };
  const std::vector<Column>& all() const { return all_; }

 private:
  std::string prefix_;
  std::map<std::pair<std::string, ValueType>, std::size_t, std::less<>> places_;
  std::vector<Column> all_;
};

// A boolean, an integer, a finite float or a text: what a column can hold.
bool is_scalar(const Value& value);
// The type of a column as both call it: "long".
std::string_view type_name(ValueType type);
// Such a value as XML Schema writes it; reads back to the same.
std::string text_of(const Value& value);

// A text under the name of a type in GraphML, GEXF or XML Schema ("int", "liststring", …): its value, null for a number
// or boolean that is empty. A type that is not known is text. Throws kInvalidData; kLimit for a number
// that neither an integer nor a float holds.
Value value_of(std::string_view type, const std::string& text);

bool has(const exchange::Attributes& attributes, std::string_view key);
// Do the attributes say when, under a name of formats/exchange.hpp?
bool states_time(const exchange::Attributes& attributes);

// An element that becomes a record when it closes.
struct Record {
  xml::Place place;
  std::string key, from, to;
  exchange::Attributes attributes;
  std::string fault;  // the first thing wrong with it; empty: nothing

  void blame(std::string reason) {
    if (fault.empty()) fault = std::move(reason);
  }
  // Adds an attribute; reads `text` as `type`.
  void add(const std::string& name, std::string_view type, const std::string& text);
  void add(const std::string& name, Value value) { attributes.push_back({name, std::move(value), std::nullopt}); }
};

// Where records go: with line, column and progress.
class Sink {
 public:
  Sink(const DataSink& sink, std::uint32_t file) : sink_(sink), file_(file) {}

  // `otherwise` is when it held where its attributes state no time under our own names.
  void entity(Record&& record, const std::optional<Validity>& otherwise = std::nullopt);
  void relation(Record&& record, const std::optional<Validity>& otherwise = std::nullopt);
  // `inner` stands inside `outer`, an element in an element.
  void part_of(const std::string& inner, const std::string& outer, xml::Place place);
  void ontology(const std::string& json, xml::Place place);
  void reject(xml::Place place, std::string_view reason);
  // A time that is kept as a property.
  void warn_of_time(xml::Place place, std::string what);
  // The text can't be read any further.
  void give_up(const xml::Fault& fault);

 private:
  template <class Fact>
  void settle_time(Fact& fact, xml::Place place, exchange::Times& times, const std::optional<Validity>& otherwise);
  template <class Make>
  auto made(const Record& record, Make make) -> std::optional<decltype(make())>;

  const DataSink& sink_;
  std::uint32_t file_;
  std::uint64_t count_ = 0;
};

// A relation type that no attribute states, from a node to the one that it stands in.
inline constexpr std::string_view kPartOf = "PART_OF";

}  // namespace entente::graph_xml
