#include <memory>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/command.hpp"
#include "cli/terminal.hpp"
#include "entente/database.hpp"

namespace entente::cli {
namespace {

int check(const std::string& store) {
  const auto database = open_to_read(store);
  if (!database) return kFailed;
  const auto findings = database->check();
  if (!findings.ok()) return fail(findings.error());
  for (const Finding& f : *findings)
    fmt::print("{}{}: {} ({})\n", f.damage ? "damage: " : "", f.rule, f.message, f.subject);
  fmt::print("{}\n", findings->empty() ? "sound: nothing found" : counted(findings->size(), "finding", "findings"));
  return findings->empty() ? kDone : kFailed;
}

}  // namespace

std::function<int()> declare_check(CLI::App& app) {
  auto store = std::make_shared<std::string>();
  app.add_option("STORE", *store, "folder of the store")->required();
  return [store] { return check(*store); };
}

}  // namespace entente::cli
