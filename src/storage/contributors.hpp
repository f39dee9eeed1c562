// Which files state a fact, and what each of them says where they say different things: the one place that knows.
//
// The content of a row is what the files say together. What a file says is "claims": the content of an entity; of a
// relation with a key its latest start, as an instant, and its content. Relations without a key say the same in all
// their files.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/fact_store.hpp"
#include "storage/keys.hpp"

namespace entente {

class ByteReader;

struct Contribution {
  FileNumber file = kNoFile;
  std::string claims = {};  // empty: what the row says
  friend bool operator==(const Contribution&, const Contribution&) = default;
};
// By number of the file. None: no file, as facts that a program writes, and those of stores from before files were
// kept.
using Contributors = std::vector<Contribution>;

// In the rest of a row, where its flags say so.
void put_contributors(std::string& out, std::span<const Contribution> by);
Contributors read_contributors(ByteReader& in);
void skip_contributors(ByteReader& in);

// A content with its files, and without. `rest_at` is where the rest begins in it.
void append_stated(std::string& out, std::string_view content, std::size_t rest_at, std::span<const Contribution> by);
struct Stated {
  std::string content;
  std::size_t rest_at = 0;
  Contributors by;
};
Stated read_stated_entity(std::string_view content);
Stated read_stated_relation(std::string_view content, Instant start_in_key);

// The files and the key of a content, without the rest of it.
struct FactHead {
  Contributors by;
  std::string_view key;
};
FactHead read_entity_head(std::string_view content);
FactHead read_relation_head(std::string_view content, Instant start_in_key);

std::string claims_of_relation(Instant start, std::string_view content);
struct RelationClaims {
  Instant start;
  std::string_view content;
  std::size_t bounds_size = 0;
};
RelationClaims read_claims_of_relation(std::string_view claims);
std::size_t rest_of_entity(std::string_view content);

// What is said once `file` says `claims` of a fact that `by` state, and that they say together as `said` (empty: it is
// new). What is stated by no file gives way: to a file that says something else, and the other way round.
enum class FactKind { kEntity, kRelation };
std::string state(Contributors& by, std::string_view said, FileNumber file, std::string_view claims, FactKind kind);
// What is said once `file` says nothing of it; empty: nobody states it any more.
std::string withdraw(Contributors& by, std::string_view said, FileNumber file, FactKind kind);
// What is said once `change` gives what each says instead of its claims.
std::string change_claims(Contributors& by, std::string_view said, FactKind kind,
                          const std::function<std::string(std::string_view claims)>& change);
// What they say together.
std::string combination_of(const Contributors& by, std::string_view said, FactKind kind);

bool states(const Contributors& by, FileNumber file);

}  // namespace entente
