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
            Assert.Contains("is auto and no GPU can be used: this build of ONNX Runtime", opened.Reason, StringComparison.Ordinal);
            Assert.Contains("CPUExecutionProvider", opened.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Cpu_SaysThatTheSettingAskedForIt()
    {
        OnnxSession opened = OnnxSessions.Open(SampleModels.Pooled.ModelPath, new InferenceOptions { Device = "cpu" });
        using InferenceSession session = opened.Session;
        Assert.Equal("RAG__Inference__Device is cpu, no GPU was looked for", opened.Reason);
    }

    [Theory]
    [InlineData("0-7", 8, 8, "2,3,4,5,6,7,8;2,3,4,5,6,7,8;2,3,4,5,6,7,8;2,3,4,5,6,7,8;2,3,4,5,6,7,8;2,3,4,5,6,7,8;2,3,4,5,6,7,8")]
    [InlineData("4-7", 4, 2, "7,8")]
    [InlineData("0-3", 4, 1, null)]
    [InlineData("", 4, 2, null)]
    public void HelpingThreads_StayOnTheCoresThatNoRunBeginsOn(string cores, int threads, int runThreads, string? affinities) =>
        Assert.Equal(affinities, OnnxSessions.Affinities(new InferenceOptions { Cores = cores, Threads = threads, RunThreads = runThreads }));

    [Fact]
    public void CoresOfASession_AreThoseOfItsThreads()
    {
        int[]? cores = CoreList.OfProcess();
        if (cores is not { Length: >= 2 })
            return;
        string[] before = PinnedThreads();
        InferenceOptions options = new() { Device = "cpu", Cores = $"{cores[0]},{cores[1]}", Threads = 2, RunThreads = 2 };
        options.Validate();
        using InferenceSession session = OnnxSessions.Open(SampleModels.Pooled.ModelPath, options).Session;
        Assert.Contains($"{cores[1]}", PinnedThreads().Except(before).Select(Cores));
    }

    // "task: cores" of every thread of this process.
    private static string[] PinnedThreads() =>
        [.. Directory.GetDirectories("/proc/self/task").Select(task => $"{Path.GetFileName(task)}: {AllowedCores(task)}")];

    private static string Cores(string thread) => thread[(thread.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    private static string AllowedCores(string task)
    {
        try
        {
            return File.ReadLines(Path.Combine(task, "status")).First(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal)).Split('\t')[1];
        }
        catch (Exception ended) when (ended is IOException)
        {
            return "ended";
        }
    }

    [Fact]
    public void DeviceAskedForThatIsAbsent_IsAnErrorNamingTheSetting()
    {
        // No machine has GPU 63, so that this holds with a CUDA build too.
        var error = Assert.Throws<ModelException>(() => OnnxSessions.Open(SampleModels.Pooled.ModelPath, new InferenceOptions { Device = "cuda:63" }));
        Assert.Contains("RAG__Inference__Device is cuda:63", error.Message, StringComparison.Ordinal);
        Assert.Contains("Set it to auto or cpu", error.Message, StringComparison.Ordinal);
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
