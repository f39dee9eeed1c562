#include "storage/field_codecs.hpp"

#include <algorithm>
#include <bit>

#include "entente/time/edtf.hpp"
#include "entente/time/stretches.hpp"
#include "storage/contributors.hpp"

namespace entente {
namespace {

// An instant is a varint whose two low bits say how to read it:
//   …00  whole days since 1970, zigzag, above the two bits
//   01   seconds since 1970 follow, zigzag
//   10   minus infinity          11   plus infinity
constexpr std::uint64_t kDays = 0, kSeconds = 1, kMinusInfinity = 2, kPlusInfinity = 3;

// Bounds are a tag, the latest start unless the key has it, and what the tag needs. Days are counted as varints.
//   0  no validity is stated
//   1  certain                days from start to end
//   2  certain, end open
//   3  once within a date     days from earliest start to latest start; each end one day after its start
//   4  certain                end
//   5  any                    earliest start, earliest end, latest end
//   6  those of the hull of a set of periods, which the detail has: as 5
enum BoundsTag : std::uint8_t {
  kNotStated = 0,
  kWholeDays = 1,
  kOpenEnd = 2,
  kOnceWithin = 3,
  kCertain = 4,
  kFourBounds = 5,
  kHullOfSet = 6
};

// What follows in a row: bits of a byte. Bits that have no meaning are zero.
constexpr std::uint8_t kHasKey = kKeyOfRest, kHasDetail = 2, kHasProperties = 4, kHasAttribution = 8, kHasDatings = 16,
                       kHasValueSources = 64;
constexpr std::uint8_t kKnownParts =
    kHasKey | kHasDetail | kHasProperties | kHasAttribution | kHasDatings | kFilesOfRest | kHasValueSources;

// Detail of a validity: bits of a byte, the extent in the lowest two.
constexpr std::uint8_t kExtentMask = 3, kEndExclusive = 4, kDirectBounds = 8, kHasEdtf = 16, kHasPhrase = 32,
                       kJulian = 64, kIsSet = 128;

enum ValueTag : std::uint8_t {
  kNull = 0,
  kFalse = 1,
  kTrue = 2,
  kInteger = 3,
  kFloat = 4,
  kString = 5,
  kList = 6,
  kMap = 7,
  kPeriod = 8,
  kInstant = 9,
  kDate = 10,
  kLocalTime = 11,
  kTime = 12,
  kLocalDateTime = 13,
  kDateTime = 14,
  kDuration = 15
};

bool in_whole_days(Instant t) {
  return t.is_finite() && t.seconds % kSecondsPerDay == 0;
}

Instant plus_days(Instant t, std::uint64_t days) {
  std::int64_t seconds = 0;
  if (days > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) ||
      __builtin_mul_overflow(static_cast<std::int64_t>(days), kSecondsPerDay, &seconds) ||
      __builtin_add_overflow(t.seconds, seconds, &seconds)) {
    ByteReader::fail("holds a time beyond the range of instants");
  }
  return {seconds};
}

Instant minus_days(Instant t, std::uint64_t days) {
  std::int64_t seconds = 0;
  if (days > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) ||
      __builtin_mul_overflow(static_cast<std::int64_t>(days), kSecondsPerDay, &seconds) ||
      __builtin_sub_overflow(t.seconds, seconds, &seconds)) {
    ByteReader::fail("holds a time beyond the range of instants");
  }
  return {seconds};
}

BoundsTag tag_of(const Period& p) {
  if (p.is_certain()) {
    if (p.latest_end == Instant::plus_infinity()) return kOpenEnd;
    return in_whole_days(p.latest_start) && in_whole_days(p.latest_end) ? kWholeDays : kCertain;
  }
  const bool days = in_whole_days(p.earliest_start) && in_whole_days(p.latest_start);
  const auto is_day_after = [](Instant t, Instant day) {
    std::int64_t seconds = 0;
    return !__builtin_sub_overflow(t.seconds, day.seconds, &seconds) && seconds == kSecondsPerDay;
  };
  if (days && is_day_after(p.earliest_end, p.earliest_start) && is_day_after(p.latest_end, p.latest_start))
    return kOnceWithin;
  return kFourBounds;
}

