// RapidJSON's types with memory that is checked: its own allocator hands out the null pointer where there is none, and
// writes to it.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>
#include <ostream>
#include <streambuf>

#include <rapidjson/document.h>
#include <rapidjson/encodings.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

// Apart, so that functions of `json` are not found by their arguments where they are not meant.
namespace entente::json_memory {

// What RapidJSON asks of an allocator; throws bad_alloc.
class Memory {
 public:
  static constexpr bool kNeedFree = true;

  void* Malloc(std::size_t size) { return Realloc(nullptr, 0, size); }
  void* Realloc(void* from, std::size_t, std::size_t size) {
    if (size == 0) {
      Free(from);
      return nullptr;
    }
    void* const to = std::realloc(from, size);
    if (!to) throw std::bad_alloc();
    return to;
  }
  static void Free(void* from) { std::free(from); }
};

// A stream that a Writer writes to. RapidJSON's own goes through the whole of std::ostream for each byte and flushes it
// behind each value.
class Output {
 public:
  using Ch = char;

  explicit Output(std::ostream& stream) : stream_(stream), bytes_(*stream.rdbuf()) {}

  void Put(char c) {
    constexpr auto kFull = std::streambuf::traits_type::eof();
    try {
      if (bytes_.sputc(c) == kFull) stream_.setstate(std::ios_base::badbit);
    } catch (...) {  // as std::ostream has it
      stream_.setstate(std::ios_base::badbit);
    }
  }
  void Flush() {}

 private:
  std::ostream& stream_;
  std::streambuf& bytes_;
};

}  // namespace entente::json_memory

namespace entente::json {

using json_memory::Memory;
using json_memory::Output;
using Pool = rapidjson::MemoryPoolAllocator<Memory>;
using Json = rapidjson::GenericValue<rapidjson::UTF8<>, Pool>;
using Document = rapidjson::GenericDocument<rapidjson::UTF8<>, Pool, Memory>;
using Writer = rapidjson::Writer<Output, rapidjson::UTF8<>, rapidjson::UTF8<>, Memory>;
using StringBuffer = rapidjson::GenericStringBuffer<rapidjson::UTF8<>, Memory>;
template <class Target>
using StringWriter = rapidjson::Writer<StringBuffer, rapidjson::UTF8<>, Target, Memory>;

}  // namespace entente::json
