#include "formats/json/json_parse.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

#include <fmt/format.h>
#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

namespace entente::json {
namespace {

// Iterative: nesting can't exhaust the stack.
constexpr unsigned kWhole =
    rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag | rapidjson::kParseNumbersAsStringsFlag;
constexpr unsigned kNext = kWhole | rapidjson::kParseStopWhenDoneFlag;

using JsonReader = rapidjson::GenericReader<rapidjson::UTF8<>, rapidjson::UTF8<>, Memory>;

// Too small for a float is nought, as everywhere.
double float_beyond(std::string_view text) {
  const std::size_t exponent = text.find_first_of("eE");
  const bool is_small = exponent == std::string_view::npos ? text.find_first_of("123456789") > text.find('.')
                                                           : text.substr(exponent + 1).starts_with('-');
  const double size = is_small ? 0.0 : std::numeric_limits<double>::infinity();
  return text.starts_with('-') ? -size : size;
}

bool put_number(Document& out, std::string_view text) {
  const char *from = text.data(), *to = text.data() + text.size();
  if (text.find_first_of(".eE") != std::string_view::npos) {
    double number = 0;
    const bool is_beyond = std::from_chars(from, to, number).ec == std::errc::result_out_of_range;
    return out.Double(is_beyond ? float_beyond(text) : number);
  }
  std::int64_t integer = 0;
  if (std::from_chars(from, to, integer).ec == std::errc()) return out.Int64(integer);
  std::uint64_t positive = 0;
  if (std::from_chars(from, to, positive).ec == std::errc()) return out.Uint64(positive);
  return out.Double(std::numeric_limits<double>::quiet_NaN());
}

// Passes on what a parser finds, down to kMaxParseDepth.
class Builder {
 public:
  explicit Builder(Document& out) : out_(out) {}

  bool Null() { return out_.Null(); }
  bool Bool(bool b) { return out_.Bool(b); }
  bool RawNumber(const char* text, rapidjson::SizeType size, bool) { return put_number(out_, {text, size}); }
  bool String(const char* text, rapidjson::SizeType size, bool copy) { return out_.String(text, size, copy); }
  bool Key(const char* text, rapidjson::SizeType size, bool copy) { return out_.Key(text, size, copy); }
  bool StartObject() { return ++depth_ <= kMaxParseDepth && out_.StartObject(); }
  bool EndObject(rapidjson::SizeType members) { return --depth_, out_.EndObject(members); }
  bool StartArray() { return ++depth_ <= kMaxParseDepth && out_.StartArray(); }
  bool EndArray(rapidjson::SizeType items) { return --depth_, out_.EndArray(items); }
  // What numbers are when they are no texts; never called.
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  bool Double(double) { return false; }

 private:
  Document& out_;
  int depth_ = 0;
};

// Leaves out what a parser finds; each part counts as a record of its own.
class Skipper : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Skipper> {
 public:
  explicit Skipper(TextStream& in) : in_(in) {}
  bool Default() {
    in_.begin_record();
    return true;
  }
  bool StartObject() { return Default() && ++depth_ <= kMaxParseDepth; }
  bool EndObject(rapidjson::SizeType) { return Default() && --depth_ >= 0; }
  bool StartArray() { return StartObject(); }
  bool EndArray(rapidjson::SizeType) { return EndObject(0); }

 private:
  TextStream& in_;
  int depth_ = 0;
};

std::optional<Fault> fault_of(const rapidjson::ParseResult& result) {
  if (!result.IsError()) return std::nullopt;
  const std::size_t offset = result.Offset();
  if (result.Code() == rapidjson::kParseErrorTermination)
    return Fault{fmt::format("nested deeper than {} levels", kMaxParseDepth), offset, false};
  if (result.Code() == rapidjson::kParseErrorNumberTooBig)
    return Fault{"a number beyond the range of floats", offset, false};
  std::string reason = rapidjson::GetParseError_En(result.Code());
  if (reason.ends_with('.')) reason.pop_back();
  return Fault{"not JSON: " + reason, offset};
}

// RapidJSON makes documents out of whatever calls them.
template <unsigned kFlags, class Stream>
std::optional<Fault> parse_from(Stream& in, Document& document) {
  document.SetNull();
  document.GetAllocator().Clear();
  std::optional<Fault> fault;
  auto source = [&](Document& to) {
    JsonReader reader;
    Builder builder(to);
    fault = fault_of(reader.Parse<kFlags>(in, builder));
    return !fault;
  };
  document.Populate(source);
  return fault;
}

}  // namespace

std::optional<Fault> parse(std::string_view text, Document& document) {
  const std::size_t mark = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;  // a byte order mark says nothing in UTF-8
  rapidjson::MemoryStream bytes(text.data() + mark, text.size() - mark);
  auto fault = parse_from<kWhole>(bytes, document);
  // A byte 0 is the end of the text to RapidJSON.
  if (!fault && bytes.Tell() + mark < text.size()) fault = Fault{"not JSON: text behind the value", bytes.Tell()};
  if (fault) fault->offset += mark;
  return fault;
}

std::optional<Fault> parse_next(TextStream& in, Document& document) {
  in.begin_record();
  auto fault = parse_from<kNext>(in, document);
  in.end_record();
  return fault;
}

std::optional<Fault> skip_next(TextStream& in) {
  in.begin_record();
  JsonReader reader;
  Skipper nothing(in);
  auto fault = fault_of(reader.Parse<kNext>(in, nothing));
  in.end_record();
  return fault;
}

bool is_beyond_numbers(const Json& json) {
  return json.IsDouble() && !std::isfinite(json.GetDouble());
}

}  // namespace entente::json