std::uint64_t days_between(Instant from, Instant to) {
  return static_cast<std::uint64_t>(to.seconds / kSecondsPerDay - from.seconds / kSecondsPerDay);
}

// A validity with its start and its detail, wherever no key has the start: a bounds, then a byte of detail.
void put_validity(std::string& out, const Validity& validity) {
  put_bounds(out, validity, StartIs::kHere);
  put_detail(out, validity);
}

Validity read_validity_of_value(ByteReader& in) {
  const std::optional<Period> bounds = read_bounds(in, std::nullopt);
  if (!bounds) ByteReader::fail("lacks a period");
  Validity validity;
  validity.bounds = *bounds;
  read_detail(in, validity);
  return validity;
}

void check_stretches(const Validity& set) {
  const BoundsOfStretches bounds(set);
  const Stretches stretches = bounds;
  if (stretches.size() < 2 || !has_choice(stretches)) ByteReader::fail("has stretches that leave no gap");
  if (hull_of(stretches) != set.bounds) ByteReader::fail("has stretches that its bounds contradict");
}

}  // namespace

std::uint8_t read_flags(ByteReader& in, std::uint8_t known) {
  const std::uint8_t flags = in.byte();
  if ((flags & ~known) != 0) ByteReader::fail("has a part of an unknown kind");
  return flags;
}

void put_instant(std::string& out, Instant t) {
  if (t == Instant::minus_infinity()) return put_varint(out, kMinusInfinity);
  if (t == Instant::plus_infinity()) return put_varint(out, kPlusInfinity);
  if (t.seconds % kSecondsPerDay != 0) {
    put_varint(out, kSeconds);
    return put_zigzag(out, t.seconds);
  }
  const std::int64_t days = t.seconds / kSecondsPerDay;
  const std::uint64_t zigzag = (static_cast<std::uint64_t>(days) << 1) ^ static_cast<std::uint64_t>(days >> 63);
  put_varint(out, zigzag << 2 | kDays);
}

Instant read_instant(ByteReader& in) {
  const std::uint64_t head = in.varint();
  switch (head & 3) {
    case kMinusInfinity:
      return Instant::minus_infinity();
    case kPlusInfinity:
      return Instant::plus_infinity();
    case kSeconds:
      return {in.zigzag()};
    default:
      break;
  }
  const std::uint64_t zigzag = head >> 2;
  const std::uint64_t magnitude = (zigzag + 1) >> 1;  // zigzag of -n is 2n-1, of n is 2n
  return (zigzag & 1) != 0 ? minus_days({0}, magnitude) : plus_days({0}, magnitude);
}

static void put_tagged_bounds(std::string& out, BoundsTag tag, const Period& p, StartIs place) {
  out.push_back(static_cast<char>(tag));
  if (place == StartIs::kHere) put_instant(out, p.latest_start);
  switch (tag) {
    case kWholeDays:
      put_varint(out, days_between(p.latest_start, p.latest_end));
      break;
    case kOnceWithin:
      put_varint(out, days_between(p.earliest_start, p.latest_start));
      break;
    case kCertain:
      put_instant(out, p.latest_end);
      break;
    case kFourBounds:
    case kHullOfSet:
      put_instant(out, p.earliest_start);
      put_instant(out, p.earliest_end);
      put_instant(out, p.latest_end);
      break;
    case kNotStated:
    case kOpenEnd:
      break;
  }
}

void put_bounds(std::string& out, const Period& period, StartIs place) {
  put_tagged_bounds(out, tag_of(period), period, place);
}

void put_bounds(std::string& out, const std::optional<Validity>& validity, StartIs place) {
  if (!validity) {
    out.push_back(static_cast<char>(kNotStated));
    return;
  }
  put_tagged_bounds(out, validity->is_set() ? kHullOfSet : tag_of(validity->bounds), validity->bounds, place);
}

