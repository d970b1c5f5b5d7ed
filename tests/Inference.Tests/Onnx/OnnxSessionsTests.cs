using Microsoft.ML.OnnxRuntime;
using RagCluster.Inference.Models;
using RagCluster.Inference.Onnx;

namespace RagCluster.Inference.Tests.Onnx;

public sealed class OnnxSessionsTests
{
    private static bool HasCuda => OrtEnv.Instance().GetAvailableProviders().Contains("CUDAExecutionProvider");

    [Fact]
    public void Auto_SaysWhichDeviceAndWhy()
    {
        OnnxSession opened = OnnxSessions.Open(SampleModels.Pooled.ModelPath, new InferenceOptions { Device = "auto" });
        using InferenceSession session = opened.Session;
        Assert.False(opened.Device.IsAuto);
        Assert.NotEmpty(opened.Reason);
        if (!HasCuda)
        {
            Assert.Equal(InferenceDevice.Cpu, opened.Device);
            Assert.Contains("CPUExecutionProvider", opened.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void DeviceAskedForThatIsAbsent_IsAnErrorNamingTheSetting()
    {
        // No machine has GPU 63, so that this holds with a CUDA build too.
        var error = Assert.Throws<ModelException>(() => OnnxSessions.Open(SampleModels.Pooled.ModelPath, new InferenceOptions { Device = "cuda:63" }));
        Assert.Contains(HasCuda ? "cannot be opened" : "RAG__Inference__Device", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ProviderAbsentFromTheLibrary_IsACatchableError()
    {
        if (HasCuda)
            return;

        using var options = new SessionOptions();
        Assert.Throws<OnnxRuntimeException>(() => options.AppendExecutionProvider_CUDA(0));
    }

    [Fact]
    public void FileThatIsNoGraph_IsInvalid()
    {
        using var folder = new SampleFolder();
        File.WriteAllText(folder["model.onnx"], "not a graph");
        var error = Assert.Throws<ModelException>(() => OnnxSessions.Open(folder["model.onnx"], new InferenceOptions()));
        Assert.Equal(ModelFault.Invalid, error.Fault);
        Assert.Contains("model.onnx", error.Message, StringComparison.Ordinal);
    }
}
