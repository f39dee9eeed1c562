#include <iostream>
#include <memory>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/command.hpp"
#include "cli/terminal.hpp"
#include "entente/database.hpp"
#include "server/stdio.hpp"

namespace entente::cli {
namespace {

int serve(const std::string& store) {
  if (!store.empty()) {
    auto database = open_to_read(store);
    return database && serve_stdio(std::move(database), false, std::cin, std::cout) ? kDone : kFailed;
  }
  auto database = Database::in_memory();
  if (!database.ok()) return fail(database.error());
  return serve_stdio(std::move(database).value(), true, std::cin, std::cout) ? kDone : kFailed;
}

}  // namespace

std::function<int()> declare_serve(CLI::App& app) {
  auto store = std::make_shared<std::string>();
  app.add_flag_function(
         "--stdio", [](std::int64_t) {}, "requests on standard input, replies on standard output")
      ->required();
  app.add_option("STORE", *store, "folder of the store; without one, an empty graph in memory");
  return [store] { return serve(*store); };
}

}  // namespace entente::cli
