// Where a reader of any format puts what it reads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include "entente/model/fact.hpp"
#include "entente/read_limits.hpp"

namespace entente {

// Something that is kept otherwise than it was meant: of what kind, in the same words each time, and what it is.
struct ReadWarning {
  Origin origin;
  std::string kind, what;
  std::size_t count = 1;
};

// The kind of what reads no date: it is kept under the name that it has there, and the fact is no longer "always".
inline constexpr const char* kTimeIsUnread =
    "a time that can't be read is kept as a property, and the fact at an unknown time";

struct DataSink {
  std::function<void(EntityFact&&)> entity;
  std::function<void(RelationFact&&)> relation;
  // An entity that the data names without describing it: made where neither the import nor the store describes it. Of
  // several mentions of one key the first counts. May be empty: then none is made.
  std::function<void(EntityFact&&)> mention;
  std::function<void(Ontology&&)> ontology;
  // A record that is not right; reading goes on behind it where the text allows that, and the reason says so where not.
  std::function<void(Rejection&&)> reject;
  // May be empty: then nobody asks.
  std::function<void(ReadWarning&&)> warn;
  // What would mend `count` rejected records at once, told behind the last record of the file. May be empty.
  std::function<void(ReadWarning&&)> advise;
  // Called now and then while reading. May be empty.
  std::function<void()> progress;
};

// What a reader is told besides the text.
struct ReadOptions {
  std::string file;          // its name, for messages
  std::uint32_t number = 0;  // of the file among those of one import: what origins carry
  // How the columns of a table become facts, the JSON text of a column map and the name of its file; empty: none given.
  std::string columns, columns_file;
  ReadLimits limits = {};
};

}  // namespace entente
