using Microsoft.ML.OnnxRuntime;
using Polly;
using Polly.CircuitBreaker;

namespace RagCluster.Inference.Onnx;

/// <summary>A graph on a device that may fail: then, and while the device's breaker is open, its batches run on the processor.</summary>
internal sealed class FallbackGraph : IGraph
{
    private readonly IGraph _first;
    private readonly Lazy<IGraph> _second;
    private readonly ResiliencePipeline _breaker;
    private readonly SparseReport _report;

    /// <summary>Creates the pair.</summary>
    /// <param name="first">The graph on its device.</param>
    /// <param name="openSecond">Opens it on the processor; called when it is first needed.</param>
    /// <param name="breaker">The device's breaker.</param>
    /// <param name="report">Gets what an operator should know.</param>
    public FallbackGraph(IGraph first, Func<IGraph> openSecond, ResiliencePipeline breaker, SparseReport report)
    {
        _first = first;
        _second = new Lazy<IGraph>(openSecond);
        _breaker = breaker;
        _report = report;
    }

    /// <inheritdoc/>
    public InferenceDevice Device => _first.Device;

    /// <inheritdoc/>
    public string DeviceReason => _first.DeviceReason;

    /// <inheritdoc/>
    public void Run(PaddedBatch batch, OutputReader read, CancellationToken cancellationToken)
    {
        try
        {
            _breaker.Execute(token => _first.Run(batch, read, token), cancellationToken);
        }
        catch (OnnxRuntimeException error)
        {
            _report.Say($"A batch failed on {Device.Name} and runs on the processor: {OnnxLibrary.Cause(error.Message)}");
            _second.Value.Run(batch, read, cancellationToken);
        }
        catch (BrokenCircuitException)
        {
            _second.Value.Run(batch, read, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _first.Dispose();
        if (_second.IsValueCreated)
            _second.Value.Dispose();
    }
}
