// Aggregates: one value out of those of a group.
#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "entente/time/period_set.hpp"
#include "query/functions/arguments.hpp"
#include "query/functions/families.hpp"
#include "query/functions/period_sets.hpp"

namespace entente {
namespace {

class Count final : public Accumulator {
 public:
  void add(const Value&) override { ++count_; }
  Value result() const override { return count_; }

 private:
  std::int64_t count_ = 0;
};

class Collect final : public Accumulator {
 public:
  void add(const Value& value) override { list_.push_back(value); }
  Value result() const override { return list_; }

 private:
  List list_;
};

// The first or last in the order of ORDER BY; the first seen among equals.
template <int kSign>
class Extreme final : public Accumulator {
 public:
  void add(const Value& value) override {
    if (best_.is_null() || order(value, best_) * kSign < 0) best_ = value;
  }
  Value result() const override { return best_; }

 private:
  Value best_;
};

// Integers are summed as such until a float joins them.
class Sum final : public Accumulator {
 public:
  void add(const Value& value) override {
    if (!value.is_number()) throw_type("sum()", "numbers", value);
    if (value.is_float()) {
      has_float_ = true;
      float_ += value.floating();
    } else if (__builtin_add_overflow(integer_, value.integer(), &integer_)) {
      throw Error(ErrorCode::kArithmetic, "sum() is beyond the range of integers")
          .with_hint("sum floats: sum(toFloat(…))")
          .with_detail("IntegerOverflow");
    }
  }
  Value result() const override {
    if (has_float_) return float_ + static_cast<double>(integer_);
    return integer_;
  }

 private:
  std::int64_t integer_ = 0;
  double float_ = 0;
  bool has_float_ = false;
};

class Average final : public Accumulator {
 public:
  void add(const Value& value) override {
    sum_ += number_argument(value, "avg()");
    ++count_;
  }
  Value result() const override { return count_ == 0 ? Value() : Value(sum_ / static_cast<double>(count_)); }

 private:
  double sum_ = 0;
  std::int64_t count_ = 0;
};

// The spread around the mean, by Welford's method: one pass, and no difference of large sums.
template <bool kOfSample>
class Deviation final : public Accumulator {
 public:
  void add(const Value& value) override {
    const double x = number_argument(value, kOfSample ? "stDev()" : "stDevP()");
    ++count_;
    const double from_old_mean = x - mean_;
    mean_ += from_old_mean / static_cast<double>(count_);
    squares_ += from_old_mean * (x - mean_);
  }
  Value result() const override {
    const std::int64_t freedoms = kOfSample ? count_ - 1 : count_;
    return freedoms <= 0 ? 0.0 : std::sqrt(squares_ / static_cast<double>(freedoms));
  }

 private:
  double mean_ = 0, squares_ = 0;
  std::int64_t count_ = 0;
};

// The value below which a part of all lie.
template <bool kContinuous>
class Percentile final : public Accumulator {
 public:
  void take_parameter(const Value& parameter) override {
    part_ = number_argument(parameter, kName);
    if (part_ >= 0 && part_ <= 1) return;
    throw Error(ErrorCode::kArgument,
                fmt::format("{}: a percentile lies from 0.0 to 1.0, and this is {}", kName, part_))
        .with_detail("NumberOutOfRange");
  }
  void add(const Value& value) override {
    number_argument(value, kName);
    values_.push_back(value);
  }
  Value result() const override {
    if (values_.empty()) return {};
    std::vector<Value> sorted = values_;
    std::sort(sorted.begin(), sorted.end(), [](const Value& a, const Value& b) { return order(a, b) < 0; });
    if (!kContinuous) {
      const double rank = std::ceil(part_ * static_cast<double>(sorted.size()));
      return sorted[static_cast<std::size_t>(std::max(rank - 1, 0.0))];
    }
    const double place = part_ * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const double low = sorted[below].number(), high = sorted[std::min(below + 1, sorted.size() - 1)].number();
    return low + (high - low) * (place - static_cast<double>(below));
  }

 private:
  static constexpr const char* kName = kContinuous ? "percentileCont()" : "percentileDisc()";
  std::vector<Value> values_;
  double part_ = 0;
};

// Periods joined where they certainly overlap or meet.
class Coalesce final : public Accumulator {
 public:
  void add(const Value& value) override {
    for (const Period& p : stretches_of(value)) periods_.push_back(p);
  }
  Value result() const override {
    List list;
    for (const Period& p : coalesce(periods_)) list.push_back(period_value(p));
    return list;
  }

 private:
  std::vector<Period> periods_;
};

template <class State>
std::unique_ptr<Accumulator> make() {
  return std::make_unique<State>();
}

constexpr Aggregate kAggregates[] = {
    {"count", "count(value), count(*)", "how many values there are, nulls left out; count(*): how many rows",
     "UNWIND [1, null, 3] AS x RETURN count(x), count(*)", "2 | 3", make<Count>, gives(Kind::kInteger)},
    {"collect", "collect(value)", "the values as a list, nulls left out", "UNWIND [1, null, 3] AS x RETURN collect(x)",
     "[1, 3]", make<Collect>, gives(Kind::kList, Element::kArgument), true},
    {"min", "min(value)", "the least value; null where there is none", "UNWIND [3, 1, 2] AS x RETURN min(x)", "1",
     make<Extreme<1>>, kUntyped, false, true},
    {"max", "max(value)", "the greatest value; null where there is none", "UNWIND [3, 1, 2] AS x RETURN max(x)", "3",
     make<Extreme<-1>>, kUntyped, false, true},
    {"sum", "sum(number)", "the sum; 0 where there is none", "UNWIND [1, 2, 0.5] AS x RETURN sum(x)", "3.5", make<Sum>},
    {"avg", "avg(number)", "the arithmetic mean, a float; null where there is none", "UNWIND [1, 2] AS x RETURN avg(x)",
     "1.5", make<Average>},
    {"stDev", "stDev(number)", "the standard deviation of a sample, a float; 0.0 of fewer than two",
     "UNWIND [1, 2, 3] AS x RETURN stDev(x)", "1.0", make<Deviation<true>>, gives(Kind::kFloat)},
    {"stDevP", "stDevP(number)", "the standard deviation of all that there are, a float; 0.0 where there is none",
     "UNWIND [2, 4, 4, 4, 5, 5, 7, 9] AS x RETURN stDevP(x)", "2.0", make<Deviation<false>>, gives(Kind::kFloat)},
    {"percentileDisc", "percentileDisc(number, percentile)",
     "the least of the numbers that a part of them, from 0.0 to 1.0, does not exceed; null where there is none",
     "UNWIND [10, 20, 30, 40] AS x RETURN percentileDisc(x, 0.5)", "20", make<Percentile<false>>, kUntyped, true, false,
     true},
    {"percentileCont", "percentileCont(number, percentile)",
     "the same as a float, by a straight line between the two numbers around it",
     "UNWIND [10, 20, 30, 40] AS x RETURN percentileCont(x, 0.5)", "25.0", make<Percentile<true>>, gives(Kind::kFloat),
     true, false, true},
    {"coalesce_periods", "coalesce_periods(period)",
     "the periods, those that certainly overlap or meet joined into one, in order; nulls left out",
     "UNWIND ['1950', '1951', '1949', '1960'] AS p RETURN coalesce_periods(p)",
     "[1949-01-01/1951-12-31, 1960-01-01/1960-12-31]", make<Coalesce>, gives(Kind::kList), true},
};

}  // namespace

std::span<const Aggregate> aggregate_functions() {
  return kAggregates;
}

}  // namespace entente
