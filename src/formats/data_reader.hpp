// Reading data files (graph-data/README.md): JSON documents and JSON Lines, a record at a time in constant memory.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "entente/model/fact.hpp"

namespace entente {

struct DataSink {
  std::function<void(EntityFact&&)> entity;
  std::function<void(RelationFact&&)> relation;
  std::function<void(Ontology&&)> ontology;
  // A record that is not right; reading goes on behind it where the text allows that, and the reason says so where not.
  std::function<void(Rejection&&)> reject;
  // Bytes read so far; called now and then. May be empty.
  std::function<void(std::uint64_t)> progress;
};

// Reads one file, `.jsonl` as JSON Lines, `.json` as one document; `-` reads JSON Lines from standard input. `file` is
// the number that origins carry. Throws kIo where the file can't be read, kUnsupported for another file type.
void read_data_file(const std::string& path, std::uint32_t file, const DataSink& sink);

}  // namespace entente
