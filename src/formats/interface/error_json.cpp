// An error as an object of the JSON interface.
#include "base/shortened.hpp"
#include "entente/formats.hpp"
#include "formats/json/json.hpp"

namespace entente {

void write_error_json(const Error& error, std::string_view text, std::ostream& stream) {
  json::Output wrapped(stream);
  json::Writer out(wrapped);
  const auto member = [&](const char* key, std::string_view value) {
    if (value.empty()) return;
    out.Key(key);
    json::write_string(out, value);
  };
  out.StartObject();
  out.Key("entente");
  out.Int(json::kInterfaceVersion);
  out.Key("kind");
  out.String("error");
  member("code", name(error.code));
  member("detail", error.detail);
  out.Key("message");
  json::write_string(out, shortened(error.message));
  member("hint", shortened(error.hint));
  member("file", error.file);
  if (error.line > 0) {
    out.Key("line");
    out.Uint64(error.line);
  }
  if (error.span && error.span->offset <= text.size()) {
    out.Key("span");
    json::write_span(out, *error.span);
  }
  out.EndObject();
}

}  // namespace entente