std::optional<Period> read_bounds(ByteReader& in, std::optional<Instant> start_in_key) {
  const std::uint8_t tag = in.byte();
  if (tag == kNotStated) return std::nullopt;
  const Instant start = start_in_key ? *start_in_key : read_instant(in);
  Period p;
  switch (tag) {
    case kWholeDays:
      p = Period::certain(start, plus_days(start, in.varint()));
      break;
    case kOpenEnd:
      p = Period::certain(start, Instant::plus_infinity());
      break;
    case kOnceWithin: {
      const Instant earliest = minus_days(start, in.varint());
      p = {earliest, start, plus_days(earliest, 1), plus_days(start, 1)};
      break;
    }
    case kCertain:
      p = Period::certain(start, read_instant(in));
      break;
    case kFourBounds:
    case kHullOfSet: {
      const Instant earliest_start = read_instant(in);
      const Instant earliest_end = read_instant(in);
      p = {earliest_start, start, earliest_end, read_instant(in)};
      break;
    }
    default:
      ByteReader::fail("has bounds of an unknown kind");
  }
  if (!p.is_valid()) ByteReader::fail("has bounds that contradict one another");
  return p;
}

// The canonical text of the bounds is not kept: it can be printed again. Beside bounds that were given directly it is,
// since there it shows whether a text was stated at all.
static bool keeps_text(const Validity& v) {
  if (v.edtf.empty()) return false;
  if (v.direct_bounds || v.calendar != Calendar::kGregorian) return true;
  const std::optional<std::string> printed = print_edtf(v.bounds);
  return !printed || *printed != v.edtf;
}

bool has_detail(const Validity& v) {
  return v.extent != Extent::kWithin || v.end_exclusive || v.direct_bounds || !v.phrase.empty() ||
         v.calendar != Calendar::kGregorian || v.is_set() || keeps_text(v);
}

void put_detail(std::string& out, const Validity& v) {
  const bool text = keeps_text(v);
  out.push_back(static_cast<char>(static_cast<int>(v.extent) | (v.end_exclusive ? kEndExclusive : 0) |
                                  (v.direct_bounds ? kDirectBounds : 0) | (text ? kHasEdtf : 0) |
                                  (v.phrase.empty() ? 0 : kHasPhrase) |
                                  (v.calendar == Calendar::kJulian ? kJulian : 0) | (v.is_set() ? kIsSet : 0)));
  if (text) put_string(out, v.edtf);
  if (!v.phrase.empty()) put_string(out, v.phrase);
  if (!v.is_set()) return;
  put_varint(out, v.stretches.size());
  for (const Validity& stretch : v.stretches) put_validity(out, stretch);
}

void read_detail(ByteReader& in, Validity& v) {
  const std::uint8_t flags =
      read_flags(in, kExtentMask | kEndExclusive | kDirectBounds | kHasEdtf | kHasPhrase | kJulian | kIsSet);
  if ((flags & kExtentMask) > static_cast<int>(Extent::kObserved)) ByteReader::fail("has an extent of an unknown kind");
  v.extent = static_cast<Extent>(flags & kExtentMask);
  v.end_exclusive = (flags & kEndExclusive) != 0;
  v.direct_bounds = (flags & kDirectBounds) != 0;
  v.calendar = (flags & kJulian) != 0 ? Calendar::kJulian : Calendar::kGregorian;
  if ((flags & kHasEdtf) != 0) v.edtf = in.string();
  if ((flags & kHasPhrase) != 0) v.phrase = in.string();
  v.stretches.clear();
  if ((flags & kIsSet) == 0) return;
  for (std::size_t n = in.count(); n > 0; --n) {
    v.stretches.push_back(read_validity_of_value(in));
    if (v.stretches.back().is_set()) ByteReader::fail("has a set of periods within a set");
  }
  check_stretches(v);
}

