#include "formats/xml/graph_xml.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "entente/error.hpp"
#include "entente/time/edtf.hpp"
#include "formats/invalid.hpp"

namespace entente::graph_xml {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string shortened(std::string_view text) {
  return truncate_to_width(text, 60);
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

Value boolean_of(std::string_view text) {
  const std::string word = fold(text);
  if (word == "true" || word == "1") return true;
  if (word == "false" || word == "0") return false;
  invalid(fmt::format("`{}` is no boolean", shortened(text)));
}

Value integer_of(std::string_view text) {
  std::int64_t number = 0;
  const std::string_view digits = text.starts_with('+') ? text.substr(1) : text;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error == std::errc::result_out_of_range)
    throw Error(ErrorCode::kLimit, fmt::format("{} is an integer beyond 64 bits with sign", shortened(text)));
  if (error != std::errc{} || end != digits.data() + digits.size())
    invalid(fmt::format("`{}` is no integer", shortened(text)));
  return number;
}

Value float_of(std::string_view text) {
  const std::string word = fold(text);
  if (word == "nan") return std::numeric_limits<double>::quiet_NaN();
  if (is_one_of(word, {"inf", "+inf", "infinity", "+infinity"})) return std::numeric_limits<double>::infinity();
  if (is_one_of(word, {"-inf", "-infinity"})) return -std::numeric_limits<double>::infinity();
  const std::string_view digits = text.starts_with('+') ? text.substr(1) : text;
  double number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error == std::errc::result_out_of_range)
    throw Error(ErrorCode::kLimit, fmt::format("{} is beyond a float's range", shortened(text)));
  if (error != std::errc{} || end != digits.data() + digits.size())
    invalid(fmt::format("`{}` is no number", shortened(text)));
  return number;
}

// "a|b" of GEXF 1.1 and 1.2, "[a, b]" of 1.3.
Value list_value(std::string_view element, std::string_view text) {
  char separator = '|';
  if (text.size() >= 2 && text.front() == '[' && text.back() == ']') {
    text = text.substr(1, text.size() - 2);
    separator = ',';
  }
  List list;
  for (bool more = !trimmed(text).empty(); more;) {
    const std::size_t end = text.find(separator);
    std::string_view item = trimmed(text.substr(0, end));
    if (item.size() >= 2 && item.front() == '"' && item.back() == '"') item = item.substr(1, item.size() - 2);
    if (Value value = value_of(element, std::string(item)); !value.is_null()) list.push_back(std::move(value));
    more = end != std::string_view::npos;
    if (more) text.remove_prefix(end + 1);
  }
  return list;
}

}  // namespace

std::string_view type_name(ValueType type) {
  switch (type) {
    case ValueType::kBoolean:
      return "boolean";
    case ValueType::kInteger:
      return "long";
    case ValueType::kFloat:
      return "double";
    default:
      return "string";
  }
}

const std::string& Columns::id_of(const PropertyFact& attribute) {
  const auto key = std::pair(attribute.key, attribute.value.type());
  const auto [place, is_new] = places_.try_emplace(key, all_.size());
  if (is_new) all_.push_back({fmt::format("{}{}", prefix_, all_.size()), attribute.key, attribute.value.type()});
  return all_[place->second].id;
}

bool is_scalar(const Value& value) {
  return value.is_boolean() || value.is_integer() || value.is_string() ||
         (value.is_float() && std::isfinite(value.floating()));
}

