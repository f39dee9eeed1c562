#include "server/stdio.hpp"

#include <istream>
#include <new>
#include <optional>
#include <ostream>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "base/shortened.hpp"
#include "base/text.hpp"
#include "entente/procedure.hpp"
#include "entente/time/edtf.hpp"
#include "formats/json/json.hpp"
#include "formats/json/json_parse.hpp"
#include "server/request_lines.hpp"
#include "server/requests.hpp"

namespace entente {
namespace {

using json::Json;
using json::Writer;

// The names that openCypher's conformance kit gives to kinds of errors.
std::string_view error_type(const Error& error) {
  switch (error.code) {
    case ErrorCode::kSyntax:
      return "SyntaxError";
    case ErrorCode::kSemantic:
      return error.at_runtime ? "SemanticError" : "SyntaxError";
    case ErrorCode::kType:
      return "TypeError";
    case ErrorCode::kArgument:
      // The kit's name for a number of rows that is none, wherever it is found.
      if (error.detail == "NegativeIntegerArgument" || error.detail == "InvalidArgumentType") return "SyntaxError";
      return error.at_runtime ? "ArgumentError" : "SyntaxError";
    case ErrorCode::kArithmetic:
      return "ArithmeticError";
    case ErrorCode::kParameterMissing:
      return "ParameterMissing";
    case ErrorCode::kNotFound:
      return error.detail == "ProcedureNotFound" ? "ProcedureError" : "EntityNotFound";
    case ErrorCode::kInvalidData:
      return "ConstraintValidationFailed";
    default:
      return "Unsupported";
  }
}

// This dialect is the conformance kit's; who came to it unawares is told of the described one.
std::string with_way_out(const std::string& hint) {
  return hint + (hint.empty() ? "" : "; ") +
         "with \"entente\": 1 in it a request gets the replies that "
         "`entente serve --help` describes";
}

void write_error(Writer& out, const Error& error, std::string_view text) {
  out.StartObject();
  out.Key("error");
  out.StartObject();
  out.Key("type");
  json::write_string(out, error_type(error));
  out.Key("code");
  json::write_string(out, name(error.code));
  out.Key("phase");
  out.String(error.at_runtime ? "runtime" : "compile");
  if (!error.detail.empty()) {
    out.Key("detail");
    json::write_string(out, error.detail);
  }
  out.Key("message");
  json::write_string(out, shortened(error.message));
  out.Key("hint");
  json::write_string(out, with_way_out(error.hint));
  if (error.span && error.span->offset <= text.size()) {
    out.Key("offset");
    out.Uint64(error.span->offset);
    out.Key("length");
    out.Uint64(error.span->length);
  }
  out.EndObject();
  out.EndObject();
}

void write_unsupported(Writer& out, const std::string& message) {
  write_error(out, Error(ErrorCode::kUnsupported, message), {});
}

void write_table(Writer& out, const Table& table) {
  out.StartObject();
  out.Key("columns");
  out.StartArray();
  for (const std::string& column : table.columns) json::write_string(out, column);
  out.EndArray();
  out.Key("rows");
  out.StartArray();
  for (const auto& row : table.rows) {
    out.StartArray();
    for (const Value& value : row) json::write_value(out, value, table.elements);
    out.EndArray();
  }
  out.EndArray();
  out.EndObject();
}

void write_dump(Writer& out, const Table& facts) {
  out.StartObject();
  out.Key("nodes");
  out.StartArray();
  for (const auto& [index, node] : facts.elements.nodes) json::write_node(out, node);
  out.EndArray();
  out.Key("relationships");
  out.StartArray();
  for (const auto& [index, r] : facts.elements.relationships) json::write_relationship(out, r, facts.elements);
  out.EndArray();
  out.EndObject();
}

// `first` and last moments as days, or as date-times where the date was given to the second.
std::string moment(Instant t, bool unknown, bool to_the_second) {
  if (unknown) return "unknown";
  if (!t.is_finite()) return t == Instant::minus_infinity() ? "-inf" : "inf";
  std::string text = print_instant(t);
  if (text.starts_with('Y')) text.erase(0, 1);  // the protocol writes long years bare
  if (to_the_second && text.find('T') == std::string::npos) text += "T00:00:00Z";
  return text;
}

void write_edtf(Writer& out, std::string_view text) {
  const auto summary = summarize_edtf(text);
  out.StartObject();
  out.Key("valid");
  out.Bool(summary.ok());
  if (summary.ok()) {
    const std::int64_t unit = summary->latest_to_the_second ? 1 : kSecondsPerDay;
    const Instant last = summary->latest_exclusive.is_finite() ? Instant{summary->latest_exclusive.seconds - unit}
                                                               : summary->latest_exclusive;
    out.Key("level");
    out.Int(summary->level);
    out.Key("min");
    json::write_string(out, moment(summary->earliest, summary->unknown_start, summary->to_the_second));
    out.Key("max");
    json::write_string(out, moment(last, summary->unknown_end, summary->latest_to_the_second));
  }
  out.EndObject();
}

class Session {
 public:
  Session(std::unique_ptr<Database> database, bool in_memory, const std::string& load_from)
      : connection_{std::move(database), {}, load_from}, in_memory_(in_memory) {}

