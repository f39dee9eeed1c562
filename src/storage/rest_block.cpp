#include "storage/rest_block.hpp"

#include <algorithm>
#include <cassert>

#include "storage/block_parts.hpp"
#include "storage/field_codecs.hpp"

namespace entente {
namespace {

bool has_a_rest(const PackedRelation& r) {
  return !r.row.rest.empty();
}

}  // namespace

bool has_rests(std::span<const PackedRelation> relations) {
  return std::any_of(relations.begin(), relations.end(), has_a_rest);
}

void put_rest_block(std::string& out, std::span<const PackedRelation> relations) {
  assert(has_rests(relations) && relations.size() <= kMostBlockRelations);
  const std::size_t begin = out.size();
  out.push_back(static_cast<char>(kBlockFormat));
  out.push_back(0);  // flags
  put_varint(out, static_cast<std::uint64_t>(std::count_if(relations.begin(), relations.end(), has_a_rest)));
  std::vector<std::int64_t> lengths;
  std::int64_t previous = -1;
  for (std::size_t i = 0; i < relations.size(); ++i) {
    if (!has_a_rest(relations[i])) continue;
    put_place(out, previous, i);
    lengths.push_back(static_cast<std::int64_t>(relations[i].row.rest.size()));
  }
  put_column(out, lengths);
  for (const PackedRelation& r : relations) out.append(r.row.rest);
  put_block_sum(out, begin);
}

RestBlockReader::RestBlockReader(std::string_view block, std::uint32_t relations) {
  ByteReader in(without_block_sum(block));
  if (in.byte() != kBlockFormat) ByteReader::fail("is a block of an unknown format");
  read_flags(in, 0);
  const std::size_t n = in.count();
  if (n == 0 || n > relations) ByteReader::fail("has an impossible number of relations");
  places_.reserve(n);
  std::int64_t place = -1;
  for (std::size_t i = 0; i < n; ++i) {
    place = next_place(in, place, relations);
    places_.push_back(static_cast<std::uint32_t>(place));
  }
  const ColumnReader lengths(in, n);
  begins_.reserve(n + 1);
  std::size_t end = 0;
  for (std::size_t i = 0; i < n; ++i) {
    begins_.push_back(end);
    const std::int64_t length = lengths.at(i);
    if (length <= 0 || static_cast<std::uint64_t>(length) > in.left() - end) ByteReader::fail("ends too early");
    end += static_cast<std::size_t>(length);
  }
  begins_.push_back(end);
  bytes_ = in.raw(end);
  in.expect_end();
}

std::string_view RestBlockReader::rest(std::uint32_t place) const {
  const auto at = std::lower_bound(places_.begin(), places_.end(), place);
  if (at == places_.end() || *at != place) return {};
  const auto i = static_cast<std::size_t>(at - places_.begin());
  return bytes_.substr(begins_[i], begins_[i + 1] - begins_[i]);
}

}  // namespace entente
