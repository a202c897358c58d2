// SPDX-License-Identifier: MIT
#include "engine.hpp"

#include <openvino/frontend/extension/conversion.hpp>
#include <openvino/opsets/opset13.hpp>
#include <openvino/runtime/core.hpp>
#include <openvino/runtime/properties.hpp>

#include <stdexcept>

namespace {

namespace op = ov::opset13;

std::shared_ptr<ov::Node> axes(std::vector<std::int64_t> order) {
  return op::Constant::create(ov::element::i64, {order.size()}, order);
}

// The network's one layer that the .tflite reader does not know: a transposed convolution, 2x2 with stride 2, plus
// bias. TensorFlow Lite keeps images as NHWC and filters as OHWI; OpenVINO wants NCHW and IOHW.
ov::OutputVector transposed_convolution(const ov::frontend::NodeContext& node) {
  const auto image = std::make_shared<op::Transpose>(node.get_input(0), axes({0, 3, 1, 2}));
  const auto filter = std::make_shared<op::Transpose>(node.get_input(1), axes({3, 0, 1, 2}));
  const auto up = std::make_shared<op::ConvolutionBackpropData>(
      image, filter, ov::Strides{2, 2}, ov::CoordinateDiff{0, 0}, ov::CoordinateDiff{0, 0}, ov::Strides{1, 1});
  const auto nhwc = std::make_shared<op::Transpose>(up, axes({0, 2, 3, 1}));
  return {std::make_shared<op::Add>(nhwc, node.get_input(2))};
}

// Without the hint OpenVINO computes in bfloat16 where the CPU can, and the mask would depend on the machine.
ov::InferRequest compile(const std::string& path) {
  ov::Core core;
  core.add_extension(
      std::make_shared<ov::frontend::ConversionExtension>("Convolution2DTransposeBias", transposed_convolution));
  return core
      .compile_model(core.read_model(path), "CPU", ov::hint::inference_precision(ov::element::f32),
                     ov::inference_num_threads(1))
      .create_infer_request();
}

void expect(const ov::Tensor& t, const ov::Shape& shape) {
  if (t.get_element_type() != ov::element::f32 || t.get_shape() != shape) {
    throw std::runtime_error("a tensor has shape " + t.get_shape().to_string() + "; expected " + shape.to_string());
  }
}

// The last line of OpenVINO's long message is the one that says what happened.
std::string last_line(std::string text) {
  text.erase(text.find_last_not_of(" \n") + 1);
  return text.substr(text.find_last_of('\n') + 1);
}

}  // namespace

struct segmenter::engine {
  ov::InferRequest request;
};

segmenter::segmenter(const std::string& model_path) try : engine_(new engine{compile(model_path)}) {
  expect(engine_->request.get_input_tensor(), {1, 256, 256, 3});
  expect(engine_->request.get_output_tensor(), {1, 256, 256, 1});
} catch (const std::exception& e) {
  throw std::runtime_error("segmenter: model = " + model_path +
                           "; expected selfie_segmentation.tflite: " + last_line(e.what()));
}

segmenter::~segmenter() = default;

eido::view<float, 4> segmenter::input() {
  return {engine_->request.get_input_tensor().data<float>(), {1, 256, 256, 3}};
}

eido::view<const float, 4> segmenter::infer() {
  engine_->request.infer();
  return {engine_->request.get_output_tensor().data<float>(), {1, 256, 256, 1}};
}
