// Nodes of trees of any depth: shared, immutable, and let go of without recursion.
#pragma once

#include <memory>
#include <utility>

namespace entente {

// A shared node. When its last owner lets go, nodes of the same type that it was the last owner of wait in a list until
// it is gone itself: a chain of a million nodes is destroyed in constant stack.
template <class Node>
std::shared_ptr<const Node> make_tree_node(Node node) {
  struct Held {
    Node node;
    Held* next = nullptr;
  };
  struct Release {
    void operator()(Held* held) const {
      thread_local Held* waiting = nullptr;
      thread_local bool busy = false;
      held->next = std::exchange(waiting, held);
      if (busy) return;
      busy = true;
      while (waiting != nullptr) {
        const std::unique_ptr<Held> last(std::exchange(waiting, waiting->next));
      }
      busy = false;
    }
  };
  const std::shared_ptr<Held> held(new Held{std::move(node)}, Release());
  return {held, &held->node};
}

}  // namespace entente
