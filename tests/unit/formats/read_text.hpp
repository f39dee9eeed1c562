// A text read by the reader of a format, and its facts and rejections as lines.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "entente/formats.hpp"
#include "entente/time/validity.hpp"
#include "formats/data_sink.hpp"
#include "formats/exchange.hpp"

namespace entente {

struct ReadText {
  std::vector<EntityFact> entities;
  std::vector<RelationFact> relations;
  std::vector<Ontology> ontologies;
  std::vector<Rejection> rejected;
  std::vector<ReadWarning> warned;
};

inline ReadText read_text(std::string_view file_name, std::string_view text) {
  ReadText all;
  DataSink sink;
  sink.entity = [&](EntityFact&& f) { all.entities.push_back(std::move(f)); };
  sink.relation = [&](RelationFact&& f) { all.relations.push_back(std::move(f)); };
  sink.ontology = [&](Ontology&& o) { all.ontologies.push_back(std::move(o)); };
  sink.reject = [&](Rejection&& r) { all.rejected.push_back(std::move(r)); };
  sink.warn = [&](ReadWarning&& w) { all.warned.push_back(std::move(w)); };
  std::istringstream in{std::string(text)};
  format_to_read(file_name)->read(in, {}, sink);
  return all;
}

// The one rejection that a line of JSON Lines gives.
inline std::string rejection(std::string_view line) {
  const ReadText all = read_text("a.jsonl", line);
  EXPECT_EQ(all.rejected.size(), 1U) << line;
  EXPECT_TRUE(all.entities.empty() && all.relations.empty()) << line;
  return all.rejected.empty() ? "" : all.rejected.front().reason;
}

inline std::string shown_time(const Validity& validity) {
  std::string text;
  for (const Validity& stretch : validity.stretches) text += (text.empty() ? "" : " & ") + shown_time(stretch);
  return validity.is_set() ? text
                           : (validity.edtf.empty() ? edtf_of(validity) : validity.edtf) +
                                 (validity.end_exclusive ? " (exclusive)" : "");
}

inline std::string shown(const std::optional<Validity>& validity) {
  return validity ? " @ " + shown_time(*validity) : "";
}

inline std::string shown(std::vector<PropertyFact> properties) {
  std::stable_sort(properties.begin(), properties.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
  std::string text;
  for (const PropertyFact& p : properties)
    text += (text.empty() ? " {" : ", ") + p.key + ": " + exchange::json_text(p.value) + shown(p.validity);
  return text.empty() ? text : text + "}";
}

// Properties in order of name: "key :Type {name: "x"} @ 1949", "key a -TYPE-> b {…} @ 1949", "! line: reason", a line
// each, in order of kind.
inline std::string facts_in(std::string_view file_name, std::string_view text) {
  const ReadText all = read_text(file_name, text);
  std::string out;
  for (const EntityFact& f : all.entities) {
    out += f.key;
    for (const std::string& type : f.types) out += " :" + type;
    out += shown(f.properties) + shown(f.validity) + "\n";
  }
  for (const RelationFact& f : all.relations)
    out += (f.key.empty() ? "" : f.key + " ") + f.from + " -" + f.type + "-> " + f.to + shown(f.properties) +
           shown(f.validity) + "\n";
  for (const Rejection& r : all.rejected) out += "! " + std::to_string(r.origin.line) + ": " + r.reason + "\n";
  return out;
}

}  // namespace entente
