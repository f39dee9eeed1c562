// Facts as the store gives them back: names interned, ids given. What flows from the store into a graph snapshot.
//
// Their validities carry text only where it says more than the bounds: where `edtf` is empty and `direct_bounds` is not
// set, the stated text is the canonical EDTF of the bounds (`edtf_of`), or there was none. Printing it is left to
// whoever shows it, so that reading millions of relations builds no strings.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "entente/model/fact.hpp"
#include "entente/model/ids.hpp"
#include "entente/model/system_period.hpp"

namespace entente {

struct StoredProperty {
  SymbolId key;
  Value value;
  std::optional<Validity> validity;
  std::vector<SourceRef> sources = {};
};

struct StoredEntity {
  EntityId id;
  std::string key;
  std::vector<SymbolId> types;
  std::optional<Validity> validity;
  std::vector<StoredProperty> properties;
  Attribution attribution;
  std::vector<Dating> datings = {};
  SystemPeriod system = {};
};

struct StoredRelation {
  RelationId id;
  std::string key;  // empty: none was stated
  SymbolId type;
  EntityId from, to;
  std::optional<Validity> validity;
  std::vector<StoredProperty> properties;
  Attribution attribution;
  std::vector<Dating> datings = {};
  SystemPeriod system = {};
};

}  // namespace entente
