#include <iostream>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/print.hpp"
#include "cli/question.hpp"
#include "cli/terminal.hpp"
#include "entente/database.hpp"
#include "entente/formats.hpp"

namespace entente::cli {
namespace {

constexpr std::size_t kExampleLength = 40;  // bytes, about

struct SchemaArguments {
  std::string store;
  bool json = false;
  bool all = false;
  std::string system_time;
};

std::string joined(const Value& list) {
  std::string text;
  for (const Value& name : list.list()) text += (text.empty() ? "" : ", ") + name.string();
  return text.empty() ? "any" : text;
}

// Short values of one word for a line; others say their type.
std::string example_of(const Value& value) {
  if (value.is_string()) {
    const std::string& text = value.string();
    return text.size() <= kExampleLength ? fmt::format("'{}'", text) : "a text";
  }
  if (value.is_integer()) return fmt::format("{}", value.integer());
  if (value.is_float()) return fmt::format("{}", value.floating());
  if (value.is_boolean()) return value.boolean() ? "true" : "false";
  if (value.is_period()) return text_of(value.period());
  return std::string(name(value.type()));
}

void print_row(const std::vector<Value>& row) {
  const bool is_relation = row[0].string() == "relation";
  std::string line = fmt::format("  {:>9}  {}", grouped(static_cast<std::size_t>(row[2].integer())), row[1].string());
  if (!row[3].is_null()) line += fmt::format(" < {}", row[3].string());
  if (is_relation) line += fmt::format("  ({}) → ({})", joined(row[4]), joined(row[5]));
  if (!row[6].is_null()) line += fmt::format(", backwards {}", row[6].string());
  if (!row[7].is_null()) line += fmt::format(", “{}”", row[7].string());
  put("{}\n", line);
  for (const Value& property : row[8].list()) {
    const Map& p = property.map();
    put("  {:>13} {}: {}\n", grouped(static_cast<std::size_t>(p.at("count").integer())), p.at("key").string(),
        example_of(p.at("example")));
  }
}

int schema(const SchemaArguments& arguments) {
  const auto database = open_to_read(arguments.store);
  if (!database) return kFailed;
  QueryOptions options;
  options.system_time = arguments.system_time;
  const auto table = database->query("CALL db.schema()", {}, options);
  if (!table.ok()) return fail(table.error());
  print_warnings(*table, "CALL db.schema()");
  if (arguments.json) {
    const auto written = write(*table, "json", std::cout);
    return written.ok() ? kDone : fail(written.error());
  }
  std::size_t unused = 0;
  for (const std::string_view kind : {"entity", "relation"}) {
    if (kind == "relation") put("\n");
    put("{}\n", kind == "entity" ? "Entity types (with sub-types)" : "Relation types");
    for (const std::vector<Value>& row : table->rows) {
      if (row[0].string() != kind) continue;
      if (row[2].integer() > 0 || arguments.all) {
        print_row(row);
      } else {
        ++unused;
      }
    }
  }
  if (unused > 0) put("\n{} declared and not in use: --all lists them\n", counted(unused, "type", "types"));
  return kDone;
}

std::function<int()> declare_schema(ArgumentParser& parser) {
  auto arguments = std::make_shared<SchemaArguments>();
  parser.add("STORE", arguments->store, "folder of the store").required();
  parser.add_flag("--json", arguments->json, "one JSON object, the result of CALL db.schema()");
  parser.add_flag("--all", arguments->all, "types that are declared and not in use, too");
  declare_system_time(parser, arguments->system_time);
  return [arguments] { return schema(*arguments); };
}

}  // namespace

extern constexpr Command kSchema = {
    .name = "schema",
    .usage = "schema STORE",
    .summary = "list the types of a store, with their properties, inverses and counts",
    .example = "entente schema history.db",
    .declare = declare_schema,
};

}  // namespace entente::cli
