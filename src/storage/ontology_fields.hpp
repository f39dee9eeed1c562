// The fields of a record of the ontology as bytes, by a table such as for_each_field_of_relation_types: the head,
// flags, the parts that the flags name, and numbered fields. format.md shows the bytes of relation types.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entente/model/ontology.hpp"
#include "storage/bytes.hpp"

namespace entente {

void put_strings(std::string& out, const std::vector<std::string>& strings);
std::vector<std::string> read_strings(ByteReader& in);

// A field by what it holds.
inline void put_field(std::string& out, const std::string& text) {
  put_string(out, text);
}
inline void put_field(std::string& out, const std::vector<std::string>& texts) {
  put_strings(out, texts);
}
inline void put_field(std::string& out, bool flag) {
  out.push_back(flag ? '\1' : '\0');
}
inline void put_field(std::string& out, RelationKind kind) {
  out.push_back(static_cast<char>(kind));
}
inline void put_field(std::string& out, EndOrder order) {
  out.push_back(static_cast<char>(order));
}
inline void put_field(std::string& out, ImpliedEnds ends) {
  out.push_back(static_cast<char>(ends));
}
void put_field(std::string& out, const RelationEnds& ends);
void put_field(std::string& out, const VerbForms& verb);

void read_field(ByteReader& in, std::string& text);
void read_field(ByteReader& in, std::vector<std::string>& texts);
void read_field(ByteReader& in, bool& flag);
void read_field(ByteReader& in, RelationKind& kind);
void read_field(ByteReader& in, EndOrder& order);
void read_field(ByteReader& in, ImpliedEnds& ends);
void read_field(ByteReader& in, RelationEnds& ends);
void read_field(ByteReader& in, VerbForms& verb);

// A field as bits of the flags, the lowest first.
inline unsigned bits_of(bool flag) {
  return flag ? 1 : 0;
}
inline unsigned bits_of(const RelationEnds& ends) {
  return bits_of(ends.from) | bits_of(ends.to) << 1;
}
inline void set_bits(bool& flag, unsigned bits) {
  flag = (bits & 1) != 0;
}
inline void set_bits(RelationEnds& ends, unsigned bits) {
  ends = {(bits & 1) != 0, (bits & 2) != 0};
}

// Bits of the flags that say that a part follows.
inline constexpr unsigned kMoreFollows = 64, kPersistenceFollows = 128;

// `fields(visit)` goes over the table of Record. Does a field of the part differ from that of a record that says
// nothing?
template <class Record, class Fields>
bool says_something(const Record& record, FieldPlace::Part part, const Fields& fields) {
  const Record nothing;
  bool differs = false;
  fields([&](const char*, auto field, FieldPlace place) {
    differs = differs || (place.part == part && !(record.*field == nothing.*field));
  });
  return differs;
}

template <class Record, class Fields>
std::string bytes_of_fields(const Record& record, const Fields& fields) {
  std::string out;
  const auto put_part = [&](FieldPlace::Part part) {
    fields([&](const char*, auto field, FieldPlace place) {
      if (place.part == part) put_field(out, record.*field);
    });
  };
  const bool has_more = says_something(record, FieldPlace::kMore, fields);
  const bool has_persistence = says_something(record, FieldPlace::kPersistence, fields);
  unsigned flags = (has_more ? kMoreFollows : 0) | (has_persistence ? kPersistenceFollows : 0);
  fields([&](const char*, auto field, FieldPlace place) {
    if constexpr (requires { bits_of(record.*field); }) {
      if (place.part == FieldPlace::kFlag) flags |= bits_of(record.*field) * place.number;
    }
  });
  put_part(FieldPlace::kHead);
  out.push_back(static_cast<char>(flags));
  if (has_more) put_part(FieldPlace::kMore);
  if (has_persistence) put_part(FieldPlace::kPersistence);
  const Record nothing;
  fields([&](const char*, auto field, FieldPlace place) {
    if (place.part != FieldPlace::kNumbered || record.*field == nothing.*field) return;
    out.push_back(static_cast<char>(place.number));
    put_field(out, record.*field);
  });
  return out;
}

// Reads to the end.
template <class Record, class Fields>
Record record_of_fields(ByteReader& in, const Fields& fields) {
  Record record;
  const auto read_part = [&](FieldPlace::Part part) {
    fields([&](const char*, auto field, FieldPlace place) {
      if (place.part == part) read_field(in, record.*field);
    });
    if (part != FieldPlace::kHead && !says_something(record, part, fields))
      ByteReader::fail("has a part that says nothing");
  };
  read_part(FieldPlace::kHead);
  const unsigned flags = in.byte();
  fields([&](const char*, auto field, FieldPlace place) {
    if constexpr (requires { set_bits(record.*field, 0); }) {
      if (place.part == FieldPlace::kFlag) set_bits(record.*field, flags / place.number);
    }
  });
  if ((flags & kMoreFollows) != 0) read_part(FieldPlace::kMore);
  if ((flags & kPersistenceFollows) != 0) read_part(FieldPlace::kPersistence);
  const Record nothing;
  fields([&](const char*, auto field, FieldPlace place) {
    if (place.part != FieldPlace::kNumbered || in.at_end() || in.next() != place.number) return;
    in.byte();
    read_field(in, record.*field);
    if (record.*field == nothing.*field) ByteReader::fail("has a part that says nothing");
  });
  in.expect_end();
  return record;
}

}  // namespace entente
