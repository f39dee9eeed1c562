#include <memory>
#include <string>

#include <fmt/format.h>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/print.hpp"
#include "cli/question.hpp"
#include "cli/terminal.hpp"
#include "entente/database.hpp"

namespace entente::cli {
namespace {

// "mao-zedong  Mao Zedong (Person), as Chairman Mao, from 1949 until 1976"
void print_match(const NamedEntity& entity) {
  put("{}  {}", entity.key, entity.name);
  if (!entity.labels.empty()) put(" ({})", entity.labels.front());
  if (entity.matched != entity.name && entity.matched != entity.key) put(", as {}", entity.matched);
  if (entity.validity) put(", {}", text_of(*entity.validity));
  put("\n");
}

struct FindArguments {
  std::string store, name, system_time;
};

int find(const FindArguments& arguments) {
  const std::string& name = arguments.name;
  const auto database = open_to_read(arguments.store);
  if (!database) return kFailed;
  const auto found = database->find_entities(name, arguments.system_time);
  if (!found.ok()) return fail(found.error());
  print_erased(*database, arguments.system_time);
  for (const NamedEntity& entity : found->matches) print_match(entity);
  if (!found->matches.empty() && !found->parts.empty()) put("\nas a part of a name:\n");
  for (const NamedEntity& entity : found->parts) print_match(entity);
  if (!found->matches.empty() || !found->parts.empty()) return kDone;
  put_error("entente: no entity is called `{}`\n", name);
  if (!found->nearest.empty())
    put_error("hint: did you mean `{}`?\n", fmt::format("{}", fmt::join(found->nearest, "`, or `")));
  return kFailed;
}

std::function<int()> declare_find(ArgumentParser& parser) {
  auto arguments = std::make_shared<FindArguments>();
  parser.add("STORE", arguments->store, "folder of the store").required();
  parser.add("NAME", arguments->name, "a name, an alias or a key, or a part of a name").required();
  declare_system_time(parser, arguments->system_time);
  return [arguments] { return find(*arguments); };
}

}  // namespace

extern constexpr Command kFind = {
    .name = "find",
    .usage = "find STORE NAME",
    .summary = "find entities by a name, an alias or a part of one, whatever the case and the accents",
    .example = "entente find history.db \"mao tse-tung\"",
    .declare = declare_find,
};

}  // namespace entente::cli
