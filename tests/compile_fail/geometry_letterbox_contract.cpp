// expect: letterbox takes a contract such as like::ultralytics::letterbox
#include <eidograph/geometry.hpp>

auto where = eido::frame_of(eido::hw(4, 5), eido::hw(6, 6), eido::like::pillow::bilinear);
