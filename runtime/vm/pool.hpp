// A growing array whose fast path is a compare and a store.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <type_traits>

namespace ordain {

/// What std::vector is for plain records, but that push_back leaves the growing to a function of its own: within the interpreter's loop
/// that saves the processor's registers for the loop. Clearing keeps the storage.
template <class T>
class Pool {
    static_assert(std::is_trivially_copyable_v<T>);

public:
    void push_back(const T& value) {
        if (size_ == capacity_) [[unlikely]]
            grow(size_ + 1);
        data_[size_++] = value;
    }
    /// As push_back if `really`, without a branch on it.
    void push_back_if(bool really, const T& value) {
        if (size_ == capacity_) [[unlikely]]
            grow(size_ + 1);
        data_[size_] = value;
        size_ += really ? 1 : 0;
    }
    void reserve(std::size_t capacity) {
        if (capacity > capacity_) grow(capacity);
    }
    /// Forgets all beyond the first `size`, which are there.
    void cut(std::size_t size) { size_ = size; }
    void clear() { size_ = 0; }

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] bool empty() const { return size_ == 0; }
    [[nodiscard]] T* data() { return data_.get(); }
    [[nodiscard]] const T* data() const { return data_.get(); }
    [[nodiscard]] T& operator[](std::size_t i) { return data_[i]; }
    [[nodiscard]] const T& operator[](std::size_t i) const { return data_[i]; }
    [[nodiscard]] T& back() { return data_[size_ - 1]; }
    [[nodiscard]] const T* begin() const { return data_.get(); }
    [[nodiscard]] const T* end() const { return data_.get() + size_; }

    Pool() = default;
    Pool(Pool&&) noexcept = default;
    Pool& operator=(Pool&&) noexcept = default;
    Pool(const Pool& other) { *this = other; }
    Pool& operator=(const Pool& other) {
        if (this == &other) return *this;
        size_ = 0;
        reserve(other.size_);
        std::copy(other.begin(), other.end(), data_.get());
        size_ = other.size_;
        return *this;
    }
    ~Pool() = default;

private:
    std::unique_ptr<T[]> data_;
    std::size_t size_ = 0, capacity_ = 0;

    [[gnu::noinline]] void grow(std::size_t least) {
        const std::size_t capacity = std::max(least, 2 * capacity_);
        auto data = std::make_unique_for_overwrite<T[]>(capacity);
        std::copy(begin(), end(), data.get());
        data_ = std::move(data);
        capacity_ = capacity;
    }
};

}  // namespace ordain
