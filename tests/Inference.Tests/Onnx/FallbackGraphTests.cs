using Microsoft.ML.OnnxRuntime;
using RagCluster.Inference.Onnx;
using RagCluster.Inference.Tests.Batching;

namespace RagCluster.Inference.Tests.Onnx;

public sealed class FallbackGraphTests
{
    // Neither is the default: what opens it is what is set.
    private static readonly InferenceOptions Options = new() { BreakerFailures = 4, BreakerPause = TimeSpan.FromSeconds(7) };
    private readonly SteppedTime _time = new();
    private readonly List<string> _reports = [];
    private readonly ScriptedGraph _device = new(InferenceDevice.Cuda(0));
    private readonly ScriptedGraph _processor = new(InferenceDevice.Cpu);

    [Fact]
    public void WorkingDevice_IsUsedAndTheProcessorNeverOpened()
    {
        using FallbackGraph graph = Graph(() => throw new InvalidOperationException("not needed"));
        Run(graph);
        Assert.Equal((1, 0), (_device.Runs, _processor.Runs));
        Assert.Equal("cuda:0", graph.Device.Name);
    }

    [Fact]
    public void FailingDevice_TripsItsBreakerAndItsBatchesRunOnTheProcessor()
    {
        _device.Error = LibraryError();
        using FallbackGraph graph = Graph(() => _processor);
        for (int i = 0; i < 10; i++)
            Run(graph);
        Assert.Equal((Options.BreakerFailures, 10), (_device.Runs, _processor.Runs));
        Assert.Contains(_reports, report => report.Contains("left alone", StringComparison.Ordinal));
    }

    [Fact]
    public void DeviceThatRecovers_IsUsedAgainAfterItsBreak()
    {
        _device.Error = LibraryError();
        using FallbackGraph graph = Graph(() => _processor);
        for (int i = 0; i < 5; i++)
            Run(graph);
        _device.Error = null;
        _time.Advance(Options.BreakerPause + TimeSpan.FromSeconds(1));
        int before = _processor.Runs;
        Run(graph);
        Run(graph);
        Assert.Equal((Options.BreakerFailures + 2, before), (_device.Runs, _processor.Runs));
        Assert.Contains(_reports, report => report.Contains("works again", StringComparison.Ordinal));
    }

    [Fact]
    public void DeviceOutOfMemory_IsTheBatchersAndDoesNotTripTheBreaker()
    {
        _device.Error = new DeviceMemoryException("full");
        using FallbackGraph graph = Graph(() => _processor);
        for (int i = 0; i < 5; i++)
            Assert.Throws<DeviceMemoryException>(() => Run(graph, rows: 2));
        Assert.Equal((5, 0), (_device.Runs, _processor.Runs));
    }

    [Fact]
    public void DeviceThatFailsEveryBatch_IsSaidOnceInAWhileWithHowOften()
    {
        _device.Error = LibraryError();
        using FallbackGraph graph = Graph(() => _processor);
        for (int i = 0; i < 3; i++)
            Run(graph);
        _time.Advance(Options.BreakerPause);
        Run(graph);
        string[] said = [.. _reports.Where(report => report.Contains("runs on the processor", StringComparison.Ordinal))];
        Assert.Equal(2, said.Length);
        Assert.DoesNotContain("more", said[0], StringComparison.Ordinal);
        Assert.EndsWith("(2 times more since it was last said)", said[1], StringComparison.Ordinal);
    }

    [Fact]
    public void ModelsOfOneDevice_ShareItsBreaker()
    {
        DeviceBreakers breakers = new(Options, _time, _reports.Add);
        Assert.Same(breakers.For(InferenceDevice.Cuda(1)), breakers.For(InferenceDevice.Cuda(1)));
        Assert.NotSame(breakers.For(InferenceDevice.Cuda(0)), breakers.For(InferenceDevice.Cuda(1)));
    }

    private static void Run(FallbackGraph graph, int rows = 1)
    {
        using PaddedBatch batch = PaddedBatch.Create([.. Enumerable.Repeat(new TokenSequence([1]), rows)], 0);
        graph.Run(batch, (_, _) => { }, CancellationToken.None);
    }

    // The library's own: nobody else can make one.
    private static OnnxRuntimeException LibraryError() => Assert.Throws<OnnxRuntimeException>(() => new InferenceSession([1, 2, 3]));

    private FallbackGraph Graph(Func<IGraph> openSecond) =>
        new(
            _device,
            openSecond,
            new DeviceBreakers(Options, _time, _reports.Add).For(_device.Device),
            new SparseReport(_reports.Add, Options.BreakerPause, _time)
        );

    private sealed class ScriptedGraph(InferenceDevice device) : IGraph
    {
        public int Runs { get; private set; }

        public Exception? Error { get; set; }

        public InferenceDevice Device => device;

        public string DeviceReason => "test";

        public void Run(PaddedBatch batch, OutputReader read, CancellationToken cancellationToken)
        {
            Runs++;
            if (Error is not null)
                throw Error;
        }

        public void Dispose() { }
    }
}
