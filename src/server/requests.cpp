#include "server/requests.hpp"

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "entente/explanation.hpp"
#include "entente/formats.hpp"
#include "entente/integrity.hpp"
#include "entente/time_report.hpp"

namespace entente {
namespace {

using json::Json;

Error bad_request(std::string message, std::string hint = {}) {
  return Error(ErrorCode::kArgument, std::move(message)).with_hint(std::move(hint));
}

std::string text_member(const Json& request, const char* key) {
  return request.HasMember(key) ? json::read_string(request[key], key) : std::string();
}

std::vector<std::string> texts(const Json& list, std::string_view what, std::size_t least, std::size_t most) {
  std::vector<std::string> all;
  if (list.IsArray())
    for (const Json& item : list.GetArray()) all.push_back(json::read_string(item, what));
  if (all.size() < least || all.size() > most)
    throw bad_request(fmt::format("`{}` is a list of {} texts", what,
                                  least == most ? fmt::format("{}", most) : fmt::format("{} or {}", least, most)));
  return all;
}

void answer_query(Database& database, const Json& request, std::ostream& out) {
  const std::string text = json::read_string(request["query"], "query");
  const auto parameters = read_parameters(request);
  if (!parameters.ok()) throw parameters.error();
  QueryOptions options;
  options.as_of = text_member(request, "as_of");
  options.possibly = request.HasMember("possibly") && request["possibly"].IsTrue();
  const auto table = database.query(text, *parameters, options);
  table.ok() ? write_result_line(*table, out) : write_error_json(table.error(), text, out);
}

template <class T>
T valued(Result<T> result) {
  if (!result.ok()) throw result.error();
  return std::move(result).value();
}

void answer_facts(Database& database, const Json&, std::ostream& out) {
  const Table facts = valued(database.all_facts());
  const Ontology ontology = valued(database.ontology());
  write_facts_line(facts, &ontology, out);
}

void answer_diff(Database& database, const Json& request, std::ostream& out) {
  const auto times = texts(request["diff"], "diff", 2, 2);
  const Table facts = valued(database.all_facts());
  const Ontology ontology = valued(database.ontology());
  write_changes_json(facts, valued(changes_between(facts, times[0], times[1])), &ontology, out);
}

// Line feeds stand between the members of an object only: inside of strings JSON escapes them.
void write_in_one_line(std::string text, std::ostream& out) {
  std::erase(text, '\n');
  out << text;
}

void answer_findings(Database& database, const Json&, std::ostream& out) {
  std::ostringstream text;
  write_findings_json(valued(database.check()), text);
  write_in_one_line(std::move(text).str(), out);
}

void answer_explain(Database& database, const Json& request, std::ostream& out) {
  std::ostringstream text;
  write_explanation_json(valued(database.explain(json::read_string(request["explain"], "explain"))), text);
  write_in_one_line(std::move(text).str(), out);
}

void answer_time(Database&, const Json& request, std::ostream& out) {
  std::vector<TimeReading> readings;
  for (const std::string& text : texts(request["time"], "time", 1, 2)) {
    auto reading = read_time(text);
    if (!reading.ok()) return write_error_json(reading.error(), text, out);
    readings.push_back(std::move(reading).value());
  }
  write_time_json(readings, out);
}

struct Request {
  const char* name;
  std::vector<std::string_view> keys;
  void (*answer)(Database& database, const Json& request, std::ostream& out);
};

const std::vector<Request>& requests() {
  static const std::vector<Request> all = {
      {"query", {"parameters", "as_of", "possibly"}, answer_query},
      {"facts", {}, answer_facts},
      {"diff", {}, answer_diff},
      {"findings", {}, answer_findings},
      {"explain", {}, answer_explain},
      {"time", {}, answer_time},
  };
  return all;
}

void check_version(const Json& version) {
  if (!version.IsInt() || version.GetInt() < 1) throw bad_request("`entente` must be the number of a version");
  if (version.GetInt() > json::kInterfaceVersion)
    throw Error(ErrorCode::kVersion,
                fmt::format("version {} of the interface is newer than {}", version.GetInt(), json::kInterfaceVersion))
        .with_hint("a newer entente answers it");
}

void answer_known(Database& database, const Json& request, std::ostream& out) {
  check_version(request["entente"]);
  for (const Request& known : requests()) {
    if (!request.HasMember(known.name)) continue;
    for (const auto& member : request.GetObject()) {
      const std::string_view key = json::text_of(member.name);
      const bool expected = key == "entente" || key == known.name ||
                            std::find(known.keys.begin(), known.keys.end(), key) != known.keys.end();
      if (!expected) throw bad_request(fmt::format("a request `{}` has no `{}`", known.name, key));
    }
    return known.answer(database, request, out);
  }
  std::vector<std::string_view> names;
  for (const Request& known : requests()) names.push_back(known.name);
  throw bad_request("the request says nothing that is known", fmt::format("there are {}", fmt::join(names, ", ")));
}

}  // namespace

void answer_request(Database& database, const json::Json& request, std::ostream& out) {
  try {
    answer_known(database, request, out);
  } catch (const Error& error) {
    write_error_json(error, {}, out);
  }
}

Result<Map> read_parameters(const json::Json& request) {
  Map parameters;
  if (!request.HasMember("parameters")) return parameters;
  if (!request["parameters"].IsObject()) return bad_request("`parameters` must be an object");
  try {
    for (const auto& entry : request["parameters"].GetObject())
      parameters[std::string(json::text_of(entry.name))] = json::read_value(entry.value);
  } catch (const Error& error) {
    return Error(ErrorCode::kArgument, "parameters: " + error.message);
  }
  return parameters;
}

}  // namespace entente
