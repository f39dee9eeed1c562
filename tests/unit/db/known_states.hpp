// Databases whose commits are a day apart, and what they knew then.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "entente/database.hpp"
#include "entente/formats.hpp"

namespace entente {

constexpr std::int64_t kNoonOf1999 = 915'192'000'000'000;  // of 1 January, microseconds
constexpr std::int64_t kOneDay = 86'400'000'000;

// Noon of 1 January 1999, of 2 January, …: one for each commit.
inline std::function<SystemTime()> noon_of_each_day() {
  return [day = std::int64_t{0}]() mutable { return SystemTime{kNoonOf1999 + day++ * kOneDay}; };
}

inline EntityFact person_known_as(std::string key, std::string name, std::string type = "Person") {
  EntityFact fact;
  fact.key = std::move(key);
  fact.types = {std::move(type)};
  fact.properties = {{"name", Value(std::move(name)), std::nullopt}};
  return fact;
}

inline RelationFact known_relation(std::string key, std::string from, std::string type, std::string to,
                                   std::string_view edtf = {}, std::vector<SourceRef> sources = {}) {
  RelationFact fact;
  fact.key = std::move(key);
  fact.from = std::move(from);
  fact.type = std::move(type);
  fact.to = std::move(to);
  if (!edtf.empty()) fact.validity = read_validity(edtf).value();
  fact.attribution.sources = std::move(sources);
  return fact;
}

inline TransactionId commit_to(Database& database, const std::function<void(WriteTransaction&)>& write) {
  auto transaction = database.write();
  EXPECT_TRUE(transaction.ok()) << describe(transaction.error());
  write(*transaction);
  const auto report = transaction->commit("test");
  EXPECT_TRUE(report.ok()) << describe(report.error());
  return report.ok() ? report->transaction : TransactionId{};
}

template <class Fact>
TransactionId commit_to(Database& database, std::initializer_list<Fact> facts) {
  return commit_to(database, [&](WriteTransaction& t) {
    for (const Fact& fact : facts) EXPECT_TRUE(t.add(fact).ok());
  });
}

inline TransactionId take_back(Database& database, const std::string& key) {
  return commit_to(database, [&](WriteTransaction& t) { EXPECT_TRUE(t.retract(key).ok()); });
}

// "a | b; c | d", or the message of the error.
inline std::string rows_of(const Result<Table>& table) {
  if (!table.ok()) return table.error().message;
  std::string text;
  for (const std::vector<Value>& row : table->rows) {
    if (!text.empty()) text += "; ";
    for (std::size_t i = 0; i < row.size(); ++i) text += (i == 0 ? "" : " | ") + cell_text(row[i], {});
  }
  return text;
}

inline QueryOptions known_at(std::string system_time) {
  QueryOptions options;
  options.system_time = std::move(system_time);
  return options;
}

}  // namespace entente