namespace {

// The parts of temporal values. What is out of range is damage.
std::int32_t read_nanos(ByteReader& in) {
  const std::uint64_t nanos = in.varint();
  if (nanos >= static_cast<std::uint64_t>(kNanosPerSecond)) ByteReader::fail("has a fraction of a second beyond one");
  return static_cast<std::int32_t>(nanos);
}

std::int32_t read_offset(ByteReader& in) {
  const std::int64_t offset = in.zigzag();
  if (offset > kSecondsPerDay || offset < -kSecondsPerDay) ByteReader::fail("has an offset from UTC out of range");
  return static_cast<std::int32_t>(offset);
}

LocalTime read_time_of_day(ByteReader& in) {
  const std::uint64_t nanos = in.varint();
  if (nanos >= static_cast<std::uint64_t>(kNanosPerDay)) ByteReader::fail("has a time of day out of range");
  return {static_cast<std::int64_t>(nanos)};
}

void put_local(std::string& out, LocalDateTime t) {
  put_zigzag(out, t.seconds);
  put_varint(out, static_cast<std::uint64_t>(t.nanos));
}

LocalDateTime read_local(ByteReader& in) {
  const std::int64_t seconds = in.zigzag();
  return {seconds, read_nanos(in)};
}

template <class T>
T in_range(T t) {
  if (!is_valid(t)) ByteReader::fail("has a date or time out of range");
  return t;
}

}  // namespace

void put_value(std::string& out, const Value& value) {
  const auto put_tag = [&out](ValueTag tag) { out.push_back(static_cast<char>(tag)); };
  switch (value.type()) {
    case ValueType::kNull:
      return put_tag(kNull);
    case ValueType::kBoolean:
      return put_tag(value.boolean() ? kTrue : kFalse);
    case ValueType::kInteger:
      put_tag(kInteger);
      return put_zigzag(out, value.integer());
    case ValueType::kFloat:
      put_tag(kFloat);
      return put_ordered(out, std::bit_cast<std::uint64_t>(value.floating()));
    case ValueType::kString:
      put_tag(kString);
      return put_string(out, value.string());
    case ValueType::kList:
      put_tag(kList);
      put_varint(out, value.list().size());
      for (const Value& item : value.list()) put_value(out, item);
      return;
    case ValueType::kMap:
      put_tag(kMap);
      put_varint(out, value.map().size());
      for (const auto& [key, item] : value.map()) {
        put_string(out, key);
        put_value(out, item);
      }
      return;
    case ValueType::kPeriod:
      put_tag(kPeriod);
      return put_validity(out, value.period());
    case ValueType::kInstant:
      put_tag(kInstant);
      return put_instant(out, value.instant());
    case ValueType::kDate:
      put_tag(kDate);
      return put_zigzag(out, value.date().days);
    case ValueType::kLocalTime:
      put_tag(kLocalTime);
      return put_varint(out, static_cast<std::uint64_t>(value.local_time().nanos));
    case ValueType::kTime:
      put_tag(kTime);
      put_varint(out, static_cast<std::uint64_t>(value.time().time.nanos));
      return put_zigzag(out, value.time().offset);
    case ValueType::kLocalDateTime:
      put_tag(kLocalDateTime);
      return put_local(out, value.local_date_time());
    case ValueType::kDateTime:
      put_tag(kDateTime);
      put_local(out, value.date_time().local);
      put_zigzag(out, value.date_time().offset);
      return put_string(out, value.date_time().zone);
    case ValueType::kDuration: {
      put_tag(kDuration);
      const TemporalAmount& amount = value.duration();
      for (const std::int64_t part : {amount.months, amount.days, amount.seconds}) put_zigzag(out, part);
      return put_varint(out, static_cast<std::uint64_t>(amount.nanos));
    }
    case ValueType::kNode:
    case ValueType::kRelationship:
    case ValueType::kPath:
      break;
  }
  throw Error(ErrorCode::kType, "a property can't hold a value of type " + std::string(name(value.type())));
}

