// The table of formats, and the way from a name or the name of a file to one of them.
#include "entente/formats.hpp"

#include <array>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/hash_map.hpp"
#include "base/shortened.hpp"
#include "base/text.hpp"
#include "formats/files.hpp"

namespace entente {

// Each is defined beside its code. Constants of the compiler, they are there before anything runs.
extern const Format kCsv;
extern const Format kCytoscape;
extern const Format kData;
extern const Format kDot;
extern const Format kFacts;
extern const Format kGexf;
extern const Format kGexf12;
extern const Format kGraphMl;
extern const Format kJgf;
extern const Format kJson;
extern const Format kJsonl;
extern const Format kJsonLd;
extern const Format kNodeLink;
extern const Format kNodesCsv;
extern const Format kQuads;
extern const Format kRelationshipsCsv;
extern const Format kScript;
extern const Format kTable;
extern const Format kTsv;
extern const Format kWikidata;

// The table, in order of name.
std::span<const Format> formats() {
  static const std::array rows = {
      kCsv,    kCytoscape, kData,  kDot,      kFacts,    kGexf,     kGexf12, kGraphMl,
      kJgf,    kJson,      kJsonl, kJsonLd,   kNodeLink, kNodesCsv, kQuads,  kRelationshipsCsv,
      kScript, kTable,     kTsv,   kWikidata,
  };
  return rows;
}

namespace {

std::vector<std::string_view> extensions_of(const Format& format) {
  std::vector<std::string_view> all;
  for (std::string_view rest = format.extensions; !rest.empty();) {
    const std::size_t space = rest.find(' ');
    all.push_back(rest.substr(0, space));
    rest.remove_prefix(space == std::string_view::npos ? rest.size() : space + 1);
  }
  return all;
}

template <class Offers>
const Format* by_ending(std::string_view path, Offers offers) {
  const std::string name = fold(unpacked_name(path));
  const Format* found = nullptr;
  std::size_t longest = 0;
  for (const Format& f : formats())
    for (const std::string_view extension : extensions_of(f))
      if (offers(f) && extension.size() > longest && name.ends_with(extension)) {
        found = &f;
        longest = extension.size();
      }
  return found;
}

Error unknown_format(std::string_view format) {
  std::vector<std::string> names;
  for (const Format& f : formats())
    if (f.write) names.emplace_back(f.name);
  const std::string near = nearest(format, names);
  return Error(ErrorCode::kUnsupported, fmt::format("no format is called `{}`", format))
      .with_hint(near.empty() ? fmt::format("there are {}", fmt::join(names, ", "))
                              : fmt::format("did you mean `{}`?", near));
}

Error two_versions(const std::string& fact, std::string_view format) {
  return Error(ErrorCode::kUnsupported,
               fmt::format("the result holds several versions of {}, and {} has each fact once", fact, format))
      .with_hint("write its rows (table, csv, json), draw it, or ask one state: FOR SYSTEM_TIME AS OF");
}

}  // namespace

const Format* find_format(std::string_view name) {
  const std::string wanted = fold(name);
  for (const Format& f : formats())
    if (wanted == f.name) return &f;
  if (wanted.empty()) return nullptr;
  return format_to_write(wanted.front() == '.' ? wanted : "." + wanted);
}

// A `.json` that is written is a result and one that is read is data; the other way round they are asked for by name.
// What is only read is found, too, where the name is its: writing it is refused.
const Format* format_to_write(std::string_view path) {
  const Format* named = by_ending(path, [](const Format&) { return true; });
  if (named && !named->write) return named;
  return by_ending(path, [](const Format& f) { return f.write && f.name != "data" && f.name != "facts"; });
}

const Format* format_to_read(std::string_view path) {
  return by_ending(path, [](const Format& f) { return f.read != nullptr; });
}

namespace {

// A graph has each node and relation once; a result over a range of system time may hold several versions of one.
Result<void> require_one_version(const Elements& elements, std::string_view format) {
  HashSet<std::string_view> keys;
  for (const auto& [index, node] : elements.nodes)
    if (!keys.insert(node.key).second) return two_versions(fmt::format("the entity `{}`", shortened(node.key)), format);
  HashSet<std::uint64_t> ids;
  for (const auto& [index, r] : elements.relationships)
    if (!ids.insert(r.id.value).second) return two_versions(fmt::format("the relation {}", r.id.value), format);
  return {};
}

}  // namespace

Result<const Format*> written_format(std::string_view name) {
  const Format* found = find_format(name);
  if (!found) return unknown_format(name);
  if (!found->write) return Error(ErrorCode::kUnsupported, fmt::format("`{}` is read, and not written", found->name));
  return found;
}

Result<void> write(const Table& table, std::string_view format, std::ostream& out, const WriteOptions& options) {
  const auto known = written_format(format);
  if (!known.ok()) return known.error();
  const Format* found = *known;
  // A picture shows each version for itself.
  if (found->is_graph && found->name != kDot.name)
    if (auto single = require_one_version(table.elements, found->name); !single.ok()) return single;
  try {
    found->write(table, options, out);
  } catch (const Error& error) {
    return error;
  }
  out.flush();
  if (!out) return Error(ErrorCode::kIo, "writing failed").with_hint("is the disk full?");
  return {};
}

Result<void> write_file(const Table& table, std::string_view format, const std::string& path,
                        const WriteOptions& options) {
  try {
    OutputFile file(path);
    if (auto written = write(table, format, file.stream(), options); !written.ok()) {
      if (written.error().code == ErrorCode::kIo) file.finish();  // says which file, and why
      return written;
    }
    file.commit();
    return {};
  } catch (const Error& error) {
    return error;
  }
}

}  // namespace entente
