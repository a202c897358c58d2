// expect: thumbnail is Pillow's: its contract is like::pillow::bicubic
#include <eidograph/eidograph.hpp>

eido::u8 img[4][5];
auto small = eido::thumbnail(img, eido::hw(2, 2), eido::like::cv2::area);