Value read_value(ByteReader& in, int depth) {
  if (depth > kDeepestValue) ByteReader::fail("has a value that is nested too deep");
  switch (in.byte()) {
    case kNull:
      return {};
    case kFalse:
      return false;
    case kTrue:
      return true;
    case kInteger:
      return in.zigzag();
    case kFloat:
      return std::bit_cast<double>(in.ordered64());
    case kString:
      return in.string();
    case kList: {
      List list;
      for (std::size_t n = in.count(); n > 0; --n) list.push_back(read_value(in, depth + 1));
      return list;
    }
    case kMap: {
      Map map;
      for (std::size_t n = in.count(); n > 0; --n) {
        std::string key(in.string());
        map.insert_or_assign(std::move(key), read_value(in, depth + 1));
      }
      return map;
    }
    case kPeriod: {
      Validity validity = read_validity_of_value(in);
      if (validity.edtf.empty()) validity.edtf = edtf_of(validity);
      for (Validity& stretch : validity.stretches) {
        if (stretch.edtf.empty()) stretch.edtf = edtf_of(stretch);
      }
      return validity;
    }
    case kInstant:
      return read_instant(in);
    case kDate:
      return in_range(LocalDate{in.zigzag()});
    case kLocalTime:
      return in_range(read_time_of_day(in));
    case kTime: {
      const LocalTime time = read_time_of_day(in);
      return in_range(OffsetTime{time, read_offset(in)});
    }
    case kLocalDateTime:
      return in_range(read_local(in));
    case kDateTime: {
      ZonedDateTime t;
      t.local = read_local(in);
      t.offset = read_offset(in);
      t.zone = in.string();
      return in_range(t);
    }
    case kDuration: {
      TemporalAmount amount;
      for (std::int64_t* part : {&amount.months, &amount.days, &amount.seconds}) *part = in.zigzag();
      amount.nanos = read_nanos(in);
      return amount;
    }
    default:
      ByteReader::fail("has a value of an unknown kind");
  }
}

namespace {

// The number of sources, each with its entity's key and the place in it.
void put_sources(std::string& out, const std::vector<SourceRef>& sources) {
  put_varint(out, sources.size());
  for (const SourceRef& source : sources) {
    put_string(out, source.source);
    put_string(out, source.locator);
  }
}

void read_sources(ByteReader& in, std::vector<SourceRef>& sources) {
  for (std::size_t n = in.count(); n > 0; --n) {
    SourceRef source;
    source.source = in.string();
    source.locator = in.string();
    sources.push_back(std::move(source));
  }
}

bool has_sources(const StoredProperty& p) {
  return !p.sources.empty();
}

// How many values have sources of their own; of each its place among the properties as they are written, and these.
void put_value_sources(std::string& out, const std::vector<StoredProperty>& in_order) {
  put_varint(out, static_cast<std::uint64_t>(std::count_if(in_order.begin(), in_order.end(), has_sources)));
  for (std::size_t i = 0; i < in_order.size(); ++i) {
    if (!has_sources(in_order[i])) continue;
    put_varint(out, i);
    put_sources(out, in_order[i].sources);
  }
}

void read_value_sources(ByteReader& in, std::vector<StoredProperty>& properties) {
  for (std::size_t n = in.count(); n > 0; --n) {
    const std::uint64_t place = in.varint();
    if (place >= properties.size()) ByteReader::fail("has sources of a value that is not there");
    read_sources(in, properties[place].sources);
  }
}

std::vector<StoredProperty> in_order_of_key(std::vector<StoredProperty> properties) {
  std::stable_sort(properties.begin(), properties.end(),
                   [](const StoredProperty& a, const StoredProperty& b) { return a.key < b.key; });
  return properties;
}

}  // namespace

// Each: its key and whether a validity follows (the lowest bit), the value, the validity.
void put_properties(std::string& out, std::vector<StoredProperty> properties) {
  properties = in_order_of_key(std::move(properties));
  put_varint(out, properties.size());
  for (const StoredProperty& p : properties) {
    put_varint(out, std::uint64_t{p.key.value} << 1 | (p.validity ? 1 : 0));
    put_value(out, p.value);
    if (p.validity) put_validity(out, *p.validity);
  }
}

