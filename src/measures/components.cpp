#include "measures/components.hpp"

#include <algorithm>
#include <numeric>

#include <boost/graph/connected_components.hpp>
#include <boost/graph/strong_components.hpp>

#include "measures/network_bgl.hpp"

namespace entente {
namespace {

// Numbers them anew; `found` has numbers from 0 to `count` - 1 in any order.
Components by_size(std::vector<std::uint32_t> found, std::uint32_t count) {
  const auto members = static_cast<std::uint32_t>(found.size());
  std::vector<std::uint32_t> size(count), first(count, members);
  for (std::uint32_t v = members; v-- > 0;) {
    ++size[found[v]];
    first[found[v]] = v;
  }
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return size[a] != size[b] ? size[a] > size[b] : first[a] < first[b];
  });
  Components result{std::move(found), std::vector<std::uint32_t>(count)};
  std::vector<std::uint32_t> number(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    number[order[i]] = i + 1;
    result.size[i] = size[order[i]];
  }
  for (std::uint32_t& component : result.of) component = number[component];
  return result;
}

auto component_map(std::vector<std::uint32_t>& component) {
  return boost::make_iterator_property_map(component.begin(), boost::typed_identity_property_map<std::uint32_t>());
}

}  // namespace

Components weak_components(const Network& network) {
  if (network.directed()) return weak_components(network.undirected());
  std::vector<std::uint32_t> component(network.size());
  const std::uint32_t count = boost::connected_components(UndirectedNetwork(network), component_map(component));
  return by_size(std::move(component), count);
}

Components strong_components(const Network& network) {
  if (!network.directed()) return weak_components(network);
  std::vector<std::uint32_t> component(network.size());
  const std::uint32_t count = boost::strong_components(network, component_map(component));
  return by_size(std::move(component), count);
}

}  // namespace entente
