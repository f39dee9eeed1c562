// Tables are read as they come: what a row gives is handed on before the rows far behind it are read.
#include <algorithm>
#include <cstring>
#include <istream>
#include <streambuf>
#include <string>

#include <gtest/gtest.h>

#include "entente/formats.hpp"
#include "formats/data_sink.hpp"

namespace entente {
namespace {

// A table that is made while it is read, and never there as a whole.
class EndlessTable : public std::streambuf {
 public:
  explicit EndlessTable(std::size_t size) : size_(size) { next_ = "id,when,text\n"; }
  std::size_t served() const { return served_; }
  std::size_t rows() const { return rows_; }

 protected:
  std::streamsize xsgetn(char* to, std::streamsize wanted) override {
    std::streamsize given = 0;
    while (given < wanted) {
      if (next_.empty()) {
        if (served_ >= size_) break;
        next_ = std::to_string(rows_) + ",1949-12-" + std::to_string(10 + rows_ % 20) +
                ",\"a text, with \"\"quotes\"\"\nand lines\"\n";
        ++rows_;
      }
      const auto n = std::min<std::size_t>(next_.size(), static_cast<std::size_t>(wanted - given));
      std::memcpy(to + given, next_.data(), n);
      next_.erase(0, n);
      given += static_cast<std::streamsize>(n);
      served_ += n;
    }
    return given;
  }
  int_type underflow() override { return traits_type::eof(); }

 private:
  std::size_t size_;
  std::size_t served_ = 0, rows_ = 0;
  std::string next_;
};

TEST(CsvStream, ReadsNoFurtherAheadThanTwoPieces) {
  constexpr std::size_t kSize = std::size_t{24} << 20;
  EndlessTable table(kSize);
  std::istream in(&table);
  ReadOptions options;
  options.columns =
      R"({"relations": [{"id": "{id}", "type": "T", "from": "a", "to": "b", "valid": "{when}", "properties": {"text": "{text}"}}]})";
  std::size_t relations = 0, furthest = 0, begun = 0;
  DataSink sink;
  sink.relation = [&](RelationFact&& fact) {
    begun += fact.key.size() + 11 + 35 + 4;  // at least so many bytes lie behind this row
    furthest = std::max(furthest, table.served() - std::min(table.served(), begun));
    ++relations;
  };
  sink.reject = [](Rejection&& r) { FAIL() << r.reason; };
  find_format("csv")->read(in, options, sink);
  EXPECT_EQ(relations, table.rows());
  EXPECT_GE(table.served(), kSize);
  EXPECT_LT(furthest, std::size_t{3} << 20);
}

}  // namespace
}  // namespace entente
