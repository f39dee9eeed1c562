#include <iostream>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/limits.hpp"
#include "cli/terminal.hpp"
#include "entente/database.hpp"
#include "server/stdio.hpp"

namespace entente::cli {
namespace {

std::string help_on_requests() {
  return "Requests, each in a line, and what answers them:\n" + requests_in_words() +
         "\nA reply repeats the `id` of its request; results, changes and pictures say in `read_at` which commit they "
         "show. "
         "A query ends after 60 seconds, or its `timeout`, and where it would keep more than half of the machine's "
         "memory, or `memory` megabytes.\n"
         "Schemas:\n"
         "src/formats/interface/request.schema.json and src/formats/interface/entente.schema.json.";
}

struct ServeArguments {
  std::string store;
  std::string load_from;
  bool follow = false, writable = false, create = false;
  ReadLimits limits;
};

int serve(const ServeArguments& arguments) {
  const std::size_t max_line = arguments.limits.max_record;
  if (!arguments.store.empty()) {
    auto database = !arguments.writable ? open_to_read(arguments.store, arguments.follow)
                    : arguments.create  ? open_created(arguments.store)
                                        : open_existing(arguments.store, {});
    return database && serve_stdio(std::move(database), false, std::cin, std::cout, max_line, arguments.load_from)
               ? kDone
               : kFailed;
  }
  auto database = Database::in_memory();
  if (!database.ok()) return fail(database.error());
  return serve_stdio(std::move(database).value(), true, std::cin, std::cout, max_line, arguments.load_from) ? kDone
                                                                                                            : kFailed;
}

std::function<int()> declare_serve(ArgumentParser& parser) {
  auto arguments = std::make_shared<ServeArguments>();
  parser.add_flag("--stdio", "requests on standard input, replies on standard output").required();
  parser.add("STORE", arguments->store, "folder of the store; without one, an empty graph in memory");
  parser.add_flag("--follow", arguments->follow,
                  "show what other processes commit meanwhile: look for it before every reply; else the commit of the "
                  "start, until a request {\"refresh\": true}");
  parser
      .add_flag("--writable", arguments->writable,
                "take requests that import, and queries that write; no other process can write to the store meanwhile")
      .excludes("--follow");
  declare_create(parser, arguments->create).needs("--writable");
  parser.add("--load-from", arguments->load_from, "LOAD CSV may read the files below this folder (default: none)")
      .value_name("FOLDER");
  declare_max_record(parser, arguments->limits, "the longest line that is taken");
  parser.set_footer(help_on_requests());
  return [arguments] { return serve(*arguments); };
}

}  // namespace

extern constexpr Command kServe = {
    .name = "serve",
    .usage = "serve --stdio [STORE]",
    .summary = "answer JSON requests line by line, for programs",
    .example = "entente serve --stdio history.db",
    .declare = declare_serve,
};

}  // namespace entente::cli
