// Codecs of the fields of rows: instants, validities, values, properties, sources. The layouts stand above the
// functions in field_codecs.cpp and, with an example, in format.md. Readers throw kCorruption for bytes that can't be
// theirs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "entente/model/fact.hpp"
#include "entente/model/stored_fact.hpp"
#include "storage/bytes.hpp"

namespace entente {

void put_instant(std::string& out, Instant t);
Instant read_instant(ByteReader& in);

// A validity is written in two pieces: its bounds, and what was stated beside them where that says more than the
// bounds, stretches included. The latest start is left out where the key of the row has it already. No validity is
// written as such.
enum class StartIs { kInKey, kHere };
void put_bounds(std::string& out, const std::optional<Validity>& validity, StartIs place);
void put_bounds(std::string& out, const Period& period, StartIs place);  // of a validity that is no set of periods
std::optional<Period> read_bounds(ByteReader& in, std::optional<Instant> start_in_key);

bool has_detail(const Validity& validity);  // whether anything was stated that the bounds don't say
void put_detail(std::string& out, const Validity& validity);
void read_detail(ByteReader& in, Validity& validity);

// Throws kType for nodes, relationships and paths, which are no data.
void put_value(std::string& out, const Value& value);
Value read_value(ByteReader& in, int depth = 0);

// Properties in order of key; several values of one key in the order given.
void put_properties(std::string& out, std::vector<StoredProperty> properties);
void read_properties(ByteReader& in, std::vector<StoredProperty>& properties);

void put_attribution(std::string& out, const Attribution& attribution);
void read_attribution(ByteReader& in, Attribution& attribution);

void put_datings(std::string& out, const std::vector<Dating>& datings);
void read_datings(ByteReader& in, std::vector<Dating>& datings);

// What may follow in a row of an entity or a relation: key, detail, properties, attribution, datings and the sources of
// values, each only where it says something.
void put_rest(std::string& out, std::string_view key, const std::optional<Validity>& validity,
              const std::vector<StoredProperty>& properties, const Attribution& attribution,
              const std::vector<Dating>& datings);
// Reads to the end, reusing the memory of what it fills. `bounds` are those read before.
void read_rest(ByteReader& in, std::optional<Period> bounds, std::string& key, std::optional<Validity>& validity,
               std::vector<StoredProperty>& properties, Attribution& attribution, std::vector<Dating>& datings);

// The bits of the rest's flags that say that a key follows, and before it, right behind them, files (contributors.hpp).
// `put_rest` writes no files, `read_rest` passes them over.
inline constexpr std::uint8_t kKeyOfRest = 1, kFilesOfRest = 32;

// A byte of flags. Bits outside `known` are refused.
std::uint8_t read_flags(ByteReader& in, std::uint8_t known);

}  // namespace entente
