using RagCluster.Inference.Onnx;
using RagCluster.Inference.Tests.Batching;

namespace RagCluster.Inference.Tests.Onnx;

public sealed class DeviceChoiceTests
{
    // Four runs at a time on the processor.
    private static readonly InferenceOptions Options = new() { Threads = 4 };
    private readonly SteppedTime _time = new();

    [Theory]
    // Milliseconds of a row; the processor computes four at a time.
    [InlineData(0.1, 1, "cuda:0")]
    [InlineData(0.5, 1, "cpu")]
    [InlineData(0.2, 1, "cuda:0")]
    [InlineData(20, 1, "cpu")]
    public void FasterOne_IsTakenAndTheOtherClosed(double device, double processor, string taken)
    {
        TimedGraph onDevice = new(InferenceDevice.Cuda(0), _time, device);
        TimedGraph onProcessor = new(InferenceDevice.Cpu, _time, processor);
        using IGraph graph = DeviceChoice.Faster(onDevice, onProcessor, 256, Options, _time);
        Assert.Equal(taken, graph.Device.Name);
        Assert.Equal((taken == "cpu", taken != "cpu"), (onDevice.IsDisposed, onProcessor.IsDisposed));
        Assert.Equal(
            FormattableString.Invariant(
                $"RAG__Inference__Device is auto and cuda:0 computes {1000 / device:0} texts of 128 tokens a second and the processor 4000"
            ),
            graph.DeviceReason
        );
    }

    [Fact]
    public void FirstRun_WhichLaysOutMemory_DoesNotCount()
    {
        TimedGraph onDevice = new(InferenceDevice.Cuda(0), _time, 0.1) { First = TimeSpan.FromSeconds(30) };
        using IGraph graph = DeviceChoice.Faster(onDevice, new TimedGraph(InferenceDevice.Cpu, _time, 1), 256, Options, _time);
        Assert.Equal("cuda:0", graph.Device.Name);
    }

    [Fact]
    public void ShortRows_AreNoLongerThanTheModelTakes()
    {
        TimedGraph onDevice = new(InferenceDevice.Cuda(0), _time, 1);
        using IGraph graph = DeviceChoice.Faster(onDevice, new TimedGraph(InferenceDevice.Cpu, _time, 1), 32, Options, _time);
        Assert.Equal(32, onDevice.Tokens);
        Assert.Contains("texts of 32 tokens", graph.DeviceReason, StringComparison.Ordinal);
    }

    [Fact]
    public void DeviceWithoutMemoryForABatch_IsLeftForTheProcessor()
    {
        TimedGraph onDevice = new(InferenceDevice.Cuda(0), _time, 0.1) { Error = new DeviceMemoryException("full") };
        using IGraph graph = DeviceChoice.Faster(onDevice, new TimedGraph(InferenceDevice.Cpu, _time, 1), 256, Options, _time);
        Assert.Equal("cpu", graph.Device.Name);
        Assert.True(onDevice.IsDisposed);
        Assert.EndsWith("cuda:0 has too little memory for a batch: full", graph.DeviceReason, StringComparison.Ordinal);
    }

    private sealed class TimedGraph(InferenceDevice device, SteppedTime time, double millisecondsOfRow) : IGraph
    {
        private int _runs;

        public TimeSpan First { get; init; }

        public Exception? Error { get; init; }

        public bool IsDisposed { get; private set; }

        public int Tokens { get; private set; }

        public InferenceDevice Device => device;

        public string DeviceReason => "test";

        public void Run(PaddedBatch batch, OutputReader read, CancellationToken cancellationToken)
        {
            if (Error is not null)
                throw Error;
            Tokens = batch.Tokens;
            time.Advance(_runs++ == 0 ? First : TimeSpan.FromMilliseconds(millisecondsOfRow * batch.Texts));
        }

        public void Dispose() => IsDisposed = true;
    }
}
