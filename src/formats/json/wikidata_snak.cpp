#include "formats/json/wikidata_snak.hpp"

#include <charconv>

#include <fmt/format.h>

#include "entente/error.hpp"
#include "formats/invalid.hpp"

namespace entente::wikidata {
namespace {

using json::Json;

const Json& datavalue(const Json& snak) {
  const Json* data = member(snak, "datavalue");
  if (!data || !member(*data, "value") || !member(*data, "type") || !(*data)["type"].IsString())
    invalid("a value without `datavalue`");
  return *data;
}

Value number_of(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  const char* const end = text.data() + text.size();
  std::int64_t integer = 0;
  if (const auto read = std::from_chars(text.data(), end, integer); read.ec == std::errc() && read.ptr == end)
    return integer;
  else if (read.ec == std::errc::result_out_of_range && read.ptr == end)
    invalid(fmt::format("the amount `{}` is an integer beyond 64 bits with sign", text));
  double real = 0;
  if (const auto read = std::from_chars(text.data(), end, real); read.ec == std::errc() && read.ptr == end) return real;
  invalid(fmt::format("the amount `{}` is no number", text));
}

// Throws where the number is none that a float holds.
double float_of(const Json& number) {
  const Value value = json::read_value(number);
  return value.is_integer() ? static_cast<double>(value.integer()) : value.floating();
}

Value quantity_of(const Json& value) {
  const Json* amount = member(value, "amount");
  if (!amount || !(amount->IsString() || amount->IsNumber())) invalid("a quantity without `amount`");
  Value number = amount->IsString() ? number_of(json::text_of(*amount)) : json::read_value(*amount);
  const Json* unit = member(value, "unit");
  if (!unit || !unit->IsString() || json::text_of(*unit) == "1") return number;
  const std::string_view address = json::text_of(*unit);
  return Map{{"amount", std::move(number)}, {"unit", Value(address.substr(address.rfind('/') + 1))}};
}

}  // namespace

SnakKind kind_of(const Json& snak) {
  const Json* kind = member(snak, "snaktype");
  if (!kind || !kind->IsString()) invalid("a statement without `snaktype`");
  const std::string_view word = json::text_of(*kind);
  if (word == "value") return SnakKind::kValue;
  if (word == "somevalue") return SnakKind::kUnknown;
  if (word == "novalue") return SnakKind::kNone;
  invalid(fmt::format("`snaktype` is \"{}\"; it is value, somevalue or novalue", word));
}

std::string entity_in(const Json& snak) {
  const Json& data = datavalue(snak);
  if (json::text_of(data["type"]) != "wikibase-entityid") return {};
  const Json& value = data["value"];
  if (const Json* id = member(value, "id"); id && id->IsString()) return std::string(json::text_of(*id));
  const Json* number = member(value, "numeric-id");  // as old dumps have it
  const Json* kind = member(value, "entity-type");
  if (!number || !number->IsInt64() || !kind || !kind->IsString()) invalid("an entity without `id`");
  return fmt::format("{}{}", json::text_of(*kind) == "property" ? "P" : "Q", number->GetInt64());
}

std::optional<Date> date_in(const Json& snak, Doubt doubt) {
  const Json& data = datavalue(snak);
  if (json::text_of(data["type"]) != "time") return std::nullopt;
  return read_date(data["value"], doubt);
}

Value value_in(const Json& snak, Doubt doubt) {
  const Json& data = datavalue(snak);
  const Json& value = data["value"];
  const std::string_view type = json::text_of(data["type"]);
  if (type == "time") return validity_of(read_date(value, doubt));
  if (type == "quantity") return quantity_of(value);
  if (type == "wikibase-entityid") return entity_in(snak);
  if (type == "monolingualtext") {
    const Json* text = member(value, "text");
    if (!text || !text->IsString()) invalid("a text without `text`");
    return json::text_of(*text);
  }
  if (type == "globecoordinate") {
    Map place;
    for (const char* key : {"latitude", "longitude"}) {
      const Json* number = member(value, key);
      if (!number || !number->IsNumber()) invalid(fmt::format("a place without `{}`", key));
      place.emplace(key, float_of(*number));
    }
    return place;
  }
  return json::read_value(value);
}

Value value_or_text(const Json& snak) {
  const Json& data = datavalue(snak);
  const Json* time = json::text_of(data["type"]) == "time" ? member(data["value"], "time") : nullptr;
  if (!time || !time->IsString()) return value_in(snak);
  try {
    return value_in(snak);
  } catch (const Error&) {
    return json::text_of(*time);
  }
}

const Json* first_of(const Json& grouped, const char* property) {
  const Json* list = member(grouped, property);
  return list && list->IsArray() && !list->Empty() ? &(*list)[0] : nullptr;
}

}  // namespace entente::wikidata