  void answer(const std::string& request, std::ostream& stream) {
    json::Output wrapped(stream);
    Writer out(wrapped);
    json::Document document;
    std::optional<json::Fault> fault;
    try {
      fault = json::parse(request, document);
    } catch (const std::bad_alloc&) {
      return write_error(out, out_of_memory(), {});
    }
    const std::optional<std::string> id = fault ? std::string() : id_of(document);
    id_ = id.value_or("");
    if (!id)
      return write_error(
          out,
          Error(ErrorCode::kArgument, "the `id` of a request holds a number that JSON of 64 bits can't repeat")
              .with_hint("write it as a text"),
          {});
    if (fault) return write_unsupported(out, fmt::format("{} (at character {})", fault->reason, fault->offset + 1));
    if (!document.IsObject()) return write_unsupported(out, "a request is a JSON object");
    if (document.HasMember("entente")) return answer_request(connection_, document, stream);
    if (document.HasMember("query") && document["query"].IsString()) return query(document, out);
    if (document.HasMember("edtf") && document["edtf"].IsString())
      return write_edtf(out, json::text_of(document["edtf"]));
    if (document.HasMember("dump")) return dump(out);
    if (document.HasMember("procedure") && document["procedure"].IsObject())
      return procedure(document["procedure"], out);
    if (document.HasMember("refresh")) return refresh(out);
    if (document.HasMember("reset")) return reset(out);
    write_unsupported(out, "unknown request; there are query, procedure, dump, edtf, refresh and reset");
  }

  // The `id` of the request that was answered last, as JSON; empty: it had none.
  const std::string& id() const { return id_; }

  // Answers a request that was not read.
  void refuse(const Error& error, std::ostream& stream) {
    id_.clear();
    json::Output wrapped(stream);
    Writer out(wrapped);
    write_error(out, error, {});
  }

 private:
  // Nullopt: it can't be repeated as it was.
  static std::optional<std::string> id_of(const json::Document& request) {
    if (!request.IsObject() || !request.HasMember("id")) return std::string();
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    if (!request["id"].Accept(writer)) return std::nullopt;
    return buffer.GetString();
  }

  void query(const Json& request, Writer& out) {
    const std::string_view text = json::text_of(request["query"]);
    const auto parameters = read_parameters(request);
    if (!parameters.ok()) return write_error(out, parameters.error(), {});
    QueryOptions options;
    options.procedures = procedures_;
    options.load_from = connection_.load_from;
    const auto table = connection_.query(text, *parameters, options);
    table.ok() ? write_table(out, *table) : write_error(out, table.error(), text);
  }

  void dump(Writer& out) {
    const auto facts = connection_.database->all_facts();
    facts.ok() ? write_dump(out, *facts) : write_error(out, facts.error(), {});
  }

  void refresh(Writer& out) {
    const auto commit = connection_.database->refresh();
    if (!commit.ok()) return write_error(out, commit.error(), {});
    out.StartObject();
    out.Key("ok");
    out.Bool(true);
    out.Key("commit");
    out.Uint64(commit->value);
    out.EndObject();
  }

