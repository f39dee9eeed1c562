#include "storage/contributors.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "storage/values.hpp"

namespace entente {
namespace {

constexpr std::uint8_t kHasFiles = kFilesOfRest;

// What no file states is not written: a row without files.
bool is_of_no_file(std::span<const Contribution> by) {
  return by.empty() || (by.size() == 1 && by.front().file == kNoFile);
}

void merge_sources(std::vector<SourceRef>& into, const std::vector<SourceRef>& from) {
  for (const SourceRef& source : from)
    if (std::find(into.begin(), into.end(), source) == into.end()) into.push_back(source);
}

// Whose word it is, written out.
const std::vector<SourceRef>& sources_of(const std::vector<SourceRef>& own, const Attribution& of_fact) {
  return own.empty() ? of_fact.sources : own;
}

bool is_same_value(const StoredProperty& a, const StoredProperty& b) {
  if (a.key != b.key || a.validity != b.validity) return false;
  std::string x, y;
  put_value(x, a.value);
  put_value(y, b.value);
  return x == y;
}

template <class Fact>
std::vector<Dating> datings_of(const Fact& fact) {
  if (!fact.datings.empty() || !fact.validity) return fact.datings;
  return {{*fact.validity, {}}};
}

// All claims of all of them, each with its sources; a claim that several make is one, with the sources of all.
template <class Fact>
void merge(Fact& into, const std::vector<Fact>& facts) {
  Attribution attribution = facts.front().attribution;
  std::vector<Dating> datings;
  std::vector<StoredProperty> properties;
  for (const Fact& fact : facts) {
    attribution.provenance = std::min(attribution.provenance, fact.attribution.provenance);
    merge_sources(attribution.sources, fact.attribution.sources);
    for (const Dating& dating : datings_of(fact)) {
      const auto same = std::find_if(datings.begin(), datings.end(),
                                     [&](const Dating& other) { return other.validity == dating.validity; });
      const std::vector<SourceRef>& sources = sources_of(dating.sources, fact.attribution);
      if (same == datings.end())
        datings.push_back({dating.validity, sources});
      else
        merge_sources(same->sources, sources);
    }
    for (const StoredProperty& p : fact.properties) {
      const auto same = std::find_if(properties.begin(), properties.end(),
                                     [&](const StoredProperty& other) { return is_same_value(other, p); });
      const std::vector<SourceRef>& sources = sources_of(p.sources, fact.attribution);
      if (same == properties.end())
        properties.push_back({p.key, p.value, p.validity, sources});
      else
        merge_sources(same->sources, sources);
    }
  }
  for (Dating& dating : datings)
    if (dating.sources == attribution.sources) dating.sources.clear();
  for (StoredProperty& p : properties)
    if (p.sources == attribution.sources) p.sources.clear();
  into.validity.reset();
  if (!datings.empty()) into.validity = entente::combination_of(datings);
  if (datings.size() == 1 && datings.front().sources.empty()) datings.clear();
  into.datings = std::move(datings);
  into.properties = std::move(properties);
  into.attribution = std::move(attribution);
}

std::string combine_entities(const Contributors& by) {
  std::vector<StoredEntity> facts(by.size());
  for (std::size_t i = 0; i < by.size(); ++i) read_entity_content(by[i].claims, facts[i]);
  StoredEntity all = facts.front();
  for (const StoredEntity& fact : facts)
    for (const SymbolId type : fact.types)
      if (std::find(all.types.begin(), all.types.end(), type) == all.types.end()) all.types.push_back(type);
  merge(all, facts);
  std::string content;
  put_entity(content, all);
  return content;
}

std::string combine_relations(const Contributors& by) {
  std::vector<StoredRelation> facts(by.size());
  for (std::size_t i = 0; i < by.size(); ++i) {
    const RelationClaims claims = read_claims_of_relation(by[i].claims);
    read_relation_content(claims.content, claims.start, facts[i]);
  }
  StoredRelation all = facts.front();
  merge(all, facts);
  RelationContent content;
  put_relation(content, all);
  return claims_of_relation(all.validity ? all.validity->bounds.latest_start : Instant::minus_infinity(),
                            content.bytes);
}

// Each with its claims written out.
void unfold(Contributors& by, std::string_view said) {
  for (Contribution& one : by)
    if (one.claims.empty()) one.claims = said;
}

// What they say together; then the claims that say just this are left out.
std::string fold(Contributors& by, FactKind kind) {
  if (by.empty()) return {};
  const bool agreed =
      std::all_of(by.begin(), by.end(), [&](const Contribution& c) { return c.claims == by.front().claims; });
  std::string said = agreed                      ? by.front().claims
                     : kind == FactKind::kEntity ? combine_entities(by)
                                                 : combine_relations(by);
  for (Contribution& one : by)
    if (one.claims == said) one.claims.clear();
  return said;
}

Stated take_apart(std::string_view content, std::size_t rest_at) {
  ByteReader in(content.substr(rest_at));
  const std::uint8_t flags = in.byte();
  Stated stated;
  stated.rest_at = rest_at;
  stated.content = content.substr(0, rest_at);
  stated.content.push_back(static_cast<char>(flags & ~kHasFiles));
  if ((flags & kHasFiles) != 0) stated.by = read_contributors(in);
  stated.content.append(in.raw(in.left()));
  return stated;
}

std::size_t rest_of_relation(std::string_view content, Instant start_in_key) {
  ByteReader in(content);
  read_bounds(in, start_in_key);
  return content.size() - in.left();
}

FactHead head_at(std::string_view content, std::size_t rest_at) {
  ByteReader in(content.substr(rest_at));
  const std::uint8_t flags = in.byte();
  FactHead head;
  if ((flags & kHasFiles) != 0) head.by = read_contributors(in);
  if ((flags & kKeyOfRest) != 0) head.key = in.string();
  return head;
}

}  // namespace

// A file that is alone is its number doubled. Else the count of files, doubled, and one; each: its number, and as a
// string what it claims, empty where the row says that.
void put_contributors(std::string& out, std::span<const Contribution> by) {
  if (by.size() == 1) return put_varint(out, std::uint64_t{by.front().file} << 1);
  put_varint(out, std::uint64_t{by.size()} << 1 | 1);
  for (const Contribution& one : by) {
    put_varint(out, one.file);
    put_string(out, one.claims);
  }
}

Contributors read_contributors(ByteReader& in) {
  const std::uint64_t head = in.varint();
  const auto file = [](std::uint64_t number) {
    if (number > 0xFFFFFFFFu) ByteReader::fail("holds a number that is too large");
    return static_cast<FileNumber>(number);
  };
  if ((head & 1) == 0) {
    if (head == 0) ByteReader::fail("is stated by a file without a number");
    return {{file(head >> 1), {}}};
  }
  if (head >> 1 > in.left()) ByteReader::fail("states more than it holds");
  if (head >> 1 < 2) ByteReader::fail("is stated by too few files");
  Contributors by;
  for (std::uint64_t n = head >> 1; n > 0; --n) {
    const FileNumber number = file(in.varint());
    if (!by.empty() && by.back().file >= number) ByteReader::fail("has its files out of order");
    by.push_back({number, std::string(in.string())});
  }
  return by;
}

void skip_contributors(ByteReader& in) {
  const std::uint64_t head = in.varint();
  if ((head & 1) == 0) return;
  if (head >> 1 > in.left()) ByteReader::fail("states more than it holds");
  for (std::uint64_t n = head >> 1; n > 0; --n) {
    in.varint();
    in.string();
  }
}

void append_stated(std::string& out, std::string_view content, std::size_t rest_at, std::span<const Contribution> by) {
  if (is_of_no_file(by)) {
    out.append(content);
    return;
  }
  out.append(content.substr(0, rest_at));
  out.push_back(static_cast<char>(static_cast<std::uint8_t>(content[rest_at]) | kHasFiles));
  put_contributors(out, by);
  out.append(content.substr(rest_at + 1));
}

std::size_t rest_of_entity(std::string_view content) {
  ByteReader in(content);
  for (std::size_t n = in.count(); n > 0; --n) in.varint32();
  read_bounds(in, std::nullopt);
  return content.size() - in.left();
}

FactHead read_entity_head(std::string_view content) {
  return head_at(content, rest_of_entity(content));
}

FactHead read_relation_head(std::string_view content, Instant start_in_key) {
  return head_at(content, rest_of_relation(content, start_in_key));
}

Stated read_stated_entity(std::string_view content) {
  return take_apart(content, rest_of_entity(content));
}

Stated read_stated_relation(std::string_view content, Instant start_in_key) {
  return take_apart(content, rest_of_relation(content, start_in_key));
}

std::string claims_of_relation(Instant start, std::string_view content) {
  std::string claims;
  put_instant(claims, start);
  claims.append(content);
  return claims;
}

RelationClaims read_claims_of_relation(std::string_view claims) {
  ByteReader in(claims);
  RelationClaims read;
  read.start = read_instant(in);
  read.content = in.raw(in.left());
  read.bounds_size = rest_of_relation(read.content, read.start);
  return read;
}

std::string state(Contributors& by, std::string_view said, FileNumber file, std::string_view claims, FactKind kind) {
  if (by.empty() && !said.empty()) by.push_back({kNoFile, {}});
  unfold(by, said);
  std::erase_if(by, [&](const Contribution& one) {
    return one.file == file || (one.claims != claims && (one.file == kNoFile || file == kNoFile));
  });
  const auto place = std::find_if(by.begin(), by.end(), [&](const Contribution& one) { return one.file > file; });
  by.insert(place, {file, std::string(claims)});
  return fold(by, kind);
}

std::string withdraw(Contributors& by, std::string_view said, FileNumber file, FactKind kind) {
  if (by.empty()) by.push_back({kNoFile, {}});
  unfold(by, said);
  std::erase_if(by, [&](const Contribution& one) { return one.file == file; });
  return fold(by, kind);
}

std::string change_claims(Contributors& by, std::string_view said, FactKind kind,
                          const std::function<std::string(std::string_view claims)>& change) {
  if (by.empty()) by.push_back({kNoFile, {}});
  unfold(by, said);
  for (Contribution& one : by) one.claims = change(one.claims);
  return fold(by, kind);
}

std::string combination_of(const Contributors& by, std::string_view said, FactKind kind) {
  Contributors all = by;
  unfold(all, said);
  return fold(all, kind);
}

bool states(const Contributors& by, FileNumber file) {
  return std::any_of(by.begin(), by.end(), [&](const Contribution& one) { return one.file == file; });
}

}  // namespace entente
