#include "child.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <iostream>

#include "facts.hpp"
#include "storage/backup.hpp"

extern char** environ;

namespace entente {
namespace {

int write_again_and_again(const std::string& path, int times) {
  for (int i = 0; i < times; ++i) {
    const auto store = open_facts(open_folder(path));
    const std::string key = "w" + std::to_string(store->head().transaction.value);
    FactBatch batch;
    batch.entities = {entity(key)};
    batch.relations = {relation("r" + key, key, "T", key, "1949")};
    commit(*store, batch);
  }
  return 0;
}

int hold(const std::string& path) {
  const auto store = open_facts(open_folder(path));
  std::cout << "open" << std::endl;
  std::cin.get();
  return 0;
}

int copy_store(const FactStore& store, const CopyPlace& place, std::optional<TransactionId> as_of) {
  const Result<Head> made = as_of ? restore(store, *as_of, place) : back_up(store, place);
  if (!made) throw made.error();
  return 0;
}

int run_task(const std::vector<std::string>& task) {
  try {
    if (task[0] == "write") return write_again_and_again(task[1], std::stoi(task[2]));
    if (task[0] == "hold") return hold(task[1]);
    if (task[0] == "back-up" || task[0] == "restore") {
      StoreOptions options;
      options.read_only = true;
      const auto store = open_facts(open_folder(task[1], options));
      const bool is_restore = task[0] == "restore";
      return copy_store(*store, {task[1], task[2]},
                        is_restore ? std::optional(TransactionId{std::stoull(task[3])}) : std::nullopt);
    }
  } catch (const Error& error) {
    std::cerr << error.message << "\n";
    return 1;
  }
  return 2;
}

}  // namespace

Child::Child(const std::vector<std::string>& task) {
  int in[2], out[2];
  if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[0], 0);
  posix_spawn_file_actions_adddup2(&actions, out[1], 1);
  std::vector<std::string> words{"/proc/self/exe", "--task"};
  words.insert(words.end(), task.begin(), task.end());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const std::string program = std::filesystem::read_symlink("/proc/self/exe").string();
  const int failed = posix_spawn(&process_, program.c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(in[0]);
  close(out[1]);
  input_ = in[1];
  output_ = out[0];
  if (failed != 0) throw std::runtime_error("no child");
}

Child::~Child() {
  stop();
  close(output_);
}

void Child::wait_for_line() const {
  for (char c = 0; c != '\n';) {
    if (read(output_, &c, 1) != 1) break;
  }
}

bool Child::is_running() {
  if (result_ >= 0) return false;
  int status = 0;
  if (waitpid(process_, &status, WNOHANG) == 0) return true;
  result_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
  return false;
}

void Child::stop() {
  if (input_ >= 0) close(input_);
  input_ = -1;
  if (result_ >= 0) return;
  int status = 0;
  waitpid(process_, &status, 0);
  result_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

}  // namespace entente

int main(int argc, char** argv) {
  if (argc > 2 && std::string_view(argv[1]) == "--task") {
    return entente::run_task({argv + 2, argv + argc});
  }
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
