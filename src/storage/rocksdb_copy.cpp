#include "storage/rocksdb_copy.hpp"

#include <rocksdb/env.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "storage/rocksdb_settings.hpp"

namespace entente {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kCopyingPatience{30};
constexpr std::chrono::milliseconds kCopyingPause{10};
constexpr std::size_t kPieceBytes = 1 << 20;

// One attempt.
class FilesCopy {
 public:
  FilesCopy(const StoreFolder& source, const fs::path& target, rocksdb::Env* env)
      : source_(source), target_(target), env_(*env) {}

  // Throws kIo; kCorruption where a file was gone.
  void run(const std::function<void()>& captured) {
    make_folder(target_);
    make_folder(target_ / "rows");
    const Result<std::string> current = source_.read(source_.rows() / "CURRENT");
    if (!current && current.error().code != ErrorCode::kNotFound) throw current.error();
    if (!current) throw damage(source_, "\"rows/CURRENT\" is missing");
    const std::string list = current->substr(0, current->find('\n'));
    copy(list);
    write("CURRENT", *current);
    std::vector<std::string> sorted_files, logs;
    const auto names_of = [&](std::string_view ending) {
      std::vector<std::string> names;
      std::error_code ec;
      fs::directory_iterator it(source_.rows(), ec);
      for (const fs::directory_iterator end; !ec && it != end; it.increment(ec))
        if (it->path().extension() == ending) names.push_back(it->path().filename().string());
      if (ec)
        throw Error(ErrorCode::kIo, "can't read the files of the store \"" + source_.shown() + "\": " + ec.message());
      std::sort(names.begin(), names.end());
      return names;
    };
    for (const std::string& log : names_of(".log")) copy(log);
    // A file that is open can be read on when it is removed.
    std::vector<std::pair<std::string, std::unique_ptr<rocksdb::SequentialFile>>> to_copy;
    for (const std::string& name : names_of(".sst")) {
      if (env_.LinkFile(from(name), to(name)).ok()) continue;
      to_copy.emplace_back(name, open(name));
    }
    if (env_.FileExists(from("IDENTITY")).ok()) copy("IDENTITY");
    captured();
    for (const auto& [name, file] : to_copy) copy(*file, name);
    for (const fs::path& folder : {target_ / "rows", target_}) sync(folder);
  }

 private:
  std::string from(const std::string& name) const { return (source_.rows() / name).string(); }
  std::string to(const std::string& name) const { return (target_ / "rows" / name).string(); }

  void expect(const rocksdb::Status& s) const {
    if (s.ok()) return;
    Error error = error_of(s, source_, "can't copy");
    if (s.IsPathNotFound() || s.IsNotFound()) error.code = ErrorCode::kCorruption;  // or a writer was done with it
    throw error;
  }
  void make_folder(const fs::path& folder) const {
    std::error_code ec;
    fs::create_directory(folder, ec);
    if (ec) throw Error(ErrorCode::kIo, "can't create the folder \"" + folder.string() + "\": " + ec.message());
  }
  std::unique_ptr<rocksdb::SequentialFile> open(const std::string& name) const {
    std::unique_ptr<rocksdb::SequentialFile> file;
    expect(env_.NewSequentialFile(from(name), &file, rocksdb::EnvOptions()));
    return file;
  }
  void copy(const std::string& name) const { copy(*open(name), name); }
  // As far as the file reaches when its end is met.
  void copy(rocksdb::SequentialFile& file, const std::string& name) const {
    std::unique_ptr<rocksdb::WritableFile> out;
    expect(env_.NewWritableFile(to(name), &out, rocksdb::EnvOptions()));
    std::string buffer(kPieceBytes, '\0');
    for (;;) {
      rocksdb::Slice piece;
      expect(file.Read(buffer.size(), &piece, buffer.data()));
      if (piece.empty()) break;
      expect(out->Append(piece));
    }
    finish(*out);
  }
  void write(const std::string& name, const std::string& text) const {
    std::unique_ptr<rocksdb::WritableFile> out;
    expect(env_.NewWritableFile(to(name), &out, rocksdb::EnvOptions()));
    expect(out->Append(slice(text)));
    finish(*out);
  }
  void finish(rocksdb::WritableFile& out) const {
    expect(out.Sync());
    expect(out.Close());
  }
  void sync(const fs::path& folder) const {
    std::unique_ptr<rocksdb::Directory> directory;
    expect(env_.NewDirectory(folder.string(), &directory));
    expect(directory->Fsync());
  }

  const StoreFolder& source_;
  const fs::path& target_;
  rocksdb::Env& env_;
};

// The copy becomes a store by its marker, once its files are sound.
Result<void> mark_copy(const fs::path& target, std::uint64_t commits, rocksdb::Env* env) {
  StoreFolder folder(target.string());
  const Result<FilesState> files = check_files(folder, Marker{}, env);
  if (!files) return files.error();
  if (files->commits < commits)
    return damage(folder,
                  "it holds " + std::to_string(files->commits) + " commits of at least " + std::to_string(commits));
  // What the list of files does not name was on its way into the source, or out of it: a file that is written on there
  // must not be found here.
  const Result<std::set<std::string>> live = sorted_files_of(folder, env);
  if (!live) return live.error();
  std::error_code ignored;
  std::vector<fs::path> strangers;
  for (const auto& file : fs::directory_iterator(folder.rows(), ignored))
    if (file.path().extension() == ".sst" && !live->contains(file.path().filename().string()))
      strangers.push_back(file.path());
  for (const fs::path& file : strangers) fs::remove(file, ignored);
  Marker marker = file_list_of(folder);
  marker.commits = files->commits;
  return folder.mark(FolderState::kReady, marker);
}

}  // namespace

Result<void> copy_store_files(const StoreFolder& source, const fs::path& target, std::uint64_t commits,
                              rocksdb::Env* env, const std::function<void()>& captured) {
  const auto begin = std::chrono::steady_clock::now();
  for (bool stood_still = false;;) {
    const std::string before = source.traces();
    Result<void> done;
    try {
      FilesCopy(source, target, env).run(captured);
      done = mark_copy(target, commits, env);
    } catch (Error& error) {
      done = std::move(error);
    }
    if (done || done.error().code != ErrorCode::kCorruption) return done;
    std::error_code ignored;
    fs::remove_all(target, ignored);
    const bool changed = source.traces() != before;
    if (!changed && stood_still) return done;
    stood_still = !changed;
    if (std::chrono::steady_clock::now() - begin > kCopyingPatience) {
      return Error(ErrorCode::kLocked,
                   "can't copy the store \"" + source.shown() +
                       "\": another process keeps changing its files; the last attempt ended with: " +
                       done.error().message)
          .with_hint("try again, or wait until that process is done");
    }
    std::this_thread::sleep_for(kCopyingPause);
  }
}

}  // namespace entente
