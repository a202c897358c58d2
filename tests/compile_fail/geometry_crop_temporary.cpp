// expect: a view of a temporary would dangle
#include <eidograph/eidograph.hpp>

auto where = eido::frame_of(eido::hw(4, 5), eido::hw(6, 6), eido::like::ultralytics::letterbox);
auto part = where.crop(eido::tensor<float, 2>({6, 6}));
