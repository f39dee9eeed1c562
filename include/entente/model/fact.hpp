// Facts as data: what crosses the border between importers, the store and the graph.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "entente/model/ids.hpp"
#include "entente/model/ontology.hpp"
#include "entente/model/value.hpp"
#include "entente/time/validity.hpp"

namespace entente {

// How a fact came about: a source says it; a careful reader concludes it from the source; a rule concludes it; common
// knowledge.
enum class Provenance : std::uint8_t { kStated, kImplied, kDerived, kBackground };
std::string_view name(Provenance p);  // "stated", …

// `source` is the key of an entity (a document), `locator` a place in it ("P13"); the locator may be empty.
struct SourceRef {
  std::string source;
  std::string locator;
  friend auto operator<=>(const SourceRef&, const SourceRef&) = default;
};

struct Attribution {
  Provenance provenance = Provenance::kStated;
  std::vector<SourceRef> sources;  // empty: no source is stated
  friend bool operator==(const Attribution&, const Attribution&) = default;
};

// Where a record was read: the number of its file among those of one import, and its line (from 1; 0: not read from a
// file).
struct Origin {
  std::uint32_t file = 0;
  std::uint32_t line = 0;
};

// A record that was left out, and why.
struct Rejection {
  Origin origin;
  std::string reason;
};

// A property of an entity or a relation. Without `validity` it holds always.
struct PropertyFact {
  std::string key;
  Value value;  // null, boolean, integer, float, string, period, and lists and maps of these
  std::optional<Validity> validity;
  std::vector<SourceRef> sources = {};  // that give this value, and when it held; empty: those of the fact
};

// When a fact held, as some of its sources have it. Several datings of a fact may be rivals.
struct Dating {
  Validity validity;
  std::vector<SourceRef> sources;  // empty: those of the fact
  friend bool operator==(const Dating&, const Dating&) = default;
};

// What they say together (combine). Requires one or more.
Validity combination_of(std::span<const Dating> datings);

// When a fact held on the word of some of its sources. `datings`, `validity` and `attribution` are those of the fact;
// `is_read` says whether one of these sources counts. Null: always, since nobody dates the fact. Where those that are
// read state the fact and leave its dating to others, its time is unknown: possible always, certain never. Requires
// that the fact is stated by a source that is read.
using SourceTest = std::function<bool(const std::vector<SourceRef>& sources)>;
std::optional<Validity> dating_according_to(const std::optional<Validity>& validity, std::span<const Dating> datings,
                                            const Attribution& attribution, const SourceTest& is_read);

// That an entity exists. `key` is its stable name in data ("mao-zedong"), unique in a store.
struct EntityFact {
  std::string key;
  std::vector<std::string> types;
  std::optional<Validity> validity;  // absent: valid always
  std::vector<PropertyFact> properties;
  Attribution attribution;
  Origin origin;
  // Where there are several, or one whose sources are not those of the fact; `validity` is then their combination.
  std::vector<Dating> datings = {};
};

// That a relation held between two entities, `from` and `to` by key. `key` is its stable name in data; where it is
// empty, records that say the same are as many facts as there are: the n-th of a file is the n-th of the store, so that
// a file imported twice changes nothing, and of two files the larger number counts. One that a program writes is one
// more.
struct RelationFact {
  std::string key;
  std::string type;
  std::string from;
  std::string to;
  std::optional<Validity> validity;
  std::vector<PropertyFact> properties;
  Attribution attribution;
  Origin origin;
  std::vector<Dating> datings = {};  // as of an entity
};

// What becomes of relations that end at an entity which is taken back: its retraction is refused while there are any,
// or they go with it. Conclusions of rules go either way.
enum class Ends : std::uint8_t { kRefused, kCascaded };

// How a version of a fact came to be superseded: by another that says something else, by one of which no more than the
// end of its time differs, or by nothing, since it was taken back.
enum class Supersession : std::uint8_t { kCorrected, kEnded, kRetracted };
std::string_view name(Supersession how);  // "corrected", …

// What one commit adds. An entity or relation whose key the store knows already replaces the earlier version, which
// becomes history; an identical one changes nothing.
struct FactBatch {
  std::optional<Ontology> ontology;
  std::vector<EntityFact> entities;
  std::vector<RelationFact> relations;
};

}  // namespace entente
