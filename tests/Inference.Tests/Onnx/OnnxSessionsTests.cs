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
        if (opened.Device == InferenceDevice.Cpu)
        {
            Assert.StartsWith("RAG__Inference__Device is auto and no GPU can be used: ", opened.Reason, StringComparison.Ordinal);
            Assert.Contains("CUDA", opened.Reason, StringComparison.Ordinal);
            // Neither the model's path nor the library's: neither is to blame.
            Assert.DoesNotContain("/", opened.Reason, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(
        "[ErrorCode:Fail] /src/provider_bridge_ort.cc:1988 Get() [ONNXRuntimeError] : 1 : FAIL : Failed to load library "
            + "/a/b/lib_cuda.so with error: libcudart.so.13: no such file ",
        "libcudart.so.13, which ONNX Runtime's part for CUDA needs, is missing or cannot be loaded: install NVIDIA's CUDA and cuDNN"
    )]
    [InlineData(
        "[ErrorCode:Fail] Get() [ONNXRuntimeError] : 1 : FAIL : Failed to load library /a/b/lib_cuda.so with error: "
            + "/a/b/lib_cuda.so: cannot open shared object file",
        "lib_cuda.so, ONNX Runtime's part for CUDA, is missing or cannot be loaded"
    )]
    [InlineData("FAIL : Failed to load library lib_cuda.so", "lib_cuda.so, ONNX Runtime's part for CUDA, is missing or cannot be loaded")]
    [InlineData(
        "[ErrorCode:Fail] [ONNXRuntimeError] : 1 : FAIL : no CUDA-capable device is detected.",
        "CUDA cannot be started: no CUDA-capable device is detected"
    )]
    [InlineData("No CUDA", "CUDA cannot be started: No CUDA")]
    public void LibrarysWords_AreSaidForAPerson(string message, string reason) => Assert.Equal(reason, OnnxLibrary.Explain(message));

    [Theory]
    // As ONNX Runtime 1.31 said them on a GPU whose memory another program held.
    [InlineData(
        "[ErrorCode:Fail] /a/cuda_call.cc:154 std::conditional_t<THRW, void, Status> onnxruntime::CudaCall(ERRTYPE, const char*, int) "
            + "[with ERRTYPE = cublasStatus_t; bool THRW = true] CUBLAS failure 3: the resource allocation failed ; GPU=0 ; hostname=vm",
        "CUBLAS failure 3: the resource allocation failed"
    )]
    [InlineData(
        "[with ERRTYPE = cudaError; THRW = true] CUDA failure 2: out of memory ; GPU=0 ; expr=f()",
        "CUDA failure 2: out of memory"
    )]
    [InlineData("Non-zero status code", "Non-zero status code")]
    public void FailureOfARun_IsSaidWithoutTheLibrarysSources(string message, string cause) =>
        Assert.Equal(cause, OnnxLibrary.Cause(message));

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
        Assert.Equal(
            affinities,
            OnnxSessions.Affinities(
                new InferenceOptions
                {
                    Cores = cores,
                    Threads = threads,
                    RunThreads = runThreads,
                }
            )
        );

    [Fact]
    public async Task CoresOfASession_AreThoseOfItsThreads()
    {
        int[]? cores = CoreList.OfProcess();
        if (cores is not { Length: >= 2 })
            return;
        string[] before = PinnedThreads();
        InferenceOptions options = new()
        {
            Device = "cpu",
            Cores = $"{cores[0]},{cores[1]}",
            Threads = 2,
            RunThreads = 2,
        };
        options.Validate();
        using InferenceSession session = OnnxSessions.Open(SampleModels.Pooled.ModelPath, options).Session;
        // Each thread pins itself, some time after the session is there.
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(3));
        while (!PinnedThreads().Except(before).Select(Cores).Contains($"{cores[1]}"))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
    }

    // "task: cores" of every thread of this process.
    private static string[] PinnedThreads() =>
        [.. Directory.GetDirectories("/proc/self/task").Select(task => $"{Path.GetFileName(task)}: {AllowedCores(task)}")];

    private static string Cores(string thread) => thread[(thread.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    private static string AllowedCores(string task)
    {
        try
        {
            return File.ReadLines(Path.Combine(task, "status"))
                .First(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal))
                .Split('\t')[1];
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
        ModelException error = Assert.Throws<ModelException>(() =>
            OnnxSessions.Open(SampleModels.Pooled.ModelPath, new InferenceOptions { Device = "cuda:63" })
        );
        Assert.Contains("RAG__Inference__Device is cuda:63", error.Message, StringComparison.Ordinal);
        Assert.Contains("Set it to auto or cpu", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ProviderAbsentFromTheLibrary_IsACatchableError()
    {
        if (HasCuda)
            return;

        using SessionOptions session = new();
        Assert.Throws<OnnxRuntimeException>(() => OnnxLibrary.AppendCuda(session, 0));
    }

    [Fact]
    public void FileThatIsNoGraph_IsInvalid()
    {
        using SampleFolder folder = new();
        File.WriteAllText(folder["model.onnx"], "not a graph");
        ModelException error = Assert.Throws<ModelException>(() => OnnxSessions.Open(folder["model.onnx"], new InferenceOptions()));
        Assert.Equal(ModelFault.Invalid, error.Fault);
        Assert.Contains("model.onnx", error.Message, StringComparison.Ordinal);
    }
}
