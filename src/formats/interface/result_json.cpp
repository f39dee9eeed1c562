// Results as JSON; the schema is src/formats/interface/result.schema.json.
#include <optional>

#include "entente/formats.hpp"
#include "entente/time/edtf.hpp"
#include "formats/json/json.hpp"
#include "formats/row_writer.hpp"

namespace entente {
namespace {

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

}  // namespace

void json::write_span(Writer& out, SourceSpan span) {
  out.StartObject();
  out.Key("offset");
  out.Uint64(span.offset);
  out.Key("length");
  out.Uint64(span.length);
  out.EndObject();
}

namespace {

void write_withheld(json::Writer& out, const ReadAt& at) {
  const Withheld& w = at.withheld;
  out.StartObject();
  out.Key("presumed");
  out.Uint64(w.presumed);
  out.Key("possible");
  out.Uint64(w.possible);
  out.Key("within");
  out.Uint64(w.within);
  out.Key("at_least");
  out.Bool(w.at_least);
  if (w.absence) {
    out.Key("at_other_times");
    out.Uint64(w.absence->at_other_times);
    out.Key("by_others");
    out.Uint64(w.absence->by_others);
    out.Key("ruled_out");
    out.StartArray();
    for (const std::string& life : w.absence->ruled_out) json::write_string(out, life);
    out.EndArray();
  }
  out.Key("text");
  json::write_string(out, describe_withheld(at));
  out.EndObject();
}

}  // namespace

void json::write_updates(Writer& out, const UpdateCounts& counts) {
  out.StartObject();
  const auto put = [&](const char* name, std::size_t count) {
    out.Key(name);
    out.Uint64(count);
  };
  put("nodes_created", counts.nodes_created);
  put("nodes_deleted", counts.nodes_deleted);
  put("relationships_created", counts.relationships_created);
  put("relationships_deleted", counts.relationships_deleted);
  put("properties_set", counts.properties_set);
  put("labels_added", counts.labels_added);
  put("labels_removed", counts.labels_removed);
  put("times_set", counts.times_set);
  const auto put_change = [&](const char* key, std::size_t count) {
    if (count > 0) put(key, count);
  };
  put_change("constraints_added", counts.constraints_added);
  put_change("constraints_removed", counts.constraints_removed);
  put_change("indexes_added", counts.indexes_added);
  put_change("indexes_removed", counts.indexes_removed);
  out.EndObject();
}

void json::write_read_at(Writer& out, const ReadAt& at) {
  out.StartObject();
  out.Key("transaction");
  out.Uint64(at.transaction.value);
  out.Key("system_time");
  json::write_string(out, print_system_time(at.system_time));
  if (at.first_transaction.value > 0) {
    out.Key("first_transaction");
    out.Uint64(at.first_transaction.value);
    out.Key("first_system_time");
    json::write_string(out, print_system_time(at.first_system_time));
  }
  out.Key("valid_time");
  if (at.valid_time)
    json::write_validity(out, *at.valid_time);
  else
    out.Null();
  out.Key("certainty");
  json::write_string(out, name(at.reading));
  if (!at.withheld.empty()) {
    out.Key("withheld");
    write_withheld(out, at);
  }
  out.EndObject();
}

void json::write_warnings(Writer& out, const std::vector<Warning>& warnings) {
  out.StartArray();
  for (const Warning& w : warnings) {
    out.StartObject();
    out.Key("message");
    json::write_string(out, w.message);
    if (!w.hint.empty()) {
      out.Key("hint");
      json::write_string(out, w.hint);
    }
    out.Key("span");
    json::write_span(out, w.span);
    out.EndObject();
  }
  out.EndArray();
}

namespace {

// A row a line; `line_feed` is empty where all of it stands in one line.
void write_result(const Table& table, std::ostream& stream, std::string_view line_feed) {
  json::Output wrapped(stream);
  const auto writer = [&] { return json::Writer(wrapped); };
  {
    auto out = writer();
    stream << "{\"entente\":" << json::kInterfaceVersion << ",\"kind\":\"result\"," << line_feed << "\"columns\":";
    out.StartArray();
    for (const std::string& column : table.columns) json::write_string(out, column);
    out.EndArray();
  }
  {
    auto out = writer();
    stream << "," << line_feed << "\"types\":";
    out.StartArray();
    for (std::size_t i = 0; i < table.columns.size(); ++i) json::write_string(out, column_type(table, i));
    out.EndArray();
  }
  stream << "," << line_feed << "\"rows\":[";
  std::string_view comma;
  for (const auto& row : table.rows) {
    stream << comma << line_feed;
    comma = ",";
    auto out = writer();
    out.StartArray();
    for (const Value& value : row) json::write_value(out, value, table.elements);
    out.EndArray();
  }
  stream << "]," << line_feed;
  if (!table.warnings.empty()) {
    auto out = writer();
    stream << "\"warnings\":";
    json::write_warnings(out, table.warnings);
    stream << "," << line_feed;
  }
  if (table.updates) {
    auto out = writer();
    stream << "\"updates\":";
    json::write_updates(out, *table.updates);
    stream << "," << line_feed;
  }
  stream << "\"read_at\":";
  auto out = writer();
  json::write_read_at(out, table.read_at);
  stream << "}";
}

void write_json(const Table& table, const WriteOptions&, std::ostream& stream) {
  write_result(table, stream, "\n");
  stream << '\n';
}

class ObjectsInLines final : public RowWriter {
 public:
  explicit ObjectsInLines(std::ostream& stream) : stream_(stream) {}

  void begin(const std::vector<std::string>& columns) override { columns_ = columns; }
  void add(const Table& part) override {
    json::Output wrapped(stream_);
    for (const auto& row : part.rows) {
      json::Writer out(wrapped);
      out.StartObject();
      for (std::size_t i = 0; i < row.size(); ++i) {
        json::write_key(out, columns_[i]);
        json::write_value(out, row[i], part.elements);
      }
      out.EndObject();
      stream_ << '\n';
    }
  }
  void end(const Table& rest) override {
    if (rest.read_at.withheld.empty()) return;
    json::Output wrapped(stream_);
    json::Writer out(wrapped);
    out.StartObject();
    out.Key("$withheld");
    write_withheld(out, rest.read_at);
    out.EndObject();
    stream_ << '\n';
  }

 private:
  std::ostream& stream_;
  std::vector<std::string> columns_;
};

std::unique_ptr<RowWriter> jsonl_rows(std::ostream& stream) {
  return std::make_unique<ObjectsInLines>(stream);
}

void write_jsonl(const Table& table, const WriteOptions&, std::ostream& stream) {
  write_by_rows(table, *jsonl_rows(stream));
}

}  // namespace

void write_result_line(const Table& table, std::ostream& stream) {
  write_result(table, stream, "");
}

extern constexpr Format kJson = {
    .name = "json",
    .extensions = ".json",
    .summary = "columns, types, rows, and what they were read at",
    .keeps = "everything of the result",
    .loses = "facts that no row holds",
    .write = write_json,
};

extern constexpr Format kJsonl = {
    .name = "jsonl",
    .extensions = ".jsonl .ndjson",
    .summary = "an object a row, keyed by column",
    .keeps = "the rows",
    .loses = "what they were read at",
    .write = write_jsonl,
    .rows = jsonl_rows,
};

}  // namespace entente