  void reset(Writer& out) {
    if (!in_memory_) return write_unsupported(out, "a store on disk is not emptied");
    auto fresh = Database::in_memory();
    if (!fresh.ok()) return write_error(out, fresh.error(), {});
    connection_ = {std::move(fresh).value(), {}, connection_.load_from};
    procedures_.clear();
    write_ok(out);
  }

  // A table that CALL looks answers up in; it replaces one of the same name.
  void procedure(const Json& request, Writer& out) {
    const auto complete = [&](const char* key) { return request.HasMember(key) && request[key].IsArray(); };
    if (!request.HasMember("name") || !request["name"].IsString() || !complete("inputs") || !complete("outputs") ||
        !complete("rows")) {
      return write_unsupported(out, "a procedure has a name, and lists of inputs, outputs and rows");
    }
    std::vector<ProcedureField> inputs = fields(request["inputs"]), outputs = fields(request["outputs"]);
    ProcedureRows rows;
    try {
      for (const Json& row : request["rows"].GetArray()) {
        std::vector<Value>& values = rows.emplace_back();
        if (row.IsArray()) {
          for (const Json& value : row.GetArray()) values.push_back(json::read_value(value));
        }
        if (values.size() != inputs.size() + outputs.size()) {
          return write_unsupported(out, "a row of a procedure has a value for each input and output");
        }
      }
    } catch (const Error& error) {
      return write_error(out, Error(ErrorCode::kArgument, "rows: " + error.message), {});
    }
    auto made = table_procedure(std::string(json::text_of(request["name"])), std::move(inputs), std::move(outputs),
                                std::move(rows));
    std::erase_if(procedures_, [&](const auto& known) { return known->name == made->name; });
    procedures_.push_back(std::move(made));
    write_ok(out);
  }

  // `?` behind a type says that null may stand for a value; here it may for any.
  static std::vector<ProcedureField> fields(const Json& list) {
    std::vector<ProcedureField> result;
    for (const Json& field : list.GetArray()) {
      if (!field.IsObject() || !field.HasMember("name") || !field["name"].IsString()) continue;
      std::string type = field.HasMember("type") && field["type"].IsString() ? std::string(json::text_of(field["type"]))
                                                                             : std::string("ANY");
      if (type.ends_with('?')) type.pop_back();
      result.push_back({std::string(json::text_of(field["name"])), std::move(type)});
    }
    return result;
  }

  static void write_ok(Writer& out) {
    out.StartObject();
    out.Key("ok");
    out.Bool(true);
    out.EndObject();
  }

  Connection connection_;
  bool in_memory_;
  std::string id_;
  std::vector<std::shared_ptr<const Procedure>> procedures_;
};

void answer_error(std::ostream& stream, const Error& error) {
  json::Output wrapped(stream);
  Writer out(wrapped);
  write_error(out, error, {});
}

}  // namespace

namespace {

// A reply is an object: its first member becomes the id.
void write_reply(std::string_view reply, const std::string& id, std::ostream& out) {
  if (id.empty() || !reply.starts_with('{')) {
    out << reply;
    return;
  }
  out << "{\"id\":" << id << (reply == "{}" ? "" : ",") << reply.substr(1);
}

}  // namespace

bool serve_stdio(std::unique_ptr<Database> database, bool in_memory, std::istream& in, std::ostream& out,
                 std::size_t max_line, const std::string& load_from) {
  Session session(std::move(database), in_memory, load_from);
  RequestLines lines(in, max_line);
  while (out) {
    const RequestLines::Step step = lines.next();
    if (step == RequestLines::Step::kEnd) return true;
    if (step == RequestLines::Step::kFailed) return false;
    if (step == RequestLines::Step::kLine && trim_blanks(lines.line()).find_first_not_of('\r') == std::string::npos)
      continue;
    // A reply is whole or an error: what fails while it is written takes neither the reader nor the session with it.
    std::ostringstream reply;
    try {
      if (step == RequestLines::Step::kLine)
        session.answer(lines.line(), reply);
      else
        session.refuse(lines.refusal(), reply);
      write_reply(reply.view(), session.id(), out);
    } catch (const std::bad_alloc&) {
      answer_error(out, Error(ErrorCode::kLimit, "out of memory"));
    } catch (const Error& error) {
      answer_error(out, error);
    }
    out << '\n' << std::flush;
  }
  return false;
}

}  // namespace entente
