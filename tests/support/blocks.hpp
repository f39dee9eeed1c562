// Relations for tests of packed blocks: rows of out and in, as relations of a block and back.
#pragma once

#include <algorithm>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "storage/block.hpp"
#include "storage/block_parts.hpp"
#include "storage/rest_block.hpp"

namespace entente {

// A row of `out` or `in`: key and value.
using BytesOfRow = std::pair<std::string, std::string>;

// Relations in the order of a block, which point into rows that live as long.
struct RowsOfBlock {
  BlockSide side = BlockSide::kOut;
  std::deque<std::string> values;
  std::vector<PackedRelation> relations;

  void add(const AdjacencyKey& key, std::string value) {
    values.push_back(std::move(value));
    const std::string& kept = values.back();
    relations.push_back(
        {key, side == BlockSide::kOut ? split_out_row(key.start, kept) : split_in_row(key.start, kept)});
  }
  void sort() {
    std::sort(relations.begin(), relations.end(),
              [this](const PackedRelation& a, const PackedRelation& b) { return stands_before(side, a, b); });
  }
};

// The three relations of src/storage/block.md; their values byte by byte: recorded, far, bounds, no rest.
inline RowsOfBlock worked_block() {
  using namespace std::string_literals;
  RowsOfBlock rows;
  rows.add({{0}, {2}, {-7321 * kSecondsPerDay}, {0}}, "\x01\x01\x01\x01\x00"s);
  rows.add({{0}, {5}, {-7400 * kSecondsPerDay}, {1}}, "\x01\x03\x02\x00"s);
  rows.add({{2}, {2}, {-7321 * kSecondsPerDay}, {2}}, "\x01\x00\x01\x1E\x00"s);
  return rows;
}

inline std::string block_of(const RowsOfBlock& rows, EntityId first, std::uint32_t entities) {
  std::string block;
  put_block(block, rows.side, first, entities, rows.relations);
  return block;
}

inline BytesOfRow row_of(BlockSide side, const PackedRelation& r) {
  std::string value;
  if (side == BlockSide::kOut) {
    put_out_row(value, r.row);
  } else {
    put_in_row(value, r.row);
  }
  return {adjacency_key(r.key), std::move(value)};
}

// What a block and its block of rests give back, read whole.
inline std::vector<BytesOfRow> rows_of_block(const BlockReader& block, std::string_view rests) {
  std::string bounds;
  std::vector<PackedRelation> relations = block.all(bounds);
  if (block.has_rest()) {
    const RestBlockReader rest(rests, block.size());
    for (std::size_t i = 0; i < relations.size(); ++i) relations[i].row.rest = rest.rest(static_cast<std::uint32_t>(i));
  }
  std::vector<BytesOfRow> rows;
  for (const PackedRelation& r : relations) rows.push_back(row_of(block.side(), r));
  return rows;
}

// The same of a block of `out` as far as columns tell it, and by place where they don't.
inline std::vector<BytesOfRow> rows_by_columns(const BlockReader& block, std::string_view rests) {
  std::optional<RestBlockReader> rest;
  if (block.has_rest()) rest.emplace(rests, block.size());
  RelationColumns columns;
  std::vector<std::uint32_t> others;
  block.columns(rest ? rest->places() : std::span<const std::uint32_t>(), columns, others);
  std::vector<BytesOfRow> rows;
  std::string bounds;
  std::size_t next = 0, next_other = 0;
  for (std::uint32_t place = 0; place < block.size(); ++place) {
    PackedRelation r;
    if (next_other < others.size() && others[next_other] == place) {
      ++next_other;
      r = block.at(place, bounds);
      if (rest) r.row.rest = rest->rest(place);
    } else {
      const std::size_t i = next++;
      r.key = {columns.from.at(i), columns.type[i], columns.start[i], columns.relation[i]};
      bounds.clear();
      if (columns.is_stated[i] != 0)
        put_bounds(bounds, Period::certain(columns.start[i], columns.end[i]), StartIs::kInKey);
      else
        put_bounds(bounds, std::nullopt, StartIs::kInKey);
      r.row = {columns.recorded[i], columns.to[i], bounds, {}};
    }
    rows.push_back(row_of(block.side(), r));
  }
  return rows;
}

// What they ought to give back: in `in` without the number.
inline std::vector<BytesOfRow> rows_of_relations(BlockSide side, std::vector<PackedRelation> relations) {
  std::vector<BytesOfRow> rows;
  for (PackedRelation& r : relations) {
    if (side == BlockSide::kIn) r.key.relation = {};
    rows.push_back(row_of(side, r));
  }
  return rows;
}

// The block with its sum made right.
inline std::string with_sum_mended(std::string block) {
  if (block.size() < 4) return block;
  block.resize(block.size() - 4);
  put_block_sum(block, 0);
  return block;
}

// Everything that a reader of a block can be asked. Throws what the reader throws; of the accessors only the first.
inline void read_everything(const BlockReader& block) {
  const auto attempt = [](const auto& read) {
    try {
      read();
    } catch (const Error& error) {
      if (error.code != ErrorCode::kCorruption) throw;
    }
  };
  std::vector<std::int64_t> a(block.size()), b(block.size());
  std::vector<std::int32_t> c(block.size()), d(block.size());
  std::string bounds;
  attempt([&] { block.times(std::span(a), std::span(b)); });
  attempt([&] { block.times(std::span(c), std::span(d)); });
  attempt([&] { block.all(bounds); });
  attempt([&] { block.check(); });
  attempt([&] { block.far().unpack(0, std::span(a)); });
  attempt([&] { block.types().unpack(0, std::span(c)); });
  attempt([&] { block.recorded().unpack(block.size() / 2, std::span(c).subspan(block.size() / 2)); });
  if (block.side() == BlockSide::kOut) {
    RelationColumns columns;
    std::vector<std::uint32_t> others;
    attempt([&] { block.numbers().unpack(0, std::span(a)); });
    attempt([&] { block.columns({}, columns, others); });
  }
  // One by one, some of a long block.
  for (std::uint32_t place = 0; place < block.size(); place += 1 + block.size() / 64) {
    attempt([&] {
      const PackedRelation r = block.at(place, bounds);
      if (block.side() == BlockSide::kOut) {
        block.find(r.key);
      } else {
        block.find(r.key.near, r.key.type, r.key.start, r.row.far);
      }
    });
  }
}

}  // namespace entente
