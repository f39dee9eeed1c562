#include "storage/copy_rows.hpp"

#include <memory>
#include <utility>

#include "storage/fact_state.hpp"

namespace entente {
namespace {

constexpr std::size_t kStepBytes = 32 << 20;  // of rows that are written at once, about

std::optional<std::string> register_of(const Store& store, std::string_view name) {
  Result<std::optional<std::string>> value = store.read_register(name);
  if (!value) throw value.error();
  return std::move(*value);
}

}  // namespace

RowsInSteps::RowsInSteps(Store& to) : to_(to), batch_{kFirstPartition, {}} {
  swap_format(std::string(kUnfinishedFormat));
}

void RowsInSteps::put(Family family, std::string_view key, std::string_view value) {
  batch_.rows.put(family, key, value);
  if (batch_.rows.bytes() >= kStepBytes) flush();
}

void RowsInSteps::flush() {
  if (!batch_.rows.empty()) swap_format(*format_);
}

void RowsInSteps::swap_format(const std::string& desired) {
  const Result<void> written =
      to_.commit({&batch_, batch_.rows.empty() ? 0U : 1U}, {std::string(kFormatRegister), format_, desired});
  if (!written) throw written.error();
  batch_.rows = RowBatch();
  format_ = desired;
}

void RowsInSteps::set(std::string_view name, const std::string& value) {
  flush();
  const Result<void> written = to_.commit({}, {std::string(name), std::nullopt, value});
  if (!written) throw written.error();
}

void RowsInSteps::finish(const std::string& format) {
  swap_format(format);
}

void copy_rows(const Store& from, Store& to) {
  const std::unique_ptr<ReadPoint> point = from.read_point();
  const CallOptions at{point.get()};
  RowsInSteps steps(to);
  for (std::size_t f = 0; f < kFamilyCount; ++f) {
    const auto family = static_cast<Family>(f);
    read_rows(from, sweep(kFirstPartition, family), at, [&](const Row& row) { steps.put(family, row.key, row.value); });
  }
  for (const std::string_view name : {kPartitionsRegister, kHeadRegister, kFloorRegister, kSaltRegister})
    if (const auto value = register_of(from, name)) steps.set(name, *value);
  steps.flush();
  steps.finish(register_of(from, kFormatRegister).value_or(std::to_string(kPlainFormatVersion)));
}

}  // namespace entente
