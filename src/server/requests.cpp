#include "server/requests.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "entente/dossier.hpp"
#include "entente/drawing.hpp"
#include "entente/explanation.hpp"
#include "entente/formats.hpp"
#include "entente/integrity.hpp"
#include "entente/time/edtf.hpp"
#include "entente/time_report.hpp"
#include "server/stdio.hpp"

namespace entente {
namespace {

using json::Json;

constexpr std::size_t kMostSources = 1'000;
constexpr std::size_t kMostFiles = 1'000;
constexpr std::size_t kMostRejections = 100;  // that a reply lists

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

// False where it is absent.
bool flag_member(const Json& request, const char* key) {
  if (!request.HasMember(key)) return false;
  if (!request[key].IsBool()) throw bad_request(fmt::format("`{}` is true or false", key));
  return request[key].GetBool();
}

// The time and the sources that a request is about.
QueryOptions read_options(const Json& request) {
  QueryOptions options;
  options.as_of = text_member(request, "as_of");
  options.system_time = text_member(request, "system_time");
  if (flag_member(request, "presumably")) options.reading = Reading::kPresumed;
  if (flag_member(request, "possibly")) options.reading = Reading::kPossible;
  if (!request.HasMember("according_to")) return options;
  const Json& sources = request["according_to"];
  options.according_to = sources.IsString() ? std::vector{json::read_string(sources, "according_to")}
                                            : texts(sources, "according_to", 1, kMostSources);
  return options;
}

// A number above 0; absent: `otherwise`.
double number_member(const Json& request, const char* key, double otherwise) {
  if (!request.HasMember(key)) return otherwise;
  const Json& value = request[key];
  if (!value.IsNumber() || !(value.GetDouble() > 0)) throw bad_request(fmt::format("`{}` is a number above 0", key));
  return value.GetDouble();
}

// A query that somebody else waits for is not waited for without end.
constexpr double kUsualTimeout = 60;  // seconds
constexpr double kMegabyte = 1 << 20;
constexpr double kMostMegabytes = 1e9, kMostSeconds = 1e9, kMostRows = 1e15;

// The time, the sources and the bounds of a query.
QueryOptions read_query_options(const Json& request) {
  QueryOptions options = read_options(request);
  options.control.timeout = std::chrono::milliseconds(static_cast<std::int64_t>(
      std::ceil(1000 * std::min(number_member(request, "timeout", kUsualTimeout), kMostSeconds))));
  options.control.memory =
      static_cast<std::size_t>(std::ceil(kMegabyte * std::min(number_member(request, "memory", 0), kMostMegabytes)));
  options.max_rows = static_cast<std::size_t>(std::min(number_member(request, "max_rows", 0), kMostRows));
  return options;
}

void answer_query(Connection& connection, const Json& request, std::ostream& out) {
  const std::string text = json::read_string(request["query"], "query");
  const auto parameters = read_parameters(request);
  if (!parameters.ok()) throw parameters.error();
  QueryOptions options = read_query_options(request);
  options.reason = text_member(request, "reason");
  options.load_from = connection.load_from;
  const auto table = connection.query(text, *parameters, options);
  table.ok() ? write_result_line(*table, out) : write_error_json(table.error(), text, out);
}

template <class T>
T valued(Result<T> result) {
  if (!result.ok()) throw result.error();
  return std::move(result).value();
}

void valued(const Result<void>& result) {
  if (!result.ok()) throw result.error();
}

// The types in force at the commit that a result was read at.
Ontology ontology_of(Database& database, const Table& table) {
  return valued(database.ontology(fmt::format("commit {}", table.read_at.transaction.value)));
}

void answer_facts(Connection& connection, const Json& request, std::ostream& out) {
  const Table facts = valued(connection.database->all_facts(read_options(request)));
  const Ontology ontology = ontology_of(*connection.database, facts);
  write_facts_line(facts, &ontology, out);
}

void answer_diff(Connection& connection, const Json& request, std::ostream& out) {
  auto times = texts(request["diff"], "diff", 2, 2);
  for (std::string& time : times) time = dated(std::move(time));
  QueryOptions options = read_options(request);
  options.cuts = {valued(cut_between(times[0], times[1]))};
  const Table facts = valued(connection.database->all_facts(options));
  const Ontology ontology = ontology_of(*connection.database, facts);
  write_changes_json(facts, valued(changes_between(facts, times[0], times[1])), &ontology, out);
}

// Line feeds stand between the members of an object only: inside of strings JSON escapes them.
void write_in_one_line(std::string text, std::ostream& out) {
  std::erase(text, '\n');
  out << text;
}

void answer_findings(Connection& connection, const Json& request, std::ostream& out) {
  std::ostringstream text;
  write_findings_json(valued(connection.database->check({}, text_member(request, "system_time"))), text);
  write_in_one_line(std::move(text).str(), out);
}

void answer_explain(Connection& connection, const Json& request, std::ostream& out) {
  std::ostringstream text;
  write_explanation_json(valued(connection.database->explain(json::read_string(request["explain"], "explain"), {},
                                                             text_member(request, "system_time"))),
                         text);
  write_in_one_line(std::move(text).str(), out);
}

void answer_time(Connection&, const Json& request, std::ostream& out) {
  std::vector<TimeReading> readings;
  for (const std::string& text : texts(request["time"], "time", 1, 2)) {
    auto reading = read_time(dated(text));
    if (!reading.ok()) return write_error_json(reading.error(), text, out);
    readings.push_back(std::move(reading).value());
  }
  write_time_json(readings, out);
}

// The members that every object has.
void begin(json::Writer& out, const char* kind) {
  out.StartObject();
  out.Key("entente");
  out.Int(json::kInterfaceVersion);
  out.Key("kind");
  out.String(kind);
}

void write_text(json::Writer& out, const char* key, std::string_view text) {
  out.Key(key);
  json::write_string(out, text);
}

void write_count(json::Writer& out, const char* key, std::uint64_t count) {
  out.Key(key);
  out.Uint64(count);
}

void write_commit(json::Writer& out, TransactionId transaction, SystemTime time) {
  write_count(out, "transaction", transaction.value);
  write_text(out, "system_time", print_system_time(time));
}

void write_newest(Connection& connection, std::ostream& stream) {
  const ReadTransaction read = valued(connection.database->read());
  json::Output wrapped(stream);
  json::Writer out(wrapped);
  begin(out, "commit");
  write_commit(out, read.graph().transaction(), read.graph().system_time());
  out.EndObject();
}

void answer_begin(Connection& connection, const Json&, std::ostream& out) {
  valued(connection.begin());
  write_newest(connection, out);
}

void answer_commit(Connection& connection, const Json& request, std::ostream& out) {
  valued(connection.commit(text_member(request, "reason")));
  write_newest(connection, out);
}

void answer_rollback(Connection& connection, const Json&, std::ostream& out) {
  valued(connection.rollback());
  write_newest(connection, out);
}

void answer_refresh(Connection& connection, const Json&, std::ostream& stream) {
  valued(connection.database->refresh());
  write_newest(connection, stream);
}

void write_named(json::Writer& out, const char* key, const std::vector<NamedEntity>& entities) {
  out.Key(key);
  out.StartArray();
  for (const NamedEntity& entity : entities) {
    out.StartObject();
    write_text(out, "key", entity.key);
    write_text(out, "name", entity.name);
    write_text(out, "matched", entity.matched);
    out.Key("alias");
    out.Bool(entity.is_alias);
    out.Key("labels");
    out.StartArray();
    for (const std::string& label : entity.labels) json::write_string(out, label);
    out.EndArray();
    if (entity.validity) {
      out.Key("valid");
      json::write_validity(out, *entity.validity);
    }
    out.EndObject();
  }
  out.EndArray();
}

void answer_find(Connection& connection, const Json& request, std::ostream& stream) {
  const FoundEntities found = valued(connection.database->find_entities(json::read_string(request["find"], "find"),
                                                                        text_member(request, "system_time")));
  json::Output wrapped(stream);
  json::Writer out(wrapped);
  begin(out, "entities");
  write_named(out, "matches", found.matches);
  write_named(out, "parts", found.parts);
  out.Key("nearest");
  out.StartArray();
  for (const std::string& name : found.nearest) json::write_string(out, name);
  out.EndArray();
  out.EndObject();
}

void answer_show(Connection& connection, const Json& request, std::ostream& out) {
  std::ostringstream text;
  write_dossier_json(
      valued(connection.database->dossier(json::read_string(request["show"], "show"), read_options(request))), text);
  write_in_one_line(std::move(text).str(), out);
}

void write_counts(json::Writer& out, const char* key, const std::vector<std::pair<std::string, std::size_t>>& counts) {
  out.Key(key);
  out.StartObject();
  for (const auto& [name, count] : counts) {
    json::write_key(out, name);
    out.Uint64(count);
  }
  out.EndObject();
}

void answer_info(Connection& connection, const Json& request, std::ostream& stream) {
  const DatabaseInfo info = valued(connection.database->info(text_member(request, "system_time")));
  json::Output wrapped(stream);
  json::Writer out(wrapped);
  begin(out, "info");
  write_commit(out, info.transaction, info.system_time);
  if (!info.path.empty()) write_text(out, "path", info.path);
  write_count(out, "entities", info.entities);
  write_count(out, "relations", info.relations);
  write_count(out, "uncertain_relations", info.uncertain_relations);
  if (info.erased_entities + info.erased_relations > 0) {
    out.Key("erased");
    out.StartObject();
    write_count(out, "entities", info.erased_entities);
    write_count(out, "relations", info.erased_relations);
    out.EndObject();
  }
  write_counts(out, "labels", info.labels);
  write_counts(out, "relation_types", info.relation_types);
  write_count(out, "bytes_on_disk", info.bytes_on_disk);
  out.Key("commits");
  out.StartArray();
  for (const CommitEntry& commit : info.commits) {
    out.StartObject();
    write_commit(out, commit.transaction, commit.system_time);
    write_text(out, "reason", commit.reason);
    write_count(out, "entities", commit.entities);
    write_count(out, "relations", commit.relations);
    write_count(out, "removed", commit.removed);
    write_count(out, "removed_entities", commit.removed_entities);
    out.EndObject();
  }
  out.EndArray();
  out.EndObject();
}

void answer_log(Connection& connection, const Json& request, std::ostream& out) {
  if (!request["log"].IsTrue()) throw bad_request("`log` is true", "`of` says what it is to be about");
  LogOptions options;
  options.since = text_member(request, "since");
  options.until = text_member(request, "until");
  options.of = text_member(request, "of");
  write_log_json(valued(connection.database->log(options)), out);
}

void answer_system_diff(Connection& connection, const Json& request, std::ostream& out) {
  const std::vector<std::string> times = texts(request["system_diff"], "system_diff", 2, 2);
  write_system_diff_json(valued(connection.database->system_diff(times[0], times[1])), out);
}

void answer_schema(Connection& connection, const Json& request, std::ostream& out) {
  write_result_line(valued(connection.database->query("CALL db.schema()", {}, read_options(request))), out);
}

// What is to be drawn: of two states what they know otherwise, else a result or the whole store.
Result<Table> drawn_table(Database& database, const Json& request, const std::string& query) {
  QueryOptions reading = read_query_options(request);
  if (request.HasMember("system_change")) {
    if (!query.empty() || request.HasMember("system_time") || request.HasMember("as_of"))
      throw bad_request("system_change is drawn of the whole store in all of valid time", R"("draw": true)");
    const std::vector<std::string> times = texts(request["system_change"], "system_change", 2, 2);
    return database.changed_facts(times[0], times[1]);
  }
  reading.all_elements = true;
  reading.cuts = {cut_of(DrawTime{})};
  const auto parameters = read_parameters(request);
  if (!parameters.ok()) return parameters.error();
  return query.empty() ? database.all_facts(reading) : database.query(query, *parameters, reading);
}

// Pictures that are text: a reply has no room for bytes.
void answer_draw(Connection& connection, const Json& request, std::ostream& stream) {
  std::string format = text_member(request, "format");
  if (format.empty()) format = "svg";
  if (format != "svg" && format != "dot")
    throw bad_request(fmt::format("a reply holds no picture of the format `{}`", format), "there are svg and dot");
  const Json& what = request["draw"];
  const std::string query = what.IsTrue() ? std::string() : json::read_string(what, "draw");
  const auto table = drawn_table(*connection.database, request, query);
  if (!table.ok()) return write_error_json(table.error(), query, stream);
  const Ontology ontology = ontology_of(*connection.database, *table);
  DrawOptions options;
  options.ontology = &ontology;
  options.title = text_member(request, "title");
  options.style.layout = text_member(request, "layout");
  std::ostringstream picture;
  const DrawReport report = valued(draw(*table, options, format, picture));
  json::Output wrapped(stream);
  json::Writer out(wrapped);
  begin(out, "picture");
  write_text(out, "format", format);
  write_count(out, "entities", report.entities);
  write_count(out, "relations", report.relations);
  write_count(out, "entities_found", report.entities_found);
  write_count(out, "relations_found", report.relations_found);
  write_text(out, "picture", picture.view());
  if (!table->warnings.empty()) {
    out.Key("warnings");
    json::write_warnings(out, table->warnings);
  }
  out.Key("read_at");
  json::write_read_at(out, table->read_at);
  out.EndObject();
}

// Reading it to its end would wait for the end of the requests.
bool is_standard_input(const std::string& path) {
  struct stat file {
  }, in{};
  return path == "-" || (stat(path.c_str(), &file) == 0 && fstat(STDIN_FILENO, &in) == 0 && file.st_dev == in.st_dev &&
                         file.st_ino == in.st_ino);
}

// What the files said before and say no more.
void write_gone(json::Writer& out, const ImportReport& report) {
  out.Key("gone");
  out.StartObject();
  write_count(out, "entities", report.gone_entities);
  write_count(out, "relations", report.gone_relations);
  write_count(out, "kept", report.gone_kept);
  out.Key("examples");
  out.StartArray();
  for (const std::string& fact : report.gone) json::write_string(out, fact);
  out.EndArray();
  out.EndObject();
}

// What the rules concluded then, or why not: the import stands either way.
void write_derivation(json::Writer& out, const Result<DerivationReport>& derivation) {
  out.Key("derivation");
  out.StartObject();
  if (derivation.ok()) {
    RuleReport all;
    for (const RuleReport& rule : derivation->rules) {
      all.added += rule.added;
      all.kept += rule.kept;
      all.withdrawn += rule.withdrawn;
    }
    write_count(out, "added", all.added);
    write_count(out, "kept", all.kept);
    write_count(out, "withdrawn", all.withdrawn);
  } else {
    write_text(out, "error", derivation.error().message);
  }
  out.EndObject();
}

void answer_import(Connection& connection, const Json& request, std::ostream& stream) {
  ImportOptions options;
  options.format = text_member(request, "format");
  options.columns = text_member(request, "columns");
  options.as = text_member(request, "as");
  options.replace = flag_member(request, "replace");
  options.keep_valid = flag_member(request, "keep_valid");
  std::vector<RejectedRecord> rejected;
  options.rejected = [&](const RejectedRecord& record) {
    if (rejected.size() < kMostRejections) rejected.push_back(record);
  };
  const std::vector<std::string> files = texts(request["import"], "import", 1, kMostFiles);
  for (const std::string& file : files)
    if (is_standard_input(file))
      throw bad_request(fmt::format("\"{}\" is where requests come from, and no file to import", file),
                        "name a file with the facts");
  const auto report = connection.database->import(files, options);
  if (!report.ok()) throw report.error();
  json::Output wrapped(stream);
  json::Writer out(wrapped);
  begin(out, "import");
  const CommitReport& commit = report->commit;
  write_commit(out, commit.transaction, commit.system_time);
  write_count(out, "files", report->files);
  write_count(out, "entities_added", commit.entities_added);
  write_count(out, "entities_changed", commit.entities_changed);
  write_count(out, "entities_unchanged", commit.entities_unchanged);
  write_count(out, "entities_removed", commit.entities_removed);
  write_count(out, "relations_added", commit.relations_added);
  write_count(out, "relations_changed", commit.relations_changed);
  write_count(out, "relations_unchanged", commit.relations_unchanged);
  write_count(out, "relations_removed", commit.relations_removed);
  write_count(out, "rejected", report->rejected);
  out.Key("rejections");
  out.StartArray();
  for (const RejectedRecord& record : rejected) {
    out.StartObject();
    write_text(out, "file", record.file);
    write_count(out, "line", record.line);
    write_text(out, "reason", record.reason);
    out.EndObject();
  }
  out.EndArray();
  out.Key("warnings");
  out.StartArray();
  for (const ImportWarning& warning : report->warnings) {
    out.StartObject();
    write_text(out, "kind", warning.kind);
    write_count(out, "count", warning.count);
    write_text(out, "file", warning.file);
    write_count(out, "line", warning.line);
    write_text(out, "example", warning.example);
    out.EndObject();
  }
  out.EndArray();
  write_gone(out, *report);
  if (report->derivation) write_derivation(out, *report->derivation);
  out.EndObject();
}

constexpr std::string_view kTimeAndSources[] = {"as_of", "presumably", "possibly", "according_to", "system_time"};

struct Request {
  const char* name;
  std::vector<std::string_view> keys;  // that it may have, too
  bool is_of_a_time;                   // and those of kTimeAndSources
  void (*answer)(Connection& connection, const Json& request, std::ostream& out);
  std::string_view example, answer_in_words;
};

const std::vector<Request>& requests() {
  static const std::vector<Request> all = {
      {"query",
       {"parameters", "timeout", "memory", "max_rows", "reason"},
       true,
       answer_query,
       R"("query": "MATCH …", "parameters": {…}, "as_of": "1969", "possibly": true, "timeout": 60)",
       "result"},
      {"begin", {}, false, answer_begin, R"("begin": true)", "commit: the one that the transaction begins with"},
      {"commit",
       {"reason"},
       false,
       answer_commit,
       R"("commit": true, "reason": "why")",
       "commit: what the queries since begin wrote, at once"},
      {"rollback", {}, false, answer_rollback, R"("rollback": true)", "commit: the newest; what they wrote is dropped"},
      {"find",
       {"system_time"},
       false,
       answer_find,
       R"("find": "mao")",
       "entities: those of that name, and with it as a part"},
      {"show", {}, true, answer_show, R"("show": "mao-zedong")", "dossier: all about an entity, in order of time"},
      {"explain", {"system_time"}, false, answer_explain, R"("explain": "F227")", "explanation: what a fact rests on"},
      {"facts", {}, true, answer_facts, R"("facts": true)", "facts: the whole store, in the data format"},
      {"diff",
       {"according_to", "system_time"},
       false,
       answer_diff,
       R"("diff": ["1950", "1969"])",
       "diff: what began, ended and stayed"},
      {"findings", {"system_time"}, false, answer_findings, R"("findings": true)", "findings: what a check finds"},
      {"log",
       {"since", "until", "of"},
       false,
       answer_log,
       R"("log": true, "since": "2026-05", "of": "mao-zedong")",
       "log: what each commit changed, and why"},
      {"system_diff",
       {},
       false,
       answer_system_diff,
       R"("system_diff": ["commit 1", "now"])",
       "system_diff: what was corrected, newly known and retracted"},
      {"draw",
       {"parameters", "format", "layout", "title", "system_change", "timeout", "memory", "max_rows"},
       true,
       answer_draw,
       R"("draw": "MATCH …", "format": "svg", "layout": "timeline", "title": "…")",
       "picture; \"draw\": true is the whole store, with \"system_change\": [A, B] what it knew otherwise at B"},
      {"info",
       {"system_time"},
       false,
       answer_info,
       R"("info": true, "system_time": "2026-05-01")",
       "info: counts, sizes and commits"},
      {"schema",
       {"system_time"},
       false,
       answer_schema,
       R"("schema": true)",
       "result: types with their counts and properties"},
      {"time", {}, false, answer_time, R"("time": ["1967/1985~", "1969"])", "time: how dates are read and relate"},
      {"import",
       {"format", "columns", "as", "replace", "keep_valid"},
       false,
       answer_import,
       R"("import": ["facts.json"], "replace": true)",
       "import: what it added; with --writable, or in memory"},
      {"refresh", {}, false, answer_refresh, R"("refresh": true)", "commit: the newest, which later replies show"},
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

void answer_known(Connection& connection, const Json& request, std::ostream& out) {
  check_version(request["entente"]);
  for (const Request& known : requests()) {
    if (!request.HasMember(known.name)) continue;
    for (const auto& member : request.GetObject()) {
      const std::string_view key = json::text_of(member.name);
      const auto is_key = [&](const auto& keys) {
        return std::find(std::begin(keys), std::end(keys), key) != std::end(keys);
      };
      const bool expected = key == "entente" || key == "id" || key == known.name || is_key(known.keys) ||
                            (known.is_of_a_time && is_key(kTimeAndSources));
      if (!expected) throw bad_request(fmt::format("a request `{}` has no `{}`", known.name, key));
    }
    if (request[known.name].IsFalse())
      throw bad_request(fmt::format("`{0}` is false", known.name),
                        fmt::format("leave `{0}` out of what is not asked", known.name));
    const bool says_true = known.example.starts_with(fmt::format("\"{}\": true", known.name));
    if (says_true && !request[known.name].IsTrue()) throw bad_request(fmt::format("`{}` is true", known.name));
    return known.answer(connection, request, out);
  }
  std::vector<std::string_view> names;
  for (const Request& known : requests()) names.push_back(known.name);
  throw bad_request("the request says nothing that is known", fmt::format("there are {}", fmt::join(names, ", ")));
}

}  // namespace

std::string requests_in_words() {
  std::string text;
  for (const Request& request : requests())
    text += fmt::format("  {{\"entente\": 1, {}}}\n      → {}\n", request.example, request.answer_in_words);
  return text;
}

void answer_request(Connection& connection, const json::Json& request, std::ostream& out) {
  try {
    answer_known(connection, request, out);
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
