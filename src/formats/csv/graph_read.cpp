#include <algorithm>
#include <charconv>
#include <functional>

#include <fmt/format.h>

#include "base/text.hpp"
#include "entente/error.hpp"
#include "formats/csv/graph.hpp"
#include "formats/csv/reader.hpp"
#include "formats/exchange.hpp"
#include "formats/readers.hpp"

namespace entente {
namespace {

using csv_graph::Column;
using csv_graph::Part;
using csv_graph::Scalar;
using exchange::Attributes;

// What is wrong with a row, and in which of its fields.
struct Refused {
  std::string reason;
  std::size_t field;
};

Value scalar_value(std::string_view text, Scalar scalar, std::size_t field) {
  const auto number = [&](auto into, std::string_view what) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
    if (error != std::errc() || end != text.data() + text.size())
      throw Refused{fmt::format("`{}` is no {}", text, what), field};
    return into;
  };
  switch (scalar) {
    case Scalar::kString:
      return text;
    case Scalar::kInteger:
      return number(std::int64_t{}, "integer");
    case Scalar::kFloat:
      return number(double{}, "number");
    case Scalar::kBoolean: {
      const std::string word = fold(text);
      if (word == "true") return true;
      if (word == "false") return false;
      throw Refused{fmt::format("`{}` is neither true nor false", text), field};
    }
    case Scalar::kDate: {
      auto validity = read_validity(text);
      if (!validity.ok()) throw Refused{validity.error().message, field};
      return std::move(*validity);
    }
  }
  return {};
}

template <class Take>
void each_item(std::string_view text, Take take) {
  for (;;) {
    const std::size_t at = text.find(csv_graph::kListSeparator);
    take(text.substr(0, at));
    if (at == std::string_view::npos) return;
    text.remove_prefix(at + 1);
  }
}

class GraphReader {
 public:
  GraphReader(std::istream& in, const ReadOptions& options, const DataSink& sink)
      : reader_(in, {}, options.limits), options_(options), sink_(sink) {}

  void read(bool relationships);

 private:
  void read_header(bool relationships);
  Attributes attributes();
  std::string text_in(std::size_t field) const;
  void entity();
  void relation();
  void row(bool relationships);
  void warn_of(const exchange::Times& times);
  void reject(std::size_t field, const std::string& reason);
  void reject_error(const Error& error);

  CsvReader reader_;
  const ReadOptions& options_;
  const DataSink& sink_;
  std::vector<Column> columns_;
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::size_t id_ = kNone, label_ = kNone, start_ = kNone, end_ = kNone, type_ = kNone;
};

void GraphReader::read_header(bool relationships) {
  if (reader_.next() != CsvReader::Step::kRow)
    throw Error(ErrorCode::kInvalidData, "the file has no header").with_place("", 1);
  for (std::size_t i = 0; i < reader_.size(); ++i) {
    Column column = csv_graph::read_column(reader_.field(i));
    std::size_t* place = column.part == Part::kId      ? &id_
                         : column.part == Part::kLabel ? &label_
                         : column.part == Part::kStart ? &start_
                         : column.part == Part::kEnd   ? &end_
                         : column.part == Part::kType  ? &type_
                                                       : nullptr;
    const bool is_twice = std::any_of(columns_.begin(), columns_.end(), [&](const Column& c) {
      return !column.name.empty() && c.name == column.name && column.part != Part::kIgnore;
    });
    if (is_twice || (place && *place != kNone))
      throw Error(ErrorCode::kInvalidData,
                  fmt::format("column {}: `{}` stands twice", reader_.place_of(i).column, reader_.field(i)))
          .with_place("", reader_.place_of(i).line);
    if (place) *place = i;
    columns_.push_back(std::move(column));
  }
  if (relationships ? start_ == kNone || end_ == kNone : id_ == kNone)
    throw Error(ErrorCode::kInvalidData,
                relationships ? "the header has no `:START_ID` or no `:END_ID`" : "the header has no `:ID`")
        .with_hint(relationships ? "a table of nodes is read as nodes-csv"
                                 : "a table of relationships is read as relationships-csv")
        .with_place("", 1);
}

// A key; the ids of different spaces don't meet.
std::string GraphReader::text_in(std::size_t field) const {
  const std::string& space = columns_[field].space;
  std::string text(reader_.field(field));
  return space.empty() ? text : space + ":" + text;
}

Attributes GraphReader::attributes() {
  Attributes made;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const Column& column = columns_[i];
    const std::string_view text = reader_.field(i);
    if (text.empty() && !reader_.is_quoted(i)) continue;
    if (column.part == Part::kId && !column.name.empty() && column.name != "id")
      made.push_back({column.name, Value(text), std::nullopt});
    if (column.part != Part::kProperty || column.name.empty()) continue;
    if (!column.is_list) {
      made.push_back({column.name, scalar_value(text, column.scalar, i), std::nullopt});
      continue;
    }
    List list;
    each_item(text, [&](std::string_view item) { list.push_back(scalar_value(item, column.scalar, i)); });
    made.push_back({column.name, std::move(list), std::nullopt});
  }
  return made;
}