std::string text_of(const Value& value) {
  if (value.is_boolean()) return value.boolean() ? "true" : "false";
  if (value.is_integer()) return std::to_string(value.integer());
  if (!value.is_float()) return value.string();
  std::string text = fmt::format("{}", value.floating());
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

Value value_of(std::string_view type, const std::string& text) {
  const std::string_view word = trimmed(text);
  if (type.starts_with("list") && type.size() > 4) return list_value(type.substr(4), text);
  const bool is_boolean = type == "boolean";
  const bool is_integer = is_one_of(type, {"int", "integer", "long", "short", "byte", "biginteger"});
  const bool is_float = is_one_of(type, {"float", "double", "bigdecimal"});
  if (!is_boolean && !is_integer && !is_float) return text;
  if (word.empty()) return {};
  return is_boolean ? boolean_of(word) : is_integer ? integer_of(word) : float_of(word);
}

bool has(const exchange::Attributes& attributes, std::string_view key) {
  return std::any_of(attributes.begin(), attributes.end(), [&](const PropertyFact& a) { return a.key == key; });
}

bool states_time(const exchange::Attributes& attributes) {
  return std::any_of(attributes.begin(), attributes.end(), [](const PropertyFact& a) {
    return is_one_of(a.key, {"valid", "valid_stated", "datings", "valid_start", "valid_end", "earliest_start",
                             "latest_start", "earliest_end", "latest_end"});
  });
}

void Record::add(const std::string& name, std::string_view type, const std::string& text) {
  try {
    if (Value value = value_of(type, text); !value.is_null()) add(name, std::move(value));
  } catch (const Error& error) {
    blame(fmt::format("`{}`: {}", name, error.message));
  }
}

// The fact that `make` makes of the record, unless there is something wrong with it.
template <class Make>
auto Sink::made(const Record& record, Make make) -> std::optional<decltype(make())> {
  if (sink_.progress && (++count_ & 4095) == 0) sink_.progress();
  if (!record.fault.empty()) {
    reject(record.place, record.fault);
    return std::nullopt;
  }
  try {
    auto fact = make();
    fact.origin = {file_, record.place.line};
    return fact;
  } catch (const Error& error) {
    reject(record.place, error.hint.empty() ? error.message : error.message + "; " + error.hint);
    return std::nullopt;
  }
}

template <class Fact>
void Sink::settle_time(Fact& fact, xml::Place place, exchange::Times& times, const std::optional<Validity>& otherwise) {
  if (!fact.validity) fact.validity = otherwise;
  if (!times.unread.empty()) warn_of_time(place, std::move(times.unread));
}

void Sink::entity(Record&& record, const std::optional<Validity>& otherwise) {
  exchange::Times times{!otherwise};
  auto fact =
      made(record, [&] { return exchange::entity_of(std::move(record.key), std::move(record.attributes), times); });
  if (!fact) return;
  settle_time(*fact, record.place, times, otherwise);
  sink_.entity(std::move(*fact));
}

void Sink::relation(Record&& record, const std::optional<Validity>& otherwise) {
  exchange::Times times{!otherwise};
  auto fact = made(record, [&] {
    return exchange::relation_of(record.key, std::move(record.from), std::move(record.to), std::move(record.attributes),
                                 times);
  });
  if (!fact) return;
  settle_time(*fact, record.place, times, otherwise);
  sink_.relation(std::move(*fact));
}

void Sink::part_of(const std::string& inner, const std::string& outer, xml::Place place) {
  Record record{place, {}, inner, outer, {}, {}};
  record.add("type", Value(kPartOf));
  relation(std::move(record));
}

void Sink::ontology(const std::string& json, xml::Place place) {
  std::optional<Ontology> read;
  try {
    read = exchange::ontology_of(json);
  } catch (const Error& error) {
    return reject(place, error.message);
  }
  sink_.ontology(std::move(*read));
}

void Sink::reject(xml::Place place, std::string_view reason) {
  sink_.reject({{file_, place.line}, fmt::format("{} (at column {})", reason, place.column)});
}

void Sink::warn_of_time(xml::Place place, std::string what) {
  if (sink_.warn) sink_.warn({{file_, place.line}, kTimeIsUnread, std::move(what)});
}

void Sink::give_up(const xml::Fault& fault) {
  reject(fault.place, fault.reason + "; the rest of the file can't be read");
}

}  // namespace entente::graph_xml
