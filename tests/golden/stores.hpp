// The databases that a case runs on: the same data in memory and on disk.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "entente/database.hpp"
#include "golden/test_file.hpp"

namespace entente::golden {

class Stores {
 public:
  // Loads `source` into both stores. Throws std::runtime_error where it can't be loaded. An empty source: empty stores.
  Stores(const std::string& root, const Source& source);
  ~Stores();
  Stores(const Stores&) = delete;
  Stores& operator=(const Stores&) = delete;

  Database& memory() { return *memory_; }
  Database& rocksdb() { return *rocksdb_; }

  // Runs a statement that writes in both. Throws std::runtime_error where it fails.
  void write(const std::string& text, const Parameters& parameters);

  // The value of a literal such as [1, 'a', {k: true}] or period('1989').
  Value literal(const std::string& text);

 private:
  void fill(const std::string& root, const Source& source);

  std::filesystem::path folder_;  // temporary
  std::unique_ptr<Database> memory_, rocksdb_;
};

}  // namespace entente::golden
