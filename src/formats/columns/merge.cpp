#include "formats/columns/merge.hpp"

#include <algorithm>

#include <absl/hash/hash.h>
#include <fmt/format.h>

namespace entente {
namespace {

std::uint64_t hash_of(const std::optional<Validity>& v) {
  if (!v) return 0;
  const Period& b = v->bounds;
  std::uint64_t hash = absl::HashOf(v->edtf, v->phrase, b.earliest_start.seconds, b.latest_start.seconds,
                                    b.earliest_end.seconds, b.latest_end.seconds);
  for (const Validity& stretch : v->stretches) hash = absl::HashOf(hash, hash_of(std::optional(stretch)));
  return hash;
}

bool same(const PropertyFact& a, const PropertyFact& b) {
  return a.key == b.key && a.validity == b.validity && equivalent(a.value, b.value);
}

template <class Item, class Same>
void add_new(std::vector<Item>& into, Item&& item, Same is_same) {
  if (std::none_of(into.begin(), into.end(), [&](const Item& known) { return is_same(known, item); }))
    into.push_back(std::move(item));
}

// When either holds; what overlaps or meets is one stretch.
Validity both(const Validity& a, const Validity& b) {
  std::vector<Validity> stretches;
  for (const Validity& v : {a, b}) {
    if (v.is_set()) {
      stretches.insert(stretches.end(), v.stretches.begin(), v.stretches.end());
    } else {
      stretches.push_back(v);
    }
  }
  return joined_stretches(std::move(stretches));
}

// The property of that name that holds always.
const PropertyFact* lasting(const EntityFact& entity, const std::string& key) {
  const auto found = std::find_if(entity.properties.begin(), entity.properties.end(),
                                  [&](const PropertyFact& p) { return p.key == key && !p.validity; });
  return found == entity.properties.end() ? nullptr : &*found;
}

}  // namespace

std::uint64_t content_hash(const EntityFact& entity) {
  std::uint64_t hash = absl::HashOf(entity.types, hash_of(entity.validity), entity.attribution.provenance);
  for (const PropertyFact& p : entity.properties)
    hash = absl::HashOf(hash, p.key, entente::hash_of(p.value), hash_of(p.validity));
  for (const SourceRef& s : entity.attribution.sources) hash = absl::HashOf(hash, s.source, s.locator);
  return hash;
}

std::string clash_of(const EntityFact& into, const EntityFact& entity) {
  for (const PropertyFact& p : entity.properties) {
    if (p.validity) continue;
    const PropertyFact* known = lasting(into, p.key);
    if (!known || equivalent(known->value, p.value) || (known->value.is_list() && p.value.is_list())) continue;
    return fmt::format(
        "`{}` of `{}` has another value than in line {}; in the column map it can be given a time of its "
        "own by `valid`",
        p.key, into.key, into.origin.line);
  }
  return {};
}

void merge_into(EntityFact& into, EntityFact&& entity) {
  for (std::string& type : entity.types) add_new(into.types, std::move(type), std::equal_to<>());
  for (SourceRef& source : entity.attribution.sources)
    add_new(into.attribution.sources, std::move(source), std::equal_to<>());
  if (into.validity && entity.validity)
    into.validity = both(*into.validity, *entity.validity);
  else
    into.validity.reset();
  for (PropertyFact& p : entity.properties) {
    auto known = std::find_if(into.properties.begin(), into.properties.end(), [&](const PropertyFact& k) {
      return k.key == p.key && !k.validity && !p.validity && k.value.is_list() && p.value.is_list();
    });
    if (known == into.properties.end()) {
      add_new(into.properties, std::move(p), same);
      continue;
    }
    List all = known->value.list();
    for (const Value& item : p.value.list()) add_new(all, Value(item), equivalent);
    known->value = std::move(all);
  }
}

}  // namespace entente
