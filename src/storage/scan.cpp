#include "storage/scan.hpp"

#include <algorithm>
#include <cstdint>

namespace entente {
namespace {

constexpr std::uint8_t kMostAttempts = 3;

// One round of questions: the scans that have more to give, their answers checked as they come.
class Round : public ScanSink {
 public:
  Round(std::vector<Scan>& scans, const std::vector<std::size_t>& asked, std::vector<std::uint8_t>& failed,
        const std::function<void(std::size_t, const RowBlock&)>& take)
      : scans_(scans), asked_(asked), failed_(failed), answered_(asked.size(), false), take_(take) {}

  void take(std::size_t i, const Page& page) override {
    if (i >= asked_.size() || answered_[i]) {
      fault_ = "an answer that was not asked for";
      return;
    }
    Scan& scan = scans_[asked_[i]];
    if (std::string fault = fault_of(scan, page); !fault.empty()) {
      fault_ = std::move(fault);
      return;
    }
    answered_[i] = true;
    if (!page.rows.empty()) take_(asked_[i], page.rows);
    if (page.more) {
      scan.resume = page.resume;
      scan.lo = std::string(page.rows[page.rows.size() - 1].key) + '\0';  // later pages must come after this one
      unfinished_.push_back(asked_[i]);
    }
  }

  // Those to be asked next: with more to give, or without a good answer. Throws kIo where one of these was asked for
  // the last time.
  std::vector<std::size_t> next() {
    for (std::size_t i = 0; i < asked_.size(); ++i) {
      std::uint8_t& failed = failed_[asked_[i]];
      failed = answered_[i] ? std::uint8_t{0} : static_cast<std::uint8_t>(failed + 1);
      if (failed == kMostAttempts)
        throw Error(ErrorCode::kIo, "the store's answer is incomplete: " + (fault_.empty() ? "no answer" : fault_));
      if (failed > 0) unfinished_.push_back(asked_[i]);
    }
    std::sort(unfinished_.begin(), unfinished_.end());
    return std::move(unfinished_);
  }

 private:
  static std::string fault_of(const Scan& scan, const Page& page) {
    if (page.rows.size() != page.sent_rows) {
      return std::to_string(page.rows.size()) + " rows arrived of " + std::to_string(page.sent_rows);
    }
    if (page.more && (page.rows.empty() || page.resume.empty() || page.resume == scan.resume)) {
      return "a page that leads nowhere";
    }
    for (std::size_t i = 0; i < page.rows.size(); ++i) {
      const std::string_view key = page.rows[i].key;
      const bool ascends = i == 0 || page.rows[i - 1].key < key;
      if (!ascends || key < scan.lo || (!scan.hi.empty() && key >= scan.hi)) return "a row out of its place";
    }
    return {};
  }

  std::vector<Scan>& scans_;
  const std::vector<std::size_t>& asked_;
  std::vector<std::uint8_t>& failed_;
  std::vector<bool> answered_;
  const std::function<void(std::size_t, const RowBlock&)>& take_;
  std::vector<std::size_t> unfinished_;
  std::string fault_;
};

std::vector<Scan> chosen(const std::vector<Scan>& scans, const std::vector<std::size_t>& indexes) {
  std::vector<Scan> out;
  out.reserve(indexes.size());
  for (const std::size_t i : indexes) out.push_back(scans[i]);
  return out;
}

}  // namespace

void read_pages(const Store& store, std::vector<Scan> scans, const CallOptions& options,
                const std::function<void(std::size_t, const RowBlock&)>& take) {
  std::vector<std::size_t> asked(scans.size());
  for (std::size_t i = 0; i < asked.size(); ++i) asked[i] = i;
  std::vector<std::uint8_t> failed(scans.size(), 0);  // attempts in a row
  while (!asked.empty()) {
    Round round(scans, asked, failed, take);
    // The first round asks for all: no need to copy them.
    if (asked.size() == scans.size()) {
      store.scan_many(scans, round, options);
    } else {
      store.scan_many(chosen(scans, asked), round, options);
    }
    asked = round.next();
  }
}

std::optional<std::string> first_key(const Store& store, Scan scan, const CallOptions& options) {
  std::optional<std::string> first;
  scan.max_rows = 1;
  std::vector<Scan> scans{std::move(scan)};
  std::vector<std::uint8_t> failed(1, 0);
  const std::function<void(std::size_t, const RowBlock&)> take = [&](std::size_t, const RowBlock& rows) {
    first = std::string(rows[0].key);
  };
  for (std::vector<std::size_t> asked{0}; !asked.empty() && !first;) {
    Round round(scans, asked, failed, take);
    store.scan_many(scans, round, options);
    asked = round.next();
  }
  return first;
}

Scan point_scan(PartitionId partition, Family family, std::string key) {
  Scan scan;
  scan.partition = partition;
  scan.family = family;
  scan.hi = key + '\0';
  scan.lo = std::move(key);
  scan.max_rows = 1;
  return scan;
}

std::vector<std::optional<std::string>> read_values(const Store& store, PartitionId partition, Family family,
                                                    std::span<const std::string> keys, const CallOptions& options) {
  constexpr std::size_t kBatch = 4096;
  std::vector<std::optional<std::string>> values(keys.size());
  for (std::size_t begin = 0; begin < keys.size(); begin += kBatch) {
    const std::size_t end = std::min(begin + kBatch, keys.size());
    std::vector<Scan> scans;
    scans.reserve(end - begin);
    for (std::size_t i = begin; i < end; ++i) scans.push_back(point_scan(partition, family, keys[i]));
    read_pages(store, std::move(scans), options,
               [&](std::size_t scan, const RowBlock& rows) { values[begin + scan] = std::string(rows[0].value); });
  }
  return values;
}

}  // namespace entente
