// Baseline of the benchmark: the path kernel of src/risk/kernels/merton.ts in C++, one lane at a time.
// Build: g++ -O3 -march=native -std=c++17 merton.cpp. Arguments: first block, blocks. Prints mean of (S - 1)+ and seconds.
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

constexpr int kLanes = 512;
constexpr int kLayers = 1024;
constexpr double kTail = 4.0388498461095045;
constexpr double kArea = 0.0012263246463530881;
constexpr double kPerTail = 1 / kTail;
constexpr double kUnit = 1.0 / 4294967296.0;

struct Layer {
  double edge, width;
};
Layer layers[kLayers];
double densities[kLayers];

void makeLayers() {
  auto density = [](double x) { return std::exp(-0.5 * x * x); };
  const double half = 2147483648.0;
  layers[0] = {kTail, kArea / density(kTail) / half};
  densities[0] = 1;
  double x = kTail;
  for (int layer = kLayers - 1; layer >= 1; layer--) {
    const double inner = layer == 1 ? 0 : std::sqrt(-2 * std::log(kArea / x + density(x)));
    layers[layer] = {inner, x / half};
    densities[layer] = density(x);
    x = inner;
  }
}

void philox(uint32_t c[4], uint32_t k0, uint32_t k1) {
  for (int round = 0; round < 10; round++) {
    const uint64_t a = uint64_t(0xd2511f53u) * c[0], b = uint64_t(0xcd9e8d57u) * c[2];
    const uint32_t next[4] = {uint32_t(b >> 32) ^ c[1] ^ k0, uint32_t(b), uint32_t(a >> 32) ^ c[3] ^ k1, uint32_t(a)};
    for (int i = 0; i < 4; i++) c[i] = next[i];
    k0 += 0x9e3779b9u;
    k1 += 0xbb67ae85u;
  }
}

struct Stream {
  uint32_t s[4];

  uint32_t next() {
    const uint32_t sum = s[0] + s[3];
    const uint32_t result = ((sum << 7) | (sum >> 25)) + s[0];
    const uint32_t t = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = (s[3] << 11) | (s[3] >> 21);
    return result;
  }

  double uniform() { return (next() + 0.5) * kUnit; }

  double ziggurat(int32_t value, int at) {
    for (;;) {
      const Layer& layer = layers[at];
      const double x = value * layer.width;
      if (std::fabs(x) < layer.edge) return x;
      if (at == 0) {
        double far, y;
        do {
          far = -std::log(uniform()) * kPerTail;
          y = -std::log(uniform());
        } while (y + y < far * far);
        return x > 0 ? kTail + far : -kTail - far;
      }
      if (densities[at] + uniform() * (densities[at - 1] - densities[at]) < std::exp(-0.5 * x * x)) return x;
      value = int32_t(next());
      at = next() & (kLayers - 1);
    }
  }
};

}  // namespace

int main(int count, char** arguments) {
  const uint32_t first = count > 1 ? std::atoi(arguments[1]) : 0;
  const int blocks = count > 2 ? std::atoi(arguments[2]) : 400;
  const int steps = 288;
  const double r = 0.05, sigma = 0.6, rate = 10, mean = -0.03, deviation = 0.05, dt = 1.0 / 365 / steps;
  const double drift = (r - sigma * sigma / 2 - rate * (std::exp(mean + deviation * deviation / 2) - 1)) * dt;
  const double width = sigma * std::sqrt(dt), expected = rate * dt;
  const double threshold = std::floor((1 - std::exp(-expected)) * 4294967296.0);
  makeLayers();
  double total = 0;
  const auto start = std::chrono::steady_clock::now();
  for (int block = 0; block < blocks; block++) {
    for (int lane = 0; lane < kLanes; lane++) {
      uint32_t a[4] = {uint32_t(lane), 1000000, first + block, 0}, b[4] = {uint32_t(lane), 1000001, first + block, 0};
      philox(a, 1, 0);
      philox(b, 1, 0);
      Stream stream{{a[0], a[2], b[0], b[2]}};
      double x = 0, low = 0;
      for (int step = 0; step < steps; step++) {
        const int32_t value = int32_t(stream.next());
        const uint32_t other = stream.next();
        const Layer& layer = layers[other & (kLayers - 1)];
        double normal = value * layer.width;
        if (__builtin_expect(!(std::fabs(normal) < layer.edge), 0)) normal = stream.ziggurat(value, other & (kLayers - 1));
        x += drift + width * normal;
        if (__builtin_expect(other < threshold, 0)) {
          double term = std::exp(-expected) * expected, below = term, n = 1;
          const double u = stream.uniform() * (1 - std::exp(-expected));
          while (u > below && n < 64) {
            n += 1;
            term = term * expected / n;
            below += term;
          }
          const int32_t jump = int32_t(stream.next());
          x += n * mean + std::sqrt(n) * deviation * stream.ziggurat(jump, stream.next() & (kLayers - 1));
        }
        if (x < low) low = x;
      }
      const double gain = std::exp(x) - 1;
      total += (gain > 0 ? gain : 0) + low * 0;
    }
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  std::printf("{\"mean\":%.17g,\"seconds\":%.6f}\n", total / (double(blocks) * kLanes), seconds.count());
}
