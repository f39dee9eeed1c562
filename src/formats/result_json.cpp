// Results as JSON; the schema is src/formats/result.schema.json.
#include <optional>

#include "entente/time/edtf.hpp"
#include "formats/json.hpp"
#include "formats/writers.hpp"

namespace entente {
namespace {

constexpr int kResultVersion = 1;

// The one type of a column's values, nulls aside: "ANY" where they differ, "NULL" where there is none.
std::string_view column_type(const Table& table, std::size_t column) {
  std::optional<ValueType> type;
  for (const auto& row : table.rows) {
    const Value& value = row[column];
    if (value.is_null()) continue;
    if (type && *type != value.type()) return "ANY";
    type = value.type();
  }
  return name(type.value_or(ValueType::kNull));
}

void write_read_at(json::Writer& out, const ReadAt& at) {
  out.StartObject();
  out.Key("transaction");
  out.Uint64(at.transaction.value);
  out.Key("system_time");
  json::write_string(out, print_system_time(at.system_time));
  out.Key("valid_time");
  if (at.valid_time)
    json::write_validity(out, *at.valid_time);
  else
    out.Null();
  out.Key("certainty");
  out.String(at.possible ? "possible" : "certain");
  out.EndObject();
}

}  // namespace

void write_json(const Table& table, const WriteOptions&, std::ostream& stream) {
  rapidjson::OStreamWrapper wrapped(stream);
  const auto writer = [&] { return json::Writer(wrapped); };
  {
    auto out = writer();
    stream << "{\"entente\":" << kResultVersion << ",\"kind\":\"result\",\n\"columns\":";
    out.StartArray();
    for (const std::string& column : table.columns) json::write_string(out, column);
    out.EndArray();
  }
  {
    auto out = writer();
    stream << ",\n\"types\":";
    out.StartArray();
    for (std::size_t i = 0; i < table.columns.size(); ++i) json::write_string(out, column_type(table, i));
    out.EndArray();
  }
  stream << ",\n\"rows\":[";
  const char* separator = "\n";
  for (const auto& row : table.rows) {
    stream << separator;
    separator = ",\n";
    auto out = writer();
    out.StartArray();
    for (const Value& value : row) json::write_value(out, value, table.elements);
    out.EndArray();
  }
  stream << "],\n\"read_at\":";
  auto out = writer();
  write_read_at(out, table.read_at);
  stream << "}\n";
}

void write_jsonl(const Table& table, const WriteOptions&, std::ostream& stream) {
  rapidjson::OStreamWrapper wrapped(stream);
  for (const auto& row : table.rows) {
    json::Writer out(wrapped);
    out.StartObject();
    for (std::size_t i = 0; i < row.size(); ++i) {
      json::write_key(out, table.columns[i]);
      json::write_value(out, row[i], table.elements);
    }
    out.EndObject();
    stream << '\n';
  }
}

}  // namespace entente
