// Reports on dates; the schema of their JSON is src/formats/interface/time.schema.json.
#include "entente/time_report.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include "entente/time/date.hpp"
#include "entente/time/edtf.hpp"
#include "entente/time/period_predicates.hpp"
#include "formats/json/json.hpp"

namespace entente {
namespace {

constexpr int kReportVersion = 1;

void write_bounds(json::Writer& out, const Period& p) {
  const std::array<std::pair<std::string_view, Instant>, 4> bounds = {{{"earliest_start", p.earliest_start},
                                                                       {"latest_start", p.latest_start},
                                                                       {"earliest_end", p.earliest_end},
                                                                       {"latest_end", p.latest_end}}};
  out.StartObject();
  for (const auto& [key, bound] : bounds) {
    json::write_key(out, key);
    if (bound.is_finite())
      json::write_string(out, print_instant(bound));
    else
      out.Null();
  }
  out.EndObject();
}

void write_reading(json::Writer& out, const TimeReading& reading) {
  out.StartObject();
  json::write_key(out, "text");
  json::write_string(out, reading.text);
  json::write_key(out, "read_as");
  json::write_string(out, reading.understood ? "english" : "edtf");
  if (reading.understood) {
    json::write_key(out, "understood");
    json::write_string(out, *reading.understood);
  }
  json::write_key(out, "edtf");
  if (reading.canonical)
    json::write_string(out, *reading.canonical);
  else
    out.Null();
  json::write_key(out, "level");
  if (reading.level)
    out.Int(*reading.level);
  else
    out.Null();
  json::write_key(out, "words");
  json::write_string(out, reading.words);
  json::write_key(out, "data");
  write_bounds(out, reading.data.bounds);
  json::write_key(out, "literal");
  if (reading.literal)
    write_bounds(out, *reading.literal);
  else
    out.Null();
  out.EndObject();
}

void write_length(json::Writer& out, const LengthRange& length) {
  out.StartObject();
  for (const auto& [key, seconds] : {std::pair{"min", length.min}, std::pair{"max", length.max}}) {
    json::write_key(out, key);
    if (seconds == LengthRange::kUnbounded)
      out.Null();
    else
      out.Uint64(seconds);
  }
  json::write_key(out, "words");
  json::write_string(out, text_of(length));
  out.EndObject();
}

void write_relation(json::Writer& out, const TimeRelation& relation) {
  out.StartObject();
  json::write_key(out, "predicates");
  out.StartObject();
  for (const PredicateTruth& p : relation.predicates) {
    json::write_key(out, p.name);
    if (p.truth == Truth::kUnknown)
      out.Null();
    else
      out.Bool(p.truth == Truth::kTrue);
  }
  out.EndObject();
  json::write_key(out, "allen");
  if (const auto only = relation.possible.only())
    json::write_string(out, name(*only));
  else
    out.Null();
  json::write_key(out, "allen_possible");
  out.StartArray();
  for (std::size_t r = 0; r < kAllenRelationCount; ++r) {
    if (relation.possible.contains(static_cast<AllenRelation>(r))) json::write_string(out, kAllenNames[r]);
  }
  out.EndArray();
  json::write_key(out, "gap");
  write_length(out, relation.gap);
  json::write_key(out, "overlap");
  write_length(out, relation.overlap);
  out.EndObject();
}

}  // namespace

std::string dated(std::string text) {
  if (!says_now(text)) return text;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return print_point({std::chrono::duration_cast<std::chrono::seconds>(now).count() - 1});
}

Result<TimeReading> read_time(std::string_view text) {
  TimeReading reading;
  reading.text = text;
  auto read = read_date(text);
  if (!read.ok()) return read.error();
  reading.data = std::move(read->validity);
  if (read->is_english()) reading.understood = std::move(read->understood);
  Validity without_phrase = reading.data;
  without_phrase.phrase.clear();
  reading.words = text_of(without_phrase);
  // The string alone stands for the reading only where nothing around it changes what it means.
  const bool is_plain = reading.data.extent == Extent::kWithin && !reading.data.end_exclusive &&
                        reading.data.calendar == Calendar::kGregorian;
  const std::string stated = is_plain ? edtf_of(reading.data) : print_edtf(reading.data.bounds).value_or("");
  if (const auto canonical = canonical_edtf(stated); canonical.ok()) {
    reading.canonical = *canonical;
    if (const auto summary = summarize_edtf(stated); summary.ok()) reading.level = summary->level;
  }
  if (const auto literal = read_date_span(text); literal.ok()) reading.literal = *literal;
  return reading;
}

TimeRelation relate(const Period& p, const Period& q) {
  TimeRelation relation;
  for (const PeriodPredicate& predicate : kPeriodPredicates) {
    relation.predicates.push_back({spelt(predicate, '_'), predicate(p, q)});
  }
  relation.possible = allen_possible(p, q);
  relation.gap = gap(p, q);
  relation.overlap = overlap_length(p, q);
  return relation;
}

void write_time_json(std::span<const TimeReading> readings, std::ostream& stream) {
  json::Output wrapped(stream);
  json::Writer out(wrapped);
  out.StartObject();
  json::write_key(out, "entente");
  out.Int(kReportVersion);
  json::write_key(out, "kind");
  json::write_string(out, "time");
  json::write_key(out, "readings");
  out.StartArray();
  for (const TimeReading& reading : readings) write_reading(out, reading);
  out.EndArray();
  if (readings.size() >= 2) {
    json::write_key(out, "relation");
    write_relation(out, relate(readings[0].data.bounds, readings[1].data.bounds));
  }
  out.EndObject();
}

}  // namespace entente
