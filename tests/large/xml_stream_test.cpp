// Files of any size are read in the same memory: twelve megabytes that are made while they are read.
#include <sys/resource.h>

#include <cstdint>
#include <functional>
#include <istream>
#include <streambuf>
#include <string>

#include <gtest/gtest.h>

#include "formats/data_sink.hpp"
#include "formats/readers.hpp"

namespace entente {
namespace {

constexpr std::uint64_t kBytes = 12'000'000;
constexpr long kMostKilobytes = 6 * 1024;

// A head, then as many records as it takes, then a foot.
class Endless : public std::streambuf {
 public:
  Endless(std::string head, std::function<std::string(std::uint64_t)> record, std::string foot)
      : text_(std::move(head)), record_(std::move(record)), foot_(std::move(foot)) {
    setg(text_.data(), text_.data(), text_.data() + text_.size());
  }
  std::uint64_t records() const { return records_; }

 protected:
  int_type underflow() override {
    if (ended_) return traits_type::eof();
    given_ += text_.size();
    text_ = given_ < kBytes ? record_(records_++) : foot_;
    ended_ = given_ >= kBytes;
    setg(text_.data(), text_.data(), text_.data() + text_.size());
    return traits_type::to_int_type(text_.front());
  }

 private:
  std::string text_;
  std::function<std::string(std::uint64_t)> record_;
  std::string foot_;
  std::uint64_t given_ = 0, records_ = 0;
  bool ended_ = false;
};

long peak_kilobytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

void expect_constant_memory(Endless& text,
                            void (*read)(std::istream& in, const ReadOptions& options, const DataSink& sink)) {
  std::istream in(&text);
  std::uint64_t entities = 0, relations = 0, ticks = 0;
  DataSink sink;
  sink.entity = [&](EntityFact&&) { ++entities; };
  sink.relation = [&](RelationFact&&) { ++relations; };
  sink.reject = [](Rejection&& r) { FAIL() << r.origin.line << ": " << r.reason; };
  sink.progress = [&] { ++ticks; };
  const long before = peak_kilobytes();
  read(in, {}, sink);
  EXPECT_LT(peak_kilobytes() - before, kMostKilobytes);
  EXPECT_EQ(entities, text.records());
  EXPECT_EQ(relations, text.records());
  EXPECT_GT(ticks, 10U);
}

TEST(XmlStream, GraphMlInConstantMemory) {
  Endless text(
      "<graphml><key id='n' for='node' attr.name='name'/><graph edgedefault='directed'>\n",
      [](std::uint64_t i) {
        const std::string n = std::to_string(i);
        return "<node id='n" + n + "'><data key='n'>Name " + n + "</data></node>\n<edge id='e" + n + "' source='n" + n +
               "' target='n0'/>\n";
      },
      "</graph></graphml>");
  expect_constant_memory(text, read_graphml);
}

TEST(XmlStream, GexfInConstantMemory) {
  Endless text(
      "<gexf><graph><attributes class='node'><attribute id='0' title='n'/></attributes><nodes>\n",
      [](std::uint64_t i) {
        const std::string n = std::to_string(i);
        return "<node id='n" + n + "' label='Name " + n +
               "' start='1950'><attvalues><attvalue for='0' value='x'/></attvalues><edges><edge id='e" + n +
               "' source='n" + n + "' target='n0'/></edges></node>\n";
      },
      "</nodes></graph></gexf>");
  expect_constant_memory(text, read_gexf);
}

}  // namespace
}  // namespace entente
