using RagCluster.Inference.Onnx;

namespace RagCluster.Inference.Tests.Onnx;

public sealed class InferenceDeviceTests
{
    [Theory]
    [InlineData("auto", true, null)]
    [InlineData(" CPU ", false, null)]
    [InlineData("cuda:0", false, 0)]
    [InlineData("CUDA:12", false, 12)]
    public void KnownForms_AreRead(string text, bool isAuto, int? index)
    {
        InferenceDevice device = InferenceDevice.Parse(text);
        Assert.Equal(isAuto, device.IsAuto);
        Assert.Equal(index, device.CudaIndex);
    }

    [Fact]
    public void Gpu_IsThereWhereTheSettingAllowsItAndTheLibraryCanStartIt()
    {
        Assert.False(InferenceDevice.HasGpu("cpu"));
        Assert.Equal(OnnxLibrary.WhyNoCuda(0) is null, InferenceDevice.HasGpu("auto"));
        Assert.Equal(OnnxLibrary.WhyNoCuda(1) is null, InferenceDevice.HasGpu("cuda:1"));
        Assert.Throws<ArgumentException>(() => InferenceDevice.HasGpu("cuda"));
    }
}
