#include "damage.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "facts.hpp"
#include "storage/store_folder.hpp"

namespace entente {
namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void overwrite_file(const fs::path& file, std::string_view bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

void copy_store(const std::string& from, const std::string& to) {
  fs::remove_all(to);
  fs::copy(from, to, fs::copy_options::recursive);
}

// A copy of a store that is open, as a killed process would leave it. RocksDB may tidy up in the background meanwhile.
void copy_open_store(const std::string& from, const std::string& to) {
  for (;;) {
    const std::string before = StoreFolder(from).traces();
    try {
      copy_store(from, to);
    } catch (const fs::filesystem_error&) {
      continue;
    }
    if (StoreFolder(from).traces() == before) return;
  }
}

std::uint64_t hash_of(std::uint64_t hash, std::string_view text) {
  for (const char c : text) hash = (hash ^ static_cast<std::uint8_t>(c)) * 1099511628211u;
  return (hash ^ 0xFF) * 1099511628211u;
}

std::string answer_at(const FactStore& store, std::uint64_t commit) {
  std::uint64_t hash = 14695981039346656037u, entities = 0, relations = 0;
  store.load(
      {commit},
      [&](StoredEntity&& e) {
        ++entities;
        hash = hash_of(hash, e.key);
        for (const StoredProperty& p : e.properties) hash = hash_of(hash, std::to_string(p.key.value));
      },
      [&](StoredRelation&& r) {
        ++relations;
        hash = hash_of(hash, std::to_string(r.from.value) + " " + std::to_string(r.to.value) + " " + r.key);
        if (r.validity) hash = hash_of(hash, edtf_of(*r.validity));
      });
  return "commit " + std::to_string(commit) + ": " + std::to_string(entities) + " entities, " +
         std::to_string(relations) + " relations, " + std::to_string(hash);
}

// At the head of the specimen and at some commits before it.
std::string answer_of(const FactStore& store, std::uint64_t head) {
  if (store.head().transaction.value < head) {
    return "only " + std::to_string(store.head().transaction.value) + " commits";
  }
  std::string answer = std::to_string(store.commits().size() - (store.head().transaction.value - head)) + " commits";
  for (const std::uint64_t commit : {head, head / 2}) answer += "; " + answer_at(store, commit);
  return answer;
}

FactBatch small_batch(int number) {
  FactBatch batch;
  const std::string key = "s" + std::to_string(number);
  batch.entities = {entity(key)};
  // The second relation is the same in all commits and changes with each.
  batch.relations = {relation("r" + key, key, "T", key, std::to_string(1000 + number)),
                     relation("changing", key, "U", key, std::to_string(1000 + number))};
  return batch;
}

FactBatch large_batch() {
  FactBatch batch;
  for (int i = 0; i < 20; ++i) batch.entities.push_back(entity("l" + std::to_string(i)));
  for (int i = 0; i < 300; ++i) {
    const std::string key = std::to_string(i);
    batch.relations.push_back(relation("l" + key, "l" + std::to_string(i % 20), "T", "l" + std::to_string(i % 17),
                                       std::to_string(1000 + i % 999)));
  }
  return batch;
}

}  // namespace

std::vector<Specimen> make_specimens(const std::string& folder) {
  std::vector<Specimen> specimens;
  StoreOptions options;
  options.rows_of_large_commit = 500;
  const auto make = [&](const std::string& name, bool large, int small, bool killed) {
    Specimen specimen{name, folder + "/" + name, 0, ""};
    const std::string path = killed ? specimen.path + "-open" : specimen.path;
    {
      auto store = open_facts(open_folder(path, options));
      if (large) commit(*store, large_batch(), "test", "large");
      for (int i = 0; i < small; ++i) {
        commit(*store, small_batch(i), "test", "small");
        if (i == small / 2 && large) store = nullptr, store = open_facts(open_folder(path, options));
      }
      specimen.head = store->head().transaction.value;
      specimen.answer = answer_of(*store, specimen.head);
      if (killed) copy_open_store(path, specimen.path);
    }
    if (killed) fs::remove_all(path);
    specimens.push_back(std::move(specimen));
  };
  make("small-closed", false, 60, false);
  make("small-killed", false, 60, true);
  make("large-closed", true, 0, false);
  make("mixed-closed", true, 30, false);
  make("mixed-killed", true, 30, true);
  return specimens;
}

std::string Damage::text() const {
  const std::string where = file + " at byte " + std::to_string(at);
  switch (kind) {
    case Kind::kFlip:
      return where + ": bit " + std::to_string(length) + " flipped";
    case Kind::kCut:
      return where + ": cut";
    case Kind::kZero:
      return where + ": " + std::to_string(length) + " bytes zeroed";
    case Kind::kDelete:
      return file + ": deleted";
    case Kind::kEmpty:
      return file + ": emptied";
    case Kind::kAppend:
      return file + ": " + std::to_string(length) + " bytes appended";
    case Kind::kDouble:
      return file + ": appended to itself";
  }
  return {};
}

std::vector<std::string> files_of(const Specimen& specimen) {
  std::vector<std::string> files;
  for (const auto& file : fs::recursive_directory_iterator(specimen.path)) {
    if (file.is_regular_file()) files.push_back(fs::relative(file.path(), specimen.path).string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string file_list_of_specimen(const Specimen& specimen) {
  for (const std::string& file : files_of(specimen)) {
    if (file.find("MANIFEST") != std::string::npos) return file;
  }
  return {};
}

Damage random_damage(const Specimen& specimen, std::mt19937_64& random) {
  const std::vector<std::string> files = files_of(specimen);
  Damage damage;
  damage.file = files[random() % files.size()];
  const std::uint64_t size = fs::file_size(fs::path(specimen.path) / damage.file);
  damage.kind = static_cast<Damage::Kind>(random() % 7);
  if (size == 0) damage.kind = random() % 2 == 0 ? Damage::Kind::kDelete : Damage::Kind::kAppend;
  damage.at = size == 0 ? 0 : random() % size;
  if (damage.kind == Damage::Kind::kFlip) damage.length = random() % 8;
  if (damage.kind == Damage::Kind::kZero) damage.length = 1 + random() % std::min<std::uint64_t>(size - damage.at, 600);
  if (damage.kind == Damage::Kind::kAppend) damage.length = 1 + random() % 300;
  return damage;
}

Damage cut_of(const std::string& file, std::uint64_t length) {
  return {file, Damage::Kind::kCut, length, 0};
}

Outcome outcome_of(const Specimen& specimen, const Damage& damage, const std::string& work) {
  copy_store(specimen.path, work);
  const fs::path file = fs::path(work) / damage.file;
  const std::string whole = content(file);
  std::string bytes = whole;
  switch (damage.kind) {
    case Damage::Kind::kFlip:
      bytes[damage.at] = static_cast<char>(bytes[damage.at] ^ (1 << damage.length));
      break;
    case Damage::Kind::kCut:
      bytes.resize(damage.at);
      break;
    case Damage::Kind::kZero:
      bytes.replace(damage.at, damage.length, std::string(damage.length, '\0'));
      break;
    case Damage::Kind::kEmpty:
      bytes.clear();
      break;
    case Damage::Kind::kAppend: {
      std::mt19937_64 random(damage.length);
      for (std::uint64_t i = 0; i < damage.length; ++i) bytes += static_cast<char>(random());
      break;
    }
    case Damage::Kind::kDouble:
      bytes += whole;
      break;
    case Damage::Kind::kDelete:
      break;
  }
  if (damage.kind == Damage::Kind::kDelete) {
    fs::remove(file);
  } else {
    overwrite_file(file, bytes);
  }

  Outcome outcome;
  StoreOptions reading;
  reading.read_only = true;
  std::unique_ptr<FactStore> store;
  try {
    store = open_facts(open_folder(work, reading));
    const std::string answer = answer_of(*store, specimen.head);
    if (answer != specimen.answer || store->head().transaction.value != specimen.head) {
      outcome.fault = "reading answers " + answer + " in place of " + specimen.answer;
      return outcome;
    }
    outcome.is_found = !store->check().empty();
  } catch (const Error& error) {
    outcome.is_refused = outcome.is_found = true;
    if (error.message.empty()) outcome.fault = "an error without words";
    if (store && store->check().empty())
      outcome.fault = "the check does not find why it can't be read: " + error.message;
  }
  store = nullptr;

  try {
    const auto store = open_facts(open_folder(work));
    FactBatch batch;
    batch.entities = {entity("written-behind-the-damage")};
    commit(*store, batch);
    const std::string answer = answer_of(*store, specimen.head);
    if (answer != specimen.answer || store->head().transaction.value != specimen.head + 1) {
      outcome.fault = "after a write it answers " + answer + " in place of " + specimen.answer;
    }
    return outcome;
  } catch (const Error&) {
    outcome.is_found = true;
  }
  // Refused by the write, or by reading behind it: with the file as it was, nothing is missing. A list of files that
  // RocksDB has replaced since is not needed any more.
  try {
    if (fs::exists(file) || damage.kind == Damage::Kind::kDelete) overwrite_file(file, whole);
    const auto store = open_facts(open_folder(work, reading));
    const std::string answer = answer_of(*store, specimen.head);
    if (answer != specimen.answer) {
      outcome.fault = "made good again it answers " + answer + " in place of " + specimen.answer;
    }
  } catch (const Error& error) {
    outcome.fault = "made good again it says: " + error.message;
  }
  return outcome;
}

}  // namespace entente