void GraphReader::entity() {
  std::string key = text_in(id_);
  if (reader_.field(id_).empty()) throw Refused{"the node has no id", id_};
  Attributes made = attributes();
  const bool has_labels =
      std::any_of(made.begin(), made.end(), [](const PropertyFact& p) { return p.key == "labels"; });
  if (label_ != kNone && !reader_.field(label_).empty() && !has_labels) {
    List labels;
    each_item(reader_.field(label_), [&](std::string_view label) {
      if (!label.empty()) labels.emplace_back(label);
    });
    if (!labels.empty()) made.push_back({"labels", std::move(labels), std::nullopt});
  }
  exchange::Times times;
  EntityFact fact = exchange::entity_of(std::move(key), std::move(made), times);
  warn_of(times);
  fact.origin = {options_.number, reader_.line()};
  sink_.entity(std::move(fact));
}

void GraphReader::relation() {
  for (const std::size_t field : {start_, end_})
    if (reader_.field(field).empty()) throw Refused{"the relationship has not both its ends", field};
  Attributes made = attributes();
  if (type_ != kNone && !reader_.field(type_).empty()) {
    std::erase_if(made, [](const PropertyFact& p) { return p.key == "type"; });
    made.push_back({"type", Value(reader_.field(type_)), std::nullopt});
  }
  exchange::Times times;
  RelationFact fact = exchange::relation_of({}, text_in(start_), text_in(end_), std::move(made), times);
  warn_of(times);
  fact.origin = {options_.number, reader_.line()};
  sink_.relation(std::move(fact));
}

void GraphReader::warn_of(const exchange::Times& times) {
  if (!times.unread.empty() && sink_.warn) sink_.warn({{options_.number, reader_.line()}, kTimeIsUnread, times.unread});
}

void GraphReader::reject(std::size_t field, const std::string& reason) {
  const TextPlace place = reader_.place_of(std::min(field, reader_.size() - 1));
  sink_.reject({{options_.number, place.line}, fmt::format("column {}: {}", place.column, reason)});
}

// An attribute at fault stands first in the message, in backticks.
void GraphReader::reject_error(const Error& error) {
  const std::string reason = error.hint.empty() ? error.message : error.message + "; " + error.hint;
  const std::size_t close = error.message.find('`', 1);
  const std::string_view name = error.message.starts_with('`') && close != std::string::npos
                                    ? std::string_view(error.message).substr(1, close - 1)
                                    : std::string_view();
  const auto column = std::find_if(columns_.begin(), columns_.end(), [&](const Column& c) { return c.name == name; });
  reject(column == columns_.end() || name.empty() ? 0 : static_cast<std::size_t>(column - columns_.begin()), reason);
}

void GraphReader::row(bool relationships) {
  if (reader_.size() != columns_.size()) {
    reject(std::min(reader_.size(), columns_.size()),
           fmt::format("the row has {} fields, and there are {} columns", reader_.size(), columns_.size()));
    return;
  }
  try {
    relationships ? relation() : entity();
  } catch (const Refused& refused) {
    reject(refused.field, refused.reason);
  } catch (const Error& error) {
    reject_error(error);
  }
}

void GraphReader::read(bool relationships) {
  read_header(relationships);
  std::uint64_t count = 0;
  for (CsvReader::Step step = reader_.next(); step != CsvReader::Step::kEnd; step = reader_.next()) {
    if (sink_.progress && (++count & 4095) == 0) sink_.progress();
    if (step == CsvReader::Step::kRow) {
      row(relationships);
      continue;
    }
    const TextPlace place = reader_.fault_place();
    sink_.reject({{options_.number, place.line}, fmt::format("column {}: {}", place.column, reader_.fault())});
  }
}

}  // namespace

void read_nodes_csv(std::istream& in, const ReadOptions& options, const DataSink& sink) {
  GraphReader(in, options, sink).read(false);
}

void read_relationships_csv(std::istream& in, const ReadOptions& options, const DataSink& sink) {
  GraphReader(in, options, sink).read(true);
}

}  // namespace entente
