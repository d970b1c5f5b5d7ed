using RagCluster.Inference.Onnx;

namespace RagCluster.Inference.Tests;

public sealed class InferenceOptionsTests
{
    [Fact]
    public void Defaults_AreValid() => new InferenceOptions().Validate();

    [Theory]
    [InlineData("gpu")]
    [InlineData("cuda")]
    [InlineData("cuda:x")]
    [InlineData("cuda:-1")]
    [InlineData("")]
    public void UnknownDevice_NamesTheSettingAndWhatToWrite(string device)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new InferenceOptions { Device = device }.Validate());
        Assert.Contains("RAG__Inference__Device", error.Message, StringComparison.Ordinal);
        Assert.Contains("auto, cpu or cuda:N", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NumberOutOfRange_NamesTheSetting()
    {
        Check("RAG__Inference__Threads", new InferenceOptions { Threads = -1 });
        Check("RAG__Inference__BatchTextsMax", new InferenceOptions { BatchTextsMax = -1 });
        Check("RAG__Inference__BatchTokensMax", new InferenceOptions { BatchTokensMax = -1 });
        Check("RAG__Inference__RunThreads", new InferenceOptions { RunThreads = 0 });
        Check("RAG__Inference__RunThreads", new InferenceOptions { RunThreads = 3, Threads = 2 });
        Check("RAG__Inference__QueueTokensMax", new InferenceOptions { QueueTokensMax = 0 });
        Check("RAG__Inference__BatchWaitMax", new InferenceOptions { BatchWaitMax = TimeSpan.FromMinutes(1) });
    }

    [Fact]
    public void Cores_AreThoseOfTheProcessAndEnoughForItsThreads()
    {
        Check("0-3,8", new InferenceOptions { Cores = "first" });
        if (CoreList.OfProcess() is not { } cores)
            return;
        Check("may not use; it may use", new InferenceOptions { Cores = $"{cores.Max() + 1}" });
        Check("more threads than cores", new InferenceOptions { Cores = $"{cores[0]}", Threads = 2 });
        Check("more threads than cores", new InferenceOptions { Cores = $"{cores[0]}", RunThreads = 2 });
        InferenceOptions one = new() { Cores = $"{cores[0]}" };
        one.Validate();
        Assert.Equal(1, one.Runs(InferenceDevice.Cpu));
    }

    private static void Check(string setting, InferenceOptions options) =>
        Assert.Contains(setting, Assert.Throws<ArgumentException>(options.Validate).Message, StringComparison.Ordinal);
}