void read_properties(ByteReader& in, std::vector<StoredProperty>& properties) {
  const std::size_t n = in.count();
  properties.reserve(std::min<std::size_t>(n, 64));  // a count that lies must not claim memory
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint64_t head = in.varint();
    if (head >> 1 > 0xFFFFFFFFu) ByteReader::fail("holds a number that is too large");
    StoredProperty p;
    p.key.value = static_cast<std::uint32_t>(head >> 1);
    p.value = read_value(in);
    if ((head & 1) != 0) p.validity = read_validity_of_value(in);
    properties.push_back(std::move(p));
  }
}

// Provenance, sources.
void put_attribution(std::string& out, const Attribution& attribution) {
  out.push_back(static_cast<char>(attribution.provenance));
  put_sources(out, attribution.sources);
}

void read_attribution(ByteReader& in, Attribution& attribution) {
  const std::uint8_t provenance = in.byte();
  if (provenance > static_cast<int>(Provenance::kBackground)) ByteReader::fail("has a provenance of an unknown kind");
  attribution.provenance = static_cast<Provenance>(provenance);
  read_sources(in, attribution.sources);
}

// Their number; each: its validity, its sources.
void put_datings(std::string& out, const std::vector<Dating>& datings) {
  put_varint(out, datings.size());
  for (const Dating& dating : datings) {
    put_validity(out, dating.validity);
    put_sources(out, dating.sources);
  }
}

void read_datings(ByteReader& in, std::vector<Dating>& datings) {
  for (std::size_t n = in.count(); n > 0; --n) {
    Dating dating;
    dating.validity = read_validity_of_value(in);
    read_sources(in, dating.sources);
    datings.push_back(std::move(dating));
  }
}

// Key, detail, properties, attribution, datings and sources of values, as far as the flags say that they are there.
void put_rest(std::string& out, std::string_view key, const std::optional<Validity>& validity,
              const std::vector<StoredProperty>& properties, const Attribution& attribution,
              const std::vector<Dating>& datings) {
  const bool detail = validity && has_detail(*validity);
  const bool attributed = attribution != Attribution{};
  const bool sourced = std::any_of(properties.begin(), properties.end(), has_sources);
  out.push_back(static_cast<char>((key.empty() ? 0 : kHasKey) | (detail ? kHasDetail : 0) |
                                  (properties.empty() ? 0 : kHasProperties) | (attributed ? kHasAttribution : 0) |
                                  (datings.empty() ? 0 : kHasDatings) | (sourced ? kHasValueSources : 0)));
  if (!key.empty()) put_string(out, key);
  if (detail) put_detail(out, *validity);
  if (!properties.empty()) put_properties(out, properties);
  if (attributed) put_attribution(out, attribution);
  if (!datings.empty()) put_datings(out, datings);
  if (sourced) put_value_sources(out, in_order_of_key(properties));
}

void read_rest(ByteReader& in, std::optional<Period> bounds, std::string& key, std::optional<Validity>& validity,
               std::vector<StoredProperty>& properties, Attribution& attribution, std::vector<Dating>& datings) {
  if (bounds) {
    validity.emplace().bounds = *bounds;
  } else {
    validity.reset();
  }
  key.clear();
  properties.clear();
  attribution.provenance = Provenance::kStated;
  attribution.sources.clear();
  datings.clear();
  const std::uint8_t flags = read_flags(in, kKnownParts);
  if (flags == 0) return in.expect_end();
  if ((flags & kFilesOfRest) != 0) skip_contributors(in);
  if ((flags & kHasKey) != 0) key = in.string();
  if ((flags & kHasDetail) != 0) {
    if (!validity) ByteReader::fail("has detail of a validity that is not there");
    read_detail(in, *validity);
  }
  if ((flags & kHasProperties) != 0) read_properties(in, properties);
  if ((flags & kHasAttribution) != 0) read_attribution(in, attribution);
  if ((flags & kHasDatings) != 0) read_datings(in, datings);
  if ((flags & kHasValueSources) != 0) read_value_sources(in, properties);
  in.expect_end();
}

}  // namespace entente
