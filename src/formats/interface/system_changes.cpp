// What became of facts in system time, as JSON (src/formats/interface/log.schema.json, system_diff.schema.json).
#include <fmt/format.h>

#include "base/text.hpp"
#include "entente/formats.hpp"
#include "entente/time/edtf.hpp"
#include "formats/json/json.hpp"

namespace entente {
namespace {

void begin_object(json::Writer& out, const char* kind) {
  out.StartObject();
  out.Key("entente");
  out.Int(json::kInterfaceVersion);
  out.Key("kind");
  out.String(kind);
}

void write_system_change(json::Writer& out, const SystemChange& change) {
  out.StartObject();
  json::write_text(out, "change", name(change.kind));
  json::write_text(out, "is", change.is_relation ? "relation" : "entity");
  out.Key("id");
  out.Uint64(change.id);
  if (!change.key.empty()) json::write_text(out, "key", change.key);
  json::write_text(out, "statement", change.statement);
  out.Key("transaction");
  out.Uint64(change.transaction.value);
  if (!change.differences.empty()) {
    out.Key("differences");
    out.StartArray();
    for (const SystemDifference& d : change.differences) {
      out.StartObject();
      json::write_text(out, "what", d.what);
      json::write_text(out, "before", d.before);
      json::write_text(out, "after", d.after);
      out.EndObject();
    }
    out.EndArray();
  }
  out.EndObject();
}

void write_system_changes(json::Writer& out, const std::vector<SystemChange>& changes) {
  out.Key("changes");
  out.StartArray();
  for (const SystemChange& change : changes) write_system_change(out, change);
  out.EndArray();
}

void write_state(json::Writer& out, const char* key, TransactionId transaction, SystemTime time) {
  out.Key(key);
  out.StartObject();
  out.Key("transaction");
  out.Uint64(transaction.value);
  if (transaction.value > 0) json::write_text(out, "system_time", print_system_time(time));
  out.EndObject();
}

}  // namespace

void write_log_json(const std::vector<LoggedCommit>& log, std::ostream& stream) {
  json::Output wrapped(stream);
  json::Writer out(wrapped);
  begin_object(out, "log");
  out.Key("commits");
  out.StartArray();
  for (const LoggedCommit& commit : log) {
    out.StartObject();
    out.Key("transaction");
    out.Uint64(commit.transaction.value);
    json::write_text(out, "system_time", print_system_time(commit.system_time));
    json::write_text(out, "reason", commit.reason);
    out.Key("ontology_changed");
    out.Bool(commit.ontology_changed);
    if (commit.erased_entities + commit.erased_relations > 0) {
      out.Key("erased");
      out.StartObject();
      out.Key("entities");
      out.Uint64(commit.erased_entities);
      out.Key("relations");
      out.Uint64(commit.erased_relations);
      out.EndObject();
    }
    if (commit.is_forgotten) {
      out.Key("forgotten");
      out.Bool(true);
    }
    write_system_changes(out, commit.changes);
    out.EndObject();
  }
  out.EndArray();
  out.EndObject();
}

std::string system_changes_text(const std::vector<SystemChange>& changes) {
  std::string text;
  for (const SystemChange& change : changes) {
    const std::string key = change.key.empty() ? fmt::format("id {}", change.id) : change.key;
    text += fmt::format("  {:<11}  {}  {}\n", name(change.kind), printable(key), printable(change.statement));
    for (const SystemDifference& d : change.differences) {
      if (d.before.empty())
        text +=
            fmt::format("                 {}: {}, of which it said nothing\n", printable(d.what), printable(d.after));
      else if (d.after.empty())
        text +=
            fmt::format("                 {}: nothing any more, it was {}\n", printable(d.what), printable(d.before));
      else
        text += fmt::format("                 {}: {}, it was {}\n", printable(d.what), printable(d.after),
                            printable(d.before));
    }
  }
  return text;
}

void write_system_diff_json(const SystemDiff& diff, std::ostream& stream) {
  json::Output wrapped(stream);
  json::Writer out(wrapped);
  begin_object(out, "system_diff");
  write_state(out, "from", diff.from, diff.from_time);
  write_state(out, "to", diff.to, diff.to_time);
  out.Key("ontology");
  out.StartArray();
  for (const OntologyChange& change : diff.ontology) {
    out.StartObject();
    json::write_text(out, "change", name(change.kind));
    json::write_text(out, "what", change.what);
    json::write_text(out, "name", change.name);
    out.EndObject();
  }
  out.EndArray();
  write_system_changes(out, diff.changes);
  if (diff.erased_entities + diff.erased_relations > 0) {
    out.Key("erased");
    out.StartObject();
    out.Key("entities");
    out.Uint64(diff.erased_entities);
    out.Key("relations");
    out.Uint64(diff.erased_relations);
    out.EndObject();
  }
  out.EndObject();
}

}  // namespace entente
